"""Promises of one gate for all who look for a home: landlords refuse newcomers whatever they look for, and those
without a home come first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Flow, FocusSlot, HomeUse, Sex, Tenure, TieKind
from sim.foci import enter
from sim.homes import ANY_TENURE, find_home, ranges_of
from sim.measures.dwelling import record_homes
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.processes import arrivals, demography, hazards, housing, leaving
from sim.rng import named_uid
from sim.town import Town, Used
from tests.processes.homes import add_homes, family, here, house, live, look, vacant
from tests.processes.towns import add_focus, add_person, town_of
from tests.properties.invariants import assert_homes_hold_their_households

QUIET = {
    "births": False,
    "deaths": False,
    "partnering": False,
    "separation": False,
    "youth_leave": False,
    "nest_leaving_per_year": 0.0,
}
NOBODY_LETS, ALL_LET = [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]
STILL = {
    "contract_ends": 0.0,
    "built_per_year": 0.0,
    "pull_down": 0.0,
    "own_tenure_per_month": 0.0,
    "crowded_look_per_month": 0.0,
}


def test_private_landlords_refuse_newcomers_more_than_public_ones_and_nobody_refuses_locals() -> None:
    def refused(tenure: Tenure, newcomers: bool = True) -> float:
        town = town_of()
        add_homes(town, 1, tenure=tenure)
        who = [np.uint64(named_uid("somebody", number)) for number in range(400)]
        none = [look(town, one, newcomers=newcomers) == NOBODY for one in who]
        return sum(none) / len(none)

    assert 0.2 < refused(Tenure.PRIVATE_RENT) < 0.4
    assert 0.0 < refused(Tenure.PUBLIC_RENT) < 0.06
    assert refused(Tenure.OWNED) == 0.0
    assert refused(Tenure.PRIVATE_RENT, newcomers=False) == 0.0


def test_those_who_live_together_are_refused_each_by_themselves() -> None:
    """Where they begin to look is common to them, whom a landlord refuses is not."""
    town = town_of(housing={"refused": [0.5, 0.5, 0.5]})
    add_homes(town, 1)
    found = [
        int(find_home(town.state, town.rules, ranges_of(town), 0, 2, ANY_TENURE, np.uint64(who), 1.0, True))
        for who in (named_uid("somebody", number) for number in range(200))
    ]
    assert 60 < found.count(NOBODY) < 140


def of_age(town: Town, newcomer: bool) -> None:
    """Couples in small homes, who would have children."""
    for _ in range(30):
        family(town, 30.0, 32.0, beds=2, newcomer=newcomer)


def singles(town: Town, newcomer: bool) -> None:
    """Singles in homes for one, who meet in a club."""
    club = add_focus(town, TieKind.CLUB, seats=64)
    for number in range(60):
        (one,) = family(town, 30.0 + number % 4, sexes=(Sex(number % 2),), beds=1, newcomer=newcomer)
        enter(town.state, one, FocusSlot.CLUB_1, club)


def couples(town: Town, newcomer: bool) -> None:
    for _ in range(40):
        family(town, 40.0, 41.0, newcomer=newcomer)


def grown_children(town: Town, newcomer: bool) -> None:
    for _ in range(40):
        family(town, 50.0, 51.0, 20.0, newcomer=newcomer)


def a_family_to_follow(town: Town, newcomer: bool) -> None:
    for household in range(20):
        family(town, 35.0, beds=1, sexes=(Sex.MAN,), newcomer=newcomer)
        town.state.households.awaiting[household], town.state.households.awaiting_since[household] = 2, -60


def in_a_private_home(town: Town, newcomer: bool) -> None:
    for _ in range(60):
        house(town, add_person(town, newcomer=newcomer), tenure=Tenure.PRIVATE_RENT)


CASES: dict[str, tuple[Callable[[Town, bool], None], Any, dict[str, Any]]] = {
    "births": (of_age, demography.step, {"demography": {"births": True, "total_fertility": 8.0}}),
    "couples": (singles, demography.step, {"demography": {"partnering": True, "partnering_per_year": 2.0}}),
    "partings": (couples, demography.step, {"demography": {"separation": True, "separation_per_year": 0.5}}),
    "nests": (grown_children, demography.step, {"demography": {"nest_leaving_per_year": 2.0}}),
    "families": (a_family_to_follow, arrivals.step, {"arriving": {"reunification_mean": 2.0}}),
    "contracts": (in_a_private_home, housing.step, {"housing": {"contract_ends": 0.3}}),
    "moves": (couples, leaving.step, {"leaving": {"base": 0.2, "within_region": 1.0}, "elsewhere": {"draws": False}}),
}


def homes_taken(case: str, newcomer: bool, refused: list[float]) -> int:
    """Of 100 vacant homes, how many were taken in a year."""
    people, step, settings = CASES[case]
    town = town_of(
        places=2,
        origins={"one": {}},
        demography=QUIET | settings.get("demography", {}),
        leaving={"locals": False} | settings.get("leaving", {}),
        elsewhere=settings.get("elsewhere", {}),
        arriving={"inflow": False} | settings.get("arriving", {}),
        housing=STILL | settings.get("housing", {}) | {"refused": refused, "stock": False},
    )
    people(town, newcomer)
    rows = [*add_homes(town, 50, beds=6), *add_homes(town, 50, beds=6, place=1)]
    town.state.places.population[:] = 1000
    live(town, step, 12)
    assert_homes_hold_their_households(town)
    return int((town.state.homes.household[rows] != NOBODY).sum())


@pytest.mark.parametrize("case", CASES)
def test_whatever_newcomers_look_for_a_home_for_landlords_refuse_them(case: str) -> None:
    assert homes_taken(case, True, NOBODY_LETS) == 0
    assert homes_taken(case, True, ALL_LET) > 3


@pytest.mark.parametrize("case", [case for case in CASES if case not in ("families", "moves")])
def test_locals_are_refused_nowhere(case: str) -> None:
    assert homes_taken(case, False, NOBODY_LETS) > 3


def receiving(empty: int, **stream: Any) -> Town:
    town = town_of(
        origins={"one": {}},
        arrivals={"stream": {"pathway": "quota", "place": "place0", "origin": "one", "per_year": 120.0, **stream}},
        arriving={"inflow": False, "reunification": False},
        demography=QUIET,
        leaving={"locals": False},
        housing=STILL | {"refused": ALL_LET},
    )
    if empty:
        add_homes(town, empty, beds=8)
    return town


def without_home(town: Town) -> list[int]:
    used = int(town.used[Used.HOUSEHOLDS])
    sizes, homes = town.state.households.size[:used], town.state.households.home[:used]
    return np.flatnonzero((sizes > 0) & (homes == NOBODY)).tolist()


def test_those_whom_the_municipality_houses_wait_for_a_home_and_others_do_not_come() -> None:
    housed, free = (receiving(1, homes=homes, mix=[1, 1, 1, 0, 0]) for homes in ("assigned", "free"))
    for town in (housed, free):
        live(town, arrivals.step, 6)
        assert_homes_hold_their_households(town)
    assert len(without_home(free)) == 0 and len(here(free)) < 12
    assert free.state.places.flows[0, Flow.ARRIVALS_UNHOUSED] > 20
    assert len(without_home(housed)) > 5 and housed.state.places.flows[0, Flow.ARRIVALS_UNHOUSED] == 0
    recorder = Recorder(["a"])
    record_homes(Look(housed), recorder)
    found = {(measure, group): value for _, _, measure, group, value in recorder.rows()}
    assert found["without_home", "newcomers"] > 10 and found["home_wait", "newcomers"] > 1.0
    first = housing.queue_of(housed)[:3].tolist()
    add_homes(housed, 3, beds=8)
    housing.step(housed)
    assert not set(first) & set(without_home(housed)), "who came first is housed first"
    assert vacant(housed) == 0
    assert_homes_hold_their_households(housed)


def test_a_home_left_goes_to_those_without_one_before_anybody_else() -> None:
    town = receiving(0)
    live(town, arrivals.step, 1)
    waiting = without_home(town)
    for _ in range(30):
        family(town, 30.0, 32.0, beds=2)
    town.rules = town.rules._replace(
        demography=town.rules.demography._replace(births=True, total_fertility=8.0, fertility_partnered=5.0)
    )
    add_homes(town, len(waiting), beds=8)
    live(town, demography.step, 1)
    assert without_home(town) == [] and len(waiting) > 2
    assert town.state.places.flows[0, Flow.BIRTHS] == 0


@pytest.mark.parametrize("newcomer", [True, False])
def test_having_no_home_pushes_out_whoever_is_without_however_few(newcomer: bool) -> None:
    town = town_of(leaving={"onward": 0.0})
    (one,) = family(town, 35.0, newcomer=newcomer, arrival=-60)
    pushes = np.zeros(32)
    asked = hazards.newcomer_hazard if newcomer else hazards.local_hazard
    before = asked(town.state, town.rules, 0, pushes)
    town.state.homes.household[0], town.state.homes.use[0] = NOBODY, HomeUse.GONE
    town.state.households.home[int(town.state.people.household[one])] = NOBODY
    assert asked(town.state, town.rules, 0, pushes) > 1.05 * before
