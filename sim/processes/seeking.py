"""Who looks for work this month, and how far."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.care import is_cared_for
from sim.codes import HERE, NOBODY, WOMAN, Permit
from sim.jit import kernel
from sim.processes.careers import LN2, retirement_age
from sim.processes.obligations import benefit_factor, hours_factor
from sim.reach import BY_BICYCLE, BY_CAR, WITHOUT_CAR
from sim.rng import AHEAD, ROOM_AHEAD, Process, uniforms, uniforms_ahead

WAITING = Permit.WAITING.value
HIRING = Process.HIRING.value
NO_CHILD = 2000
"""Age [month] that stands for none: beyond any child's."""
LIFELONG = 200
"""Block of a person's lasting draws; block 0 decides whether they look this month."""


@kernel
def chances_of_places(rules: Any, board: Any, to_work: Any) -> Any:
    """(3, P, P): cumulative chance, without and with a car and by bicycle, to look at a place's board, by home.

    In proportion to its pigeonholes (``board``: vacancies.Board), fading by e with each ``work.commute_scale``
    minutes of ``to_work`` (3, P, P) [minute] (:func:`sim.reach.minutes_to_work`), none beyond reach. Without a car the
    last stays below 1 by what only drivers reach, times ``driving.missed``: tries that come to nothing.
    """
    count, starts, scale = to_work.shape[1], board.starts, rules.work.commute_scale
    cumulative = np.zeros(to_work.shape)
    for home in range(count):
        within = 0.0
        for car in (BY_CAR, WITHOUT_CAR, BY_BICYCLE):
            total = 0.0
            for place in range(count):
                minutes = to_work[car, home, place]
                if minutes < np.inf:
                    total += np.float64(starts[place + 1] - starts[place]) * math.exp(-minutes / scale)
                cumulative[car, home, place] = total
            if car == BY_CAR:
                within = total
            base = total + rules.driving.missed * max(0.0, within - total)
            for place in range(count):
                cumulative[car, home, place] /= base
    return cumulative


@kernel
def youngest_age(state: Any, rules: Any, person: int) -> int:
    """Age [month] of the youngest child of the household whom nobody else cares for, as many years younger as a
    parent's; NO_CHILD when there is none."""
    people, members = state.people, state.households.members
    month, gap = int(state.clock.month[0]), rules.demography.parent_gap * 12.0
    row = int(people.household[person])
    youngest = NO_CHILD
    if row != NOBODY:
        for other in members[row]:
            if other != NOBODY and int(people.birth[other]) - int(people.birth[person]) >= gap:
                if is_cared_for(state, rules, other):
                    continue
                youngest = min(youngest, month - int(people.birth[other]))
    return youngest


@kernel
def search_intensity(state: Any, rules: Any, person: int) -> float:
    """Chance that somebody without a job looks for one this month.

    A lasting share never does. Poor health, the introduction programme, waiting for a decision and having waited,
    age from ``work.older_from``, small children nobody else cares for and the hours of preschools (mothers) and, for
    newcomer women who came grown up, the first years here lower it, benefits lower or raise it; each by a factor of
    its own.
    """
    people, work, month = state.people, rules.work, int(state.clock.month[0])
    age = month - int(people.birth[person])
    uid = people.uid[person]
    lasting, _, _, _ = uniforms(state.clock.seed[0], HIRING, uid, 0, LIFELONG)
    if lasting < (work.inactive_newcomers if people.newcomer[person] == 1 else work.inactive):
        return 0.0
    if age >= work.retirement_from * 12.0 and age >= retirement_age(state, rules, uid):
        return 0.0
    intensity = np.float64(people.health[person])
    if state.work.placed[person] == 1:
        intensity *= rules.placements.lock_in
    if month < int(people.introduction_end[person]):
        intensity *= work.search_in_introduction
    if people.permit[person] == WAITING:
        intensity *= rules.reception.search
    waited = int(people.waited[person])
    if waited > 0:
        intensity *= math.exp(-rules.reception.search_lost_per_year * waited / 12.0)
    if age >= work.older_from * 12.0:
        intensity *= work.search_older
    if people.sex[person] == WOMAN:
        if work.childcare:
            child = youngest_age(state, rules, person)
            if child < work.mother_infant_until * 12.0:
                intensity *= work.search_mother_infant
            elif child < work.mother_small_until * 12.0:
                intensity *= work.search_mother_small
            intensity *= hours_factor(state, rules, person)
        came = int(people.arrival[person]) - waited
        came_at = came - int(people.birth[person])
        if people.newcomer[person] == 1 and came_at >= 12.0 * work.search_newcomer_women_from:
            here = max(0, month - came)
            gap = (1.0 - work.search_newcomer_women) * (1.0 - rules.benefits.duty_women)
            intensity *= 1.0 - gap * math.exp(-LN2 * here / work.search_newcomer_women_half)
    return min(1.0, intensity * benefit_factor(state, rules, person))


@kernel
def readiness(state: Any, rules: Any, first: int, found: Any) -> None:
    """Into ``found`` (float64 (n,)) how much the people from row ``first`` on look for work when they have none:
    :func:`search_intensity`, and -1 for those past their own age of retirement."""
    people, month = state.people, int(state.clock.month[0])
    for number in range(found.shape[0]):
        person = first + number
        age = month - int(people.birth[person])
        if age >= rules.work.retirement_from * 12.0 and age >= retirement_age(state, rules, people.uid[person]):
            found[number] = -1.0
        else:
            found[number] = search_intensity(state, rules, person)


@kernel
def who_seeks(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those who look for work this month.

    Those without a job look with :func:`search_intensity`; those in work with ``work.better_job`` when
    over-qualified, else with ``work.change_job``.
    """
    people, work, skill = state.people, state.work, state.jobs.skill
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    better, change = rules.work.better_job, rules.work.change_job
    youngest, oldest = rules.work.age_from * 12.0, rules.work.retirement_to * 12.0
    restless = max(better, change)
    draws = np.empty(ROOM_AHEAD)
    for person in range(start, stop):
        at = (person - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, HIRING, people.uid, person, stop, month, draws)
        if people.status[person] != HERE or work.studying[person] == 1:
            continue
        age = month - int(people.birth[person])
        if age < youngest or age >= oldest:
            continue
        u = draws[at]
        job = int(work.job[person])
        if job == NOBODY:
            if u >= search_intensity(state, rules, person):
                continue
        else:
            if u >= restless:
                continue
            if u >= (better if people.schooling[person] > skill[job] else change):
                continue
        marks[person] = True
