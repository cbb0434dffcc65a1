"""Drawing an experiment's figures in helper processes that get ready while the runs go on.

Importing Matplotlib and drawing all figures takes longer than simulating a small town, so two helpers
import it meanwhile and then draw half of the figures each.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TYPE_CHECKING

from experiments.figures import FIGURES, draw, shown
from experiments.workers.worker import enter_helper, worker_environment

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from experiments.outcomes.findings import Findings

HELPERS = 2
BATCHES: tuple[tuple[str, ...], ...] = (
    ("network", "clubs", "programmes", "region_map"),
    ("money", "retention", "ties", "employment", "population"),
)
"""Of about equal work."""


def batches(findings: Findings) -> list[tuple[str, ...]]:
    """Of :data:`BATCHES`, what there is to draw."""
    wanted = shown(findings)
    return [tuple(name for name in batch if name in wanted) for batch in BATCHES]


def draw_some(names: Sequence[str], findings: Findings) -> list[Rendered]:
    return [draw(name, findings) for name in names]


def get_ready() -> None:
    """What a helper imports while it waits."""

    for name in FIGURES:
        __import__(f"experiments.figures.{name}")


class Studio:
    """Helpers for as long as the ``with`` block lasts; draws here where there is one processor only."""

    def __init__(self, helpers: int | None = None) -> None:
        processors = os.cpu_count() or 1
        self.helpers = (HELPERS if processors > 1 else 0) if helpers is None else helpers
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Studio:
        if self.helpers:
            context = multiprocessing.get_context("spawn")
            with worker_environment(1), contextlib.suppress(OSError):  # no shared memory: drawn here
                self.pool = ProcessPoolExecutor(self.helpers, mp_context=context, initializer=enter_helper)
                for _ in range(self.helpers):
                    self.pool.submit(get_ready)
        return self

    def begin(self, findings: Findings) -> list[Future[list[Rendered]]]:
        """Start drawing; give the result to :meth:`finish`."""
        if self.pool is None:
            return []
        try:
            return [self.pool.submit(draw_some, batch, findings) for batch in batches(findings)]
        except BrokenProcessPool:
            return []

    def finish(self, begun: list[Future[list[Rendered]]], findings: Findings) -> list[Rendered]:
        """All figures, in the order of the report. What a dead helper leaves undone is drawn here."""
        drawn: dict[str, Rendered] = {}
        for future, names in zip(begun, batches(findings), strict=False):
            try:
                drawn.update(zip(names, future.result(), strict=True))
            except BrokenProcessPool:
                continue
        return [drawn[name] if name in drawn else draw(name, findings) for name in shown(findings)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.pool is None:
            return
        if kind is not None:
            self.pool.shutdown(wait=False, cancel_futures=True)
            for process in (self.pool._processes or {}).values():
                process.terminate()
        else:
            self.pool.shutdown()  # not waiting, the interpreter could end over a pipe already closed


__all__ = ["Studio"]
