"""Promises of what draws elsewhere: destinations by size, distance, studies and compatriots; secondary arrivals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, NOBODY, Destination, Exit, Pathway, Status, TieKind
from sim.processes import attraction, elsewhere, leaving
from sim.processes.destinations import ALONE, TOGETHER, WITH_CHILDREN, inside, outside
from sim.rules import rules_of
from sim.town import Town
from tests.processes.homes import add_homes, here, live
from tests.processes.towns import add_person, town_of

DRAWS = (np.arange(2000) + 0.5) / 2000


def goals(living: int = TOGETHER, young: bool = False, newcomer: bool = False, **settings: Any) -> dict[str, float]:
    """Share of leavers by destination."""
    rules = town_of(elsewhere=settings).rules
    shares = rules.leaving.local_destinations
    found = np.array([outside(rules, living, young, newcomer, shares, u) for u in DRAWS])
    return {goal.name.lower(): float((found == goal).mean()) for goal in Destination}


def test_leavers_go_about_where_the_sources_say() -> None:
    """Between the shares of Statistics Sweden (larger city 46, small 28, metropolitan 12, abroad 14 %) and those of
    Norway, where a third of those who leave the county go to Oslo."""
    found = goals(newcomer=True)
    assert 0.38 <= found["larger_city"] + found["university_town"] <= 0.52
    assert 0.12 <= found["metropolitan"] <= 0.33 and 0.15 <= found["small_or_rural"] <= 0.32
    assert 0.08 <= found["abroad"] <= 0.16
    assert found["none"] == found["within_region"] == 0.0


def test_people_alone_prefer_the_metropolis_and_families_small_places() -> None:
    alone, families = goals(ALONE, newcomer=True), goals(WITH_CHILDREN, newcomer=True)
    assert alone["metropolitan"] > 1.7 * families["metropolitan"]
    assert families["small_or_rural"] > 1.5 * alone["small_or_rural"]


def test_the_young_go_where_they_can_study() -> None:
    assert goals(young=True)["university_town"] > 1.5 * goals()["university_town"]
    assert goals(young=True, study=1.0) == goals()


def test_newcomers_go_where_newcomers_are() -> None:
    assert goals(newcomer=True)["abroad"] > 1.5 * goals()["abroad"]
    assert goals(newcomer=True, compatriots=0.0) == goals()


def test_a_kind_of_place_that_is_not_there_takes_nobody() -> None:
    assert goals(metropolis={"number": 0})["metropolitan"] == 0.0


def test_without_the_switch_fixed_shares_decide() -> None:
    found = goals(draws=False)
    shares = town_of().rules.leaving.local_destinations
    assert found["larger_city"] == pytest.approx(shares[0] / shares.sum(), abs=0.01)
    assert found["university_town"] == 0.0


def region(**settings: Any) -> Town:
    """Three places an hour apart: a village, a city, a small town; no tightness anywhere."""
    town = town_of(places=3, minutes=60.0, origins={"one": {}}, elsewhere=settings)
    town.state.places.population[:] = (500, 50_000, 5_000)
    return town


def within(town: Town, living: int = TOGETHER, origin: int = 0, young: bool = False) -> np.ndarray[Any, Any]:
    """Shares of leavers of the village drawn to each place of the region."""
    found = [inside(town.state, town.rules, 0, living, young, origin, 0.0, u) for u in DRAWS]
    return np.array([(np.array(found) == place).mean() for place in range(3)])


def test_moves_within_the_region_go_up_in_size() -> None:
    shares = within(region())
    assert shares[0] == 0.0 and shares[1] > 5 * shares[2] > 0.0
    assert 0.05 < shares.sum() < 0.4


def test_nobody_moves_within_the_region_that_does_not_draw() -> None:
    assert within(region(near=0.0)).sum() == 0.0
    assert within(region(near=1e6)).sum() > 0.99


def test_compatriots_and_a_university_draw_within_the_region() -> None:
    town = region()
    base = within(town, origin=1)
    town.state.places.compatriots[2, 1] = 500
    assert within(town, origin=1)[2] > 3 * base[2]
    town.state.places.university[1] = 1
    assert within(town, young=True)[1] > 1.5 * within(town)[1]


def drawn(age: float, **more: Any) -> float:
    town = town_of(**more.pop("sections", {}))
    add_person(town, age=age, newcomer=True, arrival=-100, introduction_end=LONG_AGO, **more)
    attraction.step(town)
    return float(leaving.onward_hazard(town.state, town.rules, 0))


def test_the_young_are_drawn_elsewhere_most() -> None:
    hazards = [drawn(age) for age in (22.0, 32.0, 42.0, 60.0)]
    assert hazards == sorted(hazards, reverse=True) and hazards[0] > 4 * hazards[2]
    assert drawn(22.0, sections={"leaving": {"onward": 0.0}}) == 0.0


def test_being_drawn_elsewhere_does_not_ask_whether_one_is_content() -> None:
    assert drawn(30.0, belonging=0.0) == drawn(30.0, belonging=1.0)


def test_the_programme_holds_and_compatriots_hold() -> None:
    town = town_of()
    add_person(town, age=30.0, newcomer=True, arrival=-1, introduction_end=24)
    attraction.step(town)
    during = leaving.onward_hazard(town.state, town.rules, 0)
    town.month = 30
    after = leaving.onward_hazard(town.state, town.rules, 0)
    assert during < 0.5 * after
    town.state.places.compatriots[0, 1] = 500
    assert leaving.onward_hazard(town.state, town.rules, 0) < 0.8 * after


def settled(compatriots: int, **settings: Any) -> Town:
    """A town with so many of one origin and free homes, that people come to for two years."""
    town = town_of(people=6000, origins={"one": {}, "two": {}}, elsewhere={"secondary_per_thousand": 120, **settings})
    add_homes(town, 900, beds=6)
    for _ in range(compatriots):
        add_person(town, newcomer=True, arrival=-50)
    attraction.step(town)
    town.state.places.appeal[:] = 0.0
    live(town, elsewhere.step, 24)
    return town


def test_secondary_arrivals_follow_compatriots_by_origin() -> None:
    town = settled(400)
    came = here(town)[400:]
    assert 60 <= len(came) <= 140
    people = town.state.people
    assert (people.origin[came] == 1).all() and (people.newcomer[came] == 1).all()
    assert (people.pathway[came] == Pathway.ONWARD).all()
    assert (people.introduction_end[came] == LONG_AGO).all()
    assert len(here(settled(40))) - 40 < 0.4 * len(came)
    assert len(here(settled(400, secondary=False))) == 400
    household = people.household[came]
    assert (town.state.homes.household[town.state.households.home[household]] == household).all()


def test_some_secondary_arrivals_have_relatives_here() -> None:
    kin = {}
    for share in (0.0, 1.0):
        town = settled(200, secondary_kin=share)
        came = here(town)[200:]
        kinds, partner = town.state.ties.kind[came], town.state.ties.partner[came]
        kin[share] = ((kinds == TieKind.KIN) & (partner != NOBODY)).any(axis=1).mean()
    assert kin[0.0] == 0.0 < 0.3 < kin[1.0]


def test_nobody_comes_from_elsewhere_without_a_home() -> None:
    town = town_of(people=3000, origins={"one": {}}, elsewhere={"secondary_per_thousand": 300})
    for _ in range(200):
        add_person(town, newcomer=True, arrival=-50)
    attraction.step(town)
    live(town, elsewhere.step, 12)
    assert len(here(town)) == 200 and town.state.places.flows.sum() == 0


def test_leaving_because_drawn_elsewhere_is_noted() -> None:
    town = town_of(people=3000, leaving={"base": 0.0, "onward": 1.0})
    for _ in range(200):
        add_person(town, age=24.0, newcomer=True, arrival=-100, introduction_end=LONG_AGO)
    attraction.step(town)
    live(town, leaving.step, 12)
    people = town.state.people
    gone = people.status == Status.LEFT
    assert 10 < gone.sum() < 60
    assert (people.exit_cause[gone] == Exit.ELSEWHERE).all()
    assert rules_of(town.scenario).leaving.onward == 1.0
