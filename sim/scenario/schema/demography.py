"""How residents are born, age, pair up and die, and how youth leave."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class DemographySettings(Section):
    """How residents are born, age, pair up and die, and how youth leave."""


DemographyRules = record(DemographySettings)
