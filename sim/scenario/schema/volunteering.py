"""Volunteers: who begins, who stops, and the attention that comes and goes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Month

Shock = Annotated[float, Field(ge=0, le=10)]


class VolunteeringSettings(Section):
    """Volunteers for programmes (helpers of clubs are in the section `clubs`)."""

    start_share: float = parameter(0.01, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of local adults ready to be mentors or to help a group in the first month."""
    joining: float = parameter(0.0006, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance that a grown local begins, with a neutral attitude and without being asked."""
    attitude: float = parameter(1.5, unit="exponent", ge=0, le=6, source="assumed")
    """Attitude to the other group multiplies it by exp(this x attitude)."""
    asked: float = parameter(3.0, unit="factor", ge=0, le=50, source="assumed")
    """Added to one where a coordinator with all the time needed for it asks people."""
    friends: float = parameter(2.0, unit="factor", ge=0, le=50, source="assumed")
    """Added to one in a month in which an acquaintance who volunteers comes to mind."""
    attention: float = parameter(5.0, unit="factor", ge=0, le=100, source="assumed")
    """Added to one at full public attention."""
    attention_inflow: float = parameter(10.0, unit="1", ge=0, le=1000, source="assumed")
    """Attention raised by a month's arrivals, times their share of the inhabitants."""
    attention_half_life: float = parameter(
        8.0, unit="month", ge=0.1, le=120, source="direction: seed 001 (interest down by 2018); size assumed"
    )
    """In this time half of the public attention is gone."""
    attention_shocks: dict[Month, Shock] = parameter(
        unit="0-10", source="scenario", default_factory=dict, max_length=480
    )
    """Attention raised by events elsewhere, as in ``{2015-09: 1.0}``."""
    demand: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Share of joining that is left where nobody is waiting for a volunteer."""
    leaving: float = parameter(0.30, unit="share/year", ge=0, le=1, source="evidence: volunteer drop-out a year")
    """Volunteers who stop in a year, neither overloaded nor left alone."""
    overload: float = parameter(2.0, unit="factor", ge=0, le=20, source="assumed")
    """Added to one where a volunteer's promised hours reach their free hours, in proportion."""
    unsupported: float = parameter(1.0, unit="factor", ge=0, le=20, source="assumed")
    """Added to one where nobody looks after volunteers."""
    idle: float = parameter(0.5, unit="factor", ge=0, le=20, source="assumed")
    """Added to one for those without anybody to meet: a surplus goes home."""
    loose: float = parameter(3.0, unit="factor", ge=1, le=20, source="direction: seed 001; size assumed")
    """Members of pop-up networks begin, and stop, so much faster."""
    newcomers: float = parameter(0.7, unit="factor", ge=0, le=5, source="assumed")
    """Newcomers begin so much as readily as locals, times their language."""
    retired: float = parameter(
        1.0, unit="factor", ge=0, le=10, source="direction: evidence, volunteering after work; off"
    )
    """Pensioners from `retired_from` to `retired_to` begin so much as readily as others."""
    retired_from: int = parameter(65, unit="year", ge=50, le=75, source="evidence: volunteering after work")
    """Age from which that holds."""
    retired_to: int = parameter(75, unit="year", ge=60, le=100, source="evidence: volunteering after work")
    """Age at which it no longer does."""
    returned: float = parameter(1.0, unit="factor", ge=0, le=10, source="assumed; off")
    """Locals who left and came back to where a parent stayed begin so much as readily as others."""
    fatigue: float = parameter(
        0.0,
        unit="factor",
        ge=0,
        le=20,
        source="direction: evidence, volunteers for refugees (much turnover); no size known, so off",
    )
    """Added in time to `overload`: how much sooner those tire who have given all their free hours for long."""
    fatigue_months: float = parameter(24.0, unit="month", ge=1, le=240, source="assumed")
    """Time in which two thirds of that come."""
    youngest: int = parameter(18, unit="year", ge=10, le=30, source="assumed")
    """Least age."""
    oldest: int = parameter(80, unit="year", ge=50, le=100, source="assumed")
    """Greatest age."""
    recruiting: bool = parameter(True, unit="switch", source="model")
    """Off: nobody begins."""
    dropping_out: bool = parameter(True, unit="switch", source="model")
    """Off: nobody stops."""
