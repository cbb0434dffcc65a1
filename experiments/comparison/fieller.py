"""What one more of something costs: the ratio of two mean differences, with Fieller's interval.

The cost of a policy over what it adds is a ratio whose denominator may be near zero; an interval that takes
it for a number with a standard error is then wrong. Fieller's theorem (Fieller 1954) asks instead which
ratios R the pairs do not contradict: those for which the interval of cost − R · effect includes zero. They
may form an interval, everything outside one, or all numbers. The interval is of the same kind as that of the
difference itself, the mean interval or, over sets of parameters, the effect interval: so the ratio is bounded
exactly where the effect is distinguishable from zero.
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

import numpy as np

from experiments.outcomes.intervals import FEWEST_FOR_A_MEAN, FEWEST_FOR_ONE_MORE, t_quantile

Array = np.ndarray[Any, Any]
Shape = Literal["bounded", "outside", "any", "none"]


class Ratio(NamedTuple):
    """Cost per unit of effect, with its 95 % set."""

    value: float
    """Mean extra cost over mean extra effect; NaN where the mean effect is zero."""
    low: float
    high: float
    shape: Shape
    """"bounded": low to high; "outside": at most ``low`` or at least ``high`` (the effect may be zero);
    "any": any ratio at all; "none": no interval (fewer than two pairs, or three sets; no cost or
    no effect in any)."""
    pairs: int


def fieller(cost: Array, effect: Array, *, one_more: bool = False) -> Ratio:
    """The ratio of the means of ``cost`` and ``effect`` (n,), paired differences, with its 95 % set.

    ``one_more``: the values are of sets of parameters, and the set is to hold the ratio under one more of
    them, not that of the means. Pairs with a NaN count as not measured. Raises ``ValueError``
    when the two differ in length.
    """
    cost, effect = np.asarray(cost, np.float64), np.asarray(effect, np.float64)
    if cost.shape != effect.shape or cost.ndim != 1:
        raise ValueError(f"{cost.shape} costs and {effect.shape} effects do not make pairs")
    there = ~(np.isnan(cost) | np.isnan(effect))
    cost, effect = cost[there], effect[there]
    n = int(cost.size)
    if n == 0:
        return Ratio(math.nan, math.nan, math.nan, "none", 0)
    money, gain = float(cost.mean()), float(effect.mean())
    value = money / gain if gain else math.nan
    if n < (FEWEST_FOR_ONE_MORE if one_more else FEWEST_FOR_A_MEAN) or not effect.any() or not cost.any():
        return Ratio(value, math.nan, math.nan, "none", n)
    reach = t_quantile(n - 1) ** 2 * (1 + 1 / n if one_more else 1 / n)
    cov = np.cov(cost, effect)
    a = gain * gain - reach * float(cov[1, 1])
    b = money * gain - reach * float(cov[0, 1])
    c = money * money - reach * float(cov[0, 0])
    inside = b * b - a * c
    if a > 0:
        half = math.sqrt(max(0.0, inside))
        return Ratio(value, (b - half) / a, (b + half) / a, "bounded", n)
    if a == 0 or inside <= 0:
        return Ratio(value, -math.inf, math.inf, "any", n)
    half = math.sqrt(inside)
    return Ratio(value, (b + half) / a, (b - half) / a, "outside", n)


__all__ = ["Ratio", "Shape", "fieller"]
