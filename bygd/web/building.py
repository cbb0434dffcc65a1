"""How far a town is that is being built, and how long it is going to take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sim.languages import _, percent_sign

EVERY = 0.5
"""Seconds between two tellings."""
ENOUGH, SPENT = 0.15, 2.0
"""From this share and so many seconds on the rest can be foretold."""


@dataclass(frozen=True)
class Building:
    """A town that is being built: nothing of the one before stands under its name."""

    title: str
    share: float = 0.0
    """Of the work that is done, 0 to 1."""
    left: float | None = None
    """Seconds to go, where that can be said."""

    @property
    def words(self) -> str:
        """In a line."""
        if not self.share:
            return _("Building {town} …", town=self.title)
        done = percent_sign(f"{100 * self.share:.0f}")
        if self.left is None:
            return _("Building {town} … {done}", town=self.title, done=done)
        left = max(1, round(self.left))
        return _("Building {town} … {done}, about {seconds} s left", town=self.title, done=done, seconds=left)


class Closed(Exception):
    """Nobody waits for the town any more."""


class Progress:
    """What a builder tells its share [0-1] to. ``tell`` is given the :class:`Building`, first of all at once;
    ``closed``: whether nobody waits any more, in which case calling raises :class:`Closed`."""

    def __init__(self, title: str, tell: Callable[[Building], None], closed: Callable[[], bool]) -> None:
        self.title, self._tell, self._closed = title, tell, closed
        self._began = self._told = time.monotonic()
        tell(Building(title))

    def __call__(self, share: float) -> None:
        if self._closed():
            raise Closed
        now = time.monotonic()
        if now - self._told < EVERY or share >= 1:
            return
        self._told, spent = now, now - self._began
        sure = share >= ENOUGH and spent >= SPENT
        self._tell(Building(self.title, share, spent * (1 - share) / share if sure else None))


__all__ = ["Building", "Closed", "Progress"]
