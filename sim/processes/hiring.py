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
from sim.rng import Process, uniforms
from sim.state import Array

HIRING = Process.HIRING.value
OPEN, EMPLOYER = Channel.OPEN.value, Channel.EMPLOYER.value
SERVICE, CONTACT = Channel.SERVICE.value, Channel.CONTACT.value
HOUSEHOLD, KIN = TieKind.HOUSEHOLD.value, TieKind.KIN.value
SKILLS = 3
FORMAL_BLOCK, CONTACT_BLOCK = 1, 32
"""First blocks of draws of formal tries (one a try) and of contacts (one for two tries)."""


class Offers(NamedTuple):
    """By job, the first suitable applicant of the month."""

    arrival: Array  # float64 [0-1]: when in the month; infinite for none
    applicant: Array  # int64: row of the person, or NOBODY
    how: Array  # int64, codes.Channel
    through: Array  # int64: the contact, or NOBODY


@kernel
def suitability(surplus: int, kind: int, language: float, niche: bool, rules: Any) -> float:
    """Chance that an applicant is found suitable for a vacancy, before what employers think of newcomers.

    ``accept`` times factors for ``surplus``, the schooling that counts here less the post's (below it
    employers hesitate, above it people do), for shortage in this ``kind`` of post (sector and skill),
    and for language (logistic about what the kind needs, against a fluent applicant).
    """
    chance = rules.accept * np.float64(rules.shortage[kind])
    if surplus > 0:
        if not rules.overqualification:
            return 0.0
        for _ in range(surplus):
            chance *= rules.over_one
    elif surplus == -1:
        chance *= rules.under_one
    elif surplus < -1:
        chance *= rules.under_two
    if rules.language:
        needed = np.float64(rules.language_needed[kind])
        if niche:
            needed *= rules.niche_language
        fluent = 1.0 + math.exp((needed - 1.0) / rules.language_width)
        chance *= fluent / (1.0 + math.exp((needed - language) / rules.language_width))
    return chance


@kernel
def trust_in_newcomer(willingness: float, threat: float, months_worked: int, rules: Any) -> float:
    """What an employer leaves of a newcomer's chance: willingness, less under threat, and experience here."""
    experience = min(1.0, months_worked / rules.experience_months)
    return (
        willingness
        * (1.0 - rules.threat_weight * threat)
        * (rules.inexperience + (1.0 - rules.inexperience) * experience)
    )


@kernel
def chance_of(
    person: int,
    job: int,
    niche: bool,
    rules: Any,
    people: Any,
    language: Any,
    job_help: Any,
    months_worked: Any,
    threat: Any,
    jobs: Any,
    employers: Any,
) -> float:
    """Chance that ``person`` is found suitable for ``job``, with a mentor's help if there is any."""
    employer = int(jobs.employer[job])
    skill = int(jobs.skill[job])
    surplus = int(counted_schooling(person, people, rules.unrecognised_steps)) - skill
    kind = int(employers.sector[employer]) * SKILLS + skill
    chance = suitability(surplus, kind, np.float64(language[person]), niche, rules)
    if people.newcomer[person] == 1:
        chance *= trust_in_newcomer(
            np.float64(employers.willingness[employer]),
            np.float64(threat[int(employers.place[employer])]),
            int(months_worked[person]),
            rules,
        )
    return min(chance * (1.0 + np.float64(job_help[person])), rules.most_suitable)


@kernel
def wants(schooling: int, held: int, offered: int) -> bool:
    """Those in work (``held`` is the skill of their post, NOBODY without one) want a post asking for more
    than theirs when over-qualified, and no less otherwise."""
    if held == NOBODY:
        return True
    return offered > held if schooling > held else offered >= held


@kernel
def apply_for(person: int, job: int, channel: int, via: int, chance: float, u: float, offers: Any) -> None:
    """An application: suitable when ``u < chance``; the first suitable applicant of a post is kept."""
    if u >= chance:
        return
    when = math.log(1.0 - u) / math.log(1.0 - chance)
    if when < offers.arrival[job]:
        offers.arrival[job] = when
        offers.applicant[job] = person
        offers.how[job] = channel
        offers.through[job] = via


@kernel
def formal_channel(u: float, known: bool, working: bool, rules: Any) -> int:
    """How a vacancy is come across, by the shares of the channels; NOBODY where the channel is closed.

    Employers ask only those they can know of: locals, and newcomers with some work here. The
    employment service serves those without work.
    """
    point = u * (rules.open_share + rules.employer_share + rules.service_share)
    if point < rules.open_share:
        return OPEN
    if point < rules.open_share + rules.employer_share:
        return EMPLOYER if known else NOBODY
    return NOBODY if working else SERVICE


