"""School classes, studies and recognition of schooling."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class SchoolingSettings(Section):
    """School classes, studies and recognition of schooling."""


SchoolingRules = record(SchoolingSettings)
