"""Main effects and interactions against made-up outcomes whose effects are known."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.effects import against_reference, effects

LEVELS = {"a": ("off", "on"), "b": ("low", "middle", "high"), "c": ("x", "y")}


def outcome(replicates=6, joint=0.0, noise=0.0):
    """Random draws shared by all cells, +2 for a, +1 a step of b, and ``joint`` for a together with b high."""
    rng = np.random.default_rng(1)
    values = np.zeros((replicates, 2, 3, 2)) + rng.normal(0, 50, (replicates, 1, 1, 1))
    values[:, 1] += 2
    values += np.arange(3)[None, None, :, None]
    values[:, 1, 2] += joint
    return values + rng.normal(0, noise, values.shape) if noise else values


def found(values, kind):
    return {effect.levels: effect for effect in effects("stayers", values, LEVELS) if effect.kind == kind}


def test_main_effects_are_against_the_first_level():
    main = found(outcome(), "main")
    means = {levels[0]: effect.difference.mean for levels, effect in main.items()}
    assert means == pytest.approx({("a", "on"): 2, ("b", "middle"): 1, ("b", "high"): 2, ("c", "y"): 0})
    assert main[(("b", "high"),)].reference == ("low",)


def test_effects_that_only_add_up_have_no_interaction():
    means = [effect.difference.mean for effect in found(outcome(), "interaction").values()]
    assert means == pytest.approx([0] * 5)


def test_an_interaction_is_what_both_do_beyond_the_sum():
    together = found(outcome(joint=3), "interaction")
    means = {levels: effect.difference.mean for levels, effect in together.items()}
    assert means[("a", "on"), ("b", "high")] == pytest.approx(3)
    assert means[("a", "on"), ("b", "middle")] == pytest.approx(0)
    one = together[("a", "on"), ("b", "high")].difference
    assert (one.base, one.policy) == pytest.approx((4, 7))  # the sum, and what they do together


def test_common_random_numbers_do_not_widen_the_intervals():
    main = found(outcome(replicates=8, noise=0.1), "main")
    one = main[(("a", "on"),)].difference
    assert one.distinguishable and one.high - one.low < 0.5  # chance has a spread of 50


def test_a_replicate_with_a_cell_missing_is_left_out():
    values = outcome()
    values[2, 1, 0, 1] = np.nan
    assert {effect.difference.pairs for effect in effects("stayers", values, LEVELS)} == {5}
    assert against_reference("stayers", values)[1, 2, 0].mean == pytest.approx(4)
    assert effects("stayers", np.full((2, 2, 3, 2), np.nan), LEVELS) == []
