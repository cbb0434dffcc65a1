"""Promises of settlement: each rule gives places as it says, the same people come by any of them, grants move them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Flow, Permit, Schooling, SettlementRule
from sim.measures.ledger import booked
from sim.measures.look import Look
from sim.processes import arrivals, reception, settlement
from sim.processes.hazards import CAUSES, newcomer_hazard
from sim.processes.prospects import LEVELS, estimate, levels_of, prospects_of
from sim.scenario import ScenarioError, scenario_from
from sim.town import Town
from tests.processes.homes import add_homes, family, here
from tests.processes.towns import add_employer, add_person, town_of

PLACES = 3
INHABITANTS = (60, 120, 20)
"""Locals in the three places."""


def region(rule: str, waiting: float = 0.0, agreed: Any = None, homes: Any = (300, 300, 300), **sections: Any) -> Town:
    """Three places beyond each other's reach, with locals and empty homes, and a stream that a rule distributes."""
    stream = {
        "pathway": "asylum",
        "place": "place0",
        "origin": "one",
        "per_year": 240.0,
        "waiting": {"months": waiting, "spread": 1.0},
        "settlement": {"rule": rule, **({"agreed": agreed} if agreed else {})},
    }
    town = town_of(
        places=PLACES,
        minutes=120.0,
        origins={"one": {}, "two": {}},
        arrivals={"stream": stream},
        arriving={"inflow": False, "reunification": False},
        reception={"onward_months": 0},
        **sections,
    )
    for place, (count, people) in enumerate(zip(homes, INHABITANTS, strict=True)):
        if count:
            add_homes(town, count, beds=8, place=place)
        for _ in range(people):
            add_person(town, age=40, place=place, studying=1)
    return town


def live(town: Town, months: int) -> None:
    for _ in range(months):
        town.state.places.settled_by[:] = 0
        town.state.places.flows[:] = 0
        arrivals.step(town)
        reception.step(town)
        town.month += 1


def shares(town: Town) -> np.ndarray[Any, Any]:
    """Of the newcomers, the share in each place."""
    rows = here(town)
    rows = rows[town.state.people.newcomer[rows] == 1]
    found = np.bincount(town.state.people.place[rows], minlength=PLACES)
    return np.asarray(found / found.sum())


def test_assigned_is_by_share_of_the_inhabitants() -> None:
    town = region("assigned")
    first = np.array(INHABITANTS) / sum(INHABITANTS)
    live(town, 3)
    assert shares(town) == pytest.approx(first, abs=0.12)
    assert town.state.places.settled_year.sum() == len(here(town)) - sum(INHABITANTS)
    assert town.state.places.settled_by[:, SettlementRule.GIVEN].sum() == 0


def test_agreed_is_by_what_was_agreed_and_nobody_where_nothing_was() -> None:
    town = region("agreed", agreed={"place0": 30, "place2": 10})
    live(town, 8)
    assert shares(town) == pytest.approx([0.75, 0.0, 0.25], abs=0.06)


def test_capacity_is_by_homes_that_stand_empty() -> None:
    town = region("capacity", homes=(40, 80, 320))
    live(town, 4)
    assert shares(town) == pytest.approx([40 / 440, 80 / 440, 320 / 440], abs=0.06)


def test_whoever_has_no_home_there_gets_the_next_and_none_is_lost() -> None:
    town = region("agreed", agreed={"place0": 30, "place2": 10}, homes=(3, 0, 300))
    live(town, 6)
    assert shares(town)[2] > 0.8
    assert town.state.places.flows[:, Flow.ARRIVALS_UNHOUSED].sum() == 0
    full = region("assigned", homes=(1, 0, 0))
    live(full, 2)
    rows = here(full)
    rows = rows[full.state.people.newcomer[rows] == 1]
    without = full.state.households.home[full.state.people.household[rows]] == NOBODY
    assert full.state.places.flows[:, Flow.ARRIVALS_UNHOUSED].sum() == 0 and without.sum() > 10
    assert len(set(full.state.people.place[rows[without]].tolist())) > 1, "they wait where the rule placed them"


def test_free_households_go_where_many_live_and_where_their_people_are() -> None:
    plain, kin = region("free"), region("free")
    for _ in range(40):
        add_person(kin, age=70, place=2, newcomer=True, origin=1, arrival=-100, permit=Permit.PERMANENT)
        add_person(plain, age=70, place=2, newcomer=True, origin=2, arrival=-100, permit=Permit.PERMANENT)
    places = []
    for town in (plain, kin):
        live(town, 6)
        people, rows = town.state.people, here(town)
        came = rows[people.arrival[rows] >= 0]
        came = came[people.newcomer[came] == 1]
        places.append(np.bincount(people.place[came], minlength=PLACES) / len(came))
    assert places[0][1] > places[0][2]
    assert places[1][2] > places[0][2] + 0.05


def with_work_in(town: Town, place: int) -> Town:
    for other in range(PLACES):
        for _ in range(30):
            add_person(town, age=50, place=other)
    add_employer(town, posts=40, place=place, skill=Schooling.COMPULSORY)
    return town


def test_matched_goes_to_work_within_quotas() -> None:
    strict = with_work_in(region("matched"), 2)
    loose = with_work_in(region("matched", settlement={"over_quota": 20}), 2)
    assigned = with_work_in(region("assigned"), 2)
    for town in (strict, loose, assigned):
        live(town, 6)
    assert shares(loose)[2] > shares(strict)[2] > shares(assigned)[2]
    assert shares(loose)[2] > 0.6


