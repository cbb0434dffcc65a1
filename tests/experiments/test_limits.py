"""Runs that take too much: rows with a reason, and all others finish."""

from __future__ import annotations

import contextlib

import fakes
import psutil
import pytest

from experiments.workers import limits
from experiments.workers.limits import MEMORY, TIME, Limits
from experiments.workers.run import replicates_of
from experiments.workers.runner import run_orders, stream
from experiments.workers.worker import Order

ROOM = 600
"""Memory that runs may take beyond what this process has taken by now [MB]."""


def orders_of(simulate, limit, replicates=6):
    scenario = fakes.scenario(months=24)
    return [Order(run, scenario, simulate=simulate, limits=limit)
            for run in replicates_of(scenario.digest(), 3, replicates, 24)]


@pytest.mark.parametrize(("simulate", "stage"), [(fakes.endless, TIME), (fakes.greedy, MEMORY)])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_beyond_its_limit_is_a_row_and_the_others_finish(simulate, stage, jobs):
    most = ROOM + int(psutil.Process().memory_info().rss / 1e6)
    limit = Limits(seconds=0.5) if stage == TIME else Limits(memory=most)
    words = "took longer than 0.5 s" if stage == TIME else f"needed more than {most:,} MB of memory"
    outcomes = run_orders(orders_of(simulate, limit), jobs=jobs)
    assert {outcome.run.seed % 2 for outcome in outcomes} == {0, 1}
    for outcome in outcomes:
        odd = bool(outcome.run.seed % 2)
        assert (outcome.stage, outcome.error) == ((stage, words) if odd else ("done", ""))


def test_a_run_that_cannot_be_interrupted_takes_its_process_with_it(monkeypatch):
    """Workers keep the grace of the module: five seconds."""
    outcomes = run_orders(orders_of(fakes.deaf, Limits(seconds=0.3), 3), jobs=2)
    odd = [outcome.run.seed % 2 == 1 for outcome in outcomes]
    assert True in odd and False in odd
    assert [outcome.stage == TIME for outcome in outcomes] == odd


def test_an_interruption_that_comes_too_late_reaches_nobody(monkeypatch):
    """The run ends while it is being interrupted: the next one must not be hit."""
    monkeypatch.setattr(limits, "LOOK", 0.0005)
    for _ in range(300):
        value, reached = limits.within(Limits(seconds=0.001), lambda stage: None, lambda: sum(range(40_000)))
        assert (value is None) == bool(reached)
        assert sum(range(1000)) == 499_500


def test_orders_are_taken_as_there_is_room():
    """Ten thousand orders need no more memory than ten."""
    taken = []

    def coming():
        for order in orders_of(fakes.simulate, Limits(), 40):
            taken.append(order)
            yield order

    with contextlib.closing(stream(coming(), jobs=2)) as outcomes:
        for done, _ in enumerate(outcomes):
            assert len(taken) <= done + 1 + 4
    assert len(taken) == 40
