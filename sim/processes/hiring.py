"""Who looks for work, what they come across, whom the employer takes.

Seekers come across vacancies by formal channels (own application, being asked, the employment service)
on the boards of the places within reach, and through those they know. An applicant is suitable with a
chance that multiplies what the employer sees: schooling that counts here, language, experience, and
for newcomers the employer's willingness. Of a vacancy's suitable applicants the first to come is taken
(an exponential race, so that the more suitable win more often), and who is offered several takes the
one nearest to their schooling. Nobody's place in the arrays matters.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Channel, Sex, Status, TieKind
from sim.jit import kernel
from sim.jobs import counted_schooling, take_job
from sim.processes.careers import LN2, retirement_age
from sim.rng import Process, uniforms
from sim.town import Used

HERE = Status.HERE.value
WOMAN = Sex.WOMAN.value
HIRING = Process.HIRING.value
OPEN, EMPLOYER = Channel.OPEN.value, Channel.EMPLOYER.value
SERVICE, CONTACT = Channel.SERVICE.value, Channel.CONTACT.value
HOUSEHOLD, KIN = TieKind.HOUSEHOLD.value, TieKind.KIN.value
JOBS = Used.JOBS.value
SKILLS = 3
MOTHER_GAP = 16 * 12
CERTAIN = 0.95
"""No chance of being suitable exceeds this."""
LIFELONG, FORMAL_BLOCK, CONTACT_BLOCK = 200, 1, 32
"""Blocks of draws: a lasting one, the first of formal tries (one a try), of contacts (one for two tries)."""


@kernel
def reach_of(car: int, rules: Any) -> float:
    """The longest journey to work [minute]; none to other places where commuting is switched off."""
    if not rules.commuting:
        return 0.0
    return float(rules.reach_car) if car == 1 else float(rules.reach_no_car)


@kernel
def chances_of_places(starts: Any, rules: Any, places: Any) -> Any:
    """(2, P, P): cumulative chance, without and with a car, that somebody of a place looks at another's board.

    In proportion to its posts (pigeonholes), fading by e with each ``commute_scale`` minutes, none beyond reach.
    """
    count = places.uid.shape[0]
    cumulative = np.zeros((2, count, count))
    for car in range(2):
        reach = reach_of(car, rules)
        for home in range(count):
            total = 0.0
            for place in range(count):
                minutes = 0.0 if place == home else float(places.travel[home, place])
                if place == home or (rules.commuting and minutes <= reach):
                    total += float(starts[place + 1] - starts[place]) * math.exp(-minutes / rules.commute_scale)
                cumulative[car, home, place] = total
            for place in range(count):
                cumulative[car, home, place] /= total
    return cumulative


@kernel
def youngest_age(person: int, month: int, people: Any, households: Any) -> int:
    """Age [month] of the youngest child: of the household, by age a mother's; large when there is none."""
    household = int(people.household[person])
    youngest = 2000
    if household != NOBODY:
        for seat in range(households.members.shape[1]):
            other = int(households.members[household, seat])
            if other != NOBODY and int(people.birth[other]) - int(people.birth[person]) >= MOTHER_GAP:
                youngest = min(youngest, month - int(people.birth[other]))
    return youngest


@kernel
def search_effort(person: int, month: int, rules: Any, seed: Any, people: Any, households: Any) -> float:
    """Chance that somebody without a job looks for one this month.

    A lasting share never does. Poor health, the introduction programme, age from 58, small children
    (mothers) and, for newcomer women, the first years here lower it; each by a factor of its own.
    """
    age = month - int(people.birth[person])
    lasting, _, _, _ = uniforms(seed, HIRING, people.uid[person], 0, LIFELONG)
    if lasting < rules.inactive:
        return 0.0
    if age >= rules.retirement_from * 12.0 and age >= retirement_age(person, rules, seed, people):
        return 0.0
    effort = float(people.health[person])
    if month < int(people.introduction_end[person]):
        effort *= rules.search_in_introduction
    if age >= 58 * 12:
        effort *= rules.search_older
    if people.sex[person] == WOMAN:
        if rules.childcare and age < 50 * 12:
            child = youngest_age(person, month, people, households)
            if child < 2 * 12:
                effort *= rules.search_mother_infant
            elif child < 7 * 12:
                effort *= rules.search_mother_small
        if people.newcomer[person] == 1:
            here = max(0, month - int(people.arrival[person]))
            gap = (1.0 - rules.search_newcomer_women) * math.exp(
                -LN2 * here / rules.search_newcomer_women_half
            )
            effort *= 1.0 - gap
    return effort


