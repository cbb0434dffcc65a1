"""Compare, Lives, Money and Checklist in a browser: opened, used, left and misused."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bygd.assess.answers import read_answers
from sim.scenario import load_scenario
from tests.web.browser import PATIENCE, Window
from tests.web.small import helped

Open = Callable[..., Window]


def turn_to(town: Window, page: str) -> Any:
    """Open a page; its section."""
    town.page.get_by_role("navigation").get_by_text(page, exact=True).click()
    section = town.page.get_by_role("region", name=page, exact=True)
    section.wait_for()
    return section


def give(town: Window, field: str, value: str) -> None:
    town.page.fill(f"#whole-{field}", value)
    town.page.press(f"#whole-{field}", "Enter")


def test_a_life_is_opened_from_the_sample_and_by_number(window: Open) -> None:
    town = window()
    for _ in range(4):
        town.step()
    lives = turn_to(town, "Lives")
    lives.locator("svg.figure").first.wait_for()
    assert lives.locator("svg.figure").count() == 3
    people = lives.get_by_role("list", name="People to choose from").get_by_role("button")
    second = people.nth(1).inner_text()
    people.nth(1).focus()
    town.page.keyboard.press("Enter")
    lives.get_by_role("heading", name=second.split(" (no.")[0]).wait_for()
    assert people.nth(1).get_attribute("aria-pressed") == "true"
    assert "What happened, and why" in lives.inner_text()
    give(town, "person", "17")
    lives.get_by_role("button", name="Follow this person").click()
    lives.get_by_text("Person number 17 of this history").wait_for()
    give(town, "person", "99999")
    lives.get_by_role("button", name="Follow this person").click()
    lives.get_by_text("There is no person 99999").wait_for()
    assert lives.locator("svg.figure").count() == 3  # what was shown stays


def test_a_town_that_has_not_lived_can_be_lived_through_from_a_page(window: Open) -> None:
    town = window()
    money = turn_to(town, "Money")
    money.get_by_text("The town has not lived a month yet.").wait_for()
    money.get_by_role("button", name="Simulate all 24 months").click()
    money.locator("svg.figure").first.wait_for()
    words = money.inner_text()
    assert "Up to the end of December 2011: 24 of 24 months" in words
    assert re.search(r"So far [\d.,]+ (million )?SEK has been spent", words)
    assert "Money from the state from March 2010 to May 2010; then it came to its end." in words
    assert money.get_by_role("img", name=re.compile("A bar for each stream of money")).count() == 1
    assert town.month() == 0


def test_money_goes_on_with_the_town_only_when_asked(window: Open) -> None:
    town = window()
    town.step()
    money = turn_to(town, "Money")
    money.get_by_text("1 of 24 months").wait_for()
    town.step()
    money.get_by_role("button", name="Show up to February 2010, as on the Town page").click()
    money.get_by_text("2 of 24 months").wait_for()


def test_what_is_typed_stays_while_the_page_is_drawn_again_for_another_reason(window: Open) -> None:
    town = window()
    compare = turn_to(town, "Compare")
    compare.get_by_text("so far B is the same as A").wait_for()
    town.page.fill("#whole-replicates", "7")  # not left yet: what another field starts comes back meanwhile
    elsewhere = "field => { field.value = '2'; field.dispatchEvent(new Event('change')); }"
    town.page.eval_on_selector("#whole-compare-sets", elsewhere)
    compare.get_by_text("Runs with each set").wait_for()
    assert town.page.input_value("#whole-replicates") == "7"
    give(town, "replicates", "3")
    town.page.eval_on_selector("#whole-compare-sets", elsewhere.replace("2", "0"))
    compare.get_by_text("Pairs of runs", exact=True).wait_for()
    assert town.page.input_value("#whole-replicates") == "3"


def test_a_comparison_is_run_read_and_taken_along(window: Open, tmp_path: Path) -> None:
    town = window()
    compare = turn_to(town, "Compare")
    go = compare.get_by_role("button", name="Compare", exact=True)
    compare.get_by_text("so far B is the same as A").wait_for()
    assert go.is_disabled()
    town.move("b-mentor_hours", 12)
    compare.get_by_text("Mentor hours: 6 hours a month → 12 hours a month").wait_for()
    give(town, "replicates", "0")
    compare.get_by_text("Pairs of runs: give a number between 1 and 100, not 0.").wait_for()
    give(town, "replicates", "2")
    give(town, "compare-months", "8")
    compare.get_by_text(re.compile("2 pairs of runs with the same random draws: 4 runs of 8 months")).wait_for()
    go.click()
    compare.locator("svg.figure").first.wait_for(timeout=3 * PATIENCE)
    assert "There are only 2 pairs." in compare.inner_text()
    assert compare.get_by_role("img", name=re.compile("Small charts, one an outcome")).count() == 1
    fold = compare.locator("details.result > summary")  # what was under way was a section, which does not fold
    fold.click()
    compare.locator("svg.figure").first.wait_for(state="hidden")
    fold.click()
    command = shlex.split(compare.get_by_label("command").inner_text())
    assert command[:4] == ["bygd", "compare", "as-set.yaml", "changed.yaml"]
    taken = {
        label: took(town, compare, label, tmp_path)
        for label in ("Report (HTML)", "Scenario A (YAML)", "Scenario B (YAML)")
    }
    assert "Comparison of policies" in taken["Report (HTML)"].read_text(encoding="utf-8")
    base, policy = (load_scenario(taken[f"Scenario {side} (YAML)"]) for side in "AB")
    assert base.programmes["friends"].hours == helped(months=24).programmes["friends"].hours == 6
    assert policy.programmes["friends"].hours == 12


def took(town: Window, section: Any, label: str, folder: Path) -> Path:
    with town.page.expect_download() as download:
        section.get_by_role("button", name=label).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_comparison_can_be_cancelled_and_begun_again(window: Open) -> None:
    town = window()
    compare = turn_to(town, "Compare")
    town.move("b-coordinator", 2)
    go = compare.get_by_role("button", name="Compare", exact=True)
    compare.get_by_text("B differs from A by").wait_for()
    go.click()
    compare.get_by_role("progressbar").wait_for()
    compare.get_by_role("button", name="Cancel").click()
    compare.get_by_text("Cancelled: nothing was kept.").wait_for()
    go.click(trial=True)  # waits until it can be pressed again
    assert compare.locator("svg.figure").count() == 0


def test_a_wrong_change_is_reported_and_the_page_stays_usable(window: Open) -> None:
    town = window()
    compare = turn_to(town, "Compare")
    compare.get_by_text("Change anything else").click()
    field = compare.get_by_role("textbox", name="Other changes in B")
    field.fill("programmes.friends.hourz=2")
    field.blur()
    compare.get_by_text("did you mean hours?").wait_for()
    field.fill("programmes.friends.hours=2")
    field.blur()
    compare.get_by_text("Mentor hours: 6 hours a month → 2 hours a month").wait_for()
    assert compare.get_by_role("alert").count() == 0


def test_a_checklist_is_filled_in_taken_along_and_brought_again(window: Open, tmp_path: Path) -> None:
    town = window()
    checklist = turn_to(town, "Checklist")
    checklist.get_by_text("Of 68 benchmarks 0 are answered").wait_for()
    town.page.select_option("#choose-answer-G2", "1")
    checklist.get_by_text("Of 68 benchmarks 1 are answered, 0 of them met; 67 are not known.").wait_for()
    town.page.select_option("#choose-dimension", "H")
    town.page.select_option("#choose-answer-H3", "4")
    checklist.get_by_text("stands best in health (4.0 of 4) and lowest in governance (1.0)").wait_for()
    turn_to(town, "Money")
    checklist = turn_to(town, "Checklist")
    assert town.page.locator("#choose-answer-G2").input_value() == "1", "answers stay when the page is left"
    with town.page.expect_download() as download:
        checklist.get_by_text("Answers (YAML)").click()
    download.value.save_as(tmp_path / "answers.yaml")
    given = read_answers(tmp_path / "answers.yaml").given
    assert {name: answer.value for name, answer in given.items()} == {"G2": 1, "H3": 4}
    town.page.select_option("#choose-answer-G2", "")
    checklist.get_by_text("Of 68 benchmarks 1 are answered, 1 of them met").wait_for()
    checklist.locator("input[type=file]").set_input_files(tmp_path / "answers.yaml")
    checklist.get_by_text("Of 68 benchmarks 2 are answered").wait_for()
    (tmp_path / "wrong.yaml").write_text("answers: {H33: 2}", encoding="utf-8")
    checklist.locator("input[type=file]").set_input_files(tmp_path / "wrong.yaml")
    checklist.get_by_text("unknown benchmark; there are H1 to H10").wait_for()
    assert not town.errors and not town.far_requests()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_no_page_is_cut_off_at_the_side(window: Open, width: int, scheme: str) -> None:
    town = window(viewport={"width": width, "height": 800}, color_scheme=scheme)
    town.step()
    for name in ("Lives", "Money", "Compare", "Checklist"):
        section = turn_to(town, name)
        section.locator("svg.figure, .lever, .choose").first.wait_for()
        assert town.page.evaluate("document.documentElement.scrollWidth") <= width, name
