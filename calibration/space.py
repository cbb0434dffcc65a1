"""The space of the parameters: the unit cube on which they are equally likely, and their own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.designs.factors import Range

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Parameter:
    """One uncertain number of the model."""

    key: str
    label: str
    range: Range

    @property
    def path(self) -> str:
        return self.range.path


class Space:
    """All parameters together. The prior is uniform on the unit cube: on the log range where the scale is."""

    def __init__(self, parameters: Sequence[Parameter]) -> None:
        self.parameters = tuple(parameters)
        self.keys = [one.key for one in parameters]
        scaled = np.array([one.range.scaled for one in parameters], float).reshape(-1, 2)
        self.low, self.width = scaled[:, 0], scaled[:, 1] - scaled[:, 0]

    def __len__(self) -> int:
        return len(self.parameters)

    def from_unit(self, unit: Array) -> Array:
        """Values [point, parameter] in their own units, as a scenario is given them (whole where they must
        be), of points in the unit cube."""
        scaled = self.low + np.asarray(unit, float) * self.width
        columns = []
        for place, one in enumerate(self.parameters):
            values = one.range.from_scale(scaled[:, place])
            columns.append([one.range.value(value) for value in values])
        return np.array(columns, float).T.reshape(len(scaled), len(self))

    def to_unit(self, values: Array) -> Array:
        """Points of the unit cube [point, parameter] of values in their own units."""
        values = np.asarray(values, float).reshape(-1, len(self))
        columns = [one.range.to_scale(values[:, place]) for place, one in enumerate(self.parameters)]
        return np.asarray(np.clip((np.column_stack(columns) - self.low) / self.width, 0.0, 1.0))

    def snapped(self, unit: Array) -> Array:
        """Points moved to where the model can be run: whole numbers, twelve digits."""
        return self.to_unit(self.from_unit(unit))

    def changes(self, values: Array) -> dict[str, float | int]:
        """What differs from a base at one point, ``{dotted path: value}``."""
        return {one.path: one.range.value(float(value)) for one, value in zip(self.parameters, values, strict=True)}


__all__ = ["Parameter", "Space"]
