"""Meeting places: when they are open, and how people take one up and give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.venue_kinds import KINDS, NAMES, USUAL_HOURS

WeekHours = Annotated[float, Field(ge=0, le=168)]
if TYPE_CHECKING:
    EachKind = tuple[WeekHours, ...]
    MeetingPlaceName = str
    VenueName = str
else:
    EachKind = tuple[(WeekHours,) * KINDS]
    MeetingPlaceName = Literal[NAMES]
    VenueName = Literal[("", *NAMES)]


class MeetingPlaceSettings(Section):
    """Libraries, cafés, pools and neighbourhood houses, and who goes there again and again. How many there are
    stands in `region.meeting_place_size` and with the place, how many go there at the start in `region.regulars`."""

    living: bool = parameter(True, unit="switch", source="model")
    """Off: regulars are those of the first month as long as they live in the place, and nobody follows them."""
    hours: EachKind = parameter(USUAL_HOURS, unit="hour/week", source="assumed", paid="meeting_place_hour")
    """Hours that a library, café, pool, neighbourhood house, playground and open nursery are open where the place
    does not say so (`places.<key>.opening_hours`)."""
    usual_hours: EachKind = parameter(USUAL_HOURS, unit="hour/week", source="assumed")
    """Hours at which they draw as many as there are regulars at the start."""
    hours_half: float = parameter(
        5.0,
        unit="hour/week",
        ge=0.1,
        le=100,
        source="direction: evidence, libraries without staff (longer hours do little); size assumed",
    )
    """Hours at which a meeting place draws half of what it would if it were always open."""
    supply: float = parameter(0.5, unit="exponent", ge=0, le=2, source="assumed")
    """How taking one up follows what there is: (what all draw together / what those of the start draw)^this."""
    leaving: float = parameter(0.35, unit="share/year", ge=0, le=0.95, source="assumed")
    """Regulars who stop going in a year, of those who know somebody there."""
    friendless_leaving: float = parameter(2.0, unit="factor", ge=1, le=10, source="assumed")
    """How much likelier those stop who know nobody there."""
    loss: float = parameter(
        0.66,
        unit="share/year",
        ge=0.01,
        le=3,
        source="assumed: such that the share of regulars among locals stays as it begins",
    )
    """Part of the regulars who are replaced in a year. It says how often people take a place up: so often that with
    the meeting places of the start `region.regulars` stay about as many among locals."""
    clubless: float = parameter(
        0.5, unit="factor", ge=0, le=10, source="direction: seeds 001, 003 (open to all without joining); size assumed"
    )
    """Added to one for those who belong to no club."""
    friends: float = parameter(1.0, unit="factor", ge=0, le=20, source="assumed")
    """Added to one in a month in which an acquaintance who is a regular comes to mind; they then go along to theirs."""
    without_language: float = parameter(0.7, unit="share", ge=0, le=1, source="assumed: as for clubs")
    """How much is left without any of the language."""
    age_years: float = parameter(20.0, unit="year", ge=1, le=200, source="assumed")
    """Distance to the mean age of a group of regulars at which it draws e times less."""
    at_venue: float = parameter(2.0, unit="factor", ge=0, le=20, source="assumed")
    """What multiplies a programme's outreach among the regulars of the kind of meeting place it is held in."""
    stay_on: float = parameter(0.1, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance that somebody without a meeting place who is brought to one becomes a regular: by taking part in what is
    held there, or by hearing of an open house. Less without the language, as above."""
