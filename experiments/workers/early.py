"""A first worker that imports the model while the command still reads what it is asked for.

A worker spends half a second on imports and so does a command on reading and checking a scenario: on two processors
both take that long once. The first pool of enough room takes the worker over; where there is none (the scenario is
wrong, all runs are there already) it ends with the block.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

from experiments.workers.importing import import_all
from experiments.workers.main_module import leave_if_importing
from experiments.workers.worker import AHEAD, Board, enter_worker, worker_environment
from sim.cache import cache_folder

MODULES = ("sim.history", "experiments.commands.kept_history", "experiments.outcomes.tables")
ALLOWED = True
"""Whether workers may start early (tests of other things would start some for nothing)."""


@dataclass
class EarlyWorker:
    """A worker with nothing to do yet, and what it shares with the pool that takes it over."""

    context: Any
    board: Board
    executor: ProcessPoolExecutor
    jobs: int
    threads: int

    def end(self) -> None:
        """End the process at once: it has nothing in hand."""
        for process in (self.executor._processes or {}).values():
            process.kill()
        self.executor.shutdown(wait=True, cancel_futures=True)


_waiting: EarlyWorker | None = None


@contextlib.contextmanager
def early_worker(jobs: int, threads: int) -> Iterator[None]:
    """Within the block a worker gets ready for a pool of at most ``jobs`` processes with ``threads`` threads each."""
    global _waiting
    if ALLOWED and _waiting is None:
        with contextlib.suppress(OSError):  # no memory to share, perhaps: the pool says so in words
            _waiting = _started(jobs, threads)
    try:
        yield
    finally:
        left, _waiting = _waiting, None
        if left is not None:
            left.end()


def taken(jobs: int, threads: int) -> EarlyWorker | None:
    """The worker that waits, from now on the caller's; None where there is none, or none that fits."""
    global _waiting
    found = _waiting
    if found is None or found.jobs < jobs or found.threads != threads:
        return None
    _waiting = None
    return found


def _started(jobs: int, threads: int) -> EarlyWorker:
    leave_if_importing()
    cache_folder("matplotlib")  # where no folder can keep anything, all processes are to share one
    context = multiprocessing.get_context("spawn")
    board = Board(jobs * AHEAD, context)
    with worker_environment(threads):
        executor = ProcessPoolExecutor(1, mp_context=context, initializer=enter_worker, initargs=(board,))
        executor.submit(get_ready)
    return EarlyWorker(context, board, executor, jobs, threads)


def get_ready() -> None:
    """What a worker imports while it waits: the model, and what packs a history."""
    import_all(MODULES)


__all__ = ["EarlyWorker", "early_worker", "taken"]
