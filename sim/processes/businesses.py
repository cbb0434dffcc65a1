"""Businesses of one's own: people found employers, with one post that they hold, and close them (in step 11).

Founding is a hazard with modifiers: money, customers, language and years here (``businesses``), and what programmes
carry. A founder's post is nobody else's to close. A business closes by its own hazard, or when its owner no longer
works there; its other posts come and go as those of any employer, and whom it hires it hires through those it knows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, MAN, NOBODY, Channel, EmployerKind, Flow, Permit
from sim.jit import kernel
from sim.jobs import counted_schooling, take_job
from sim.processes.careers import end_jobs
from sim.processes.posts import close_post, open_team
from sim.rng import AHEAD, ROOM_AHEAD, Process, derived_uid, pick, uniforms, uniforms_ahead
from sim.state.clock import EMPLOYERS, JOBS
from sim.threads import marked_rows
from sim.town import Town, Used

WAITING = Permit.WAITING.value
DRAWS = Process.BUSINESSES.value
OPENED, FOUNDED, CLOSED = Flow.POSTS_OPENED.value, Flow.BUSINESSES_FOUNDED.value, Flow.BUSINESSES_CLOSED.value
BY_ONESELF, FAMILY = Channel.SELF.value, EmployerKind.FAMILY.value
BUSINESS_UID = 0xB051


@kernel
def owns_workplace(state: Any, person: int) -> bool:
    """Whether somebody works in a business of their own."""
    job = int(state.work.job[person])
    return job != NOBODY and state.employers.owner[int(state.jobs.employer[job])] == person


@kernel
def founding_chance(state: Any, rules: Any, person: int) -> float:
    """Chance to found a business this month."""
    people, own, newcomer = state.people, rules.businesses, int(state.people.newcomer[person])
    worked, friends = int(state.work.months_worked[person]), int(state.contacts.friends[person])
    chance = np.float64(own.start[2 * newcomer + (1 if people.sex[person] == MAN else 0)]) / 12.0
    chance *= worked / (worked + own.months_half) * (friends / (friends + own.friends_half))
    chance *= 1.0 + np.float64(state.civic.business[person])
    if state.work.job[person] == NOBODY:
        chance *= own.push
    if newcomer == 1:
        years = max(0, int(state.clock.month[0]) - int(people.arrival[person])) / 12.0
        chance *= own.without_language + (1.0 - own.without_language) * np.float64(state.minds.language[person])
        chance *= years / (years + own.years_half) if years > 0.0 else 0.0
    return chance


@kernel
def who_founds(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those who found a business this month. Nobody does who studies, is placed
    with an employer, waits for a decision, or has one."""
    people, work, own = state.people, state.work, rules.businesses
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    ahead = np.empty(ROOM_AHEAD)
    for i in range(start, stop):
        at = (i - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, DRAWS, people.uid, i, stop, month, ahead)
        age = month - int(people.birth[i])
        if people.status[i] != HERE or age < own.age_from * 12.0 or age >= own.age_to * 12.0:
            continue
        if work.studying[i] == 1 or work.placed[i] == 1 or people.permit[i] == WAITING:
            continue
        marks[i] = ahead[at] < founding_chance(state, rules, i) and not owns_workplace(state, i)


@kernel
def found(state: Any, rules: Any, founders: Any) -> None:
    """A business for each of ``founders`` (rows), in their place, with a post that asks for what their schooling counts
    for, which they take."""
    employers, jobs, used, own = state.employers, state.jobs, state.clock.used, rules.businesses
    month, seed, flows = int(state.clock.month[0]), state.clock.seed[0], state.places.flows
    for person in founders:
        uid, place = state.people.uid[person], int(state.people.place[person])
        employer, job = int(used[0, EMPLOYERS]), int(used[0, JOBS])
        used[0, EMPLOYERS], used[0, JOBS] = employer + 1, job + 1
        u, _, _, _ = uniforms(seed, DRAWS, uid, month, 1)
        employers.uid[employer] = derived_uid(uid, BUSINESS_UID, month)
        employers.place[employer], employers.sector[employer] = place, pick(own.sectors, u)
        employers.owner[employer], employers.kind[employer] = person, FAMILY
        employers.willingness[employer] = own.willing[int(state.people.newcomer[person])]
        jobs.employer[job], jobs.skill[job] = employer, counted_schooling(state, rules, person)
        jobs.open[job], jobs.vacant_since[job] = 1, month
        open_team(state, rules, job)
        flows[place, OPENED] += 1
        flows[place, FOUNDED] += 1
        take_job(state, person, job, BY_ONESELF, NOBODY)


@kernel
def close(state: Any, rules: Any) -> Any:
    """Businesses close, with all their posts. Returns who held one (rows) and, for each, whether against their will
    (int64 both): all but the owners."""
    employers, jobs, own, used = state.employers, state.jobs, rules.businesses, state.clock.used
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    many, holders = int(used[0, JOBS]), np.empty(int(used[0, JOBS]), np.int64)
    closes = np.zeros(int(used[0, EMPLOYERS]), np.bool_)
    counted = np.zeros(closes.shape[0], np.bool_)
    for employer in range(closes.shape[0]):
        owner = int(employers.owner[employer])
        if owner != NOBODY:
            u, _, _, _ = uniforms(seed, DRAWS, employers.uid[employer], month, 0)
            hazard = own.close / 12.0
            if month - int(state.work.since[owner]) < own.young_months:
                hazard *= own.close_young
            if state.people.newcomer[owner] == 1:
                hazard *= own.close_newcomers
            job = int(state.work.job[owner])
            closes[employer] = u < hazard or job == NOBODY or jobs.employer[job] != employer
    gone = 0
    for job in range(many):
        employer = int(jobs.employer[job])
        if closes[employer] and jobs.open[job] == 1:
            gone = close_post(state, job, holders, gone)
            if not counted[employer]:
                state.places.flows[int(employers.place[employer]), CLOSED] += 1
                counted[employer] = True
    losing = np.empty(gone, np.int64)
    for number in range(gone):
        employer = int(jobs.employer[int(state.work.job[int(holders[number])])])
        losing[number] = 0 if employers.owner[employer] == holders[number] else 1
    return holders[:gone], losing


def step(town: Town) -> None:
    """A month of businesses: some close, some are founded."""
    holders, losing = close(town.state, town.rules)
    end_jobs(town.state, holders, losing)
    founders = marked_rows(who_founds, int(town.used[Used.PEOPLE]), town.threads, town.state, town.rules)
    for what in (Used.EMPLOYERS, Used.JOBS, Used.FOCI):
        town.ensure_room(what, len(founders))
    town.ensure_room(Used.SEATS, len(founders) * 2 * max(4, town.rules.work.team_seats))
    found(town.state, town.rules, founders)
