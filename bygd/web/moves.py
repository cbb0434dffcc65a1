"""A lever moved at a month: what, besides scenario and seed, makes a history."""

from __future__ import annotations

from typing import NamedTuple


class Move(NamedTuple):
    """A lever moved: from which month on (0 is the first), and where to."""

    month: int
    key: str
    value: float


__all__ = ["Move"]
