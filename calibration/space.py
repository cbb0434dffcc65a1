"""The space of the parameters: the unit cube on which they are equally likely, and their own units.

A parameter that ``varies`` has a value of its own in each country, drawn towards what countries have in common:

    e_c = Phi(Phi^-1(u) + s z_c)        on the unit scale of its range, Phi the normal distribution
    u, s / pooling ~ uniform on (0, 1)  what countries have in common, and how far they lie apart
    z_c ~ normal(0, 1)                  this country's deviation

which is partial pooling in the non-centred form (Gelman and Hill 2007; Betancourt and Girolami 2015): with little
evidence of a country its value stays near the others', with much it goes its own way, and s says how far countries
differ at all. All of it is uniform on one joint cube, so that waves and posterior need not know of it; the emulator
of a target is asked at what holds in the target's country (:meth:`Space.seen`), which has a coordinate a parameter.

The joint cube's coordinates: u of every parameter, then z of each that varies in each country (as Phi(z)), then s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.designs.factors import Range

Array = np.ndarray[Any, Any]
EDGE = 1e-9
POOLING = "pooling"
"""Key of s."""


@dataclass(frozen=True)
class Parameter:
    """One uncertain number of the model."""

    key: str
    label: str
    range: Range
    varies: bool = False
    """Whether it has a value of its own in each country."""

    @property
    def path(self) -> str:
        return self.range.path


class Space:
    """All parameters together. The prior is uniform on the joint cube."""

    def __init__(self, parameters: Sequence[Parameter], countries: Sequence[str] = (), pooling: float = 0.0) -> None:
        self.parameters = tuple(parameters)
        self.countries = tuple(countries)
        self.pooling = pooling
        """The greatest s."""
        self.varying = [place for place, one in enumerate(parameters) if one.varies] if countries else []
        self.own = [(place, country) for country in self.countries for place in self.varying]
        """(parameter, country) of each value that a country has for itself, in the order of the coordinates."""
        self.told = [*self.parameters, *(self.parameters[place] for place, _ in self.own)]
        """The parameter of each number that a posterior is told by (T)."""
        self.told_keys = [
            *(one.key for one in parameters),
            *(f"{self.parameters[place].key}@{country}" for place, country in self.own),
        ]
        self.keys = self.told_keys + ([POOLING] if self.own else [])
        scaled = np.array([one.range.scaled for one in self.told], float).reshape(-1, 2)
        self.low, self.width = scaled[:, 0], scaled[:, 1] - scaled[:, 0]

    def __len__(self) -> int:
        return len(self.keys)

    def seen(self, unit: Array, country: str = "") -> Array:
        """What holds in a country at points of the joint cube [point, parameter], on the unit scale of each range.
        Where nothing is known of the country: what all have in common."""
        unit = np.asarray(unit, float)
        main = unit[:, : len(self.parameters)]
        if country not in self.countries or not self.own:
            return main
        found = main.copy()
        for column, (place, here) in enumerate(self.own):
            if here == country:
                found[:, place] = self._pooled(unit, place, column)
        return found

    def told_unit(self, unit: Array) -> Array:
        """The numbers a posterior is told by, on the unit scale [point, T], at points of the joint cube."""
        unit = np.asarray(unit, float)
        own = [self._pooled(unit, place, column) for column, (place, _) in enumerate(self.own)]
        return np.column_stack([unit[:, : len(self.parameters)], *own])

    def _pooled(self, unit: Array, place: int, column: int) -> Array:
        from scipy.special import ndtr, ndtri

        common = ndtri(np.clip(unit[:, place], EDGE, 1 - EDGE))
        away = ndtri(np.clip(unit[:, len(self.parameters) + column], EDGE, 1 - EDGE))
        return np.asarray(ndtr(common + self.pooling * unit[:, -1] * away))

    def from_told(self, told: Array) -> Array:
        """Values in their own units, as a scenario is given them [point, T], from the unit scale."""
        scaled = self.low + np.asarray(told, float) * self.width
        columns = []
        for place, one in enumerate(self.told):
            values = one.range.from_scale(scaled[:, place])
            columns.append([one.range.value(value) for value in values])
        return np.array(columns, float).T.reshape(len(scaled), len(self.told))

    def to_told(self, values: Array) -> Array:
        """The unit scale [point, T] of values in their own units (their first T columns)."""
        values = np.asarray(values, float)[:, : len(self.told)]
        columns = [one.range.to_scale(values[:, place]) for place, one in enumerate(self.told)]
        return np.asarray(np.clip((np.column_stack(columns) - self.low) / self.width, 0.0, 1.0))

    def from_unit(self, unit: Array) -> Array:
        """Values [point, coordinate] in their own units (whole where they must be), of points of the joint cube;
        the last is s, where parameters vary."""
        unit = np.asarray(unit, float)
        found = self.from_told(self.told_unit(unit))
        return np.column_stack([found, self.pooling * unit[:, -1]]) if self.own else found

    def to_unit(self, values: Array) -> Array:
        """Points of the joint cube [point, coordinate] of values in their own units."""
        from scipy.special import ndtr, ndtri

        values = np.asarray(values, float).reshape(-1, len(self))
        found = self.to_told(values)
        if not self.own:
            return found
        apart = values[:, -1]
        inner = ndtri(np.clip(found, EDGE, 1 - EDGE))
        for column, (place, _) in enumerate(self.own):
            at = len(self.parameters) + column
            away = (inner[:, at] - inner[:, place]) / np.maximum(apart, 1e-6)
            found[:, at] = ndtr(np.where(apart > 1e-6, away, 0.0))
        return np.column_stack([found, np.clip(apart / self.pooling, 0.0, 1.0)])

    def snapped(self, unit: Array) -> Array:
        """Points moved to where the model can be run: whole numbers, twelve digits."""
        return self.to_unit(self.from_unit(unit))

    def changes(self, values: Array, country: str = "") -> dict[str, float | int]:
        """What differs from a base at one point, ``{dotted path: value}``: a country's own values, where it has any."""
        found = {one.path: one.range.value(float(value)) for one, value in zip(self.parameters, values, strict=False)}
        for column, (place, here) in enumerate(self.own):
            if here == country:
                one = self.parameters[place]
                found[one.path] = one.range.value(float(values[len(self.parameters) + column]))
        return found


@dataclass(frozen=True)
class View:
    """Brings points of the joint cube to what holds in one country."""

    space: Space
    country: str

    def __call__(self, unit: Array) -> Array:
        return self.space.seen(unit, self.country)


__all__ = ["POOLING", "Parameter", "Space", "View"]
