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

from sim.codes import LONG_AGO, NOBODY, FocusSlot, Schooling, Service, Status, TieKind
from sim.foci import enter, quit_focus
from sim.jit import kernel
from sim.rng import Process, derived_uid, uniforms
from sim.scenario.months import parse_month
from sim.town import Town, Used

FOCI, SEATS = Used.FOCI.value, Used.SEATS.value
CLASS, GATE = FocusSlot.WORK.value, FocusSlot.SCHOOL_GATE.value
CLASS_KIND, GATE_KIND = TieKind.WORK.value, TieKind.SCHOOL_GATE.value
HERE = Status.HERE.value
SCHOOL = Service.SCHOOL.value
COMPULSORY, SECONDARY = Schooling.COMPULSORY.value, Schooling.SECONDARY.value
HIGHER = Schooling.HIGHER.value
SCHOOLING = Process.SCHOOLING.value

CLASS_SEATS = 32
GATE_SEATS = 64
RING = 16
"""Cohorts under way are told apart by their birth year modulo this: ages 1 to 15 at a time."""
PRESCHOOL_FROM, SCHOOL_FROM, SCHOOL_TO = 1, 6, 15
GRADUATION, DEGREE = 19, 22
AUGUST = 7
GROUP_UID = 0x5C40


@kernel
def cohort_of(birth: int, offset: int) -> int:
    """Calendar year of birth, counted from the scenario's first; ``offset``: months since its January."""
    return (birth + offset) // 12


@kernel
def school_year(month: int, offset: int) -> int:
    """Calendar year in which the school year under way began, counted like :func:`cohort_of`."""
    return (month + offset - AUGUST) // 12


@kernel
def schools_of(places: Any, reach: float) -> Any:
    """The school each place's children go to: its own if open, else the nearest open one within reach."""
    count = places.uid.shape[0]
    schools = np.full(count, NOBODY, np.int64)
    for place in range(count):
        nearest = 0.0
        for other in range(count):
            if places.service_open[other, SCHOOL] == 1:
                minutes = 0.0 if other == place else float(places.travel[place, other])
                if minutes <= reach and (schools[place] == NOBODY or minutes < nearest):
                    schools[place] = other
                    nearest = minutes
    return schools


@kernel
def class_place(person: int, year: int, offset: int, schools: Any, people: Any) -> int:
    """Where somebody goes to school this year; NOBODY outside school age or with no school in reach."""
    age = year - cohort_of(int(people.birth[person]), offset)
    if age < SCHOOL_FROM or age > SCHOOL_TO:
        return NOBODY
    return int(schools[int(people.place[person])])


@kernel
def child_of(household: int, year: int, offset: int, households: Any, people: Any) -> int:
    """The youngest child of preschool or school age in a household, or NOBODY."""
    youngest = NOBODY
    for seat in range(households.members.shape[1]):
        person = int(households.members[household, seat])
        if person != NOBODY:
            age = year - cohort_of(int(people.birth[person]), offset)
            if PRESCHOOL_FROM <= age <= SCHOOL_TO:
                if youngest == NOBODY or people.birth[person] > people.birth[youngest]:
                    youngest = person
    return youngest


@kernel
def gate_place(child: int, year: int, offset: int, schools: Any, people: Any) -> int:
    """Preschool children's parents meet in their own place, pupils' at the school."""
    if year - cohort_of(int(people.birth[child]), offset) < SCHOOL_FROM:
        return int(people.place[child])
    return class_place(child, year, offset, schools, people)


@kernel
def is_current(focus: int, child: int, place: int, offset: int, people: Any, foci: Any) -> bool:
    return foci.place[focus] == place and foci.cohort[focus] == cohort_of(int(people.birth[child]), offset)


