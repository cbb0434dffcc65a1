"""Cost per unit of effect: the interval is right where the effect is near zero."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.fieller import fieller
from experiments.outcomes.intervals import mean_interval, prediction_interval, t_quantile


def pairs(cost, effect, spread, n, seed):
    rng = np.random.default_rng(seed)
    return rng.normal(cost, 0.1 * cost, n), rng.normal(effect, spread, n)


def test_at_the_ends_of_the_interval_the_pairs_just_contradict_the_ratio():
    cost, effect = pairs(1000, 10, 3, 12, 4)
    found = fieller(cost, effect)
    assert found.shape == "bounded" and found.low < found.value < found.high
    for ratio in (found.low, found.high):
        rest = cost - ratio * effect
        assert abs(rest.mean()) == pytest.approx(t_quantile(11) * rest.std(ddof=1) / 12**0.5)


def test_a_clear_effect_gives_nearly_the_usual_interval():
    cost, effect = pairs(1000, 10, 0.1, 400, 1)
    found = fieller(cost, effect)
    assert found.low == pytest.approx(100, rel=0.02) and found.high == pytest.approx(100, rel=0.02)


def test_an_effect_that_may_be_nought_has_no_bounded_interval():
    cost, effect = pairs(1000, 0.1, 3, 10, 2)
    found = fieller(cost, effect)
    assert found.shape == "outside" and found.low < 0 < found.high
    assert found.value <= found.low or found.value >= found.high


def test_neither_cost_nor_effect_to_speak_of_is_any_ratio():
    found = fieller(np.array([1.0, -1.0, 1.0, -1.1]), np.array([1.0, 1.1, -1.0, -1.0]))
    assert found.shape == "any" and (found.low, found.high) == (-np.inf, np.inf)


@pytest.mark.parametrize("effect", [0.3, 3.0])
def test_the_set_holds_the_true_ratio_in_about_95_of_100_experiments(effect):
    """Where the effect is a third of its spread, and where it is three times it."""
    held = 0
    for seed in range(1000):
        found = fieller(*pairs(1000, effect, 1.0, 8, seed))
        true = 1000 / effect
        inside = found.low <= true <= found.high
        outside = true <= found.low or true >= found.high
        held += {"bounded": inside, "outside": outside, "any": True}[found.shape]
    assert 930 <= held <= 970


@pytest.mark.parametrize(
    ("cost", "effect"), [([5.0], [1.0]), ([5.0, 6.0], [0.0, 0.0]), ([0.0, 0.0], [1.0, 2.0]), ([], [])]
)
def test_nothing_to_divide_gives_no_interval(cost, effect):
    found = fieller(np.array(cost), np.array(effect))
    assert found.shape == "none" and np.isnan(found.low) and np.isnan(found.high)


def test_costs_and_effects_of_different_runs_are_refused():
    with pytest.raises(ValueError, match="do not make pairs"):
        fieller(np.zeros(3), np.zeros(4))


@pytest.mark.parametrize("one_more", [False, True])
def test_the_ratio_is_bounded_exactly_where_the_effect_is_distinguishable_from_zero(one_more):
    """One kind of interval: the cost is undecided where the difference is, and only there."""
    interval = prediction_interval if one_more else mean_interval
    rng, shapes = np.random.default_rng(7), set()
    for _ in range(400):
        n = int(rng.integers(3, 12))
        cost, effect = rng.normal(1000, 50, n), rng.normal(rng.uniform(0, 5), 1.0, n)
        found = fieller(cost, effect, one_more=one_more)
        shapes.add(found.shape)
        assert (found.shape == "bounded") == interval(effect).excludes_zero
    assert {"bounded", "outside"} <= shapes


@pytest.mark.parametrize("sets", [3, 10, 40])
def test_the_set_over_parameters_holds_the_ratio_under_one_more_set(sets):
    rng, held = np.random.default_rng(sets), 0
    for _ in range(600):
        cost, effect = rng.normal(1000, 50, sets + 1), rng.normal(10, 2, sets + 1)
        found, true = fieller(cost[1:], effect[1:], one_more=True), cost[0] / effect[0]
        inside = found.low <= true <= found.high
        outside = true <= found.low or true >= found.high
        held += {"bounded": inside, "outside": outside, "any": True}[found.shape]
    assert 0.93 <= held / 600 <= 0.975
