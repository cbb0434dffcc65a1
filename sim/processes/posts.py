"""Posts opened, closed and given up by employers.

By default employers of a place open posts towards the demand of their sector there (:mod:`sim.processes.demand`) and
close those above it, both by a share of the gap in a month; they close some posts and open as many anyway, and give up
what they cannot fill for long, to try again later. So posts neither follow people at once nor ignore them. A site
has the posts that the scenario says, at once.

Under the rival ``posts_follow_people`` employers open posts in proportion to those they have, close filled ones a
little more slowly, and give up what they cannot fill: where people are plenty vacancies fill and the employer grows
(the search-and-matching idea of Mortensen and Pissarides 1994, in its simplest form).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Flow, Sector, TieKind
from sim.jit import kernel
from sim.processes.demand import PEOPLE_FOLLOW_POSTS
from sim.rng import Process, derived_uid, uniforms
from sim.state import Array
from sim.state.clock import EMPLOYERS, FOCI, JOBS, SEATS
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

OPENED, CLOSED, GIVEN_UP = Flow.POSTS_OPENED.value, Flow.POSTS_CLOSED.value, Flow.POSTS_GIVEN_UP.value
VACANCIES = Process.VACANCIES.value
SECTORS = len(Sector)
WORK_KIND = TieKind.WORK.value
TEAM_UID = 0x7EA0
NEW_LOT, CLOSING = 1, 2
"""Blocks of draws of an employer's posts: its own, the closing of post k (+ k)."""


@addressable
class Books(NamedTuple):
    """Employers' posts, gone through once a month. e employers, j jobs, f foci, of those in use before."""

    posts: Array  # int64 (e,): open posts
    filled: Array  # int64 (e,): of these, held
    last: Array  # int64 (e,): the employer's last row, or NOBODY
    before: Array  # int64 (j,): the row of the same employer before this one, or NOBODY
    model: Array  # int64 (e,): the post that new ones are like
    lot: Array  # float64 (j,): the post's lot of the month [0-1]
    team: Array  # int64 (f,): open posts of the team


goes_by_address(Books)


@kernel
def close_post(state: Any, job: int, dismissed: Any, found: int) -> int:
    """The post is no more; who held it is the next of ``dismissed`` (they still hold it). Returns how many there
    are then."""
    jobs, flows = state.jobs, state.places.flows
    place = int(state.employers.place[int(jobs.employer[job])])
    jobs.open[job] = 0
    holder = int(jobs.holder[job])
    if holder == NOBODY:
        flows[place, GIVEN_UP] += 1
        return found
    flows[place, CLOSED] += 1
    dismissed[found] = holder
    return found + 1


@kernel
def churn(state: Any, rules: Any) -> Any:
    """Posts closed whatever the demand, and posts vacant for too long given up; sites have neither, and subsidised
    posts are none of the employer's.

    Returns the people whose posts are closed (int64 (j,); they still hold them), how many they are, and the columns
    of :class:`Books` after it. Draws belong to the employer and the post's number with it.
    """
    jobs, employers, used = state.jobs, state.employers, state.clock.used
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count, many = int(used[0, EMPLOYERS]), int(used[0, JOBS])
    follow_people = rules.rivals.labour_demand != PEOPLE_FOLLOW_POSTS
    ordinal = np.zeros(count, np.int64)
    posts = np.zeros(count, np.int64)
    filled = np.zeros(count, np.int64)
    last = np.full(count, NOBODY, np.int64)
    model = np.full(count, NOBODY, np.int64)
    lowest = np.full(count, 2.0)
    before = np.full(many, NOBODY, np.int64)
    lot = np.zeros(many)
    team = np.zeros(int(used[0, FOCI]), np.int64)
    dismissed = np.empty(many, np.int64)
    found = 0
    for job in range(many):
        if jobs.subsidised[job] == 1:
            continue
        employer = int(jobs.employer[job])
        number = int(ordinal[employer])
        ordinal[employer] += 1
        before[job] = last[employer]
        last[employer] = job
        closes, given_up, likeness, whose = uniforms(seed, VACANCIES, employers.uid[employer], month, CLOSING + number)
        lot[job] = whose
        if likeness < lowest[employer]:
            lowest[employer] = likeness
            model[employer] = job
        if jobs.open[job] == 1 and employers.site[employer] == NOBODY:
            if jobs.holder[job] != NOBODY:
                hazard = rules.work.posts_closed
                if follow_people:
                    hazard += max(0.0, -np.float64(rules.work.growth[int(employers.sector[employer])]) / 12.0)
                if closes < hazard and jobs.holder[job] != employers.owner[employer]:
                    found = close_post(state, job, dismissed, found)
            elif month - int(jobs.vacant_since[job]) > rules.work.patience_months:
                if given_up < rules.work.withdrawal:
                    found = close_post(state, job, dismissed, found)
        if jobs.open[job] == 1:
            posts[employer] += 1
            if jobs.holder[job] != NOBODY:
                filled[employer] += 1
            if jobs.focus[job] != NOBODY:
                team[int(jobs.focus[job])] += 1
    return dismissed, found, (posts, filled, last, before, model, lot, team)


