"""Language courses: a queue for places, and how a course goes on, is broken off, ends with a result or without.

Longest here without a place comes first; within a month of arrival the person's draw decides, so that one more in
the queue moves only those at its margin.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.care import has_small_child
from sim.codes import HERE, LONG_AGO, NOBODY, STILL, WOMAN, Flow, Schooling
from sim.jit import kernel
from sim.rng import Process, uniforms
from sim.rules import own_column
from sim.state.clock import PEOPLE

COMPULSORY = Schooling.COMPULSORY.value
COURSES = Process.COURSES.value
PASSED, BROKEN_OFF, OVER = Flow.COURSES_PASSED.value, Flow.COURSES_BROKEN_OFF.value, Flow.COURSES_OVER.value
LASTING = LONG_AGO
EVENING, CHILDCARE = own_column("language.evening"), own_column("language.childcare")
PLACES, PER_100 = own_column("language.course_places"), own_column("language.course_places_per_100")
LONGEST_QUEUE = 242  # months told apart in the queue: twenty years and those before
NOT_WAITING = -1
COURSES_MOST = 100
"""What the column of courses passed holds."""


@kernel
def has_care(state: Any, rules: Any, mother: int, u: float) -> bool:
    """Whether a mother can leave her small children for a course: at preschool, with a programme, or where the course
    looks after them, by the lasting draw ``u``."""
    if u < rules.own[int(state.people.place[mother]), CHILDCARE] or state.civic.childcare[mother] == 1:
        return True
    return not has_small_child(state, rules, mother, 12 * rules.language.small_child_age, True)


@kernel
def can_attend(state: Any, rules: Any, person: int) -> bool:
    """Childcare for mothers of small children, an evening course for those in work, each by a lasting draw."""
    evening = rules.own[int(state.people.place[person]), EVENING]
    u_childcare, u_evening, _, _ = uniforms(state.clock.seed[0], COURSES, state.people.uid[person], LASTING, 0)
    if state.work.job[person] != NOBODY and u_evening >= evening:
        return False
    return state.people.sex[person] != WOMAN or has_care(state, rules, person, u_childcare)


@kernel
def wants_course(state: Any, rules: Any, person: int) -> bool:
    """Of age, not long here, not fluent enough, not away from courses or done with them, and able to attend."""
    people, minds, courses, month = state.people, state.minds, rules.language, int(state.clock.month[0])
    age = month - int(people.birth[person])
    if age < 12 * courses.youngest or age >= 12 * (courses.oldest + 1):
        return False
    if month - int(people.arrival[person]) > 12.0 * courses.years:
        return False
    if np.float64(minds.language[person]) >= courses.enough:
        return False
    if courses.interruptions and month < int(minds.course_back[person]):
        return False
    if courses.results and is_over(state, rules, person):
        return False
    return can_attend(state, rules, person)


@kernel
def is_over(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody has had all the course they may have: hours, years since the first, or a result denied."""
    minds, courses = state.minds, rules.language
    begun = int(minds.course_begun[person])
    if begun == LONG_AGO:
        return False
    if int(minds.course_back[person]) == STILL or np.float64(minds.course_hours[person]) >= courses.most_hours:
        return True
    return int(state.clock.month[0]) - begun >= 12.0 * courses.most_years


