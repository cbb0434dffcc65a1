"""The posterior against answers that are known."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.plausible_space import Region
from calibration.posterior import adjusted, drawn

SIZE = 40_000


def test_a_gaussian_posterior_is_recovered():
    """Statistics that are the parameters with normal errors: the posterior is the product of those."""
    rng = np.random.default_rng(1)
    unit = rng.random((SIZE, 3))
    error = np.array([0.05, 0.05])
    statistics = np.column_stack([unit[:, 0], unit[:, 0] + unit[:, 1]]) + error * rng.normal(size=(SIZE, 2))
    found = adjusted(unit, statistics, np.array([0.5, 1.0]), 0.05)
    draws, inside = drawn(found, Region(3), 4000, rng)
    assert inside == pytest.approx(1.0)
    assert draws.mean(axis=0) == pytest.approx([0.5, 0.5, 0.5], abs=0.02)
    assert draws[:, 0].std() == pytest.approx(0.05, rel=0.12)
    assert draws[:, 1].std() == pytest.approx(0.05 * np.sqrt(2), rel=0.12)
    assert np.corrcoef(draws.T)[0, 1] == pytest.approx(-np.sqrt(0.5), abs=0.06)
    assert draws[:, 2].std() == pytest.approx(12**-0.5, rel=0.06), "nothing was said of the third"


def test_without_adjustment_the_posterior_would_be_too_wide():
    """What regression adjustment is there for."""
    rng = np.random.default_rng(2)
    unit = rng.random((SIZE, 1))
    statistics = unit + 0.02 * rng.normal(size=(SIZE, 1))
    found = adjusted(unit, statistics, np.array([0.4]), 0.3)
    nearest = unit[np.argsort(np.abs(statistics[:, 0] - 0.4))[: int(0.3 * SIZE)]]
    draws, _ = drawn(found, Region(1), 2000, rng)
    assert draws.std() < 0.03 < nearest.std()
    assert draws.mean() == pytest.approx(0.4, abs=0.01)


def test_draws_stay_within_their_ranges():
    rng = np.random.default_rng(3)
    unit = rng.random((4000, 2))
    statistics = unit + 0.1 * rng.normal(size=(4000, 2))
    found = adjusted(unit, statistics, np.array([-0.1, 1.1]), 0.1)
    assert ((found.unit > 0) & (found.unit < 1)).all()


def test_weights_decide_how_often_a_point_is_drawn():
    from calibration.posterior import Accepted

    unit = np.array([[0.1], [0.9]])
    draws, _ = drawn(Accepted(unit, np.array([0.25, 0.75])), Region(1), 1000, np.random.default_rng(4))
    assert np.mean(draws == 0.9) == pytest.approx(0.75, abs=0.002)


def test_the_toy_s_truth_lies_in_the_posterior(made, plan):
    import toys

    low, high = np.quantile(made.fit.posterior.values, [0.01, 0.99], axis=0)
    for place, key in enumerate(plan.space.keys[:3]):
        assert low[place] <= toys.TRUTH[key] <= high[place], key


def test_what_moves_nothing_is_not_informed_and_the_others_are(made):
    informed = made.fit.posterior.informed
    assert (informed[:3] < 0.3).all() and informed[3] > 0.85


def test_all_targets_of_a_model_that_can_meet_them_are_met(made):
    assert [one.verdict for one in made.fit.targets] == ["inside"] * 4
    for one in made.fit.targets:
        assert one.emulated[1] <= one.target.value <= one.emulated[2]
        assert abs(one.centre - one.emulated[0]) < 0.06


def test_known_parameters_are_found_about_as_often_as_they_should(made):
    found = made.fit.recovery
    assert found.truth.shape == (6, 4)
    assert 0.75 <= found.share <= 1.0, "of 24 true values nine in ten"
    assert found.joint.mean() >= 0.5
    width = found.high - found.low
    assert np.median(width[:, :3]) < 0.25, "intervals that hold everything are no recovery"
