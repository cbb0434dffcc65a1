"""A council's evening: its own municipality on the wall, a lever, whether it worked, and the map of a region."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bygd.web.series import measures
from bygd.web.series_picture import BETTER
from tests.web.walks.walking import LONG, region_file, walk

HEIGHT = 720


@pytest.mark.slow
def test_a_council_looks_at_its_town_asks_whether_it_worked_and_sees_the_region(
    browser: Any, address: str, tmp_path: Path
) -> None:
    with walk(browser, address, viewport={"width": 1280, "height": HEIGHT}) as council:
        page = council.page
        with council.redrawn():
            council.move("fees", 1)
        council.step()
        council.give("#whole-worked-pairs", "2")
        worked = page.locator("section.worked")
        worked.get_by_role("button", name="Did it work?").click()
        worked.locator(".verdict").wait_for(timeout=LONG)
        verdict = worked.locator(".verdict").inner_text()
        assert re.search(r"\([^()]+ to [^()]+\)", verdict) and "SEK" in verdict, verdict
        council.stop("the answer")

        page.get_by_role("button", name="Projector").click()
        shown = page.locator(".series .card:visible")
        assert shown.count() == 1 and page.locator("#choose-scenario").is_hidden()
        seen, ways = set(), set()
        for _ in measures():
            assert shown.count() == 1
            seen.add(shown.get_attribute("data-measure"))
            ways.add(page.locator(".better:visible").inner_text())
            below = shown.bounding_box()
            assert below["y"] >= 0 and below["y"] + below["height"] <= HEIGHT, shown.inner_text()
            assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHT, shown.inner_text()
            page.keyboard.press("ArrowRight")
        assert seen == {measure.key for measure in measures()}
        assert ways == {BETTER[measure.better] for measure in measures()} and BETTER["more"] in ways
        council.stop("the projector")
        page.keyboard.press("Escape")

        field = page.get_by_role("combobox", name="A real municipality")
        field.press_sequentially("Punka", delay=20)
        page.get_by_role("listbox").get_by_role("option", name=re.compile("Punkalaidun")).wait_for()
        field.press("ArrowDown")
        with council.redrawn():
            field.press("Enter")
        page.locator(".known", has_text="Punkalaidun").wait_for()
        assert "place=FI-619" in page.url or page.locator("#choose-scenario").input_value() == "official"

        page.locator(".setup details summary").click()
        with council.redrawn():
            page.set_input_files("#upload", str(region_file(tmp_path)))
        assert page.locator("svg.map [data-place]").count() == 2
        council.stop("the map")
