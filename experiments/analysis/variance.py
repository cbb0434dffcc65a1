"""Sobol' indices: the share of an outcome's variance that goes back to each factor."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.chance import Chance, chance_of
from experiments.analysis.correlation import Z
from experiments.analysis.swept import Array, Index, Swept, over_replicates, seed_of
from experiments.outcomes.intervals import t_quantile

LEAST = 16
"""Base points below which no index is given: intervals of eight cover less than 90 in 100."""


class Pair(NamedTuple):
    """Share of the variance that two factors have only together."""

    factors: tuple[str, str]
    value: float
    low: float
    high: float


class Variance(NamedTuple):
    outcome: str
    first: tuple[Index, ...]
    """By factor: share of the variance that would go if the factor were known."""
    total: tuple[Index, ...]
    """By factor: share that would stay if all others were known, interactions included."""
    pairs: tuple[Pair, ...]
    """Where the scheme allows them, largest first."""
    points: int
    """Base points whose whole block finished."""
    chance: Chance
    """The variance of single runs by what it goes back to; an index below its floor may be chance."""


def variance(swept: Swept, outcome: str, *, resamples: int = 300, share: float = 1.0) -> Variance | None:
    """Indices of the mean over replicates, with 95 % bootstrap intervals over base points.

    They are as much wider as Student's t is than the normal distribution: of few points resampling falls short.

    ``share`` of the base points is used, from the first on; a block with a missing point is left out. None
    where fewer than sixteen blocks are whole, or where nothing varies.
    """
    from SALib.analyze import sobol

    design = swept.design
    number = len(design.sampled)
    scaled = np.asarray(design.scaled, dtype=np.float64)
    second = has_second_order(scaled)
    block = 2 * number + 2 if second else number + 2
    blocks = math.floor(share * (len(scaled) // block) + 1e-9)
    values = swept.rows(outcome)
    mean = over_replicates(values)[: blocks * block].reshape(blocks, block)
    whole = ~np.isnan(mean).any(axis=1)
    used = mean[whole].ravel()
    if whole.sum() < LEAST or np.ptp(used) <= 1e-12 * max(1.0, float(np.abs(used).max())):
        return None
    found = sobol.analyze(
        design.problem, used, calc_second_order=second, num_resamples=resamples, conf_level=0.95, seed=seed_of(design)
    )

    points = int(whole.sum())
    wider = t_quantile(points - 1) / Z * math.sqrt(points / (points - 1))

    def indices(name: str) -> tuple[Index, ...]:
        return tuple(
            Index(factor, float(value), float(value - wider * half), float(value + wider * half))
            for factor, value, half in zip(design.sampled, found[name], found[f"{name}_conf"], strict=True)
        )

    pairs = (
        [
            Pair(
                (design.sampled[a], design.sampled[b]),
                float(found["S2"][a, b]),
                float(found["S2"][a, b] - wider * found["S2_conf"][a, b]),
                float(found["S2"][a, b] + wider * found["S2_conf"][a, b]),
            )
            for a in range(number)
            for b in range(a + 1, number)
        ]
        if second
        else []
    )
    pairs.sort(key=lambda pair: -pair.value)
    return Variance(outcome, indices("S1"), indices("ST"), tuple(pairs), points, chance_of(values))


def has_second_order(scaled: Array) -> bool:
    """Whether a Saltelli sample has the points that second-order indices need.

    A block is A, then A with each factor in turn from B, then (for second order) B with each factor in turn
    from A, then B: without these, the row after the first of them is B itself.
    """
    number = scaled.shape[1]
    if len(scaled) % (number + 2):
        return True
    blocks = scaled.reshape(-1, number + 2, number)
    swapped = np.stack([blocks[:, place + 1, place] for place in range(number)], axis=1)
    return not np.allclose(swapped, blocks[:, -1])


def independent_rows(scaled: Array) -> Array:
    """Places of the rows of a Saltelli sample that are drawn independently: the first and last of blocks."""
    number = scaled.shape[1]
    block = 2 * number + 2 if has_second_order(scaled) else number + 2
    first = np.arange(0, len(scaled) - block + 1, block)
    return np.sort(np.concatenate([first, first + block - 1]))


__all__ = ["Pair", "Variance", "has_second_order", "independent_rows", "variance"]
