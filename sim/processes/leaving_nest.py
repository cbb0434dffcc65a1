"""The young who go: out of the region for studies and work, or to a home of their own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, Schooling
from sim.families import is_dependent
from sim.homes import ANY_TENURE, find_home
from sim.households import leave_home
from sim.jit import kernel
from sim.processes.destinations import ALONE, inside, outside
from sim.processes.hazards import YOUTH_TO
from sim.rng import Process, derived_uid, uniforms

SECONDARY = Schooling.SECONDARY.value
YOUTH = Process.YOUTH.value
NEST_UID = 2
YOUTH_FROM = 18


@kernel
def youth_hazards(demography: Any) -> Any:
    """Monthly hazards of leaving, with and without secondary schooling, to be multiplied by the share of each age."""
    total = 0.0
    for year in range(YOUTH_TO - YOUTH_FROM):
        total += demography.youth_leave_by_age[year]
    with_schooling = -math.log(1.0 - demography.youth_leave_share) / (12.0 * max(total, 1e-9))
    without = -math.log(1.0 - demography.youth_leave_share_compulsory) / (12.0 * max(total, 1e-9))
    return with_schooling, without


@kernel
def who_may_leave_nest(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` the young whose draws may let them go; most stay without a look at their
    household."""
    people, demography = state.people, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    with_schooling, without = youth_hazards(demography)
    most = max(with_schooling, without)  # a chance is below its hazard
    nest = demography.nest_leaving_per_year / 12.0
    for person in range(start, stop):
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) // 12
        if age < YOUTH_FROM or age >= demography.nest_leaving_until:
            continue
        u, _, _, x = uniforms(seed, YOUTH, people.uid[person], month, 0)
        marks[person] = x < nest or (age < YOUTH_TO and u < most * demography.youth_leave_by_age[age - YOUTH_FROM])


@kernel
def leave_nest(state: Any, rules: Any, ranges: Any, asked: Any, rows: Any, goers: Any, goals: Any) -> Any:
    """The young among those ``asked`` (rows, of :func:`who_may_leave_nest`): out of the region for studies and work, or
    to a home of their own.

    Lists who follows into a home of their own (``rows``) and who leaves the region (``goers``, with
    ``goals``: codes.Destination), all int64; returns how many of each, the first -1 when the arrays are full.

    Of those aged 18-24 without partner or child a share has left by 25 (more with secondary schooling,
    less in large places, where studies are at hand); students here stay until they are done. Some go to
    another place of the region, where a home is free. Grown children of 18-29 move to a home of their own.
    """
    people, households, demography = state.people, state.households, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    with_schooling, without = youth_hazards(demography)
    nest = demography.nest_leaving_per_year / 12.0
    count, gone = 0, 0
    for person in asked:
        age = (month - int(people.birth[person])) // 12
        u, v, w, x = uniforms(seed, YOUTH, people.uid[person], month, 0)
        household = int(people.household[person])
        dependent = is_dependent(state, rules, person)
        if not dependent and (age >= YOUTH_TO or households.size[household] > 1):
            continue
        if not dependent and people.newcomer[person] == 1:
            continue  # a household of its own: step 14 asks it
        place, home, leaves = int(people.place[person]), NOBODY, False
        new = np.float64(people.newcomer[person])
        if demography.youth_leave and age < YOUTH_TO and state.work.studying[person] == 0:
            hazard = with_schooling if people.schooling[person] >= SECONDARY else without
            hazard *= demography.youth_leave_by_age[age - YOUTH_FROM]
            hazard /= 1.0 + np.float64(state.places.population[place]) / demography.youth_pull_inhabitants
            leaves = u < 1.0 - math.exp(-hazard)
        if leaves:
            young = age < rules.elsewhere.study_until
            other = inside(state, rules, place, ALONE, young, 0, demography.youth_within_region, w)
            if other != NOBODY:
                home = find_home(state, rules, ranges, other, 1, ANY_TENURE, people.uid[person], new, False)
            if home == NOBODY:
                goers[gone] = person
                goals[gone] = outside(rules, ALONE, young, False, rules.leaving.local_destinations, v)
                gone += 1
        elif dependent and x < nest:
            home = find_home(state, rules, ranges, place, 1, ANY_TENURE, people.uid[person], new, False)
        if home != NOBODY:
            if leave_home(state, person, derived_uid(people.uid[person], NEST_UID, month), home) == NOBODY:
                return -1, 0
            rows[count] = person
            count += 1
    return count, gone
