"""What seekers come across and whom the employer takes.

Seekers come across vacancies by formal channels (own application, being asked, the employment service)
on the boards of the places within reach, and through those they know. An applicant is suitable with a
chance that multiplies what the employer sees: schooling that counts here, language, experience, and
for newcomers the employer's willingness. Of a vacancy's suitable applicants the first to come is taken
(an exponential race, so that the more suitable win more often), and who is offered several takes the
one nearest to their schooling. Nobody's row in the arrays matters.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Channel, TieKind
from sim.jit import kernel
from sim.jobs import counted_schooling, take_job
from sim.processes.employers import trust_in_newcomer
from sim.processes.interpreting import understood
from sim.reach import BY_BICYCLE, BY_CAR, WITHOUT_CAR
from sim.rng import Process, uniforms
from sim.state import Array
from sim.state.clock import PEOPLE
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

HIRING = Process.HIRING.value
OPEN, EMPLOYER = Channel.OPEN.value, Channel.EMPLOYER.value
SERVICE, CONTACT = Channel.SERVICE.value, Channel.CONTACT.value
HOUSEHOLD, KIN = TieKind.HOUSEHOLD.value, TieKind.KIN.value
WORK_FIRST = 0
"""Position of ``rivals.work_and_integration`` in :mod:`sim.rules`."""
SKILLS = 3
FORMAL_BLOCK, CONTACT_BLOCK = 1, 32
"""First blocks of draws of formal tries (one a try) and of contacts (one for two tries)."""


@addressable
class Applications(NamedTuple):
    """By job (j), the first suitable applicant of the month."""

    arrival: Array  # float64 (j,) [0-1]: when in the month; infinite for none
    applicant: Array  # int64 (j,): row of the person, or NOBODY
    how: Array  # int64 (j,): codes.Channel
    through: Array  # int64 (j,): row of the contact, or NOBODY


goes_by_address(Applications)


def no_applications(jobs: int) -> Applications:
    """Where the month begins, for so many jobs."""
    nobody = np.full(jobs, NOBODY, np.int64)
    return Applications(np.full(jobs, np.inf), nobody, np.zeros(jobs, np.int64), nobody.copy())


@kernel
def suitability(rules: Any, surplus: int, kind: int, language: float, niche: bool) -> float:
    """Chance that an applicant is found suitable for a vacancy, before what employers think of newcomers.

    ``work.accept`` times factors for ``surplus``, the schooling that counts here less the post's (below it
    employers hesitate, above it people do), for shortage in this ``kind`` of post (sector and skill), and for
    ``language`` [0-1] (logistic about what the kind needs, against a fluent applicant; a ``niche`` needs less).
    """
    work = rules.work
    chance = work.accept * np.float64(work.shortage[kind])
    if surplus > 0:
        if not work.overqualification:
            return 0.0
        for _ in range(surplus):
            chance *= work.over_one
    elif surplus == -1:
        chance *= work.under_one
    elif surplus < -1:
        chance *= work.under_two
    if work.language:
        needed = np.float64(work.language_needed[kind])
        if niche:
            needed *= work.niche_language
        fluent = 1.0 + math.exp((needed - 1.0) / work.language_width)
        chance *= fluent / (1.0 + math.exp((needed - language) / work.language_width))
    return chance


@kernel
def chance_of(state: Any, rules: Any, person: int, job: int, niche: bool) -> float:
    """Chance that ``person`` is found suitable for ``job``, with a mentor's help if there is any."""
    employer, skill = int(state.jobs.employer[job]), int(state.jobs.skill[job])
    surplus = int(counted_schooling(state, rules, person)) - skill
    kind = int(state.employers.sector[employer]) * SKILLS + skill
    chance = suitability(rules, surplus, kind, np.float64(state.minds.language[person]), niche)
    if state.people.newcomer[person] == 1:
        chance *= trust_in_newcomer(state, rules, person, employer)
    return min(chance * (1.0 + np.float64(state.civic.job_help[person])), rules.work.most_suitable)


