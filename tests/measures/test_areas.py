"""Places that share a label are taken down together: sums of their places, means of all people in them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.history import simulate
from sim.measures.recorder import ALL, Recorder
from sim.scenario import Scenario, scenario_from
from sim.simulation import Simulation

PLACES = {
    "vik": {"population": 150, "groups": {"class": "town", "county": "Norr"}, "position": [0, 0]},
    "as": {"population": 90, "groups": {"class": "rural", "county": "Norr"}, "position": [20, 0]},
    "by": {"population": 60, "groups": {"class": "rural", "county": "Syd"}, "position": [0, 20]},
}
DATA = {
    "start": "2020-01",
    "months": 14,
    "places": PLACES,
    "origins": {"syria": {}},
    "arrivals": {"quota": {"place": "vik", "origin": "syria", "per_year": 40.0, "settlement": {"rule": "assigned"}}},
    "ties": {"settle_months": 6},
}
RURAL, NORR = "class:rural", "county:Norr"


def scenario(**changes: object) -> Scenario:
    return scenario_from({**DATA, **changes})


@pytest.fixture(scope="module")
def told() -> dict[tuple[str, str, str, int], float]:
    found = simulate(scenario()).measures
    keys = zip(found.measure, found.group, found.place, found.month.tolist(), strict=True)
    return dict(zip(keys, found.value.tolist(), strict=True))


def test_areas_are_by_grouping_and_label_in_the_order_of_the_places() -> None:
    assert scenario().areas() == {"class:town": [0], "county:Norr": [0, 1], "class:rural": [1, 2], "county:Syd": [2]}


def test_a_recorder_adds_up_and_weighs() -> None:
    recorder = Recorder(["a", "b", "c"], areas={"x": [0, 2], "y": [1]})
    recorder.by_place("stock", np.array([1, 2, 4]))
    recorder.ratio("rate", np.array([1.0, 0.0, 3.0]), np.array([2.0, 0.0, 4.0]))
    recorder.table([("many", "g")], np.array([[5, 6, 7]]))
    recorder.add("alone", 9.0)
    found = {(measure, place): value for _, place, measure, _, value in recorder.rows()}
    assert {place: found["stock", place] for place in ("x", "y", ALL)} == {"x": 5.0, "y": 2.0, ALL: 7.0}
    assert found["rate", "x"] == pytest.approx(4.0 / 6.0) and ("rate", "y") not in found  # nobody there
    assert found["many", "x"] == 12.0 and found["many", "c"] == 7.0
    assert found["alone", ALL] == 9.0 and ("alone", "x") not in found


def test_what_adds_up_is_the_sum_of_its_places(told: dict[tuple[str, str, str, int], float]) -> None:
    for measure in ("population", "newcomers", "births", "clubs_open", "homes", "friendships", "tax"):
        months = {month for name, _, place, month in told if name == measure and place == RURAL}
        assert months, measure
        for month in months:
            parts = [told.get((measure, ALL, place, month), 0.0) for place in ("as", "by")]
            assert told[measure, ALL, RURAL, month] == pytest.approx(sum(parts)), measure


def test_a_share_is_of_all_people_in_its_places(told: dict[tuple[str, str, str, int], float]) -> None:
    month = 11

    def people(place: str) -> float:
        return told["population", ALL, place, month]

    for measure in ("newcomer_share", "mean_age"):
        weighed = sum(told[measure, ALL, place, month] * people(place) for place in ("vik", "as")) / people(NORR)
        assert told[measure, ALL, NORR, month] == pytest.approx(weighed, rel=1e-6)
        assert told[measure, ALL, NORR, month] != told[measure, ALL, "vik", month]


def test_an_area_of_one_place_is_that_place(told: dict[tuple[str, str, str, int], float]) -> None:
    alone = {(measure, group, month): value for (measure, group, place, month), value in told.items() if place == "by"}
    area = {
        (measure, group, month): value
        for (measure, group, place, month), value in told.items()
        if place == "county:Syd"
    }
    assert alone.keys() == area.keys()
    assert all(area[key] == pytest.approx(alone[key]) or math.isnan(alone[key]) for key in alone)


def test_newcomers_are_followed_by_area_too() -> None:
    found = simulate(scenario()).retention
    at_start = {
        (place, group): n
        for month, place, group, n in zip(found.months_since, found.place, found.group, found.at_risk, strict=True)
        if month == 0
    }
    assert at_start[NORR, ALL] + at_start.get(("county:Syd", ALL), 0) == at_start[ALL, ALL] > 0


def test_labels_change_no_history(told: dict[tuple[str, str, str, int], float]) -> None:
    bare = {key: {**place, "groups": {}} for key, place in PLACES.items()}
    without = simulate(scenario(places=bare))
    assert without.digest == simulate(scenario()).digest
    assert {(*key, value) for *key, value in _rows(without)} == {
        (*key, value) for key, value in told.items() if ":" not in key[2]
    }


def _rows(history: object) -> list[tuple[object, ...]]:
    found = history.measures  # type: ignore[attr-defined]
    columns = found.measure, found.group, found.place, found.month.tolist(), found.value.tolist()
    return list(zip(*columns, strict=True))


def test_a_run_that_goes_on_takes_down_the_same_areas() -> None:
    whole = Simulation(scenario(), 3).advance().history()
    forked = Simulation(scenario(), 3).advance(7).fork().advance().history()
    assert _rows(forked) == _rows(whole)
