"""A design, ready to be run: a base, and points that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.designs.settings import DesignSettings, FactorSettings

if TYPE_CHECKING:
    from sim.scenario import Scenario

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Point:
    """One combination of the factors' values."""

    values: tuple[str | float, ...]
    """In the order of the factors: the name of a level, or a number."""
    changes: Mapping[str, Any]
    """What differs from the base, ``{dotted path: value}``."""


@dataclass(frozen=True)
class Design:
    """A base and the points that change it, each lived through with the same seeds."""

    name: str
    settings: DesignSettings
    base: Scenario
    """With the settings of the command applied, as long as the runs are."""
    points: tuple[Point, ...]
    """Row by row of the sample, and for each row every combination of levels, the last factor running
    fastest. The first is the reference."""
    months: int
    seed: int
    replicates: int
    sampled: tuple[str, ...] = ()
    """Keys of the factors that are numbers from a range, in the order of the sample's columns."""
    sample: Array = field(default_factory=lambda: np.zeros((1, 0)))
    """Their values [row, factor], in their own units, in the order in which the method makes them."""

    @property
    def title(self) -> str:
        return self.settings.title or self.name

    @property
    def factors(self) -> Mapping[str, FactorSettings]:
        return self.settings.factors

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Names of levels by factor, of the factors that have levels, in the order of the file."""
        return {key: tuple(factor.levels) for key, factor in self.factors.items() if key not in self.sampled}

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of levels of each factor that has levels; with the sample's rows, that many points."""
        return tuple(len(levels) for levels in self.levels.values())

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(self.settings.outcomes)

    @property
    def runs(self) -> int:
        return len(self.points) * self.replicates

    def label(self, factor: str) -> str:
        return self.factors[factor].label or factor.replace("_", " ").replace("-", " ").capitalize()

    def scenario(self, point: Point) -> Scenario:
        """The base with the changes of ``point``. Raises ``ScenarioError`` where they do not go together."""
        from sim.scenario import with_overrides

        return with_overrides(self.base, dict(point.changes))


__all__ = ["Design", "Point"]
