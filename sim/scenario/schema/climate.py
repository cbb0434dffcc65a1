"""Parameters of the climate among locals: the mood that comes from outside, and who speaks up in it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Month

Push = Annotated[float, Field(ge=-2, le=2)]


class ClimateSettings(Section):
    """Media and politics elsewhere: how locals' mood is moved, how it fades, what backlash and support it brings."""

    outside: dict[Month, Push] = parameter(unit="-2..2", source="scenario", default_factory=dict, max_length=480)
    """What a month's events elsewhere add to the mood (-1 to 1) of every place, as in ``{2015-11: -0.8}``. None, and so
    no mood, unless said."""
    mood_sd: float = parameter(0.0, unit="1/month", ge=0, le=1, source="assumed: none")
    """Spread (standard deviation) of what each month adds to the mood of each place besides."""
    mood_half_life: float = parameter(
        9.0, unit="month", ge=0.1, le=240, source="evidence: mood in Sweden (back within about a year)"
    )
    """In this time half of the mood is gone."""
    weight: float = parameter(0.4, unit="attitude", ge=0, le=2, source="assumed")
    """How far full mood moves the attitude that locals come back to."""
    hostile_below: float = parameter(-0.4, unit="attitude", ge=-1, le=0, source="assumed")
    """Locals with an attitude below count as hostile."""
    supportive_above: float = parameter(0.4, unit="attitude", ge=0, le=1, source="assumed")
    """Locals with an attitude above count as supportive."""
    backlash_welcome: float = parameter(1.0, unit="factor", ge=0, le=5, source="assumed")
    """How far backlash (the hostile share of a place times its bad mood) lowers the chance that newcomers join a club:
    multiplied by one less this times it."""
    backlash_will: float = parameter(1.0, unit="factor", ge=0, le=5, source="assumed")
    """How far it lowers the municipality's will to take over what a stream paid, in the same way."""
    support: float = parameter(
        1.0, unit="1", ge=0, le=20, source="direction: seed 001 (volunteers of 2015); size assumed"
    )
    """Public attention raised by a month's change of mood, good or bad, times the supportive share of the place."""
