"""How clubs are heard of, joined, left, closed and saved."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class ClubSettings(Section):
    """How clubs are heard of, joined, left, closed and saved."""


ClubRules = record(ClubSettings)
