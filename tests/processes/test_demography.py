"""Promises of births, deaths, couples and the young; each can be switched off."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Exit, Flow, FocusSlot, Schooling, Sex, Status, TieKind
from sim.foci import enter
from sim.processes import demography
from sim.town import Town
from tests.processes.homes import add_homes, family, here, kinds_of_ties, live
from tests.processes.towns import add_focus, add_person, town_of
from tests.properties.invariants import assert_homes_hold_their_households, assert_rosters_and_memberships_agree

ALL_OFF = {
    "births": False,
    "deaths": False,
    "partnering": False,
    "separation": False,
    "youth_leave": False,
    "nest_leaving_per_year": 0.0,
}


def quiet(people: int = 2000, **on: Any) -> Town:
    """A town where nothing of step 1 happens but what is switched on."""
    return town_of(people=people, demography={**ALL_OFF, **on}, leaving={"locals": False})


def agree(town: Town) -> None:
    assert_homes_hold_their_households(town)
    assert_rosters_and_memberships_agree(town)


def flow(town: Town, what: Flow) -> int:
    return int(town.state.places.flows[:, what].sum())


def test_nothing_happens_where_all_is_switched_off() -> None:
    town = quiet()
    for _ in range(30):
        family(town, 30.0, 32.0, 20.0)
        family(town, 90.0)
    live(town, demography.step, 24)
    assert len(here(town)) == 120 and town.state.places.flows.sum() == 0


def test_children_are_born_as_often_as_the_rates_say() -> None:
    town = quiet(births=True)
    for _ in range(200):
        family(town, 30.0, 32.0)
    live(town, demography.step, 12)
    # 200 x 1.8 children x 1.5 x a density of 0.072 at thirty
    assert 22 <= flow(town, Flow.BIRTHS) <= 58
    agree(town)


def test_child_is_local_of_its_mothers_origin_and_bound_to_the_household() -> None:
    town = quiet(births=True, total_fertility=8.0, fertility_partnered=5.0)
    mother, father = family(town, 30.0, 32.0, newcomer=True, origin=2)
    while not flow(town, Flow.BIRTHS):
        live(town, demography.step, 1)
    child = int(here(town)[-1])
    people = town.state.people
    assert people.newcomer[child] == 0 and people.origin[child] == 2
    assert people.household[child] == people.household[mother]
    assert kinds_of_ties(town, child, father) == [TieKind.HOUSEHOLD] * 2
    assert town.state.minds.language[child] == 1.0
    assert people.arrival[child] == people.birth[child] == town.month - 1


def test_birth_in_a_full_home_waits_for_a_larger_one() -> None:
    town = quiet(births=True, total_fertility=8.0, fertility_partnered=5.0)
    for _ in range(20):
        family(town, 30.0, 32.0, beds=2)
    live(town, demography.step, 12)
    assert flow(town, Flow.BIRTHS) == 0
    add_homes(town, 40, beds=5)
    live(town, demography.step, 12)
    assert flow(town, Flow.BIRTHS) > 5
    agree(town)


def test_newcomers_have_more_children_at_first() -> None:
    born = []
    for newcomer in (False, True):
        town = quiet(people=4000, births=True, newcomer_fertility=3.0)
        for _ in range(150):
            family(town, 30.0, 32.0, newcomer=newcomer)
        live(town, demography.step, 12)
        born.append(flow(town, Flow.BIRTHS))
    assert born[1] > 1.5 * born[0]


def test_deaths_follow_age_and_sex() -> None:
    town = quiet(deaths=True)
    for _ in range(200):
        family(town, 85.0, 85.0)
        family(town, 30.0)
    live(town, demography.step, 12)
    people = town.state.people
    dead = np.flatnonzero(people.status == Status.DEAD)
    old = people.birth[dead] < -600
    assert 30 <= old.sum() <= 75 and (~old).sum() <= 3
    assert flow(town, Flow.DEATHS) == len(dead)
    agree(town)


def test_chances_of_dying_double_in_about_seven_years_and_are_higher_for_men() -> None:
    chances = demography.death_chances(quiet().rules)
    assert 1.8 < chances[Sex.MAN, 77] / chances[Sex.MAN, 70] < 2.3
    assert (chances[Sex.MAN, 30:90] > chances[Sex.WOMAN, 30:90]).all()


def test_minors_without_an_adult_do_not_stay_alone() -> None:
    town = quiet(deaths=True, death_rate_60_women=0.1, death_rate_any_age=0.05)
    mother, child = family(town, 99.0, 10.0)
    live(town, demography.step, 12)
    assert town.state.people.status[mother] == Status.DEAD
    assert town.state.people.status[child] != Status.HERE
    assert town.state.households.home[0] == NOBODY


def singles(on: bool) -> Town:
    town = quiet(partnering=on, partnering_per_year=2.0)
    club = add_focus(town, TieKind.CLUB, seats=64)
    for number in range(60):
        (one,) = family(town, 30.0 + number % 4, sexes=(Sex(number % 2),), beds=4)
        enter(town.state, one, FocusSlot.CLUB_1, club)
    live(town, demography.step, 12)
    return town


def test_singles_who_meet_pair_up() -> None:
    paired, alone = singles(True), singles(False)
    sizes = paired.state.households.size
    assert (sizes == 2).sum() > 10 and sizes.max() == 2
    assert (alone.state.households.size == 2).sum() == 0
    agree(paired)
    for household in np.flatnonzero(sizes == 2):
        a, b = (int(person) for person in paired.state.households.members[household, :2])
        assert paired.state.people.sex[a] != paired.state.people.sex[b]
        assert kinds_of_ties(paired, a, b) == [TieKind.HOUSEHOLD] * 2


def test_couples_part_only_where_a_home_is_free() -> None:
    for homes, parted in ((0, False), (50, True)):
        town = quiet(separation=True, separation_per_year=1.0)
        rows = [family(town, 40.0, 42.0, 10.0) for _ in range(30)]
        if homes:
            add_homes(town, homes, beds=2)
        live(town, demography.step, 12)
        split = [town.state.people.household[a] != town.state.people.household[b] for a, b, _ in rows]
        assert any(split) is parted
        for mother, _, child in rows:
            assert town.state.people.household[mother] == town.state.people.household[child]
        agree(town)


def youth_who_left(**more: Any) -> float:
    on = more.pop("on", True)
    town = quiet(people=4000, youth_leave=on)
    rows = [family(town, 48.0, 50.0, 19.0, **more)[2] for _ in range(250)]
    live(town, demography.step, 12)
    gone = town.state.people.status[rows] == Status.LEFT
    assert (town.state.people.exit_cause[rows][gone] == Exit.STUDIES).all()
    agree(town)
    return float(gone.mean())


def test_youth_leave_most_at_nineteen_and_more_with_schooling() -> None:
    schooled = youth_who_left()
    # 1 - (1 - 0.70)^0.35, less a little for a place of a thousand
    assert 0.25 < schooled < 0.43
    assert youth_who_left(schooling=Schooling.COMPULSORY) < schooled - 0.05


def test_youth_stay_when_leaving_is_switched_off_or_they_study_here() -> None:
    assert youth_who_left(on=False) == 0.0
    assert youth_who_left(studying=1) == 0.0


def test_grown_children_move_to_free_homes() -> None:
    for homes in (0, 40):
        town = quiet(nest_leaving_per_year=2.0)
        rows = [family(town, 50.0, 52.0, 23.0)[2] for _ in range(30)]
        add_homes(town, max(1, homes), beds=0 if homes == 0 else 2)
        live(town, demography.step, 12)
        alone = town.state.households.size[town.state.people.household[rows]] == 1
        assert alone.any() == (homes > 0)
        agree(town)


@pytest.mark.parametrize("age", [17.0, 26.0])
def test_others_do_not_leave_as_youth(age: float) -> None:
    town = quiet(youth_leave=True)
    for _ in range(100):
        family(town, 50.0, 52.0, age)
    live(town, demography.step, 6)
    assert flow(town, Flow.DEPARTURES_LOCALS) == 0


def test_one_persons_fate_does_not_depend_on_others() -> None:
    outcomes = []
    for strangers in (0, 60):
        town = quiet(deaths=True, youth_leave=True)
        rows = [person for _ in range(80) for person in family(town, 78.0, 80.0, 20.0)]
        for _ in range(strangers):
            add_person(town, age=85.0)
        for person in range(rows[-1] + 1, rows[-1] + 1 + strangers):
            town.state.homes.household[add_homes(town, 1)[0]] = town.state.people.household[person]
        live(town, demography.step, 12)
        outcomes.append(town.state.people.exit_month[rows].tolist())
    assert outcomes[0] == outcomes[1]
