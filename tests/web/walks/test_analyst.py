"""An analyst compares two named policies that may spend the same, takes it along and passes the link on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import load_scenario
from tests.web.walks.walking import LONG, walk


@pytest.mark.slow
def test_an_analyst_compares_two_policies_and_takes_the_answer_along(
    browser: Any, address: str, tmp_path: Path
) -> None:
    with walk(browser, address) as analyst:
        page = analyst.page
        compare = analyst.turn_to("Compare")
        analyst.give("#text-name-b", "more hours")
        analyst.move("b-mentor_hours", 12)
        compare.get_by_role("button", name="Add a policy").click()
        page.locator("#text-name-c").wait_for()
        analyst.give("#text-name-c", "two posts")
        analyst.move("c-coordinator", 2)
        page.select_option("#choose-compare-budget", "smallest")
        analyst.give("#whole-replicates", "2")
        analyst.give("#whole-compare-months", "8")
        go = compare.get_by_role("button", name="Compare", exact=True)
        go.click()
        result = compare.locator("details.result")
        result.wait_for(timeout=LONG)
        words = result.inner_text()
        assert "more hours" in words and "two posts" in words and "equal budgets" in words
        assert result.locator("svg.figure").count() > 0 and compare.locator(".stale").count() == 0
        analyst.stop("the comparison")

        report = analyst.take(result, "Report (HTML)", tmp_path)
        assert "more hours" in report.read_text(encoding="utf-8")
        policy = load_scenario(analyst.take(result, "Scenario B (YAML)", tmp_path))
        assert policy.programmes["friends"].hours == 12
        analyst.give("#whole-replicates", "3")
        compare.locator(".stale").wait_for()

        analyst.turn_to("Town").wait_for()
        with analyst.redrawn():
            analyst.move("fees", 0.5)
        analyst.step()
        page.wait_for_function("new URLSearchParams(location.search).get('month') === '1'")
        series = page.locator(".series").inner_html()
        page.locator("details.keeping summary").click()
        link = page.locator("#share-link").input_value()
        with walk(browser, link) as other:
            other.wait_month(1)
            other.settle()
            assert other.says("fees") == "50 of 100"
            assert other.page.locator(".series").inner_html() == series, "the same town, elsewhere"