@kernel
def may_open(employers: Any, books: Any, employer: int) -> bool:
    """Whether an employer has posts to be like; a business that has closed never opens one."""
    closed = employers.owner[employer] != NOBODY and books.posts[employer] == 0
    return books.last[employer] != NOBODY and not closed


@kernel
def gaps(state: Any, rules: Any, books: Any) -> Any:
    """By place and sector (P, sectors), sites apart: posts wanting (below 0: too many) and open posts."""
    places, employers = state.places, state.employers
    count = places.uid.shape[0]
    wanting = np.zeros((count, SECTORS))
    total = np.zeros((count, SECTORS))
    for place in range(count):
        for sector in range(SECTORS):
            wanting[place, sector] = places.demand[place, sector]
    for employer in range(books.posts.shape[0]):
        if employers.site[employer] == NOBODY and may_open(employers, books, employer):
            place, sector = int(employers.place[employer]), int(employers.sector[employer])
            wanting[place, sector] -= books.posts[employer]
            if employers.owner[employer] != NOBODY:
                wanting[place, sector] += rules.businesses.own_customers
            # an employer with no post left may open one again
            total[place, sector] += max(1, int(books.posts[employer]))
    for job in range(books.before.shape[0]):
        if state.jobs.subsidised[job] == 1 and state.jobs.open[job] == 1:
            employer = int(state.jobs.employer[job])
            wanting[int(employers.place[employer]), int(employers.sector[employer])] -= rules.placements.displaces
    return wanting, total


@kernel
def intended(state: Any, rules: Any, books: Any, sites: Any) -> Any:
    """Posts each employer opens this month, or closes (below 0): int64 (e,).

    sites: float64, posts each of the scenario's sites is to have. An employer's part of its sector's gap is that of
    its posts; a draw of its own decides over the fraction.
    """
    employers, work, demand = state.employers, rules.work, rules.demand
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    follow_people = rules.rivals.labour_demand != PEOPLE_FOLLOW_POSTS
    wanting, total = gaps(state, rules, books)
    found = np.zeros(books.posts.shape[0], np.int64)
    for employer in range(found.shape[0]):
        if not may_open(employers, books, employer):
            continue
        sector, posts = int(employers.sector[employer]), int(books.posts[employer])
        site = int(employers.site[employer])
        if site != NOBODY:
            found[employer] = int(sites[site]) - posts
            continue
        u, _, _, _ = uniforms(seed, VACANCIES, employers.uid[employer], month, NEW_LOT)
        if follow_people:
            growth = max(0.0, np.float64(work.growth[sector]) / 12.0)
            found[employer] = int((work.posts_opened + growth) * max(1, posts) + u)
            continue
        place = int(employers.place[employer])
        gap = np.float64(wanting[place, sector]) / np.float64(total[place, sector]) * max(1, posts)
        closable = posts if employers.owner[employer] == NOBODY else posts - 1
        change = work.posts_closed * books.filled[employer] + gap * (demand.opening if gap > 0.0 else demand.closing)
        found[employer] = int(change + u) if change > 0.0 else -min(closable, int(u - change))
    return found


