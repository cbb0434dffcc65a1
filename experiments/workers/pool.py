"""A pool of spawned processes that survives its workers, takes orders as they come and keeps none.

Each process is a pool of its own with one worker, so that one that dies (killed for memory, a crash in
compiled code) or has to be ended (a run beyond its limits) takes nothing with it but its own run. It is
replaced; a run whose worker died is repeated a few times.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from experiments.workers.early import taken
from experiments.workers.forks import parted, time_of
from experiments.workers.limits import NO_LIMITS, to_be_ended
from experiments.workers.main_module import EXIT_CODE, MainNotImportable, leave_if_importing
from experiments.workers.run import Outcome
from experiments.workers.worker import AHEAD, NOT_STARTED, Board, Order, enter_worker, work, worker_environment

REPEATS = 2
"""How often a run whose worker died is tried again."""
POLL = 0.1
"""Seconds between two looks at the progress board."""


class Tally(NamedTuple):
    """How far the runs are."""

    done: int
    """Runs that have ended."""
    under_way: tuple[int, ...] = ()
    """Months done of the runs that have not."""


Progress = Callable[[Tally], None]
"""Called a few times a second with how far the runs are."""
Done = tuple[Order, Outcome]


@dataclass
class Slot:
    """One process, the orders in its hand, and their cells on the board."""

    cells: list[int]
    executor: ProcessPoolExecutor | None = None
    hand: dict[Future[Outcome], Order] = field(default_factory=dict)
    ended_for: dict[int, str] = field(default_factory=dict)
    """By position: the limit for which the process was ended."""
    began: dict[int, float] = field(default_factory=dict)
    """By position: when the run was first seen under way."""
    next: deque[Order] = field(default_factory=deque)
    """Orders that are best done after those in hand."""


class Pool:
    """``jobs`` processes, each with as many compute threads as said. Use :meth:`outcomes` once."""

    def __init__(self, jobs: int, threads: int, report: Progress) -> None:
        leave_if_importing()
        self.threads, self.report = threads, report
        early = taken(jobs, threads)
        self.context = multiprocessing.get_context("spawn") if early is None else early.context
        with _named():
            self.board = Board(jobs * AHEAD, self.context) if early is None else early.board
        self.early = [] if early is None else list((early.executor._processes or {}).values())
        self.slots = [Slot(list(range(first * AHEAD, (first + 1) * AHEAD))) for first in range(jobs)]
        if early is not None:
            self.slots[0].executor = early.executor
        self.waiting: deque[Order] = deque()
        """Taken back from a process that ended: first in the queue."""
        self.looking = True
        """Whether more orders may come."""
        self.paused = False
        """Whether those that look for orders are at it: they go on in the next round."""
        self.died: dict[int, int] = {}
        self.done = 0

    def outcomes(self, lists: Iterable[list[Order]]) -> Iterator[Done]:
        """Every order with its outcome, as they end. Closing the iterator ends the workers.

        The orders of a list share a past, and go to one process as long as no other has nothing to do.
        """
        coming = iter(lists)
        others = set(multiprocessing.active_children()) - set(self.early)
        try:
            while True:
                self.paused = False
                for slot in self.slots:
                    self._hand_out(slot, coming)
                futures = [future for slot in self.slots for future in slot.hand]
                if not futures and not self.looking:
                    break
                wait(futures, timeout=0.0 if self.paused else POLL, return_when=FIRST_COMPLETED)
                for slot in self.slots:
                    yield from self._ended(slot)
                    self._look_after(slot)
                under_way = [order for slot in self.slots for order in slot.hand.values()]
                self.report(Tally(self.done, tuple(self.board.read(order.cell) for order in under_way)))
            for slot in self.slots:
                if slot.executor is not None:
                    slot.executor.shutdown(wait=True, cancel_futures=True)
        except BaseException:  # stopped, or closed by who asked
            self.board.stop()
            for slot in self.slots:
                if slot.executor is not None:
                    slot.executor.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
                child.join(5)
            raise

    def _next(self, slot: Slot, coming: Iterator[list[Order]]) -> Order | None:
        """What a process is to do next: what goes with what it does, something new, or half of what another one
        has still to do."""
        if self.waiting:
            return self.waiting.popleft()
        if not slot.next and self.looking and not self.paused:
            found = next(coming, None)
            self.looking, self.paused = found is not None, found == []
            slot.next.extend(found or ())
        if not slot.next and not slot.hand and not self.looking:
            other = max(self.slots, key=lambda one: time_of(one.next))
            orders = list(other.next)
            if orders and (at := parted(orders, time_of(other.hand.values()))) is not None:
                other.next, slot.next = deque(orders[:at]), deque(orders[at:])
        return slot.next.popleft() if slot.next else None

    def _hand_out(self, slot: Slot, coming: Iterator[list[Order]]) -> None:
        """Fill the hand of a process. One that turns out to be broken is looked at in the next round."""
        while len(slot.hand) < AHEAD:
            order = self._next(slot, coming)
            if order is None:
                return
            taken = {other.cell for other in slot.hand.values()}
            placed = replace(order, cell=next(cell for cell in slot.cells if cell not in taken))
            self.board.write(placed.cell, NOT_STARTED)
            try:
                with worker_environment(self.threads), _named():  # a process is started as orders come
                    if slot.executor is None:
                        slot.executor = ProcessPoolExecutor(
                            1, mp_context=self.context, initializer=enter_worker, initargs=(self.board,)
                        )
                    slot.hand[slot.executor.submit(work, placed)] = placed
            except BrokenProcessPool:
                self.waiting.appendleft(order)
                if not slot.hand:
                    slot.executor = None
                    continue
                return

    def _ended(self, slot: Slot) -> Iterator[Done]:
        """What has ended in a process; all that was in the hand of one that is no more."""
        broken = False
        for future in [one for one in slot.hand if one.done()]:
            if isinstance(future.exception(), BrokenProcessPool):
                broken = True
                continue
            order = slot.hand.pop(future)
            slot.began.pop(order.position, None)
            self.done += 1
            yield order, outcome_of(future, order)
        if broken:
            undone, slot.hand = list(slot.hand.values()), {}
            if slot.executor is not None:
                processes = list((slot.executor._processes or {}).values())
                slot.executor.shutdown(wait=True, cancel_futures=True)
                if any(process.exitcode == EXIT_CODE for process in processes):
                    raise MainNotImportable
            slot.executor = None
            yield from self._count_the_dead(slot, undone)

    def _count_the_dead(self, slot: Slot, undone: list[Order]) -> Iterator[Done]:
        """The run that was under way when a worker died has used up a try; the others wait for the next."""
        begun = {order.position for order in undone if self.board.read(order.cell) != NOT_STARTED}
        ended_for, slot.ended_for, slot.began = slot.ended_for, {}, {}
        begun = begun or {order.position for order in undone}
        for order in reversed(undone):
            stage = ended_for.get(order.position, "")
            if stage:
                self.done += 1
                yield order, Outcome(order.run, None, stage, order.limits.words(stage))
                continue
            if not ended_for:
                self.died[order.position] = self.died.get(order.position, 0) + (order.position in begun)
            if self.died.get(order.position, 0) > REPEATS:
                self.done += 1
                text = f"the worker process died {self.died[order.position]} times (out of memory, or a crash)"
                yield order, Outcome(order.run, None, "worker", text)
            else:
                self.waiting.appendleft(order)

    def _look_after(self, slot: Slot) -> None:
        """End the process of a run that is far beyond its limits."""
        for order in slot.hand.values():
            if order.limits == NO_LIMITS or self.board.read(order.cell) == NOT_STARTED:
                continue
            began = slot.began.setdefault(order.position, time.monotonic())
            process = self._process(order)
            if process is None or order.position in slot.ended_for:
                continue
            if stage := to_be_ended(order.limits, time.monotonic() - began, process):
                slot.ended_for[order.position] = stage
                process.kill()

    def _process(self, order: Order) -> Any:
        """The process that an order is under way in; None when it has ended."""
        from psutil import Error, Process

        try:
            process = Process(self.board.process(order.cell))
            return process if process.ppid() == os.getpid() else None
        except (Error, ValueError):
            return None


@contextlib.contextmanager
def _named() -> Iterator[None]:
    """Where processes cannot share memory, the error names the folder they would share it in."""
    try:
        yield
    except OSError as error:
        if error.filename is None and os.path.isdir("/dev/shm"):
            raise OSError(error.errno, error.strerror, "/dev/shm, which worker processes need") from None
        raise


def outcome_of(future: Future[Outcome], order: Order) -> Outcome:
    """What an ended future holds; a worker that was lost, or could not send what it had, is an outcome."""
    error = future.exception()
    return future.result() if error is None else lost(order, error)


def outcomes_of(future: Future[list[Outcome]], orders: Sequence[Order]) -> list[Outcome]:
    """As :func:`outcome_of`, of orders carried out together."""
    error = future.exception()
    return future.result() if error is None else [lost(order, error) for order in orders]


def lost(order: Order, error: BaseException) -> Outcome:
    """The outcome of a run that did not come back."""
    return Outcome(order.run, None, "worker", " ".join(f"{type(error).__name__}: {error}".split()))


__all__ = ["POLL", "Done", "Pool", "Progress", "Tally", "outcome_of", "outcomes_of"]
