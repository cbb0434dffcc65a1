"""An analyst compares two named policies that may spend the same, takes it along and passes the link on."""

from __future__ import annotations

import csv
import shlex
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bygd.cli import compare
from bygd.web.commands import parsed
from sim.scenario import load_scenario
from tests.web.walks.walking import LONG, walk


def the_files_repeat_it_within_one_budget(folder: Path, places: int) -> None:
    """What lies in ``folder`` is the whole comparison: the command's files load, and the dearer policy, which is
    stopped where its next month would cost too much, spends no more than the cheaper one."""
    said = shlex.split((folder / "how-to-repeat.txt").read_text(encoding="utf-8"))
    assert said[:2] == ["bygd", "compare"]
    asked = parsed(compare.arguments, said[2:])
    files = [asked.base, *asked.policies]
    assert files == ["as-set.yaml", "more-hours.yaml", "two-posts.yaml"]
    assert sorted(files) == sorted(path.name for path in folder.glob("*.yaml"))
    assert [len(load_scenario(folder / name).places) for name in files] == [places] * 3
    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as table:
        spent = {
            row["policy"]: float(row["policy_mean"])
            for row in csv.DictReader(table)
            if (row["kind"], row["outcome"]) == ("difference", "spent")
        }
    assert set(spent) == {"more-hours", "two-posts"}
    assert 0 < spent["two-posts"] <= spent["more-hours"], spent
    assert "two-posts was stopped" in (folder / "report.html").read_text(encoding="utf-8")


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
        assert "more-hours" in words and "two-posts" in words, words
        assert "may spend" in words, words
        assert result.locator("svg.figure").count() > 0 and compare.locator(".stale").count() == 0
        analyst.stop("the comparison")

        report = analyst.take(result, "Report (HTML)", tmp_path)
        assert "more-hours" in report.read_text(encoding="utf-8")
        policy = load_scenario(analyst.take(result, "Scenario B (YAML)", tmp_path))
        assert policy.programmes["friends"].hours == 12
        with zipfile.ZipFile(analyst.take(result, "Everything (ZIP)", tmp_path)) as packed:
            packed.extractall(tmp_path / "all")
        the_files_repeat_it_within_one_budget(tmp_path / "all", len(policy.places))
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