@kernel
def cut(state: Any, rules: Any, books: Any, employer: int, fewer: int, dismissed: Any, found: int) -> int:
    """Close ``fewer`` open posts of an employer: vacant ones first, then those of the last hired, the lot among
    equals (under ``demand.last_hired``; else the lot alone). Returns how many stand in ``dismissed`` then."""
    jobs, since, owner = state.jobs, state.work.since, int(state.employers.owner[employer])
    for _ in range(fewer):
        next_job, latest, highest = NOBODY, 0, -1.0
        job = int(books.last[employer])
        while job != NOBODY:
            if jobs.open[job] == 1 and (owner == NOBODY or jobs.holder[job] != owner):
                if fewer == books.posts[employer]:  # all of them, in any order
                    next_job = job
                    break
                hired = 0
                if rules.demand.last_hired:
                    holder = int(jobs.holder[job])
                    hired = int(state.clock.month[0]) + 1 if holder == NOBODY else int(since[holder])
                if next_job == NOBODY or hired > latest or (hired == latest and books.lot[job] > highest):
                    next_job, latest, highest = job, hired, np.float64(books.lot[job])
            job = int(books.before[job])
        if jobs.focus[next_job] != NOBODY:
            books.team[int(jobs.focus[next_job])] -= 1
        found = close_post(state, next_job, dismissed, found)
    return found


@kernel
def adjust(state: Any, rules: Any, books: Any, sites: Any, dismissed: Any, found: int) -> Any:
    """Close posts above what is wanted, and say what is to be opened.

    sites: float64, posts of the scenario's sites. Returns how many stand in ``dismissed`` then, posts to open
    by employer (int64 (e,)), and how many rows of jobs are lacking for it.
    """
    opening = intended(state, rules, books, sites)
    lacking = 0
    for employer in range(opening.shape[0]):
        if opening[employer] < 0:
            found = cut(state, rules, books, employer, -int(opening[employer]), dismissed, found)
            opening[employer] = 0
        spare = 0
        job = int(books.last[employer])
        while job != NOBODY and spare < opening[employer]:
            if state.jobs.open[job] == 0:
                spare += 1
            job = int(books.before[job])
        lacking += opening[employer] - spare
    return found, opening, lacking


@kernel
def open_team(state: Any, rules: Any, job: int) -> None:
    """A new work team, of ``work.team_seats`` or more, for a post whose employer's team is full."""
    foci, employers, used = state.foci, state.employers, state.clock.used
    capacity = 4
    while capacity < rules.work.team_seats:
        capacity *= 2
    employer, focus = int(state.jobs.employer[job]), int(used[0, FOCI])
    foci.kind[focus] = WORK_KIND
    foci.place[focus] = employers.place[employer]
    foci.start[focus] = used[0, SEATS]
    foci.capacity[focus] = capacity
    foci.owner[focus] = employer
    foci.uid[focus] = derived_uid(employers.uid[employer], TEAM_UID, job)
    used[0, FOCI] = focus + 1
    used[0, SEATS] += capacity
    state.jobs.focus[job] = focus


@kernel
def open_posts(state: Any, rules: Any, books: Any, opening: Any) -> None:
    """Open so many posts of each employer (``opening``: int64 (e,)): a closed post again, else new ones like the
    employer's others, one after another from the model post on.

    A new post joins its model's team while that has a seat left, else the next new post's team.
    """
    jobs, foci, used, team = state.jobs, state.foci, state.clock.used, books.team
    for employer in range(opening.shape[0]):
        closed = int(books.last[employer])
        model = int(books.model[employer])
        newest = NOBODY
        joined = 0
        for _ in range(int(opening[employer])):
            while closed != NOBODY and jobs.open[closed] == 1:
                closed = int(books.before[closed])
            if closed != NOBODY:
                row = closed
            else:
                row = int(used[0, JOBS])
                used[0, JOBS] = row + 1
                jobs.employer[row] = employer
                jobs.skill[row] = jobs.skill[model]
                focus = int(jobs.focus[model])
                model = int(books.before[model])
                if model == NOBODY:
                    model = int(books.last[employer])
                if focus != NOBODY and focus < team.shape[0] and team[focus] < foci.capacity[focus]:
                    jobs.focus[row] = focus
                    team[focus] += 1
                elif newest != NOBODY and joined < foci.capacity[newest]:
                    jobs.focus[row] = newest
                    joined += 1
                else:
                    open_team(state, rules, row)
                    newest = int(jobs.focus[row])
                    joined = 1
            jobs.open[row] = 1
            jobs.holder[row] = NOBODY
            jobs.vacant_since[row] = state.clock.month[0]
            state.places.flows[int(state.employers.place[employer]), OPENED] += 1