@kernel
def look_over(month: int, offset: int, rules: Any, used: Any, schools: Any, state: Any) -> Any:
    """Take everybody out of classes and gates they no longer belong to, and count who waits for a seat.

    Returns waiting pupils and waiting children at the gate, (places, 16) by cohort modulo 16.
    """
    people, memberships, foci = state.people, state.memberships, state.foci
    households = state.households
    year = school_year(month, offset)
    pupils = np.zeros((schools.shape[0], RING), np.int64)
    parents = np.zeros((schools.shape[0], RING), np.int64)
    eldest = (year - SCHOOL_TO - 6) * 12 - offset
    for person in range(int(used[0])):
        if people.birth[person] < eldest or people.status[person] != HERE:
            continue
        place = class_place(person, year, offset, schools, people) if rules.classes else NOBODY
        focus = int(memberships.focus[person, CLASS])
        if focus != NOBODY and state.work.job[person] == NOBODY:
            if place == NOBODY or not is_current(focus, person, place, offset, people, foci):
                quit_focus(person, CLASS, memberships, foci, state.ties)
                focus = NOBODY
        if place != NOBODY and focus == NOBODY:
            pupils[place, cohort_of(int(people.birth[person]), offset) % RING] += 1
    for household in range(int(used[1])):
        if households.place[household] == NOBODY:
            continue
        child = child_of(household, year, offset, households, people) if rules.gates else NOBODY
        place = NOBODY if child == NOBODY else gate_place(child, year, offset, schools, people)
        waits = False
        for seat in range(households.members.shape[1]):
            person = int(households.members[household, seat])
            if person == NOBODY:
                continue
            focus = int(memberships.focus[person, GATE])
            if focus != NOBODY and (place == NOBODY or not is_current(focus, child, place, offset, people, foci)):
                quit_focus(person, GATE, memberships, foci, state.ties)
                focus = NOBODY
            if place != NOBODY and focus == NOBODY and is_parent(person, child, rules.parent_gap_years, people):
                waits = True
        if waits:
            parents[place, cohort_of(int(people.birth[child]), offset) % RING] += 1
    return pupils, parents


@kernel
def is_parent(person: int, child: int, gap_years: float, people: Any) -> bool:
    return float(people.birth[child]) - float(people.birth[person]) >= gap_years * 12.0


@kernel
def groups_by_cohort(kind: int, places: int, used: Any, foci: Any) -> Any:
    """Linked lists of classes (or gates) in use, by place and cohort modulo 16, and of empty ones.

    Returns heads (places, 16), the list's next focus by focus, and the head of the empty ones.
    """
    heads = np.full((places, RING), NOBODY, np.int64)
    following = np.full(int(used[FOCI]) + 1, NOBODY, np.int64)
    empty = NOBODY
    for focus in range(int(used[FOCI]) - 1, -1, -1):
        if foci.kind[focus] == kind and foci.cohort[focus] != LONG_AGO:
            if foci.count[focus] == 0:
                following[focus] = empty
                empty = focus
            else:
                place, cohort = int(foci.place[focus]), int(foci.cohort[focus]) % RING
                following[focus] = heads[place, cohort]
                heads[place, cohort] = focus
    return heads, following, empty


