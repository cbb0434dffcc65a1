"""Policies ranked, with ties marked as ties."""

from __future__ import annotations

import numpy as np

from experiments.comparison.fieller import fieller
from experiments.comparison.paired import difference
from experiments.comparison.ranking import rankings
from experiments.comparison.result import Comparison, Versus

PAIRS = 12


def policy(name, gain, cost, common, spread=0.5):
    rng = np.random.default_rng(len(name) + int(gain))
    zero = np.zeros(PAIRS)
    stay = difference("stayers", zero, gain + common + rng.normal(0, spread, PAIRS))
    spent = difference("spent", zero, cost + rng.normal(0, 10, PAIRS))
    return Versus(
        name,
        name.title(),
        tuple(range(PAIRS)),
        (("a", "b"),),
        (stay, spent),
        {"stayers": fieller(spent.values, stay.values)},
        {},
        0,
        tuple(range(PAIRS)),
    )


def ranked(*policies):
    return {
        one.outcome: {place.policy: place.rank for place in one.places}
        for one in rankings(Comparison("Title", "base", "2010-01", 60, policies))
    }


def test_policies_that_cannot_be_distinguished_share_their_places():
    zero = np.zeros(PAIRS)
    found = ranked(policy("large", 9, 1000, zero), policy("twin", 3.0, 1000, zero), policy("other", 3.1, 9000, zero))
    assert found["stayers"] == {"large": "1", "other": "2–3", "twin": "2–3", "base": "4"}
    assert found["cost"] == {"large": "1", "twin": "2", "other": "3"}


def test_what_two_policies_have_in_common_does_not_hide_their_difference():
    """Pairs differ by far more than the policies; each policy alone says less than their difference."""
    common = np.random.default_rng(1).normal(0, 20, PAIRS)
    common -= common.mean()
    found = ranked(policy("better", 5, 1000, common, 0.1), policy("worse", 3, 1000, common, 0.1))
    assert found["stayers"]["better"] != found["stayers"]["worse"]
    assert found["stayers"]["base"] == "1–3"
    assert found["cost"] == {"better": "–", "worse": "–"}


def test_a_single_policy_is_not_ranked():
    assert ranked(policy("one", 3, 10, np.zeros(PAIRS))) == {}
