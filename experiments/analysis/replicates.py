"""How many replicates an interval of a wanted width needs, judged by the replicates there are."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Swept

MOST = 1_000_000


class Needed(NamedTuple):
    """Replicates for one half-width."""

    number: int
    low: int
    """From the 95 % interval (χ²) of the pilot's variance."""
    high: int


class Replicates(NamedTuple):
    outcome: str
    half_width: float
    """Wanted half-width of a 95 % interval, in the outcome's unit."""
    mean: Needed | None
    """Of the mean at one point; None with one replicate."""
    paired: Needed | None
    """Of the difference of two points with the same luck; None with one replicate or one point."""
    pilot: int
    """Replicates that are there."""
    spread: float
    """Standard deviation of single runs at a point."""
    paired_spread: float
    """Standard deviation of the paired difference of two points."""


def replicates_needed(swept: Swept, outcome: str, half_width: float | None = None) -> Replicates:
    """Replicates needed for intervals of ± ``half_width`` (a tenth of the outcome's mean when left out).

    Variances are averages over points. That of single runs is judged with the freedom of the replicates
    alone: their luck is the same at all points, so further points say little more about it.
    """
    values = swept.values[outcome]
    if half_width is None:
        half_width = abs(float(np.nanmean(values))) / 10 or 1.0
    whole = values[:, ~np.isnan(values).any(axis=0)]
    replicates, points = whole.shape
    if replicates < 2 or not points:
        return Replicates(outcome, half_width, None, None, replicates, math.nan, math.nan)
    single = float(whole.var(axis=0, ddof=1).mean())
    mean = _needed(single, half_width, replicates - 1)
    if points < 2:
        return Replicates(outcome, half_width, mean, None, replicates, math.sqrt(single), math.nan)
    twice = 2 * _left(whole)
    return Replicates(outcome, half_width, mean,
                      _needed(twice, half_width, (replicates - 1) * (points - 1)), replicates,
                      math.sqrt(single), math.sqrt(twice))


def _left(values: Array) -> float:
    """Variance that pairing leaves: of ``values`` [replicate, point] less what is common to each of both."""
    left = (values - values.mean(axis=0) - values.mean(axis=1, keepdims=True) + values.mean())
    return float((left**2).sum() / ((values.shape[0] - 1) * (values.shape[1] - 1)))


def _needed(variance: float, half_width: float, freedom: int) -> Needed:
    from scipy.stats import chi2

    low, high = (freedom * variance / chi2.ppf(quantile, freedom) for quantile in (0.975, 0.025))
    return Needed(enough(variance, half_width), enough(float(low), half_width),
                  enough(float(high), half_width))


def enough(variance: float, half_width: float) -> int:
    """The least n with t(n − 1) √(variance / n) ≤ ``half_width``, at least 2 and at most a million."""
    from scipy.stats import t

    def reached(n: int) -> bool:
        return bool(t.ppf(0.975, n - 1) * math.sqrt(variance / n) <= half_width)

    if half_width <= 0 or not reached(MOST):
        return MOST
    low, high = 1, 2
    while not reached(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


__all__ = ["MOST", "Needed", "Replicates", "enough", "replicates_needed"]