@kernel
def groups_wanted(waiting: int, head: int, following: Any, seats_each: int, size: float, foci: Any) -> int:
    """How many new groups ``waiting`` children need once free seats in those under way are taken."""
    seats = 0
    focus = head
    while focus != NOBODY:
        free = CLASS_SEATS - int(foci.count[focus]) * CLASS_SEATS // seats_each
        seats += free if free > 0 else 0
        focus = int(following[focus])
    lacking = waiting - seats
    return 0 if lacking <= 0 else int((lacking - 1) // size) + 1


@kernel
def count_wanted(kind: int, waiting: Any, size: float, used: Any, foci: Any) -> int:
    """New foci that :func:`open_groups` will need beyond empty ones."""
    heads, following, empty = groups_by_cohort(kind, waiting.shape[0], used, foci)
    seats = CLASS_SEATS if kind == CLASS_KIND else GATE_SEATS
    wanted = 0
    for place in range(waiting.shape[0]):
        for cohort in range(RING):
            if waiting[place, cohort] > 0:
                wanted += groups_wanted(
                    int(waiting[place, cohort]), int(heads[place, cohort]), following, seats, size, foci
                )
    while empty != NOBODY and wanted > 0:
        wanted -= 1
        empty = int(following[empty])
    return wanted


@kernel
def open_groups(kind: int, waiting: Any, year: int, size: float, used: Any, state: Any) -> Any:
    """Open the classes (or gates) that the waiting children need. Returns the lists with the new ones.

    An empty group's seats are used again; a new row is taken where there is none. The roster starts as
    small as the children expected allow, so that few pupils still meet, and doubles when full.
    """
    foci, places = state.foci, state.places
    heads, following_used, empty = groups_by_cohort(kind, waiting.shape[0], used, foci)
    seats = CLASS_SEATS if kind == CLASS_KIND else GATE_SEATS
    following = np.full(foci.kind.shape[0], NOBODY, np.int64)
    following[: following_used.shape[0] - 1] = following_used[:-1]
    for place in range(waiting.shape[0]):
        for slot in range(RING):
            children = int(waiting[place, slot])
            if children == 0:
                continue
            wanted = groups_wanted(children, int(heads[place, slot]), following, seats, size, foci)
            cohort = year - (year - slot) % RING
            expected = children // wanted * seats // CLASS_SEATS if wanted > 0 else 0
            capacity = 4
            while capacity < expected and capacity < seats:
                capacity *= 2
            for number in range(wanted):
                if empty != NOBODY:
                    focus = empty
                    empty = int(following[empty])
                else:
                    focus = int(used[FOCI])
                    foci.start[focus] = used[SEATS]
                    used[FOCI] += 1
                    used[SEATS] += seats
                foci.kind[focus] = kind
                foci.place[focus] = place
                foci.capacity[focus] = capacity
                foci.owner[focus] = place
                foci.cohort[focus] = cohort
                foci.uid[focus] = derived_uid(places.uid[place], GROUP_UID + kind, (cohort + 4096) * 256 + number)
                following[focus] = heads[place, slot]
                heads[place, slot] = focus
    return heads, following


@kernel
def seat_in(person: int, child: int, column: int, head: int, following: Any, seats: int, people: Any,
            memberships: Any, foci: Any) -> bool:
    """A seat in one of a cohort's groups: the child's uid names the group, the next with room serves."""
    groups = 0
    focus = head
    while focus != NOBODY:
        groups += 1
        focus = int(following[focus])
    if groups == 0:
        return False
    skip = int(people.uid[child] & np.uint64(0x7FFFFFFF)) % groups
    focus = head
    for _ in range(skip):
        focus = int(following[focus])
    for _ in range(groups):
        if foci.count[focus] >= foci.capacity[focus] and foci.capacity[focus] < seats:
            foci.capacity[focus] *= 2
        if enter(person, column, focus, people, memberships, foci):
            return True
        focus = int(following[focus])
        if focus == NOBODY:
            focus = head
    return False


@kernel
def enrol_pupils(month: int, offset: int, used: Any, schools: Any, heads: Any, following: Any, state: Any) -> None:
    """Every child of school age without a class gets a seat in one of its cohort's."""
    people, memberships, foci = state.people, state.memberships, state.foci
    year = school_year(month, offset)
    for person in range(int(used[0])):
        if people.status[person] == HERE and memberships.focus[person, CLASS] == NOBODY:
            place = class_place(person, year, offset, schools, people)
            if place != NOBODY:
                head = int(heads[place, cohort_of(int(people.birth[person]), offset) % RING])
                seat_in(person, person, CLASS, head, following, CLASS_SEATS, people, memberships, foci)


@kernel
def enrol_parents(month: int, offset: int, gap_years: float, used: Any, schools: Any, heads: Any,
                  following: Any, state: Any) -> None:
    """Every parent without a gate gets a seat at that of the household's youngest child."""
    people, households, memberships, foci = state.people, state.households, state.memberships, state.foci
    year = school_year(month, offset)
    for household in range(int(used[1])):
        if households.place[household] == NOBODY:
            continue
        child = child_of(household, year, offset, households, people)
        if child == NOBODY:
            continue
        place = gate_place(child, year, offset, schools, people)
        if place == NOBODY:
            continue
        head = int(heads[place, cohort_of(int(people.birth[child]), offset) % RING])
        for seat in range(households.members.shape[1]):
            person = int(households.members[household, seat])
            if person != NOBODY and memberships.focus[person, GATE] == NOBODY:
                if is_parent(person, child, gap_years, people):
                    seat_in(person, child, GATE, head, following, GATE_SEATS, people, memberships, foci)


@kernel
def study(month: int, offset: int, rules: Any, used: Any, seed: Any, state: Any) -> None:
    """Studies after school.

    In August: at 16 most go on to upper-secondary school; at 19 most of them finish (schooling becomes
    secondary) and a few go on to a degree from home, done at 22 (higher). Whether is a lasting draw of
    the person, so that no policy can change it but through the shares. Newcomers who come at 16 to 18
    start when they arrive. Every month: adults out of work with compulsory schooling only enter adult
    education at a hazard, if their language allows, and finish at the rate of one over its mean length.
    """
    people, work, minds = state.people, state.work, state.minds
    year = school_year(month, offset)
    turn = (month + offset) % 12 == AUGUST
    for person in range(int(used[0])):
        if people.status[person] != HERE:
            continue
        age = year - cohort_of(int(people.birth[person]), offset)
        if age <= SCHOOL_TO:
            continue
        if age <= DEGREE and (turn or people.arrival[person] >= month - 1):
            newcomer = people.newcomer[person] == 1
            enters, finishes, degree, _ = uniforms(seed, SCHOOLING, people.uid[person], 0, 0)
            if age < GRADUATION and work.job[person] == NOBODY and work.studying[person] == 0:
                if age == SCHOOL_TO + 1 or people.arrival[person] >= month - 1:
                    if enters < (rules.upper_secondary_newcomers if newcomer else rules.upper_secondary):
                        work.studying[person] = 1
            elif turn and age == GRADUATION and work.studying[person] == 1:
                work.studying[person] = 0
                if finishes < (rules.completion_newcomers if newcomer else rules.completion):
                    people.schooling[person] = SECONDARY
                    people.recognised[person] = 1
                    if degree < rules.distance_studies:
                        work.studying[person] = 1
            elif turn and age == DEGREE and work.studying[person] == 1 and people.schooling[person] == SECONDARY:
                work.studying[person] = 0
                people.schooling[person] = HIGHER
                people.recognised[person] = 1
        if people.schooling[person] == COMPULSORY and age > GRADUATION:
            if work.studying[person] == 1 or (
                work.job[person] == NOBODY and age < rules.adult_education_until
                and float(minds.language[person]) >= rules.adult_education_language
            ):
                enters, finishes, _, _ = uniforms(seed, SCHOOLING, people.uid[person], month, 1)
                if work.studying[person] == 0:
                    if enters < rules.adult_education:
                        work.studying[person] = 1
                elif finishes * rules.adult_education_months < 1.0:
                    work.studying[person] = 0
                    people.schooling[person] = SECONDARY
                    people.recognised[person] = 1


@kernel
def begin_studies(month: int, offset: int, rules: Any, used: Any, seed: Any, state: Any) -> None:
    """Youths who are of upper-secondary age when the story begins study, by the draws of :func:`study`."""
    people, work = state.people, state.work
    year = school_year(month, offset)
    for person in range(int(used[0])):
        if people.status[person] != HERE or work.job[person] != NOBODY:
            continue
        age = year - cohort_of(int(people.birth[person]), offset)
        if SCHOOL_TO < age < GRADUATION:
            enters, _, _, _ = uniforms(seed, SCHOOLING, people.uid[person], 0, 0)
            newcomer = people.newcomer[person] == 1
            if enters < (rules.upper_secondary_newcomers if newcomer else rules.upper_secondary):
                work.studying[person] = 1


def calendar_offset(town: Town) -> int:
    """Months from January of the scenario's first year to its first month."""
    return parse_month(town.scenario.start) % 12


def assign(town: Town) -> None:
    """Everybody into the class and the gate they belong to; opens classes and gates as needed."""
    rules = town.rules.schooling
    offset = calendar_offset(town)
    year = int(school_year(town.month, offset))
    schools = schools_of(town.state.places, rules.school_reach)
    pupils, parents = look_over(town.month, offset, rules, town.used, schools, town.state)
    for kind, seats, waiting in (
        (CLASS_KIND, CLASS_SEATS, pupils), (GATE_KIND, GATE_SEATS, parents),
    ):
        if not waiting.any():
            continue
        more = int(count_wanted(kind, waiting, rules.class_size, town.used, town.state.foci))
        town.ensure_room(Used.FOCI, more)
        town.ensure_room(Used.SEATS, more * seats)
        heads, following = open_groups(kind, waiting, year, rules.class_size, town.used, town.state)
        if kind == CLASS_KIND:
            enrol_pupils(town.month, offset, town.used, schools, heads, following, town.state)
        else:
            enrol_parents(town.month, offset, rules.parent_gap_years, town.used, schools, heads,
                          following, town.state)


def enrol(town: Town) -> None:
    """Put the children and parents of a region just built into classes and gates, and youths to study."""
    assign(town)
    begin_studies(town.month, calendar_offset(town), town.rules.schooling, town.used, town.seed, town.state)


def step(town: Town) -> None:
    """The month's school matters: studies, then classes and gates (most turn over in August)."""
    study(town.month, calendar_offset(town), town.rules.schooling, town.used, town.seed, town.state)
    assign(town)
