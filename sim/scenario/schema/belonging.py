"""What makes people feel at home."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class BelongingSettings(Section):
    """What makes people feel at home."""


BelongingRules = record(BelongingSettings)
