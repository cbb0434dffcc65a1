"""Preschool: who wants a place for a small child, who gets one, and when it is free again.

A place is its child's until the child starts school, moves, leaves or is no longer meant to come; none is sent home
because there are too few. Nobody under ``age_from`` has one. Which families want one is a lasting draw of the child,
so a fee that rises reaches only those at its margin, and one place more only the first who waits.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT, PUPIL_FROM
from sim.care import give_up_care
from sim.codes import HERE, LONG_AGO, NOBODY
from sim.jit import kernel
from sim.processes.studies import cohort_of, school_year
from sim.rng import Process, uniforms
from sim.scenario.months import parse_month
from sim.state import Array
from sim.state.clock import PEOPLE
from sim.town import Town, Used

CHILDCARE = Process.CHILDCARE.value
SCHOOL_FROM = 6
"""Children start school in August of the calendar year of this birthday."""
OLDEST_BANDS = 2
"""Last entry of ``childcare.enrolled``."""
QUEUE, WORKING, NEWCOMERS = 0, 1, 2
"""Choices of ``childcare.priority``, in its order."""


@kernel
def of_care_age(state: Any, rules: Any, offset: int, child: int) -> bool:
    """Old enough, and not yet both six and at school. ``offset``: as in :func:`sim.processes.studies.cohort_of`."""
    birth = int(state.people.birth[child])
    age = int(state.clock.month[0]) - birth
    if age < rules.childcare.age_from * 12.0:
        return False
    return age < PUPIL_FROM or int(school_year(state, offset)) - int(cohort_of(birth, offset)) < SCHOOL_FROM


@kernel
def wants_care(state: Any, rules: Any, child: int) -> bool:
    """Whether the parents of a child of care age want a place, at what it costs them.

    The share of ``enrolled`` at the child's age, times ``born_abroad`` for those who are, times r^-effect where care is
    dearer than usual and exp(effect x (1 - r)) where it is cheaper, against a lasting draw of the child; r: the fee and
    the allowance forgone, by the usual fee.
    """
    people, care = state.people, rules.childcare
    age = int(state.clock.month[0]) - int(people.birth[child])
    share = np.float64(care.enrolled[min(OLDEST_BANDS, max(0, age // 12 - 1))])
    effect = np.float64(care.fee_effect)
    if people.newcomer[child] == 1:
        effect = np.float64(care.fee_effect_newcomers)
        if people.arrival[child] > people.birth[child]:
            share *= care.born_abroad
    cost = np.float64(care.fee)
    if age < care.allowance_until * 12.0:
        cost += care.home_care_allowance
    ratio = cost / care.fee_usual
    share *= math.exp(-effect * (math.log(ratio) if ratio > 1.0 else ratio - 1.0))
    u, _, _, _ = uniforms(state.clock.seed[0], CHILDCARE, people.uid[child], LONG_AGO, 0)
    return u < share


@kernel
def parents_are_busy(state: Any, child: int) -> bool:
    """Whether every grown member of the child's household works, studies or attends a language course."""
    people, work, members = state.people, state.work, state.households.members
    household = int(people.household[child])
    if household == NOBODY:
        return False
    for other in members[household]:
        if other == NOBODY or int(state.clock.month[0]) - int(people.birth[other]) < ADULT:
            continue
        if work.job[other] == NOBODY and work.studying[other] == 0 and state.minds.in_course[other] == 0:
            return False
    return True