def test_the_estimate_rises_with_work_ties_and_homes() -> None:
    town = region("matched")
    (person,) = family(town, 30.0, newcomer=True)
    levels = np.zeros(LEVELS, np.int64)
    levels_of(town.state, town.rules, int(town.state.people.household[person]), levels)
    assert levels.sum() == 1

    def best() -> list[float]:
        found = prospects_of(town, True)
        return [estimate(town.rules, found, place, 1, levels) for place in range(PLACES)]

    plain = best()
    add_employer(town, posts=5, place=1, skill=Schooling.COMPULSORY)
    work = best()
    assert work[1] > plain[1] and work[0] == plain[0]
    for _ in range(10):
        add_person(town, age=70, place=2, newcomer=True, origin=1)
    ties = best()
    assert ties[2] > work[2] and ties[1] == work[1]
    homes = add_homes(town, 100, place=2)
    assert best()[2] > ties[2]
    assert len(homes) == 100


def traits(town: Town) -> dict[int, tuple[float, ...]]:
    people = town.state.people
    rows = here(town)
    rows = rows[people.newcomer[rows] == 1]
    columns = (people.birth, people.sex, people.schooling, people.recognised, people.health, town.state.minds.trust)
    return {int(people.uid[row]): tuple(float(column[row]) for column in columns) for row in rows}


@pytest.mark.parametrize("waiting", [0.0, 3.0])
def test_the_same_people_come_by_every_rule(waiting: float) -> None:
    found = []
    for rule in SettlementRule:
        town = region(rule.name.lower(), waiting, {"place1": 5, "place2": 5})
        live(town, 8)
        found.append(traits(town))
        if rule != SettlementRule.GIVEN:
            assert shares(town)[1] > 0.05
    assert len(found[0]) > 40
    assert all(one == found[0] for one in found)


def test_after_waiting_they_are_settled_by_the_rule_and_counted() -> None:
    town = region("agreed", 4.0, {"place2": 10})
    live(town, 4)
    assert shares(town)[0] > 0.5, "they wait where the stream says"
    live(town, 12)
    people, rows = town.state.people, here(town)
    settled = rows[(people.newcomer[rows] == 1) & (people.permit[rows] == Permit.PERMANENT)]
    assert len(settled) > 30
    assert (people.place[settled] == 2).all() and (people.settled_in[settled] == 2).all()
    assert town.state.places.settled_by[:, SettlementRule.AGREED].sum() > 0


def grants(**rules: Any) -> tuple[Town, int]:
    town = region("given", settlement={"movement_grants": 1.0, **rules})
    (person,) = family(town, 30.0, newcomer=True, arrival=-60)
    for other in range(PLACES):
        for _ in range(10):
            add_person(town, age=50, place=other)
    return town, person


def test_a_movement_grant_moves_to_work_where_there_is_more_and_is_booked() -> None:
    town, person = grants()
    settlement.step(town)
    assert town.state.people.place[person] == 0, "nowhere is more work"
    add_employer(town, posts=20, place=1, skill=Schooling.COMPULSORY)
    settlement.step(town)
    assert town.state.people.place[person] == 1
    assert town.state.places.flows[0, Flow.MOVEMENT_GRANTS] == 1
    assert ("movement_grant", "state", 30_000.0) in booked(Look(town))
    settlement.step(town)
    assert town.state.places.flows[:, Flow.MOVEMENT_GRANTS].sum() == 1


@pytest.mark.parametrize(
    ("column", "value"), [("studying", 1), ("introduction_end", 5), ("permit", int(Permit.WAITING))]
)
def test_who_studies_is_introduced_or_waits_gets_none(column: str, value: int) -> None:
    town, person = grants()
    add_employer(town, posts=20, place=1, skill=Schooling.COMPULSORY)
    group = town.state.work if column == "studying" else town.state.people
    getattr(group, column)[person] = value
    settlement.step(town)
    assert town.state.people.place[person] == 0


def test_a_residence_incentive_holds_for_its_months_and_is_booked() -> None:
    hazards = []
    for money in (0.0, 5000.0):
        town = region("given", settlement={"incentive": money, "incentive_months": 24})
        (person,) = family(town, 30.0, newcomer=True, arrival=0)
        household = int(town.state.people.household[person])
        for town.month in (20, 30):
            hazards.append(newcomer_hazard(town.state, town.rules, household, np.zeros(CAUSES)))
            paid = [cost for name, _, cost in booked(Look(town)) if name == "residence_incentive"]
            assert paid == ([5000.0] if money and town.month == 20 else [])
    assert hazards[2] == pytest.approx(hazards[0] * np.exp(-0.5)) and hazards[3] == hazards[1]


def test_a_region_whose_rule_names_no_place_is_refused() -> None:
    data: dict[str, Any] = {
        "places": {"alby": {"population": 100}},
        "origins": {"one": {}},
        "arrivals": {"quota": {"pathway": "quota", "place": "alby", "origin": "one", "settlement": {"rule": "agreed"}}},
    }
    with pytest.raises(ScenarioError, match="no place has agreed"):
        scenario_from(data)
    data["arrivals"]["quota"]["settlement"] = {"rule": "assigned", "among": ["albi"]}
    with pytest.raises(ScenarioError, match="alby"):
        scenario_from(data)


def test_home_of_a_settled_household_is_theirs_alone() -> None:
    town = region("matched", 3.0)
    live(town, 10)
    households = town.state.households
    lived_in = np.flatnonzero(town.state.homes.household != NOBODY)
    assert len(set(households.home[town.state.homes.household[lived_in]].tolist())) == len(lived_in)