@kernel
def suitability(person: int, job: int, niche: bool, rules: Any, state: Any) -> float:
    """Chance that an applicant is found suitable for a vacancy, before any boost by a contact.

    ``accept`` times factors for schooling that counts here against the post's (below it employers
    hesitate, above it people do), for language (logistic about what sector and skill need), for
    shortage, and for newcomers the employer's willingness (less under threat) and experience.
    """
    people, jobs, employers = state.people, state.jobs, state.employers
    employer = int(jobs.employer[job])
    skill = int(jobs.skill[job])
    kind = int(employers.sector[employer]) * SKILLS + skill
    surplus = int(counted_schooling(person, people, rules.unrecognised_steps)) - skill
    chance = float(rules.accept) * float(rules.shortage[kind])
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
        needed = float(rules.language_needed[kind])
        if niche:
            needed *= rules.niche_language
        language = float(state.minds.language[person])
        # against a fluent applicant, so that locals are not measured
        fluent = 1.0 + math.exp((needed - 1.0) / rules.language_width)
        chance *= fluent / (1.0 + math.exp((needed - language) / rules.language_width))
    if people.newcomer[person] == 1:
        threat = float(state.places.threat[int(employers.place[employer])])
        chance *= float(employers.willingness[employer]) * (1.0 - rules.threat_weight * threat)
        experience = min(1.0, int(state.work.months_worked[person]) / rules.experience_months)
        chance *= rules.inexperience + (1.0 - rules.inexperience) * experience
    return min(chance, CERTAIN)


@kernel
def wants(person: int, job: int, state: Any) -> bool:
    """Those in work want a post asking for more than theirs when over-qualified, and no less otherwise."""
    held = int(state.work.job[person])
    if held == NOBODY:
        return True
    now = int(state.jobs.skill[held])
    offered = int(state.jobs.skill[job])
    return offered > now if int(state.people.schooling[person]) > now else offered >= now


@kernel
def apply_for(person: int, job: int, channel: int, via: int, chance: float, u: float, arrival: Any,
              applicant: Any, how: Any, through: Any) -> None:
    """An application: suitable when ``u < chance``; the first suitable applicant of a post is kept."""
    if u >= chance:
        return
    when = math.log(1.0 - u) / math.log(1.0 - chance)
    if when < arrival[job]:
        arrival[job] = when
        applicant[job] = person
        how[job] = channel
        through[job] = via


@kernel
def formal_channel(person: int, u: float, rules: Any, state: Any) -> int:
    """How a vacancy is come across, by the shares of the channels; NOBODY where the channel is closed.

    Employers ask only those they can know of: locals, and newcomers with some work here. The
    employment service serves those without work.
    """
    point = u * (rules.open_share + rules.employer_share + rules.service_share)
    if point < rules.open_share:
        return OPEN
    if point < rules.open_share + rules.employer_share:
        known = state.people.newcomer[person] == 0 or state.work.months_worked[person] >= rules.asked_after
        return EMPLOYER if known else NOBODY
    return SERVICE if state.work.job[person] == NOBODY else NOBODY


@kernel
def lead(person: int, slot: int, contacts_first: bool, at: Any, rules: Any, state: Any) -> Any:
    """The vacancy somebody hears of through the tie in ``slot``: ``(job or NOBODY, contact, niche)``.

    A contact in work tells of a vacancy with their own employer, at the seeker's level or the nearest
    below, within reach of the seeker's home. A tie of the same origin opens niche jobs: posts that ask for
    compulsory schooling only.
    """
    people, work, jobs = state.people, state.work, state.jobs
    contact = int(state.ties.partner[person, slot])
    if contact == NOBODY or work.job[contact] == NOBODY:
        return NOBODY, NOBODY, False
    kind = int(state.ties.kind[person, slot])
    akin = people.origin[person] != 0 and people.origin[person] == people.origin[contact]
    if not contacts_first and kind != HOUSEHOLD and kind != KIN and not akin:
        return NOBODY, NOBODY, False
    employer = int(jobs.employer[int(work.job[contact])])
    home, there = int(people.place[person]), int(state.employers.place[employer])
    if there != home and float(state.places.travel[home, there]) > reach_of(int(people.car[person]), rules):
        return NOBODY, NOBODY, False
    level = int(counted_schooling(person, people, rules.unrecognised_steps))
    while level >= 0:
        job = int(at[employer, level])
        if job != NOBODY:
            return job, contact, akin and jobs.skill[job] == 0
        level -= 1
    return NOBODY, NOBODY, False


