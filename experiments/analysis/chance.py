"""How much of what differs between runs is the factors' doing, and how much is chance."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Array


class Chance(NamedTuple):
    """The variance of single runs, split in three; NaN where one replicate cannot tell."""

    factors: float
    """Share that goes with the point."""
    common: float
    """Share of the random draws that all points have in common: pairing takes it out."""
    rest: float
    """Share that is left: chance that differs from point to point."""
    floor: float
    """Share of the variance of the points' means that is such chance. An index below may be chance."""
    error: float
    """Standard deviation of a point's mean that pairing does not take out, in the outcome's unit."""


def chance_of(values: Array) -> Chance:
    """The split of ``values`` [replicate, row], from the rows that finished in every replicate."""
    whole = values[:, ~np.isnan(values).any(axis=0)]
    replicates, rows = whole.shape
    if replicates < 2 or rows < 2:
        return Chance(math.nan, math.nan, math.nan, math.nan, math.nan)
    mean = whole.mean()
    by_row, by_replicate = whole.mean(axis=0) - mean, whole.mean(axis=1) - mean
    left = whole - mean - by_row[None, :] - by_replicate[:, None]
    rest = float((left**2).sum() / ((replicates - 1) * (rows - 1)))
    between = float((by_row**2).sum() / (rows - 1))
    factors = max(0.0, between - rest / replicates)
    common = max(0.0, float((by_replicate**2).sum() / (replicates - 1)) - rest / rows)
    total = factors + common + rest
    if total <= 0:
        return Chance(math.nan, math.nan, math.nan, 0.0, 0.0)
    return Chance(
        factors / total,
        common / total,
        rest / total,
        min(1.0, rest / replicates / between) if between > 0 else 1.0,
        math.sqrt(rest / replicates),
    )


__all__ = ["Chance", "chance_of"]
