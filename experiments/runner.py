"""Runs of one scenario or of several, side by side: results come in order whatever the number of jobs.

One job runs in this process. More run in a pool of spawned processes; a worker that dies (killed for
memory, a crash in compiled code) has its pool replaced and its runs repeated, the last time alone, so
that one bad run cannot take others with it. A caller may bring any ``concurrent.futures.Executor`` instead.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
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


Finished = Callable[[int, Outcome], None]
"""Told the position and the outcome of every order as soon as it is done, in any order."""


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
    """The outcomes of ``runs`` of one scenario, in their order.

    ``scenario`` has the runs' patch applied. ``lives`` persons are followed in the first replicate. For the
    rest see :func:`run_orders`.
    """
    orders = [Order(run, scenario, threads, lives, simulate) for run in runs]
    return run_orders(orders, jobs=jobs, progress=progress, executor=executor)


def run_orders(
    orders: Sequence[Order],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    executor: Executor | None = None,
    finished: Finished | None = None,
) -> list[Outcome]:
    """The outcomes of ``orders``, of any scenarios, in their order.

    ``jobs`` processes work at once, each with as many compute threads as the orders say; ``executor`` takes
    the place of the pool (its workers report no months). Failures are outcomes. ``finished`` may raise, which
    ends everything. Raises ``KeyboardInterrupt`` after the workers are gone.
    """
    orders = [replace(order, place=place) for place, order in enumerate(orders)]
    report = progress or (lambda months: None)
    done = finished or (lambda place, outcome: None)
    if executor is not None:
        return _lent(orders, executor, report, done)
    if jobs <= 1 or len(orders) <= 1:
        return [_here(order, orders, report, done) for order in orders]
    return _Pool(orders, jobs, report, done).outcomes()


def _here(order: Order, orders: Sequence[Order], report: Progress, done: Finished) -> Outcome:
    """One run in this process; those before it are done."""
    before = [earlier.run.months for earlier in orders[:order.place]]
    after = [NOT_STARTED] * (len(orders) - order.place - 1)
    outcome = carry_out(order, lambda months: report([*before, months, *after]))
    done(order.place, outcome)
    return outcome


def _lent(orders: Sequence[Order], executor: Executor, report: Progress, done: Finished) -> list[Outcome]:
    """Runs on the caller's executor, which is neither replaced nor shut down."""
    futures = {executor.submit(work, order): order for order in orders}
    months = [NOT_STARTED] * len(orders)
    found: dict[int, Outcome] = {}
    waiting = set(futures)
    try:
        while waiting:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                place, run = futures[future].place, futures[future].run
                error = future.exception()
                found[place] = future.result() if error is None else Outcome(run, None, "worker", str(error))
                done(place, found[place])
                months[place] = run.months
            report(months)
    except BaseException:
        for future in waiting:
            future.cancel()
        raise
    return [found[place] for place in range(len(orders))]


class _Pool:
    """A spawned pool that survives its workers."""

    def __init__(self, orders: Sequence[Order], jobs: int, report: Progress, done: Finished) -> None:
        self.orders = orders
        self.jobs = jobs
        self.threads = max(order.threads for order in orders)
        self.report = report
        self.done = done
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
        board = Board(len(self.orders), self.context)
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
                    self._keep(place, future.result())
                except BrokenProcessPool:
                    broken = True
                except Exception as error:  # an outcome that cannot be sent
                    if place in self.found:
                        raise
                    self._keep(place, Outcome(self.orders[place].run, None, "worker", str(error)))
            self.report([self._months(order, board) for order in self.orders])
        return broken

    def _keep(self, place: int, outcome: Outcome) -> None:
        self.found[place] = outcome
        self.done(place, outcome)

    def _months(self, order: Order, board: Board) -> int:
        return order.run.months if order.place in self.found else board.read(order.place)

    def _count_the_dead(self, places: Sequence[int], board: Board) -> None:
        """Runs that were under way when a worker died have used up a try."""
        undone = [place for place in places if place not in self.found]
        begun = [p for p in undone if board.read(p) != NOT_STARTED]
        for place in begun or undone:
            self.died[place] += 1
            if self.died[place] > REPEATS:
                run = self.orders[place].run
                text = f"the worker process died {self.died[place]} times (out of memory, or a crash)"
                self._keep(place, Outcome(run, None, "worker", text))


__all__ = ["Finished", "Progress", "run_all", "run_orders"]
