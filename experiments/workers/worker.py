"""What happens to one run, here or in a worker process."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from multiprocessing import resource_tracker
from typing import Any

from experiments.workers.limits import NO_LIMITS, LimitReached, Watch
from experiments.workers.order import Branch, Order, Recipe, Simulate
from experiments.workers.pasts import Pasts
from experiments.workers.run import Outcome
from sim.scenario.errors import ScenarioError

AHEAD = 2
"""Orders in hand for each process, so that none waits for the next."""
NOT_STARTED = -1000
"""Below anything that a run tells: hundredths of the building still to do are below zero, too."""

CHAINS = 8
"""Chains of which a process of a lent executor keeps towns."""


class Stopped(Exception):
    """The experiment is being stopped: the run ends at the next month."""


class Board:
    """A few shared integers: a stop flag, and for each order in hand the months done (below zero while
    the region is built, see :data:`sim.simulation.Progress`; or NOT_STARTED) and the process it is under way in."""

    def __init__(self, orders: int, context: Any) -> None:
        self.cells = context.RawArray(ctypes.c_int32, 2 * orders + 1)
        for index in range(orders):
            self.write(index, NOT_STARTED)

    def stop(self) -> None:
        self.cells[0] = 1

    @property
    def stopping(self) -> bool:
        return bool(self.cells[0])

    def write(self, cell: int, months: int) -> None:
        self.cells[2 * cell + 1] = months

    def read(self, cell: int) -> int:
        return int(self.cells[2 * cell + 1])

    def begin(self, cell: int) -> None:
        """Say that this process has begun with the order of a cell."""
        self.cells[2 * cell + 2] = os.getpid()
        self.write(cell, 0)

    def process(self, cell: int) -> int:
        return int(self.cells[2 * cell + 2])


_board: Board | None = None
_pasts = Pasts()
_chains: dict[str, Pasts] = {}
_chains_lock = threading.Lock()


def enter_worker(board: Board) -> None:
    """First thing in a worker process."""
    global _board
    _board = board
    enter_helper()


def enter_helper() -> None:
    """First thing in any process of ours: it leaves Ctrl-C to the parent, and goes when the parent goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def work_all(orders: Sequence[Order]) -> list[Outcome]:
    """Run orders one after the other on a lent executor."""
    remembered = Pasts()
    return [carry_out(order, lambda months: None, remembered) for order in orders]


def work_in_chain(order: Order, chain: str, before: object = None) -> Outcome:
    """Run one order of a chain on a lent executor, whose tasks go one after the other; ``before``: what the one
    before came to, for whose end the executor waits. The towns of a chain stay in the process that it is in."""
    remembered = _chains.pop(chain, None) or Pasts()
    outcome = carry_out(order, lambda months: None, remembered)
    if remembered.kept:
        with _chains_lock:
            _chains[chain] = remembered
            while len(_chains) > CHAINS:  # those that were never ended here: another took them over
                del _chains[next(iter(_chains))]
    return outcome


def work(order: Order) -> Outcome:
    """Run one order in a worker process, which remembers pasts from one to the next."""
    board = _board
    if board is not None and not board.stopping:
        board.begin(order.cell)

    def tell(months: int) -> None:
        if board is not None:
            if board.stopping:
                raise Stopped
            board.write(order.cell, months)

    return carry_out(order, tell, _pasts)


def carry_out(order: Order, tell: Callable[[int], None], remembered: Pasts | None = None) -> Outcome:
    """Make the history of one run, reporting the months done. A failure is an outcome with its stage.

    ``remembered``: the pasts it may begin from. Only :class:`Stopped`, from ``tell``, and Ctrl-C leave this function
    as exceptions. A limit acts at the end of each month, and now and then while the region is built.
    """
    began, watch = time.perf_counter(), Watch(order.limits)

    def looked_after(months: int) -> None:
        tell(months)
        watch.look()

    try:
        found = _made(order, looked_after if order.limits != NO_LIMITS else tell, remembered)
    except LimitReached as reached:
        found = Outcome(order.run, None, str(reached), order.limits.words(str(reached)))
    return replace(found, seconds=time.perf_counter() - began)


def _made(order: Order, tell: Callable[[int], None], remembered: Pasts | None) -> Outcome:
    run, stage = order.run, "region"
    shared: dict[str, Any] = {}

    def progress(month_done: int, months: int) -> None:
        nonlocal stage
        tell(month_done)
        if month_done >= 0:
            stage = "measures" if month_done >= months else f"month {month_done}"

    tell(0)
    try:
        scenario = order.scenario.scenario() if isinstance(order.scenario, Recipe) else order.scenario
        forked = remembered is not None and order.branch is not None
        alone = order.simulate or functools.partial(_simulate(), asked=order.asked)
        simulate = remembered.simulate(order) if remembered is not None and forked else alone
        source = remembered if forked else simulate
        history = simulate(
            scenario,
            run.seed,
            threads=order.threads,
            months=run.months,
            lives=order.lives if run.replicate == 0 else 0,
            progress=progress,
        )
        usual = {"taken_over": 0, "built": True, "towns": 0}
        shared = {name: getattr(source, name, value) for name, value in usual.items()}
    except (Stopped, LimitReached):
        raise
    except ScenarioError as error:  # found out only in building the region
        return Outcome(run, None, "scenario", str(error))
    except Exception as error:
        return Outcome(run, None, stage, _in_words(error))
    if order.read is None:
        return Outcome(run, history, **shared)
    try:
        return Outcome(run, None, read=order.read(history), **shared)
    except Exception as error:
        return Outcome(run, None, "measures", _in_words(error))


def _simulate() -> Simulate:
    from experiments.lives import simulate

    return simulate


def _in_words(error: Exception) -> str:
    """The error in one line: its own words, or its kind where it has none."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


@contextlib.contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started within are deaf to Ctrl-C from their first instruction on, not only once they have
    imported all they need; for the parent it waits until the end of the block."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # beginning later, it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def worker_environment(threads: int) -> Iterator[None]:
    """Environment in which workers are started: each with the given number of compute threads, deaf to
    Ctrl-C."""
    names = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, str(threads)))
    try:
        with deaf_to_ctrl_c():
            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


__all__ = [
    "AHEAD",
    "NOT_STARTED",
    "Board",
    "Branch",
    "Order",
    "Recipe",
    "Simulate",
    "Stopped",
    "carry_out",
    "enter_helper",
    "enter_worker",
    "work",
    "work_all",
    "work_in_chain",
    "worker_environment",
]
