"""What each mechanism changes: pairs, means of the last years, the table, and the place it has in the page."""

from __future__ import annotations

import numpy as np
import pytest

from calibration import pages
from calibration.patterns.arms import Lived, Table
from calibration.validation import ablation, mechanisms
from calibration.validation.ablation import (
    OUTCOMES,
    PAGE,
    Change,
    arms_of,
    asked_of,
    changes,
    chosen,
    findings,
    page,
    table,
)
from calibration.validation.switches import GRANBY, MECHANISMS, Mechanism
from sim.measures import catalogue
from sim.scenario import load_scenario

TOWN = Mechanism("A", without=(("health.changes", False),), own=("ill", "all"))


def lived(values: dict[str, dict[int, float]], runs: int = 2) -> Lived:
    found = {(name, "newcomers" if name == "employed" else "all"): series for name, series in values.items()}
    return Lived(load_scenario(arms_of(TOWN, ())[0].file), [Table(found, {}, {})] * runs)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda one: f"{one.key} {one.town}")
def test_each_mechanism_makes_another_scenario_and_measures_what_there_is(mechanism: Mechanism) -> None:
    with_, without = (arm.scenario() for arm in arms_of(mechanism, ("population",)))
    assert with_.digest() != without.digest()
    assert mechanism.own[0] in catalogue.CATALOGUE
    assert mechanism.default == (not mechanism.with_)


def test_every_switch_of_the_stage_is_measured() -> None:
    """What a section of the stage can switch off has a row."""
    stage = ("attraction", "elsewhere", "returning", "reception", "childcare", "driving", "boards", "demand", "past")
    switches = {path for path in mechanisms() if path.split(".")[0] in stage}
    assert switches <= {one.key for one in MECHANISMS}


def test_only_the_last_years_count() -> None:
    months = load_scenario(arms_of(TOWN, ())[0].file).months
    early = {name: {months - 61: 5.0, months - 1: 1.0} for name, *_ in OUTCOMES}
    late = {name: {months - 61: 9.0, months - 1: 3.0} for name, *_ in OUTCOMES}
    found = changes(TOWN, lived(late), lived(early))
    assert found.outcomes[0].values.tolist() == [2.0, 2.0]
    assert found.outcomes[1].values.tolist() == [200.0, 200.0], "of 100"


def test_a_change_is_visible_when_its_interval_lies_on_one_side() -> None:
    assert Change("x", np.array([1.0, 1.1, 0.9])).visible
    assert not Change("x", np.array([1.0, -1.1, 0.3])).visible
    assert not Change("x", np.zeros(3)).visible
    assert Change("x", np.zeros(3)).in_words() == "–"
    assert Change("x", np.array([1.0, 1.1, 0.9])).in_words().startswith("**+1 (")


def test_runs_of_a_town_are_shared(monkeypatch) -> None:
    """All mechanisms of a town ask for the same measures, so that its default is simulated once."""
    asked = []

    def live(arms, seeds, **_):
        asked.extend(arms)
        return {arm: lived({}, len(seeds)) for arm in arms}

    monkeypatch.setattr(ablation, "live", live)
    two = [one for one in MECHANISMS if one.town == GRANBY and one.default][:2]
    found = findings(two, [1, 2])
    assert len(set(asked)) == 3
    first, *rows = table(found).splitlines()[2:]
    assert first.startswith(f"| *`{GRANBY}` as it is* | 0 |")
    assert [row.split(" `")[0] for row in rows] == [f"| {one.label}" for one in two]
    assert page(found, 2).startswith("2 pairs of runs, means of the last 5 years.")


def test_only_what_is_there_can_be_named() -> None:
    assert [one.key for one in chosen(["driving.licences"])] == ["driving.licences"] * 2
    with pytest.raises(SystemExit, match="is no mechanism"):
        chosen(["driving.licence"])
    assert set(asked_of(MECHANISMS)) == {one.town for one in MECHANISMS}


def test_the_page_has_a_place_for_the_table(tmp_path) -> None:
    assert PAGE.read_text(encoding="utf-8").count(pages.begin(ablation.COMMAND)) == 1
    copy = tmp_path / "page.md"
    copy.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    pages.write_between(copy, ablation.COMMAND, "| a |")
    text = copy.read_text(encoding="utf-8")
    assert f"{pages.begin(ablation.COMMAND)}\n\n| a |\n\n{pages.END}" in text
    assert text.count(pages.END) == PAGE.read_text(encoding="utf-8").count(pages.END)
    with pytest.raises(ValueError, match="0 places"):
        pages.write_between(copy, "another", "x")
