"""What cannot be told from the best, and what nothing else beats for its money."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

from bygd.advise.mixes import Array, Sample

LEVEL = 0.95


class Against(NamedTuple):
    """One mix against the best of the others."""

    low: float
    """Simultaneous interval of its value less that of the best of the others; never above 0."""
    high: float
    """Never below 0. At 0 the mix is not the best."""

    @property
    def among_best(self) -> bool:
        return self.high > 0.0


def against_the_best(values: Sequence[Array], level: float = LEVEL) -> list[Against]:
    """Multiple comparisons with the best (Hsu 1984), intervals constrained to reach 0, for runs with common random
    numbers (Nelson and Matejcik 1995): ``values`` (mix, pair), pair k of all with the same random draws.

    The half-widths are those of paired t intervals, Bonferroni over the other mixes, so that they hold together
    whatever the correlations and variances. With one pair nothing can be told apart. A mix that never differs from
    another is held to be as good as it.
    """
    table = np.array(values, np.float64)
    count, pairs = table.shape
    if count == 1:
        return [Against(0.0, 0.0)._replace(high=math.inf)]
    if pairs < 2:
        return [Against(-math.inf, math.inf)] * count
    critical = float(stats.t.ppf(1.0 - (1.0 - level) / (count - 1), pairs - 1))
    found = []
    for one in range(count):
        gaps = table[one] - np.delete(table, one, axis=0)
        half = critical * gaps.std(axis=1, ddof=1) / math.sqrt(pairs)
        low, high = float((gaps.mean(axis=1) - half).min()), float((gaps.mean(axis=1) + half).min())
        same = high == 0.0 and bool((gaps.mean(axis=1) >= 0.0).all())
        found.append(Against(min(0.0, low), math.ulp(0.0) if same else max(0.0, high)))
    return found


def front(costs: Sequence[float], gains: Sequence[Sequence[float]]) -> list[int]:
    """Positions of what nothing dominates: no other is as cheap and as good in all and better in one. Of equals, the
    first."""
    points = np.column_stack([np.asarray(costs, float), -np.asarray(gains, float).reshape(len(costs), -1)])
    found = []
    for place, point in enumerate(points):
        as_good = (points <= point).all(axis=1)
        better = as_good & (points < point).any(axis=1)
        twin = as_good[:place] & (points[:place] == point).all(axis=1)
        if not better.any() and not twin.any():
            found.append(place)
    return found


def shown(values: Array, level: float = LEVEL) -> bool:
    """Whether the mean of paired differences is above 0, its two-sided t interval not reaching it."""
    if len(values) < 2 or float(np.mean(values)) <= 0.0:
        return False
    low, _ = mean_interval_of(values, level)
    return low > 0.0


def mean_interval_of(values: Array, level: float = LEVEL) -> tuple[float, float]:
    """t interval of the mean."""
    half: Any = stats.t.ppf(0.5 + level / 2.0, len(values) - 1) * np.std(values, ddof=1) / math.sqrt(len(values))
    return float(np.mean(values) - half), float(np.mean(values) + half)


def among_best(samples: Sequence[Sample]) -> list[Against]:
    """Of samples of the same pairs."""
    return against_the_best([one.value for one in samples])


__all__ = ["Against", "against_the_best", "among_best", "front", "mean_interval_of", "shown"]
