"""How a published figure is measured in the model: a small closed grammar.

A definition is a mapping with one key, which says the kind:

    retention: {months: 60, group: "family:single_man"}          share of a cohort still there
    exit: {from: 36, to: 42, per: 6, group: all}                 share leaving in six months, between two ages
    measure: {name: employed, group: locals, years: 5}           mean of the last yearly values of a run
    since_arrival: {name: employed_by_year, group: men, from: 0, to: 3}   by years since arrival
    difference: [definition, definition]                         the first less the second
    ratio: [definition, definition]                              the first over the second

All are of the whole region of one run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from experiments.outcomes.panel import EVERYWHERE
from sim.codes import FamilyType, Pathway, Schooling
from sim.measures.cohorts import GROUPS, OUTCOMES
from sim.scenario.schema.base import Section
from sim.words import counted

LEAST = 5.0
"""Persons a share of a cohort must rest on in one run; with fewer the run does not say."""
MONTHS = 12
FOLLOWED = (
    "all",
    *(
        f"{kind}:{member.name.lower()}"
        for kind, members in (("pathway", Pathway), ("family", FamilyType), ("schooling", Schooling))
        for member in members
    ),
    "sex:women",
    "sex:men",
)
"""Groups there are retention curves of."""
BY_YEAR = (*(name for name in OUTCOMES if name not in ("people", "working_age", "employed")), "employed_by_year")
"""Measures there are by years since arrival."""


def _known(group: str, groups: tuple[str, ...]) -> str:
    if group not in groups:
        from sim.scenario.paths import near

        raise ValueError(f"there is no group {group!r}; {near(group, groups)}; there are {', '.join(groups)}")
    return group


class RetentionOf(Section):
    """Kaplan-Meier share of those who came during the run still living in the place of settlement."""

    months: int = Field(ge=1, le=480)
    """Months since arrival."""
    group: str = "all"

    @field_validator("group")
    @classmethod
    def _group(cls, group: str) -> str:
        return _known(group, FOLLOWED)


class ExitOf(Section):
    """Of those still there ``from`` months after arrival, the share that leaves within ``per`` months, on
    average up to ``to`` months: 1 - (S(to) / S(from)) ** (per / (to - from)), S the retention curve."""

    from_: int = Field(alias="from", ge=0, le=480)
    to: int = Field(ge=1, le=480)
    per: int = Field(6, ge=1, le=120)
    group: str = "all"

    @field_validator("group")
    @classmethod
    def _group(cls, group: str) -> str:
        return _known(group, FOLLOWED)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.to <= self.from_:
            raise ValueError(
                f"to: {counted(self.to, 'month', 'months')} is not after from: {counted(self.from_, 'month', 'months')}"
            )
        return self


class MeasureOf(Section):
    """Mean of a yearly or monthly measure over the Decembers of the run's last years."""

    name: str = Field(min_length=1, max_length=60)
    group: str = "all"
    years: int = Field(1, ge=1, le=40)

    @field_validator("name")
    @classmethod
    def _name(cls, name: str) -> str:
        from experiments.outcomes.catalogue import CATALOGUE
        from sim.scenario.paths import near

        known = [row.key for row in CATALOGUE.values() if row.taken_down]
        if name not in known:
            raise ValueError(f"there is no measure {name!r}; {near(name, known)}")
        return name


class SinceArrivalOf(Section):
    """A mean over those who came during the run and are ``from`` to ``to`` years after arrival, in all years
    of the run. Everybody is asked on each anniversary; those at either end count half, and at arrival (year
    0) everybody counts with 0, which suits shares in work of people who came as refugees."""

    name: Literal[BY_YEAR] = "employed_by_year"  # type: ignore[valid-type]
    group: str = "all"
    from_: int = Field(alias="from", ge=0, le=40)
    to: int = Field(ge=1, le=40)

    @field_validator("group")
    @classmethod
    def _group(cls, group: str) -> str:
        return _known(group, GROUPS)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.to < self.from_:
            raise ValueError(
                f"to: {counted(self.to, 'year', 'years')} is before from: {counted(self.from_, 'year', 'years')}"
            )
        return self


