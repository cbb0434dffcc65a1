"""Kinds of household that municipalities house: what is known of them before they are settled.

A stream of a scenario brings households by weights of family type, and their adults by weights of schooling. Poisson
numbers of households of a mix are independent Poisson numbers of each type, so a stream may be told apart by type
without changing who comes. Schooling is told apart where a household has one adult; two adults differ in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.codes import FamilyType, Schooling
from sim.processes.stream_numbers import family_size

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.scenario.schema.arrivals import ArrivalStream

PATHWAYS = ("quota", "asylum", "youth")
"""Ways to come by which a municipality is told whom to house."""
FAMILIES = tuple(one.name.lower() for one in FamilyType)
COUPLES = (FamilyType.COUPLE, FamilyType.COUPLE_CHILDREN)
LEVELS = tuple(one.name.lower() for one in Schooling)
YOUTH = "youth"
"""Family of those who come alone below 18."""
LEAST = 1e-9
"""Households a year below which nobody comes."""


class Kind(NamedTuple):
    """A kind of household."""

    pathway: str
    origin: str
    """Key of the origin group."""
    family: str
    """Name of a family type, or ``youth``."""
    schooling: str
    """Name of a level; empty where adults differ in it."""

    @property
    def adults(self) -> int:
        return 2 if self.family in (FAMILIES[one] for one in COUPLES) else 1

    @property
    def short(self) -> str:
        """As part of a key: "single_man-compulsory"."""
        return f"{self.family}-{self.schooling}" if self.schooling else self.family


class Supply(NamedTuple):
    """Households of one kind that one stream brings."""

    stream: str
    """Its key."""
    kind: Kind
    households: float
    """A year."""
    size: float
    """People in one, on average."""

    @property
    def people(self) -> float:
        return self.households * self.size


def is_assigned(stream: ArrivalStream) -> bool:
    """Whether the municipality houses those of a stream, so that somebody says where they go."""
    free = stream.settlement.rule == "free"
    return stream.pathway in PATHWAYS and stream.homes == "assigned" and not free and stream.per_year > 0.0


def supplies(scenario: Scenario) -> list[Supply]:
    """All of a scenario, in the order of its streams."""
    found = []
    for key, stream in scenario.arrivals.items():
        if is_assigned(stream):
            found += _of_stream(scenario, key, stream)
    return found


def _of_stream(scenario: Scenario, key: str, stream: ArrivalStream) -> list[Supply]:
    if stream.pathway == "youth":
        return [Supply(key, Kind(stream.pathway, stream.origin, YOUTH, ""), stream.per_year, 1.0)]
    children = scenario.arriving.children_mean
    levels = stream.schooling or scenario.origins[stream.origin].schooling
    households = stream.per_year / family_size(stream.mix, children)
    found = []
    for place, family in enumerate(FAMILIES):
        weight = stream.mix[place] / sum(stream.mix)
        size = family_size(one_hot(place, len(FAMILIES)), children)
        split = {"": 1.0} if place in COUPLES else {name: levels[n] / sum(levels) for n, name in enumerate(LEVELS)}
        for level, share in split.items():
            if (number := households * weight * share) > LEAST:
                found.append(Supply(key, Kind(stream.pathway, stream.origin, family, level), number, size))
    return found


def one_hot(place: int, count: int) -> tuple[float, ...]:
    return tuple(float(one == place) for one in range(count))


__all__ = ["FAMILIES", "LEVELS", "YOUTH", "Kind", "Supply", "is_assigned", "one_hot", "supplies"]
