"""School: classes and gates by cohort, the turn of the school year in August, studies after school.

A child starts school in August of the calendar year of its sixth birthday and leaves in August of that
of its sixteenth. Children of a birth year and school form classes of at most 32; parents of children
from the calendar year of the first birthday on meet at gates of at most 64, at the preschool of their
own place and later at the school. A class or gate keeps its people as they grow; when its cohort is done
its seats serve a new one. Nothing is drawn for enrolment; studies are drawn by person.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, FocusSlot, Service, Status, TieKind
from sim.jit import kernel
from sim.processes.school_groups import count_waiting, count_wanted, open_groups, quit_groups, seat_groups
from sim.processes.studies import SCHOOL_TO, begin_studies, cohort_of, school_year, study
from sim.reach import by_car
from sim.scenario.months import parse_month
from sim.state import Array
from sim.town import Town, Used

PEOPLE, HOUSEHOLDS = Used.PEOPLE.value, Used.HOUSEHOLDS.value
FOCI, SEATS = Used.FOCI.value, Used.SEATS.value
CLASS, GATE = FocusSlot.WORK.value, FocusSlot.SCHOOL_GATE.value
CLASS_KIND, GATE_KIND = TieKind.WORK.value, TieKind.SCHOOL_GATE.value
HERE = Status.HERE.value
SCHOOL = Service.SCHOOL.value

CLASS_SEATS = 32
GATE_SEATS = 64
PRESCHOOL_FROM, SCHOOL_FROM = 1, 6


@kernel
def schools_of(places: Any, reach: float) -> Any:
    """The school each place's children go to: its own if open, else the nearest open one within reach."""
    count = places.uid.shape[0]
    schools = np.full(count, NOBODY, np.int64)
    for place in range(count):
        nearest = 0.0
        for other in range(count):
            if places.service_open[other, SCHOOL] == 1:
                minutes = by_car(place, other, places)
                if minutes <= reach and (schools[place] == NOBODY or minutes < nearest):
                    schools[place] = other
                    nearest = minutes
    return schools


@kernel
def class_place(birth: int, home: int, year: int, offset: int, schools: Any) -> int:
    """Where a child of ``home`` goes to school; NOBODY outside school age or with no school in reach."""
    age = year - cohort_of(birth, offset)
    return int(schools[home]) if SCHOOL_FROM <= age <= SCHOOL_TO else NOBODY


@kernel
def gate_place(birth: int, home: int, year: int, offset: int, schools: Any) -> int:
    """Preschool children's parents meet in their own place, pupils' at the school."""
    if year - cohort_of(birth, offset) < SCHOOL_FROM:
        return home
    return class_place(birth, home, year, offset, schools)


@kernel
def child_of(household: int, year: int, offset: int, members: Any, birth: Any) -> int:
    """The youngest child of preschool or school age in a household, or NOBODY."""
    youngest = NOBODY
    for seat in range(members.shape[1]):
        person = int(members[household, seat])
        if person != NOBODY:
            age = year - cohort_of(int(birth[person]), offset)
            if PRESCHOOL_FROM <= age <= SCHOOL_TO:
                if youngest == NOBODY or birth[person] > birth[youngest]:
                    youngest = person
    return youngest


@kernel
def pupils_astray(
    month: int, offset: int, used: Any, schools: Any, people: Any, job: Any, focus: Any, foci: Any
) -> Any:
    """Who must quit a class (too old, moved, school closed), and who lacks one.

    ``focus``: the class column of memberships; a work team is not looked at. Returns the rows of those
    who quit, of those who wait for a class, and the places of the schools these go to.
    """
    count = int(used[PEOPLE])
    year = school_year(month, offset)
    eldest = (year - SCHOOL_TO - 6) * 12 - offset
    quitting = np.empty(count, np.int64)
    waiting = np.empty(count, np.int64)
    where = np.empty(count, np.int64)
    quits, waits = 0, 0
    for person in range(count):
        birth = int(people.birth[person])
        if birth < eldest or people.status[person] != HERE or job[person] != NOBODY:
            continue
        place = int(class_place(birth, int(people.place[person]), year, offset, schools))
        held = int(focus[person])
        if held != NOBODY:
            if foci.place[held] == place and foci.cohort[held] == cohort_of(birth, offset):
                continue  # nowhere is nobody's place
            quitting[quits] = person
            quits += 1
        if place != NOBODY:
            waiting[waits] = person
            where[waits] = place
            waits += 1
    return quitting[:quits], waiting[:waits], where[:waits]