@kernel
def is_illiterate(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody must first learn to read and write: a lasting share of those with compulsory schooling or less,
    until ``literacy_hours`` of course."""
    courses, minds = rules.language, state.minds
    if not courses.literacy or state.people.schooling[person] != COMPULSORY:
        return False
    _, _, u, _ = uniforms(state.clock.seed[0], COURSES, state.people.uid[person], LASTING, 0)
    return u < courses.illiterate and np.float64(minds.course_hours[person]) < courses.literacy_hours


@kernel
def take_result(state: Any, rules: Any, person: int) -> bool:
    """The course's result, where it is due; whether somebody may go on.

    Passed as soon as the level is ``course_step`` higher for each course passed. Not passed after ``course_hours``
    taught: repeated with chance ``repeats``, else nobody gives them a place any more.
    """
    minds, courses = state.minds, rules.language
    if is_over(state, rules, person):
        state.places.flows[int(state.people.place[person]), OVER] += 1
        minds.course_back[person] = STILL
        return False
    level = np.float64(minds.language[person])
    while (
        minds.courses_passed[person] < COURSES_MOST
        and level >= (minds.courses_passed[person] + 1) * courses.course_step
    ):
        minds.courses_passed[person] += 1
        minds.course_offered[person] = 0.0
        state.places.flows[int(state.people.place[person]), PASSED] += 1
    if np.float64(minds.course_offered[person]) < courses.course_hours:
        return True
    minds.course_offered[person] = 0.0
    u, _, _, _ = uniforms(state.clock.seed[0], COURSES, state.people.uid[person], int(state.clock.month[0]), 1)
    if u < courses.repeats:
        return True
    state.places.flows[int(state.people.place[person]), OVER] += 1
    minds.course_back[person] = STILL
    return False


@kernel
def goes_on(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody who has a course place keeps it this month.

    They leave once they know enough, have had their result or limit (switch ``results``), or break it off: with chance
    ``dropping_out``, more in poor health, and when a child is born or a job found that the course leaves no room for.
    Who broke off stays away for months, a share ``for_good`` for good (switch ``interruptions``; without it anyone
    queues again in the next month).
    """
    people, minds, courses = state.people, state.minds, rules.language
    month = int(state.clock.month[0])
    if not courses.courses or np.float64(minds.language[person]) >= courses.enough:
        return False
    if courses.results and not take_result(state, rules, person):
        return False
    u, _, u_away, u_gone = uniforms(state.clock.seed[0], COURSES, people.uid[person], month, 0)
    chance = np.float64(courses.dropping_out)
    if not courses.interruptions:
        return u >= chance
    chance *= 1.0 + (courses.dropping_out_ill - 1.0) * (1.0 - np.float64(people.health[person]))
    if u >= chance and can_attend(state, rules, person):
        return True
    away = STILL
    if u >= chance or u_gone >= courses.for_good:
        away = month + 1 + int(-math.log(u_away) * courses.away_months)
    minds.course_back[person] = away
    state.places.flows[int(people.place[person]), BROKEN_OFF] += 1
    return False


@kernel
def queue_for_courses(state: Any, rules: Any, waits: Any, queue: Any, newcomers: Any, taken: Any) -> None:
    """Who leaves a course, and who waits how long: ``waits`` (n,) in months or NOT_WAITING, ``queue``
    (P, LONGEST_QUEUE) people by wait, ``newcomers`` and ``taken`` (P,). Who gave up a course before goes
    to the end of the queue."""
    people, minds, courses = state.people, state.minds, rules.language
    month = int(state.clock.month[0])
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] != HERE or people.newcomer[i] == 0:
            continue
        place = int(people.place[i])
        newcomers[place] += 1
        if minds.in_course[i] == 1:
            if goes_on(state, rules, i):
                taken[place] += 1
            else:
                minds.in_course[i] = 0
        elif courses.courses and wants_course(state, rules, i):
            wait = min(LONGEST_QUEUE - 1, max(0, month - int(people.arrival[i])) + 1)
            if minds.course_begun[i] != LONG_AGO:
                wait = 0
            waits[i] = wait
            queue[place, wait] += 1


@kernel
def admit(state: Any, rules: Any, waits: Any, queue: Any, newcomers: Any, taken: Any) -> None:
    """Fill the free course places from the queue of :func:`queue_for_courses`; ``places.course_places`` becomes
    those taken."""
    people, minds, month, seed = state.people, state.minds, int(state.clock.month[0]), state.clock.seed[0]
    place_count = queue.shape[0]
    last_wait = np.zeros(place_count, np.int64)
    share = np.zeros(place_count)
    free = np.zeros(place_count, np.int64)
    for place in range(place_count):
        if newcomers[place] > 0:
            offered = rules.own[place, PLACES] + rules.own[place, PER_100] * np.float64(newcomers[place]) / 100.0
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
                minds.in_course[i] = 1
                minds.course_offered[i] = 0.0
                if minds.course_begun[i] == LONG_AGO:
                    minds.course_begun[i] = month
                taken[place] += 1
                free[place] -= 1
    for place in range(place_count):
        state.places.course_places[place] = taken[place]
