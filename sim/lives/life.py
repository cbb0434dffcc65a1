"""One person's story, and what is kept of them while the run goes on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sim.lives.snapshot import Snapshot

SERIES = ("local_friends", "language", "belonging", "in_work")


class Event(NamedTuple):
    month: int
    """Month in which it happened; 0 is the scenario's start."""
    text: str
    """What happened, as a short sentence without the month."""
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


@dataclass
class Followed:
    """What is known of one person while the run goes on."""

    row: int
    key: float
    life: Life
    seen: Snapshot
    present: bool
    stages: dict[int, int] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    told_of: set[tuple[str, int]] = field(default_factory=set)
    waits_since: dict[int, int] = field(default_factory=dict)
    """Month since which somebody waits, by row of the enrolment."""
    mentors: set[int] = field(default_factory=set)
    """Everybody who has been their mentor."""
    mentees: set[int] = field(default_factory=set)
    """Everybody whose mentor they have been."""
    introduced: set[int] = field(default_factory=set)
    """Those met through a mentor."""
