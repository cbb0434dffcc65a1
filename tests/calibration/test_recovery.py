"""Known sets from the prior, how often they are found, and the rule that widens."""

from __future__ import annotations

import numpy as np
import toys

from calibration.posterior import widened
from calibration.recovery import Recovery, truths, widening


def recovered(scale: float, sets: int = 400) -> Recovery:
    """Sets whose intervals are ``scale`` times as wide on the logit scale as they should be."""
    rng = np.random.default_rng(1)
    middle = rng.normal(size=(sets, 1))
    truth = middle + rng.normal(size=(sets, 1))
    half = scale * 1.6449
    back = [1 / (1 + np.exp(-each)) for each in (truth, middle, middle - half, middle + half)]
    return Recovery(*back, np.ones(sets, bool))


def test_intervals_that_hold_are_left_and_others_widened_until_they_do():
    assert widening(recovered(1.2)) == 1.0, "wider than needed: never made narrower"
    factor = widening(recovered(0.5))
    assert 1.8 <= factor <= 2.2
    found = recovered(0.5)
    assert found.inside_of(factor).mean() >= 0.9 > found.inside_of(factor - 0.05).mean()


def test_the_interval_of_the_share_is_of_sets_and_not_of_values():
    rng = np.random.default_rng(2)
    whole = np.repeat(rng.random((20, 1)) < 0.8, 25, axis=1)
    low = np.where(whole, 0.1, 0.8)
    found = Recovery(np.full((20, 25), 0.5), np.full((20, 25), 0.5), low, np.full((20, 25), 0.9), np.ones(20, bool))
    least, most = found.interval
    assert most - least > 0.2, "twenty sets, not five hundred values"


def test_known_sets_come_from_the_whole_prior(plan):
    unit = truths(plan)
    assert unit.shape == (plan.settings.recovery.sets, len(plan.space))
    assert (np.sort(unit, axis=0).max(axis=0) > 1 - 1 / len(unit)).all(), "a Latin hypercube over the whole cube"
    assert (unit.min(axis=0) < 1 / len(unit)).all()


def test_a_widened_posterior_keeps_its_centre_and_is_wider(made, plan):
    before = made.fit.posterior
    after = widened(plan, before, 1.5)
    assert after.widened == 1.5
    moved = np.abs(after.centre - before.centre)
    assert (moved < before.told.std(axis=0)).all()
    assert (after.told.std(axis=0)[:3] > before.told.std(axis=0)[:3]).all()
    assert widened(plan, before, 1.0) is before


def test_the_posterior_that_is_told_is_the_widened_one(made):
    assert made.fit.posterior.widened == widening(made.fit.recovery)


def test_a_mechanism_more_in_the_world_is_fitted_without_it(tmp_path):
    text = toys.TEXT.replace(
        "recovery: {simulations: 1000}", "recovery: {simulations: 1000, sets: 3, mechanism: {MORE}}"
    )
    text = (
        text.replace("MORE", "ties.half_life_months: 3.0")
        .replace("points: 40", "points: 20")
        .replace("most: 3", "most: 1")
    )
    text = text.replace("half_life: {label", "spare: {label").replace(
        "path: ties.half_life_months, range: [3, 10]", "path: clubs.readiness, range: [0.4, 0.9]"
    )
    fit = toys.calibrated(toys.plan(text), tmp_path / "out").fit
    assert fit.wrong is not None and fit.recovery is not None
    assert fit.wrong.truth.tolist() == fit.recovery.truth.tolist(), "the same sets in both worlds"
    assert fit.wrong.mean.tolist() != fit.recovery.mean.tolist()
