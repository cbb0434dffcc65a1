"""What a place has of its own holds there, and nowhere else."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

from experiments.portrait.settings import settings_in_words
from sim.measures.ledger import booked_by_place
from sim.measures.look import Look
from sim.rules import own
from sim.scenario import ScenarioError, scenario_from
from sim.scenario.periods import takeover_chance
from sim.scenario.schema.own import BY_PLACE
from sim.schedule import month as live_a_month
from sim.state import PER_PERSON
from sim.town import Town, Used
from tests.levers.rich import Stopped, rich_data

OTHER: dict[str, float] = {
    "coordination.openness": 0.0,
    "money.finances": 1.0,
    "money.will": 0.0,
    "language.course_places": 60,
    "language.course_places_per_100": 0.0,
    "language.evening": 1.0,
    "language.childcare": 1.0,
    "services.screening_per_thousand": 100.0,
    "mentoring.outreach_alone": 1.0,
    "clubs.fee_support_newcomers": 1.0,
}


@pytest.fixture(scope="module")
def stopped() -> Stopped:
    return Stopped(rich_data())


def next_month(stopped: Stopped, levers: dict[str, Any]) -> Town:
    town = stopped.pulled(levers)
    live_a_month(town)
    return town


def people_of(town: Town, place: int, count: int) -> bytes:
    """Everything about those of the first ``count`` people who live in a place."""
    rows = np.flatnonzero(town.state.people.place[:count] == place)
    tables = [getattr(town.state, name) for name in PER_PERSON]
    return b"".join(np.ascontiguousarray(column[rows]).tobytes() for table in tables for column in table)


@pytest.mark.parametrize("path", BY_PLACE)
def test_it_moves_its_place_and_no_other(stopped: Stopped, path: str) -> None:
    alone, here, both = (
        next_month(stopped, levers) for levers in ({}, {f"places.alby.own.{path}": OTHER[path]}, {path: OTHER[path]})
    )
    count = int(alone.used[Used.PEOPLE])
    assert people_of(here, 1, count) == people_of(alone, 1, count), "nobody in Berg"
    assert people_of(here, 0, count) == people_of(both, 0, count), "in Alby as if it were the region's"
    assert here.state.places.link[1] == alone.state.places.link[1]
    assert own(here, path).tolist() == [OTHER[path], own(alone, path)[1]] != own(alone, path).tolist()


def test_it_acts(stopped: Stopped) -> None:
    alone, here = (next_month(stopped, each) for each in ({}, {"places.alby.own.language.course_places": 60}))
    more = here.state.places.course_places - alone.state.places.course_places
    assert more[0] > 0 == more[1]


def test_it_costs_in_its_place_alone(stopped: Stopped) -> None:
    levers = {f"places.alby.own.{path}": OTHER[path] for path in BY_PLACE if path != "language.course_places_per_100"}
    found = {name: sek for name, _, sek in booked_by_place(Look(next_month(stopped, levers)))}
    assert {"fees", "course_hour", "evening_course", "course_childcare", "screening"} <= set(found)
    for name, sek in found.items():
        assert sek[0] > 0.0 == sek[1], name


def test_a_takeover_hangs_on_the_municipalities_whose_places_are_served() -> None:
    data = rich_data()
    data["funding"]["pot"]["takeover"] = 1.0
    data["money"] = {"finances": 0.8, "will": 0.5}
    data["places"]["berg"]["own"] = {"money": {"finances": 0.2}}
    for places, able in (((), 0.25), (("berg",), 0.1), (("alby",), 0.4)):
        data["programmes"]["mentors"]["places"] = list(places)
        assert takeover_chance(scenario_from(data), "pot", 1.0) == pytest.approx(able)


@pytest.mark.parametrize(
    ("own_values", "words"),
    [
        ({"language": {"evening": 1.5}}, "places.alby.own.language.evening: found 1.5; allowed: a number from 0 to 1"),
        ({"language": {"evenings": 0.5}}, "did you mean evening?"),
        ({"langauge": {"evening": 0.5}}, "did you mean language?"),
        ({"language": {"course_places": 2.5}}, "a whole number from 0"),
        ({"language": {"enough": 0.5}}, "there is no field 'enough'"),
    ],
)
def test_it_is_checked_as_the_field_of_the_region(own_values: dict[str, Any], words: str) -> None:
    data = rich_data()
    data["places"]["alby"]["own"] = own_values
    with pytest.raises(ScenarioError) as refused:
        scenario_from(data)
    assert words in str(refused.value)


def test_it_is_told_and_kept() -> None:
    data = rich_data()
    data["places"]["alby"].update(name="Ålby", own={"language": {"evening": 0.5}})
    scenario = scenario_from(data)
    assert "Policy by place: language.evening 0.5 in Ålby." in settings_in_words(scenario)
    assert pickle.loads(pickle.dumps(scenario)) == scenario == scenario_from(scenario.canonical())
    assert "Policy by place" not in settings_in_words(scenario_from(rich_data()))
