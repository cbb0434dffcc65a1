"""Parameters of the past: what the people of the first month have lived before it."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class PastSettings(Section):
    """Where the first month comes from."""

    lived: bool = parameter(True, unit="switch", source="assumed", structural=True)
    """Whether the people of the first month have lived here by the model's own rules in the `ties.settle_months` months
    before it, each since they came or were born: ties, language, attitudes, clubs, work, school and belonging. Off:
    only ties grow, among all of them, and the rest is guessed from their years here."""
