"""The intervals of this project. Each says what it covers, and covers it at any number of runs.

======================  =============================================================================
interval                what lies in it, in 95 of 100 experiments
======================  =============================================================================
mean interval           the mean that endless runs would have (Student's t)
prediction interval     one more run (of the same scenario, and the same posterior where there is one)
effect interval         the effect of a policy under one more set of parameters, random draws included
======================  =============================================================================

Quantiles of the runs are none of these: the 2.5 and 97.5 % quantiles of ten runs hold the next one in 79 of
100 experiments. A prediction interval is therefore Student's t with the spread of one more run added
(Hahn and Meeker 1991), and from 39 runs on, where ranks alone suffice, the order statistics of any
distribution (ibid.). With a posterior, runs of one set of parameters are more alike than runs of two: the
sets are then what is counted, and the freedom is Satterthwaite's (1946).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from sim.measures.measure import Measure

Array = np.ndarray[Any, Any]
Limits = tuple[Any, Any]
"""The least and the largest value there can be; arrays for many numbers at once."""

LEVEL = 0.95
ANY_VALUE: Limits = (-math.inf, math.inf)
NOT_NEGATIVE: Limits = (0.0, math.inf)
"""Of counts and amounts."""
FEWEST_FOR_A_MEAN = 2
"""Runs below which there is no interval of the mean."""
FEWEST_FOR_ONE_MORE = 3
"""Runs below which no prediction interval is given: that of two is fifteen standard deviations wide."""

MEAN_INTERVAL = "95 % interval of the mean"
PREDICTION_INTERVAL = "95 % prediction interval: where one more run would lie"
EFFECT_INTERVAL = "95 % interval of the effect under one more set of parameters, chance included"


def t_quantile(freedom: Any, level: float = LEVEL) -> Any:
    """Half-width of a two-sided interval of Student's t; NaN without any degree of freedom.

    ``freedom``: a number or an array; need not be whole.
    """
    freedom = np.asarray(freedom, dtype=np.float64)
    if not np.any(freedom > 0):  # one run: no interval, and no need of SciPy
        return math.nan if freedom.ndim == 0 else np.full(freedom.shape, np.nan)
    from scipy.special import stdtrit

    found = np.where(freedom > 0, stdtrit(np.where(freedom > 0, freedom, 1.0), (1 + level) / 2), np.nan)
    return float(found) if found.ndim == 0 else found


class Band(NamedTuple):
    """What replicates say about one number, or (arrays) about a series. NaN where nothing was measured."""

    mean: Any
    low: Any
    """Prediction interval: one more run lies here. NaN with fewer than three runs."""
    high: Any
    mean_low: Any
    """Mean interval: how well the average itself is known. NaN with fewer than two runs."""
    mean_high: Any
    runs: int
    """Replicates with a value (the most at any point)."""

    @property
    def interval(self) -> bool:
        """Whether there is a prediction interval anywhere."""
        return bool(np.any(~np.isnan(self.low)))


def band(values: Array, limits: Limits = ANY_VALUE, groups: Array | None = None) -> Band:
    """The band of ``values`` [replicate, …] over replicates; NaN counts as not measured.

    ``limits``: the least and the largest value there can be; no interval goes beyond. ``groups``: by
    replicate, the set of parameters it was simulated with; None where all have the same.
    """
    values = np.asarray(values, dtype=np.float64)
    if groups is not None:
        return _clipped(_over_sets(values, np.asarray(groups)), limits)
    there = ~np.isnan(values)
    if len(values) == 1:  # tables of places ask thousands of times
        none = np.full(values.shape[1:], np.nan)
        return Band(values[0], none, none, none, none, int(there.any()))
    count = there.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, np.where(there, values, 0.0).sum(axis=0) / count, np.nan)
        sd = np.sqrt(np.where(there, (values - mean) ** 2, 0.0).sum(axis=0) / (count - 1))
        half = t_quantile(count - 1) * sd / np.sqrt(count)
        reach = t_quantile(count - 1) * sd * np.sqrt(1.0 + 1.0 / count)
    enough = count >= FEWEST_FOR_ONE_MORE
    low, high = np.where(enough, mean - reach, np.nan), np.where(enough, mean + reach, np.nan)
    if count.size and count.max() >= ranks_suffice():
        ordered, by_rank = np.sort(values, axis=0), count >= ranks_suffice()  # NaN last
        low = np.where(by_rank, _order_statistic(ordered, count, (1 - LEVEL) / 2), low)
        high = np.where(by_rank, _order_statistic(ordered, count, (1 + LEVEL) / 2), high)
    runs = int(count.max()) if count.size else 0
    return _clipped(Band(mean, low, high, mean - half, mean + half, runs), limits)


def ranks_suffice(level: float = LEVEL) -> int:
    """The fewest runs of which the least and the largest hold one more run so often: 39 for 95 %."""
    return math.ceil(2 / (1 - level) - 1 - 1e-9)


def _order_statistic(ordered: Array, count: Array, share: float) -> Array:
    """What one more run stays below with probability ``share``: the (n + 1) · share-th of n ordered values,
    interpolated, column by column."""
    position = np.clip(share * (count + 1) - 1, 0, np.maximum(count - 1, 0))
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(count - 1, 0))
    first = np.take_along_axis(ordered, below[None, ...], axis=0)[0]
    second = np.take_along_axis(ordered, above[None, ...], axis=0)[0]
    result: Array = first + (second - first) * (position - below)
    return result


def _over_sets(values: Array, groups: Array) -> Band:
    """The band where runs share sets of parameters. A run with a set of its own and other random draws has
    the variance of the sets' means, and of the draws as far as those means average them out."""
    there = ~np.isnan(values)
    runs = there.sum(axis=0)
    middles, sizes = [], []
    within = np.zeros(values.shape[1:])
    with np.errstate(invalid="ignore", divide="ignore"):
        for group in np.unique(groups):
            mine, here = values[groups == group], there[groups == group]
            size = here.sum(axis=0)
            middle = np.where(here, mine, 0.0).sum(axis=0) / size
            within = within + np.where(here, (mine - middle) ** 2, 0.0).sum(axis=0)
            middles.append(middle)
            sizes.append(size)
        means_, number = np.array(middles), np.array(sizes)
        sets = (number > 0).sum(axis=0)
        mean = np.nansum(means_, axis=0) / sets
        between = np.nansum((means_ - mean) ** 2, axis=0) / (sets - 1)
        freedom_within = runs - sets
        chance = np.where(freedom_within > 0, within / freedom_within, 0.0)
        averaged = np.where(number > 0, 1.0 / np.where(number > 0, number, 1), 0.0).sum(axis=0) / sets
        parts = (between * (1.0 + 1.0 / sets), chance * np.maximum(0.0, 1.0 - averaged))
        variance = parts[0] + parts[1]
        freedom = variance**2 / (parts[0] ** 2 / (sets - 1) + parts[1] ** 2 / np.maximum(1, freedom_within))
        reach = t_quantile(np.where(variance > 0, freedom, sets - 1)) * np.sqrt(variance)
        half = t_quantile(sets - 1) * np.sqrt(between / sets)
    enough = sets >= FEWEST_FOR_ONE_MORE
    return Band(
        np.where(sets > 0, mean, np.nan),
        np.where(enough, mean - reach, np.nan),
        np.where(enough, mean + reach, np.nan),
        mean - half,
        mean + half,
        int(runs.max()) if runs.size else 0,
    )


