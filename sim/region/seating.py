"""Laying foci into the arrays and seating people in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY
from sim.foci import enter
from sim.jit import kernel
from sim.town import Town
from sim.vectorised_draws import Array


def power_of_two(seats: Any, least: int, most: int) -> Array:
    """Roster capacity for so many people: the next power of two within [least, most]."""
    wanted = np.maximum(1, np.asarray(seats, np.float64))
    return np.clip(2.0 ** np.ceil(np.log2(wanted)), least, most).astype(np.int64)


@kernel
def seat_all(state: Any, persons: Any, columns: Any, focus: Any) -> int:
    """Each person enters a focus in a column, in the order given. Returns how many found no seat.

    persons, columns, focus: int64 of equal length; NOBODY as focus is passed over.
    """
    unseated = 0
    for i in range(len(persons)):
        if focus[i] != NOBODY:
            person, column = int(persons[i]), int(columns[i])
            if not enter(state, person, column, int(focus[i])):
                unseated += 1
    return unseated


def seat(town: Town, persons: Array, columns: Any, focus: Array) -> int:
    """:func:`seat_all`; ``columns`` is one for all or one for each."""
    columns = np.broadcast_to(np.asarray(columns, np.int64), persons.shape)
    rows, foci = persons.astype(np.int64), focus.astype(np.int64)
    return int(seat_all(town.state, rows, np.ascontiguousarray(columns), foci))


def sliced(count: int, sizes: Array) -> Array:
    """Which slice each of ``count`` people in line falls in, slices in proportion to ``sizes``."""
    ends = np.cumsum(sizes) / np.sum(sizes) * count
    return np.asarray(np.searchsorted(ends, np.arange(count) + 0.5, side="left").clip(0, len(sizes) - 1))


def by_district(rows: Array, first: int, district: int, within: Array) -> Array:
    """Order of ``rows``: district by district (so many rows each), then by ``within``."""
    return np.lexsort((within, (rows - first) // district))
