"""What those who come are like: schooling, health, language and mind, by their uid; and the jobs they come to."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Channel, Permit
from sim.jit import kernel
from sim.jobs import counted_schooling, is_vacant, take_job
from sim.processes.health import fall_ill, ill_on_arrival
from sim.rng import Process, derived_uid, normal_quantile, pick, uniform, uniforms
from sim.state.clock import JOBS

TRAITS = Process.PERSON.value
FIRST = Channel.FIRST.value
WAITING = Permit.WAITING.value
MEMBER_UID = 5


@kernel
def clip(value: float, low: float, high: float) -> float:
    return low if value < low else (high if value > high else value)


@kernel
def give_mind(state: Any, rules: Any, person: int, trust: float, attitude: float, belonging: float) -> None:
    """Trust, attitude and openness of somebody who arrives, by uid, about the means; and belonging."""
    minds, arrivals = state.minds, rules.arrivals
    u, v, w, _ = uniforms(state.clock.seed[0], TRAITS, state.people.uid[person], 0, 1)
    minds.trust[person] = clip(trust + arrivals.trust_sd * normal_quantile(u), 0.0, 1.0)
    minds.attitude[person] = clip(attitude + arrivals.attitude_sd * normal_quantile(v), -1.0, 1.0)
    middle = math.log(arrivals.openness_mean / (1.0 - arrivals.openness_mean))
    minds.openness[person] = 1.0 / (1.0 + math.exp(-(middle + arrivals.openness_sd * normal_quantile(w))))
    minds.belonging[person] = belonging


@kernel
def furnish(state: Any, rules: Any, streams: Any, row: int, person: int) -> None:
    """Schooling, health, language, mind and introduction programme of somebody who arrives, by uid."""
    people, minds = state.people, state.minds
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    uid = people.uid[person]
    u, v, w, x = uniforms(seed, TRAITS, uid, 0, 0)
    adult = month - int(people.birth[person]) >= ADULT
    pathway = int(people.pathway[person])
    if adult:
        people.schooling[person] = pick(streams.schooling[row], u)
        people.recognised[person] = 1 if w < streams.recognised[row] else 0
    if v < ill_on_arrival(rules, pathway, month - int(people.birth[person])):
        fall_ill(state, rules, person)
    people.car[person] = 1 if x < streams.car[row] else 0
    if people.newcomer[person] == 1:
        minds.language[person] = streams.language[row]
        if streams.introduction[row] > 0 and people.permit[person] != WAITING:
            people.introduction_end[person] = month + streams.introduction[row]
    give_mind(state, rules, person, streams.trust[row], streams.attitude[row], streams.belonging[row])


@kernel
def levels_of_coming(rules: Any, streams: Any, row: int, seed: Any, uid: Any, adults: int, levels: Any) -> None:
    """Fill ``levels`` (int64, by codes.Schooling): the grown of a household that is to come, by the schooling that
    will count here, as :func:`furnish` gives it to them."""
    levels[:] = 0
    for k in range(adults):
        u, _, w, _ = uniforms(seed, TRAITS, derived_uid(uid, MEMBER_UID, k), 0, 0)
        level = pick(streams.schooling[row], u)
        if w >= streams.recognised[row]:
            level = max(0, level - rules.work.unrecognised_steps)
        levels[level] += 1


@kernel
def vacancies(state: Any) -> Any:
    """(limits, jobs): the vacant jobs by place and row, int64; of place p from ``limits[p]`` to ``limits[p + 1]``."""
    jobs, employers, count = state.jobs, state.employers, int(state.clock.used[0, JOBS])
    limits = np.zeros(state.places.uid.shape[0] + 1, np.int64)
    for job in range(count):
        if is_vacant(state, job):
            limits[int(employers.place[int(jobs.employer[job])]) + 1] += 1
    limits[:] = np.cumsum(limits)
    vacant, at = np.empty(int(limits[-1]), np.int64), limits.copy()
    for job in range(count):
        if is_vacant(state, job):
            place = int(employers.place[int(jobs.employer[job])])
            vacant[at[place]] = job
            at[place] += 1
    return limits, vacant


@kernel
def first_jobs(state: Any, rules: Any, rows: Any, shares: Any) -> None:
    """Of the adults among ``rows`` (int64) aged 20-64 a share (``shares``, float64 by row) start in a vacant job
    they have the schooling for.

    In their place, looked for from a position by uid.
    """
    people, jobs = state.people, state.jobs
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count = int(state.clock.used[0, JOBS])
    limits, vacant = vacancies(state)
    for k in range(rows.shape[0]):
        person = int(rows[k])
        age = month - int(people.birth[person])
        if count == 0 or shares[k] <= 0.0 or age < WORKING_FROM or age >= WORKING_TO:
            continue
        if state.work.job[person] != NOBODY or uniform(seed, TRAITS, people.uid[person], 0, 12) >= shares[k]:
            continue
        level = counted_schooling(state, rules, person)
        begin = int((people.uid[person] >> np.uint64(20)) % np.uint64(count))
        place = int(people.place[person])
        own = vacant[limits[place] : limits[place + 1]]
        after = int(np.searchsorted(own, begin))  # the first at or behind the position; behind the last the first
        for step in range(own.shape[0]):
            job = int(own[(after + step) % own.shape[0]])
            if is_vacant(state, job) and jobs.skill[job] <= level:
                take_job(state, person, job, FIRST, NOBODY)
                break
