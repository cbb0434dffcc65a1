"""Placements (``form: placement``): an employer takes somebody in for some months, without pay or in a subsidised post.

An employer near enough, of the size and kind asked for, with room (one placement for so many posts, a free seat in a
team with a colleague to supervise) and willing, hosts. Without pay the person has a seat in the team, and no post. A
subsidised post is there for its holder alone: it comes with the person and goes with them, no vacancy, and other posts
of its sector and place are wanted less for it (``placements.displaces``). At the end the employer may keep the person,
in a vacant post or, more seldom, in one more.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import LONG_AGO, NOBODY, Channel, EmployerKind, Enrolment, Flow, FocusSlot, TieKind
from sim.foci import enter, quit_focus
from sim.jit import kernel
from sim.jobs import counted_schooling, free_job, is_vacant, take_job
from sim.processes.hiring import drives
from sim.processes.mentors import choose_mentor
from sim.processes.offers import ANY_KIND, PLACEMENT_FORM, WORKPLACE, Offers
from sim.processes.work import ways_to_work
from sim.rng import Process, pair_key, pair_word, uniforms
from sim.state import Array, Used
from sim.state.clock import JOBS
from sim.state.columns import addressable
from sim.state_abi import goes_by_address
from sim.town import Town

TEAM, WORK_KIND, MUNICIPAL = FocusSlot.WORK.value, TieKind.WORK.value, EmployerKind.MUNICIPAL.value
DONE = Enrolment.DONE.value
PLACED, KEPT, OPENED = Flow.PLACED.value, Flow.KEPT.value, Flow.POSTS_OPENED.value
BY_PLACEMENT, DRAWS = Channel.PLACEMENT.value, Process.PLACEMENTS.value
WORD = 2.0**-32


@addressable
class Hosts(NamedTuple):
    """Employers of the month, as those who may host. e employers, t work teams, P places."""

    posts: Array  # int64 (e,): open posts, subsidised ones apart
    placed: Array  # int64 (e,): people placed there, counted on
    starts: Array  # int64 (e + 1,): where the teams of each begin
    teams: Array  # int64 (t,): rows of foci
    to_work: Array  # float64 (3, P, P) [minute]: work.ways_to_work


goes_by_address(Hosts)
NONE = np.zeros(0, np.int64)
NO_HOSTS = Hosts(NONE, NONE, NONE, NONE, np.zeros((2, 0, 0)))
"""Of a month in which no programme places anybody."""


def hosts_of(town: Town, offers: Offers) -> Hosts:
    """Employers as they stand; with room for the posts that placements may open this month. Nobody hosts where no
    programme places anybody."""
    state, count = town.state, int(town.used[Used.EMPLOYERS])
    if not (offers.form == PLACEMENT_FORM).any():
        return NO_HOSTS
    enrolments = state.enrolments
    used = int(town.used[Used.ENROLMENTS])
    under_way = (enrolments.state[:used] != DONE) & (offers.form[enrolments.programme[:used]] == PLACEMENT_FORM)
    town.ensure_room(Used.JOBS, int(under_way.sum()))
    state, jobs = town.state, int(town.used[Used.JOBS])
    counted = (state.jobs.open[:jobs] == 1) & (state.jobs.subsidised[:jobs] == 0)
    posts = np.bincount(state.jobs.employer[:jobs][counted], minlength=count)
    at = enrolments.host[:used][under_way]
    placed = np.bincount(at[at != NOBODY], minlength=count)
    foci, owner = np.flatnonzero(state.foci.kind[: int(town.used[Used.FOCI])] == WORK_KIND), state.foci.owner
    foci = foci[(owner[foci] != NOBODY) & (state.foci.cohort[foci] == LONG_AGO)]
    teams = foci[np.argsort(owner[foci], kind="stable")]
    starts = np.searchsorted(owner[teams], np.arange(count + 1))
    return Hosts(posts, placed, starts, teams, town.kept(ways_to_work))


@kernel
def could_host(state: Any, rules: Any, offers: Any, hosts: Any, programme: int, person: int, employer: int) -> bool:
    """Whether an employer is of the kind, sector and size asked for, has room, and is near enough to the home."""
    kind, posts = int(offers.host_kind[programme]), int(hosts.posts[employer])
    if kind != ANY_KIND and (kind == MUNICIPAL) != (state.employers.kind[employer] == MUNICIPAL):
        return False
    if not offers.host_sectors[programme, int(state.employers.sector[employer])]:
        return False
    if posts < offers.host_size[programme, 0] or posts > offers.host_size[programme, 1]:
        return False
    if (hosts.placed[employer] + 1) * rules.placements.posts_for_one > posts:
        return False
    way, home = int(drives(state, person)), int(state.people.place[person])
    return bool(hosts.to_work[way, home, int(state.employers.place[employer])] < np.inf)


@kernel
def willing(state: Any, rules: Any, offers: Any, programme: int, employer: int) -> float:
    """Chance that an employer who is asked takes somebody in: willingness to hire newcomers, of municipal ones
    ``placements.municipal_willing``, times what the programme offers (``offers.host_pull``)."""
    base = np.float64(state.employers.willingness[employer])
    if state.employers.kind[employer] == MUNICIPAL:
        base = rules.placements.municipal_willing
    return min(1.0, base * offers.host_pull[programme])


@kernel
def supervised_team(state: Any, rules: Any, hosts: Any, row: int, employer: int, keys: Any, quality: Any) -> int:
    """A team of the employer with a free seat and a colleague who supervises (noted as mentor of the enrolment), or
    NOBODY."""
    foci = state.foci
    for at in range(hosts.starts[employer], hosts.starts[employer + 1]):
        team = int(hosts.teams[at])
        if foci.count[team] >= foci.capacity[team]:
            continue
        start = int(foci.start[team])
        colleagues = foci.roster[start : start + int(foci.capacity[team])]
        mentor = int(choose_mentor(state, rules, row, WORKPLACE, keys, 0.0, colleagues, quality))
        if mentor != NOBODY:
            state.enrolments.mentors[row, 0] = mentor
            return team
    return NOBODY


@kernel
def new_post(state: Any, employer: int, team: int, subsidised: int) -> int:
    """Open a post that asks for no schooling; returns its row."""
    jobs, used = state.jobs, state.clock.used
    job = int(used[0, JOBS])
    used[0, JOBS] = job + 1
    jobs.employer[job], jobs.focus[job] = employer, team
    jobs.skill[job], jobs.open[job], jobs.subsidised[job] = 0, 1, subsidised
    jobs.vacant_since[job] = state.clock.month[0]
    state.places.flows[int(state.employers.place[employer]), OPENED] += 1
    return job


@kernel
def take_in(state: Any, rules: Any, offers: Any, hosts: Any, row: int, keys: Any, quality: Any) -> bool:
    """Find somebody who waits a host; False where there is none this month. Of those who could host about
    ``placements.asked`` are asked a month, drawn by the pair; the most willing for its draw hosts. Who has found work
    waits no longer."""
    enrolments, people = state.enrolments, state.people
    person, programme = int(enrolments.person[row]), int(enrolments.programme[row])
    if state.work.job[person] != NOBODY:
        enrolments.state[row] = DONE
        enrolments.ends[row] = state.clock.month[0]
        return False
    if state.memberships.focus[person, TEAM] != NOBODY:
        return False  # at school, or placed by another programme
    suitable = 0
    for employer in range(hosts.posts.shape[0]):
        if could_host(state, rules, offers, hosts, programme, person, employer):
            suitable += 1
    key = pair_key(state.clock.seed[0], DRAWS, int(state.clock.month[0]))
    host, least = NOBODY, 1.0
    for employer in range(hosts.posts.shape[0] if suitable > 0 else 0):
        if could_host(state, rules, offers, hosts, programme, person, employer):
            u = (np.float64(pair_word(key, people.uid[person], state.employers.uid[employer])) + 0.5) * WORD
            chance = willing(state, rules, offers, programme, employer) * min(1.0, rules.placements.asked / suitable)
            if u < chance * least:
                host, least = employer, u / chance
    team = NOBODY if host == NOBODY else int(supervised_team(state, rules, hosts, row, host, keys, quality))
    if team == NOBODY:
        return False
    enrolments.host[row] = host
    hosts.placed[host] += 1
    state.civic.matched[int(enrolments.mentors[row, 0])] += 1
    state.places.flows[int(people.place[person]), PLACED] += 1
    if offers.host_pays[programme] == 1:
        return bool(take_job(state, person, new_post(state, host, team, 1), BY_PLACEMENT, NOBODY))
    state.work.placed[person] = 1
    return bool(enter(state, person, TEAM, team))


@kernel
def is_with_host(state: Any, row: int) -> bool:
    """Whether somebody placed still has the seat, or the subsidised post, with the host."""
    person, host = int(state.enrolments.person[row]), int(state.enrolments.host[row])
    team, job = int(state.memberships.focus[person, TEAM]), int(state.work.job[person])
    if state.work.placed[person] == 1:
        return job == NOBODY and team != NOBODY and state.foci.owner[team] == host
    return job != NOBODY and state.jobs.subsidised[job] == 1 and state.jobs.employer[job] == host


@kernel
def keep(state: Any, rules: Any, offers: Any, row: int) -> None:
    """At the end the host keeps the person with the programme's chance in a vacant post that they have the schooling
    for, with ``placements.kept_full`` of it in one more where none is vacant."""
    jobs, enrolments = state.jobs, state.enrolments
    person, programme, host = int(enrolments.person[row]), int(enrolments.programme[row]), int(enrolments.host[row])
    level, post = int(counted_schooling(state, rules, person)), NOBODY
    for job in range(int(state.clock.used[0, JOBS])):
        if jobs.employer[job] == host and is_vacant(state, job) and jobs.skill[job] <= level:
            if post == NOBODY or jobs.skill[job] > jobs.skill[post]:
                post = job
    uid = state.people.uid[person] ^ offers.uid[programme]
    u, _, _, _ = uniforms(state.clock.seed[0], DRAWS, uid, int(state.clock.month[0]), 0)
    if u >= offers.kept[programme] * (1.0 if post != NOBODY else rules.placements.kept_full):
        return
    state.places.flows[int(state.people.place[person]), KEPT] += 1
    own = int(state.work.job[person])
    if post == NOBODY and own != NOBODY:
        jobs.subsidised[own] = 0
        return
    if post == NOBODY:
        post = int(new_post(state, host, int(state.memberships.focus[person, TEAM]), 0))
    take_job(state, person, post, BY_PLACEMENT, NOBODY)


@kernel
def leave_host(state: Any, row: int) -> None:
    """Seat and subsidised post are given up; whom the host has kept stays."""
    if is_with_host(state, row):
        person = int(state.enrolments.person[row])
        free_job(state, person)
        quit_focus(state, person, TEAM)
    state.work.placed[int(state.enrolments.person[row])] = 0
