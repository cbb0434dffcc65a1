"""School: classes and gates by cohort, the turn of the school year in August, studies after school.

A child starts school in August of the calendar year of its sixth birthday and leaves in August of that
of its sixteenth. Children of a birth year and school form classes of at most 32; parents of children
from the calendar year of the first birthday on meet at gates of at most 64, at the preschool of their
own place, where the child has a place there, and later at the school. A class or gate keeps its people as they grow;
when its cohort is done its seats serve a new one. Nothing is drawn for enrolment; studies are drawn by person.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, Service
from sim.jit import kernel
from sim.processes.school_groups import (
    CLASS,
    CLASS_KIND,
    GATE,
    GATE_KIND,
    Groups,
    Waiting,
    count_waiting,
    count_wanted,
    open_groups,
    quit_groups,
    seat_groups,
    seats_of,
)
from sim.processes.service_areas import nearest_open
from sim.processes.studies import SCHOOL_TO, begin_studies, cohort_of, school_year, study
from sim.scenario.months import parse_month
from sim.state.clock import PEOPLE
from sim.threads import marked_rows, over_rows
from sim.town import Town, Used

SCHOOL = Service.SCHOOL.value

PRESCHOOL_FROM, SCHOOL_FROM = 1, 6
YEARS_PAST_SCHOOL = 6
"""Who left school longer ago than this holds no seat in a class any more and is not looked at."""


@kernel
def schools_of(state: Any, rules: Any) -> Any:
    """The school each place's children go to, int64 (P,): its own if open, else the nearest open one within
    ``schooling.school_reach``."""
    count = state.places.uid.shape[0]
    schools = np.full(count, NOBODY, np.int64)
    for place in range(count):
        schools[place] = nearest_open(state, SCHOOL, rules.schooling.school_reach, place, True)
    return schools


@kernel
def class_place(schools: Any, home: int, age: int) -> int:
    """Where a child of ``home`` goes to school at an ``age`` (calendar years at the start of the school year);
    NOBODY outside school age or with no school in reach."""
    return int(schools[home]) if SCHOOL_FROM <= age <= SCHOOL_TO else NOBODY


@kernel
def gate_place(schools: Any, home: int, age: int) -> int:
    """Preschool children's parents meet in their own place, pupils' at the school."""
    return home if age < SCHOOL_FROM else class_place(schools, home, age)


@kernel
def child_of(state: Any, offset: int, household: int, preschool: bool) -> int:
    """The youngest child of preschool or school age in a household, or NOBODY; ``preschool``: one below school age
    counts only if it has a place at preschool."""
    birth, members, year = state.people.birth, state.households.members, school_year(state, offset)
    youngest = NOBODY
    left = int(state.households.size[household])
    for seat in range(members.shape[1]):
        if left == 0:
            break
        person = int(members[household, seat])
        if person != NOBODY:
            left -= 1
            age = year - cohort_of(int(birth[person]), offset)
            if preschool and age < SCHOOL_FROM and state.people.care[person] == NOBODY:
                continue
            if PRESCHOOL_FROM <= age <= SCHOOL_TO:
                if youngest == NOBODY or birth[person] > birth[youngest]:
                    youngest = person
    return youngest


@kernel
def pupils_astray(state: Any, offset: int, schools: Any) -> Any:
    """Who must quit a class (too old, moved, school closed), and who lacks one.

    A work team, in the same column of memberships, is not looked at. Returns the rows of those who quit and
    the columns of :class:`school_groups.Waiting` of those who wait for a class.
    """
    people, foci, job, focus = state.people, state.foci, state.work.job, state.memberships.focus
    count = int(state.clock.used[0, PEOPLE])
    year = school_year(state, offset)
    eldest = (year - SCHOOL_TO - YEARS_PAST_SCHOOL) * 12 - offset
    quitting = np.empty(count, np.int64)
    who, where, cohorts = np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.int64)
    quits, waits = 0, 0
    for person in range(count):
        birth = int(people.birth[person])
        if birth < eldest or people.status[person] != HERE or job[person] != NOBODY or state.work.placed[person] == 1:
            continue
        cohort = cohort_of(birth, offset)
        place = int(class_place(schools, int(people.place[person]), year - cohort))
        held = int(focus[person, CLASS])
        if held != NOBODY:
            if foci.place[held] == place and foci.cohort[held] == cohort:
                continue  # nowhere is nobody's place
            quitting[quits] = person
            quits += 1
        if place != NOBODY:
            who[waits], where[waits], cohorts[waits] = person, place, cohort
            waits += 1
    return quitting[:quits], (who[:waits], who[:waits], where[:waits], cohorts[:waits])


@kernel
def gate_of(state: Any, offset: int, schools: Any, household: int, preschool: bool) -> Any:
    """The child whose gate a household's parents belong to, where it is, and the child's month and year of birth;
    NOBODY and nowhere without one. ``preschool``: as in :func:`child_of`."""
    child = int(child_of(state, offset, household, preschool))
    if child == NOBODY:
        return NOBODY, NOBODY, 0, 0
    birth = int(state.people.birth[child])
    cohort = int(cohort_of(birth, offset))
    age = int(school_year(state, offset)) - cohort
    return child, int(gate_place(schools, int(state.households.place[household]), age)), birth, cohort


@kernel
def is_seated(state: Any, person: int, parent: bool, place: int, cohort: int) -> bool:
    """Whether somebody is where they belong: a ``parent`` at the gate of ``place`` and ``cohort``, others at none."""
    held = int(state.memberships.focus[person, GATE])
    if held == NOBODY:
        return not parent
    return bool(parent and state.foci.place[held] == place and state.foci.cohort[held] == cohort)


@kernel
def households_astray(start: int, stop: int, state: Any, rules: Any, offset: int, schools: Any, marks: Any) -> None:
    """Marks of households ``start`` to ``stop`` those with a member who is not at the gate they belong to."""
    homes, members, birth = state.households.place, state.households.members, state.people.birth
    gap = rules.demography.parent_gap * 12.0
    for household in range(start, stop):
        if homes[household] == NOBODY:
            continue
        _, place, born, cohort = gate_of(state, offset, schools, household, rules.childcare.care)
        left = int(state.households.size[household])
        for seat in range(members.shape[1]):
            if left == 0:
                break
            person = int(members[household, seat])
            if person != NOBODY:
                left -= 1
                parent = place != NOBODY and born - int(birth[person]) >= gap
                if not is_seated(state, person, parent, place, cohort):
                    marks[household] = True
                    break


@kernel
def parents_astray(state: Any, rules: Any, offset: int, schools: Any, asked: Any) -> Any:
    """Who must quit a school gate (children grown, moved, a younger child), and who lacks one, of the households
    ``asked`` (rows, of :func:`households_astray`).

    Parents meet at the gate of the household's youngest child. Returns as :func:`pupils_astray`.
    """
    people, focus, members = state.people, state.memberships.focus, state.households.members
    gap = rules.demography.parent_gap * 12.0
    most = asked.shape[0] * members.shape[1]
    quitting = np.empty(most, np.int64)
    who, children = np.empty(most, np.int64), np.empty(most, np.int64)
    where, cohorts = np.empty(most, np.int64), np.empty(most, np.int64)
    quits, waits = 0, 0
    for household in asked:
        child, place, birth, cohort = gate_of(state, offset, schools, household, rules.childcare.care)
        for person in members[household]:
            if person == NOBODY:
                continue
            parent = place != NOBODY and birth - int(people.birth[person]) >= gap
            if is_seated(state, person, parent, place, cohort):
                continue
            if focus[person, GATE] != NOBODY:
                quitting[quits] = person
                quits += 1
            if parent:
                who[waits], children[waits] = person, child
                where[waits], cohorts[waits] = place, cohort
                waits += 1
    return quitting[:quits], (who[:waits], children[:waits], where[:waits], cohorts[:waits])


def calendar_offset(town: Town) -> int:
    """Months from January of the scenario's first year to its first month."""
    return parse_month(town.scenario.start) % 12


