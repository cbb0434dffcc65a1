"""What a month does to those in work and to qualifications: experience, retirement, job loss, recognition."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, Schooling
from sim.jit import kernel
from sim.jobs import free_job, lose_job
from sim.rng import Process, uniforms
from sim.state.clock import PEOPLE

COMPULSORY = Schooling.COMPULSORY.value
JOB_LOSS = Process.JOB_LOSS.value
RECOGNITION = Process.RECOGNITION.value
LN2 = math.log(2.0)
MOST_MONTHS = 32000
"""Experience is not counted beyond what its column holds."""


@kernel
def retirement_age(state: Any, rules: Any, uid: Any) -> float:
    """A person's own age of retirement [month], for life: uniform between the earliest and the latest."""
    earliest, latest = rules.work.retirement_from, rules.work.retirement_to
    u, _, _, _ = uniforms(state.clock.seed[0], JOB_LOSS, uid, 0, 255)
    return (earliest + (latest - earliest) * u) * 12.0


@kernel
def loss_hazard(rules: Any, base: float, tenure: int, newcomer: bool) -> float:
    """Monthly hazard of losing a job: a sector's ``base``, more while the job is new (``tenure`` [month]) and
    for newcomers."""
    work = rules.work
    hazard = base * (1.0 + work.loss_new * math.exp(-LN2 * tenure / work.loss_half_months))
    return hazard * work.loss_newcomer if newcomer and tenure < work.loss_newcomer_months else hazard


@kernel
def judged(rules: Any, willingness: float, tenure: int, lost: bool) -> float:
    """An employer's willingness [0-1] after a month with a newcomer: up when they stay past probation, down
    when they are dismissed during it."""
    work = rules.work
    if lost and tenure < work.probation_months:
        return willingness * (1.0 - work.willingness_loss)
    if not lost and tenure == work.probation_months:
        return willingness + work.willingness_gain * (1.0 - willingness)
    return willingness


@kernel
def worst_hazard(rules: Any) -> float:
    """No hazard of losing a job (:func:`loss_hazard`) is above it: most are answered without a look at the post."""
    loss = rules.work.loss
    worst = 0.0
    for sector in range(loss.shape[0]):
        worst = max(worst, np.float64(loss[sector]))
    return worst * ((1.0 + rules.work.loss_new) * max(1.0, rules.work.loss_newcomer))


@kernel
def gain_experience(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Those in work among people ``start`` to ``stop`` gain a month's experience. Marks those who may retire or lose
    the job, by one block of draws a month, and those an employer may learn from."""
    people, work = state.people, state.work
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    worst, earliest = worst_hazard(rules), rules.work.retirement_from * 12.0
    for person in range(start, stop):
        if work.job[person] == NOBODY or people.status[person] != HERE:
            continue
        if work.months_worked[person] < MOST_MONTHS:
            work.months_worked[person] += 1
        if people.newcomer[person] == 1 or month - int(people.birth[person]) >= earliest:
            marks[person] = True
            continue
        u, _, _, _ = uniforms(seed, JOB_LOSS, people.uid[person], month, 0)
        marks[person] = u < worst


@kernel
def careers(state: Any, rules: Any, asked: Any) -> Any:
    """Those ``asked`` (rows, of :func:`gain_experience`) go on in their job, unless it is time to retire or it is lost.

    Employers learn from the newcomers they hired. Returns the rows of those whose job ends and, for each, whether
    against their will (int64 both).
    """
    people, work, jobs, employers = state.people, state.work, state.jobs, state.employers
    month, seed, loss = int(state.clock.month[0]), state.clock.seed[0], rules.work.loss
    worst, earliest = worst_hazard(rules), rules.work.retirement_from * 12.0
    ending = np.empty(asked.shape[0], np.int64)
    losing = np.empty(asked.shape[0], np.int64)
    found = 0
    for person in asked:
        job = int(work.job[person])
        uid = people.uid[person]
        age = month - int(people.birth[person])
        if age >= earliest and age >= retirement_age(state, rules, uid):
            ending[found] = person
            losing[found] = 0
            found += 1
            continue
        newcomer = people.newcomer[person] == 1
        tenure = month - int(work.since[person])
        u, _, _, _ = uniforms(seed, JOB_LOSS, uid, month, 0)
        employer = int(jobs.employer[job])
        lost = False
        if u < worst and employers.owner[employer] != person:
            lost = u < loss_hazard(rules, np.float64(loss[int(employers.sector[employer])]), tenure, newcomer)
        if newcomer and rules.work.willingness_learning:
            employers.willingness[employer] = judged(rules, np.float64(employers.willingness[employer]), tenure, lost)
        if lost:
            ending[found] = person
            losing[found] = 1
            found += 1
    return ending[:found], losing[:found]


@kernel
def end_jobs(state: Any, ending: Any, losing: Any) -> None:
    """Free the jobs of the people in rows ``ending``; where ``losing`` is 1 it counts as a job loss."""
    for number in range(ending.shape[0]):
        if losing[number] == 1:
            lose_job(state, int(ending[number]))
        else:
            free_job(state, int(ending[number]))


@kernel
def recognise(state: Any, rules: Any) -> None:
    """Foreign qualifications are recognised at a rate of one over ``work.recognition_months`` once the language
    suffices, faster by what programmes help (``civic.recognition``)."""
    people, language, helped = state.people, state.minds.language, state.civic.recognition
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    months, language_needed = rules.work.recognition_months, rules.work.recognition_language
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.recognised[person] == 0 and people.status[person] == HERE:
            if people.schooling[person] > COMPULSORY and np.float64(language[person]) >= language_needed:
                u, _, _, _ = uniforms(seed, RECOGNITION, people.uid[person], month, 0)
                if u * months < 1.0 + np.float64(helped[person]):
                    people.recognised[person] = 1
