"""The scenario: everything a run depends on, in one frozen object."""

from __future__ import annotations

import bisect
import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints

from sim.scenario.months import parse_month, write_month
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.benefits import BenefitSettings
from sim.scenario.schema.businesses import BusinessSettings
from sim.scenario.schema.contents import PROSE, Contents
from sim.scenario.schema.currency import CurrencySettings
from sim.scenario.schema.kinds import Month
from sim.scenario.schema.organisations import OrganisingSettings
from sim.scenario.schema.past import PastSettings
from sim.scenario.schema.placements import PlacementSettings
from sim.scenario.schema.prices import PriceSettings
from sim.scenario.schema.processes import Processes
from sim.scenario.schema.region import RegionSettings, road_minutes
from sim.scenario.schema.rivals import RivalSettings
from sim.scenario.schema.ties import TiesSettings
from sim.words import counted

LeverPath = Annotated[str, StringConstraints(max_length=300)]


class Scenario(Processes, Contents):
    """A region, a stretch of time, and the rules people live by in it."""

    region: RegionSettings = Field(default_factory=RegionSettings)
    prices: PriceSettings = Field(default_factory=PriceSettings)
    organising: OrganisingSettings = Field(default_factory=OrganisingSettings)
    currency: CurrencySettings = Field(default_factory=CurrencySettings)
    benefits: BenefitSettings = Field(default_factory=BenefitSettings)
    placements: PlacementSettings = Field(default_factory=PlacementSettings)
    businesses: BusinessSettings = Field(default_factory=BusinessSettings)
    ties: TiesSettings = Field(default_factory=TiesSettings)
    past: PastSettings = Field(default_factory=PastSettings)
    rivals: RivalSettings = Field(default_factory=RivalSettings)

    levers: dict[LeverPath, dict[Month, Any]] = parameter(
        unit="by path", source="scenario", default_factory=dict, max_length=500
    )
    """What changes in time, ``{path: {month: value}}``: from that month on the field at the dotted path
    has the value."""

    @property
    def before_levers(self) -> Scenario:
        """What the file says without its levers: how things were before the first month."""
        return self if self.whole is None else self.whole

    @property
    def has_past(self) -> bool:
        """Whether life goes on before the first month (:mod:`sim.region.past`)."""
        return self.past.lived and self.ties.settle_months > 0

    def month_of(self, text: str) -> int:
        """The model's count of the month written ``text`` (0 = start; negative before it)."""
        return parse_month(text) - parse_month(self.start)

    def date_of(self, month: int) -> str:
        """How month number ``month`` is written."""
        return write_month(parse_month(self.start) + month)

    def minutes(self, here: str, there: str) -> float:
        """Travel time between two places [minute]: as the file gives it, either way round, else by their
        positions (:func:`road_minutes`). Raises ``KeyError`` where the file gives neither."""
        if here == there:
            return 0.0
        found = self.given_minutes(here, there)
        if found is None:
            found = road_minutes(self.region, self.places[here], self.places[there])
        if found is None:
            raise KeyError(f"{here}–{there}")
        return found

    def given_minutes(self, here: str, there: str) -> float | None:
        """What the file says of the way between two places [minute]; None where it says nothing."""
        found = self.travel.get(here, {}).get(there)
        return self.travel.get(there, {}).get(here) if found is None else found

    def areas(self) -> dict[str, list[int]]:
        """Rows of the places that share a label (`places.<key>.groups`), by ``grouping:label``."""
        found: dict[str, list[int]] = {}
        for row, place in enumerate(self.places.values()):
            for grouping, label in place.groups.items():
                found.setdefault(f"{grouping}:{label}", []).append(row)
        return found

    @cached_property
    def phases(self) -> tuple[tuple[int, Scenario], ...]:
        """(month from which it holds, scenario with levers applied), by month; the first is month 0."""
        from sim.scenario.levers import phases_of

        return phases_of(self) if self.whole is None else self.whole.phases

    @property
    def whole(self) -> Scenario | None:
        """The scenario this one is a phase of; None for one that is no phase of another."""
        found: Scenario | None = self.__dict__.get("_whole")
        return found

    def at(self, month: int) -> Scenario:
        """The scenario in force in ``month``: every lever up to and including it applied.

        The same object for every month between two changes, so "has anything changed" is ``is``.
        """
        firsts = [first for first, _ in self.phases]
        return self.phases[max(0, bisect.bisect_right(firsts, month) - 1)][1]

    def __repr__(self) -> str:
        people = sum(place.population for place in self.places.values())
        months, places = counted(self.months, "month", "months"), counted(len(self.places), "place", "places")
        return (
            f"<Scenario {self.title!r}: {months} from {self.start}, {counted(people, 'inhabitant', 'inhabitants')} "
            f"in {places}; to_yaml() shows all of it>"
        )

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        """Whether two scenarios say the same. What is kept beside the fields does not count: the first phase
        of a scenario may be the scenario itself, and comparing it would never come to an end."""
        if not isinstance(other, Scenario):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Scenario.model_fields)

    def canonical(self) -> dict[str, Any]:
        """Plain data with every field written out; the order of places, origins and streams is kept."""
        return self.model_dump(mode="json")

    def digest(self) -> str:
        """SHA-256 (hex) of the resolved scenario: equal when a run cannot tell the two apart."""
        data = self.canonical()
        for prose in PROSE:
            data.pop(prose)
        data["levers"] = {path: dict(sorted(changes.items())) for path, changes in sorted(data["levers"].items())}
        text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_yaml(self) -> str:
        """The resolved scenario as a file that loads to an equal one."""
        from sim.scenario.writing import yaml_text

        return yaml_text(self.canonical())

    def phase(self, before: Scenario, changes: Mapping[str, Any]) -> Scenario:
        """A phase of this scenario: ``before``, the one before it, with other values for some fields (already
        checked). It shares with it what is equal, and knows this one rather than all its phases."""
        found = before.model_copy(update=changes)
        found.__dict__["_whole"] = self
        return found

    def model_copy(self, *, update: Any = None, deep: bool = False) -> Self:
        copy = super().model_copy(update=update, deep=deep)
        for derived in DERIVED:
            copy.__dict__.pop(derived, None)
        return copy

    def __getstate__(self) -> dict[Any, Any]:
        """Without the phases: they follow from the levers, and hold one another."""
        state = super().__getstate__()
        return {**state, "__dict__": {k: v for k, v in state["__dict__"].items() if k != "phases"}}


DERIVED = ("phases", "_whole")
"""What a scenario object keeps beside its fields."""

SECTIONS = tuple(
    name
    for name, info in Scenario.model_fields.items()
    if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
)
"""Fields of :class:`Scenario` that hold one section of parameters each."""
