"""What makes a household stay or leave."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class LeavingSettings(Section):
    """What makes a household stay or leave."""


LeavingRules = record(LeavingSettings)
