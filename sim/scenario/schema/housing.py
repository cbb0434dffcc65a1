"""How homes are found and left."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class HousingSettings(Section):
    """How homes are found and left."""


HousingRules = record(HousingSettings)
