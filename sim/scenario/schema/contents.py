"""What a scenario names: its stretch of time, its places and the ways between them, who comes, what is done."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from sim.codes import MONTHS_MOST, PLACES_MOST, STREAMS_MOST
from sim.scenario.schema.arrivals import ArrivalStream
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.building import BuildingSettings
from sim.scenario.schema.club_kinds import KindSettings
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.scenario.schema.demand import SiteSettings
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.kinds import Key, Line, Minutes, Month
from sim.scenario.schema.lines import LineSettings
from sim.scenario.schema.organisations import OrganisationSettings
from sim.scenario.schema.programmes import MOST_PROGRAMMES, ProgrammeSettings
from sim.scenario.schema.region import OriginSettings, PlaceSettings

PROSE = ("title", "description", "card", "country")
"""Fields that are read by people alone: no run follows from them."""
Told = Literal["where", "who", "what", "since", "money", "evidence"]


def entries(unit: str, most: int, *, structural: bool = False) -> Any:
    """Declare what users give keys of their own, ``most`` of them at most; nothing by default."""
    return parameter(unit=unit, source="scenario", structural=structural, default_factory=dict, max_length=most)


class Contents(Section):
    """The fields of :class:`sim.scenario.schema.root.Scenario` that hold no parameters of a mechanism."""

    title: Line = parameter("", unit="text", source="scenario", structural=True)
    """What the scenario is called in reports."""
    description: str = parameter("", unit="text", source="scenario", structural=True, max_length=5000)
    """What it is about, in plain words."""
    card: dict[Told, Annotated[str, StringConstraints(max_length=1000)]] = parameter(
        unit="text", source="scenario", structural=True, default_factory=dict
    )
    """Of a case that really is or was: where, who, what, since when, with whose money, and what is known."""
    country: Annotated[str, StringConstraints(pattern=r"^[a-z]{0,20}$")] = parameter(
        "", unit="name", source="scenario", structural=True
    )
    """Whose posterior it takes: the country's file says it. No run follows from it."""
    start: Month = parameter("2010-01", unit="month", source="scenario", structural=True)
    """First month, written 2010-01; month 0 of the model."""
    months: int = parameter(120, unit="month", source="scenario", structural=True, ge=1, le=MONTHS_MOST)
    """How many months are simulated."""
    seed: int = parameter(1, unit="1", source="scenario", structural=True, ge=0, le=2**63 - 1)
    """Seed of all random draws, unless the command gives another."""

    places: dict[Key, PlaceSettings] = parameter(
        unit="by place", source="scenario", structural=True, min_length=1, max_length=PLACES_MOST
    )
    """The settlements, by a short key used in travel, arrivals and levers."""
    travel: dict[Key, dict[Key, Minutes]] = entries("minute", PLACES_MOST, structural=True)
    """Minutes by car between places, ``{a: {b: minutes}}``; one direction is enough. Where none are given
    they follow from the places' positions and the roads of the section `region`."""
    buses: dict[Key, LineSettings] = entries("by line", 100)
    """Bus lines between places, for everybody: what they reach without a car."""
    building: dict[Key, BuildingSettings] = entries("by order", 200)
    """Homes that are built on order, by month, and who pays for them."""
    origins: dict[Key, OriginSettings] = entries("by origin", 15, structural=True)
    """Groups of newcomers with a language and an origin in common."""
    arrivals: dict[Key, ArrivalStream] = entries("by stream", STREAMS_MOST)
    """Streams of newcomers: who comes where, by which pathway, and how many a month."""
    sites: dict[Key, SiteSettings] = entries("by site", 200)
    """Employers by name, whose number of posts the scenario says and levers change."""

    club_kinds: dict[Key, KindSettings] = entries("by kind", 16, structural=True)
    """Kinds of club besides those of the section `clubs`, each with whom it admits."""

    funding: dict[Key, FundingSettings] = entries("by stream of money", 64)
    """Streams of money that pay for programmes and coordinators, each for its time."""
    organisations: dict[Key, OrganisationSettings] = entries("by organisation", 64)
    """Whose programmes are, where not the municipality's: with books, hands for paperwork, and an end."""
    coordinators: dict[Key, CoordinatorSettings] = entries("by post", 32)
    """Coordinators' posts."""
    programmes: dict[Key, ProgrammeSettings] = entries("by programme", MOST_PROGRAMMES)
    """What is done for newcomers, or for locals, composed from one grammar."""
