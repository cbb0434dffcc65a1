"""The gap between places: the highest less the lowest, and none between twins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import Status
from sim.history import begin
from sim.measures.gaps import GAPS, record_gaps
from sim.measures.groups import FAMILIES
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.scenario import scenario_from
from sim.town import Town, Used

DATA: dict[str, Any] = {
    "months": 12,
    "places": {"vik": {"population": 150, "newcomers": 0.3}, "as": {"population": 150, "newcomers": 0.3}},
    "travel": {"vik": {"as": 20.0}},
    "origins": {"east": {}},
    "ties": {"settle_months": 0},
}


def gaps(town: Town) -> dict[str, float]:
    recorder = Recorder(list(town.scenario.places))
    record_gaps(Look(town), recorder)
    found = recorder.measures()
    assert set(found.place) <= {"all"} and set(found.measure) <= {"gap"}
    return dict(zip(found.group, found.value.tolist(), strict=True))


@pytest.fixture(scope="module")
def town() -> Town:
    return begin(scenario_from(DATA), 3)


def test_it_is_what_the_places_differ_by(town: Town) -> None:
    lived, (people, minds, work) = town.copied(), (town.state.people, town.state.minds, town.state.work)
    count = int(town.used[Used.PEOPLE])
    new = (people.status[:count] == Status.HERE) & (people.newcomer[:count] == 1)
    age = (lived.month - people.birth[:count]) / 12.0
    found = gaps(lived)

    def apart(values: Any, of: Any) -> float:
        means = [float(values[:count][of & (people.place[:count] == place)].mean()) for place in (0, 1)]
        return abs(means[0] - means[1])

    assert found["employed"] == pytest.approx(apart(work.job >= 0, new & (age >= 20) & (age < 65)))
    assert found["belonging"] == pytest.approx(apart(minds.belonging, new & (age >= 18)), rel=1e-6)
    assert "retained" not in found, "nobody has come during the run"
    assert set(found) <= set(GAPS) == set(FAMILIES["measure"])


def test_there_is_none_between_places_alike(town: Town) -> None:
    lived = town.copied()
    minds, link = lived.state.minds, lived.state.places.link
    minds.language[:], minds.belonging[:], link[:] = 0.25, 0.5, 0.75
    found = gaps(lived)
    assert found["language"] == found["belonging"] == found["link"] == 0.0


def test_one_place_has_none_and_neither_has_a_place_without_newcomers(town: Town) -> None:
    alone = {key: value for key, value in DATA.items() if key != "travel"}
    assert gaps(begin(scenario_from({**alone, "places": {"vik": DATA["places"]["vik"]}}), 3)) == {}
    lived = town.copied()
    people = lived.state.people
    people.newcomer[np.flatnonzero(people.place == 1)] = 0
    assert set(gaps(lived)) == {"link"}
