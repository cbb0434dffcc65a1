"""Differences between arms with common random numbers: within each pair first, then over pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.outcomes.intervals import Band, Interval, band, mean_interval, prediction_interval
from experiments.outcomes.outcome import Result
from experiments.outcomes.sample_size import sets_to_show, to_show
from experiments.posterior import means, spread

Array = np.ndarray[Any, Any]
FEW = 8
"""Fewer pairs than this have wide intervals."""


class Difference(NamedTuple):
    """One outcome of a policy against the base."""

    outcome: str
    base: float
    """Mean over the pairs."""
    policy: float
    mean: float
    """Of the paired differences, policy − base."""
    low: float
    """Mean interval of the paired differences; with several sets of parameters the effect interval. NaN with
    fewer than two pairs, or fewer than three sets."""
    high: float
    values: Array
    """Difference within each pair (n,); with several sets, its mean over the pairs of each."""
    unpaired: float
    """Variance a difference of two independent runs would have: the sum of both arms' variances."""
    paired: float
    """Variance of the paired differences."""
    draws: int = 0
    """Sets of parameters the pairs were simulated with; 0: one."""
    chance_share: float = math.nan
    """Part of the variance of the sets' means that is random draws and not parameters, 0 to 1."""

    @property
    def pairs(self) -> int:
        return int(self.values.size)

    @property
    def same(self) -> bool:
        """No pair differs at all."""
        return not self.values.any()

    @property
    def distinguishable(self) -> bool:
        """Whether the interval excludes zero."""
        return Interval(self.low, self.high).excludes_zero

    @property
    def needed(self) -> int | None:
        """Pairs, or sets of parameters, that would show a difference of the size found; None where no number
        would, or nothing varies."""
        if self.values.size < 2 or not self.mean:
            return None
        sd = float(self.values.std(ddof=1))
        return sets_to_show(self.mean, sd) if self.draws else to_show(self.mean, sd)

    @property
    def variance_reduction(self) -> float:
        """Unpaired over paired variance: how many times more runs unpaired arms would need."""
        if math.isnan(self.paired):
            return math.nan
        return self.unpaired / self.paired if self.paired > 0 else math.nan


def difference(outcome: str, base: Array, policy: Array, groups: Array | None = None) -> Difference:
    """The difference of two arms, ``base`` and ``policy`` (n,) of the same replicates in the same order.

    ``groups`` (n,): which set of parameters each replicate was simulated with.
    """
    values = policy - base
    if groups is not None:
        return _over_draws(outcome, base, policy, groups)
    low, high = mean_interval(values)
    several = values.size > 1
    unpaired = float(base.var(ddof=1) + policy.var(ddof=1)) if several else math.nan
    paired = float(values.var(ddof=1)) if several else math.nan
    return Difference(
        outcome, float(base.mean()), float(policy.mean()), float(values.mean()), low, high, values, unpaired, paired
    )


def _over_draws(outcome: str, base: Array, policy: Array, groups: Array) -> Difference:
    values = means(policy - base, groups)
    (low, high), parts = prediction_interval(values), spread(policy - base, groups)
    unpaired = float(base.var(ddof=1) + policy.var(ddof=1)) if base.size > 1 else math.nan
    paired = float((policy - base).var(ddof=1)) if base.size > 1 else math.nan
    return Difference(
        outcome,
        float(means(base, groups).mean()),
        float(means(policy, groups).mean()),
        float(values.mean()),
        low,
        high,
        values,
        unpaired,
        paired,
        len(values),
        parts.chance_share_of_means(base.size / len(values)),
    )


class PathDifference(NamedTuple):
    """An outcome through time in two arms."""

    month: Array  # int (m,)
    base: Array  # float64 [pair or draw, m]
    policy: Array  # float64 [pair or draw, m]
    draws: int = 0
    """As in :class:`Difference`."""

    @property
    def band(self) -> Band:
        """Of the paired differences, month by month: ``mean_low`` to ``mean_high`` is the same kind of
        interval as that of a :class:`Difference`."""
        values = self.policy - self.base
        found = band(values)
        if not self.draws:
            return found
        ends = np.array([prediction_interval(column) for column in values.T]).T
        return found._replace(low=ends[0], high=ends[1], mean_low=ends[0], mean_high=ends[1])


def path_difference(
    outcome: str, base: Sequence[Result], policy: Sequence[Result], groups: Array | None = None
) -> PathDifference | None:
    """The outcome through time, over the months that all runs of both arms have; None without any.

    ``groups``: as in :func:`difference`.
    """
    paths = [result.paths.get(outcome) for result in (*base, *policy)]
    if not paths or any(path is None for path in paths):
        return None
    month = paths[0].month  # type: ignore[union-attr]
    for path in paths[1:]:
        month = np.intersect1d(month, path.month)  # type: ignore[union-attr]
    if not month.size:
        return None

    def rows(results: Sequence[Result]) -> Array:
        found = np.array(
            [result.paths[outcome].value[np.isin(result.paths[outcome].month, month)] for result in results]
        )
        if groups is None:
            return found
        return np.array([found[groups == group].mean(axis=0) for group in np.unique(groups)])

    return PathDifference(month, rows(base), rows(policy), 0 if groups is None else len(np.unique(groups)))


__all__ = ["FEW", "Difference", "PathDifference", "difference", "path_difference"]
