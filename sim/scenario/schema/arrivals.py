"""How newcomers and locals move in: streams, reunification and inflow."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Families, Key, Levels, Line, Month
from sim.scenario.schema.reception import PermitSettings, SettlingSettings, WaitingSettings

People = Annotated[int, Field(ge=0, le=100_000)]
MOVERS = "evidence: moves between municipalities by age, Norway 2011"
INFLOW = "assumed: Granby then loses 0.5 to 1 % a year (evidence: shrinking municipalities); all moves 46 (Norway 2011)"
SETTLED = "nothing: what those settled bring and cost stands in the measures state_grants, tax and support"


class ArrivalStream(Section):
    """Newcomers of one pathway and origin to one place, month by month.

    The same households with the same traits arrive in every policy arm: they depend on the stream's
    key, the month and their number in it.
    """

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    pathway: Literal["quota", "asylum", "family", "labour", "youth"] = parameter(
        "asylum", unit="choice", source="scenario", structural=True
    )
    """How they come; youth are unaccompanied minors of 15-17."""
    place: Key = parameter(unit="name", refers="places", source="scenario", structural=True)
    """Where they wait and are settled: the key of a place; with another rule of `settlement` than `given`, only
    where they wait, and are counted when no place of the region has a home."""
    origin: Key = parameter(unit="name", refers="origins", source="scenario", structural=True)
    """The key of their origin group."""
    per_year: float = parameter(0.0, unit="person/year", ge=0, le=100_000, source="scenario", paid=SETTLED)
    """Expected number of people a year; each month's households are drawn (Poisson). Of those who find their homes
    themselves (`homes: free`) more or fewer come as the place offers more or less than in the first month."""
    months: dict[Month, People] = parameter(
        unit="person", source="scenario", default_factory=dict, max_length=1200, paid=SETTLED
    )
    """People who come in given months on top of it, e.g. {2015-11: 40}: whole households until full."""
    mix: Families = parameter((0.17, 0.38, 0.10, 0.28, 0.07), unit="weight", source="assumed")
    """Households: single women, single men, couples, couples with children, lone parents."""
    adult_age: float = parameter(31.0, unit="year", ge=18, le=80, source="assumed")
    """Mean age of adults."""
    adult_age_sd: float = parameter(8.0, unit="year", ge=0, le=20, source="assumed")
    """Spread of the adults' ages (cut at 18 and 75)."""
    schooling: Levels | None = parameter(None, unit="weight", source="scenario")
    """Adults by schooling: compulsory or less, upper secondary, higher; as their origin when empty."""
    language: float | None = parameter(None, unit="0-1", ge=0, le=1, source="scenario")
    """Level of the local language on arrival; as their origin when empty."""
    homes: Literal["assigned", "free"] = parameter("assigned", unit="choice", source="assumed")
    """Assigned: public rent found by the municipality, for which they wait where none is vacant; free: any home they
    find, and where they find none they do not come."""
    introduction_months: int | None = parameter(None, unit="month", ge=0, le=60, source="scenario", paid="introduction")
    """Length of this stream's introduction programme; when empty as in the section `arriving`."""
    waiting: WaitingSettings = Field(default_factory=WaitingSettings)
    """How they wait for a decision before they are settled."""
    permit: PermitSettings = Field(default_factory=PermitSettings)
    """What permit they get."""
    settlement: SettlingSettings = Field(default_factory=SettlingSettings)
    """In which place of the region they are settled."""


