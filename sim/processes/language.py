"""Learning the local language: a queue for course places, and learning by course, school and company.

Only newcomers learn. Longest here without a place comes first; within a month of arrival the person's
draw decides, so that one more in the queue moves only those at its margin.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import LONG_AGO, NOBODY, Schooling, Sex, Status
from sim.jit import kernel
from sim.processes.club_access import has_small_child
from sim.rng import Process, uniforms
from sim.threads import over_rows
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
PEOPLE = Used.PEOPLE.value


@kernel
def wants_course(state: Any, rules: Any, person: int) -> bool:
    """Of age, not long here, not fluent enough, and able: childcare for mothers of small children and an
    evening course for those in work, each by a lasting draw."""
    people, courses, month = state.people, rules.language, int(state.clock.month[0])
    age = month - int(people.birth[person])
    if age < 12 * courses.youngest or age >= 12 * (courses.oldest + 1):
        return False
    if month - int(people.arrival[person]) > 12.0 * courses.years:
        return False
    if np.float64(state.minds.language[person]) >= courses.enough:
        return False
    u_childcare, u_evening, _, _ = uniforms(state.clock.seed[0], COURSES, people.uid[person], LASTING, 0)
    if state.work.job[person] != NOBODY and u_evening >= courses.evening:
        return False
    if people.sex[person] == WOMAN and u_childcare >= courses.childcare and state.civic.childcare[person] == 0:
        return not has_small_child(state, person, 12 * courses.small_child_age)
    return True


@kernel
def queue_for_courses(state: Any, rules: Any, waits: Any, queue: Any, newcomers: Any, taken: Any) -> None:
    """Who leaves a course, and who waits how long: ``waits`` (n,) in months or NOT_WAITING, ``queue``
    (P, LONGEST_QUEUE) people by wait, ``newcomers`` and ``taken`` (P,). Who gave up a course before goes
    to the end of the queue."""
    people, minds, courses = state.people, state.minds, rules.language
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] != HERE or people.newcomer[i] == 0:
            continue
        place = int(people.place[i])
        newcomers[place] += 1
        if minds.in_course[i] == 1:
            u, _, _, _ = uniforms(seed, COURSES, people.uid[i], month, 0)
            if not courses.courses or u < courses.dropping_out or np.float64(minds.language[i]) >= courses.enough:
                minds.in_course[i] = 0
            else:
                taken[place] += 1
        elif courses.courses and wants_course(state, rules, i):
            wait = min(LONGEST_QUEUE - 1, max(0, month - int(people.arrival[i])) + 1)
            if minds.course_hours[i] > 0.0:
                wait = 0
            waits[i] = wait
            queue[place, wait] += 1


@kernel
def admit(state: Any, rules: Any, waits: Any, queue: Any, newcomers: Any, taken: Any) -> None:
    """Fill the free course places from the queue of :func:`queue_for_courses`; ``places.course_places`` becomes
    those taken."""
    people, courses = state.people, rules.language
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    place_count = queue.shape[0]
    last_wait = np.zeros(place_count, np.int64)
    share = np.zeros(place_count)
    free = np.zeros(place_count, np.int64)
    for place in range(place_count):
        if newcomers[place] > 0:
            offered = courses.course_places + courses.course_places_per_100 * np.float64(newcomers[place]) / 100.0
            free[place] = max(0, int(offered) - int(taken[place]))
        left = int(free[place])
        wait = LONGEST_QUEUE - 1
        while wait >= 0 and int(queue[place, wait]) <= left:
            left -= int(queue[place, wait])
            wait -= 1
        last_wait[place] = wait
        if wait >= 0:
            share[place] = np.float64(left) / np.float64(queue[place, wait])
    for i in range(waits.shape[0]):
        wait = int(waits[i])
        if wait == NOT_WAITING:
            continue
        place = int(people.place[i])
        if free[place] > 0 and wait >= last_wait[place]:
            _, u, _, _ = uniforms(seed, COURSES, people.uid[i], month, 0)
            if wait > last_wait[place] or u < share[place]:
                state.minds.in_course[i] = 1
                taken[place] += 1
                free[place] -= 1
    for place in range(place_count):
        state.places.course_places[place] = taken[place]


@kernel
def pace_of(state: Any, rules: Any, person: int) -> float:
    """Learning against a healthy young adult with upper-secondary schooling."""
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
def learn(start: int, stop: int, state: Any, rules: Any) -> None:
    """People ``start`` to ``stop`` learn.

    language += (1 - language) x guided hours x pace x ln 2 / hours to B1, so ever slower towards 1.

    Guided hours: the course, school for children, practice in programmes, and hours spoken with locals at
    their worth, which grows with what one can say. Schoolchildren learn at pace 1.
    """
    people, minds, learning = state.people, state.minds, rules.language
    month = int(state.clock.month[0])
    per_hour = LOG_2 / learning.guided_hours_to_b1
    course = learning.hours_week * WEEKS_PER_MONTH * learning.attendance
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
            pace = pace_of(state, rules, i)
            if minds.in_course[i] == 1:
                hours += course
                minds.course_hours[i] = np.float64(minds.course_hours[i]) + course
        elif age >= 12 * learning.school_age:
            hours += learning.school_hours
        minds.language[i] = level + (1.0 - level) * min(1.0, hours * pace * per_hour)


def step(town: Town) -> None:
    """Courses are filled, and newcomers learn."""
    state, rules, place_count = town.state, town.rules, town.state.places.uid.shape[0]
    used = int(town.used[Used.PEOPLE])
    waits = np.full(used, NOT_WAITING, np.int16)
    queue = np.zeros((place_count, LONGEST_QUEUE), np.int64)
    newcomers, taken = np.zeros(place_count, np.int64), np.zeros(place_count, np.int64)
    queue_for_courses(state, rules, waits, queue, newcomers, taken)
    admit(state, rules, waits, queue, newcomers, taken)
    over_rows(learn, used, town.threads, state, rules)
