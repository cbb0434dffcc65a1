"""Every page in Finnish, whose words are long, on a narrow phone; pages of practices without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bygd.practices.pages import write_pages
from bygd.practices.results import shipped
from bygd.web.pages import PAGES
from tests.web.axe import faults
from tests.web.walks.walking import hear_errors, walk

WIDTH = 360


@pytest.mark.slow
def test_every_page_in_finnish_fits_a_narrow_phone(browser: Any, address: str) -> None:
    with walk(browser, address, viewport={"width": WIDTH, "height": 740}) as reader:
        page = reader.page
        for name in PAGES:
            reader.load_at(f"{address}?lang=fi&page={name}&month=2")
            reader.wait_month(2)
            page.locator(".watch, section.bygd-page").wait_for()
            page.locator(".under-way").wait_for(state="detached")
            reader.stop(f"{name} in Finnish")
            assert page.locator("html").get_attribute("lang") == "fi", name
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, name


def test_pages_of_practices_have_no_faults_no_errors_and_ask_nothing_of_anybody(browser: Any, tmp_path: Path) -> None:
    write_pages(tmp_path, shipped())
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    hear_errors(page, said)
    page.goto((tmp_path / "index.html").as_uri())
    found = faults(page)
    page.get_by_label("Find cards with these words").fill("Sonderborg")
    page.get_by_role("link", name="Sønderborg").first.click()
    page.get_by_role("heading", level=1).wait_for()
    found += faults(page)
    page.close()
    assert not found, "\n".join(found)
    assert not said, said
    assert len(asked) == 2 and all(url.startswith(tmp_path.as_uri()) for url in asked), asked
