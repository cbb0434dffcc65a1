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
from sim.state import Array
from sim.town import Used

JOBS, EMPLOYERS, FOCI, SEATS = (Used.JOBS.value, Used.EMPLOYERS.value, Used.FOCI.value, Used.SEATS.value)
VACANCIES = Process.VACANCIES.value
WORK_KIND = TieKind.WORK.value
SKILLS = 3
TEAM_UID = 0x7EA0
NEW_LOT, CLOSING, LOT = 1, 2, 1 << 16
"""Blocks of draws of an employer's posts: its own, the closing of post k (+ k), the lot of post k (+ k)."""


class Board(NamedTuple):
    """Where vacancies are found this month: each place has a range of pigeonholes."""

    starts: Array  # int64 (P + 1): first pigeonhole of each place
    pigeonholes: Array  # int64: row of a vacant job, NOBODY where there is none
    at: Array  # int64 (employers, 3): a vacancy of each employer by skill, or NOBODY


@kernel
def turn_over(month: int, rules: Any, used: Any, seed: Any, jobs: Any, employers: Any) -> Any:
    """Close filled posts and give up those vacant too long.

    Returns the people whose posts are closed (they still hold them); by employer how many posts to open
    this month, the first of its closed posts, the post to take as a model; by job the next closed post
    of its employer; by focus the posts of the team; and how many rows are lacking. Draws belong to the
    employer and the post's number with it.
    """
    dismissed = np.empty(int(used[JOBS]), np.int64)
    found = 0
    count = int(used[EMPLOYERS])
    ordinal = np.zeros(count, np.int64)
    posts = np.zeros(count, np.int64)
    closed = np.full(count, NOBODY, np.int64)
    model = np.full(count, NOBODY, np.int64)
    lowest = np.full(count, 2.0)
    following = np.full(int(used[JOBS]), NOBODY, np.int64)
    team = np.zeros(int(used[FOCI]), np.int64)
    for job in range(int(used[JOBS])):
        employer = int(jobs.employer[job])
        number = int(ordinal[employer])
        ordinal[employer] += 1
        growth = np.float64(rules.growth[int(employers.sector[employer])]) / 12.0
        closes, given_up, likeness, _ = uniforms(seed, VACANCIES, employers.uid[employer], month, CLOSING + number)
        if likeness < lowest[employer]:
            lowest[employer] = likeness
            model[employer] = job
        if jobs.open[job] == 1:
            holder = int(jobs.holder[job])
            if holder != NOBODY:
                if closes < rules.posts_closed + max(0.0, -growth):
                    dismissed[found] = holder
                    found += 1
                    jobs.open[job] = 0
            elif month - int(jobs.vacant_since[job]) > rules.patience_months:
                if given_up < rules.withdrawal:
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
        rate = rules.posts_opened + max(0.0, np.float64(rules.growth[int(employers.sector[employer])]) / 12.0)
        u, _, _, _ = uniforms(seed, VACANCIES, employers.uid[employer], month, NEW_LOT)
        # an employer with no post left may open one again
        opening[employer] = int(rate * max(1, int(posts[employer])) + u)
        spare = 0
        job = closed[employer]
        while job != NOBODY and spare < opening[employer]:
            spare += 1
            job = following[job]
        lacking += opening[employer] - spare
    return dismissed[:found], opening, closed, model, following, team, lacking


@kernel
def open_team(job: int, employer: int, seats: int, used: Any, foci: Any, jobs: Any, employers: Any) -> None:
    """A new work team for a post whose employer's team is full."""
    capacity = 4
    while capacity < seats:
        capacity *= 2
    focus = int(used[FOCI])
    foci.kind[focus] = WORK_KIND
    foci.place[focus] = employers.place[employer]
    foci.start[focus] = used[SEATS]
    foci.capacity[focus] = capacity
    foci.owner[focus] = employer
    foci.uid[focus] = derived_uid(employers.uid[employer], TEAM_UID, job)
    used[FOCI] = focus + 1
    used[SEATS] += capacity
    jobs.focus[job] = focus


@kernel
def open_posts(
    month: int,
    rules: Any,
    opening: Any,
    closed: Any,
    model: Any,
    following: Any,
    team: Any,
    used: Any,
    foci: Any,
    jobs: Any,
    employers: Any,
) -> None:
    """Open the posts of :func:`turn_over`: a closed post again, else a new one like the model post.

    A new post joins the model's team while it has a seat left, else the next new post's team.
    """
    for employer in range(opening.shape[0]):
        job = int(closed[employer])
        newest = NOBODY
        joined = 0
        for _ in range(int(opening[employer])):
            if job != NOBODY:
                row = job
                job = int(following[job])
            else:
                row = int(used[JOBS])
                used[JOBS] = row + 1
                jobs.employer[row] = employer
                jobs.skill[row] = jobs.skill[int(model[employer])]
                focus = int(jobs.focus[int(model[employer])])
                if focus != NOBODY and focus < team.shape[0] and team[focus] < foci.capacity[focus]:
                    jobs.focus[row] = focus
                    team[focus] += 1
                elif newest != NOBODY and joined < foci.capacity[newest]:
                    jobs.focus[row] = newest
                    joined += 1
                else:
                    open_team(row, employer, rules.team_seats, used, foci, jobs, employers)
                    newest = int(jobs.focus[row])
                    joined = 1
            jobs.open[row] = 1
            jobs.holder[row] = NOBODY
            jobs.vacant_since[row] = month


@kernel
def pin_up(month: int, places: int, posts_each: int, used: Any, seed: Any, jobs: Any, employers: Any) -> Any:
    """Put the month's vacancies on the boards: ``(starts, pigeonholes, at)`` of :class:`Board`.

    Each vacancy draws a lot between 0 and 1 every month: how far along the board of the employer's place
    it hangs; a board has a pigeonhole for every ``posts_each`` posts of the place. Where two fall into one
    pigeonhole the lower lot is seen. Lots belong to the employer and the post's number with it, so that one
    vacancy more leaves the others where they are.
    """
    count = int(used[EMPLOYERS])
    ordinal = np.zeros(count, np.int64)
    rows = np.zeros(places, np.int64)
    for job in range(int(used[JOBS])):
        if jobs.open[job] == 1:
            rows[int(employers.place[int(jobs.employer[job])])] += 1
    starts = np.zeros(places + 1, np.int64)
    for place in range(places):
        starts[place + 1] = starts[place] + rows[place] // posts_each + 1
    pigeonholes = np.full(int(starts[places]), NOBODY, np.int64)
    lots = np.full(int(starts[places]), 2.0)
    at = np.full((count, SKILLS), NOBODY, np.int64)
    best = np.full((count, SKILLS), 2.0)
    for job in range(int(used[JOBS])):
        employer = int(jobs.employer[job])
        number = int(ordinal[employer])
        ordinal[employer] += 1
        if not is_vacant(job, jobs):
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