def seat_all(town: Town, kind: int, waiting: Waiting) -> None:
    """Seats in classes (or gates) for all who wait; opens what is lacking."""
    if not len(waiting.person):
        return
    many = count_waiting(town.state, waiting)
    lacking = int(count_wanted(town.state, town.rules, kind, many))
    town.ensure_room(Used.FOCI, lacking)
    town.ensure_room(Used.SEATS, lacking * int(seats_of(kind)))
    year = int(school_year(town.state, calendar_offset(town)))
    groups = Groups(*open_groups(town.state, town.rules, kind, many, year))
    seat_groups(town.state, kind, waiting, groups)


def assign(town: Town) -> None:
    """Everybody into the class and the gate they belong to, and out of those they no longer do."""
    rules, offset = town.rules, calendar_offset(town)
    schools = schools_of(town.state, rules)
    if rules.schooling.classes:
        quitting, waiting = pupils_astray(town.state, offset, schools)
        quit_groups(town.state, CLASS_KIND, quitting)
        seat_all(town, CLASS_KIND, Waiting(*waiting))
    if rules.schooling.gates:
        households = int(town.used[Used.HOUSEHOLDS])
        asked = marked_rows(households_astray, households, town.threads, town.state, rules, offset, schools)
        quitting, waiting = parents_astray(town.state, rules, offset, schools, asked)
        quit_groups(town.state, GATE_KIND, quitting)
        seat_all(town, GATE_KIND, Waiting(*waiting))


def enrol(town: Town) -> None:
    """Put the children and parents of a region just built into classes and gates, and youths to study."""
    assign(town)
    begin_studies(town.state, town.rules, calendar_offset(town))


def step(town: Town) -> None:
    """The month's school matters: studies, then classes and gates (most turn over in August)."""
    over_rows(study, int(town.used[Used.PEOPLE]), town.threads, town.state, town.rules, calendar_offset(town))
    assign(town)
