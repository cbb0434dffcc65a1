"""Promises of school: classes, gates, the turn of the year, studies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, NOBODY, FocusSlot, Schooling, Service, Sex
from sim.processes import schooling
from sim.town import Town, Used
from tests.processes.towns import add_person, town_of

CLASS, GATE = FocusSlot.WORK, FocusSlot.SCHOOL_GATE


def families(town: Town, children: int, age: float, place: int = 0, **more: Any) -> tuple[list[int], list[int]]:
    """Couples with one child each: rows of the children and of the parents."""
    kids, parents = [], []
    for _ in range(children):
        mother = add_person(town, age=36, sex=Sex.WOMAN, place=place, **more)
        home = int(town.state.people.household[mother])
        parents += [mother, add_person(town, age=38, place=place, household=home, **more)]
        kids.append(add_person(town, age=age, place=place, household=home, schooling=Schooling.COMPULSORY))
    return kids, parents


def class_of(town: Town, person: int) -> int:
    return int(town.state.memberships.focus[person, CLASS])


def gate_of(town: Town, person: int) -> int:
    return int(town.state.memberships.focus[person, GATE])


def live(town: Town, months: int) -> None:
    for _ in range(months):
        town.month += 1
        schooling.step(town)


def test_children_of_a_year_share_a_class_and_their_parents_a_gate() -> None:
    town = town_of()
    kids, parents = families(town, 12, 9.5)
    older, _ = families(town, 5, 12.5)
    schooling.enrol(town)
    assert len({class_of(town, kid) for kid in kids}) == 1
    assert len({gate_of(town, parent) for parent in parents}) == 1
    assert class_of(town, kids[0]) != NOBODY
    assert class_of(town, older[0]) not in (NOBODY, class_of(town, kids[0]))


def test_no_class_exceeds_its_seats_and_everybody_gets_one() -> None:
    town = town_of()
    kids, parents = families(town, 100, 9.5)
    schooling.enrol(town)
    rooms = [class_of(town, kid) for kid in kids]
    assert NOBODY not in rooms
    assert NOBODY not in [gate_of(town, parent) for parent in parents]
    _, sizes = np.unique(rooms, return_counts=True)
    assert len(sizes) >= 4
    assert sizes.max() <= 32


@pytest.mark.parametrize("preschools", [False, True])
def test_parents_of_preschool_children_meet_and_keep_their_gate_into_school(preschools: bool) -> None:
    """Where there are preschools, those whose child has a place there."""
    town = town_of(childcare={"care": preschools})
    kids, parents = families(town, 6, 3.5)
    schooling.enrol(town)
    assert preschools == (gate_of(town, parents[0]) == NOBODY)
    town.state.people.care[kids] = 0
    schooling.enrol(town)
    gate = gate_of(town, parents[0])
    assert gate != NOBODY and class_of(town, kids[0]) == NOBODY
    live(town, 48)
    assert class_of(town, kids[0]) != NOBODY
    assert {gate_of(town, parent) for parent in parents} == {gate}


def test_school_year_turns_in_august() -> None:
    town = town_of(start="2010-01")
    kids, _ = families(town, 5, 5.5)  # six in the calendar year 2010
    schooling.enrol(town)
    live(town, 6)  # July
    assert class_of(town, kids[0]) == NOBODY
    live(town, 1)
    assert class_of(town, kids[0]) != NOBODY


def test_class_lives_with_its_cohort_and_its_seats_serve_another_afterwards() -> None:
    town = town_of()
    leavers, _ = families(town, 10, 15.5)
    schooling.enrol(town)
    room = class_of(town, leavers[0])
    rows = int(town.used[Used.FOCI])
    live(town, 12)
    assert {class_of(town, kid) for kid in leavers} == {NOBODY}
    assert town.state.foci.count[room] == 0
    beginners, _ = families(town, 10, 7.0)
    live(town, 1)
    assert class_of(town, beginners[0]) == room
    assert town.used[Used.FOCI] == rows  # the gate's seats too


def test_children_who_arrive_are_enrolled_the_same_month() -> None:
    town = town_of()
    families(town, 5, 9.5)
    schooling.enrol(town)
    late, parents = families(town, 1, 9.6)
    live(town, 1)
    assert class_of(town, late[0]) != NOBODY
    assert gate_of(town, parents[0]) != NOBODY


def test_closed_school_sends_its_pupils_to_the_nearest_open_one_within_reach() -> None:
    town = town_of(places=2, minutes=30.0)
    here, parents = families(town, 5, 9.5, place=0)
    schooling.enrol(town)
    town.state.places.service_open[0, Service.SCHOOL] = 0
    live(town, 1)
    assert town.state.foci.place[class_of(town, here[0])] == 1
    assert town.state.foci.place[gate_of(town, parents[0])] == 1

    far = town_of(places=2, minutes=30.0, schooling={"school_reach": 20.0})
    kids, _ = families(far, 5, 9.5, place=0)
    far.state.places.service_open[0, Service.SCHOOL] = 0
    schooling.enrol(far)
    assert class_of(far, kids[0]) == NOBODY


@pytest.mark.parametrize(("switch", "column"), [("classes", CLASS), ("gates", GATE)])
def test_switch_leaves_nobody_in_classes_or_gates(switch: str, column: FocusSlot) -> None:
    town = town_of(schooling={switch: False})
    families(town, 5, 9.5)
    schooling.enrol(town)
    assert (town.state.memberships.focus[:, column] == NOBODY).all()
    other = town_of()
    families(other, 5, 9.5)
    schooling.enrol(other)
    assert (other.state.memberships.focus[:, column] != NOBODY).any()


def test_rosters_agree_with_memberships_after_years() -> None:
    town = town_of(places=2)
    for age in (0.5, 3.5, 6.5, 9.5, 14.5):
        families(town, 14, age, place=0)
        families(town, 3, age, place=1)
    schooling.enrol(town)
    live(town, 40)
    memberships, foci = town.state.memberships, town.state.foci
    seated = 0
    for focus in range(int(town.used[Used.FOCI])):
        start, capacity = int(foci.start[focus]), int(foci.capacity[focus])
        assert capacity & (capacity - 1) == 0
        roster = foci.roster[start : start + capacity]
        taken = roster[roster != NOBODY]
        assert len(taken) == foci.count[focus]
        seated += len(taken)
        for person in taken:
            assert focus in memberships.focus[person]
    assert seated == (memberships.focus != NOBODY).sum()
    assert (foci.cohort[: town.used[Used.FOCI]] != LONG_AGO).all()


def graduates(**sections: Any) -> Town:
    town = town_of(**sections)
    for number in range(200):
        add_person(town, age=16.5, schooling=Schooling.COMPULSORY, newcomer=number % 2 == 1, arrival=-60)
    schooling.enrol(town)
    live(town, 40)
    return town


def test_most_youths_finish_upper_secondary_and_locals_more_often() -> None:
    town = graduates()
    done = town.state.people.schooling[:200] >= Schooling.SECONDARY
    assert 0.75 < done[::2].mean() <= 1.0
    assert done[1::2].mean() < done[::2].mean() - 0.1


def test_without_upper_secondary_nobody_studies_or_graduates() -> None:
    none = {"upper_secondary": 0.0, "upper_secondary_newcomers": 0.0, "adult_education": 0.0}
    town = graduates(schooling=none)
    assert (town.state.people.schooling[:200] == Schooling.COMPULSORY).all()
    assert town.state.work.studying.sum() == 0


def unschooled_adults(**sections: Any) -> Town:
    town = town_of(**sections)
    for _ in range(200):
        add_person(town, age=28, schooling=Schooling.COMPULSORY, newcomer=True, language=0.5, recognised=0)
    live(town, 60)
    return town


def test_adult_education_lifts_schooling_of_those_who_speak_the_language() -> None:
    lifted = unschooled_adults().state.people
    assert 10 < (lifted.schooling[:200] == Schooling.SECONDARY).sum() < 120
    assert (lifted.recognised[:200][lifted.schooling[:200] == Schooling.SECONDARY] == 1).all()
    for off in ({"adult_education": 0.0}, {"adult_education_language": 0.8}):
        people = unschooled_adults(schooling=off).state.people
        assert (people.schooling[:200] == Schooling.COMPULSORY).all()
