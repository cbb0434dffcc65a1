"""Learning the local language: by course, at school and in company with locals. Only newcomers learn.

People learn unevenly: each has a lasting pace of their own and a lasting share of course hours they attend.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import HERE, LONG_AGO, Schooling
from sim.jit import kernel
from sim.processes.courses import LONGEST_QUEUE, NOT_WAITING, admit, is_illiterate, queue_for_courses
from sim.processes.interpreting import call_interpreters
from sim.rng import Process, normal_quantile, uniforms
from sim.threads import over_rows
from sim.town import Town, Used

COMPULSORY = Schooling.COMPULSORY.value
SECONDARY = Schooling.SECONDARY.value
COURSES = Process.COURSES.value
LASTING = LONG_AGO
OWN = 1
"""Block of a person's lasting pace and attendance; block 0 says who can attend at all."""
LOG_2 = math.log(2.0)
WEEKS_PER_MONTH = 52.0 / 12.0


@kernel
def pace_of(state: Any, rules: Any, person: int) -> float:
    """Learning against a healthy young adult with upper-secondary schooling, by schooling, age and health."""
    people, learning = state.people, rules.language
    schooling = int(people.schooling[person])
    if schooling == COMPULSORY:
        pace = np.float64(learning.pace_compulsory)
    elif schooling == SECONDARY:
        pace = np.float64(learning.pace_secondary)
    else:
        pace = np.float64(learning.pace_higher)
    years = np.float64(int(state.clock.month[0]) - int(people.birth[person])) / 12.0 - learning.ageing_from
    if years > 0.0:
        pace *= max(np.float64(learning.slowest), 1.0 - learning.ageing * years)
    floor = np.float64(learning.poor_health)
    return pace * (floor + (1.0 - floor) * np.float64(people.health[person]))


@kernel
def own_ways(state: Any, rules: Any, person: int) -> Any:
    """A person's lasting pace against others of the same schooling, age and health (lognormal, mean 1), and the share
    of course hours they attend (logit-normal about ``attendance``); 1 and ``attendance`` without ``uneven``.

    During the introduction programme a duty to attend (``benefits.duty_courses``) takes its share of the hours missed.
    """
    learning, people = rules.language, state.people
    pace: Any = 1.0
    attendance: Any = np.float64(learning.attendance)
    if learning.uneven:
        u, v, _, _ = uniforms(state.clock.seed[0], COURSES, people.uid[person], LASTING, OWN)
        sigma = learning.pace_sigma
        pace = math.exp(sigma * normal_quantile(u) - sigma * sigma / 2.0)
        if 0.0 < attendance < 1.0:
            odds = math.log(attendance / (1.0 - attendance)) + learning.attendance_sigma * normal_quantile(v)
            attendance = 1.0 / (1.0 + math.exp(-odds))
    if int(state.clock.month[0]) < int(people.introduction_end[person]):
        attendance += (1.0 - attendance) * rules.benefits.duty_courses
    return pace, attendance


@kernel
def learn(start: int, stop: int, state: Any, rules: Any) -> None:
    """People ``start`` to ``stop`` learn.

    language += (1 - language) x guided hours x pace x ln 2 / hours to B1, so ever slower towards 1.

    Guided hours: the course, school for children, practice in programmes, and hours spoken with locals at
    their worth, which grows with what one can say. Of a course that teaches to read and write first, an hour is worth
    ``literacy_worth`` of language, as is one of a programme that teaches it to those who need it. Schoolchildren learn
    at pace 1.
    """
    people, minds, learning = state.people, state.minds, rules.language
    month = int(state.clock.month[0])
    per_hour = LOG_2 / learning.guided_hours_to_b1
    taught = learning.hours_week * WEEKS_PER_MONTH
    floor = np.float64(learning.contact_floor)
    for i in range(start, stop):
        if people.status[i] != HERE or people.newcomer[i] == 0:
            continue
        level = np.float64(minds.language[i])
        age = month - int(people.birth[i])
        if level >= 1.0:
            continue
        hours = np.float64(state.contacts.local_hours[i]) * learning.contact_worth * (floor + (1.0 - floor) * level)
        hours += np.float64(state.civic.practice[i])
        pace = 1.0
        if age >= 12 * learning.youngest:
            own, attendance = own_ways(state, rules, i)
            pace = pace_of(state, rules, i) * own
            reading = np.float64(state.civic.literacy[i])
            if reading > 0.0 and is_illiterate(state, rules, i):
                hours += reading * learning.literacy_worth
                minds.course_hours[i] = np.float64(minds.course_hours[i]) + reading
            if minds.in_course[i] == 1:
                course = taught * attendance
                if is_illiterate(state, rules, i):
                    hours += course * learning.literacy_worth
                else:
                    hours += course
                    minds.course_offered[i] = np.float64(minds.course_offered[i]) + taught
                minds.course_hours[i] = np.float64(minds.course_hours[i]) + course
        elif age >= 12 * learning.school_age:
            hours += learning.school_hours
        minds.language[i] = level + (1.0 - level) * min(1.0, hours * pace * per_hour)


def step(town: Town) -> None:
    """Courses are filled, newcomers learn, and interpreters stand ready for those who have not yet."""
    state, rules, place_count = town.state, town.rules, town.state.places.uid.shape[0]
    used = int(town.used[Used.PEOPLE])
    waits = np.full(used, NOT_WAITING, np.int16)
    queue = np.zeros((place_count, LONGEST_QUEUE), np.int64)
    newcomers, taken = np.zeros(place_count, np.int64), np.zeros(place_count, np.int64)
    queue_for_courses(state, rules, waits, queue, newcomers, taken)
    admit(state, rules, waits, queue, newcomers, taken)
    over_rows(learn, used, town.threads, state, rules)
    call_interpreters(town)
