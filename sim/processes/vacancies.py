"""Posts opened, closed and given up by employers, and the board where seekers come across vacancies.

The number of posts follows the people there are to fill them: employers open posts in proportion to those
they have and close filled ones a little more slowly, and give up what they cannot fill. Where people are
plenty vacancies fill and the employer grows; where they are scarce vacancies stand and go (the
search-and-matching idea of Mortensen and Pissarides 1994, in its simplest form).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, TieKind
from sim.jit import kernel
from sim.jobs import is_vacant
from sim.rng import Process, derived_uid, uniforms
from sim.state import Array, Used
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

JOBS, EMPLOYERS, FOCI, SEATS = (Used.JOBS.value, Used.EMPLOYERS.value, Used.FOCI.value, Used.SEATS.value)
VACANCIES = Process.VACANCIES.value
WORK_KIND = TieKind.WORK.value
SKILLS = 3
TEAM_UID = 0x7EA0
NEW_LOT, CLOSING, LOT = 1, 2, 1 << 16
"""Blocks of draws of an employer's posts: its own, the closing of post k (+ k), the lot of post k (+ k)."""


@addressable
class Board(NamedTuple):
    """Where vacancies are found this month: each place has a range of pigeonholes. P places."""

    starts: Array  # int64 (P + 1,): first pigeonhole of each place
    pigeonholes: Array  # int64 (starts[P],): row of a vacant job, NOBODY where there is none
    at: Array  # int64 (employers, 3): a vacancy of each employer by skill, or NOBODY


@addressable
class Plan(NamedTuple):
    """What employers are to open this month. e employers, j jobs, f foci, of those in use before."""

    opening: Array  # int64 (e,): posts to open
    closed: Array  # int64 (e,): the first of the employer's closed posts, or NOBODY
    model: Array  # int64 (e,): the post that new ones are like
    following: Array  # int64 (j,): the next closed post of the same employer, or NOBODY
    team: Array  # int64 (f,): open posts of the team


goes_by_address(Board)
goes_by_address(Plan)


@kernel
def turn_over(state: Any, rules: Any) -> Any:
    """Close filled posts and give up those vacant too long.

    Returns the people whose posts are closed (int64; they still hold them), the columns of :class:`Plan`, and
    how many rows of jobs are lacking for it. Draws belong to the employer and the post's number with it.
    """
    jobs, employers, used = state.jobs, state.employers, state.clock.used
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count, many = int(used[0, EMPLOYERS]), int(used[0, JOBS])
    dismissed = np.empty(many, np.int64)
    found = 0
    ordinal = np.zeros(count, np.int64)
    posts = np.zeros(count, np.int64)
    closed = np.full(count, NOBODY, np.int64)
    model = np.full(count, NOBODY, np.int64)
    lowest = np.full(count, 2.0)
    following = np.full(many, NOBODY, np.int64)
    team = np.zeros(int(used[0, FOCI]), np.int64)
    for job in range(many):
        employer = int(jobs.employer[job])
        number = int(ordinal[employer])
        ordinal[employer] += 1
        growth = np.float64(rules.work.growth[int(employers.sector[employer])]) / 12.0
        closes, given_up, likeness, _ = uniforms(seed, VACANCIES, employers.uid[employer], month, CLOSING + number)
        if likeness < lowest[employer]:
            lowest[employer] = likeness
            model[employer] = job
        if jobs.open[job] == 1:
            holder = int(jobs.holder[job])
            if holder != NOBODY:
                if closes < rules.work.posts_closed + max(0.0, -growth):
                    dismissed[found] = holder
                    found += 1
                    jobs.open[job] = 0
            elif month - int(jobs.vacant_since[job]) > rules.work.patience_months:
                if given_up < rules.work.withdrawal:
                    jobs.open[job] = 0
        if jobs.open[job] == 1:
            posts[employer] += 1
            if jobs.focus[job] != NOBODY:
                team[int(jobs.focus[job])] += 1
        else:
            following[job] = closed[employer]
            closed[employer] = job
    opening = np.zeros(count, np.int64)
    lacking = 0
    for employer in range(count):
        if ordinal[employer] == 0:
            continue
        growth = np.float64(rules.work.growth[int(employers.sector[employer])]) / 12.0
        u, _, _, _ = uniforms(seed, VACANCIES, employers.uid[employer], month, NEW_LOT)
        # an employer with no post left may open one again
        opening[employer] = int((rules.work.posts_opened + max(0.0, growth)) * max(1, int(posts[employer])) + u)
        spare = 0
        job = closed[employer]
        while job != NOBODY and spare < opening[employer]:
            spare += 1
            job = following[job]
        lacking += opening[employer] - spare
    return dismissed[:found], (opening, closed, model, following, team), lacking


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
def open_posts(state: Any, rules: Any, plan: Any) -> None:
    """Open the posts of ``plan`` (:class:`Plan`): a closed post again, else a new one like the model post.

    A new post joins the model's team while it has a seat left, else the next new post's team.
    """
    jobs, foci, used, team = state.jobs, state.foci, state.clock.used, plan.team
    for employer in range(plan.opening.shape[0]):
        job = int(plan.closed[employer])
        model = int(plan.model[employer])
        newest = NOBODY
        joined = 0
        for _ in range(int(plan.opening[employer])):
            if job != NOBODY:
                row = job
                job = int(plan.following[job])
            else:
                row = int(used[0, JOBS])
                used[0, JOBS] = row + 1
                jobs.employer[row] = employer
                jobs.skill[row] = jobs.skill[model]
                focus = int(jobs.focus[model])
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


@kernel
def pin_up(state: Any, rules: Any) -> Any:
    """Put the month's vacancies on the boards: the columns of :class:`Board`.

    Each vacancy draws a lot between 0 and 1 every month: how far along the board of the employer's place
    it hangs; a board has a pigeonhole for every ``work.board_posts`` posts of the place. Where two fall into
    one pigeonhole the lower lot is seen. Lots belong to the employer and the post's number with it, so that
    one vacancy more leaves the others where they are.
    """
    jobs, employers = state.jobs, state.employers
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count, many = int(state.clock.used[0, EMPLOYERS]), int(state.clock.used[0, JOBS])
    places = state.places.uid.shape[0]
    ordinal = np.zeros(count, np.int64)
    rows = np.zeros(places, np.int64)
    for job in range(many):
        if jobs.open[job] == 1:
            rows[int(employers.place[int(jobs.employer[job])])] += 1
    starts = np.zeros(places + 1, np.int64)
    for place in range(places):
        starts[place + 1] = starts[place] + rows[place] // rules.work.board_posts + 1
    pigeonholes = np.full(int(starts[places]), NOBODY, np.int64)
    lots = np.full(int(starts[places]), 2.0)
    at = np.full((count, SKILLS), NOBODY, np.int64)
    best = np.full((count, SKILLS), 2.0)
    for job in range(many):
        employer = int(jobs.employer[job])
        number = int(ordinal[employer])
        ordinal[employer] += 1
        if not is_vacant(state, job):
            continue
        lot, _, _, _ = uniforms(seed, VACANCIES, employers.uid[employer], month, LOT + number)
        place = int(employers.place[employer])
        hole = int(starts[place]) + int(lot * int(starts[place + 1] - starts[place]))
        if lot < lots[hole]:
            lots[hole] = lot
            pigeonholes[hole] = job
        skill = int(jobs.skill[job])
        if lot < best[employer, skill]:
            best[employer, skill] = lot
            at[employer, skill] = job
    return starts, pigeonholes, at
