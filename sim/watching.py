"""What may look at a town while it lives, and the lives it tells of. The model never asks what was seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sim.town import Town

SERIES = ("local_friends", "language", "belonging", "in_work")


class Event(NamedTuple):
    month: int
    """Month in which it happened; 0 is the scenario's start."""
    text: str
    """What happened, as a short sentence without the month (:class:`sim.told.Told`)."""
    cause: str
    """Why, in a few words; empty when the state does not say."""


@dataclass
class Life:
    """One person's story."""

    uid: int
    title: str
    events: list[Event] = field(default_factory=list)
    series: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in SERIES})
    """By month from 0: local friends, language [0-1], belonging [0-1], in work [0/1]; NaN while not here."""


class Watcher(Protocol):
    """Told of the town after every month. It changes nothing in it; a fork of the run has a copy of its own."""

    def observe(self, town: Town) -> None: ...

    def lives(self) -> list[Life]: ...


Watch = Callable[[Town], Watcher]
"""Makes a watcher of a town before its first month."""
