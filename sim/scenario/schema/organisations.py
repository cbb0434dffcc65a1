"""Organisations: whose programmes are, what they have and can do; and what paperwork and examples do to all of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.codes import DUE_MONTHS
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Key, Line, Share

Hours = Annotated[float, Field(ge=0, le=400)]
Late = Annotated[int, Field(ge=0, le=DUE_MONTHS)]


class OrganisationSettings(Section):
    """Somebody other than the municipality whose programmes are."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    active: bool = parameter(True, unit="switch", source="a lever", paid="nothing: what it runs has its own costs")
    """Off: its programmes are the municipality's, as if the organisation were not in the file."""
    kind: Literal["association", "congregation", "company", "study_association", "municipality"] = parameter(
        "association", unit="choice", source="scenario", structural=True
    )
    """What it is; one of the municipality never goes under."""
    place: Key | None = parameter(None, unit="name", refers="places", source="scenario", structural=True)
    """Where it is at home: the place of the clubs in `base`; all places when not given."""
    base: Literal["none", "sport", "village", "culture", "congregation", "immigrant", "aid", "popup"] = parameter(
        "none", unit="choice", source="scenario", structural=True
    )
    """Kind of club whose helpers are its voluntary hands."""
    reserve: float = parameter(
        60_000.0,
        unit="SEK",
        ge=0,
        le=1e9,
        source="evidence: reserves of voluntary organisations, less than three months of expenses",
        structural=True,
    )
    """What it has when the scenario begins."""
    own_income: float = parameter(0.0, unit="SEK/month", ge=0, le=1e8, source="scenario")
    """Fees of members, gifts, sales."""
    fixed_cost: float = parameter(0.0, unit="SEK/month", ge=0, le=1e8, source="scenario")
    """Rent, accounts, insurance: whatever runs."""
    staff: float = parameter(0.0, unit="full-time post", ge=0, le=1000, source="scenario")
    """Staff it pays itself, besides those of its programmes."""
    skill: float = parameter(0.5, unit="0-1", ge=0, le=1, source="assumed")
    """In writing applications."""
    bridges: bool = parameter(True, unit="switch", source="assumed")
    """Whether it pays one key employee of a programme that waits for money, as long as its reserve lasts."""


class OrganisingSettings(Section):
    """What holds for all organisations. Lists have a number for each arrangement of funding: partnership, procurement,
    project."""

    report_hours: tuple[Hours, Hours, Hours] = parameter((3.0, 16.0, 8.0), unit="hours/month", source="assumed")
    """Reporting on a stream of money that pays, by arrangement."""
    bid_hours: tuple[Hours, Hours, Hours] = parameter((0.0, 80.0, 40.0), unit="hours", source="assumed")
    """An application or tender for a period, by arrangement."""
    bid_months: int = parameter(3, unit="month", ge=1, le=24, source="assumed")
    """Months over which the hours of an application are spread, the month of the decision last."""
    helper_hours: float = parameter(2.0, unit="hours/month", ge=0, le=80, source="assumed")
    """Paperwork that a helper of a club does."""
    office: float = parameter(0.1, unit="share", ge=0, le=1, source="assumed")
    """Share of the hours of a programme's staff that is there for paperwork."""
    indirect: float = parameter(0.07, unit="share", ge=0, le=1, source="assumed; seed 001: funders pay little of it")
    """What a stream adds to the cost of a programme for its organisation to keep."""
    arrears: tuple[Late, Late, Late] = parameter((0, 3, 0), unit="month", source="assumed")
    """How much later than the cost the money comes, by arrangement."""
    arrears_eu: int = parameter(6, unit="month", ge=0, le=DUE_MONTHS, source="assumed")
    """The same of money of the EU, where that is longer."""
    skill_weight: float = parameter(2.0, unit="1", ge=0, le=10, source="assumed")
    """Logarithm of the odds of another period that full skill adds to none."""
    novelty: tuple[Share, Share, Share] = parameter(
        (1.0, 1.0, 0.7), unit="factor", source="direction: evidence, funders like what is new; size assumed"
    )
    """Odds of another period, for each one there was before, by arrangement."""
    turnover: tuple[Share, Share, Share] = parameter(
        (0.12, 0.27, 0.27), unit="chance/year", source="evidence: staff who leave in a year, Swedish municipalities"
    )
    """Chance a year that one of a programme's staff leaves, by arrangement; with the last one all experience goes, with
    one of four a quarter."""
    spreading: bool = parameter(True, unit="switch", source="direction: evidence, what works is copied")
    """Whether programmes that say so (`programmes.<key>.spreads`) are copied by other places."""
    copied_after: int = parameter(24, unit="month", ge=0, le=240, source="assumed")
    """Months a programme has run with its experience before it is known as an example."""
    copying: float = parameter(
        0.02,
        unit="chance/month",
        ge=0,
        le=1,
        source="assumed; evidence: 0.3 to 0.7 % a month of those without, at usual distance, will and results",
    )
    """Chance that a place next door copies it, where its will is full and everybody who took part has stayed."""
    copy_minutes: float = parameter(60.0, unit="minute", ge=1, le=1440, source="assumed")
    """Distance at which that chance is a third (e-fold)."""
    adapted: float = parameter(
        0.5, unit="share", ge=0, le=1, source="direction: seed 003 (adapted in Hudiksvall, then copied); size assumed"
    )
    """Share of copies that are adapted to their place, by a lasting draw of the copy."""
    unadapted: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed")
    """What a copy that is not adapted carries of what takes skill, against the first."""
