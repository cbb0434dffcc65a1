"""Calibration files: what they may say, and how a wrong one is answered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import toys

from calibration.loading import load_calibration
from sim.scenario.errors import ScenarioError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def nordic():
    return load_calibration(ROOT / "calibration" / "nordic.yaml")


def test_the_nordic_calibration_is_valid_and_of_a_size_that_ends(nordic):
    assert 15 <= len(nordic.parameters) <= 25
    assert nordic.settings.waves.points >= 6 * len(nordic.parameters)
    assert len({one.path for one in nordic.parameters}) == len(nordic.parameters)
    assert set(nordic.bases) == {target.scenario for target in nordic.targets}
    assert nordic.most_runs < 8000, "under three hours on two cores"


def test_defaults_lie_within_the_ranges(nordic):
    for one in nordic.parameters:
        assert one.range.base is not None and one.range.low <= one.range.base <= one.range.high, one.key


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("replicates: 3", "replicas: 3", 3, "there is no field 'replicas'; did you mean replicates"),
        ("replicates: 3", "replicates: 0", 3, "allowed: a whole number from 1"),
        ("points: 40", "points: forty", 5, "found text 'forty'; allowed: a whole number from 4"),
        ("path: meeting.free_hours", "path: meeting.free_hour", 9, "did you mean free_hours"),
        ("range: [30, 70]", "range: [70, 30]", 9, "the first must be below the second"),
        ("range: [30, 70]", "range: [30, 7000]", 9, "is more than meeting.free_hours allows"),
        ("range: [3, 10], scale: log", "range: [0.0, 10], scale: log", 10, "is more than ties.half_life_months allows"),
        ("path: work.inexperience", "path: work.accept", 12, "work.accept is moved by accept too"),
        ("idle: {", "stay: {", 12, "is a column of the results already"),
        ("calibration:", "calibrations:", 1, "there is no field 'calibrations'; did you mean calibration"),
    ],
)
def test_a_wrong_file_is_answered_with_line_and_what_is_allowed(before, after, line, words):
    assert before in toys.TEXT
    with pytest.raises(ScenarioError) as reported:
        toys.plan(toys.TEXT.replace(before, after, 1))
    assert words in str(reported.value) and f"toy.yaml:{line}:" in str(reported.value)


def test_everything_wrong_is_reported_at_once():
    text = toys.TEXT.replace("[30, 70]", "[70, 30]").replace("work.inexperience", "work.inexperiense")
    with pytest.raises(ScenarioError) as reported:
        toys.plan(text)
    assert len(reported.value.problems) == 2


BUDGET = "  budgets: {brief: {waves: {points: 12}, replicates: 2}}\n  parameters:"


def test_a_budget_says_what_differs():
    text = toys.TEXT.replace("  parameters:", BUDGET)
    brief, own = toys.plan(text, budget="brief"), toys.plan(text)
    assert (brief.settings.waves.points, brief.replicates, brief.budget) == (12, 2, "brief")
    assert (own.settings.waves.points, own.replicates, own.budget) == (40, 3, "")
    assert brief.settings.waves.later == own.settings.waves.later == 24


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("waves: {points: 12}", "waves: {pionts: 12}", "toy.yaml:8: calibration.budgets.brief: waves.pionts"),
        ("replicates: 2", "replicas: 2", "toy.yaml:8: calibration.budgets.brief: replicas"),
        (
            "  budgets",
            "  countries: {norht: norway}\n  budgets",
            "no target is measured in 'norht'; did you mean north",
        ),
        ("  budgets", "  countries: {north: norway}\n  halves: [[sweden]]\n  budgets", "no town is in 'sweden'"),
    ],
)
def test_a_wrong_budget_country_or_half_is_answered(before, after, words):
    text = toys.TEXT.replace("  parameters:", BUDGET)
    with pytest.raises(ScenarioError) as reported:
        toys.plan(text.replace(before, after, 1) if before in BUDGET else text)
    assert words in str(reported.value)


def test_a_budget_that_is_not_there_and_a_mechanism_no_town_can_have_are_answered():
    with pytest.raises(ScenarioError, match=r"there is no budget 'tiny'; there are brief"):
        toys.plan(toys.TEXT.replace("  parameters:", BUDGET), budget="tiny")
    with pytest.raises(ScenarioError, match=r"toy.yaml:7: calibration.recovery.mechanism: .*habits"):
        toys.plan(toys.TEXT.replace("{simulations: 1000}", "{simulations: 1000, mechanism: {habits.none: 1}}"))


def test_targets_that_do_not_exist_are_asked_for(tmp_path):
    (tmp_path / "one.yaml").write_text(toys.TEXT.replace("seed: 5", "seed: 5\n  targets: target.yaml"))
    with pytest.raises(ScenarioError, match=r"there is no file 'target.yaml' beside"):
        load_calibration(tmp_path / "one.yaml")
    (tmp_path / "none.yaml").write_text("- 1\n")
    with pytest.raises(ScenarioError, match="a calibration is a mapping"):
        load_calibration(tmp_path / "none.yaml")


def test_quick_is_one_small_wave():
    quick = toys.plan(quick=True)
    assert quick.settings.waves.most == 1 and quick.settings.waves.points == 24
    assert quick.settings.waves.cutoff == toys.plan().settings.waves.cutoff
    assert toys.plan(seed=9).seed == 9


def test_the_unit_cube_and_the_parameters_are_two_names_of_one_place(plan):
    unit = np.random.default_rng(1).random((50, 4))
    values = plan.space.from_unit(unit)
    assert np.allclose(plan.space.to_unit(values), unit, atol=1e-9)
    assert plan.space.from_unit(np.full((1, 4), 0.5))[0] == pytest.approx([50, np.sqrt(30), np.sqrt(0.018), 0.7])
    assert plan.space.changes(values[0]) == {
        one.path: pytest.approx(value) for one, value in zip(plan.parameters, values[0], strict=True)
    }


def test_whole_numbers_are_whole_and_emulated_where_they_are_run():
    text = toys.TEXT + "    tries: {label: Tries, path: work.tries, range: [2, 8]}\n"
    space = toys.plan(text).space
    unit = np.full((1, 5), 0.6)
    assert space.changes(space.from_unit(unit)[0])["work.tries"] == 6
    assert space.snapped(unit)[0, 4] == pytest.approx(4 / 6)
