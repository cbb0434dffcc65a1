"""PAWN: how far an outcome's distribution moves when a factor is known. Needs no model of the outcome."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Index, Swept, over_replicates, seed_of
from experiments.analysis.variance import independent_rows

LEAST = 60
"""Points below which the slices of a factor's range hold too few."""
IN_A_SLICE, FEWEST_SLICES, MOST_SLICES = 15, 4, 10
SAMPLED = ("latin-hypercube", "sobol", "halton", "sobol-indices")
"""Methods whose points fill the ranges evenly and independently."""


class Pawn(NamedTuple):
    outcome: str
    indices: tuple[Index, ...]
    """Median over slices of the Kolmogorov-Smirnov distance (0 to 1), with bootstrap intervals."""
    floor: float
    """97.5 % quantile of what a factor would get that has nothing to do with the outcome."""
    points: int
    slices: int


def pawn(swept: Swept, outcome: str, *, resamples: int = 200, share: float = 1.0) -> Pawn | None:
    """PAWN indices of the mean over replicates; None for other methods and for fewer than 60 points.

    ``share`` of the points is used, from the first on. Of a Saltelli sample, only the points drawn
    independently of each other are. Interval: where the index of another sample of as many points would lie,
    on average over samples (bootstrap over points, its shift towards larger values taken out). An index of few
    points is too large, most of all of a factor that does nothing, and the interval does not hold what endless points
    would give: that is what the floor is for. Floor: the outcome's values dealt out anew among the points, so often.
    """
    design = swept.design
    if swept.method not in SAMPLED:
        return None
    inputs, mean = np.asarray(design.scaled, dtype=np.float64), over_replicates(swept.rows(outcome))
    if swept.method == "sobol-indices":
        rows = independent_rows(inputs)
        inputs, mean = inputs[rows], mean[rows]
    length = math.floor(share * len(inputs) + 1e-9)
    there = ~np.isnan(mean[:length])
    inputs, mean = inputs[:length][there], mean[:length][there]
    if len(mean) < LEAST or np.ptp(mean) == 0:
        return None
    slices = min(MOST_SLICES, max(FEWEST_SLICES, len(mean) // IN_A_SLICE))
    values = distances(inputs, mean, slices)
    rng = np.random.default_rng(seed_of(design))
    again = np.empty((resamples, inputs.shape[1]))
    for turn in range(resamples):
        drawn = rng.integers(len(mean), size=len(mean))
        again[turn] = distances(inputs[drawn], mean[drawn], slices)
    dummy = [
        distances(inputs[:, [turn % inputs.shape[1]]], rng.permutation(mean), slices)[0] for turn in range(resamples)
    ]
    shift = again - again.mean(axis=0)
    low, high = np.quantile(shift, [0.025, 0.975], axis=0)
    return Pawn(
        outcome,
        tuple(
            Index(
                factor,
                float(values[index]),
                float(max(0.0, values[index] + low[index])),
                float(min(1.0, values[index] + high[index])),
            )
            for index, factor in enumerate(design.sampled)
        ),
        float(np.quantile(dummy, 0.975)),
        len(mean),
        slices,
    )


def distances(inputs: Array, outcome: Array, slices: int) -> Array:
    """PAWN's median index by factor (factor,): SALib's, for any number of slices.

    SALib makes the slices' edges by adding up 1 / slices, which for six, nine and other numbers ends above one
    and raises. This is also fast enough to be asked a thousand times.

    ``inputs`` [point, factor], ``outcome`` (point,).
    """
    order = np.argsort(outcome, kind="stable")
    ordered = outcome[order]
    last = np.append(ordered[1:] != ordered[:-1], True)  # of a group of equal values
    everywhere = (np.arange(1, len(order) + 1) / len(order))[last]
    found = np.empty(inputs.shape[1])
    for factor in range(inputs.shape[1]):
        column = inputs[order, factor]
        edges = np.quantile(column, np.arange(slices + 1) / slices)
        inside = (column >= edges[:-1, None]) & (column < edges[1:, None])
        count = inside.sum(axis=1)
        inside, count = inside[count > 0], count[count > 0]
        here = inside.cumsum(axis=1)[:, last] / count[:, None]
        found[factor] = np.median(np.abs(here - everywhere).max(axis=1)) if len(count) else 0.0
    return found


__all__ = ["Pawn", "distances", "pawn"]
