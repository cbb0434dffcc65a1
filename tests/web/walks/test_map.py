"""A place is picked on the map: by a click, in its list by keys, by the address; and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.web.browser import served
from tests.web.walks.walking import region_file, walk


def test_a_place_of_the_map_is_picked_and_taken_back(browser: Any, tmp_path: Path) -> None:
    with served(str(region_file(tmp_path))) as url, walk(browser, url) as reader:
        page = reader.page
        chosen, of = page.locator("#choose-on-map"), page.locator("h3[data-of]")
        assert chosen.input_value() == "" and of.count() == 0
        whole = page.locator(".region-box .figures").inner_text()
        page.locator("[data-place=ness] circle").last.click()
        of.wait_for()
        assert of.inner_text() == "Ness" and chosen.input_value() == "ness"
        assert page.locator(".picked").get_attribute("data-place") == "ness"
        assert page.locator(".region-box .figures").inner_text() != whole
        page.wait_for_function("new URLSearchParams(location.search).get('at') === 'ness'")
        reader.step()
        assert of.inner_text() == "Ness" and page.locator(".picked").count() == 1, "it stays from month to month"
        reader.stop("a place")
        page.locator("[data-place=ness] circle").last.click()
        of.wait_for(state="detached")
        chosen.focus()
        page.keyboard.press("ArrowDown")
        of.wait_for()
        assert of.inner_text() == "Vik"
        page.wait_for_function("new URLSearchParams(location.search).get('at') === 'vik'")
        reader.load_at(page.url)
        of.wait_for()
        assert of.inner_text() == "Vik", "the address has it"
        chosen.focus()
        page.keyboard.press("Escape")
        of.wait_for(state="detached")
        assert chosen.input_value() == "" and page.locator(".picked").count() == 0
        page.wait_for_function("!new URLSearchParams(location.search).has('at')")
