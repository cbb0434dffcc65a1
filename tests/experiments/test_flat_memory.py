"""What the parent of many runs keeps of each: next to nothing, for histories are written as their runs end."""

from __future__ import annotations

import copy
import gc
import tracemalloc

import fakes
import pytest

from experiments.commands.kept import Kept, outcomes_of
from experiments.commands.kept_history import ENDING, KeptHistory
from experiments.commands.run import Experiment, key_of, orders_of
from experiments.workers.run import Outcome

FIRST, LAST = 4, 24
"""Runs between which the memory is looked at: what the first ones import and warm up is not of each run."""
MOST = 6_000
"""Bytes a run: its seed, its key, the name of its file. A history of the stand-in is a hundred times as large."""


@pytest.mark.slow
def test_memory_hardly_grows_with_the_number_of_replicates(tmp_path):
    taken: dict[int, int] = {}

    def bar(todo, done):
        def report(tally):
            if tally.done >= FIRST and not tracemalloc.is_tracing():
                gc.collect()
                tracemalloc.start()
            if tally.done >= FIRST:
                gc.collect()
                taken[tally.done] = tracemalloc.get_traced_memory()[0]

        return report

    experiment = Experiment(fakes.scenario(months=12), "flat", 1, LAST, 12)
    history = fakes.simulate(experiment.scenario, 1, months=12)
    orders = orders_of(experiment, lambda *_, **__: copy.deepcopy(history))
    try:
        outcomes, _ = outcomes_of(
            orders,
            [key_of(order) for order in orders],
            Kept(tmp_path, ENDING),
            KeptHistory,
            lambda run, history, seconds: Outcome(run, history, seconds=seconds),
            bar=bar,
        )
    finally:
        tracemalloc.stop()
    assert len(outcomes) == LAST and not any(outcome.failed for outcome in outcomes)
    first, last = min(taken), max(taken)
    assert last == LAST and (taken[last] - taken[first]) / (last - first) < MOST