@kernel
def look_after_queue(state: Any, rules: Any, offset: int, children: Any, taken: Any, rows: Any, first: Any) -> int:
    """Free the places of children who are too old, have moved or no longer come, and note who waits since when.

    ``children`` and ``taken`` (int64, P): children of care age, and places held; ``rows`` (int64, n): the children who
    wait, ``first``: 0 for those who come first by ``priority``, else 1. Returns how many wait.
    """
    people, month = state.people, int(state.clock.month[0])
    priority = int(rules.childcare.priority)
    waiting = 0
    eldest = month - PUPIL_FROM - 12
    for child in range(int(state.clock.used[0, PEOPLE])):
        if int(people.birth[child]) < eldest:
            if people.care[child] != NOBODY:
                give_up_care(state, child)
            continue
        if people.status[child] != HERE:
            continue
        place = int(people.place[child])
        if not of_care_age(state, rules, offset, child):
            give_up_care(state, child)
            continue
        children[place] += 1
        if not (rules.childcare.care and wants_care(state, rules, child)):
            give_up_care(state, child)
        elif people.care[child] == place:
            taken[place] += 1
        else:
            if people.care[child] != NOBODY or people.care_asked[child] == LONG_AGO:
                people.care[child] = NOBODY
                people.care_asked[child] = month
            rows[waiting] = child
            comes_first = priority == QUEUE
            if priority == WORKING:
                comes_first = parents_are_busy(state, child)
            elif priority == NEWCOMERS:
                comes_first = people.newcomer[child] == 1
            first[waiting] = 0 if comes_first else 1
            waiting += 1
    return waiting


@kernel
def lots_of(state: Any, rows: Any) -> Any:
    """A lasting draw (float64, n) for each of the children ``rows``: who is first of those who asked together."""
    lots = np.empty(rows.shape[0])
    for number in range(rows.shape[0]):
        uid = state.people.uid[int(rows[number])]
        _, lots[number], _, _ = uniforms(state.clock.seed[0], CHILDCARE, uid, LONG_AGO, 0)
    return lots


def places_per_100(town: Town) -> Array:
    """Places for each hundred children (P,): the place's own number, or that of all."""
    usual = town.scenario.childcare.places if town.scenario.childcare.care else 0.0
    own = [place.childcare if town.scenario.childcare.care else None for place in town.scenario.places.values()]
    return np.array([usual if number is None else number for number in own], np.float64)


def offered_places(per_100: Array, children: Array) -> Array:
    """Places for so many ``children`` (P,), to the nearest whole one (int64, P)."""
    return np.asarray(np.floor(per_100 * children / 100.0 + 0.5)).astype(np.int64)


def admit(town: Town, rows: Array, first: Array, free: Array) -> None:
    """Give the ``free`` places (int64, P) to the children ``rows`` who wait: who comes first by priority, then who
    asked first, then by lot."""
    people = town.state.people
    place, asked = people.place[rows], people.care_asked[rows]
    lots = lots_of(town.state, rows)
    order = np.lexsort((lots, asked, first, place))
    place = place[order]
    rank = np.arange(len(rows)) - np.searchsorted(place, place)
    admitted = rows[order[rank < free[place]]]
    people.care[admitted] = people.place[admitted]
    people.care_asked[admitted] = LONG_AGO


def fill(town: Town) -> None:
    """Places at preschool of this month."""
    state, places = town.state, town.state.places
    count, used = places.uid.shape[0], int(town.used[Used.PEOPLE])
    children, taken = np.zeros(count, np.int64), np.zeros(count, np.int64)
    rows, first = np.empty(used, np.int64), np.empty(used, np.int64)
    offset = parse_month(town.scenario.start) % 12
    waiting = int(look_after_queue(state, town.rules, offset, children, taken, rows, first))
    offered = offered_places(town.kept(places_per_100), children)
    free = np.maximum(0, offered - taken)
    wanting = np.bincount(state.people.place[rows[:waiting]], minlength=count)
    if waiting:
        admit(town, rows[:waiting], first[:waiting], free)
    places.care_children[:] = children
    places.care_places[:] = np.maximum(offered, taken)
    places.care_queue[:] = np.maximum(0, wanting - free)


def enrol(town: Town) -> None:
    """Small children of a region just built are at preschool, as many as there are places."""
    fill(town)


def step(town: Town) -> None:
    """Places are freed and given to those who wait."""
    fill(town)
