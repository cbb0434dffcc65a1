"""Points: every row of a sample crossed with every combination of levels."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from experiments.designs.design import Choices, Point
from experiments.designs.factors import Range
from experiments.designs.sampling import draw, steps_of
from experiments.designs.settings import DesignSettings
from experiments.designs.table import Table
from sim.words import written

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Layout:
    """Which values there are, before they are put together."""

    choices: Choices
    """By factor that has levels."""
    sampled: tuple[str, ...] = ()
    sample: Array = field(default_factory=lambda: np.zeros((1, 0)))
    ranges: Mapping[str, Range] = field(default_factory=dict)
    """Of the sampled factors that have one: how a number is given to the scenario."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """Of the sampled factors."""
    tabled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By factor whose level stands in the rows of a table: the level of each row."""

    @property
    def crossed(self) -> dict[str, tuple[str, ...]]:
        return {key: tuple(levels) for key, levels in self.choices.items() if key not in self.tabled}

    @property
    def combinations(self) -> int:
        return math.prod(len(levels) for levels in self.crossed.values())


def levels_of(settings: DesignSettings) -> dict[str, dict[str, dict[str, Any]]]:
    """What the levels of a design file change, by factor and level."""
    return {
        key: {name: dict(changes or {}) for name, changes in factor.levels.items()}
        for key, factor in settings.factors.items()
        if factor.levels
    }


def ladder(one: Range, steps: int) -> dict[str, dict[str, Any]]:
    """Levels along a range, named by their numbers."""
    values = list(dict.fromkeys(one.value(value) for value in one.steps(steps)))
    names = [written(value) for value in values]
    if len(set(names)) < len(names):
        names = [repr(value) for value in values]
    return {name: {one.path: value} for name, value in zip(names, values, strict=True)}


def layout_of(settings: DesignSettings, ranges: Mapping[str, Range], table: Table | None, seed: int) -> Layout:
    """The values of a design's factors; in a grid numbers become levels, elsewhere they are drawn."""
    levels = levels_of(settings)
    if table is not None:
        tabled = {one.key: tuple(one.cells) for one in table.columns if not one.number}
        return Layout(
            levels | table.choices,
            table.sampled,
            table.sample,
            paths={one.key: one.path for one in table.columns if one.number},
            tabled=tabled,
        )
    if settings.method == "grid":
        steps = {key: ladder(one, steps_of(settings)) for key, one in ranges.items()}
        return Layout({key: steps[key] if key in steps else levels[key] for key in settings.factors})
    paths = {key: one.path for key, one in ranges.items()}
    return Layout(levels, tuple(ranges), draw(settings, ranges, seed), ranges, paths)


def points_of(order: tuple[str, ...], layout: Layout) -> tuple[Point, ...]:
    """All points; ``order`` holds the keys of all factors in the order of the file."""
    crossed = layout.crossed
    combinations = list(itertools.product(*crossed.values()))
    points = []
    for row, numbers in enumerate(layout.sample.tolist()):
        drawn: dict[str, float | int] = {}
        for key, value in zip(layout.sampled, numbers, strict=True):
            drawn[key] = layout.ranges[key].value(value) if key in layout.ranges else _plain(value)
        fixed = {key: levels[row] for key, levels in layout.tabled.items()}
        for combination in combinations:
            level = fixed | dict(zip(crossed, combination, strict=True))
            changes: dict[str, Any] = {}
            for key in order:
                if key in drawn:
                    changes[layout.paths[key]] = drawn[key]
                else:
                    changes.update(layout.choices[key][level[key]])
            values = tuple(float(drawn[key]) if key in drawn else level[key] for key in order)
            points.append(Point(values, changes))
    return tuple(points)


def _plain(value: float) -> float | int:
    """A table's number as it stood there: a whole one is an int, which fields of either kind take."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


__all__ = ["Layout", "ladder", "layout_of", "levels_of", "points_of"]
