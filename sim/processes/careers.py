"""What a month does to those in work and to qualifications: experience, retirement, job loss, recognition."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Schooling, Status
from sim.jit import kernel
from sim.jobs import free_job, lose_job
from sim.rng import Process, uniforms

HERE = Status.HERE.value
COMPULSORY = Schooling.COMPULSORY.value
JOB_LOSS = Process.JOB_LOSS.value
RECOGNITION = Process.RECOGNITION.value
LN2 = math.log(2.0)
MOST_MONTHS = 32000
"""Experience is not counted beyond what its column holds."""


@kernel
def retirement_age(uid: Any, earliest: float, latest: float, seed: Any) -> float:
    """A person's own age of retirement [month], for life: uniform between two ages [year]."""
    u, _, _, _ = uniforms(seed, JOB_LOSS, uid, 0, 255)
    return (earliest + (latest - earliest) * u) * 12.0


@kernel
def loss_hazard(base: float, tenure: int, newcomer: bool, rules: Any) -> float:
    """Monthly hazard of losing a job: a sector's ``base``, more while the job is new and for newcomers."""
    hazard = base * (1.0 + rules.loss_new * math.exp(-LN2 * tenure / rules.loss_half_months))
    return hazard * rules.loss_newcomer if newcomer and tenure < 12 else hazard


@kernel
def judged(willingness: float, tenure: int, lost: bool, rules: Any) -> float:
    """An employer's willingness after a month with a newcomer: up when they stay past probation, down
    when they are dismissed during it."""
    if lost and tenure < rules.probation_months:
        return willingness * (1.0 - rules.willingness_loss)
    if not lost and tenure == rules.probation_months:
        return willingness + rules.willingness_gain * (1.0 - willingness)
    return willingness


@kernel
def careers(month: int, rules: Any, count: int, seed: Any, people: Any, work: Any, jobs: Any, employers: Any) -> Any:
    """Everybody in work gains a month's experience, unless it is time to retire or the job is lost.

    One block of draws a month for each of the first ``count`` people in work. Employers learn from the
    newcomers they hired. Returns the rows of those whose job ends and, for each, whether against their will.
    """
    worst = 0.0
    for sector in range(rules.loss.shape[0]):
        worst = max(worst, np.float64(rules.loss[sector]))
    worst *= (1.0 + rules.loss_new) * max(1.0, rules.loss_newcomer)
    earliest = rules.retirement_from * 12.0
    ending = np.empty(count, np.int64)
    losing = np.empty(count, np.int64)
    found = 0
    for person in range(count):
        job = int(work.job[person])
        if job == NOBODY or people.status[person] != HERE:
            continue
        if work.months_worked[person] < MOST_MONTHS:
            work.months_worked[person] += 1
        uid = people.uid[person]
        age = month - int(people.birth[person])
        if age >= earliest and age >= retirement_age(uid, rules.retirement_from, rules.retirement_to, seed):
            ending[found] = person
            losing[found] = 0
            found += 1
            continue
        newcomer = people.newcomer[person] == 1
        tenure = month - int(work.since[person])
        u, _, _, _ = uniforms(seed, JOB_LOSS, uid, month, 0)
        lost = False
        if u < worst:
            base = np.float64(rules.loss[int(employers.sector[int(jobs.employer[job])])])
            lost = u < loss_hazard(base, tenure, newcomer, rules)
        if newcomer and rules.willingness_learning:
            employer = int(jobs.employer[job])
            employers.willingness[employer] = judged(np.float64(employers.willingness[employer]), tenure, lost, rules)
        if lost:
            ending[found] = person
            losing[found] = 1
            found += 1
    return ending[:found], losing[:found]


@kernel
def end_jobs(
    ending: Any,
    losing: Any,
    month: int,
    people: Any,
    work: Any,
    memberships: Any,
    foci: Any,
    ties: Any,
    jobs: Any,
    employers: Any,
    places: Any,
) -> None:
    """Free the jobs of the people in rows ``ending``; where ``losing`` is 1 it counts as a job loss."""
    for number in range(ending.shape[0]):
        if losing[number] == 1:
            lose_job(int(ending[number]), month, people, work, memberships, foci, ties, jobs, employers, places)
        else:
            free_job(int(ending[number]), month, people, work, memberships, foci, ties, jobs, employers)


@kernel
def recognise(
    month: int, months: float, language_needed: float, count: int, seed: Any, people: Any, language: Any, helped: Any
) -> None:
    """Foreign qualifications are recognised at a rate of one over ``months`` once the language suffices,
    1 + ``helped`` (n,) times as fast."""
    for person in range(count):
        if people.recognised[person] == 0 and people.status[person] == HERE:
            if people.schooling[person] > COMPULSORY and np.float64(language[person]) >= language_needed:
                u, _, _, _ = uniforms(seed, RECOGNITION, people.uid[person], month, 0)
                if u * months < 1.0 + np.float64(helped[person]):
                    people.recognised[person] = 1
