"""A design, ready to be run: a base, and points that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.designs.settings import DesignSettings, FactorSettings

if TYPE_CHECKING:
    from experiments.designs.factors import Range
    from sim.scenario import Scenario

Array = np.ndarray[Any, Any]
Choices = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""By factor and name of a level: what it changes, ``{dotted path: value}``."""


@dataclass(frozen=True)
class Point:
    """One combination of the factors' values."""

    values: tuple[str | float, ...]
    """In the order of the factors: the name of a level, or a number as the scenario is given it."""
    changes: Mapping[str, Any]
    """What differs from the base, ``{dotted path: value}``."""


@dataclass(frozen=True)
class Design:
    """A base and the points that change it, each simulated with the same seeds."""

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
    """Their values [row, factor], in their own units, in the order in which the method makes them; not
    rounded where the field takes whole numbers."""
    choices: Choices = field(default_factory=dict)
    """Levels and what they change, of all factors that have levels; those of the file when left out."""
    tabled: tuple[str, ...] = ()
    """Keys of the factors whose level stands in the rows of a table, and is not crossed with them."""

    @property
    def title(self) -> str:
        return self.settings.title or self.name

    @property
    def method(self) -> str:
        return self.settings.method

    @property
    def factors(self) -> Mapping[str, FactorSettings]:
        return self.settings.factors

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Names of levels by factor, of the factors that have levels, in the order of the file."""
        if self.choices:
            return {key: tuple(self.choices[key]) for key in self.factors if key in self.choices}
        return {
            key: tuple(factor.levels)
            for key, factor in self.factors.items()
            if factor.levels and key not in self.sampled
        }

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of levels of each factor that is crossed; with the sample's rows, that many points."""
        return tuple(len(levels) for key, levels in self.levels.items() if key not in self.tabled)

    @cached_property
    def ranges(self) -> dict[str, Range]:
        """Where the numbers of the sampled factors lie. Of a table: from the least to the greatest in it."""
        from experiments.designs.factors import Number, Range, number_at, range_of

        plain = self.base.canonical()
        found = {}
        for index, key in enumerate(self.sampled):
            factor = self.factors[key]
            one = range_of(factor, plain) if self.method != "table" else None
            if not isinstance(one, Range):
                low, high = float(self.sample[:, index].min()), float(self.sample[:, index].max())
                there = number_at(factor.path, plain)
                about = (there.whole, there.base, there.unit) if isinstance(there, Number) else ()
                one = Range(factor.path, low, high, factor.scale == "log", *about)
            found[key] = one
        return found

    @property
    def bounds(self) -> Array:
        """Low and high [factor, 2] of the sampled factors, in their own units."""
        return np.array([(one.low, one.high) for one in self.ranges.values()]).reshape(-1, 2)

    @cached_property
    def scaled(self) -> Array:
        """The sample [row, factor] on the scale on which it is spread evenly: log10 for factors on a log
        scale, within the bounds of :attr:`problem`."""
        columns = [one.to_scale(self.sample[:, index]) for index, one in enumerate(self.ranges.values())]
        return np.column_stack(columns) if columns else self.sample

    @property
    def problem(self) -> dict[str, Any]:
        """The sampled factors as SALib wants them: ``num_vars``, ``names``, and ``bounds`` on the scale of
        :attr:`scaled`."""
        from experiments.designs.sampling import problem_of

        return problem_of(self.ranges)

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(self.settings.outcomes)

    @property
    def runs(self) -> int:
        return len(self.points) * self.replicates

    def label(self, factor: str) -> str:
        """What a factor is called: its label, or a name made from its path or key."""
        settings = self.factors[factor]
        if settings.label or not settings.path:
            return settings.label or factor.replace("_", " ").replace("-", " ").capitalize()
        from experiments.designs.factors import readable

        return readable(settings.path)

    def scenario(self, point: Point) -> Scenario:
        """The base with the changes of ``point``. Raises ``ScenarioError`` where they do not go together."""
        from sim.scenario import with_overrides

        return with_overrides(self.base, dict(point.changes))


__all__ = ["Choices", "Design", "Point"]
