"""Coordinators: posts, how their hours are split, and what an hour achieves."""

from __future__ import annotations

from sim.codes import PLACES_MOST
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Families as Tasks
from sim.scenario.schema.kinds import Key, Line

ITS_COST = "in: money.staff_month and coordinators.<key>.cost_per_month, paid by its stream"


class CoordinatorSettings(Section):
    """One coordinator's post, in one place or shared over several."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    active: bool = parameter(True, unit="switch", source="a lever", paid=ITS_COST)
    """Off: as if the post were not in the file."""
    funding: tuple[Key, ...] = parameter(
        (), unit="names", refers="funding", source="scenario", structural=True, max_length=8
    )
    """Keys of the streams that pay it, one after the other in time."""
    places: tuple[Key, ...] = parameter(
        (), unit="names", refers="places", source="scenario", structural=True, max_length=PLACES_MOST
    )
    """Keys of the places served, the office in the first; everywhere when empty."""
    fte: float = parameter(1.0, unit="full-time post", ge=0, le=50, source="scenario", paid=ITS_COST)
    """Full-time equivalents."""
    local: bool = parameter(
        True, unit="switch", source="scenario", paid="nothing: the salary is the same, whoever holds the post"
    )
    """Somebody who lives in the place and is known there; otherwise a stranger to it."""
    tenure: int = parameter(0, unit="month", ge=0, le=480, source="scenario", structural=True)
    """Months in the post already in the first month."""
    cost_per_month: float = parameter(2000.0, unit="SEK/month", ge=0, le=1e7, source="assumed")
    """Office, travel, meetings, for the post, besides the salary."""


class CoordinationSettings(Section):
    """How coordination works, and what is left where nobody is responsible."""

    caseload: float = parameter(60.0, unit="newcomer/post", ge=1, le=2000, source="assumed")
    """Newcomers in their first years whom one full-time post can give all the coordination needed."""
    first_years: int = parameter(3, unit="year", ge=1, le=20, source="assumed")
    """For so many years newcomers count in the caseload."""
    least_need: float = parameter(0.1, unit="full-time post", ge=0.01, le=10, source="assumed")
    """What a place with almost no newcomers still needs."""
    split: Tasks = parameter(
        (0.30, 0.20, 0.20, 0.15, 0.15), unit="weight", source="assumed", paid="nothing: how the paid hours are spent"
    )
    """Time for matching volunteers, keeping volunteers, opening clubs, employers, and the link between the
    municipality and civil society. An even split gives each task what it needs."""
    embedded_local: float = parameter(0.4, unit="0-1", ge=0, le=1, source="assumed")
    """Embeddedness of a local on the first day."""
    embedded_stranger: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")
    """What somebody from elsewhere has of that on the first day."""
    holder_from: float = parameter(25.0, unit="year", ge=18, le=80, source="assumed")
    """Age from which a local may hold a post."""
    holder_to: float = parameter(63.0, unit="year", ge=18, le=80, source="assumed")
    """Age from which nobody takes one up any more; where nobody is of age, somebody from elsewhere does."""
    embedding_months: float = parameter(18.0, unit="month", ge=1, le=120, source="assumed")
    """In this time embeddedness goes two thirds of the way to what it can be."""
    own_ties: float = parameter(0.4, unit="share", ge=0, le=1, source="assumed")
    """How much of it hangs on the coordinator's own friends in the place; the rest comes with time alone."""
    own_ties_enough: float = parameter(20.0, unit="friend", ge=1, le=100, source="assumed")
    """Friends at casual friend or closer with which that part is half way."""
    least_worth: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed")
    """What an hour of somebody not embedded at all achieves."""
    turnover: float = parameter(0.15, unit="share/year", ge=0, le=1, source="assumed")
    """Coordinators who leave in a year."""
    vacancy_months: int = parameter(3, unit="month", ge=0, le=24, source="assumed")
    """Months until a successor is there, who starts from scratch."""
    meetings_away: float = parameter(8.0, unit="journey/month", ge=0, le=60, source="assumed")
    """Journeys to each place served beyond the first, out of the hours of the post."""
    least_on_site: float = parameter(0.2, unit="share", ge=0, le=1, source="assumed")
    """Share of the hours that journeys never eat up."""
    hours_month: float = parameter(140.0, unit="hours/month", ge=1, le=200, source="assumed")
    """Hours of a full-time post."""
    link_half_life: float = parameter(9.0, unit="month", ge=0.1, le=120, source="assumed")
    """In this time half of the link between the municipality and civil society is gone, or built up."""
    link_alone: float = parameter(0.1, unit="0-1", ge=0, le=1, source="assumed")
    """The link where nobody is responsible for it."""
    link_weight: float = parameter(0.4, unit="share", ge=0, le=1, source="assumed")
    """Share of what coordination achieves with volunteers and clubs that hangs on the link."""
    openness: float = parameter(
        0.7, unit="0-1", ge=0, le=1, source="assumed", paid="nothing: a decision to work together"
    )
    """The municipality's openness to cooperate: with a closed one a willing side finds no other side."""
    guidelines: float = parameter(
        0.0, unit="share", ge=0, le=1, source="assumed: none", paid="nothing: a decision to work by the same guidelines"
    )
    """Places that one post serves work by shared guidelines: how far the openness of each goes to their mean, as far as
    the coordinator is embedded."""
    hear_of_clubs: float = parameter(0.15, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance that a newcomer hears of a club from a coordinator who has all the time needed for it."""
    employers: float = parameter(0.01, unit="share/month", ge=0, le=1, source="assumed")
    """Share of the way to full willingness that employers of the place go in a month, with all the time
    needed for them."""
    matching: bool = parameter(True, unit="switch", source="model")
    """Off: coordinators do not match volunteers."""
    keeping: bool = parameter(True, unit="switch", source="model")
    """Off: coordinators do not look after volunteers."""
    clubs: bool = parameter(True, unit="switch", source="model")
    """Off: coordinators tell nobody of clubs."""
    outreach_to_employers: bool = parameter(True, unit="switch", source="model")
    """Off: coordinators do not see employers."""
    link: bool = parameter(True, unit="switch", source="model")
    """Off: coordinators do not look after the link between the municipality and civil society."""
