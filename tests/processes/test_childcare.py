"""Promises of small children's care: places, queue and fee, and what a place does for the parents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, NOBODY, Destination, Exit, Sex
from sim.departures import depart
from sim.moves import follow
from sim.processes import childcare
from sim.processes.courses import can_attend
from sim.processes.seeking import search_intensity
from sim.town import Town
from tests.processes.societies import give_work
from tests.processes.towns import add_person, town_of

ALL: dict[str, Any] = {
    "enrolled": [1.0, 1.0, 1.0], "fee_effect": 0.0, "fee_effect_newcomers": 0.0, "born_abroad": 1.0, "places": 100.0
}  # fmt: skip
"""Everybody wants a place, whatever it costs, and there is one for everybody."""


def nursery(
    count: int = 40, *, age: float = 3.0, settlements: int = 1, newcomer: bool = False, rules: Any = None
) -> Town:
    """Mothers (even rows), each with a child (odd rows)."""
    town = town_of(places=settlements, childcare={**ALL, **(rules or {})})
    for _ in range(count):
        mother = add_person(town, sex=Sex.WOMAN, newcomer=newcomer)
        household = int(town.state.people.household[mother])
        add_person(town, age=age, household=household, newcomer=newcomer, arrival=town.month)
    return town


def live(town: Town, months: int = 1) -> Town:
    for _ in range(months):
        childcare.step(town)
        town.month += 1
    return town


def in_care(town: Town) -> set[int]:
    return set(np.flatnonzero(town.state.people.care != NOBODY).tolist())


def test_places_go_by_the_number_of_children_and_the_rest_wait() -> None:
    town = live(nursery(rules={"places": 50.0}))
    assert len(in_care(town)) == town.state.places.care_places[0] == 20
    assert town.state.places.care_queue[0] == 20
    assert all(child % 2 == 1 for child in in_care(town))


def test_a_place_may_have_more_or_fewer_than_the_others() -> None:
    town = nursery(rules={"places": 50.0}, settlements=2)
    for row in range(40, 80):
        town.state.people.place[row] = 1
    scenario = town.scenario.model_dump()
    scenario["places"]["place1"]["childcare"] = 90.0
    town.goes_by(type(town.scenario).model_validate(scenario))
    live(town)
    assert town.state.places.care_places.tolist() == [10, 18]


def test_one_place_more_changes_only_who_gets_it() -> None:
    few, more = (in_care(live(nursery(rules={"places": places}))) for places in (50.0, 52.5))
    assert few < more
    assert len(more) == len(few) + 1


def test_whoever_asked_first_comes_first() -> None:
    town = live(nursery(rules={"places": 50.0}))
    first = in_care(town)
    for _ in range(40):
        mother = add_person(town, sex=Sex.WOMAN)
        add_person(town, age=3.0, household=int(town.state.people.household[mother]))
    live(town)
    assert in_care(town) == set(range(1, 80, 2))
    assert first < in_care(town)


@pytest.mark.parametrize("priority", ["working", "newcomers"])
def test_priority_puts_some_before_the_others(priority: str) -> None:
    town = nursery(20, rules={"places": 25.0, "priority": priority})
    for _ in range(20):
        mother = add_person(town, sex=Sex.WOMAN, newcomer=True)
        add_person(town, age=3.0, household=int(town.state.people.household[mother]), newcomer=True)
    if priority == "working":
        give_work(town, range(40, 80, 2))
    assert in_care(live(town)) <= set(range(41, 80, 2))


def test_too_young_and_at_school_hold_no_place() -> None:
    assert in_care(live(nursery(age=0.5))) == set()
    town = live(nursery(age=0.5), 7)
    assert len(in_care(town)) == 40
    assert in_care(live(town, 72)) == set()
    assert in_care(live(nursery(age=7.0))) == set()


def test_who_leaves_dies_or_moves_frees_the_place_at_once() -> None:
    town = live(nursery(rules={"places": 50.0}, settlements=2))
    gone, moved = sorted(in_care(town))[:2]
    depart(town, np.array([gone]), np.array([Exit.DEATH]), np.array([Destination.NONE]))
    assert gone not in in_care(town)
    town.state.households.place[int(town.state.people.household[moved])] = 1
    follow(town, np.array([moved - 1, moved]))
    assert town.state.people.place[moved] == 1
    assert moved not in in_care(town)
    live(town)
    assert len(in_care(town)) == 20
    assert (town.state.people.care[list(in_care(town))] == town.state.people.place[list(in_care(town))]).all()


def test_nobody_is_sent_home_when_there_are_fewer_places() -> None:
    town = live(nursery())
    scenario = town.scenario.model_dump()
    scenario["childcare"]["places"] = 10.0
    town.goes_by(type(town.scenario).model_validate(scenario))
    live(town, 3)
    assert len(in_care(town)) == town.state.places.care_places[0] == 40
    add_person(town, age=2.0, household=0)
    live(town)
    assert town.state.places.care_queue[0] == 1


def test_a_fee_or_an_allowance_keeps_some_away_and_newcomers_more() -> None:
    usual = {"fee_effect": 0.25, "fee_effect_newcomers": 0.5}

    def users(newcomer: bool, age: float = 2.0, **rules: Any) -> set[int]:
        return in_care(live(nursery(400, newcomer=newcomer, age=age, rules={**usual, **rules})))

    everybody = set(range(1, 800, 2))
    assert users(False) == users(True) == everybody
    for dearer in ({"fee": 2600.0}, {"home_care_allowance": 1300.0}):
        assert users(True, **dearer) < users(False, **dearer) < everybody
    assert users(True, age=4.0, home_care_allowance=1300.0) == everybody


def test_fewer_want_a_place_at_one_and_of_those_born_abroad() -> None:
    by_default = {"enrolled": [0.5, 0.89, 0.94], "born_abroad": 0.75}

    def share(age: float, newcomer: bool = False) -> float:
        return len(in_care(live(nursery(600, age=age, newcomer=newcomer, rules=by_default)))) / 600

    assert abs(share(1.5) - 0.5) < 0.08
    assert abs(share(3.5) - 0.94) < 0.05
    assert abs(share(3.5, True) - 0.705) < 0.08


def test_a_mother_looks_for_work_and_attends_a_course_once_her_child_has_a_place() -> None:
    def looks(**rules: Any) -> tuple[float, bool]:
        town = nursery(1, age=1.5, newcomer=True, rules=rules)
        town.state.minds.language[0] = 0.1
        live(town)
        town.month -= 1
        return search_intensity(town.state, town.rules, 0), bool(can_attend(town.state, town.rules, 0))

    with_place, without = looks(), looks(places=0.0)
    assert with_place[0] > 3 * without[0] > 0.0
    assert with_place[1] and not without[1]
    assert looks(opening_hours=4.75)[0] == pytest.approx(with_place[0] / 2)
    assert looks(care=False)[0] == without[0]


def test_off_there_are_no_places() -> None:
    town = live(nursery(rules={"care": False}), 2)
    assert in_care(town) == set()
    assert town.state.places.care_places[0] == town.state.places.care_queue[0] == 0
    assert (town.state.people.care_asked == LONG_AGO).all()
    open_again = live(nursery())
    scenario = open_again.scenario.model_dump()
    scenario["childcare"]["care"] = False
    open_again.goes_by(type(open_again.scenario).model_validate(scenario))
    assert in_care(live(open_again)) == set()
