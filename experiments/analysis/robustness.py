"""Whether a policy holds up: what it does in each of many futures that the sampled factors describe."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.correlation import Correlation, rank_correlations
from experiments.analysis.swept import Array, Swept
from experiments.outcomes.catalogue import measure
from experiments.outcomes.intervals import band

LEAST = 8
"""Futures below which nothing is said."""
NO_FUTURES = ("morris", "one-at-a-time")
"""Methods whose points are steps from one to the next, and no sample of futures."""


class Policy(NamedTuple):
    """One level of the policy over all futures."""

    level: str
    helped: float
    """Share of futures in which it does better than the reference; NaN for the reference."""
    helped_low: float
    """95 % interval of that share (Wilson)."""
    helped_high: float
    gain: float
    """Mean over futures of what it does better than the reference, in the outcome's unit."""
    gain_low: float
    """95 % interval of that mean over futures (Student's t)."""
    gain_high: float
    gains: Array
    """By future."""
    regrets: Array
    """By future: how much better the best policy does there."""
    deciding: tuple[Correlation, ...]
    """Rank correlation of the gain with each sampled factor, the strongest first."""

    @property
    def regret(self) -> float:
        return float(self.regrets.mean())

    @property
    def regret_90(self) -> float:
        """In the tenth worst of a hundred futures."""
        return float(np.quantile(self.regrets, 0.9))

    @property
    def regret_worst(self) -> float:
        return float(self.regrets.max())


class Robustness(NamedTuple):
    outcome: str
    factor: str
    """The factor whose levels are the policies."""
    policies: tuple[Policy, ...]
    """In the order of the levels; the first is the reference."""
    futures: int
    less_is_better: bool


def robustness(swept: Swept, outcome: str, factor: str | None = None) -> Robustness | None:
    """The levels of ``factor`` (the first that has levels) in all futures, averaged over other levels.

    None without sampled factors, without levels, for :data:`NO_FUTURES`, and with fewer than 8 futures in
    which all finished. Raises ``KeyError`` for a factor without levels.
    """
    design = swept.design
    if not design.sampled or not swept.levels or swept.method in NO_FUTURES:
        return None
    factor = factor if factor is not None else next(iter(swept.levels))
    levels, axis = swept.levels[factor], list(swept.levels).index(factor)
    cells = swept.cells(outcome)
    by_level = np.moveaxis(cells.reshape(*cells.shape[:2], *design.shape), axis + 2, 2)
    values = by_level.reshape(*cells.shape[:2], len(levels), -1).mean(axis=3)  # [replicate, future, level]
    sign = -1.0 if measure(outcome).better == "less" else 1.0
    gains = sign * np.stack([over_pairs(values[..., level] - values[..., 0]) for level in range(len(levels))], axis=1)
    there = ~np.isnan(gains).any(axis=1)
    if there.sum() < LEAST:
        return None
    gains = gains[there]
    inputs = np.asarray(design.sample, dtype=np.float64)[there]
    regrets = gains.max(axis=1, keepdims=True) - gains
    return Robustness(
        outcome,
        factor,
        tuple(
            _policy(name, gains[:, position], regrets[:, position], list(design.sampled), inputs, position == 0)
            for position, name in enumerate(levels)
        ),
        int(there.sum()),
        sign < 0,
    )


def over_pairs(values: Array) -> Array:
    """Mean over replicates of paired differences [replicate, row], of those that finished."""
    there = ~np.isnan(values)
    count = there.sum(axis=0)
    mean: Array = np.where(count > 0, np.where(there, values, 0.0).sum(axis=0) / np.maximum(1, count), np.nan)
    return mean


def _policy(name: str, gains: Array, regrets: Array, names: list[str], inputs: Array, reference: bool) -> Policy:
    found = band(gains)
    low, high = (math.nan, math.nan) if reference else wilson(int((gains > 0).sum()), len(gains))
    deciding = () if reference else rank_correlations(names, inputs, gains)
    return Policy(
        name,
        math.nan if reference else float((gains > 0).mean()),
        low,
        high,
        float(found.mean),
        float(found.mean_low),
        float(found.mean_high),
        gains,
        regrets,
        tuple(sorted(deciding, key=lambda one: -abs(one.value))),
    )


def wilson(successes: int, number: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    from scipy.stats import binomtest

    found = binomtest(successes, number).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)


__all__ = ["Policy", "Robustness", "robustness", "wilson"]
