"""Learning the local language: a queue for course places, and learning by course, school and company.

Only newcomers learn. Longest here without a place comes first; within a month of arrival the person's
draw decides, so that one more in the queue moves only those at its margin.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from sim.codes import LONG_AGO, NOBODY, Schooling, Sex, Status
from sim.columns import columns
from sim.jit import kernel
from sim.processes.club_access import has_small_child
from sim.rng import Process, uniforms
from sim.state import Array
from sim.town import Town, Used

HERE = Status.HERE.value
WOMAN = Sex.WOMAN.value
COMPULSORY = Schooling.COMPULSORY.value
SECONDARY = Schooling.SECONDARY.value
COURSES = Process.COURSES.value
LASTING = LONG_AGO
LONGEST_QUEUE = 242  # months told apart in the queue: twenty years and those before
NOT_WAITING = -1
LOG_2 = math.log(2.0)
WEEKS_PER_MONTH = 52.0 / 12.0


class Learners(NamedTuple):
    """What learning needs to know of people (columns of :mod:`sim.state`); ``members`` of households."""

    uid: Array
    status: Array
    birth: Array
    sex: Array
    place: Array
    household: Array
    newcomer: Array
    arrival: Array
    schooling: Array
    health: Array
    language: Array
    course_hours: Array
    in_course: Array
    local_hours: Array
    job: Array
    practice: Array
    childcare: Array
    members: Array


@kernel
def wants_course(person: int, month: int, seed: Any, rules: Any, people: Any) -> bool:
    """Of age, not long here, not fluent enough, and able: childcare for mothers of small children and an
    evening course for those in work, each by a lasting draw."""
    age = month - int(people.birth[person])
    if age < 12 * rules.youngest or age >= 12 * (rules.oldest + 1):
        return False
    if month - int(people.arrival[person]) > 12.0 * rules.years:
        return False
    if np.float64(people.language[person]) >= rules.enough:
        return False
    u_childcare, u_evening, _, _ = uniforms(seed, COURSES, people.uid[person], LASTING, 0)
    if people.job[person] != NOBODY and u_evening >= rules.evening:
        return False
    if people.sex[person] == WOMAN and u_childcare >= rules.childcare and people.childcare[person] == 0:
        return not has_small_child(person, 12 * rules.small_child_age, month, people)
    return True


@kernel
def queue_for_courses(
    people_used: int, month: int, seed: Any, waits: Any, queue: Any, newcomers: Any, taken: Any, rules: Any, people: Any
) -> None:
    """Who leaves a course, and who waits how long: ``waits`` (n,) in months or NOT_WAITING, ``queue``
    (P, LONGEST_QUEUE) people by wait, ``newcomers`` and ``taken`` (P,). Who gave up a course before goes
    to the end of the queue."""
    for i in range(people_used):
        if people.status[i] != HERE or people.newcomer[i] == 0:
            continue
        place = int(people.place[i])
        newcomers[place] += 1
        if people.in_course[i] == 1:
            u, _, _, _ = uniforms(seed, COURSES, people.uid[i], month, 0)
            if not rules.courses or u < rules.dropping_out or np.float64(people.language[i]) >= rules.enough:
                people.in_course[i] = 0
            else:
                taken[place] += 1
        elif rules.courses and wants_course(i, month, seed, rules, people):
            wait = min(LONGEST_QUEUE - 1, max(0, month - int(people.arrival[i])) + 1)
            if people.course_hours[i] > 0.0:
                wait = 0
            waits[i] = wait
            queue[place, wait] += 1


@kernel
def admit(
    people_used: int,
    month: int,
    seed: Any,
    waits: Any,
    queue: Any,
    newcomers: Any,
    taken: Any,
    rules: Any,
    people: Any,
    course_places: Any,
) -> None:
    """Fill the free course places from the queue; ``course_places`` becomes those taken."""
    place_count = queue.shape[0]
    last_wait = np.zeros(place_count, np.int64)
    share = np.zeros(place_count)
    free = np.zeros(place_count, np.int64)
    for place in range(place_count):
        if newcomers[place] > 0:
            offered = rules.course_places + rules.course_places_per_100 * np.float64(newcomers[place]) / 100.0
            free[place] = max(0, int(offered) - int(taken[place]))
        left = int(free[place])
        wait = LONGEST_QUEUE - 1
        while wait >= 0 and int(queue[place, wait]) <= left:
            left -= int(queue[place, wait])
            wait -= 1
        last_wait[place] = wait
        if wait >= 0:
            share[place] = np.float64(left) / np.float64(queue[place, wait])
    for i in range(people_used):
        wait = int(waits[i])
        if wait == NOT_WAITING:
            continue
        place = int(people.place[i])
        if free[place] > 0 and wait >= last_wait[place]:
            _, u, _, _ = uniforms(seed, COURSES, people.uid[i], month, 0)
            if wait > last_wait[place] or u < share[place]:
                people.in_course[i] = 1
                taken[place] += 1
                free[place] -= 1
    for place in range(place_count):
        course_places[place] = taken[place]


@kernel
def pace_of(person: int, month: int, rules: Any, people: Any) -> float:
    """Learning against a healthy young adult with upper-secondary schooling."""
    schooling = int(people.schooling[person])
    if schooling == COMPULSORY:
        pace = np.float64(rules.pace_compulsory)
    elif schooling == SECONDARY:
        pace = np.float64(rules.pace_secondary)
    else:
        pace = np.float64(rules.pace_higher)
    years = np.float64(month - int(people.birth[person])) / 12.0 - rules.ageing_from
    if years > 0.0:
        pace *= max(np.float64(rules.slowest), 1.0 - rules.ageing * years)
    floor = np.float64(rules.poor_health)
    return pace * (floor + (1.0 - floor) * np.float64(people.health[person]))


@kernel
def learn(people_used: int, month: int, rules: Any, people: Any) -> None:
    """language += (1 - language) x guided hours x pace x ln 2 / hours to B1, so ever slower towards 1.

    Guided hours: the course, school for children, practice in programmes, and hours spoken with locals at
    their worth, which grows with what one can say. Schoolchildren learn at pace 1.
    """
    per_hour = LOG_2 / rules.guided_hours_to_b1
    course = rules.hours_week * WEEKS_PER_MONTH * rules.attendance
    floor = np.float64(rules.contact_floor)
    for i in range(people_used):
        if people.status[i] != HERE or people.newcomer[i] == 0:
            continue
        level = np.float64(people.language[i])
        age = month - int(people.birth[i])
        if level >= 1.0:
            continue
        hours = np.float64(people.local_hours[i]) * rules.contact_worth * (floor + (1.0 - floor) * level)
        hours += np.float64(people.practice[i])
        pace = 1.0
        if age >= 12 * rules.youngest:
            pace = pace_of(i, month, rules, people)
            if people.in_course[i] == 1:
                hours += course
                people.course_hours[i] = np.float64(people.course_hours[i]) + course
        elif age >= 12 * rules.school_age:
            hours += rules.school_hours
        people.language[i] = level + (1.0 - level) * min(1.0, hours * pace * per_hour)


def step(town: Town) -> None:
    """Courses are filled, and newcomers learn."""
    state, rules = town.state, town.rules.language
    people_used, place_count = int(town.used[Used.PEOPLE]), state.places.uid.shape[0]
    people = columns(Learners, state.people, state.minds, state.contacts, state.work, state.civic, state.households)
    waits = np.full(people_used, NOT_WAITING, np.int16)
    queue = np.zeros((place_count, LONGEST_QUEUE), np.int64)
    newcomers, taken = np.zeros(place_count, np.int64), np.zeros(place_count, np.int64)
    queue_for_courses(people_used, town.month, town.seed, waits, queue, newcomers, taken, rules, people)
    admit(people_used, town.month, town.seed, waits, queue, newcomers, taken, rules, people, state.places.course_places)
    learn(people_used, town.month, rules, people)
