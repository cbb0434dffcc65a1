"""Getting there: licences and cars are got with years, work, language and money, and given up in old age.

Who can drive stands in ``people.licence``, whose car it is in ``people.owner``, and what the month's other steps
ask in ``people.car``: 1 for those who have a licence and a car in the household, and for children of such a household.
A household has one car; it goes where its owner goes.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.codes import HERE, NOBODY, Pathway
from sim.jit import kernel
from sim.rng import AHEAD, ROOM_AHEAD, Process, drawn, uniforms, uniforms_ahead
from sim.state import Array
from sim.threads import marked_rows, over_rows
from sim.town import Town, Used

LABOUR = Pathway.LABOUR.value
DRIVING = Process.DRIVING.value
LIFELONG = 1
"""Block of a person's lasting draws (of month 0): whether they ever come to drive, whether they do already."""
MOST_CARS = 0.999
"""The largest share of cars that has odds."""


@kernel
def came_grown(people: Any, person: int) -> bool:
    """Whether somebody is a newcomer who came grown up."""
    return people.newcomer[person] == 1 and int(people.arrival[person]) - int(people.birth[person]) >= ADULT


@kernel
def licence_rate(state: Any, rules: Any, person: int) -> float:
    """Monthly chance of a licence of somebody of age who may come to drive.

    Who grew up here: ``driving.young`` by sex. Who came grown up: ``newcomers`` by sex, times a factor for schooling,
    one for language (``without_language`` rising to 1 at the level ``language``), and ``work`` for those in work.
    """
    people, driving = state.people, rules.driving
    sex = int(people.sex[person])
    if not came_grown(people, person):
        return driving.young[sex]
    known = min(1.0, np.float64(state.minds.language[person]) / driving.language)
    rate = driving.newcomers[sex] * driving.schooling[int(people.schooling[person])]
    rate *= driving.without_language + (1.0 - driving.without_language) * known
    if state.work.job[person] != NOBODY:
        rate *= driving.work
    return min(1.0, rate)


@kernel
def never_drives(rules: Any, sex: int, grown: bool, u: float) -> bool:
    """Whether somebody never gets a licence by themselves, by their lasting draw ``u``."""
    return u < (rules.driving.newcomers_never[sex] if grown else rules.driving.never[sex])


