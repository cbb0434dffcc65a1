"""One factor at a time: what each does when it alone leaves the first point."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from experiments.analysis.swept import Index, Swept
from experiments.paired import Difference, difference


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
    def index(self) -> Index:
        """Size of the largest effect."""
        one = self.largest.difference
        low, high = sorted((abs(one.low), abs(one.high)))
        return Index(self.factor, abs(one.mean), low if one.told else 0.0, high)


def tornado(swept: Swept, outcome: str) -> tuple[Bar, ...]:
    """Every factor's effects, in the order of the factors; points without a finished pair are left out.

    Points that differ from the first by more than one factor are no part of it.
    """
    points, values = swept.design.points, swept.values[outcome]
    steps: dict[int, list[Step]] = {}
    for number, point in enumerate(points[1:], 1):
        moved = [place for place, (one, base) in enumerate(zip(point.values, points[0].values, strict=True))
                 if one != base]
        both = ~np.isnan(values[:, 0]) & ~np.isnan(values[:, number])
        if len(moved) == 1 and both.any():
            found = difference(outcome, values[both, 0], values[both, number])
            steps.setdefault(moved[0], []).append(Step(point.values[moved[0]], found))
    keys = list(swept.design.factors)
    return tuple(Bar(keys[place], points[0].values[place], tuple(found))
                 for place, found in sorted(steps.items()))


__all__ = ["Bar", "Step", "tornado"]
