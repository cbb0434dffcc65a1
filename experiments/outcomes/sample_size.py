"""How many replicates, pairs of runs or sets of parameters a question takes: every such number is from here.

Two questions are asked: how many for an interval of a wanted width, and how many to show a difference of a
given size. The second asks for :data:`POWER`: with so many the interval excludes zero four times in five
(Student's t; the usual two-quantile approximation of the noncentral distribution).
"""

from __future__ import annotations

import math
from collections.abc import Callable

from experiments.outcomes.intervals import FEWEST_FOR_A_MEAN, FEWEST_FOR_ONE_MORE, t_quantile

MOST = 1_000_000
POWER = 0.8


def for_width(variance: float, half_width: float) -> int:
    """The least n whose mean interval reaches at most ``half_width`` to either side; at least 2, at most a
    million."""

    def reached(n: int) -> bool:
        return bool(t_quantile(n - 1) * math.sqrt(variance / n) <= half_width)

    return _least(reached, FEWEST_FOR_A_MEAN) or MOST


def to_show(difference: float, sd: float) -> int | None:
    """Pairs of runs whose mean interval excludes zero with probability 0.8, where the true difference is
    ``difference`` and paired differences have the standard deviation ``sd``; None where a million would not.
    """

    def reached(n: int) -> bool:
        quantiles = t_quantile(n - 1) + t_quantile(n - 1, 2 * POWER - 1)
        return bool(quantiles * sd / math.sqrt(n) <= abs(difference))

    return _least(reached, FEWEST_FOR_A_MEAN)


def sets_to_show(difference: float, sd: float) -> int | None:
    """Sets of parameters whose effect interval would exclude zero, were mean and spread to stay; None where
    no number would, because the effects themselves differ so much between sets."""

    def reached(n: int) -> bool:
        return bool(t_quantile(n - 1) * sd * math.sqrt(1 + 1 / n) <= abs(difference))

    return _least(reached, FEWEST_FOR_ONE_MORE)


def _least(reached: Callable[[int], bool], fewest: int) -> int | None:
    """The least n from ``fewest`` on for which ``reached``, which then stays true; None beyond a million."""
    if reached(fewest):
        return fewest
    if not reached(MOST):
        return None
    low, high = fewest, 2 * fewest
    while not reached(high):
        low, high = high, min(2 * high, MOST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


__all__ = ["MOST", "POWER", "for_width", "sets_to_show", "to_show"]
