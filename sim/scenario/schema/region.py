"""Places and origin groups: what a region is made of."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class PlaceSettings(Section):
    """One settlement."""

    name: str = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    population: int = parameter(unit="person", ge=1, le=1_000_000, source="scenario", structural=True)
    """Inhabitants in the first month."""
    position: tuple[float, float] | None = parameter(None, unit="degree", source="scenario", structural=True)
    """Longitude and latitude, for the map."""


class OriginSettings(Section):
    """A group of newcomers who share a language and a country or region of origin."""

    name: str = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
