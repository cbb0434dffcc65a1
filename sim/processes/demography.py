"""Deaths, births, couples and the young who go (step 1); households of locals leave by :mod:`leaving`.

Monthly chances are asked of each person by uid. Ageing is the date against the month of birth.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.allocation import require
from sim.codes import HERE, MAN, NOBODY, WOMAN, Destination, Exit
from sim.departures import depart
from sim.homes import ranges_of
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.births import give_birth, who_may_give_birth
from sim.processes.couples import pair_and_part, who_may_pair_or_part
from sim.processes.housing import serve_queue
from sim.processes.leaving import locals_leave
from sim.processes.leaving_nest import leave_nest, who_may_leave_nest
from sim.rng import AHEAD, ROOM_AHEAD, Process, uniforms_ahead
from sim.threads import marked_rows
from sim.town import Town, Used

DEATH, STUDIES, OTHER = Exit.DEATH.value, Exit.STUDIES.value, Exit.OTHER.value
NOWHERE, SMALL = Destination.NONE.value, Destination.SMALL_OR_RURAL.value
DEATHS = Process.DEATHS.value
OLDEST = 120


@kernel
def death_chances(rules: Any) -> Any:
    """Monthly chance of dying, (2, 120) by sex and age: Gompertz from 60, plus a rate for every age."""
    chances = np.zeros((2, OLDEST))
    demography = rules.demography
    women, men, any_age = demography.death_rate_60_women, demography.death_rate_60_men, demography.death_rate_any_age
    for age in range(OLDEST):
        growth = math.exp(demography.death_growth * (age + 0.5 - 60.0))
        chances[WOMAN, age] = 1.0 - math.exp(-(women * growth + any_age) / 12.0)
        chances[MAN, age] = 1.0 - math.exp(-(men * growth + any_age) / 12.0)
    return chances


@kernel
def who_dies(start: int, stop: int, state: Any, chances: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those who die this month; ``chances``: of :func:`death_chances`."""
    people, month, seed = state.people, int(state.clock.month[0]), state.clock.seed[0]
    draws = np.empty(ROOM_AHEAD)
    for person in range(start, stop):
        at = (person - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, DEATHS, people.uid, person, stop, month, draws)
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) // 12
        age = min(max(age, 0), OLDEST - 1)
        if draws[at] < chances[int(people.sex[person]), age]:
            marks[person] = True


@kernel
def orphans(state: Any, affected: Any, rows: Any) -> int:
    """Lists in ``rows`` (int64) the minors of the ``affected`` households (rows, int64 or int32) in which no
    adult is left; returns how many."""
    people, households, month = state.people, state.households, int(state.clock.month[0])
    count = 0
    for household in affected:
        adults = 0
        for other in households.members[household]:
            if other != NOBODY and month - int(people.birth[other]) >= ADULT:
                adults += 1
        if adults == 0:
            count = list_members(state, household, rows, count)
    return count


def chances_of_dying(town: Town) -> np.ndarray[Any, Any]:
    """:func:`death_chances` under the rules in force."""
    return np.asarray(death_chances(town.rules))


def deaths(town: Town) -> None:
    """Deaths. Minors left without any adult move to relatives outside the region."""
    chances = town.kept(chances_of_dying)
    dead = marked_rows(who_dies, int(town.used[Used.PEOPLE]), town.threads, town.state, chances)
    if len(dead) == 0:
        return
    affected = np.unique(town.state.people.household[dead])
    depart(town, dead, np.full(len(dead), DEATH), np.full(len(dead), NOWHERE))
    rows = rows_for(town)
    count = orphans(town.state, affected, rows)
    depart(town, rows[:count], np.full(count, OTHER), np.full(count, SMALL))


def step(town: Town) -> None:
    """Deaths; homes for those without one; births, couples, the young; then households of locals who move away."""
    rules, demography = town.rules, town.rules.demography
    if demography.deaths:
        deaths(town)
    serve_queue(town)
    ranges, used, threads = ranges_of(town), int(town.used[Used.PEOPLE]), town.threads
    rows, goers, goals = rows_for(town), rows_for(town), rows_for(town)
    if demography.births:
        asked = marked_rows(who_may_give_birth, used, threads, town.state, rules)
        count = give_birth(town.state, rules, ranges, asked, rows)
        require(count >= 0)
        follow(town, rows[:count])
    if demography.partnering or demography.separation:
        asked = marked_rows(who_may_pair_or_part, int(town.used[Used.PEOPLE]), threads, town.state, rules)
        count = pair_and_part(town.state, rules, ranges, asked, rows)
        require(count >= 0)
        follow(town, rows[:count])
    asked = marked_rows(who_may_leave_nest, int(town.used[Used.PEOPLE]), threads, town.state, rules)
    count, gone = leave_nest(town.state, rules, ranges, asked, rows, goers, goals)
    require(count >= 0)
    follow(town, rows[:count])
    depart(town, goers[:gone], np.full(gone, STUDIES), goals[:gone])
    locals_leave(town, ranges)
