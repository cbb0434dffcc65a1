"""How many replicates a pilot asks for: of a sweep, a comparison or a run.

For a difference it is as many as would show the one found (or be of the width asked for), by the rule that
the report of a comparison uses too (``experiments.outcomes.sample_size``).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Swept
from experiments.outcomes.sample_size import MOST, for_width, to_show


class Needed(NamedTuple):
    """Replicates for one purpose."""

    number: int
    """At most :data:`MOST`, which stands for more than a million."""
    low: int
    """From the 95 % interval (χ²) of the pilot's variance."""
    high: int


class Replicates(NamedTuple):
    outcome: str
    size: float
    """What is asked for, in the outcome's unit: the difference found, or the half-width given."""
    found: bool
    """Whether ``size`` is the difference the pilot found; if not, a half-width."""
    mean: Needed | None
    """For a mean interval of ± ``size`` at one point; None with one replicate."""
    paired: Needed | None
    """For the difference of two points with the same random draws: to show one of ``size``, or for a mean
    interval of ± ``size``. None with one replicate or one point."""
    pilot: int
    """Replicates that are there."""
    spread: float
    """Standard deviation of single runs at a point."""
    paired_spread: float
    """Standard deviation of the paired difference of two points."""


def replicates_needed(swept: Swept, outcome: str, half_width: float | None = None) -> Replicates:
    """As :func:`needed_of`, for the points of a sweep."""
    return needed_of(outcome, swept.values[outcome], half_width)


def needed_of(outcome: str, values: Array, half_width: float | None = None) -> Replicates:
    """Replicates needed, judged by ``values`` [replicate, point]; points with a gap are left out.

    Without ``half_width``: to show the typical difference between two points (of two points, their
    difference), or, with a single point, for an interval of a tenth of the mean. Variances are averages over
    points. That of single runs is judged with the freedom of the replicates alone: their random draws are the
    same at all points, so further points say little more about it.
    """
    whole = values[:, ~np.isnan(values).any(axis=0)]
    replicates, points = whole.shape
    found = half_width is None and points > 1
    size = (
        half_width
        if half_width is not None
        else typical_difference(whole)
        if points > 1
        else abs(float(whole.mean())) / 10
        if whole.size
        else math.nan
    )
    if replicates < 2 or not points:
        return Replicates(outcome, size, found, None, None, replicates, math.nan, math.nan)
    single = float(whole.var(axis=0, ddof=1).mean())
    mean = _needed(single, replicates - 1, lambda variance: for_width(variance, size)) if size else None
    if points < 2:
        return Replicates(outcome, size, found, mean, None, replicates, math.sqrt(single), math.nan)
    twice = 2 * _left(whole)

    def pairs(variance: float) -> int:
        return (to_show(size, math.sqrt(variance)) or MOST) if found else for_width(variance, size)

    paired = _needed(twice, (replicates - 1) * (points - 1), pairs) if size else None
    return Replicates(outcome, size, found, mean, paired, replicates, math.sqrt(single), math.sqrt(twice))


def typical_difference(values: Array) -> float:
    """Root mean square difference between the means of two points of ``values`` [replicate, point]; of two
    points, the size of their difference."""
    return math.sqrt(2 * float(values.mean(axis=0).var(ddof=1)))


def _left(values: Array) -> float:
    """Variance that pairing leaves: of ``values`` [replicate, point] less what is common to each of both."""
    left = values - values.mean(axis=0) - values.mean(axis=1, keepdims=True) + values.mean()
    return float((left**2).sum() / ((values.shape[0] - 1) * (values.shape[1] - 1)))


def _needed(variance: float, freedom: int, number: Callable[[float], int]) -> Needed:
    from scipy.stats import chi2

    low, high = (freedom * variance / chi2.ppf(quantile, freedom) for quantile in (0.975, 0.025))
    return Needed(number(variance), number(float(low)), number(float(high)))


__all__ = ["Needed", "Replicates", "needed_of", "replicates_needed", "typical_difference"]