@kernel
def had_before(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody of age had a licence when they came into the model, by a lasting draw.

    The chances of the months since they were 18, or since they came grown up, at their present language; less those
    from ``give_up_from`` on. Who comes for work has one with ``licence_labour``, other newcomers that come now none.
    """
    people, driving = state.people, rules.driving
    month, uid = int(state.clock.month[0]), people.uid[person]
    never, already, _, _ = uniforms(state.clock.seed[0], DRIVING, uid, 0, LIFELONG)
    grown = came_grown(people, person)
    if grown and people.pathway[person] == LABOUR and already < driving.licence_labour:
        return True
    if never_drives(rules, int(people.sex[person]), grown, never):
        return False
    age = month - int(people.birth[person])
    since = month - int(people.arrival[person]) if grown else age - ADULT
    old = max(0.0, age - driving.give_up_from * 12.0)
    rate = licence_rate(state, rules, person)
    share = 1.0 - math.pow(1.0 - rate, since)
    return already < share * math.pow(1.0 - driving.give_up, old)


@kernel
def cars_of_households(state: Any) -> Any:
    """By household (h,): 1 where a member who is here owns a car."""
    people = state.people
    cars = np.zeros(max(1, int(state.clock.used[0, Used.HOUSEHOLDS.value])), np.int8)
    for person in range(int(state.clock.used[0, Used.PEOPLE.value])):
        if people.owner[person] == 1 and people.status[person] == HERE and people.household[person] != NOBODY:
            cars[people.household[person]] = 1
    return cars


@kernel
def say_who_drives(start: int, stop: int, state: Any, cars: Any) -> None:
    """Bring ``people.car`` of people ``start`` to ``stop`` into agreement: with a licence, or as a child, in a
    household with a car."""
    people, month = state.people, int(state.clock.month[0])
    for person in range(start, stop):
        if people.status[person] == HERE:
            household = int(people.household[person])
            able = people.licence[person] == 1 or month - int(people.birth[person]) < ADULT
            people.car[person] = 1 if able and household != NOBODY and cars[household] == 1 else 0


@kernel
def first_licences(state: Any, rules: Any) -> None:
    """Licences and cars before the first month. A household drawn with a car (``people.car`` of its members) keeps it:
    its first grown member with a licence owns it, or the first grown member, who then has one."""
    people, households = state.people, state.households
    month = int(state.clock.month[0])
    for person in range(int(state.clock.used[0, Used.PEOPLE.value])):
        if month - int(people.birth[person]) >= ADULT and had_before(state, rules, person):
            people.licence[person] = 1
    for household in range(int(state.clock.used[0, Used.HOUSEHOLDS.value])):
        owner, eldest = NOBODY, NOBODY
        for person in households.members[household]:
            if person == NOBODY or people.car[person] == 0 or month - int(people.birth[person]) < ADULT:
                continue
            if eldest == NOBODY:
                eldest = person
            if owner == NOBODY and people.licence[person] == 1:
                owner = person
        if owner == NOBODY:
            owner = eldest
        if owner != NOBODY:
            people.licence[owner], people.owner[owner] = 1, 1


@kernel
def arrive(state: Any, rules: Any, person: int, cars: Any) -> None:
    """What somebody of age who came this month has: locals moving in, and newcomers from elsewhere in the country, may
    have a car (``people.car`` on arrival)."""
    people, household = state.people, int(state.people.household[person])
    drives = people.car[person] == 1
    if drives or had_before(state, rules, person):
        people.licence[person] = 1
    if drives and household != NOBODY and cars[household] == 0:
        people.owner[person] = 1
        cars[household] = 1


@kernel
def has_income(state: Any, rules: Any, household: int) -> bool:
    """Whether a member of the household is in work or of ``pension_age``."""
    people, members, month = state.people, state.households.members, int(state.clock.month[0])
    old = rules.driving.pension_age * 12.0
    for person in members[household]:
        if person != NOBODY and (state.work.job[person] != NOBODY or month - int(people.birth[person]) >= old):
            return True
    return False


@kernel
def rate_by_oneself(state: Any, rules: Any, person: int) -> float:
    """Monthly chance of a licence of somebody who may come to drive, without lessons in a programme: none from
    ``give_up_from`` on."""
    age = int(state.clock.month[0]) - int(state.people.birth[person])
    return licence_rate(state, rules, person) if age < rules.driving.give_up_from * 12.0 else 0.0


@kernel
def who_may_change(start: int, stop: int, state: Any, rules: Any, odds: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those who came this month, and those whose draws may let them get or give
    up a licence or a car, whatever their household has; ``odds``: as in :func:`get_and_give_up`."""
    people, driving = state.people, rules.driving
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    old, most = driving.give_up_from * 12.0, max(driving.car_income, driving.car_no_income)
    draws = np.empty(ROOM_AHEAD)
    for i in range(start, stop):
        at = (i - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, DRIVING, people.uid, i, stop, month, draws)
        age = month - int(people.birth[i])
        if people.status[i] != HERE or age < ADULT:
            continue
        u, v, _, _ = drawn(draws, at)
        if people.arrival[i] == month:
            marks[i] = True
        elif people.licence[i] == 0:
            marks[i] = u < np.float64(state.civic.driving[i]) + rate_by_oneself(state, rules, i)
        elif age >= old and u < driving.give_up:
            marks[i] = True
        elif people.owner[i] == 1:
            marks[i] = v < driving.car_given_up
        else:
            marks[i] = v < driving.car_given_up * most * odds[int(people.place[i])]


@kernel
def get_and_give_up(state: Any, rules: Any, odds: Any, asked: Any, cars: Any) -> None:
    """A month of licences and cars of those ``asked`` (rows, of :func:`who_may_change`); ``odds`` (P,): of a car in a
    household, by place; ``cars``: from :func:`cars_of_households`.

    Who has no licence gets one with :func:`licence_rate` plus what driving lessons in a programme add; from
    ``give_up_from`` licences are given up. An owner gives the car up with ``car_given_up``; in a household without
    one somebody with a licence gets one, at the rate that keeps the place's odds times ``car_income`` or
    ``car_no_income``.
    """
    people, driving = state.people, rules.driving
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for person in asked:
        age = month - int(people.birth[person])
        if people.arrival[person] == month:
            arrive(state, rules, person, cars)
            continue
        uid, household = people.uid[person], int(people.household[person])
        u, v, _, _ = uniforms(seed, DRIVING, uid, month, 0)
        if people.licence[person] == 0:
            never, _, _, _ = uniforms(seed, DRIVING, uid, 0, LIFELONG)
            chance = np.float64(state.civic.driving[person])
            if not never_drives(rules, int(people.sex[person]), came_grown(people, person), never):
                chance += rate_by_oneself(state, rules, person)
            if u < chance:
                people.licence[person] = 1
        elif age >= driving.give_up_from * 12.0 and u < driving.give_up:
            people.licence[person] = 0
            people.owner[person] = 0
        if people.licence[person] == 0 or household == NOBODY:
            continue
        if people.owner[person] == 1:
            if v < driving.car_given_up:
                people.owner[person] = 0
        elif cars[household] == 0:
            factor = driving.car_income if has_income(state, rules, household) else driving.car_no_income
            if v < driving.car_given_up * factor * odds[int(people.place[person])]:
                people.owner[person] = 1
                cars[household] = 1


def odds_of_cars(town: Town) -> Array:
    """Odds of a car in a household, by place (P,): those of ``places.*.car``."""
    shares = np.array([min(MOST_CARS, place.car) for place in town.scenario.places.values()], np.float64)
    return np.asarray(shares / (1.0 - shares))


def note_who_drives(town: Town) -> None:
    """``people.car`` of everybody."""
    cars = cars_of_households(town.state)
    over_rows(say_who_drives, int(town.used[Used.PEOPLE]), town.threads, town.state, cars)


def lay_first(town: Town) -> None:
    """Licences, and whose the cars are, before the first month."""
    if town.rules.driving.licences:
        first_licences(town.state, town.rules)
        note_who_drives(town)


def step(town: Town) -> None:
    """A month of licences and cars."""
    if town.rules.driving.licences:
        state, rules, odds = town.state, town.rules, town.kept(odds_of_cars)
        asked = marked_rows(who_may_change, int(town.used[Used.PEOPLE]), town.threads, state, rules, odds)
        get_and_give_up(state, rules, odds, asked, cars_of_households(state))
        note_who_drives(town)
