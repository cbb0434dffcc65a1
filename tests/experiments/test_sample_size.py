"""How many replicates: the numbers do what they promise, and are the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.analysis.replicates import needed_of
from experiments.comparison.paired import difference
from experiments.outcomes.intervals import mean_interval, prediction_interval, t_quantile
from experiments.outcomes.sample_size import MOST, for_width, sets_to_show, to_show


def test_so_many_pairs_show_the_difference_four_times_in_five():
    """A difference of half its standard deviation: 34 pairs, as in the tables of power (d = 0.5)."""
    number = to_show(0.5, 1.0)
    assert number == 34
    values = np.random.default_rng(3).normal(0.5, 1.0, (number, 20_000))
    half = t_quantile(number - 1) * values.std(axis=0, ddof=1) / np.sqrt(number)
    assert ((values.mean(axis=0) - half) > 0).mean() == pytest.approx(0.8, abs=0.015)


def test_the_width_is_reached_and_not_by_one_less():
    number = for_width(4.0, 0.5)
    reached = [t_quantile(n - 1) * 2 / np.sqrt(n) for n in (number, number - 1)]
    assert reached[0] <= 0.5 < reached[1]
    assert for_width(1e12, 1e-3) == MOST and to_show(1e-9, 1.0) is None


def test_sets_of_parameters_that_differ_too_much_are_never_enough():
    assert sets_to_show(1.0, 0.52) is None  # 1.96 standard deviations are 1.02
    number = sets_to_show(1.0, 0.4)
    values = np.array([1.0 + 0.4 * z for z in (-1, 1)] * (number // 2))
    assert number is not None and prediction_interval(values * 1.0).low > -0.1


@pytest.mark.parametrize("seed", range(5))
def test_a_comparison_and_a_sweep_of_two_points_ask_for_the_same_number(seed):
    rng = np.random.default_rng(seed)
    base = rng.normal(0, 3, 9)
    policy = base + rng.normal(1, 2, 9)
    found = difference("stayers", base, policy)
    asked = needed_of("stayers", np.column_stack([base, policy]))
    assert asked.paired is not None and asked.size == pytest.approx(abs(found.mean))
    assert asked.paired.number == (found.needed or MOST)
    assert asked.paired.low <= asked.paired.number <= asked.paired.high


def test_an_undecided_difference_needs_more_pairs_than_there_are():
    rng, undecided = np.random.default_rng(2), 0
    for _ in range(300):
        values = rng.normal(0.3, 1.0, int(rng.integers(2, 30)))
        found = difference("stayers", np.zeros_like(values), values)
        if not mean_interval(values).excludes_zero:
            undecided += 1
            assert found.needed is None or found.needed > found.pairs
    assert undecided > 100
