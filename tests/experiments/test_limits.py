"""Runs that take too much: rows with a reason, and all others finish."""

from __future__ import annotations

import contextlib

import fakes
import misbehaving
import psutil
import pytest

from experiments.workers import forks, limits
from experiments.workers.limits import MEMORY, TIME, Limits
from experiments.workers.run import replicates_of
from experiments.workers.runner import run_orders, stream
from experiments.workers.worker import Order

ROOM = 600
"""Memory that runs may take beyond what this process has taken by now [MB]."""


def orders_of(simulate, limit, replicates=6):
    scenario = fakes.scenario(months=24)
    return [
        Order(run, scenario, simulate=simulate, limits=limit)
        for run in replicates_of(scenario.digest(), 3, replicates, 24)
    ]


@pytest.mark.parametrize(("simulate", "stage"), [(misbehaving.endless, TIME), (misbehaving.greedy, MEMORY)])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_beyond_its_limit_is_a_row_and_the_others_finish(simulate, stage, jobs):
    most = ROOM + int(psutil.Process().memory_info().rss / 1e6)
    limit = Limits(seconds=1.5) if stage == TIME else Limits(memory=most)
    words = "took longer than 1.5 s" if stage == TIME else f"needed more than {most:,} MB of memory"
    outcomes = run_orders(orders_of(simulate, limit, 4), jobs=jobs)
    assert {outcome.run.seed % 2 for outcome in outcomes} == {0, 1}
    for outcome in outcomes:
        odd = bool(outcome.run.seed % 2)
        assert (outcome.stage, outcome.error) == ((stage, words) if odd else ("done", ""))


def test_a_run_that_hangs_loses_its_process_and_takes_no_other_run_with_it(monkeypatch):
    """Runs beside it are simulated once, though its process is ended by the parent."""
    monkeypatch.setattr(limits, "GRACE", 0.1)
    marks = []
    outcomes = run_orders(orders_of(misbehaving.deaf, Limits(seconds=1.5), 4), jobs=2, progress=marks.append)
    odd = [outcome.run.seed % 2 == 1 for outcome in outcomes]
    assert True in odd and False in odd
    assert [outcome.stage for outcome in outcomes] == [TIME if one else "done" for one in odd]
    assert max(tally.done for tally in marks) == 4


def test_in_this_process_a_limit_acts_at_the_end_of_a_month():
    outcome = next(iter(stream(orders_of(misbehaving.plodding, Limits(seconds=0.1), 1), jobs=0)))[1]
    assert (outcome.stage, outcome.error) == (TIME, "took longer than 0.1 s")


def test_a_container_may_have_less_memory_than_its_machine(tmp_path, monkeypatch):
    (tmp_path / "max").write_text("2000000000\n")
    monkeypatch.setattr(limits, "GROUPS", (tmp_path / "nowhere", tmp_path / "max"))
    assert limits.limits_here(None, None, 2) == Limits(None, 900)
    assert limits.limits_here(3.0, 150, 2) == Limits(3.0, 150)


def test_orders_are_taken_as_there_is_room(monkeypatch):
    """Ten thousand orders need no more memory than those that are looked at together."""
    monkeypatch.setattr(forks, "WINDOW", 4)
    monkeypatch.setattr(forks, "WINDOW_MOST", 4)
    taken = []

    def coming():
        for order in orders_of(fakes.simulate, Limits(), 40):
            taken.append(order)
            yield order

    with contextlib.closing(stream(coming(), jobs=2)) as outcomes:
        for done, _ in enumerate(outcomes):
            assert len(taken) <= done + 1 + 4 + 4
    assert len(taken) == 40
