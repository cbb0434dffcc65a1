"""What a month does to those in work and to qualifications: experience, retirement, job loss, recognition."""

from __future__ import annotations

import math
from typing import Any

from sim.codes import NOBODY, Schooling, Status
from sim.jit import kernel
from sim.jobs import free_job, lose_job
from sim.rng import Process, uniforms

HERE = Status.HERE.value
COMPULSORY = Schooling.COMPULSORY.value
JOB_LOSS = Process.JOB_LOSS.value
RECOGNITION = Process.RECOGNITION.value
LN2 = math.log(2.0)


@kernel
def retirement_age(person: int, rules: Any, seed: Any, people: Any) -> float:
    """A person's own age of retirement [month]: uniform between the earliest and the latest, for life."""
    u, _, _, _ = uniforms(seed, JOB_LOSS, people.uid[person], 0, 255)
    return (rules.retirement_from + (rules.retirement_to - rules.retirement_from) * u) * 12.0


@kernel
def loss_hazard(sector: int, tenure: int, newcomer: bool, rules: Any) -> float:
    """Monthly hazard of losing a job: by sector, higher while the job is new, more so for newcomers."""
    hazard = float(rules.loss[sector])
    hazard *= 1.0 + rules.loss_new * math.exp(-LN2 * tenure / rules.loss_half_months)
    return hazard * rules.loss_newcomer if newcomer and tenure < 12 else hazard


@kernel
def judge_hire(employer: int, tenure: int, lost: bool, rules: Any, employers: Any) -> None:
    """What a newcomer's first months teach the employer: willingness rises when they stay past probation,
    and falls when they are dismissed during it."""
    willingness = float(employers.willingness[employer])
    if lost and tenure < rules.probation_months:
        employers.willingness[employer] = willingness * (1.0 - rules.willingness_loss)
    elif not lost and tenure == rules.probation_months:
        employers.willingness[employer] = willingness + rules.willingness_gain * (1.0 - willingness)


@kernel
def careers(month: int, rules: Any, used: Any, seed: Any, state: Any) -> None:
    """Everybody in work gains a month's experience, unless it is time to retire or the job is lost.

    Qualifications from abroad are recognised at a rate of one over the mean months, once the language
    suffices. One block of draws a month for each person in work.
    """
    people, work, jobs, employers = state.people, state.work, state.jobs, state.employers
    worst = 0.0
    for sector in range(rules.loss.shape[0]):
        worst = max(worst, float(rules.loss[sector]))
    worst *= (1.0 + rules.loss_new) * max(1.0, rules.loss_newcomer)
    earliest = rules.retirement_from * 12.0
    for person in range(int(used[0])):
        if people.status[person] != HERE:
            continue
        if people.recognised[person] == 0 and people.schooling[person] > COMPULSORY and rules.recognition:
            if float(state.minds.language[person]) >= rules.recognition_language:
                u, _, _, _ = uniforms(seed, RECOGNITION, people.uid[person], month, 0)
                if u * rules.recognition_months < 1.0:
                    people.recognised[person] = 1
        job = int(work.job[person])
        if job == NOBODY:
            continue
        if work.months_worked[person] < 32000:
            work.months_worked[person] += 1
        age = month - int(people.birth[person])
        if age >= earliest and age >= retirement_age(person, rules, seed, people):
            free_job(person, month, people, work, state.memberships, state.foci, state.ties, jobs, employers)
            continue
        newcomer = people.newcomer[person] == 1
        tenure = month - int(work.since[person])
        u, _, _, _ = uniforms(seed, JOB_LOSS, people.uid[person], month, 0)
        lost = False
        if u < worst:
            sector = int(employers.sector[int(jobs.employer[job])])
            lost = u < loss_hazard(sector, tenure, newcomer, rules)
        if newcomer and rules.willingness_learning:
            judge_hire(int(jobs.employer[job]), tenure, lost, rules, employers)
        if lost:
            lose_job(person, month, people, work, state.memberships, state.foci, state.ties, jobs,
                     employers, state.places)
