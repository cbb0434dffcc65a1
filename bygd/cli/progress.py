"""A progress bar with the time left; on something that is not a terminal, a line now and then.

Rich draws the bar: it fits the terminal's width, speaks to Windows, and shows itself in notebooks. A dumb terminal
gets lines, as a file does.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from sim.text import escaped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from experiments.workers.pool import Tally

WIDTH = 30
"""The widest bar [columns]."""
PLAIN_STEP = 0.1
"""Share of the work between two lines where there is no terminal."""
LIVE_STEP = 0.1
"""Between two drawings of the bar [s]."""
SILENT = 5.0
"""How long the building of regions goes without a line where there is no terminal [s]: small ones are done by then."""


class ProgressBar:
    """Shows the months done of a number of runs of equal length, on standard error."""

    def __init__(
        self, runs: int, months: int, *, quiet: bool = False, stream: TextIO | None = None, each: str = "run"
    ) -> None:
        self.stream = stream or sys.stderr
        self.runs, self.months, self.quiet, self.each = runs, months, quiet, each
        self.live = not quiet and can_draw(self.stream)
        self.began = self.last = time.monotonic()
        self.said = 0.0
        self.first = 0
        """Months done when the clock was started."""
        self.drawn: Progress | None = None
        self.started = self.began
        self.built = 0.0
        """How far the building was when last told."""

    def show(self, tally: Tally) -> None:
        """How far the runs are."""
        if self.quiet:
            return
        now = time.monotonic()
        runs = f"{tally.done:,} of {self.runs:,} {self.each}{'s' * (self.runs != 1)}"
        total = tally.done * self.months + sum(max(0, months) for months in tally.under_way)
        if total <= 0 and (builds := [100 + months for months in tally.under_way if -100 <= months < 0]):
            self._building(sum(builds) / len(builds) / 100, now, runs)
            return
        if total <= 0 or not self.first:  # kernels may be compiling: the clock starts after the first month
            self.began, self.first = now, max(0, total)
        share = total / (self.runs * self.months)
        if share < 1 and (now - self.last < LIVE_STEP if self.live else share < self.said + PLAIN_STEP):
            return
        self.last, self.said = now, share
        left = ""
        if total > self.first > 0 and share < 1:
            pace = (now - self.began) / (total - self.first)
            left = f"{spoken(pace * (self.runs * self.months - total))} left"
        if self.live:
            self._draw(share, f"{100 * share:3.0f} %", left, runs)
        elif share < 1:
            self.stream.write(f"{runs}, {100 * share:3.0f} %{', ' * bool(left)}{left}\n")
            self.stream.flush()

    def _building(self, built: float, now: float, runs: str) -> None:
        """Before the first month of the first run: how far its region is built."""
        words = f"building the region{'s' * (self.runs != 1)}: {100 * built:.0f} %"
        if self.live:
            if now - self.last >= LIVE_STEP:
                self.last = now
                self._draw(0.0, "  0 %", words, runs)
        elif now - self.started >= SILENT and built >= self.built + PLAIN_STEP:
            self.built = built
            self.stream.write(f"{words}\n")
            self.stream.flush()

    def _draw(self, share: float, percent: str, left: str, runs: str) -> None:
        if self.drawn is None:
            self.drawn = _rich(self.stream)
            self.drawn.add_task("", total=1.0, percent=percent, left=left, runs=runs)
            self.drawn.start()
        self.drawn.update(self.drawn.task_ids[0], completed=share, percent=percent, left=left, runs=runs)
        self.drawn.refresh()

    def say(self, words: str) -> None:
        """A line of text, above the bar."""
        if self.quiet:
            return
        self.close()
        self.stream.write(f"{escaped(words)}\n")
        self.stream.flush()

    def close(self) -> None:
        """End the bar, which stays as it was last; a further :meth:`show` begins another."""
        if self.drawn is not None:
            self.drawn.stop()
            self.drawn = None


def can_draw(stream: TextIO) -> bool:
    """Whether a bar can be redrawn on ``stream``: a terminal that knows how to go back, or a notebook."""
    if in_notebook() and stream is sys.stderr:
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


def in_notebook() -> bool:
    """Whether this is a notebook's kernel."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return type(shell).__name__ == "ZMQInteractiveShell"


def _rich(stream: TextIO) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    # Where there is little room the last columns are cut first: how far it is and the time left stay.
    return Progress(
        BarColumn(bar_width=None, table_column=Column(ratio=1, min_width=4, max_width=WIDTH)),
        TextColumn("{task.fields[percent]}", markup=False, table_column=Column(no_wrap=True, min_width=5)),
        TextColumn("{task.fields[left]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
        TextColumn("{task.fields[runs]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")),
        console=_console(stream),
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
        expand=False,
    )


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    if in_notebook() and stream is sys.stderr:
        return Console(force_jupyter=True, highlight=False)
    return Console(file=stream, force_terminal=True, force_jupyter=False, highlight=False)


def spoken(seconds: float) -> str:
    """As "45 s", "3 min", "2 h 10 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"


__all__ = ["ProgressBar", "can_draw", "spoken"]
