"""What one run may take of time and memory.

A run looks at the clock and at its process's memory at the end of each month, and ends itself when it is
beyond a limit. In a pool of ours the parent looks too, many times a second: a run that does not come to the
end of a month, or takes memory faster than that, is ended with its process, which is replaced; other runs go
on. In this process, or on an executor that somebody lent, nobody can end a run from outside: there a limit
acts at the end of a month only.
"""

from __future__ import annotations

import functools
import math
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.words import figure

GRACE = 2.0
"""Seconds beyond its time that a run has to end by itself."""
BETWEEN = 0.25
"""Seconds of the run between two looks at its memory from within."""
ROOM = 1.1
"""Of its memory, what a run may take between two months before its process is ended."""
SHARE = 0.9
"""Of the machine's memory that all workers together may take."""
MB = 1_000_000
TIME, MEMORY = "time limit", "memory limit"
GROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where Linux says how much memory a container may take."""


@dataclass(frozen=True)
class Limits:
    """None: as much as it takes."""

    seconds: float | None = None
    """Wall-clock time of a run [s]."""
    memory: int | None = None
    """Resident memory of the process [MB]."""

    def words(self, stage: str) -> str:
        """The error of a run that went beyond: the same words whenever it happens."""
        if stage == TIME:
            return f"took longer than {figure(self.seconds or 0)} s"
        return f"needed more than {self.memory:,} MB of memory"


NO_LIMITS = Limits()


def machine_memory() -> int:
    """Memory of this machine, or of the container this process is in [MB]."""
    from psutil import virtual_memory

    found = [int(virtual_memory().total)]
    for path in GROUPS:
        try:
            found.append(int(path.read_text(encoding="ascii")))
        except (OSError, ValueError):  # none, or "max"
            continue
    return min(found) // MB


def machine_used() -> float:
    """Share of this machine's memory that is in use."""
    from psutil import virtual_memory

    return float(virtual_memory().percent) / 100.0


def limits_here(seconds: float | None, memory: int | None, jobs: int) -> Limits:
    """Limits of a run on this machine; without ``memory`` [MB] an even share of what ``jobs`` may take."""
    return Limits(seconds, memory or int(SHARE * machine_memory() / max(1, jobs)))


class LimitReached(Exception):
    """A run went beyond a limit. The message is the limit."""


@dataclass
class Watch:
    """Looks after one run from within."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    asked: float = -math.inf
    """When memory was looked at last."""

    def look(self) -> None:
        """Raises :class:`LimitReached`. Memory is asked for every :data:`BETWEEN` seconds, for asking takes as long as
        a step of a month."""
        now, limits = time.monotonic(), self.limits
        if now - self.asked < BETWEEN:
            limits = Limits(limits.seconds, None)
        else:
            self.asked = now
        if reached := beyond(limits, now - self.began, None):
            raise LimitReached(reached)


def beyond(limits: Limits, seconds: float, process: Any) -> str:
    """The limit that a run of ``seconds`` in ``process`` (psutil's; None: this one) is beyond, or nothing."""
    if limits.seconds is not None and seconds > limits.seconds:
        return TIME
    if limits.memory is not None and resident(process) > limits.memory * MB:
        return MEMORY
    return ""


def to_be_ended(limits: Limits, seconds: float, process: Any) -> str:
    """The limit that a run is so far beyond that its process must be ended, or nothing."""
    late = Limits(
        None if limits.seconds is None else limits.seconds + GRACE,
        None if limits.memory is None else int(limits.memory * ROOM),
    )
    return beyond(late, seconds, process)


@functools.cache
def this_process(number: int) -> Any:
    """This process to psutil, by its ``number``: a forked one has another. Finding it costs more than asking it."""
    from psutil import Process

    return Process(number)


def resident(process: Any = None) -> int:
    """Memory that a process (this one) takes [bytes]."""
    from psutil import Error

    try:
        return int((process or this_process(os.getpid())).memory_info().rss)
    except Error:  # it has ended
        return 0


__all__ = [
    "MEMORY",
    "NO_LIMITS",
    "TIME",
    "LimitReached",
    "Limits",
    "Watch",
    "limits_here",
    "machine_memory",
    "machine_used",
    "resident",
    "to_be_ended",
]