@kernel
def apply_formally(
    seekers: Any,
    month: int,
    rules: Any,
    seed: Any,
    board: Any,
    cumulative: Any,
    people: Any,
    language: Any,
    job_help: Any,
    work: Any,
    threat: Any,
    jobs: Any,
    employers: Any,
    offers: Any,
) -> None:
    """Each seeker looks into ``tries`` pigeonholes of boards within reach and applies for what is there."""
    places = cumulative.shape[1]
    for number in range(seekers.shape[0]):
        person = int(seekers[number])
        held = int(work.job[person])
        skill_held = NOBODY if held == NOBODY else int(jobs.skill[held])
        known = people.newcomer[person] == 0 or work.months_worked[person] >= rules.asked_after
        home, car = int(people.place[person]), int(people.car[person])
        for attempt in range(rules.tries):
            where, which, route, luck = uniforms(seed, HIRING, people.uid[person], month, FORMAL_BLOCK + attempt)
            channel = int(formal_channel(route, known, held != NOBODY, rules))
            if channel == NOBODY:
                continue
            place = 0
            while place < places - 1 and where >= cumulative[car, home, place]:
                place += 1
            first, last = int(board.starts[place]), int(board.starts[place + 1])
            job = int(board.pigeonholes[first + int(which * (last - first))])
            if job != NOBODY and wants(int(people.schooling[person]), skill_held, int(jobs.skill[job])):
                chance = chance_of(
                    person, job, False, rules, people, language, job_help, work.months_worked, threat, jobs, employers
                )
                apply_for(person, job, channel, NOBODY, chance, luck, offers)


@kernel
def nearest_vacancy(employer: int, level: int, at: Any) -> int:
    """An employer's vacancy at ``level`` of schooling, or the nearest below; NOBODY when there is none."""
    while level >= 0:
        job = int(at[employer, level])
        if job != NOBODY:
            return job
        level -= 1
    return NOBODY


@kernel
def apply_through_contacts(
    seekers: Any,
    month: int,
    rules: Any,
    contacts_first: bool,
    seed: Any,
    board: Any,
    to_work: Any,
    people: Any,
    language: Any,
    job_help: Any,
    work: Any,
    threat: Any,
    partner: Any,
    tie_kind: Any,
    jobs: Any,
    employers: Any,
    offers: Any,
) -> None:
    """Each seeker looks to ``contact_tries`` of their tie slots, drawn at random (an empty slot is nobody).

    A contact in work tells of a vacancy with their own employer, at the seeker's level or the nearest
    below, within reach of the seeker's home (``to_work`` of :func:`sim.reach.minutes_to_work` is finite);
    weak ties tell as much as strong ones. A contact of the same origin opens niche jobs, those that ask for compulsory
    schooling only. Without ``contacts_first`` only household, kin and same-origin ties tell of jobs,
    and only niches have a boost.
    """
    slots = partner.shape[1]
    for number in range(seekers.shape[0]):
        person = int(seekers[number])
        held = int(work.job[person])
        skill_held = NOBODY if held == NOBODY else int(jobs.skill[held])
        schooling = int(people.schooling[person])
        level = int(counted_schooling(person, people, rules.unrecognised_steps))
        home = int(people.place[person])
        which, luck, next_which, next_luck = 0.0, 0.0, 0.0, 0.0
        for attempt in range(rules.contact_tries):
            if attempt % 2 == 0:
                which, luck, next_which, next_luck = uniforms(
                    seed, HIRING, people.uid[person], month, CONTACT_BLOCK + attempt // 2
                )
            else:
                which, luck = next_which, next_luck
            slot = int(which * slots)
            contact = int(partner[person, slot])
            if contact == NOBODY or work.job[contact] == NOBODY:
                continue
            kind = int(tie_kind[person, slot])
            akin = people.origin[person] != 0 and people.origin[person] == people.origin[contact]
            if not contacts_first and kind != HOUSEHOLD and kind != KIN and not akin:
                continue
            employer = int(jobs.employer[int(work.job[contact])])
            there = int(employers.place[employer])
            if to_work[int(people.car[person]), home, there] == np.inf:
                continue
            job = int(nearest_vacancy(employer, level, board.at))
            if job == NOBODY or not wants(schooling, skill_held, int(jobs.skill[job])):
                continue
            niche = akin and jobs.skill[job] == 0
            chance = chance_of(
                person, job, niche, rules, people, language, job_help, work.months_worked, threat, jobs, employers
            )
            if contacts_first:
                chance *= rules.contact_boost
            if niche:
                chance *= rules.niche_boost
            apply_for(person, job, CONTACT, contact, min(chance, rules.most_suitable), luck, offers)


@kernel
def choose(count: int, offers: Any, skill: Any) -> Any:
    """By person (the first ``count``) the job taken: most schooling asked, the first among equals."""
    choice = np.full(count, NOBODY, np.int64)
    for job in range(offers.arrival.shape[0]):
        person = int(offers.applicant[job])
        if person == NOBODY:
            continue
        rival = int(choice[person])
        if (
            rival == NOBODY
            or skill[job] > skill[rival]
            or (skill[job] == skill[rival] and offers.arrival[job] < offers.arrival[rival])
        ):
            choice[person] = job
    return choice


@kernel
def hire(
    month: int,
    choice: Any,
    offers: Any,
    people: Any,
    work: Any,
    memberships: Any,
    foci: Any,
    ties: Any,
    jobs: Any,
    employers: Any,
    places: Any,
) -> None:
    """Everybody starts in the job chosen; posts declined stay vacant until next month."""
    for job in range(offers.arrival.shape[0]):
        person = int(offers.applicant[job])
        if person != NOBODY and choice[person] == job:
            take_job(
                person,
                job,
                int(offers.how[job]),
                int(offers.through[job]),
                month,
                people,
                work,
                memberships,
                foci,
                ties,
                jobs,
                employers,
                places,
            )
