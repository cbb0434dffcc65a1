"""Mean and uncertainty over replicates."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

T_975 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)
"""97.5 % quantile of Student's t for 1 to 30 degrees of freedom."""


def t_quantile(freedom: int) -> float:
    """97.5 % quantile of Student's t (beyond the table, Cornish-Fisher: error below 0.001)."""
    if freedom < 1:
        return math.nan
    if freedom <= len(T_975):
        return T_975[freedom - 1]
    z = 1.959964
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


class Band(NamedTuple):
    """What replicates say about one number, or (arrays) about a series. NaN where nothing was measured."""

    mean: Any
    low: Any
    """2.5 % quantile over replicates (interpolated): of 40 runs one lies below."""
    high: Any
    """97.5 % quantile over replicates."""
    mean_low: Any
    """95 % interval of the mean (Student's t): how well the average itself is known."""
    mean_high: Any
    runs: int
    """Replicates with a value (the most at any point)."""

    @property
    def interval(self) -> bool:
        return self.runs > 1


def band(values: Array) -> Band:
    """The band of ``values`` [replicate, …] over replicates; NaN counts as not measured.

    One replicate has no interval: low, high and the interval of the mean are NaN.
    """
    values = np.asarray(values, dtype=np.float64)
    there = ~np.isnan(values)
    count = there.sum(axis=0)
    total = np.where(there, values, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, total / count, np.nan)
        squares = np.where(there, (values - mean) ** 2, 0.0).sum(axis=0)
        error = np.sqrt(squares / (count - 1) / count)
    several = count > 1
    runs = int(count.max()) if count.size else 0
    quantile_t = np.array([t_quantile(n - 1) for n in range(runs + 1)] or [math.nan])[count]
    half = np.where(several, quantile_t * error, np.nan)
    ordered = np.sort(values, axis=0)  # NaN last
    low = np.where(several, _quantile(ordered, count, 0.025), np.nan)
    high = np.where(several, _quantile(ordered, count, 0.975), np.nan)
    return Band(mean, low, high, mean - half, mean + half, runs)


def _quantile(ordered: Array, count: Array, share: float) -> Array:
    """Interpolated quantile of the first ``count`` of the ordered values, column by column."""
    position = share * np.maximum(count - 1, 0)
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(count - 1, 0))
    first = np.take_along_axis(ordered, below[None, ...], axis=0)[0]
    second = np.take_along_axis(ordered, above[None, ...], axis=0)[0]
    result: Array = first + (second - first) * (position - below)
    return result


def at(values: Band, index: Any) -> Band:
    """One point of a band of series."""
    return Band(values.mean[index], values.low[index], values.high[index], values.mean_low[index],
                values.mean_high[index], values.runs)


__all__ = ["Band", "at", "band", "t_quantile"]