class Definition(Section):
    """One way of measuring; exactly one of its fields is set."""

    retention: RetentionOf | None = None
    exit: ExitOf | None = None
    measure: MeasureOf | None = None
    since_arrival: SinceArrivalOf | None = None
    difference: tuple[Definition, Definition] | None = None
    ratio: tuple[Definition, Definition] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = self.model_fields_set
        if len(given) != 1:
            kinds = ", ".join(type(self).model_fields)
            raise ValueError(f"a definition has exactly one key of {kinds}; found {len(given)}")
        return self

    def parts(self) -> Iterator[Any]:
        """What it rests on, taken apart: retention, exit, measure and since_arrival."""
        for pair in (self.difference, self.ratio):
            for one in pair or ():
                yield from one.parts()
        yield from filter(None, (self.retention, self.exit, self.measure, self.since_arrival))


class Reading:
    """What one run says, of the whole region, ready to be asked.

    ``history`` has ``measures`` and ``retention`` as :class:`sim.history.History`. Only what the
    definitions ask for is kept.
    """

    def __init__(self, history: Any, definitions: tuple[Definition, ...]) -> None:
        parts = [part for definition in definitions for part in definition.parts()]
        wanted = {part.name for part in parts if isinstance(part, MeasureOf | SinceArrivalOf)}
        wanted |= {_weight(part.name) for part in parts if isinstance(part, SinceArrivalOf)}
        self.series: dict[tuple[str, str], dict[int, float]] = {}
        found = history.measures
        for month, place, name, group, value in zip(
            found.month, found.place, found.measure, found.group, found.value, strict=True
        ):
            if place == EVERYWHERE and name in wanted:
                self.series.setdefault((name, group), {})[int(month)] = float(value)
        self.curves: dict[str, dict[int, tuple[float, float]]] = {}
        curve = history.retention
        for month, place, group, value, followed in zip(
            curve.months_since, curve.place, curve.group, curve.value, curve.at_risk, strict=True
        ):
            if place == EVERYWHERE:
                self.curves.setdefault(group, {})[int(month)] = (float(value), float(followed))

    def value(self, definition: Definition) -> float:
        """The figure of this run; NaN where the run does not say (too short, nobody in the group)."""
        if definition.difference is not None:
            first, second = definition.difference
            return self.value(first) - self.value(second)
        if definition.ratio is not None:
            first, second = definition.ratio
            return _over(self.value(first), self.value(second))
        (part,) = definition.parts()
        if isinstance(part, RetentionOf):
            return self._still_there(part.group, part.months)
        if isinstance(part, ExitOf):
            before, after = (self._still_there(part.group, month) for month in (part.from_, part.to))
            kept = _over(after, before)
            return 1.0 - math.pow(kept, part.per / (part.to - part.from_))
        if isinstance(part, MeasureOf):
            return self._lately(part)
        return self._since_arrival(part)

    def _still_there(self, group: str, months: int) -> float:
        value, followed = self.curves.get(group, {}).get(months, (math.nan, 0.0))
        return value if followed >= LEAST else math.nan

    def _lately(self, part: MeasureOf) -> float:
        values = self.series.get((part.name, part.group), {})
        decembers = sorted(month for month in values if month >= 0 and month % MONTHS == MONTHS - 1)
        last = decembers[-part.years :]
        return sum(values[month] for month in last) / len(last) if len(last) == part.years else math.nan

    def _since_arrival(self, part: SinceArrivalOf) -> float:
        above = below = 0.0
        for year in range(max(part.from_, 1), part.to + 1):
            name = f"y{year}" if part.group == "all" else f"y{year}:{part.group}"
            persons = self.series.get((_weight(part.name), name), {})
            values = self.series.get((part.name, name), {})
            half = 0.5 if year in (part.from_, part.to) and part.from_ < part.to else 1.0
            for month, value in values.items():
                above += half * persons.get(month, 0.0) * value
                below += half * persons.get(month, 0.0)
            if part.from_ == 0 and year == 1:  # as many arrived as had their first anniversary here
                below += 0.5 * sum(persons.values())
            if not values:
                return math.nan
        return above / below if below >= LEAST else math.nan


def _weight(name: str) -> str:
    return "cohort_working_age" if name == "employed_by_year" else "cohort_size"


def _over(above: float, below: float) -> float:
    return above / below if below > 0 else math.nan


__all__ = [
    "BY_YEAR",
    "FOLLOWED",
    "LEAST",
    "Definition",
    "ExitOf",
    "MeasureOf",
    "Reading",
    "RetentionOf",
    "SinceArrivalOf",
]
