"""What one run may take of time and memory, watched from a thread of its own process.

A run over its limit is interrupted where it next executes Python; one that does not even get there within a
few seconds takes its process with it (the pool replaces it). Works in any thread of any process, so on
lent executors too.
"""

from __future__ import annotations

import ctypes
import gc
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

LOOK = 0.05
"""Seconds between two looks at the clock and at memory."""
GRACE = 5.0
"""Seconds that an interrupted run has to end."""
EXIT_CODE = 70
MB = 1_000_000


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
            return f"took longer than {self.seconds:g} s"
        return f"needed more than {self.memory:,} MB of memory"


T = TypeVar("T")
SHARE = 0.9
"""Of the machine's memory that all workers together may take."""
TIME, MEMORY = "time limit", "memory limit"
NO_LIMITS = Limits()


def limits_here(seconds: float | None, memory: int | None, jobs: int) -> Limits:
    """Limits of a run on this machine; without ``memory`` [MB] an even share of what ``jobs`` may take."""
    from psutil import virtual_memory

    return Limits(seconds, memory or int(SHARE * virtual_memory().total / MB / max(1, jobs)))


class LimitReached(BaseException):
    """Raised in a run that went beyond a limit; no ``Exception``, so that nothing on the way swallows it."""


class Watch:
    """Looks after one run; afterwards ``reached`` is the limit it went beyond, or empty."""

    def __init__(self, limits: Limits, overrun: Callable[[str], None]) -> None:
        self.limits, self.overrun = limits, overrun
        self.reached = ""
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._over = threading.Event()

    def run(self) -> None:
        """The watching thread: until the run is over, or beyond its limits."""
        from psutil import Process

        began, process = time.monotonic(), Process()
        while not self._over.wait(LOOK):
            if self.limits.seconds is not None and time.monotonic() - began > self.limits.seconds:
                return self._end(TIME)
            if self.limits.memory is not None and process.memory_info().rss > self.limits.memory * MB:
                return self._end(MEMORY)
        return None

    def _end(self, stage: str) -> None:
        with self._lock:
            if self._over.is_set():
                return
            self.reached = stage
            _raise_in(self._thread, LimitReached)
        if not self._over.wait(GRACE):
            self.overrun(stage)
            os._exit(EXIT_CODE)

    def over(self) -> None:
        """The run has ended; an interruption still on its way is called off."""
        with self._lock:
            self._over.set()
            if self.reached:
                _raise_in(self._thread, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(error) if error is not None else None
    )


def within(limits: Limits, overrun: Callable[[str], None], action: Callable[[], T]) -> tuple[T | None, str]:
    """The value of ``action``, and the limit it went beyond: one of them is None or empty.

    ``overrun(stage)`` is called as the last thing before the process is ended, where it has to be.
    """
    if limits == NO_LIMITS:
        return action(), ""
    watch, value = Watch(limits, overrun), None
    try:
        try:
            threading.Thread(target=watch.run, daemon=True).start()
            value = action()
        finally:
            watch.over()
    except LimitReached:
        watch.over()  # interrupted before it could say so
    if watch.reached == MEMORY:
        gc.collect()
    return (None, watch.reached) if watch.reached else (value, "")


__all__ = ["MEMORY", "NO_LIMITS", "TIME", "LimitReached", "Limits", "limits_here", "within"]
