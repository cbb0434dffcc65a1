"""Differences between arms that share their luck: within each pair first, then over pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.outcomes.intervals import Band, band
from experiments.outcomes.outcome import Result
from experiments.posterior import means, spread

Array = np.ndarray[Any, Any]
FEW = 8
"""Fewer pairs than this have wide intervals whose width is itself badly known."""


class Difference(NamedTuple):
    """One outcome of a policy against the base."""

    outcome: str
    base: float
    """Mean over the pairs."""
    policy: float
    mean: float
    """Of the paired differences, policy − base."""
    low: float
    """95 % interval of the mean difference (Student's t over pairs); NaN with fewer than two pairs."""
    high: float
    values: Array
    """Difference within each pair (n,)."""
    unpaired: float
    """Variance a difference of two runs with other luck would have: the sum of both arms' variances."""
    paired: float
    """Variance of the paired differences."""
    draws: int = 0
    """Sets of parameters the pairs were lived through with; 0: one. With several, ``values`` are means over
    the pairs of a draw, and ``low`` to ``high`` holds 95 % of them: luck and parameters together."""
    luck: float = math.nan
    """Luck's part in the variance of those means, 0 to 1."""

    @property
    def pairs(self) -> int:
        return int(self.values.size)

    @property
    def same(self) -> bool:
        """No pair differs at all."""
        return not self.values.any()

    @property
    def told(self) -> bool:
        """Whether the interval excludes no difference."""
        return bool(self.low > 0 or self.high < 0)

    @property
    def gain(self) -> float:
        """Unpaired over paired variance: how many times more runs unpaired arms would need."""
        if math.isnan(self.paired):
            return math.nan
        return self.unpaired / self.paired if self.paired > 0 else math.nan


def difference(outcome: str, base: Array, policy: Array, groups: Array | None = None) -> Difference:
    """The difference of two arms, ``base`` and ``policy`` (n,) of the same replicates in the same order.

    ``groups`` (n,): which draw of the parameters each replicate was lived through with.
    """
    values = policy - base
    if groups is not None:
        return _over_draws(outcome, base, policy, groups)
    found = band(values)
    several = values.size > 1
    unpaired = float(base.var(ddof=1) + policy.var(ddof=1)) if several else math.nan
    paired = float(values.var(ddof=1)) if several else math.nan
    return Difference(outcome, float(base.mean()), float(policy.mean()), float(found.mean),
                      float(found.mean_low), float(found.mean_high), values, unpaired, paired)


def _over_draws(outcome: str, base: Array, policy: Array, groups: Array) -> Difference:
    values = means(policy - base, groups)
    found, parts = band(values), spread(policy - base, groups)
    unpaired = float(base.var(ddof=1) + policy.var(ddof=1)) if base.size > 1 else math.nan
    paired = float((policy - base).var(ddof=1)) if base.size > 1 else math.nan
    return Difference(outcome, float(means(base, groups).mean()), float(means(policy, groups).mean()),
                      float(found.mean), float(found.low), float(found.high), values, unpaired, paired,
                      len(values), parts.luck_share_of_means(base.size / len(values)))


class PathDifference(NamedTuple):
    """An outcome through time in two arms."""

    month: Array  # int (m,)
    base: Array  # float64 [pair or draw, m]
    policy: Array  # float64 [pair or draw, m]
    draws: int = 0
    """As in :class:`Difference`."""

    @property
    def band(self) -> Band:
        """Of the paired differences, month by month; over draws the interval of the mean is that of 95 % of
        them."""
        found = band(self.policy - self.base)
        return found._replace(mean_low=found.low, mean_high=found.high) if self.draws else found


def path_difference(outcome: str, base: Sequence[Result], policy: Sequence[Result],
                    groups: Array | None = None) -> PathDifference | None:
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
        found = np.array([
            result.paths[outcome].value[np.isin(result.paths[outcome].month, month)] for result in results
        ])
        if groups is None:
            return found
        return np.array([found[groups == group].mean(axis=0) for group in np.unique(groups)])

    return PathDifference(month, rows(base), rows(policy), 0 if groups is None else len(np.unique(groups)))


__all__ = ["FEW", "Difference", "PathDifference", "difference", "path_difference"]
