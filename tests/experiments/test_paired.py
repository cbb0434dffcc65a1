"""Differences within pairs, the outcomes they are of, and what pairing buys."""

from __future__ import annotations

import fakes
import numpy as np
import paying
import pytest

from experiments.comparison.paired import difference, path_difference
from experiments.outcomes.catalogue import outcomes
from experiments.outcomes.outcome import available, read_result


def test_common_random_numbers_leave_the_difference():
    rng = np.random.default_rng(1)
    shared = rng.normal(0, 100, 20)
    found = difference("stayers", shared, shared + rng.normal(5, 1, 20))
    assert found.distinguishable and found.low < 5 < found.high
    assert found.variance_reduction > 1000
    assert found.unpaired == pytest.approx(shared.var(ddof=1) * 2, rel=0.1)


def test_random_draws_of_their_own_buy_nothing():
    rng = np.random.default_rng(2)
    found = difference("stayers", rng.normal(0, 1, 4000), rng.normal(0, 1, 4000))
    assert found.variance_reduction == pytest.approx(1, abs=0.1)


def test_one_pair_has_no_interval_and_tells_nothing():
    found = difference("stayers", np.array([3.0]), np.array([9.0]))
    assert found.mean == 6 and np.isnan(found.low) and not found.distinguishable
    assert np.isnan(found.variance_reduction)


def test_arms_that_never_differ_are_the_same():
    values = np.array([1.0, 2.0, 4.0])
    found = difference("stayers", values, values.copy())
    assert found.same and not found.distinguishable and (found.low, found.high) == (0, 0)


NOT_MADE_UP = {"gap", "net_per_newcomer", "security"}
"""Measures that the made-up history does not hold."""


def test_a_run_gives_every_outcome_its_length_allows():
    found = read_result(paying.paying(fakes.scenario(), 3))
    assert set(found.values) == {row.key for row in outcomes() if row.source[0] not in NOT_MADE_UP}
    short = read_result(paying.paying(fakes.scenario(months=24), 3))
    assert set(found.values) - set(short.values) == {"retention_3", "retention_5"}


def test_a_run_without_money_spends_nothing():
    found = read_result(fakes.simulate(fakes.scenario(months=24), 3))
    assert found.values["spent"] == 0 and found.spent.tolist() == [0.0] * 24


def test_money_is_added_up_over_the_run():
    scenario = paying.with_support(fakes.scenario(months=24), 0.5)
    found = read_result(paying.paying(scenario, 3))
    assert found.values["spent"] == 12_000
    assert found.paths["spent"].value[[0, 1, -1]].tolist() == [0, 500, 12_000]


def test_retention_of_a_handful_is_left_out():
    found = read_result(paying.paying(fakes.scenario(), 3))
    few = found._replace(followed={**found.followed, "retention_5": 4.0})
    assert "retention_5" in {headline.key for headline in available([found])}
    assert "retention_5" not in {headline.key for headline in available([few])}


def test_paths_are_compared_over_the_months_both_have():
    whole, short = (read_result(paying.paying(fakes.scenario(months=months), 3)) for months in (36, 24))
    found = path_difference("stayers", [whole], [short])
    assert found is not None and found.month.tolist() == [-1, 11, 23]
    assert path_difference("nothing", [whole], [short]) is None
