"""Rank correlation of an outcome with each factor: for any list of points, as long as effects go one way."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Index, Swept, over_replicates

Z, Z_99 = 1.959964, 2.575829
LEAST = 8
"""Points below which nothing is said."""


class Correlation(NamedTuple):
    factor: str
    value: float
    """Spearman's ρ, −1 to 1."""
    low: float
    """95 % interval (Fisher's z, with Bonett and Wright's variance)."""
    high: float

    @property
    def distinguishable(self) -> bool:
        return self.low > 0 or self.high < 0

    @property
    def sure(self) -> bool:
        """Distinguishable at 99 %: for a second opinion on many factors at once."""
        error = (math.atanh(self.high) - math.atanh(self.low)) / (2 * Z)
        return abs(math.atanh(self.value)) > Z_99 * error if abs(self.value) < 1 else True

    @property
    def size(self) -> Index:
        """Its size."""
        low, high = sorted((abs(self.low), abs(self.high)))
        return Index(self.factor, abs(self.value), low if self.distinguishable else 0.0, high)


def correlations(swept: Swept, outcome: str) -> tuple[Correlation, ...]:
    """Of the mean over replicates with every factor that is a number; empty with fewer than 8 points."""
    design = swept.design
    mean = over_replicates(swept.rows(outcome))
    if design.sampled and len(design.sample) == len(mean):
        inputs, names = np.asarray(design.sample, dtype=np.float64), list(design.sampled)
    else:
        names = [
            key
            for position, key in enumerate(design.factors)
            if all(not isinstance(point.values[position], str) for point in design.points)
        ]
        positions = [list(design.factors).index(name) for name in names]
        inputs = np.array([[float(point.values[position]) for position in positions] for point in design.points])
    return rank_correlations(names, inputs, mean)


def rank_correlations(names: list[str], inputs: Array, outcome: Array) -> tuple[Correlation, ...]:
    """Of ``outcome`` (point,) with the columns of ``inputs`` [point, factor]; NaN rows are left out."""
    from scipy.stats import rankdata

    there = ~np.isnan(outcome)
    number = int(there.sum())
    if number < LEAST or np.ptp(outcome[there]) == 0:
        return ()
    ranks = rankdata(outcome[there])
    found = []
    for name, column in zip(names, inputs[there].T, strict=True):
        if np.ptp(column) == 0:
            continue
        rho = float(np.corrcoef(rankdata(column), ranks)[0, 1])
        middle = math.atanh(min(0.999999, max(-0.999999, rho)))
        half = Z * math.sqrt((1 + rho**2 / 2) / (number - 3))
        found.append(Correlation(name, rho, math.tanh(middle - half), math.tanh(middle + half)))
    return tuple(found)


__all__ = ["Correlation", "correlations", "rank_correlations"]
