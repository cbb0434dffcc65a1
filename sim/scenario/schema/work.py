"""How jobs are found, held and lost."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class WorkSettings(Section):
    """How jobs are found, held and lost."""


WorkRules = record(WorkSettings)
