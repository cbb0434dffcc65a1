"""Drawing an experiment's figures in helper processes that get ready while the runs go on.

Importing Matplotlib and drawing all figures takes longer than simulating a small town, so it is imported meanwhile,
and then two helpers draw half of the figures each. On Linux one process imports it, and both helpers are forked from
that (Python's fork server); elsewhere, where what Matplotlib leans on must not be forked, each imports it itself.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import forkserver
from types import TracebackType
from typing import TYPE_CHECKING

from experiments.attempts import FailedPart, attempt
from experiments.figures import draw, shown
from experiments.workers.worker import enter_helper, worker_environment
from sim.languages import SOURCE, in_language, language

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from experiments.outcomes.findings import Findings

HELPERS = 2
FORKED = sys.platform == "linux"
READY = "experiments.commands.figures_ready"
"""The module that imports all that is drawn with."""
BATCHES: tuple[tuple[str, ...], ...] = (
    ("network", "clubs", "programmes", "region_map"),
    ("money", "retention", "ties", "employment", "population"),
)
"""Of about equal work."""


def batches(findings: Findings) -> list[tuple[str, ...]]:
    """Of :data:`BATCHES`, what there is to draw."""
    wanted = shown(findings)
    return [tuple(name for name in batch if name in wanted) for batch in BATCHES]


def draw_some(names: Sequence[str], findings: Findings, said_in: str = SOURCE) -> list[Rendered | FailedPart]:
    """The figures of these names, in a language; in the place of one that cannot be drawn, why."""
    failed: list[FailedPart] = []
    with in_language(said_in):
        drawn = [attempt(failed, f"The figure “{name}”", "", partial(draw, name, findings)) for name in names]
    return [failed.pop(0) if one is None else one for one in drawn]


def get_ready() -> None:
    """What a helper imports while it waits."""
    __import__(READY)


class Studio:
    """Helpers for as long as the ``with`` block lasts; draws here where there is one processor only. Figures are in the
    language that is in force when they are asked for."""

    def __init__(self, helpers: int | None = None) -> None:
        processors = os.cpu_count() or 1
        self.helpers = (HELPERS if processors > 1 else 0) if helpers is None else helpers
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Studio:
        if self.helpers:
            context = multiprocessing.get_context("forkserver" if FORKED else "spawn")
            with worker_environment(1), contextlib.suppress(OSError):  # no shared memory: drawn here
                self.pool = ProcessPoolExecutor(self.helpers, mp_context=context, initializer=enter_helper)
                if FORKED:  # the helpers themselves come when they are wanted: they would wait for its imports
                    context.set_forkserver_preload([READY])
                    with contextlib.suppress(OSError):  # tried again when they are wanted
                        forkserver.ensure_running()
                else:
                    for _ in range(self.helpers):
                        self.pool.submit(get_ready)
        return self

    def begin(self, findings: Findings) -> list[Future[list[Rendered | FailedPart]]]:
        """Start drawing; give the result to :meth:`finish`."""
        if self.pool is None:
            return []
        try:
            with worker_environment(1):
                return [self.pool.submit(draw_some, batch, findings, language()) for batch in batches(findings)]
        except (BrokenProcessPool, OSError, EOFError):
            return []

    def finish(
        self, begun: list[Future[list[Rendered | FailedPart]]], findings: Findings
    ) -> tuple[list[Rendered], list[FailedPart]]:
        """All figures, in the order of the report, and those that could not be drawn. What a dead helper leaves
        undone is drawn here."""
        drawn: dict[str, Rendered | FailedPart] = {}
        for future, names in zip(begun, batches(findings), strict=False):
            try:
                drawn.update(zip(names, future.result(), strict=True))
            except BrokenProcessPool:
                continue
        left = [name for name in shown(findings) if name not in drawn]
        drawn.update(zip(left, draw_some(left, findings, language()), strict=True))
        found = [drawn[name] for name in shown(findings)]
        failed = [one for one in found if isinstance(one, FailedPart)]
        return [one for one in found if not isinstance(one, FailedPart)], failed

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
