"""Homes built on somebody's order: where, when, of what kind, at what cost."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.funding import Payer
from sim.scenario.schema.kinds import Key, Line, Month

COST = "in: cost_per_home, paid by the payer in the month the homes are ready"


class BuildingSettings(Section):
    """Homes that are ordered, besides those that come of themselves where homes are short (section `housing`)."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    active: bool = parameter(True, unit="switch", source="a lever", paid=COST)
    """Off: nothing more is built."""
    place: Key = parameter(unit="name", refers="places", source="scenario", structural=True)
    """Where: the key of a place."""
    months: dict[Month, Annotated[int, Field(ge=0, le=10_000)]] = parameter(
        unit="home", source="scenario", default_factory=dict, max_length=1200, paid=COST
    )
    """Homes that are ready in given months, e.g. {2012-06: 20}."""
    tenure: Literal["owned", "public", "private"] = parameter("public", unit="choice", source="scenario")
    """Whether they are owned, or rented from the municipality or privately."""
    beds: int = parameter(4, unit="bed", ge=1, le=10, source="assumed")
    """The most who can live in each."""
    cost_per_home: float = parameter(
        2_600_000.0,
        unit="SEK/home",
        ge=0,
        le=1e8,
        source="evidence: price of a new home, Sweden 2022, 37,081 SEK/m2; 70 m2 assumed",
        paid=COST,
    )
    """What one costs the payer."""
    payer: Payer = parameter("municipality", unit="choice", source="scenario", structural=True)
    """Who pays."""
