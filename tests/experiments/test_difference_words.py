"""Differences and costs in plain words."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from experiments.comparison.fieller import fieller
from experiments.comparison.paired import difference
from experiments.comparison.result import Versus
from experiments.comparison.wording import caution, cost_sentence, lead, sentence, sized
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import money, money_ranged, significant

BASE = np.array([0.60, 0.72, 0.66, 0.70])


def versus(cost, gain):
    cost, gain = np.asarray(cost, float), np.asarray(gain, float)
    zero = np.zeros_like(cost)
    return Versus(
        "policy",
        "Policy",
        tuple(range(len(cost))),
        (("a", "b"),),
        (difference("spent", zero, cost), difference("stayers", zero, gain)),
        {"stayers": fieller(cost, gain)},
        {},
    )


def said(cost, gain):
    policy = versus(cost, gain)
    return cost_sentence("stayers", policy.costs["stayers"], policy)


def test_a_gain_in_a_share_is_reported_as_persons_of_a_hundred():
    found = difference("retention_5", BASE, BASE + [0.10, 0.12, 0.14, 0.12])
    assert sentence(found) == "Of 100 newcomers, 12 (9.4 to 15) more are still here after five years."


def test_a_loss_is_reported_as_fewer_with_its_interval_turned():
    found = difference("stayers", 100 * BASE, 100 * BASE - [10, 12, 14, 12])
    assert sentence(found).startswith("12 (9.4 to 15) fewer newcomers who came")


def test_a_net_cost_below_zero_is_said_to_bring_more_than_it_costs():
    base = np.array([5e6, 5.2e6, 4.9e6, 5.1e6])
    found = difference("net_cost", base, base - [6.0e6, 6.1e6, 6.2e6, 6.1e6])
    assert sentence(found).endswith(
        "less net cost to the municipalities over the run: newcomers bring the municipalities 1.05 million SEK more "
        "than they cost."
    )
    above = difference("net_cost", base, base - [1.0e6, 1.1e6, 1.2e6, 1.1e6])
    assert sentence(above).endswith("less net cost to the municipalities over the run.")


def test_an_undecided_difference_says_how_many_pairs_would_show_it():
    """Differences −5, 6, −4, 5: mean 0.5, standard deviation 5.80; (1.96 + 0.84)² 5.80² / 0.5² is 1,056."""
    found = difference("stayers", 100 * BASE, 100 * BASE + [-5, 6, -4, 5])
    words = sentence(found)
    assert "+0.5 persons (−8.7 to 9.7) and cannot be distinguished from zero with 4 pairs" in words
    assert found.needed == pytest.approx(1057, abs=3)
    assert f"about {found.needed:,} pairs would show a difference of this size." in words


def test_sets_of_parameters_that_disagree_are_not_reported_as_too_few_runs():
    groups = np.repeat(np.arange(4), 2)
    base = np.zeros(8)
    found = difference("stayers", base, base + np.array([-5, -6, 6, 5, -4, -5, 5, 6]), groups)
    assert "its sign depends on the parameters, and more sets would not settle it" in sentence(found)
    assert "with 4 sets of parameters" in sentence(found)


@pytest.mark.parametrize(
    ("cost", "gain", "words"),
    [
        ([1000, 1010, 990, 1000], [10, 10.2, 9.8, 10], "additional retained newcomer costs 100 (99 to 101) SEK."),
        ([-1000, -1010, -990, -1000], [10, 10.2, 9.8, 10], "the policy costs less and gains more"),
        ([1000, 1010, 990, 1000], [-10, -10.2, -9.8, -10], "The policy costs more and loses"),
        ([1000, 1010, 990, 1000], [5, -6, 4, -4], "undecided. What is gained cannot be distinguished from zero"),
        ([0, 0, 0, 0], [5, 6, 4, 5], "spend the same in every pair"),
        ([1000, 1010, 990, 1000], [0, 0, 0, 0], "nothing differs in any pair"),
        ([1000], [3], "too few pairs for an interval"),
    ],
)
def test_costs_are_reported_as_what_they_are(cost, gain, words):
    assert words in said(cost, gain)


def test_few_pairs_are_a_warning_and_many_are_not():
    assert "one pair only" in caution(1) and "only 5 pairs" in caution(5) and caution(20) == ""
    assert "twenty" not in caution(5)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (850, "850 SEK"),
        (412_345, "412,000 SEK"),
        (999_600, "1.00 million SEK"),
        (1_234_567, "1.23 million SEK"),
        (-5200, "−5,200 SEK"),
    ],
)
def test_money_has_three_digits(value, text):
    assert money(value) == text


def test_an_interval_of_money_has_one_unit():
    assert money_ranged(1.2e6, 9e5, 2.1e6) == "1.20 (0.900 to 2.10) million SEK"
    assert significant(0.0312) == "0.031" and significant(0) == "0"


def whole(n, staying, friends, cost):
    """A policy with outcomes of ``n`` pairs."""
    rng = np.random.default_rng(n)
    zero = np.zeros(n)

    def around(mean, spread):
        noise = rng.normal(0, spread, n)
        return mean + noise - noise.mean() + 0.1 * spread

    found = {
        key: difference(key, zero, around(mean, spread))
        for key, mean, spread in (
            ("retention_5", staying, 0.05),
            ("stayers", 100 * staying, 5.0),
            ("newcomers_in_work", 0.5, 4.0),
            ("local_friends", friends, 0.3),
            ("isolated", -0.1, 0.01),
            ("spent", cost, 0.01 * cost),
        )
    }
    return Versus(
        "policy",
        "Policy",
        tuple(range(n)),
        (("a", "b"),),
        tuple(found.values()),
        {"stayers": fieller(found["spent"].values, found["stayers"].values)},
        {},
    )


@pytest.mark.parametrize("n", [3, 19, 20, 21])
@pytest.mark.parametrize("staying", [0.0, 0.5])
def test_in_short_always_tells_staying_work_friends_and_cost(n, staying):
    words = lead(whole(n, staying, 0.01, 1e5))
    stay, work, friends, spent, *stayers, cost, others = words
    assert "till there" in stay or "still here" in stay
    assert "in work" in work and "ocal friends" in friends and "SEK" in spent
    assert "additional retained newcomer" in cost
    assert others.startswith("Also distinguishable from zero: without a local friend (−")
    decided = "cannot be distinguished" not in stay
    assert decided == (staying > 0) and ("undecided" in cost) == (staying == 0)
    assert [("came during the run" in one) for one in stayers] == [True] * decided, "what the money is divided by"


DIFFERENCES = st.lists(st.floats(-2e7, 2e7) | st.floats(-1e-4, 1e-4) | st.floats(-1, 1), min_size=2, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(BY_KEY)), DIFFERENCES)
@example("attitude", [-0.000016, -0.000015, -0.000017])
@example("spent", [2.7e6, 2.71e6])
def test_no_sentence_has_exponents_bare_scales_or_figures_below_the_decimals(key, values):
    """Of any outcome and any difference: "−0.000016", "2.7e+06", "SEK (…) SEK", "+0.001 −1 to 1", "; ;"."""
    found = difference(key, np.zeros(len(values)), np.array(values))
    for words in (sentence(found), sized(found)):
        assert not re.search(r"\d[eE][-+−]?\d|; ;|;;|  |SEK over|undiscounted|\bnan\b|\d,\d{3}\.\d", words), words
        decimals = [len(one) for one in re.findall(r"\d\.(\d+)", words)]
        most = 3 if BY_KEY[key].form not in ("share", "count") else 1
        assert max(decimals, default=0) <= most, words
        assert not re.search(r"\d [−-]?\d", words.replace(" to ", "")), words
