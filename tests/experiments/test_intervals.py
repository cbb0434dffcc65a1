"""Intervals cover what they say, at any number of runs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from experiments.outcomes.intervals import (
    band,
    limits_of,
    mean_interval,
    prediction_interval,
    ranks_suffice,
    t_quantile,
)
from sim.measures.catalogue import ROWS
from sim.measures.measure import Measure

EXPERIMENTS = 20_000
SIZES = (3, 5, 10, 20, 40)


def covered(low, high, truth):
    return float(((low <= truth) & (truth <= high)).mean())


@pytest.mark.parametrize("runs", SIZES)
def test_both_intervals_cover_95_of_100_where_runs_are_normal(runs):
    rng = np.random.default_rng(runs)
    found = band(rng.normal(size=(runs, EXPERIMENTS)))
    assert covered(found.mean_low, found.mean_high, 0.0) == pytest.approx(0.95, abs=0.006)
    assert covered(found.low, found.high, rng.normal(size=EXPERIMENTS)) == pytest.approx(0.95, abs=0.006)


@pytest.mark.parametrize("runs", SIZES)
def test_they_come_near_it_where_runs_are_skewed(runs):
    """Exponential runs are as skewed as anything measured; quantiles of ten of them would hold 79 of 100."""
    rng = np.random.default_rng(runs)
    values, one_more = rng.exponential(size=(runs, EXPERIMENTS)), rng.exponential(size=EXPERIMENTS)
    found = band(values, (0.0, np.inf))
    assert covered(found.mean_low, found.mean_high, 1.0) >= 0.87
    assert 0.91 <= covered(found.low, found.high, one_more) <= 0.96
    if runs >= ranks_suffice():
        assert covered(found.low, found.high, one_more) == pytest.approx(0.95, abs=0.006)
    if runs == 10:
        assert covered(*np.quantile(values, [0.025, 0.975], axis=0), one_more) < 0.82


@pytest.mark.parametrize("parameters", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("each", [1, 2, 4])
@pytest.mark.parametrize("sets", [5, 10, 20])
def test_runs_that_share_parameters_are_not_taken_for_so_many_of_their_own(sets, each, parameters):
    """One more run has a set of its own; its standard deviation within a set is 1."""
    rng = np.random.default_rng([sets, each, int(10 * parameters)])
    groups = np.repeat(np.arange(sets), each)
    values = rng.normal(0, parameters, (sets, EXPERIMENTS))[groups]
    values = values + rng.normal(size=values.shape)
    one_more = rng.normal(0, parameters, EXPERIMENTS) + rng.normal(size=EXPERIMENTS)
    found = band(values, groups=groups)
    assert covered(found.low, found.high, one_more) == pytest.approx(0.95, abs=0.012)
    assert covered(found.mean_low, found.mean_high, 0.0) == pytest.approx(0.95, abs=0.006)


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_intervals_of_a_list_cover_their_level(level):
    rng, held = np.random.default_rng(1), [0, 0]
    for _ in range(2000):
        values, one_more = rng.normal(size=6), rng.normal()
        for place, (interval, truth) in enumerate(((mean_interval, 0.0), (prediction_interval, one_more))):
            low, high = interval(values, level)
            held[place] += low <= truth <= high
    assert np.array(held) / 2000 == pytest.approx(level, abs=0.02)


def test_mean_and_interval_of_the_mean_are_students():
    found = band(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found.mean == 3.0
    # standard error sqrt(2.5 / 5) = 0.70711, t(0.975, 4) = 2.77645
    assert found.mean_low == pytest.approx(3.0 - 2.77645 * 0.7071068, abs=1e-5)
    assert found.high == pytest.approx(3.0 + 2.77645 * np.sqrt(2.5 * 1.2), abs=1e-5)


def test_from_39_runs_on_the_ends_are_order_statistics():
    assert ranks_suffice() == 39 and ranks_suffice(0.9) == 19
    values = np.random.default_rng(1).permutation(np.arange(39.0))
    found = band(values)
    assert (float(found.low), float(found.high)) == pytest.approx((0.0, 38.0), abs=1e-9)
    assert float(band(values[:38]).low) != values[:38].min()


def test_too_few_runs_have_no_interval():
    one, two = band(np.array([[0.4, 0.5]])), band(np.array([0.4, 0.6]))
    assert not one.interval and not two.interval
    assert np.isnan(one.low).all() and np.isnan(one.mean_high).all() and np.isnan(two.low)
    assert one.mean.tolist() == [0.4, 0.5] and two.mean_low < 0.5 < two.mean_high
    assert np.isnan(prediction_interval(np.array([1.0, 2.0])).low) and np.isnan(mean_interval(np.ones(1)).low)


def test_what_was_not_measured_does_not_count():
    found = band(np.array([[1.0, np.nan], [3.0, np.nan], [2.0, np.nan], [np.nan, 7.0]]))
    assert found.mean.tolist() == [2.0, 7.0]
    assert np.isnan(found.low[1]) and found.low[0] == pytest.approx(2 - 4.302653 * np.sqrt(4 / 3))


def test_no_interval_goes_beyond_what_is_possible():
    found = band(np.array([0.0, 0.02, 0.1]), limits_of(of_unit("share of persons")))
    assert found.low == 0.0 and found.mean_low == 0.0 and found.high <= 1.0
    assert limits_of(of_unit("−1 to 1")) == (-1.0, 1.0) and limits_of(of_unit("persons")) == (0.0, np.inf)
    assert limits_of(of_unit(""))[0] == -np.inf


def of_unit(unit):
    return Measure("made_up", "Made up", unit, "mean")


def test_the_interval_of_a_balance_holds_its_mean():
    """−9 between 0 and 33 is no interval: what moves in less what moves out, and money less grants, have a sign."""
    words = {row.key: set(row.label.lower().split()) for row in ROWS}
    balances = [row for row in ROWS if words[row.key] & {"less", "net", "change", "surplus", "balance"}]
    assert {"net_migration", "net_cost"} <= {row.key for row in balances}
    for row in balances:
        found = band(np.array([-30.0, -9.0, 4.0]), limits_of(row))
        assert found.low < found.mean < 0.0, row.key


def test_the_quantile_is_students():
    assert t_quantile(40) == pytest.approx(stats.t.ppf(0.975, 40))
    assert t_quantile(np.array([1, 2.5])) == pytest.approx(stats.t.ppf(0.975, [1, 2.5]))
    assert t_quantile(9, 0.6) == pytest.approx(stats.t.ppf(0.8, 9)) and np.isnan(t_quantile(0))
