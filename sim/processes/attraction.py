"""What each place offers this month: work, a labour market, services, free homes.

Taken stock of before anybody moves; whoever asks what draws people or holds them reads ``places.prospects`` and
``places.appeal``.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import WORKING_FROM, WORKING_TO
from sim.codes import HERE, NOBODY, Service
from sim.jit import kernel
from sim.reach import by_any, by_car
from sim.state.clock import HOMES, JOBS, PEOPLE
from sim.town import Town

SERVICES = len(Service)
POSTS, VACANT, SEEKERS = 0, 1, 2
HOMES_ALL, HOMES_FREE = 3, 4
COUNTS = 5


@kernel
def satisfaction(amount: float, half: float) -> float:
    """From 0 to 1, half of it at ``half``."""
    return amount / (amount + half)


@kernel
def take_stock(state: Any, counts: Any) -> None:
    """Fills ``counts`` (float64 (P, 5): posts, vacant posts, seekers, homes, free homes) and counts newcomers by
    origin. Seekers are those of working age who neither work nor study."""
    people, work, places = state.people, state.work, state.places
    month = int(state.clock.month[0])
    counts[:] = 0.0
    places.compatriots[:] = 0
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] != HERE:
            continue
        place = int(people.place[i])
        if people.newcomer[i] == 1:
            places.compatriots[place, int(people.origin[i])] += 1
        if work.job[i] == NOBODY and work.studying[i] == 0:
            age = month - int(people.birth[i])
            if WORKING_FROM <= age < WORKING_TO:
                counts[place, SEEKERS] += 1.0
    for job in range(int(state.clock.used[0, JOBS])):
        if state.jobs.open[job] == 1:
            place = int(state.employers.place[int(state.jobs.employer[job])])
            counts[place, POSTS] += 1.0
            if state.jobs.holder[job] == NOBODY:
                counts[place, VACANT] += 1.0
    for home in range(int(state.clock.used[0, HOMES])):
        place = int(state.homes.place[home])
        if place != NOBODY:
            counts[place, HOMES_ALL] += 1.0
            if state.homes.household[home] == NOBODY:
                counts[place, HOMES_FREE] += 1.0


@kernel
def nearness(here: int, there: int, rules: Any, places: Any) -> float:
    """What a post or a seeker of another place counts here: less by the minutes there, nothing beyond reach."""
    if here == there:
        return 1.0
    if by_car(here, there, places) > rules.work.reach_car:
        return 0.0
    return math.exp(-by_any(here, there, places) / rules.work.commute_scale)


@kernel
def weigh(state: Any, rules: Any, counts: Any) -> None:
    """``market``, ``tightness``, ``prospects`` and ``appeal`` of every place; of the first month too, once.

    A weight times (2 satisfaction - 1) each, by vacant posts per seeker, by posts in reach, by the share of homes that
    are free; less ``services`` for the share of services that are closed. A place without seekers has all the work
    one could wish for where it has vacancies.
    """
    places, attraction = state.places, rules.attraction
    for place in range(places.uid.shape[0]):
        posts, vacant, seekers = 0.0, 0.0, 0.0
        for other in range(places.uid.shape[0]):
            near = nearness(place, other, rules, places)
            posts += near * counts[other, POSTS]
            vacant += near * counts[other, VACANT]
            seekers += near * counts[other, SEEKERS]
        places.market[place] = satisfaction(counts[place, POSTS], attraction.market_half)
        places.tightness[place] = vacant / max(1.0, seekers)
        found = satisfaction(places.tightness[place], attraction.tightness_half)
        prospects = attraction.work * (2.0 * found - 1.0)
        prospects += attraction.market * (2.0 * satisfaction(posts, attraction.market_half) - 1.0)
        places.prospects[place] = prospects
        free = counts[place, HOMES_FREE] / max(1.0, counts[place, HOMES_ALL])
        appeal = prospects + attraction.homes * (2.0 * satisfaction(free, attraction.vacancy_half) - 1.0)
        closed = 0
        for service in range(SERVICES):
            if places.service_open[place, service] == 0:
                closed += 1
        places.appeal[place] = appeal - attraction.services * closed / SERVICES
        if places.appeal_first[place] == math.inf:
            places.appeal_first[place] = places.appeal[place]


def step(town: Town) -> None:
    """Take stock of every place. Without ``follows`` all places are as usual."""
    counts = np.zeros((town.state.places.uid.shape[0], COUNTS))
    town.state.places.university[:] = [place.university for place in town.scenario.places.values()]
    take_stock(town.state, counts)
    if town.rules.attraction.follows:
        weigh(town.state, town.rules, counts)
    else:
        town.state.places.prospects[:] = 0.0
        town.state.places.appeal[:] = 0.0
