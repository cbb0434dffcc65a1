"""Who looks for work this month, and how far."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Sex, Status
from sim.jit import kernel
from sim.processes.careers import LN2, retirement_age
from sim.rng import Process, uniforms

HERE = Status.HERE.value
WOMAN = Sex.WOMAN.value
HIRING = Process.HIRING.value
MOTHER_GAP = 16 * 12
LIFELONG = 200
"""Block of a person's lasting draws; block 0 decides whether they look this month."""


@kernel
def chances_of_places(starts: Any, scale: float, to_work: Any) -> Any:
    """(2, P, P): cumulative chance, without and with a car, to look at a place's board, by home.

    In proportion to its posts (pigeonholes), fading by e with each ``scale`` minutes of ``to_work``
    (:func:`sim.reach.minutes_to_work`), none beyond reach.
    """
    count = to_work.shape[1]
    cumulative = np.zeros((2, count, count))
    for car in range(2):
        for home in range(count):
            total = 0.0
            for place in range(count):
                minutes = to_work[car, home, place]
                if minutes < np.inf:
                    total += np.float64(starts[place + 1] - starts[place]) * math.exp(-minutes / scale)
                cumulative[car, home, place] = total
            for place in range(count):
                cumulative[car, home, place] /= total
    return cumulative


@kernel
def youngest_age(person: int, month: int, birth: Any, household: Any, members: Any) -> int:
    """Age [month] of the youngest child: of the household, by age a mother's; large when there is none."""
    row = int(household[person])
    youngest = 2000
    if row != NOBODY:
        for seat in range(members.shape[1]):
            other = int(members[row, seat])
            if other != NOBODY and int(birth[other]) - int(birth[person]) >= MOTHER_GAP:
                youngest = min(youngest, month - int(birth[other]))
    return youngest


@kernel
def search_effort(person: int, month: int, rules: Any, seed: Any, people: Any, members: Any) -> float:
    """Chance that somebody without a job looks for one this month.

    A lasting share never does. Poor health, the introduction programme, age from 58, small children
    (mothers) and, for newcomer women who came grown up, the first years here lower it; each by a factor of
    its own.
    """
    age = month - int(people.birth[person])
    uid = people.uid[person]
    lasting, _, _, _ = uniforms(seed, HIRING, uid, 0, LIFELONG)
    if lasting < (rules.inactive_newcomers if people.newcomer[person] == 1 else rules.inactive):
        return 0.0
    if age >= rules.retirement_from * 12.0:
        if age >= retirement_age(uid, rules.retirement_from, rules.retirement_to, seed):
            return 0.0
    effort = np.float64(people.health[person])
    if month < int(people.introduction_end[person]):
        effort *= rules.search_in_introduction
    if age >= rules.older_from * 12.0:
        effort *= rules.search_older
    if people.sex[person] == WOMAN:
        if rules.childcare:
            child = youngest_age(person, month, people.birth, people.household, members)
            if child < 2 * 12:
                effort *= rules.search_mother_infant
            elif child < 7 * 12:
                effort *= rules.search_mother_small
        came_at = int(people.arrival[person]) - int(people.birth[person])
        if people.newcomer[person] == 1 and came_at >= 12.0 * rules.search_newcomer_women_from:
            here = max(0, month - int(people.arrival[person]))
            gap = 1.0 - rules.search_newcomer_women
            effort *= 1.0 - gap * math.exp(-LN2 * here / rules.search_newcomer_women_half)
    return effort


@kernel
def seekers(month: int, rules: Any, count: int, seed: Any, people: Any, members: Any, work: Any, skill: Any) -> Any:
    """Rows of those of the first ``count`` people who look for work this month.

    Those without a job look with :func:`search_effort`; those in work with ``better_job`` when
    over-qualified, else with ``change_job``. ``skill``: by job.
    """
    youngest, oldest = rules.age_from * 12.0, rules.retirement_to * 12.0
    restless = max(rules.better_job, rules.change_job)
    looking = np.empty(count, np.int64)
    found = 0
    for person in range(count):
        if people.status[person] != HERE or work.studying[person] == 1:
            continue
        age = month - int(people.birth[person])
        if age < youngest or age >= oldest:
            continue
        u, _, _, _ = uniforms(seed, HIRING, people.uid[person], month, 0)
        job = int(work.job[person])
        if job == NOBODY:
            if u >= search_effort(person, month, rules, seed, people, members):
                continue
        else:
            if u >= restless:
                continue
            if u >= (rules.better_job if people.schooling[person] > skill[job] else rules.change_job):
                continue
        looking[found] = person
        found += 1
    return looking[:found]