@kernel
def held_skill(state: Any, person: int) -> int:
    """The schooling that somebody's post asks for; NOBODY without one."""
    job = int(state.work.job[person])
    return NOBODY if job == NOBODY else int(state.jobs.skill[job])


@kernel
def wants(schooling: int, held: int, offered: int) -> bool:
    """Those in work (``held`` of :func:`held_skill`) want a post asking for more than theirs when
    over-qualified, and no less otherwise."""
    if held == NOBODY:
        return True
    return offered > held if schooling > held else offered >= held


@kernel
def drives(state: Any, person: int) -> int:
    """Which tables of :mod:`sim.reach` say how far somebody looks: who gets a lift to work looks as far as who
    has a car, who was given a bicycle farther than others without."""
    if state.people.car[person] == 1 or state.civic.lift[person] == 1:
        return BY_CAR
    return BY_BICYCLE if state.civic.bicycle[person] == 1 else WITHOUT_CAR


@kernel
def rides_along(state: Any, rules: Any, contact: int, home: int) -> bool:
    """Whether a contact who lives in the place ``home`` and drives takes one along to where they work."""
    people = state.people
    return rules.driving.carpools and people.car[contact] == 1 and people.place[contact] == home


@kernel
def suitable_at(chance: float, u: float) -> float:
    """When in the month [0-1] an application made with the draw ``u`` is the one to take; infinite when
    the applicant is not suitable, which has the ``chance`` of being so."""
    if u >= chance:
        return np.inf
    return math.log(1.0 - u) / math.log(1.0 - chance) if chance < 1.0 else 0.0


@kernel
def apply_for(job: int, person: int, channel: int, via: int, when: float, applications: Any) -> None:
    """An application (``when`` of :func:`suitable_at`); the first suitable applicant of a post is kept."""
    if when < applications.arrival[job]:
        applications.arrival[job] = when
        applications.applicant[job] = person
        applications.how[job] = channel
        applications.through[job] = via


@kernel
def formal_channel(rules: Any, u: float, known: bool, working: bool, understood: float) -> int:
    """How a vacancy is come across, by the shares of the channels; NOBODY where the channel is closed.

    Employers ask only those they can know of: locals, and newcomers with some work here. The
    employment service serves those without work, as far as they are ``understood`` (0-1).
    """
    work = rules.work
    point = u * (work.open_share + work.employer_share + work.service_share)
    if point < work.open_share:
        return OPEN
    if point < work.open_share + work.employer_share:
        return EMPLOYER if known else NOBODY
    served = not working and point < work.open_share + work.employer_share + work.service_share * understood
    return SERVICE if served else NOBODY


@kernel
def apply_formally(state: Any, rules: Any, seekers: Any, board: Any, chances: Any, applications: Any) -> None:
    """Each of ``seekers`` (rows) looks into ``work.tries`` pigeonholes of boards within reach and applies for
    what is there; ``chances`` (3, P, P): which place's board, of :func:`seeking.chances_of_places`."""
    people, month, seed = state.people, int(state.clock.month[0]), state.clock.seed[0]
    places = chances.shape[1]
    for person in seekers:
        held = int(held_skill(state, person))
        known = people.newcomer[person] == 0 or state.work.months_worked[person] >= rules.work.asked_after
        talks = np.float64(understood(state, rules, person))
        home, car = int(people.place[person]), int(drives(state, person))
        for attempt in range(rules.work.tries):
            where, which, route, suited = uniforms(seed, HIRING, people.uid[person], month, FORMAL_BLOCK + attempt)
            channel = int(formal_channel(rules, route, known, held != NOBODY, talks))
            if channel == NOBODY:
                continue
            if where >= chances[car, home, places - 1]:
                continue  # in a place that only drivers reach
            place = 0
            while place < places - 1 and where >= chances[car, home, place]:
                place += 1
            first, last = int(board.starts[place]), int(board.starts[place + 1])
            job = int(board.pigeonholes[first + int(which * (last - first))])
            if job != NOBODY and wants(int(people.schooling[person]), held, int(state.jobs.skill[job])):
                when = suitable_at(chance_of(state, rules, person, job, False), suited)
                apply_for(job, person, channel, NOBODY, when, applications)


