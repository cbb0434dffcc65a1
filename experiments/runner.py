"""Replicates, side by side: results come in order whatever the number of jobs.

One job runs in this process. More run in a pool of spawned processes; a worker that dies (killed for
memory, a crash in compiled code) has its pool replaced and its runs repeated, the last time alone, so
that one bad run cannot take others with it. A caller may bring any ``concurrent.futures.Executor`` instead.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from experiments.runs import Outcome, Run
from experiments.worker import (
    NOT_STARTED,
    Board,
    Order,
    Simulate,
    carry_out,
    enter_worker,
    work,
    worker_environment,
)

if TYPE_CHECKING:
    from sim.scenario import Scenario

REPEATS = 2
"""How often a run whose worker died is tried again."""
POLL = 0.1
"""Seconds between two looks at the progress board."""

Progress = Callable[[Sequence[int]], None]
"""Told the months done of every run (-1 = not begun), a few times a second."""


def run_all(
    scenario: Scenario,
    runs: Sequence[Run],
    *,
    jobs: int = 1,
    threads: int = 1,
    lives: int = 0,
    progress: Progress | None = None,
    executor: Executor | None = None,
    simulate: Simulate | None = None,
) -> list[Outcome]:
    """The outcomes of ``runs``, in their order.

    ``scenario`` has the runs' patch applied. ``jobs`` processes work at once, each with ``threads``
    compute threads; ``executor`` takes the place of the pool (its workers report no months).
    ``lives`` persons are followed in the first replicate. Failures are outcomes. Raises
    ``KeyboardInterrupt`` after the workers are gone.
    """
    orders = [Order(run, scenario, threads, lives, simulate) for run in runs]
    report = progress or (lambda months: None)
    if executor is not None:
        return _lent(orders, executor, report)
    if jobs <= 1 or len(orders) <= 1:
        return [_here(place, orders, report) for place in range(len(orders))]
    return _Pool(orders, jobs, threads, report).outcomes()


def _here(place: int, orders: Sequence[Order], report: Progress) -> Outcome:
    """One run in this process; those before it are done."""
    before = [order.run.months for order in orders[:place]]
    after = [NOT_STARTED] * (len(orders) - place - 1)
    return carry_out(orders[place], lambda months: report([*before, months, *after]))


def _lent(orders: Sequence[Order], executor: Executor, report: Progress) -> list[Outcome]:
    """Runs on the caller's executor, which is neither replaced nor shut down."""
    futures = {executor.submit(work, order): place for place, order in enumerate(orders)}
    months = [NOT_STARTED] * len(orders)
    found: dict[int, Outcome] = {}
    waiting = set(futures)
    try:
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                place = futures[future]
                error = future.exception()
                run = orders[place].run
                found[place] = future.result() if error is None else Outcome(run, None, "worker", str(error))
                months[place] = run.months
            report(months)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise
    return [found[place] for place in range(len(orders))]


class _Pool:
    """A spawned pool that survives its workers."""

    def __init__(self, orders: Sequence[Order], jobs: int, threads: int, report: Progress) -> None:
        self.orders = orders
        self.jobs = jobs
        self.threads = threads
        self.report = report
        self.context = multiprocessing.get_context("spawn")
        self.found: dict[int, Outcome] = {}
        self.died = [0] * len(orders)

    def outcomes(self) -> list[Outcome]:
        while missing := [place for place in range(len(self.orders)) if place not in self.found]:
            last_try = [place for place in missing if self.died[place] >= REPEATS]
            for place in last_try:
                self._round([place], 1)
            rest = [place for place in missing if place not in last_try]
            if rest:
                self._round(rest, min(self.jobs, len(rest)))
        return [self.found[place] for place in range(len(self.orders))]

    def _round(self, places: Sequence[int], jobs: int) -> None:
        """Run ``places`` on a pool of their own; what a dying worker leaves undone stays missing."""
        board = Board(1 + max(order.run.replicate for order in self.orders), self.context)
        others = set(multiprocessing.active_children())
        with worker_environment(self.threads):
            pool = ProcessPoolExecutor(
                jobs, mp_context=self.context, initializer=enter_worker, initargs=(board,)
            )
            try:
                futures = {pool.submit(work, self.orders[place]): place for place in places}
            except BrokenProcessPool:
                futures = {}
        broken = not futures
        try:
            broken = self._collect(futures, board) or broken
            pool.shutdown(wait=True, cancel_futures=True)
        except BaseException:
            board.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
                child.join(5)
            raise
        if broken:
            self._count_the_dead(places, board)

    def _collect(self, futures: dict[Future[Outcome], int], board: Board) -> bool:
        """Take results as they come. True when a worker died."""
        waiting, broken = set(futures), False
        while waiting:
            done, waiting = wait(waiting, timeout=POLL, return_when=FIRST_COMPLETED)
            for future in done:
                place = futures[future]
                try:
                    self.found[place] = future.result()
                except BrokenProcessPool:
                    broken = True
                except Exception as error:  # an outcome that cannot be sent
                    self.found[place] = Outcome(self.orders[place].run, None, "worker", str(error))
            self.report([self._months(place, order, board) for place, order in enumerate(self.orders)])
        return broken

    def _months(self, place: int, order: Order, board: Board) -> int:
        return order.run.months if place in self.found else board.read(order.run.replicate)

    def _count_the_dead(self, places: Sequence[int], board: Board) -> None:
        """Runs that were under way when a worker died have used up a try."""
        undone = [place for place in places if place not in self.found]
        begun = [p for p in undone if board.read(self.orders[p].run.replicate) != NOT_STARTED]
        for place in begun or undone:
            self.died[place] += 1
            if self.died[place] > REPEATS:
                run = self.orders[place].run
                text = f"the worker process died {self.died[place]} times (out of memory, or a crash)"
                self.found[place] = Outcome(run, None, "worker", text)


__all__ = ["run_all"]
