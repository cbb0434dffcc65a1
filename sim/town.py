"""What a month's step is given: the state, the rules in force this month, the date, the seed.

A step may change the arrays in place and may replace ``town.state`` when arrays must grow; between
steps nothing else holds on to the arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import allocation
from sim.state import State

if TYPE_CHECKING:
    from sim.rules import Rules
    from sim.scenario import Scenario


class Used(IntEnum):
    """Index into ``town.used``: how many rows of a group are taken (rows are never reused)."""

    PEOPLE = 0
    HOUSEHOLDS = 1
    HOMES = 2
    FOCI = 3
    SEATS = 4
    CLUBS = 5
    JOBS = 6
    EMPLOYERS = 7
    ENROLMENTS = 8


GROUP_OF = {
    Used.PEOPLE: "people", Used.HOUSEHOLDS: "households", Used.HOMES: "homes", Used.FOCI: "foci",
    Used.CLUBS: "clubs", Used.JOBS: "jobs", Used.EMPLOYERS: "employers",
    Used.ENROLMENTS: "enrolments",
}


@dataclass
class Town:
    """A region in the middle of its life (one settlement or several)."""

    scenario: Scenario
    """As in force this month: levers applied."""
    rules: Rules
    """The scenario's numbers, packed for kernels."""
    state: State
    seed: np.uint64
    month: int = 0
    used: np.ndarray[Any, Any] = field(default_factory=lambda: np.zeros(len(Used), np.int64))
    threads: int = 1
    log: list[tuple[int, str]] = field(default_factory=list)
    """What happened to programmes and their money: (month, words)."""

    def tell(self, words: str) -> None:
        self.log.append((self.month, words))

    def capacity(self, what: Used) -> int:
        if what is Used.SEATS:
            return int(self.state.foci.roster.shape[0])
        return int(getattr(self.state, GROUP_OF[what])[0].shape[0])

    def ensure_room(self, what: Used, more: int) -> None:
        """Have at least ``more`` unused rows, growing the arrays by half where they lack."""
        needed = int(self.used[what]) + more
        capacity = self.capacity(what)
        if needed <= capacity:
            return
        rows = max(needed, capacity + capacity // 2)
        if what is Used.SEATS:
            self.state = allocation.grown_roster(self.state, rows)
        else:
            self.state = allocation.grown(self.state, GROUP_OF[what], rows)
