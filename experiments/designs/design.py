"""A design, ready to be run: a base, and points that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from experiments.designs.settings import DesignSettings, FactorSettings

if TYPE_CHECKING:
    from sim.scenario import Scenario


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
    """In the order of the levels, the last factor running fastest; the first is the reference."""
    months: int
    seed: int
    replicates: int

    @property
    def title(self) -> str:
        return self.settings.title or self.name

    @property
    def factors(self) -> Mapping[str, FactorSettings]:
        return self.settings.factors

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Names of levels by factor, in the order of the file."""
        return {key: tuple(factor.levels) for key, factor in self.factors.items()}

    @property
    def shape(self) -> tuple[int, ...]:
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
