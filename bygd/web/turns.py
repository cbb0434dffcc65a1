"""One piece of heavy work at a time for the whole server: comparisons use every processor, and two at once would both
take more than twice as long. Whoever comes later waits for their turn, and is told which place they have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bygd.web.background import Teller
from sim.languages import _

LOOK = 0.3
"""Seconds between two looks at whether a waiting piece of work is still wanted."""


class Turns:
    """First come, first served; safe for several threads at once."""

    def __init__(self) -> None:
        self._queue: list[object] = []
        self._moved = threading.Condition()

    @contextmanager
    def turn(self, teller: Teller) -> Iterator[None]:
        """Waits until nothing that came before is left; ``teller`` is told the place meanwhile, and raises where the
        work is not wanted any more."""
        mine = object()
        with self._moved:
            self._queue.append(mine)
        try:
            while (words := self._wait(mine)) is not None:
                teller(0.0, words)
            yield
        finally:
            with self._moved:
                self._queue.remove(mine)
                self._moved.notify_all()

    def _wait(self, mine: object) -> str | None:
        """Wait a little; None when it is its turn, else what to say."""
        with self._moved:
            if self._queue[0] is mine:
                return None
            self._moved.wait(LOOK)
            place, length = self._queue.index(mine), len(self._queue) - 1
            return waiting_words(place, length) if place else None


def waiting_words(place: int, length: int) -> str:
    """Of somebody at ``place`` (1 is next) of ``length`` who wait."""
    if length == 1:
        return _("waiting for its turn, next: this server works on one at a time")
    return _(
        "waiting for its turn, number {place} of {length} who wait: this server works on one at a time",
        place=place,
        length=length,
    )


TURNS = Turns()
"""Those of this server."""

__all__ = ["TURNS", "Turns", "waiting_words"]
