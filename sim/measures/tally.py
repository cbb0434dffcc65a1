"""What is counted every month, by place: people, clubs and homes, each in one pass."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, FocusSlot, HomeUse, Pathway, Permit, Schooling, Status, Tenure
from sim.jit import kernel
from sim.processes.club_access import has_means
from sim.scenario.schema.arrivals import ArrivalSettings
from sim.scenario.schema.funding import GRANT_YEARS
from sim.state import Used

HERE = Status.HERE.value
WAITING = Permit.WAITING.value
QUOTA, ASYLUM, FAMILY, YOUTH = (Pathway.QUOTA.value, Pathway.ASYLUM.value, Pathway.FAMILY.value, Pathway.YOUTH.value)
FIRST_CLUB, LAST_CLUB = FocusSlot.CLUB_1.value, FocusSlot.CLUB_3.value
PEOPLE, CLUBS, HOMES = Used.PEOPLE.value, Used.CLUBS.value, Used.HOMES.value


class Counted(IntEnum):
    """Rows of :func:`tally_people`."""

    READY = 0
    """Volunteers ready for programmes."""
    MATCHED = 1
    """Volunteers at work in one."""
    SUPPORTED = 2
    """Newcomers of working age without work or studies after the introduction."""
    WAITED = 3
    """Newcomers who waited for a decision on their permit."""
    WAITED_MONTHS = 4
    IN_CARE = 5
    """Children at preschool, by where it is."""
    LOCALS_WITHOUT_HOME = 6
    """Locals who live with others."""
    LOCALS_HOME_WAIT = 7
    """How long, in months."""
    WITHOUT_HOME = 8
    """The same of newcomers."""
    HOME_WAIT = 9
    NOT_UNDERSTOOD = 10
    """Grown newcomers who need an interpreter at offices."""
    STUDENTS = 11
    """Grown students with compulsory schooling."""
    WITHOUT_MEANS = 12
    """Locals of working age without studies, in households without work or pension."""
    WORKING = 13
    """Newcomers in work, by the schooling their post asks for: a row for each of codes.Schooling, from here on."""
    EMPLOYED = 16
    """Inhabitants in work, newcomers or not, in the same way."""
    AGED = 19
    """Inhabitants by age: a row for each of AGE_BANDS, from here on."""
    INTRODUCED = 26
    """Adults in the introduction programme."""
    INTRODUCED_BY_DEFAULT = 27
    """How many would be, were it as long as by default."""
    PERMITS = 28
    """Newcomers who need no permit, and those with each one: a row for each of codes.Permit, from here on."""
    GRANTED = 34
    """Settled refugees and their families whom a state grant is paid for, by years since settlement: a row for each,
    from here on."""


AGE_BANDS = (0, 6, 16, 19, 65, 80)
"""Years from which the purse counts people as small children, pupils, at upper secondary school, grown, old, very
old."""
FIRST_MONTHS = tuple(12 * years for years in AGE_BANDS[1:])
READY, MATCHED, SUPPORTED = range(3)
WAITED, WAITED_MONTHS, IN_CARE = Counted.WAITED.value, Counted.WAITED_MONTHS.value, Counted.IN_CARE.value
LOCALS_WITHOUT_HOME, LOCALS_HOME_WAIT = Counted.LOCALS_WITHOUT_HOME.value, Counted.LOCALS_HOME_WAIT.value
WITHOUT_HOME, HOME_WAIT = Counted.WITHOUT_HOME.value, Counted.HOME_WAIT.value
WORKING, EMPLOYED, AGED = Counted.WORKING.value, Counted.EMPLOYED.value, Counted.AGED.value
NOT_UNDERSTOOD, STUDENTS = Counted.NOT_UNDERSTOOD.value, Counted.STUDENTS.value
WITHOUT_MEANS, PERMITS, GRANTED = Counted.WITHOUT_MEANS.value, Counted.PERMITS.value, Counted.GRANTED.value
INTRODUCED, INTRODUCED_BY_DEFAULT = Counted.INTRODUCED.value, Counted.INTRODUCED_BY_DEFAULT.value
COMPULSORY, STUDENT_FROM = Schooling.COMPULSORY.value, 20 * 12
INTRODUCTION = ArrivalSettings().introduction_months
ROWS = GRANTED + GRANT_YEARS


@kernel
def is_settled(state: Any, i: int) -> bool:
    """Whether a newcomer is one of the settled refugees and their families, who have an introduction programme and a
    state grant. Who waits is paid for by what reception costs."""
    people, pathway = state.people, int(state.people.pathway[i])
    if people.permit[i] == WAITING or people.arrival[i] < 0:
        return False
    return pathway == QUOTA or pathway == ASYLUM or pathway == FAMILY or pathway == YOUTH


@kernel
def age_band(months: int) -> int:
    """Which of AGE_BANDS somebody of so many months is in."""
    band = 0
    for first in FIRST_MONTHS:
        if months >= first:
            band += 1
    return band


@kernel
def is_granted(state: Any, rules: Any, i: int, month: int) -> bool:
    """Whether a state grant is paid for a newcomer in ``month``: for the first months after settlement."""
    return month - int(state.people.arrival[i]) < rules.money.state_grant_months and is_settled(state, i)


@kernel
def is_supported(state: Any, i: int, age: int, month: int) -> bool:
    """Whether a newcomer is of working age, without work or studies, and past the introduction."""
    people = state.people
    if people.permit[i] == WAITING or state.work.job[i] != NOBODY or state.work.studying[i] != 0:
        return False
    return WORKING_FROM <= age < WORKING_TO and month >= people.introduction_end[i]


@kernel
def is_adult_student(state: Any, i: int, age: int) -> bool:
    return state.work.studying[i] == 1 and age >= STUDENT_FROM and state.people.schooling[i] == COMPULSORY


@kernel
def needs_interpreter(state: Any, rules: Any, i: int, age: int) -> bool:
    return age >= ADULT and np.float64(state.minds.language[i]) < rules.services.understood_from


@kernel
def tally_people(state: Any, rules: Any) -> Any:
    """People by place in the month just simulated (int64, rows of :class:`Counted` x P)."""
    people, households, month = state.people, state.households, int(state.clock.month[0]) - 1
    tally = np.zeros((ROWS, state.places.uid.shape[0]), np.int64)
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] != HERE:
            continue
        place, household = int(people.place[i]), int(people.household[i])
        age, job = month - int(people.birth[i]), int(state.work.job[i])
        tally[AGED + age_band(age), place] += 1
        if is_adult_student(state, i, age):
            tally[STUDENTS, place] += 1
        if job != NOBODY:
            tally[EMPLOYED + int(state.jobs.skill[job]), place] += 1
        elif people.newcomer[i] == 0 and WORKING_FROM <= age < WORKING_TO and state.work.studying[i] == 0:
            if not has_means(state, rules, i):
                tally[WITHOUT_MEANS, place] += 1
        if people.care[i] != NOBODY:
            tally[IN_CARE, int(people.care[i])] += 1
        if household != NOBODY and households.home[household] == NOBODY:
            new = people.newcomer[i] == 1
            tally[WITHOUT_HOME if new else LOCALS_WITHOUT_HOME, place] += 1
            tally[HOME_WAIT if new else LOCALS_HOME_WAIT, place] += month + 1 - int(households.moved_in[household])
        if state.civic.ready[i] == 1:
            tally[READY, place] += 1
            if state.civic.matched[i] > 0:
                tally[MATCHED, place] += 1
        if people.newcomer[i] != 1:
            continue
        tally[PERMITS + int(people.permit[i]), place] += 1
        if people.waited[i] > 0:
            tally[WAITED, place] += 1
            tally[WAITED_MONTHS, place] += int(people.waited[i])
        if is_settled(state, i):
            if is_granted(state, rules, i, month):
                tally[GRANTED + (month - int(people.arrival[i])) // 12, place] += 1
            if age >= ADULT and people.introduction_end[i] > month:
                tally[INTRODUCED, place] += 1
            if age >= ADULT and int(people.arrival[i]) + INTRODUCTION > month:
                tally[INTRODUCED_BY_DEFAULT, place] += 1
        if job != NOBODY:
            tally[WORKING + int(state.jobs.skill[job]), place] += 1
        elif is_supported(state, i, age, month):
            tally[SUPPORTED, place] += 1
        if needs_interpreter(state, rules, i, age):
            tally[NOT_UNDERSTOOD, place] += 1
    return tally


@kernel
def tally_clubs(state: Any, types: int) -> Any:
    """Open clubs by kind and place (int64, types x P)."""
    clubs = state.clubs
    tally = np.zeros((types, state.places.uid.shape[0]), np.int64)
    for club in range(int(state.clock.used[0, CLUBS])):
        if clubs.open[club] == 1:
            tally[int(clubs.type[club]), int(clubs.place[club])] += 1
    return tally


@kernel
def tally_members(state: Any, types: int) -> Any:
    """Memberships of people who are here, have no car and get no lift, by kind of club and its place (int64, types x
    P)."""
    people, clubs = state.people, state.clubs
    tally = np.zeros((types, state.places.uid.shape[0]), np.int64)
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] != HERE or people.car[i] != 0 or state.civic.lift[i] != 0:
            continue
        for column in range(FIRST_CLUB, LAST_CLUB + 1):
            focus = state.memberships.focus[i, column]
            if focus != NOBODY:
                club = state.foci.owner[focus]
                tally[int(clubs.type[club]), int(clubs.place[club])] += 1
    return tally


class HomeCount(IntEnum):
    """First index of :func:`tally_homes`: every home that stands is one of these."""

    LIVED_IN = 0
    VACANT = 1
    HOLIDAY = 2


LIVED_IN, VACANT, HOLIDAY_HOME = HomeCount.LIVED_IN.value, HomeCount.VACANT.value, HomeCount.HOLIDAY.value
KINDS_OF_HOMES, TENURES = len(HomeCount), len(Tenure)
HOLIDAY, GONE = HomeUse.HOLIDAY.value, HomeUse.GONE.value


@kernel
def tally_homes(state: Any) -> Any:
    """Homes that stand, by :class:`HomeCount`, tenure and place (int64, 3 x 3 x P)."""
    homes = state.homes
    tally = np.zeros((KINDS_OF_HOMES, TENURES, state.places.uid.shape[0]), np.int64)
    for home in range(int(state.clock.used[0, HOMES])):
        use = int(homes.use[home])
        if use == GONE:
            continue
        kind = LIVED_IN
        if use == HOLIDAY:
            kind = HOLIDAY_HOME
        elif homes.household[home] < 0:
            kind = VACANT
        tally[kind, int(homes.tenure[home]), int(homes.place[home])] += 1
    return tally
