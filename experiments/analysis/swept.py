"""What a sweep found, as arrays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from experiments.designs import Design

Array = np.ndarray[Any, Any]
SWEEPS = 50
"""Rounds in which gaps are evened out; few missing runs need two or three."""


class Failure(NamedTuple):
    """A run that came to nothing."""

    point: int
    replicate: int
    stage: str
    """Where it failed: building, running, over time, over memory …"""
    error: str


class Index(NamedTuple):
    """How much a factor matters, in the unit of the index, with its 95 % interval."""

    factor: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Swept:
    """The outcomes of the runs of a design."""

    design: Design
    values: Mapping[str, Array]
    """By key of the outcome: [replicate, point]; NaN where a run failed or is missing."""
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0
    """Simulation time of all runs [s]."""

    @property
    def method(self) -> str:
        return self.design.method

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is analysed: outcomes of the design that at least one run has."""
        return tuple(key for key in self.design.outcomes if key in self.values and not np.isnan(self.values[key]).all())

    @property
    def replicates(self) -> int:
        return next((len(values) for values in self.values.values()), 0)

    @property
    def finished(self) -> int:
        """Runs with an outcome."""
        return max((int((~np.isnan(values)).sum()) for values in self.values.values()), default=0)

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Levels by factor, of the factors crossed with every row of the sample."""
        return {key: names for key, names in self.design.levels.items() if key not in self.design.tabled}

    def cells(self, outcome: str) -> Array:
        """Values by row of the sample and combination of levels: [replicate, row, combination]."""
        values = self.values[outcome]
        return values.reshape(len(values), -1, math.prod(self.design.shape))

    def rows(self, outcome: str) -> Array:
        """Values by row of the sample [replicate, row], averaged over combinations of levels.

        NaN where one of the combinations is missing: rows are compared with each other.
        """
        mean: Array = self.cells(outcome).mean(axis=2)
        return mean


def over_replicates(values: Array) -> Array:
    """Mean over the finished replicates of ``values`` [replicate, row]: (row,), NaN where none finished.

    All rows have the same random draws, so what a replicate brings to all of them is taken out where runs are
    missing: a row that lacks an especially good replicate does not look worse for it. Without gaps: the
    plain mean.
    """
    there = ~np.isnan(values)
    if there.all():
        plain: Array = values.mean(axis=0)
        return plain
    by_row, by_replicate = np.maximum(1, there.sum(axis=0)), np.maximum(1, there.sum(axis=1))
    filled, common = np.where(there, values, 0.0), np.zeros((len(values), 1))
    mean = np.zeros(values.shape[1])
    for _ in range(SWEEPS):  # means of rows and of replicates in turn: least squares of their sum
        mean = np.where(there, filled - common, 0.0).sum(axis=0) / by_row
        common = (np.where(there, filled - mean, 0.0).sum(axis=1) / by_replicate)[:, None]
        common -= common[there.any(axis=1)].mean() if there.any() else 0.0
    found: Array = np.where(there.any(axis=0), mean, np.nan)
    return found


def seed_of(design: Design) -> int:
    """The seed of everything drawn again and again in an analysis: the same design, the same intervals."""
    return int(design.seed) % 2**32


__all__ = ["Array", "Failure", "Index", "Swept", "over_replicates", "seed_of"]
