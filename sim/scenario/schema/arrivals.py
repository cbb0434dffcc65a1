"""How newcomers and locals move in: reunification and inflow."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter, record


class ArrivalStream(Section):
    """Newcomers of one pathway to one place, month by month."""

    place: str = parameter(unit="name", source="scenario", structural=True)
    """Where they are settled: the key of a place."""
    origin: str = parameter(unit="name", source="scenario", structural=True)
    """The key of their origin group."""


class ArrivalSettings(Section):
    """How newcomers and locals move in: reunification and inflow."""


ArrivalRules = record(ArrivalSettings)
