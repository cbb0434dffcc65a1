"""How trust and attitudes to the other group change."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class AttitudeSettings(Section):
    """How trust and attitudes to the other group change."""


AttitudeRules = record(AttitudeSettings)
