"""How those who grew up here and left come back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import Section, parameter

Yearly = Annotated[float, Field(ge=0, le=2)]
Years = Annotated[int, Field(ge=0, le=120)]
CAME_BACK = "evidence: came back to where they grew up (22 %, 18-30 by region)"


class ReturningSettings(Section):
    """How those who grew up here and left the region come back, alone or with a family of their own.

    With the defaults 22 % of those who left at 20 and have parents here in four of five cases are back at 38.
    """

    returning: bool = parameter(True, unit="switch", source="model")
    """Whether any of them comes back."""
    ages: tuple[Years, ...] = parameter((18, 25, 30, 35, 45), unit="year", min_length=5, max_length=5, source="assumed")
    """Limits of the ages of `by_age`: from the first to the second, and so on."""
    by_age: tuple[Yearly, ...] = parameter(
        (0.009, 0.025, 0.020, 0.005), unit="1/year", min_length=4, max_length=4, source=f"{CAME_BACK}; ages assumed"
    )
    """Yearly hazard of coming back of those with parents here, while the place offers what is usual (section
    `attraction`) and a home is free."""
    without_parents: float = parameter(
        0.4, unit="1", ge=0, le=5, source="direction: evidence, who returns (Mulder and others); size assumed"
    )
    """Multiplier for those who have no parents here any more."""
    least_away: int = parameter(12, unit="month", ge=1, le=240, source="assumed")
    """Months that everybody stays away."""
    graduates: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed")
    """Share of those with upper secondary schooling who come back with higher schooling."""
    partner: float = parameter(0.45, unit="share", ge=0, le=1, source="assumed")
    """Share of those from the second age on who come with a partner."""
    children: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Share of couples from the third age on who come with children."""
    kin_hours: float = parameter(200.0, unit="hour", ge=0, le=5000, source="assumed")
    """Hours-equivalent of the ties with the parents' household that they take up again."""
    away_at_start: bool = parameter(True, unit="switch", source="model", structural=True)
    """Whether those who left in the years before the first month are remembered too: as many of each year of birth
    as would have left, and not come back, had the place always had as many aged 14-19 as now."""
    parents_at_start: float = parameter(0.8, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of these who have parents here."""
