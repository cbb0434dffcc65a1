"""Runs of one scenario or of several, side by side: here, on a pool of our own, or on somebody's executor."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from experiments.posterior import Draws
from experiments.workers.forks import dealt, planned
from experiments.workers.limits import NO_LIMITS
from experiments.workers.order import Order, Recipe, Simulate
from experiments.workers.pasts import Pasts
from experiments.workers.pool import Done, Pool, Progress, Tally, outcome_of, outcomes_of
from experiments.workers.run import Outcome, Run
from experiments.workers.worker import carry_out, work_all, work_in_chain

if TYPE_CHECKING:
    from sim.scenario import Scenario

LENT = 256
"""Orders in hand of a lent executor at least, since workers may be added."""
LENT_TOGETHER = 16
"""Orders that a lent worker is given at once, at most."""
Finished = Callable[[int, Outcome], None]
"""Called with the position and the outcome of every order as soon as it is done, in any order."""


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
    draws: Draws | None = None,
) -> list[Outcome]:
    """The outcomes of ``runs`` of one scenario, in their order.

    ``scenario`` has the runs' patch applied. ``lives`` persons are followed in the first replicate. With
    ``draws`` each replicate has the parameters of its draw. For the rest see :func:`run_orders`.
    """
    orders = [Order(run, drawn(scenario, run, draws), threads, lives, simulate) for run in runs]
    return run_orders(orders, jobs=jobs, progress=progress, executor=executor)


def drawn(scenario: Scenario, run: Run, draws: Draws | None) -> Scenario | Recipe:
    """``scenario`` with the parameters that ``run`` is simulated with."""
    if draws is None:
        return scenario
    return Recipe(pickle.dumps(scenario), tuple(draws.of(run.replicate).items()))


def run_orders(
    orders: Sequence[Order],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    executor: Executor | None = None,
    finished: Finished | None = None,
) -> list[Outcome]:
    """The outcomes of ``orders``, of any scenarios, in their order whatever the number of jobs.

    One job runs in this process, unless runs have limits, which only the parent of a process can see to.
    Failures are outcomes. ``finished`` may raise, which ends everything. For
    the rest see :func:`stream`.
    """
    found: dict[int, Outcome] = {}
    alone = (jobs <= 1 or len(orders) <= 1) and all(order.limits == NO_LIMITS for order in orders)
    with contextlib.closing(
        stream(orders, jobs=0 if alone else max(1, min(jobs, len(orders))), progress=progress, executor=executor)
    ) as coming:
        for order, outcome in coming:
            found[order.position] = outcome
            if finished is not None:
                finished(order.position, outcome)
    return [found[position] for position in range(len(orders))]


def stream(
    orders: Iterable[Order], *, jobs: int = 1, progress: Progress | None = None, executor: Executor | None = None
) -> Generator[Done, None, None]:
    """Orders with their outcomes, as they end, in any order; ``position`` counts the orders from 0.

    Runs of one seed are simulated together as far as their pasts are the same (:mod:`experiments.workers.forks`).
    Orders are taken as there is room for them and outcomes kept by nobody, so memory does not grow with
    their number. ``jobs`` processes work at once, each with as many compute threads as the first order says;
    0: this process. ``executor`` takes the place of the pool and has ``jobs`` workers (which report no months; it
    is neither replaced nor shut down). With a method ``submit_chain`` (:class:`experiments.workers.cluster.Workers`)
    outcomes come as runs end; without, those come together that share a past, sixteen at most. Close the generator,
    or leave it by an exception, and the workers are gone.
    """
    report = progress or (lambda tally: None)
    numbered = (replace(order, position=position) for position, order in enumerate(orders))
    if executor is not None:
        lists = dealt(planned(numbered), max(1, jobs), LENT_TOGETHER)
        most = max(LENT, 2 * LENT_TOGETHER * jobs)
        lent = _in_chains if hasattr(executor, "submit_chain") else _together
        yield from lent(lists, executor, most, report)
        return
    first = next(numbered, None)
    if first is None:
        return
    lists = planned(_chained(first, numbered))
    yield from _here(lists, report) if jobs < 1 else Pool(jobs, first.threads, report).outcomes(lists)


def _chained(first: Order, rest: Iterable[Order]) -> Generator[Order, None, None]:
    yield first
    yield from rest


def _here(lists: Iterable[list[Order]], report: Progress) -> Generator[Done, None, None]:
    """One after the other in this process."""
    remembered = Pasts()
    for done, order in enumerate(order for orders in lists for order in orders):
        outcome = carry_out(order, lambda months, done=done: report(Tally(done, (months,))), remembered)  # type: ignore[misc]
        report(Tally(done + 1))
        yield order, outcome


def _in_chains(lists: Iterable[list[Order]], executor: Any, most: int, report: Progress) -> Generator[Done, None, None]:
    """On the caller's executor, those that share a past one after the other. One that did not come back, or waited for
    one that did not, is tried once more by itself."""
    coming, done = iter(lists), 0
    hand: dict[Future[Outcome], Order] = {}
    again: set[int] = set()

    def submit(orders: Sequence[Order]) -> None:
        hand.update(zip(executor.submit_chain(work_in_chain, orders), orders, strict=True))

    try:
        while True:
            while len(hand) < most and (orders := next(coming, None)) is not None:
                submit(orders)
            if not hand:
                return
            for future in wait(hand, return_when=FIRST_COMPLETED).done:
                order = hand.pop(future)
                if future.exception() is not None and order.position not in again:
                    again.add(order.position)
                    submit([order])
                    continue
                done += 1
                yield order, outcome_of(future, order)
            report(Tally(done))
    finally:
        for future in hand:
            future.cancel()


def _together(
    lists: Iterable[list[Order]], executor: Executor, most: int, report: Progress
) -> Generator[Done, None, None]:
    """On the caller's executor, those that share a past together."""
    coming, done = iter(lists), 0
    hand: dict[Future[list[Outcome]], list[Order]] = {}
    try:
        while True:
            while sum(map(len, hand.values())) < most and (orders := next(coming, None)) is not None:
                hand[executor.submit(work_all, orders)] = orders
            if not hand:
                return
            for future in wait(hand, return_when=FIRST_COMPLETED).done:
                orders = hand.pop(future)
                for order, outcome in zip(orders, outcomes_of(future, orders), strict=True):
                    done += 1
                    yield order, outcome
            report(Tally(done))
    finally:
        for future in hand:
            future.cancel()


__all__ = ["Finished", "Progress", "Tally", "drawn", "run_all", "run_orders", "stream"]