@kernel
def parents_astray(
    month: int,
    offset: int,
    gap_years: float,
    used: Any,
    schools: Any,
    people: Any,
    home: Any,
    members: Any,
    focus: Any,
    foci: Any,
) -> Any:
    """Who must quit a school gate (children grown, moved, a younger child), and who lacks one.

    Parents meet at the gate of the household's youngest child. ``home``: the place of households;
    ``focus``: the gate column of memberships. Returns the rows of those who quit, of those who wait for a
    gate, of the children these follow, and the places of their gates.
    """
    year = school_year(month, offset)
    count = int(used[PEOPLE])
    quitting = np.empty(count, np.int64)
    waiting = np.empty(count, np.int64)
    children = np.empty(count, np.int64)
    where = np.empty(count, np.int64)
    quits, waits = 0, 0
    for household in range(int(used[HOUSEHOLDS])):
        if home[household] == NOBODY:
            continue
        child = int(child_of(household, year, offset, members, people.birth))
        place, birth = NOBODY, 0
        if child != NOBODY:
            birth = int(people.birth[child])
            place = int(gate_place(birth, int(home[household]), year, offset, schools))
        for seat in range(members.shape[1]):
            person = int(members[household, seat])
            if person == NOBODY:
                continue
            parent = place != NOBODY and birth - int(people.birth[person]) >= gap_years * 12.0
            held = int(focus[person])
            if held != NOBODY:
                if parent and foci.place[held] == place and foci.cohort[held] == cohort_of(birth, offset):
                    continue
                quitting[quits] = person
                quits += 1
            if parent:
                waiting[waits] = person
                children[waits] = child
                where[waits] = place
                waits += 1
    return quitting[:quits], waiting[:waits], children[:waits], where[:waits]


def calendar_offset(town: Town) -> int:
    """Months from January of the scenario's first year to its first month."""
    return parse_month(town.scenario.start) % 12


def seat_all(town: Town, kind: int, waiting: Array, children: Array, where: Array) -> None:
    """Seats in classes (or gates) for all who wait; opens what is lacking."""
    if not len(waiting):
        return
    column, seats = (CLASS, CLASS_SEATS) if kind == CLASS_KIND else (GATE, GATE_SEATS)
    size, offset = town.rules.schooling.class_size, calendar_offset(town)
    places = town.state.places.uid.shape[0]
    many = count_waiting(children, where, offset, places, town.state.people.birth)
    lacking = int(count_wanted(kind, many, size, town.used, town.state.foci))
    town.ensure_room(Used.FOCI, lacking)
    town.ensure_room(Used.SEATS, lacking * seats)
    s = town.state
    year = int(school_year(town.month, offset))
    heads, following = open_groups(kind, many, year, size, town.used, s.places.uid, s.foci)
    seat_groups(waiting, children, where, column, offset, heads, following, s.people, s.memberships, s.foci)


def assign(town: Town) -> None:
    """Everybody into the class and the gate they belong to, and out of those they no longer do."""
    rules, offset, month, s = town.rules.schooling, calendar_offset(town), town.month, town.state
    schools = schools_of(s.places, rules.school_reach)
    if rules.classes:
        quitting, waiting, where = pupils_astray(
            month, offset, town.used, schools, s.people, s.work.job, s.memberships.focus[:, CLASS], s.foci
        )
        quit_groups(quitting, CLASS, s.memberships, s.foci, s.ties)
        seat_all(town, CLASS_KIND, waiting, waiting, where)
    if rules.gates:
        s = town.state
        quitting, waiting, children, where = parents_astray(
            month,
            offset,
            rules.parent_gap_years,
            town.used,
            schools,
            s.people,
            s.households.place,
            s.households.members,
            s.memberships.focus[:, GATE],
            s.foci,
        )
        quit_groups(quitting, GATE, s.memberships, s.foci, s.ties)
        seat_all(town, GATE_KIND, waiting, children, where)


def enrol(town: Town) -> None:
    """Put the children and parents of a region just built into classes and gates, and youths to study."""
    assign(town)
    s = town.state
    begin_studies(
        town.month,
        calendar_offset(town),
        town.rules.schooling,
        int(town.used[Used.PEOPLE]),
        town.seed,
        s.people,
        s.work,
    )


def step(town: Town) -> None:
    """The month's school matters: studies, then classes and gates (most turn over in August)."""
    s = town.state
    study(
        town.month,
        calendar_offset(town),
        town.rules.schooling,
        int(town.used[Used.PEOPLE]),
        town.seed,
        s.people,
        s.work,
        s.minds.language,
    )
    assign(town)