@kernel
def search(month: int, rules: Any, contacts_first: bool, used: Any, seed: Any, starts: Any,
           pigeonholes: Any, at: Any, cumulative: Any, state: Any, arrival: Any, applicant: Any,
           how: Any, through: Any) -> None:
    """A month of looking for work.

    Those without a job look with :func:`search_effort`, those in work with ``better_job`` when
    over-qualified or else ``change_job``. Each looks at ``tries`` pigeonholes of boards, and at
    ``contact_tries`` of their tie slots drawn at random (an empty slot is nobody). What is suitable is entered
    in ``arrival`` [0-1], ``applicant``, ``how`` (codes.Channel) and ``through`` by job.
    """
    people, work, jobs = state.people, state.work, state.jobs
    places = cumulative.shape[1]
    slots = state.ties.partner.shape[1]
    youngest, oldest = rules.age_from * 12.0, rules.retirement_to * 12.0
    restless = max(rules.better_job, rules.change_job)
    for person in range(int(used[0])):
        if people.status[person] != HERE or work.studying[person] == 1:
            continue
        age = month - int(people.birth[person])
        if age < youngest or age >= oldest:
            continue
        u, _, _, _ = uniforms(seed, HIRING, people.uid[person], month, 0)
        held = int(work.job[person])
        if held != NOBODY:
            if u >= restless:
                continue
            over = people.schooling[person] > jobs.skill[held]
            if u >= (rules.better_job if over else rules.change_job):
                continue
        elif u >= search_effort(person, month, rules, seed, people, state.households):
            continue
        home, car = int(people.place[person]), int(people.car[person])
        for number in range(rules.tries):
            where, which, route, luck = uniforms(
                seed, HIRING, people.uid[person], month, FORMAL_BLOCK + number
            )
            channel = int(formal_channel(person, route, rules, state))
            if channel == NOBODY:
                continue
            place = 0
            while place < places - 1 and where >= cumulative[car, home, place]:
                place += 1
            job = int(pigeonholes[int(starts[place]) + int(which * int(starts[place + 1] - starts[place]))])
            if job != NOBODY and wants(person, job, state):
                chance = suitability(person, job, False, rules, state)
                apply_for(person, job, channel, NOBODY, chance, luck, arrival, applicant, how, through)
        if not rules.contacts:
            continue
        slot_1, luck_1, slot_2, luck_2 = 0.0, 0.0, 0.0, 0.0
        for number in range(rules.contact_tries):
            if number % 2 == 0:
                slot_1, luck_1, slot_2, luck_2 = uniforms(
                    seed, HIRING, people.uid[person], month, CONTACT_BLOCK + number // 2
                )
            else:
                slot_1, luck_1 = slot_2, luck_2
            job, contact, niche = lead(person, int(slot_1 * slots), contacts_first, at, rules, state)
            if job != NOBODY and wants(person, job, state):
                chance = suitability(person, job, niche, rules, state)
                if contacts_first:
                    chance *= rules.contact_boost
                if niche:
                    chance *= rules.niche_boost
                apply_for(person, job, CONTACT, contact, min(chance, CERTAIN), luck_1, arrival, applicant,
                          how, through)


@kernel
def hire(month: int, used: Any, state: Any, arrival: Any, applicant: Any, how: Any, through: Any) -> None:
    """Everybody with offers takes the post that asks for most schooling, the first to come among equals.

    Posts declined stay vacant until next month.
    """
    people, jobs = state.people, state.jobs
    choice = np.full(int(used[0]), NOBODY, np.int64)
    for job in range(arrival.shape[0]):
        person = int(applicant[job])
        if person == NOBODY:
            continue
        rival = int(choice[person])
        if rival == NOBODY or jobs.skill[job] > jobs.skill[rival] or (
            jobs.skill[job] == jobs.skill[rival] and arrival[job] < arrival[rival]
        ):
            choice[person] = job
    for job in range(arrival.shape[0]):
        person = int(applicant[job])
        if person != NOBODY and choice[person] == job:
            take_job(person, job, int(how[job]), int(through[job]), month, people, state.work,
                     state.memberships, state.foci, state.ties, jobs, state.employers, state.places)
