"""One factor at a time: what each does when it alone leaves the first point."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Index, Swept
from experiments.comparison.paired import Difference, difference


class Step(NamedTuple):
    """One point that differs from the first by one factor."""

    value: str | float
    """Of the factor there."""
    difference: Difference
    """To the first point, within replicates."""


class Bar(NamedTuple):
    factor: str
    reference: str | float
    """Its value at the first point."""
    steps: tuple[Step, ...]
    """In the order of the points."""

    @property
    def largest(self) -> Step:
        return max(self.steps, key=lambda step: abs(step.difference.mean))

    @property
    def size(self) -> Index:
        """Size of the largest effect."""
        one = self.largest.difference
        low, high = sorted((abs(one.low), abs(one.high)))
        return Index(self.factor, abs(one.mean), low if one.distinguishable else 0.0, high)


def tornado(swept: Swept, outcome: str) -> tuple[Bar, ...]:
    """Every factor's effects, in the order of the factors; steps without a finished pair are left out.

    Numbers: rows of the sample that differ from the first by one factor, averaged over combinations of
    levels. Levels crossed with the rows: at the first row.
    """
    design = swept.design
    steps: dict[str, list[Step]] = {}
    rows = swept.rows(outcome)
    for number, row in enumerate(np.asarray(design.sample)[1:], 1):
        moved = np.flatnonzero(row != design.sample[0])
        if len(moved) == 1 and (found := _paired(outcome, rows[:, 0], rows[:, number])):
            steps.setdefault(design.sampled[moved[0]], []).append(Step(float(row[moved[0]]), found))
    cells = swept.cells(outcome)[:, 0].reshape(swept.replicates, *design.shape)
    for axis, (factor, names) in enumerate(swept.levels.items()):
        alone = np.moveaxis(cells, axis + 1, 1).reshape(swept.replicates, len(names), -1)[:, :, 0]
        for level in range(1, len(names)):
            if found := _paired(outcome, alone[:, 0], alone[:, level]):
                steps.setdefault(factor, []).append(Step(names[level], found))
    first = dict(zip(design.factors, design.points[0].values, strict=True))
    return tuple(Bar(key, first[key], tuple(steps[key])) for key in design.factors if key in steps)


def _paired(outcome: str, base: Array, moved: Array) -> Difference | None:
    both = ~(np.isnan(base) | np.isnan(moved))
    return difference(outcome, base[both], moved[both]) if both.any() else None


__all__ = ["Bar", "Step", "tornado"]
