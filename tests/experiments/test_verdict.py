"""Did it work? One sentence with the interval and the cost, whichever way it went."""

from __future__ import annotations

import numpy as np

from experiments.comparison.paired import Difference, difference
from experiments.comparison.result import Versus
from experiments.comparison.verdict import verdict


def differs(outcome: str, mean: float, spread: float = 0.01) -> Difference:
    noise = np.array([-1.0, 1.0, -0.5, 0.5, 0.0, 0.0, 0.7, -0.7])
    return difference(outcome, np.full(8, 10.0), 10.0 + mean + spread * noise)


def policy(*found: Difference) -> Versus:
    return Versus("b", "B", tuple(range(8)), (("a.b", "0 → 1"),), found, {}, {})


def test_what_helped_is_said_with_interval_and_cost() -> None:
    words = verdict(policy(differs("local_friends", 0.4), differs("spent", 2e6, 1e4)))
    assert words.startswith("Yes, for local friends: 0.4")
    assert "(0." in words and "it costs 2.00 (1.99 to 2.01) million SEK more over the run." in words


def test_what_harmed_is_not_called_a_success() -> None:
    words = verdict(policy(differs("local_friends", -0.4), differs("spent", -2e6, 1e4)))
    assert words.startswith("No, the other way, for local friends: 0.4")
    assert "fewer" in words and words.endswith("it saves 2.00 (1.99 to 2.01) million SEK over the run.")


def test_staying_comes_first_and_what_went_the_other_way_is_named() -> None:
    words = verdict(policy(differs("retention_5", 0.05, 0.001), differs("local_friends", -0.4), differs("spent", 0, 0)))
    assert words.startswith("Yes, for staying (and the other way for local friends): Of 100 ")
    assert words.endswith("it costs nothing more.")


def test_what_cannot_be_told_is_said_so() -> None:
    words = verdict(policy(differs("local_friends", 0.1, 5.0), differs("spent", 1e5, 1e6)))
    assert words.startswith("It cannot be told: with 8 pairs no difference in local friends stands out from chance;")
    assert "whether it costs or saves is undecided" in words
    assert verdict(policy()).startswith("The runs are too short, or have too few newcomers, to tell;")
