"""A progress bar with the time left; on something that is not a terminal, a line now and then."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TextIO

from sim.text import escaped

if TYPE_CHECKING:
    from experiments.workers.pool import Tally

WIDTH = 30
PLAIN_STEP = 0.1
"""Share of the work between two lines where there is no terminal."""


class ProgressBar:
    """Shows the months done of a number of runs of equal length, on standard error."""

    def __init__(self, runs: int, months: int, *, quiet: bool = False, stream: TextIO | None = None,
                 each: str = "run") -> None:
        self.stream = stream or sys.stderr
        self.runs, self.months, self.quiet, self.each = runs, months, quiet, each
        self.live = not quiet and self.stream.isatty()
        self.began = self.last = time.monotonic()
        self.said = 0.0
        self.first = 0
        """Months done when the clock was started."""
        self.open = False

    def show(self, tally: Tally) -> None:
        """How far the runs are."""
        if self.quiet:
            return
        now = time.monotonic()
        total = tally.done * self.months + sum(max(0, months) for months in tally.under_way)
        if total <= 0 or not self.first:  # kernels may be compiling: the clock starts after the first month
            self.began, self.first = now, max(0, total)
        share = total / (self.runs * self.months)
        if share < 1 and (now - self.last < 0.1 if self.live else share < self.said + PLAIN_STEP):
            return
        self.last, self.said = now, share
        left = ""
        if total > self.first > 0 and share < 1:
            pace = (now - self.began) / (total - self.first)
            left = f", {spoken(pace * (self.runs * self.months - total))} left"
        runs = f"{tally.done:,} of {self.runs:,} {self.each}{'s' * (self.runs != 1)}"
        words = f"{runs}, {100 * share:3.0f} %{left}"
        if self.live:
            filled = round(WIDTH * share)
            self.stream.write(f"\r\x1b[K[{'#' * filled}{'.' * (WIDTH - filled)}] {words}")
            self.stream.flush()
            self.open = True
        elif share < 1:
            self.stream.write(f"{words}\n")
            self.stream.flush()

    def say(self, words: str) -> None:
        """A line of text, above the bar."""
        if self.quiet:
            return
        self.close()
        self.stream.write(f"{escaped(words)}\n")
        self.stream.flush()

    def close(self) -> None:
        """End the bar's line."""
        if self.open:
            self.stream.write("\n")
            self.stream.flush()
            self.open = False


def spoken(seconds: float) -> str:
    """As "45 s", "3 min", "2 h 10 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


__all__ = ["ProgressBar", "spoken"]