def _clipped(found: Band, limits: Limits) -> Band:
    """No interval beyond the values that are possible: what cannot happen covers nothing."""
    if limits is ANY_VALUE:
        return found
    return found._replace(
        **{end: np.clip(getattr(found, end), *limits) for end in ("low", "high", "mean_low", "mean_high")}
    )


class Interval(NamedTuple):
    """Two ends; NaN where there are too few values."""

    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return bool(self.low > 0 or self.high < 0)


def mean_interval(values: Array, level: float = LEVEL) -> Interval:
    """The mean interval of ``values`` (n,): the mean that endless runs would have."""
    n = len(values)
    return _around(values, level, 1 / n if n else math.nan, FEWEST_FOR_A_MEAN)


def prediction_interval(values: Array, level: float = LEVEL) -> Interval:
    """The prediction interval of ``values`` (n,), t at any n: one more value of the same kind.

    Of effects by set of parameters it is the effect interval: the effect under one more set. Unlike
    :func:`band` it goes by Student's t whatever n is, so that it agrees with Fieller's set of the same pairs.
    """
    n = len(values)
    return _around(values, level, 1 + 1 / n if n else math.nan, FEWEST_FOR_ONE_MORE)


def _around(values: Array, level: float, variances: float, fewest: int) -> Interval:
    values = np.asarray(values, dtype=np.float64)
    if len(values) < fewest:
        return Interval(math.nan, math.nan)
    mean = float(values.mean())
    half = t_quantile(len(values) - 1, level) * float(values.std(ddof=1)) * math.sqrt(variances)
    return Interval(mean - half, mean + half)


def at(values: Band, index: Any) -> Band:
    """One point of a band of series."""
    return Band(
        values.mean[index],
        values.low[index],
        values.high[index],
        values.mean_low[index],
        values.mean_high[index],
        values.runs,
    )


def limits_of(row: Measure) -> Limits:
    """The least and the largest value that a measure can have."""
    if row.unit.startswith(("share", "0 to 1")):
        return (0.0, 1.0)
    if row.unit.startswith("−1 to 1"):
        return (-1.0, 1.0)
    return NOT_NEGATIVE if row.unit and not row.signed else ANY_VALUE


__all__ = [
    "ANY_VALUE",
    "EFFECT_INTERVAL",
    "FEWEST_FOR_A_MEAN",
    "FEWEST_FOR_ONE_MORE",
    "LEVEL",
    "MEAN_INTERVAL",
    "NOT_NEGATIVE",
    "PREDICTION_INTERVAL",
    "Band",
    "Interval",
    "Limits",
    "at",
    "band",
    "limits_of",
    "mean_interval",
    "prediction_interval",
    "ranks_suffice",
    "t_quantile",
]
