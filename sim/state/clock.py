"""What a kernel must know besides the arrays: the month, the seed, and how many rows are taken."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from sim.state.columns import Array, column, table


class Used(IntEnum):
    """Index into ``clock.used``: how many rows of a group are taken (rows are never reused)."""

    PEOPLE = 0
    HOUSEHOLDS = 1
    HOMES = 2
    FOCI = 3
    SEATS = 4
    CLUBS = 5
    JOBS = 6
    EMPLOYERS = 7
    ENROLMENTS = 8


PEOPLE, HOUSEHOLDS, HOMES, FOCI, SEATS, CLUBS, JOBS, EMPLOYERS, ENROLMENTS = (what.value for what in Used)
"""The same for kernels, which take plain integers."""


@table
class Clock(NamedTuple):
    """One row."""

    month: Array = column("i8", 0, "the month that is being simulated, from the scenario's start", unit="month")
    seed: Array = column("u8", 0, "key of all random numbers of the run (sim.rng)")
    used: Array = column("i8", 0, "rows taken of each group, by Used", width=len(Used))
