"""Where circles and names of a map have room: none covers another, the largest places are named first.

All lengths are in one unit of the picture (points, pixels), with y in either direction.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

FULL = 0.08
"""Share of a map that all circles together may fill: more places, smaller circles."""
LEAST = 1.5
"""Least radius: a place is always seen, even where another lies on top of it."""
AROUND = 2.0
"""Least distance of what is written from anything else: letters are set on whole pixels."""
FURTHER = (0.0, 8.0, 16.0, 32.0, 64.0, 128.0)
"""Further distances tried for the name of the largest place, which is never left out."""

Side = tuple[int, int]
SIDES: tuple[Side, ...] = ((0, -1), (1, 0), (-1, 0), (0, 1), (1, 1), (-1, 1), (1, -1), (-1, -1))


class Box(NamedTuple):
    left: float
    low: float
    right: float
    high: float


class Label(NamedTuple):
    """Where a name stands."""

    side: Side
    x: float
    """Of the edge or the middle that is nearest to its circle, as ``side`` says."""
    y: float
    box: Box
    wording: int
    """Which of the wordings of this label has room."""


def radii(at: Any, wanted: Any, area: float) -> Any:
    """Radii (P,) near those ``wanted`` of circles ``at`` (P, 2) that at most touch one another on ``area``.

    All shrink alike until they fill no more than :data:`FULL`; then neighbours that still overlap shrink
    until they touch, down to :data:`LEAST`.
    """
    found = np.array(wanted, float)
    found *= min(1.0, math.sqrt(FULL * area / max(float((math.pi * found * found).sum()), 1e-9)))
    apart = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    near = np.argwhere(np.triu(apart < found[:, None] + found[None, :], 1))
    for a, b in near.tolist():
        together = found[a] + found[b]
        if together > apart[a, b]:
            found[[a, b]] *= apart[a, b] / together
    return np.maximum(found, LEAST)


class Room:
    """What is taken on a map: circles, and the boxes of what is written."""

    def __init__(self, at: Any, radius: Any, bounds: Box) -> None:
        self.at, self.radius, self.bounds = at, radius, bounds
        self.taken: list[Box] = []

    def free(self, box: Box) -> bool:
        """Whether ``box`` lies within the map and covers neither a circle nor anything written."""
        low, high = self.bounds[:2], self.bounds[2:]
        box = Box(box.left - AROUND, box.low - AROUND, box.right + AROUND, box.high + AROUND)
        if box.left < low[0] or box.low < low[1] or box.right > high[0] or box.high > high[1]:
            return False
        nearest = np.clip(self.at, box[:2], box[2:])
        if (np.hypot(*(nearest - self.at).T) < self.radius).any():
            return False
        return not any(
            box.left < other.right and other.left < box.right and box.low < other.high and other.low < box.high
            for other in self.taken
        )

    def take(self, box: Box) -> bool:
        """Take the room of ``box`` if it is free."""
        if not self.free(box):
            return False
        self.taken.append(box)
        return True

    def names(
        self,
        sizes: Sequence[Sequence[tuple[float, float]]],
        weight: Any,
        sides: Callable[[int], Sequence[Side]],
        gap: float,
    ) -> list[Label | None]:
        """Labels beside their circles, the heaviest first; None: no room.

        ``sizes`` are (width, height) of the wordings of each label, the one to try first in front.
        ``sides(row)`` are the sides to try, best first; ``gap`` is the distance to the circle.
        """
        found: list[Label | None] = [None] * len(sizes)
        order = np.argsort(-np.asarray(weight, float), kind="stable").tolist()
        for rank, row in enumerate(order):
            tries = [
                self._beside(row, side, wording, size, gap + further)
                for further in (FURTHER if rank == 0 else FURTHER[:1])
                for wording, size in enumerate(sizes[row])
                for side in sides(row)
            ]
            label = next((one for one in tries if self.take(one.box)), None)
            if label is None and rank == 0:
                label = tries[0]
                self.taken.append(label.box)
            found[row] = label
        return found

    def _beside(self, row: int, side: Side, wording: int, size: tuple[float, float], gap: float) -> Label:
        along = (float(self.radius[row]) + gap) / math.hypot(*side)
        x, y = float(self.at[row, 0]) + side[0] * along, float(self.at[row, 1]) + side[1] * along
        left, low = x + (side[0] - 1) / 2 * size[0], y + (side[1] - 1) / 2 * size[1]
        return Label(side, x, y, Box(left, low, left + size[0], low + size[1]), wording)


def neighbours(minutes: Any) -> list[tuple[int, int]]:
    """Pairs of places with no third one nearer to both than they are to each other, from travel times
    (P, P), infinite where there are none (relative neighbourhood graph, Toussaint 1980).
    """
    minutes = np.array(minutes, float)
    np.fill_diagonal(minutes, np.inf)  # a place is no third one to itself
    pairs = []
    for a in range(len(minutes)):
        between = np.maximum(minutes[a][None, :], minutes).min(axis=1)  # to each b over the best third place
        pairs += [
            (a, b) for b in range(a + 1, len(minutes)) if np.isfinite(minutes[a, b]) and not between[b] < minutes[a, b]
        ]
    return pairs


def left_out(labels: Sequence[Label | None]) -> int:
    """How many names have no room."""
    return sum(label is None for label in labels)


__all__ = ["SIDES", "Box", "Label", "Room", "Side", "left_out", "neighbours", "radii"]
