"""Promises of staying or leaving: each push pushes, the shapes are those published."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, Destination, Exit, FamilyType, Flow, Service, Sex, Status, Tenure
from sim.processes import hazards, leaving
from sim.town import Town
from tests.processes.homes import add_homes, family, live
from tests.processes.towns import add_employer, employ, posts_of, town_of
from tests.properties.invariants import assert_homes_hold_their_households

CAUSES = len(Exit)
CONTENT = {"onward": 0.0}
"""All of the hazard asks whether people are content."""


def newcomers(
    town: Town,
    *ages: float,
    arrival: int = -60,
    end: int = LONG_AGO,
    belonging: float = 0.4,
    friends: int = 1,
    bonding: int = 1,
    **more: Any,
) -> list[int]:
    """A household of newcomers, each half satisfied, long after any programme; nobody in work."""
    rows = family(town, *ages, newcomer=True, arrival=arrival, introduction_end=end, belonging=belonging, **more)
    town.state.contacts.bridging[rows] = friends
    town.state.contacts.bonding[rows] = bonding
    return rows


def hazard(town: Town, household: int = 0) -> float:
    return float(hazards.newcomer_hazard(town.state, town.rules, household, np.zeros(CAUSES)))


def local_hazard(town: Town, household: int = 0) -> float:
    return float(hazards.local_hazard(town.state, town.rules, household, np.zeros(CAUSES)))


def hazard_of(*ages: float, settings: dict[str, Any] | None = None, **more: Any) -> float:
    town = town_of(leaving=settings or {})
    newcomers(town, *(ages or (35.0, 36.0)), **more)
    return hazard(town)


def test_half_satisfied_couple_has_the_base_hazard() -> None:
    assert hazard_of(settings={"work": 0.0, **CONTENT}) == pytest.approx(town_of().rules.leaving.base)


@pytest.mark.parametrize("more", [{"belonging": 0.8}, {"friends": 5}, {"bonding": 5}])
def test_belonging_friends_and_compatriots_hold(more: dict[str, Any]) -> None:
    assert hazard_of(**more) < 0.9 * hazard_of()


@pytest.mark.parametrize("name", ["belonging", "friends", "compatriots"])
def test_weight_of_zero_switches_a_push_off(name: str) -> None:
    off = {name: 0.0}
    lonely = {"belonging": 0.0, "friends": 0, "bonding": 0}
    assert hazard_of(settings=off, **lonely) < hazard_of(**lonely)


def test_work_of_one_adult_holds_the_household() -> None:
    town = town_of(leaving=CONTENT)
    one, _ = newcomers(town, 35.0, 36.0)
    idle = hazard(town)
    employ(town, one, posts_of(town, add_employer(town, posts=1))[0])
    assert hazard(town) == pytest.approx(idle * math.exp(-2 * town.rules.leaving.work))


def test_families_stay_longer_than_single_men() -> None:
    pushes = {"work": 0.0, "school_children": 0.0}
    by_family = {
        FamilyType.SINGLE_WOMAN: hazard_of(35.0, sexes=(Sex.WOMAN,), settings=pushes),
        FamilyType.SINGLE_MAN: hazard_of(35.0, sexes=(Sex.MAN,), settings=pushes),
        FamilyType.COUPLE: hazard_of(35.0, 36.0, settings=pushes),
        FamilyType.COUPLE_CHILDREN: hazard_of(35.0, 36.0, 8.0, settings=pushes),
        FamilyType.LONE_PARENT: hazard_of(35.0, 8.0, settings=pushes),
    }
    ordered = list(by_family.values())
    rules = town_of().rules.leaving
    assert [hazard / by_family[FamilyType.COUPLE] for hazard in ordered] == pytest.approx(list(rules.family))
    lone_man = by_family.pop(FamilyType.SINGLE_MAN)
    assert lone_man > max(by_family.values())


def test_programme_holds_and_its_end_makes_a_jump() -> None:
    town = town_of(leaving={"work": 0.0, **CONTENT})
    newcomers(town, 35.0, 36.0, arrival=0, end=24)
    course = []
    for month in (6, 23, 24, 35, 36, 48):
        town.month = month
        course.append(hazard(town) / town.rules.leaving.base)
    rules = town.rules.leaving
    assert rules.programme_hold < 1.0 < rules.programme_jump
    assert course == pytest.approx(np.repeat([rules.programme_hold, rules.programme_jump, 1.0], 2))


def test_stays_of_the_half_satisfied_are_those_written_in_the_settings() -> None:
    rules = town_of().rules.leaving
    months = 24 * rules.programme_hold + rules.programme_jump_months * rules.programme_jump + 24
    assert months == pytest.approx(66.3, abs=0.05)
    stays = np.exp(-months * rules.base * rules.family)
    assert stays == pytest.approx([0.73, 0.61, 0.69, 0.72, 0.79], abs=0.006)


def test_nobody_leaves_in_the_month_of_arrival() -> None:
    assert hazard_of(arrival=0) == 0.0


def test_years_settle() -> None:
    assert hazard_of(arrival=-180) < hazard_of(arrival=-60)


def test_local_partner_holds() -> None:
    town = town_of()
    _, partner = newcomers(town, 35.0, 36.0)
    before = hazard(town)
    town.state.people.newcomer[partner] = 0
    assert hazard(town) == pytest.approx(before * town.rules.leaving.local_partner)


def test_crowded_home_pushes() -> None:
    assert hazard_of(35.0, 36.0, 8.0, beds=3) > 1.3 * hazard_of(35.0, 36.0, 8.0, beds=5)


def test_closed_school_drives_families_out_only_under_that_rival() -> None:
    for ages, moved in (((35.0, 36.0, 8.0), True), ((35.0, 36.0), False)):
        found = {}
        for rival in ("drives_out", "no_effect"):
            town = town_of(rivals={"school_closure": rival})
            newcomers(town, *ages)
            family(town, *ages)
            town.state.places.service_open[0, Service.SCHOOL] = 0
            found[rival] = (hazard(town, 0), local_hazard(town, 1))
        of_newcomers, of_locals = zip(found["drives_out"], found["no_effect"], strict=True)
        assert (of_newcomers[0] > of_newcomers[1]) is moved
        assert (of_locals[0] > of_locals[1]) is moved


def test_closed_shop_pushes_everybody() -> None:
    town = town_of()
    newcomers(town, 35.0, 36.0)
    family(town, 35.0, 36.0)
    before = hazard(town, 0), local_hazard(town, 1)
    town.state.places.service_open[0, Service.SHOP] = 0
    assert hazard(town, 0) > before[0] and local_hazard(town, 1) > before[1]


def test_locals_without_work_leave_more_and_the_old_least() -> None:
    town = town_of()
    one, _ = family(town, 50.0, 52.0)
    family(town, 70.0, 72.0)
    family(town, 25.0)
    idle = local_hazard(town, 0)
    employ(town, one, posts_of(town, add_employer(town, posts=1))[0])
    assert idle > 2 * local_hazard(town, 0)
    assert local_hazard(town, 1) < local_hazard(town, 0) < local_hazard(town, 2)


def test_a_household_is_asked_once_as_newcomers_or_as_locals() -> None:
    town = town_of()
    newcomers(town, 35.0, 36.0)
    family(town, 35.0, 36.0)
    assert hazard(town, 0) > 0 and local_hazard(town, 0) == 0
    assert hazard(town, 1) == 0 and local_hazard(town, 1) > 0


def emptying(places: int = 1, draws: dict[str, Any] | None = None, **settings: Any) -> Town:
    hurried = {"base": 0.05, "by_age": (0.5,) * 10}
    town = town_of(places=places, people=3000, leaving={**hurried, **settings}, elsewhere=draws or {})
    for _ in range(200):
        newcomers(town, 35.0, 36.0, friends=0, belonging=0.1)
    for _ in range(200):
        family(town, 35.0, 36.0)
    return town


def test_households_leave_whole_with_cause_and_destination() -> None:
    town = emptying()
    live(town, leaving.step, 12)
    people, households = town.state.people, town.state.households
    gone = np.flatnonzero(people.status == Status.LEFT)
    assert len(gone) > 100 and (gone < 400).all()
    assert (households.size[:400] != 1).all(), "couples go together"
    causes = people.exit_cause[gone]
    drawn = causes == Exit.ELSEWHERE
    assert drawn.any() and (causes[~drawn] == Exit.LONELINESS).mean() > 0.9
    goals = np.bincount(people.destination[gone], minlength=len(Destination)) / len(gone)
    for goal, share in (
        (Destination.LARGER_CITY, 0.33),
        (Destination.SMALL_OR_RURAL, 0.24),
        (Destination.METROPOLITAN, 0.20),
        (Destination.UNIVERSITY_TOWN, 0.14),
    ):
        assert abs(goals[goal] - share) < 0.13
    assert town.state.places.flows[0, Flow.DEPARTURES_NEWCOMERS] == len(gone)
    assert_homes_hold_their_households(town)


def test_newcomers_and_locals_leaving_are_switches() -> None:
    for switch, rows in (("newcomers", slice(0, 400)), ("locals", slice(400, 800))):
        town = emptying(**{switch: False})
        for _ in range(6):
            leaving.locals_leave(town, leaving.ranges_of(town))
            leaving.step(town)
            town.month += 1
        gone = town.state.people.status[:800] == Status.LEFT
        assert gone.any() and not gone[rows].any()


def test_some_move_within_the_region_where_a_home_is_free() -> None:
    town = emptying(places=2, draws={"near": 1e6})
    add_homes(town, 30, beds=3, place=1, tenure=Tenure.OWNED)
    town.state.places.population[:] = 1000
    live(town, leaving.step, 12)
    people = town.state.people
    moved = np.flatnonzero((people.status == Status.HERE) & (people.place == 1))
    assert 40 <= len(moved) <= 60
    came = town.state.places.flows[1, Flow.MOVES_IN]
    assert came == town.state.places.flows[0, Flow.MOVES_OUT] >= len(moved)
    assert (people.status == Status.LEFT).any(), "those who found no home there left the region"
    assert_homes_hold_their_households(town)


@pytest.mark.parametrize("column", ["bridging", "bonding"])
def test_in_a_mixed_household_the_newcomer_s_friends_count_and_not_the_partner_s(column: str) -> None:
    """A local's bridging ties are newcomers, and a local's own group are the locals."""

    def mixed(newcomer: int, partner: int) -> float:
        town = town_of()
        one, local = newcomers(town, 35.0, 36.0, friends=0, bonding=0)
        town.state.people.newcomer[local], town.state.people.origin[local] = 0, 0
        getattr(town.state.contacts, column)[[one, local]] = newcomer, partner
        return hazard(town)

    assert mixed(0, 5) == mixed(0, 0)
    assert mixed(5, 0) < 0.9 * mixed(0, 0)
    both, alone = town_of(), town_of()
    newcomers(both, 35.0, 36.0, friends=4, bonding=4)
    _, local = newcomers(alone, 35.0, 36.0, friends=4, bonding=4)
    alone.state.people.newcomer[local] = 0
    assert hazard(alone) == pytest.approx(hazard(both) * both.rules.leaving.local_partner)
