"""Parameters of newcomers' health: ill on arrival, falling ill, recovering."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import Section, parameter

Wait = Annotated[int, Field(ge=1, le=240)]
Factor = Annotated[float, Field(ge=0, le=20)]


class HealthSettings(Section):
    """How many newcomers come ill, and what makes them fall ill and recover while they live here."""

    changes: bool = parameter(True, unit="switch", source="model")
    """Whether newcomers fall ill and recover while they live here; off: they stay as they came until treated."""
    age_from: int = parameter(15, unit="year", ge=0, le=25, source="assumed; evidence: ill on arrival, youths")
    """Age from which all of this holds; children are well."""
    ill_refugees: float = parameter(
        0.37, unit="share", ge=0, le=1, source="evidence: ill on arrival, adults from Syria (30-45 %)"
    )
    """Share of quota refugees and settled asylum seekers who come ill."""
    ill_youths: float = parameter(0.37, unit="share", ge=0, le=1, source="evidence: ill on arrival, youths (31-42 %)")
    """Share of the unaccompanied young, and of refugees who are not of age, who come ill."""
    ill_family: float = parameter(0.2, unit="share", ge=0, le=1, source="assumed")
    """Share of those who follow their family who come ill."""
    ill_labour: float = parameter(0.05, unit="share", ge=0, le=1, source="assumed")
    """Share of labour migrants who come ill."""
    capacity: float = parameter(0.55, unit="0-1", ge=0.05, le=1, source="assumed")
    """What illness leaves of the capacity for work, company and learning."""
    falling_ill: float = parameter(
        0.10,
        unit="1/year",
        ge=0,
        le=5,
        source="evidence: course of illness without care (16-24 % worse in a year, as many better)",
    )
    """Rate at which those who are well fall ill."""
    alone: float = parameter(2.33, unit="factor", ge=0, le=20, source="evidence: loneliness and new depression")
    """Rate of falling ill of those who live alone and have no close friend, against the others'."""
    waited_from: tuple[Wait, Wait] = parameter(
        (13, 25), unit="month", source="evidence: waiting and the mind, Denmark (13-24, 25-71 months)"
    )
    """Months of waiting for a decision from which the factors of `waited` hold."""
    waited: tuple[Factor, Factor] = parameter(
        (1.22, 1.46), unit="factor", source="evidence: waiting and the mind, Denmark (1.22, 1.46)"
    )
    """Rate of falling ill of those who waited so long, against the others'."""
    recovering: float = parameter(
        0.2, unit="1/year", ge=0, le=10, source="evidence: course of illness without care (13-24 % better in a year)"
    )
    """Rate at which those who are ill recover by themselves."""
    recovering_work: float = parameter(
        1.5, unit="factor", ge=0, le=20, source="direction: course of illness without care; size assumed"
    )
    """Rate of recovering of those in work, against the others'."""
    recovering_company: float = parameter(
        1.5, unit="factor", ge=0, le=20, source="direction: loneliness and new depression; size assumed"
    )
    """Rate of recovering of those who have a friend outside their household, against the others'."""
    activity_helps: float = parameter(0.5, unit="factor", ge=0, le=20, source="assumed")
    """Added to one by much guided activity (``carries.activity``): the ill recover so much faster, the well fall ill so
    much more seldom."""
    activity_half: float = parameter(6.0, unit="hours/month", ge=0.01, le=100, source="assumed")
    """Hours of it that bring half of that."""
    care_helps: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed")
    """Share of the ill who recover when they are seen (`services.screening`); the others may be seen again."""
