"""The board where seekers come across vacancies."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY
from sim.jit import kernel
from sim.jobs import is_vacant
from sim.rng import Process, uniforms
from sim.state import Array
from sim.state.clock import EMPLOYERS, JOBS
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

VACANCIES = Process.VACANCIES.value
SKILLS = 3
LOT = 1 << 16
"""Block of draws of an employer: the lot of post k (+ k)."""


@addressable
class Board(NamedTuple):
    """Where vacancies are found this month: each place has a range of pigeonholes. P places."""

    starts: Array  # int64 (P + 1,): first pigeonhole of each place
    pigeonholes: Array  # int64 (starts[P],): row of a vacant job, NOBODY where there is none
    at: Array  # int64 (employers, 3): a vacancy of each employer by skill, or NOBODY


goes_by_address(Board)


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
        if jobs.open[job] == 1 and jobs.subsidised[job] == 0:
            rows[int(employers.place[int(jobs.employer[job])])] += 1
    starts = np.zeros(places + 1, np.int64)
    for place in range(places):
        starts[place + 1] = starts[place] + rows[place] // rules.work.board_posts + 1
    pigeonholes = np.full(int(starts[places]), NOBODY, np.int64)
    lots = np.full(int(starts[places]), 2.0)
    at = np.full((count, SKILLS), NOBODY, np.int64)
    best = np.full((count, SKILLS), 2.0)
    for job in range(many):
        if jobs.subsidised[job] == 1:
            continue
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
