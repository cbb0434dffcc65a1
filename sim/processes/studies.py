"""The school year, and studies after compulsory school: upper-secondary, from home, adult education."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, Schooling
from sim.jit import kernel
from sim.rng import Process, uniforms
from sim.state.clock import PEOPLE

COMPULSORY, SECONDARY = Schooling.COMPULSORY.value, Schooling.SECONDARY.value
HIGHER = Schooling.HIGHER.value
SCHOOLING = Process.SCHOOLING.value
AUGUST = 7
SCHOOL_TO, GRADUATION, DEGREE = 15, 19, 22
"""Last age at compulsory school; ages, by calendar year, at which later studies end."""


@kernel
def cohort_of(birth: int, offset: int) -> int:
    """Calendar year of birth, counted from the scenario's first; ``offset``: months since its January."""
    return (birth + offset) // 12


@kernel
def school_year(state: Any, offset: int) -> int:
    """Calendar year in which the school year under way began, counted like :func:`cohort_of`."""
    return (int(state.clock.month[0]) + offset - AUGUST) // 12


@kernel
def study(start: int, stop: int, state: Any, rules: Any, offset: int) -> None:
    """Studies after school of people ``start`` to ``stop`` (``offset`` [month] as in :func:`cohort_of`).

    In August: at 16 most go on to upper-secondary school; at 19 most of them finish (schooling becomes
    secondary) and a few go on to a degree from home, done at 22 (higher). Whether is a lasting draw of
    the person, so that no policy can change it but through the shares. Newcomers who come at 16 to 18
    start when they arrive. Every month: adults out of work with compulsory schooling only enter adult
    education at a hazard, if their language allows, and finish at the rate of one over its mean length.
    """
    people, work, language, schooling = state.people, state.work, state.minds.language, rules.schooling
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    year = school_year(state, offset)
    turn = (month + offset) % 12 == AUGUST
    for person in range(start, stop):
        if people.status[person] != HERE:
            continue
        age = year - cohort_of(int(people.birth[person]), offset)
        if age <= SCHOOL_TO:
            continue
        if age <= DEGREE and (turn or people.arrival[person] >= month - 1):
            newcomer = people.newcomer[person] == 1
            enters, finishes, degree, _ = uniforms(seed, SCHOOLING, people.uid[person], 0, 0)
            if age < GRADUATION and work.job[person] == NOBODY and work.studying[person] == 0:
                if age == SCHOOL_TO + 1 or people.arrival[person] >= month - 1:
                    if enters < (schooling.upper_secondary_newcomers if newcomer else schooling.upper_secondary):
                        work.studying[person] = 1
            elif turn and age == GRADUATION and work.studying[person] == 1:
                work.studying[person] = 0
                if finishes < (schooling.completion_newcomers if newcomer else schooling.completion):
                    people.schooling[person] = SECONDARY
                    people.recognised[person] = 1
                    if degree < schooling.distance_studies:
                        work.studying[person] = 1
            elif turn and age == DEGREE and work.studying[person] == 1:
                if people.schooling[person] == SECONDARY:
                    work.studying[person] = 0
                    people.schooling[person] = HIGHER
                    people.recognised[person] = 1
        if people.schooling[person] == COMPULSORY and age > GRADUATION:
            if work.studying[person] == 1 or (
                work.job[person] == NOBODY
                and age < schooling.adult_education_until
                and np.float64(language[person]) >= schooling.adult_education_language
            ):
                enters, finishes, _, _ = uniforms(seed, SCHOOLING, people.uid[person], month, 1)
                if work.studying[person] == 0:
                    if enters < schooling.adult_education:
                        work.studying[person] = 1
                elif finishes * schooling.adult_education_months < 1.0:
                    work.studying[person] = 0
                    people.schooling[person] = SECONDARY
                    people.recognised[person] = 1


@kernel
def learn_beside_it(state: Any, rules: Any, person: int, months: float) -> None:
    """A month that counts as so many ``months`` of adult education, for whom it is not too late or too early and who is
    not at school anyway."""
    people, month, age = state.people, int(state.clock.month[0]), int(state.clock.month[0] - state.people.birth[person])
    if months > 0.0 and people.schooling[person] == COMPULSORY and state.work.studying[person] == 0:
        _, _, finishes, _ = uniforms(state.clock.seed[0], SCHOOLING, people.uid[person], month, 1)
        if age > 12 * GRADUATION and finishes * rules.schooling.adult_education_months < months:
            people.schooling[person] = SECONDARY
            people.recognised[person] = 1


@kernel
def begin_studies(state: Any, rules: Any, offset: int) -> None:
    """Youths who are of upper-secondary age when the story begins study, by the draws of :func:`study`."""
    people, work, schooling, seed = state.people, state.work, rules.schooling, state.clock.seed[0]
    year = school_year(state, offset)
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.status[person] != HERE or work.job[person] != NOBODY:
            continue
        age = year - cohort_of(int(people.birth[person]), offset)
        if SCHOOL_TO < age < GRADUATION:
            enters, _, _, _ = uniforms(seed, SCHOOLING, people.uid[person], 0, 0)
            newcomer = people.newcomer[person] == 1
            if enters < (schooling.upper_secondary_newcomers if newcomer else schooling.upper_secondary):
                work.studying[person] = 1