@kernel
def nearest_vacancy(board: Any, employer: int, level: int) -> int:
    """An employer's vacancy at ``level`` of schooling, or the nearest below; NOBODY when there is none."""
    while level >= 0:
        job = int(board.at[employer, level])
        if job != NOBODY:
            return job
        level -= 1
    return NOBODY


@kernel
def apply_through_contacts(state: Any, rules: Any, seekers: Any, board: Any, to_work: Any, applications: Any) -> None:
    """Each of ``seekers`` (rows) looks to ``work.contact_tries`` of their tie slots, drawn at random (an empty
    slot is nobody).

    A contact in work tells of a vacancy with their own employer, at the seeker's level or the nearest
    below, within reach of the seeker's home (``to_work`` (3, P, P) [minute] of
    :func:`sim.reach.minutes_to_work` is finite); weak ties tell as much as strong ones. A contact of the same
    origin opens niche jobs, those that ask for compulsory schooling only. Under the rival ``work_first`` only
    household, kin and same-origin ties tell of jobs, and only niches have a boost. Who has no car is within reach
    of what a contact from the same place drives to (:func:`rides_along`).
    """
    people, ties, jobs, holds = state.people, state.ties, state.jobs, state.work.job
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    contacts_first = rules.rivals.work_and_integration != WORK_FIRST
    slots = ties.partner.shape[1]
    for person in seekers:
        held = int(held_skill(state, person))
        schooling = int(people.schooling[person])
        level = int(counted_schooling(state, rules, person))
        home, car = int(people.place[person]), int(drives(state, person))
        which, suited, next_which, next_suited = 0.0, 0.0, 0.0, 0.0
        for attempt in range(rules.work.contact_tries):
            if attempt % 2 == 0:
                which, suited, next_which, next_suited = uniforms(
                    seed, HIRING, people.uid[person], month, CONTACT_BLOCK + attempt // 2
                )
            else:
                which, suited = next_which, next_suited
            slot = int(which * slots)
            contact = int(ties.partner[person, slot])
            if contact == NOBODY or holds[contact] == NOBODY:
                continue
            kind = int(ties.kind[person, slot])
            akin = people.origin[person] != 0 and people.origin[person] == people.origin[contact]
            if not contacts_first and kind != HOUSEHOLD and kind != KIN and not akin:
                continue
            employer = int(jobs.employer[int(holds[contact])])
            by = BY_CAR if rides_along(state, rules, contact, home) else car
            if to_work[by, home, int(state.employers.place[employer])] == np.inf:
                continue
            job = int(nearest_vacancy(board, employer, level))
            if job == NOBODY or not wants(schooling, held, int(jobs.skill[job])):
                continue
            niche = akin and jobs.skill[job] == 0
            chance = chance_of(state, rules, person, job, niche)
            if contacts_first:
                chance *= rules.work.contact_boost
            if niche:
                chance *= rules.work.niche_boost
            when = suitable_at(min(chance, rules.work.most_suitable), suited)
            apply_for(job, person, CONTACT, contact, when, applications)


@kernel
def choose(state: Any, applications: Any) -> Any:
    """By person (int64 (n,)) the job taken: most schooling asked, the first among equals; NOBODY for none."""
    skill, arrival = state.jobs.skill, applications.arrival
    choice = np.full(int(state.clock.used[0, PEOPLE]), NOBODY, np.int64)
    for job in range(arrival.shape[0]):
        person = int(applications.applicant[job])
        if person == NOBODY:
            continue
        rival = int(choice[person])
        if (
            rival == NOBODY
            or skill[job] > skill[rival]
            or (skill[job] == skill[rival] and arrival[job] < arrival[rival])
        ):
            choice[person] = job
    return choice


@kernel
def hire(state: Any, applications: Any, choice: Any) -> None:
    """Everybody starts in the job chosen (``choice`` of :func:`choose`); posts declined stay vacant until next
    month."""
    for job in range(applications.arrival.shape[0]):
        person = int(applications.applicant[job])
        if person != NOBODY and choice[person] == job:
            take_job(state, person, job, int(applications.how[job]), int(applications.through[job]))