class ArrivalSettings(Section):
    """How newcomers and locals move in: traits, introduction, reunification and inflow."""

    newcomers: bool = parameter(True, unit="switch", source="model")
    """Whether the streams of newcomers run."""
    introduction_months: int = parameter(24, unit="month", ge=0, le=60, source="assumed", paid="introduction")
    """Length of the introduction programme for quota, asylum, family and youth."""
    children_mean: float = parameter(2.2, unit="children", ge=1, le=6, source="assumed")
    """Mean number of children of families with children (1 + Poisson, at most ``most_children``)."""
    most_children: int = parameter(6, unit="children", ge=1, le=8, source="assumed")
    """Most children of a household that comes, and most family abroad of a single."""
    youngest_adult: float = parameter(18.0, unit="year", ge=15, le=30, source="assumed")
    """Least age of adults who come, and least years between them and their children."""
    oldest_adult: float = parameter(75.0, unit="year", ge=30, le=100, source="assumed")
    """Highest age of adults without children who come."""
    youngest_parent: float = parameter(22.0, unit="year", ge=18, le=40, source="assumed")
    """Least age of those who come with children."""
    oldest_parent: float = parameter(45.0, unit="year", ge=25, le=80, source="assumed")
    """Highest age of those who come with children (of a couple, the woman)."""
    oldest_child: float = parameter(17.5, unit="year", ge=0, le=18, source="assumed")
    """Highest age of children who come; ages are even below it."""
    boys: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Share of boys among them."""
    partner_older: float = parameter(2.0, unit="year", ge=-20, le=20, source="assumed")
    """Years men are older than the women they come with or follow, on average."""
    partner_spread: float = parameter(3.0, unit="year", ge=0, le=20, source="assumed")
    """Standard deviation of these years."""
    oldest_partner: float = parameter(80.0, unit="year", ge=30, le=110, source="assumed")
    """Highest age of a partner who comes in the same household."""
    oldest_reunited: float = parameter(85.0, unit="year", ge=30, le=110, source="assumed")
    """Highest age of a partner who follows."""
    lone_fathers: float = parameter(0.2, unit="share", ge=0, le=1, source="assumed")
    """Share of lone parents who come that are men."""
    youth_men: float = parameter(0.8, unit="share", ge=0, le=1, source="assumed")
    """Share of the unaccompanied young who are men."""
    youth_from: float = parameter(15.0, unit="year", ge=10, le=18, source="assumed")
    """Least age of the unaccompanied young."""
    youth_span: float = parameter(3.0, unit="year", ge=0, le=8, source="assumed")
    """Their ages reach so far above it, evenly."""
    trust_mean: float = parameter(0.45, unit="0-1", ge=0, le=1, source="assumed")
    """Newcomers' generalised trust on arrival."""
    trust_sd: float = parameter(0.15, unit="0-1", ge=0, le=0.5, source="assumed")
    """Spread of trust between people (newcomers and locals moving in)."""
    attitude_mean: float = parameter(0.25, unit="-1..1", ge=-1, le=1, source="assumed")
    """Newcomers' attitude to locals on arrival."""
    attitude_sd: float = parameter(0.3, unit="-1..1", ge=0, le=1, source="assumed")
    """Spread of attitudes between people."""
    openness_mean: float = parameter(0.55, unit="0-1", ge=0.001, le=0.999, source="assumed")
    """Median readiness to take in somebody new (logistic-normal)."""
    openness_sd: float = parameter(0.8, unit="logit", ge=0, le=3, source="assumed")
    """Spread of openness on the logistic scale."""
    belonging_start: float = parameter(0.3, unit="0-1", ge=0, le=1, source="assumed")
    """Newcomers' belonging on arrival."""
    reach_minutes: float = parameter(60.0, unit="minute", ge=0, le=600, source="assumed")
    """Farthest other place where those who find no home in theirs are housed."""

    reunification: bool = parameter(True, unit="switch", source="model")
    """Whether family follows those already here."""
    awaiting_share_single: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")
    """Share of single quota and asylum adults with a family still abroad."""
    awaiting_share_parent: float = parameter(0.35, unit="share", ge=0, le=1, source="assumed")
    """Share of lone parents whose spouse is still abroad."""
    awaiting_mean: float = parameter(2.8, unit="person", ge=1, le=6, source="assumed")
    """Mean size of the family abroad of a single (1 + Poisson, at most ``most_children``)."""
    reunification_earliest: int = parameter(9, unit="month", ge=0, le=120, source="assumed")
    """Least time from waiting to coming."""
    reunification_mean: float = parameter(18.0, unit="month", ge=1, le=240, source="assumed")
    """Mean further wait, as a constant monthly chance; a home large enough must be free too."""
    reunification_help: float = parameter(1.0, unit="1", ge=0, le=10, source="assumed", paid="reunification")
    """Multiplier of the monthly chance: help with papers and homes."""

    inflow: bool = parameter(True, unit="switch", source="model")
    """Whether locals move in from elsewhere in the country."""
    inflow_per_thousand: float = parameter(22.0, unit="person/1000/year", ge=0, le=200, source=INFLOW)
    """Locals who move in a year, per thousand inhabitants there are now, where the place offers what is usual (section
    `attraction`; without it per thousand first inhabitants). Those who come back to where they grew up come on top."""
    inflow_mix: Families = parameter((0.22, 0.25, 0.18, 0.29, 0.06), unit="weight", source="assumed")
    """Their households: single women, single men, couples, couples with children, lone parents."""
    inflow_age: float = parameter(34.0, unit="year", ge=18, le=80, source=f"{MOVERS}, those below 55; students apart")
    """Mean age of adults moving in."""
    inflow_age_sd: float = parameter(8.5, unit="year", ge=0, le=20, source=f"{MOVERS}, those below 55")
    """Spread of their ages."""
    inflow_older: float = parameter(0.1, unit="share", ge=0, le=1, source=f"{MOVERS}, 55 and over")
    """Share of the people who move in that are older: near retirement or beyond, without children."""
    inflow_older_age: float = parameter(64.0, unit="year", ge=18, le=80, source="assumed")
    """Mean age of these."""
    inflow_older_age_sd: float = parameter(6.0, unit="year", ge=0, le=20, source="assumed")
    """Spread of their ages."""
    inflow_older_mix: Families = parameter((0.25, 0.25, 0.5, 0.0, 0.0), unit="weight", source="assumed")
    """Their households: single women, single men, couples, couples with children, lone parents."""
    inflow_young_per_thousand: float = parameter(12.0, unit="person/1000/year", ge=0, le=200, source="assumed")
    """The young who move in a year to study or to a first job, on top, per thousand inhabitants of a place with an
    endless labour market; less by its posts (`attraction.market_half` halve it), more where there is a university
    (`elsewhere.study`). None where nobody follows what places offer."""
    inflow_young_age: float = parameter(22.0, unit="year", ge=18, le=80, source=f"{MOVERS}, those of 18 to 29")
    """Mean age of these."""
    inflow_young_age_sd: float = parameter(2.5, unit="year", ge=0, le=20, source="assumed")
    """Spread of their ages."""
    inflow_young_mix: Families = parameter((0.46, 0.46, 0.08, 0.0, 0.0), unit="weight", source="assumed")
    """Their households: single women, single men, couples, couples with children, lone parents."""
    inflow_schooling: Levels = parameter((0.12, 0.50, 0.38), unit="weight", source="assumed")
    """Their schooling: compulsory, upper secondary, higher."""
    inflow_children_mean: float = parameter(1.8, unit="children", ge=1, le=6, source="assumed")
    """Mean number of children of their families."""
    inflow_trust: float = parameter(0.62, unit="0-1", ge=0, le=1, source="assumed")
    """Their generalised trust."""
    inflow_attitude: float = parameter(0.1, unit="-1..1", ge=-1, le=1, source="assumed")
    """Their attitude to newcomers."""
    inflow_belonging: float = parameter(0.5, unit="0-1", ge=0, le=1, source="assumed")
    """Their belonging on arrival."""
    inflow_car_share: float = parameter(0.85, unit="share", ge=0, le=1, source="assumed")
    """Share of them with a car."""
    job_first_share: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed")
    """Share of locals moving in at 20-64 who come to a vacant job they are skilled for, if there is one;
    labour migrants always do."""
