"""How the local language is learnt."""

from __future__ import annotations

from sim.scenario.schema.base import Section, record


class LanguageSettings(Section):
    """How the local language is learnt."""


LanguageRules = record(LanguageSettings)
