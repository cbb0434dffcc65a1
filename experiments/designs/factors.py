"""Factors that are numbers: where in the scenario they stand, how far they go, on which scale."""

from __future__ import annotations

import math
import types
import typing
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from experiments.designs.settings import FactorSettings
from sim.scenario.explain import words_of
from sim.scenario.paths import Target, bare, lookup, split
from sim.scenario.schema.root import Scenario
from sim.scenario.words import constraints, number
from sim.words import figure

Array = np.ndarray[Any, Any]
DIGITS = 12
"""Significant digits of a drawn number: the last ones of a logarithm differ from machine to machine."""
OWN = {
    "months": "the design's own `months`",
    "seed": "the design's own `seed`",
    "start": "not a thing to vary: the months of levers and streams hang on it",
}
"""Fields of a scenario that no factor sets."""


class Refusal(NamedTuple):
    """Why a factor cannot be used."""

    key: str
    """The line of the factor that is wrong."""
    message: str


@dataclass(frozen=True)
class Range:
    """Where a number lies, in the unit of its field."""

    path: str
    low: float
    high: float
    log: bool = False
    whole: bool = False
    """The field takes whole numbers: drawn as a number, rounded to the nearest."""
    base: float | None = None
    """What the base has; None where it has nothing."""
    unit: str = ""

    def value(self, drawn: float) -> float | int:
        """What the scenario is given for a drawn number."""
        return math.floor(drawn + 0.5) if self.whole else float(drawn)

    @property
    def scaled(self) -> tuple[float, float]:
        """Low and high on the scale on which values are spread evenly: log10 on a log scale."""
        return (math.log10(self.low), math.log10(self.high)) if self.log else (self.low, self.high)

    def to_scale(self, values: Array) -> Array:
        values = np.asarray(values, float)
        return np.asarray(np.log10(np.clip(values, self.low, self.high))) if self.log else values

    def from_scale(self, scaled: Array) -> Array:
        """Numbers in the field's unit, never outside the range."""
        values = 10.0 ** np.asarray(scaled, float) if self.log else np.asarray(scaled, float)
        return np.clip(significant(values), self.low, self.high)

    def steps(self, count: int) -> Array:
        """``count`` values from low to high, evenly spaced on the scale."""
        values = self.from_scale(np.linspace(*self.scaled, count))
        values[0], values[-1] = self.low, self.high
        return values


def significant(values: Array) -> Array:
    """Rounded to ``DIGITS`` significant digits."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in values.ravel()]).reshape(values.shape)


def target_of(path: str, plain: dict[str, Any]) -> Target | str:
    """What ``path`` leads to in a scenario as plain data, or words saying where it stops being known."""
    steps = split(path)
    if path in OWN:
        return f"{path} is {OWN[path]}"
    found = lookup(Scenario, plain, steps, new=True)
    if isinstance(found, Target) and steps[0] == "levers" and len(steps) == 3:
        return lookup(Scenario, plain, split(steps[1]), new=True)  # a month's value is of the field's kind
    return found


def value_at(path: str, plain: Any) -> Any:
    """What stands at ``path`` in plain data; None where nothing does."""
    for step in split(path):
        if isinstance(plain, dict):
            plain = plain.get(step)
        elif isinstance(plain, (list, tuple)) and step.isdecimal() and int(step) < len(plain):
            plain = plain[int(step)]
        else:
            return None
    return plain


def is_number(annotation: Any) -> bool:
    return bare(annotation) in (int, float)


def limits_of(annotation: Any) -> dict[str, float]:
    """``ge``, ``gt``, ``le`` and ``lt`` of a number's annotation, however deep they stand in it."""
    found: dict[str, float] = {}
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            here = constraints(annotation)
            found = {name: here[name] for name in ("ge", "gt", "le", "lt") if name in here} | found
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            some = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
            if len(some) != 1:
                return found
            annotation = some[0]
        else:
            return found


class Number(NamedTuple):
    """A number of the scenario: what stands in the base, and what its field takes."""

    base: float | None
    unit: str
    whole: bool
    limits: dict[str, float]
    words: str


def number_at(path: str, plain: dict[str, Any]) -> Number | Refusal:
    """The number at ``path`` in a base given as plain data."""
    target = target_of(path, plain)
    if isinstance(target, str):
        return Refusal("path", target)
    if not is_number(target.annotation):
        return Refusal("path", f"{path} is no number but {words_of(target)}: give it levels instead")
    base = value_at(path, plain)
    return Number(
        float(base) if isinstance(base, (int, float)) else None,
        target.unit,
        bare(target.annotation) is int,
        limits_of(target.annotation),
        words_of(target),
    )


def range_of(factor: FactorSettings, plain: dict[str, Any]) -> Range | Refusal:
    """The range of a factor with a path and a range or a share around, in a base given as plain data."""
    field = number_at(factor.path, plain)
    if isinstance(field, Refusal):
        return field
    given = "range" if factor.range is not None else "around"
    if factor.range is not None:
        low, high = factor.range
        if low >= high:
            return Refusal(given, f"{number(low)} to {number(high)}: the first must be below the second")
    elif not field.base:
        there = "nothing" if field.base is None else "0"
        return Refusal(given, f"the base has {there} at {factor.path}; give a range [low, high] instead")
    else:
        low, high = _around(field.base, factor.around or 0.0, field.limits)
        if low >= high:
            return Refusal(given, f"nothing but {number(field.base)} is allowed around {number(field.base)}")
    found = Range(factor.path, low, high, factor.scale == "log", field.whole, field.base, field.unit)
    if not all(_allowed(end, field.limits) for end in (low, high, found.value(low), found.value(high))):
        return Refusal(given, f"{number(low)} to {number(high)} is more than {factor.path} allows: {field.words}")
    if found.log and low <= 0:
        return Refusal("scale", f"a log scale needs numbers above 0; this goes down to {number(low)}")
    if found.whole and found.value(low) == found.value(high):
        return Refusal(given, f"every number from {figure(low)} to {figure(high)} is rounded to {found.value(low)}")
    return found


def _around(base: float, share: float, limits: dict[str, float]) -> tuple[float, float]:
    """The base's value and so large a share of it to both sides, as far as the field allows."""
    low, high = sorted(float(end) for end in significant(np.array([base * (1 - share), base * (1 + share)])))
    if "ge" in limits:
        low = max(low, float(limits["ge"]))
    if "gt" in limits and low <= limits["gt"]:
        low = float(np.nextafter(limits["gt"], np.inf))
    if "le" in limits:
        high = min(high, float(limits["le"]))
    if "lt" in limits and high >= limits["lt"]:
        high = float(np.nextafter(limits["lt"], -np.inf))
    return low, high


def _allowed(value: float, limits: dict[str, float]) -> bool:
    return (
        value >= limits.get("ge", -math.inf)
        and value <= limits.get("le", math.inf)
        and ("gt" not in limits or value > limits["gt"])
        and ("lt" not in limits or value < limits["lt"])
    )


def readable(path: str) -> str:
    """A path as a name: ``Free hours (meeting)`` for ``meeting.free_hours``."""
    steps = split(path)
    words = steps[-1].replace("_", " ").replace("-", " ")
    if words.isdecimal() and len(steps) > 1:  # an element of a list
        words, steps = f"{steps[-2].replace('_', ' ')} {int(words) + 1}", steps[:-1]
    inside = steps[-2].replace("_", " ") if len(steps) > 1 else ""
    return f"{words[:1].upper()}{words[1:]}" + (f" ({inside})" if inside else "")


__all__ = ["Number", "Range", "Refusal", "is_number", "number_at", "range_of", "readable", "target_of"]
