"""A pool of spawned processes that survives its workers, takes orders as they come and keeps none.

A worker that dies (killed for memory, a crash in compiled code) breaks the pool of the standard library: it
is replaced and the runs that were under way are repeated, the last time alone, so that one bad run cannot
take others with it.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import Any, NamedTuple

from experiments.workers.run import Outcome
from experiments.workers.worker import (
    ENDED_FOR,
    NOT_STARTED,
    Board,
    Order,
    enter_worker,
    work,
    worker_environment,
)

REPEATS = 2
"""How often a run whose worker died is tried again."""
AHEAD = 2
"""Orders in hand for each process, so that none waits for the next."""
POLL = 0.1
"""Seconds between two looks at the progress board."""


class Tally(NamedTuple):
    """How far the runs are."""

    done: int
    """Runs that have ended."""
    under_way: tuple[int, ...] = ()
    """Months done of the runs that have not."""


Progress = Callable[[Tally], None]
"""Told a few times a second how far the runs are."""
Done = tuple[Order, Outcome]


class Pool:
    """``jobs`` processes, each with as many compute threads as said. Use :meth:`outcomes` once."""

    def __init__(self, jobs: int, threads: int, report: Progress) -> None:
        self.jobs, self.threads, self.report = jobs, threads, report
        self.context = multiprocessing.get_context("spawn")
        self.waiting: deque[Order] = deque()
        """Taken back from a broken pool: first in the queue."""
        self.alone: deque[Order] = deque()
        """At their last try."""
        self.died: dict[int, int] = {}
        self.done = 0

    def outcomes(self, orders: Iterable[Order]) -> Iterator[Done]:
        """Every order with its outcome, as they end. Closing the iterator ends the workers."""
        coming = iter(orders)
        while True:
            if self.alone:
                yield from self._round(iter([self.alone.popleft()]), 1)
            elif self.waiting or (order := next(coming, None)) is not None:
                if not self.waiting:
                    assert order is not None
                    self.waiting.append(order)
                yield from self._round(self._queue(coming), self.jobs)
            else:
                return

    def _queue(self, coming: Iterator[Order]) -> Iterator[Order]:
        while True:
            if self.waiting:
                yield self.waiting.popleft()
            elif (order := next(coming, None)) is not None:
                yield order
            else:
                return

    def _round(self, queue: Iterator[Order], jobs: int) -> Iterator[Done]:
        """Run the queue on processes of its own, until it is empty or a worker dies."""
        board = Board(jobs * AHEAD, self.context)
        free = list(range(jobs * AHEAD))
        hand: dict[Future[Outcome], Order] = {}
        others = set(multiprocessing.active_children())
        with worker_environment(self.threads):
            executor = ProcessPoolExecutor(
                jobs, mp_context=self.context, initializer=enter_worker, initargs=(board,)
            )
        try:
            broken = not self._hand_out(queue, executor, free, hand, board)
            while hand:
                ended, _ = wait(hand, timeout=POLL, return_when=FIRST_COMPLETED)
                for future in [one for one in ended if not isinstance(one.exception(), BrokenProcessPool)]:
                    order = hand.pop(future)
                    free.append(order.cell)
                    self.done += 1
                    yield order, outcome_of(future, order)
                broken = broken or any(isinstance(f.exception(), BrokenProcessPool) for f in ended)
                if broken:
                    break
                broken = not self._hand_out(queue, executor, free, hand, board)
                self.report(Tally(self.done, tuple(board.read(order.cell) for order in hand.values())))
            executor.shutdown(wait=True, cancel_futures=True)
        except BaseException:  # stopped, or closed by who asked
            board.stop()
            executor.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
                child.join(5)
            raise
        if broken:
            yield from self._count_the_dead(list(hand.values()), board)

    def _hand_out(self, queue: Iterator[Order], executor: Any, free: list[int],
                  hand: dict[Future[Outcome], Order], board: Board) -> bool:
        """Fill the hand from the queue. False when the pool turns out to be broken."""
        while free:
            order = next(queue, None)
            if order is None:
                break
            placed = replace(order, cell=free[-1])
            board.write(placed.cell, NOT_STARTED)
            try:
                with worker_environment(self.threads):  # processes are started as orders come
                    hand[executor.submit(work, placed)] = placed
            except BrokenProcessPool:
                self.waiting.appendleft(order)
                return False
            free.pop()
        return True

    def _count_the_dead(self, undone: list[Order], board: Board) -> Iterator[Done]:
        """Runs that were under way when a worker died have used up a try; the others wait for the next."""
        told = {code: stage for stage, code in ENDED_FOR.items()}
        begun = {order.place for order in undone if board.read(order.cell) != NOT_STARTED}
        begun = begun or {order.place for order in undone}
        for order in reversed(undone):
            stage = told.get(board.read(order.cell), "")
            if stage:
                self.done += 1
                yield order, Outcome(order.run, None, stage, order.limits.words(stage))
                continue
            died = self.died[order.place] = self.died.get(order.place, 0) + (order.place in begun)
            if died > REPEATS:
                self.done += 1
                text = f"the worker process died {died} times (out of memory, or a crash)"
                yield order, Outcome(order.run, None, "worker", text)
            else:
                (self.alone if died == REPEATS else self.waiting).appendleft(order)
        self.report(Tally(self.done))


def outcome_of(future: Future[Outcome], order: Order) -> Outcome:
    """What an ended future holds; a worker that was lost, or could not send what it had, is an outcome."""
    error = future.exception()
    if error is None:
        return future.result()
    return Outcome(order.run, None, "worker", " ".join(f"{type(error).__name__}: {error}".split()))


__all__ = ["POLL", "Done", "Pool", "Progress", "Tally", "outcome_of"]
