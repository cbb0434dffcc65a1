"""What is kept of one person while the run goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from experiments.lives.snapshot import Snapshot
from sim.watching import Life


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
