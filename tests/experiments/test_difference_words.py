"""Differences and costs in plain words."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.comparison.fieller import fieller
from experiments.comparison.paired import difference
from experiments.comparison.result import Versus
from experiments.comparison.wording import EITHER_WAY, NO_DIFFERENCE, caution, cost_sentence, sentence
from experiments.outcomes.wording import money, money_ranged, significant

LUCK = np.array([0.60, 0.72, 0.66, 0.70])


def versus(cost, gain):
    cost, gain = np.asarray(cost, float), np.asarray(gain, float)
    nought = np.zeros_like(cost)
    return Versus("policy", "Policy", tuple(range(len(cost))), (("a", "b"),),
                  (difference("spent", nought, cost), difference("stayers", nought, gain)),
                  {"stayers": fieller(cost, gain)}, {})


def said(cost, gain):
    policy = versus(cost, gain)
    return cost_sentence("stayers", policy.costs["stayers"], policy)


def test_a_gain_in_a_share_is_told_as_persons_of_a_hundred():
    found = difference("retention_5", LUCK, LUCK + [0.10, 0.12, 0.14, 0.12])
    assert sentence(found) == "Of 100 newcomers, 12 (9.4 to 15) more are still here after five years."


def test_a_loss_is_told_as_fewer_with_its_interval_turned():
    found = difference("stayers", 100 * LUCK, 100 * LUCK - [10, 12, 14, 12])
    assert sentence(found).startswith("12 (9.4 to 15) fewer newcomers who came")


def test_luck_is_not_told_as_a_difference():
    found = difference("stayers", 100 * LUCK, 100 * LUCK + [-5, 6, -4, 5])
    assert NO_DIFFERENCE in sentence(found)


def test_sets_of_parameters_that_disagree_are_not_told_as_too_few_runs():
    groups = np.repeat(np.arange(4), 2)
    base = np.zeros(8)
    found = difference("stayers", base, base + np.array([-5, -6, 6, 5, -4, -5, 5, 6]), groups)
    assert EITHER_WAY in sentence(found) and NO_DIFFERENCE not in sentence(found)


@pytest.mark.parametrize(("cost", "gain", "words"), [
    ([1000, 1010, 990, 1000], [10, 10.2, 9.8, 10], "100 (99 to 101) SEK per additional retained newcomer."),
    ([-1000, -1010, -990, -1000], [10, 10.2, 9.8, 10], "is saved: it costs less and gains more"),
    ([1000, 1010, 990, 1000], [-10, -10.2, -9.8, -10], "It costs more and loses"),
    ([1000, 1010, 990, 1000], [5, -6, 4, -4], "could be any amount, or no effect at all"),
    ([0, 0, 0, 0], [5, 6, 4, 5], "spend the same in every pair"),
    ([1000, 1010, 990, 1000], [0, 0, 0, 0], "nothing differs in any pair"),
    ([1000], [3], "one pair has no interval"),
])
def test_costs_are_told_as_what_they_are(cost, gain, words):
    assert words in said(cost, gain)


def test_few_pairs_are_a_warning_and_many_are_not():
    assert "one pair only" in caution(1) and "only 5 pairs" in caution(5) and caution(20) == ""


@pytest.mark.parametrize(("value", "text"), [
    (850, "850 SEK"), (412_345, "412,000 SEK"), (999_600, "1.00 million SEK"),
    (1_234_567, "1.23 million SEK"), (-5200, "−5,200 SEK"),
])
def test_money_has_three_digits(value, text):
    assert money(value) == text


def test_an_interval_of_money_has_one_unit():
    assert money_ranged(1.2e6, 9e5, 2.1e6) == "1.20 (0.900 to 2.10) million SEK"
    assert significant(0.0312) == "0.031" and significant(0) == "0"
