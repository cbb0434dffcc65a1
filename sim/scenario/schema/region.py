"""Places, origin groups, and what a region looks like in its first month."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from sim.codes import ClubType
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.first_people import FamilySettings, KinSettings, NewcomersHereSettings, PeopleSettings
from sim.scenario.schema.first_places import ClubsHereSettings, HomesSettings, WorkersSettings
from sim.scenario.schema.kinds import Bands, Four, Key, Levels, Line, Sectors, Share, SomeWeight, Weight
from sim.scenario.schema.meeting_places import MeetingPlaceName, WeekHours
from sim.scenario.schema.own import OwnSettings

Thousands = Annotated[float, Field(ge=0.01, le=1000)]
Kilometres = Annotated[float, Field(ge=-10_000, le=10_000)]
ServiceName = Literal["school", "shop", "health"]
if TYPE_CHECKING:
    ClubName = str
else:
    ClubName = Literal[tuple(kind.name.lower() for kind in ClubType)]


class PlaceSettings(Section):
    """One settlement: who lives there, how, and what there is to do. Everything but ``population`` has a
    default typical of a small Nordic municipality."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    population: int = parameter(unit="person", ge=1, le=2_000_000, source="scenario", structural=True)
    """Inhabitants in the first month."""
    position: tuple[Kilometres, Kilometres] | None = parameter(None, unit="km", source="scenario", structural=True)
    """East and north of any common point: for the map, and for the way to other places where `travel` does
    not give it."""

    groups: dict[Key, Line] = parameter(
        unit="text", source="scenario", structural=True, default_factory=dict, max_length=8
    )
    """Labels by which results are told of several places together, as in `class: rural`."""

    ages: Literal["rural", "town", "city"] | Bands = parameter(
        "rural",
        unit="share",
        source="evidence: aged 65 and over, rural, about 28-32 %; the rest assumed",
        structural=True,
    )
    """Age structure: a profile, or the shares aged 0-5, 6-15, 16-19, 20-29, 30-44, 45-64, 65-79 and 80 or
    more (any weights; they are scaled to one)."""
    women: Annotated[tuple[Share, ...], Field(min_length=8, max_length=8)] = parameter(
        (0.486, 0.486, 0.48, 0.47, 0.485, 0.49, 0.505, 0.60), unit="share", source="assumed", structural=True
    )
    """Share of women in each of the eight age bands."""
    schooling: Levels | None = parameter(None, unit="share", source="assumed", structural=True)
    """Shares of those aged 25-64 with compulsory, upper-secondary and higher schooling; by the profile of
    ages when not given (0.15/0.60/0.25 rural, 0.13/0.54/0.33 town, 0.10/0.42/0.48 city)."""
    car: float = parameter(0.85, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of households with a car, or a lift when they need one."""

    homes: int | None = parameter(None, unit="home", ge=1, le=2_000_000, source="scenario", structural=True)
    """All homes, empty ones included; follows from `vacant_homes` when not given. As many as there usually
    are households, or more; where chance draws a few households more than homes, each has one and none is
    empty."""
    vacant_homes: float = parameter(
        0.04,
        unit="share",
        ge=0,
        le=0.5,
        structural=True,
        source="evidence: empty public flats 0.8 % nationally, 6-7 % in small inland municipalities",
    )
    """Share of the homes that stand empty."""
    tenure: Levels = parameter((0.72, 0.18, 0.10), unit="share", source="assumed", structural=True)
    """Shares of households in homes they own, rent from the municipality, and rent privately."""

    welcome: float = parameter(0.55, unit="0-1", ge=0, le=1, source="assumed", structural=True)
    """Mean openness of clubs and people to somebody new."""
    attitude: float = parameter(0.15, unit="-1..1", ge=-1, le=1, source="assumed", structural=True)
    """Mean attitude of locals towards newcomers and of newcomers towards locals."""

    newcomers: float = parameter(0.05, unit="share", ge=0, le=0.6, source="assumed", structural=True)
    """Share of the inhabitants in households of newcomers already here in the first month; none when the
    scenario has no origins."""
    newcomer_origins: Annotated[dict[Key, Weight], SomeWeight()] = parameter(
        unit="share", source="scenario", structural=True, default_factory=dict
    )
    """Their shares by origin; even when empty."""
    newcomer_years: float = parameter(7.0, unit="year", ge=0.5, le=40, source="assumed", structural=True)
    """Mean years since they came."""

    employment: float = parameter(
        0.84, unit="share", ge=0.2, le=0.95, structural=True, source="evidence: Sweden, natives 86 %"
    )
    """Share of locals aged 20-64 in work."""
    sectors: Sectors | None = parameter(None, unit="share", source="assumed", structural=True)
    """Shares of the jobs in primary production, industry, building, trade and transport, public
    administration and education, care, business services; by the profile of ages when not given."""
    jobs: float = parameter(1.0, unit="job/worker", ge=0, le=3, source="assumed", structural=True)
    """Filled jobs in the place per inhabitant in work, against the other places: below the others' some
    commute out, above it others commute in. Scaled so that the region has a job for everybody in work
    (nobody commutes across its border), so it changes nothing where there is one place only."""
    openings: float = parameter(0.03, unit="share", ge=0, le=0.3, source="assumed", structural=True)
    """Share of the jobs that are vacant."""
    demand: float = parameter(0.0, unit="share/year", ge=-0.3, le=0.3, source="scenario")
    """Yearly growth of what the place sells elsewhere, over and above the sector's (`work.growth`)."""

    childcare: float | None = parameter(
        None, unit="place per 100 children", ge=0, le=120, source="scenario", paid="childcare_place"
    )
    """Places at preschool for each hundred children where they are not as many as `childcare.places` says."""
    interpreters: float | None = parameter(None, unit="share", ge=0, le=1, source="scenario", paid="interpreter_hour")
    """Share of the talks that need an interpreter in which one is there, where it is not as `services.interpreters`
    says."""
    university: bool = parameter(False, unit="switch", source="scenario")
    """Whether one can study there: it draws the young."""

    clubs: dict[ClubName, Weight] = parameter(
        unit="club/1000", source="scenario", structural=True, default_factory=dict
    )
    """Clubs per thousand inhabitants by type where the place differs from `clubs`, as in `sport: 6`; 0 for
    immigrants' associations."""
    meeting_places: dict[MeetingPlaceName, Annotated[int, Field(ge=0, le=500)]] = parameter(
        unit="meeting place", source="scenario", structural=True, default_factory=dict
    )
    """How many there are of each kind where the place differs from what its size suggests; playgrounds and open
    nurseries are there only where they are given here."""
    opening_hours: dict[MeetingPlaceName, WeekHours] = parameter(
        unit="hour/week", source="scenario", default_factory=dict, paid="meeting_place_hour"
    )
    """Hours that meeting places of a kind are open where they are not as `meeting_places.hours` says; 0 closes
    them, and where there is none of the kind one opens."""
    services: tuple[ServiceName, ...] = parameter(
        ("school", "shop", "health"), unit="name", source="scenario", structural=True
    )
    """What is open in the first month."""
    keep: tuple[ServiceName, ...] = parameter(
        (), unit="name", source="a lever: nothing by default", max_length=3, paid="school, shop, health_centre"
    )
    """Services that are kept open here however few use them."""
    board_support: float = parameter(
        0.0, unit="share", ge=0, le=1, source="a lever: nothing by default", paid="board_support"
    )
    """Part of the work of clubs' boards that staff do for them here."""
    own: OwnSettings = Field(default_factory=OwnSettings)
    """Policy that is another here than in the region."""


class OriginSettings(Section):
    """A group of newcomers who share a language and a country or region of origin."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    schooling: Levels = parameter((0.40, 0.35, 0.25), unit="share", source="assumed", structural=True)
    """Shares of adults arriving with compulsory, upper-secondary and higher schooling."""
    recognised: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of adults whose qualification counts here from the start."""
    language: float = parameter(0.02, unit="0-1", ge=0, le=1, source="assumed", structural=True)
    """Local language on arrival; near 0 unless the language is related or known."""


class RegionSettings(Section):
    """What every place of the region looks like in its first month."""

    road_speed: float = parameter(65.0, unit="km/h", ge=5, le=200, source="assumed", structural=True)
    """Speed by car between places for which `travel` gives no minutes."""
    road_detour: float = parameter(1.3, unit="km/km", ge=1, le=5, source="assumed", structural=True)
    """Length of the road against the straight line between two positions."""
    road_minutes: float = parameter(3.0, unit="minute", ge=0, le=120, source="assumed", structural=True)
    """Added to every such way: getting out of one place and into the other."""
    neighbourhood_homes: int = parameter(18, unit="home", ge=4, le=32, source="assumed", structural=True)
    """Homes whose inhabitants count as neighbours of each other."""
    district: int = parameter(5000, unit="person", ge=500, le=100_000, source="assumed", structural=True)
    """Work and clubs are sought among about so many inhabitants around one's home; smaller places are
    one district."""
    living_with_parents: tuple[Share, Share, Share] = parameter(
        (0.85, 0.36, 0.09), unit="share", source="assumed", structural=True
    )
    """Shares of those aged 18-19, 20-24 and 25-29 who live with their parents."""
    partnered: tuple[Share, Share, Share, Share, Share, Share] = parameter(
        (0.08, 0.33, 0.62, 0.75, 0.76, 0.55), unit="share", source="assumed", structural=True
    )
    """Shares living with a partner of those who left home, aged 18-19, 20-24, 25-29, 30-64, 65-79 and 80 or
    more."""
    lone_parents: float = parameter(0.22, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Tendency of women and men without a partner to be parents, against those with one."""
    reduced_health: tuple[Share, Share, Share, Share, Share, Share, Share, Share] = parameter(
        (0.01, 0.02, 0.04, 0.05, 0.07, 0.15, 0.30, 0.60), unit="share", source="assumed", structural=True
    )
    """Share with reduced health in each age band."""
    trust: float = parameter(0.66, unit="0-1", ge=0, le=1, source="assumed", structural=True)
    """Mean generalised trust of locals."""
    openness_concentration: float = parameter(2.5, unit="1", ge=0.5, le=50, source="assumed", structural=True)
    """How alike people are in openness: the sum of the two parameters of its beta distribution."""
    belonging: float = parameter(0.72, unit="0-1", ge=0, le=1, source="assumed", structural=True)
    """Mean belonging of locals in the first month; newcomers' grows towards it over the years."""
    settling_years: float = parameter(6.0, unit="year", ge=0.5, le=40, source="assumed", structural=True)
    """Years in which newcomers already here went two thirds of the way to locals' language and belonging."""
    pathways: Levels = parameter((0.2, 0.4, 0.4), unit="share", source="assumed", structural=True)
    """Shares of newcomer households already here that came as quota refugees, asylum seekers, for work."""
    employment_men: Four = parameter(
        (0.49, 0.60, 0.61, 0.51),
        unit="share",
        structural=True,
        source="evidence: Denmark, employment by years since arrival",
    )
    """Share of newcomer men aged 20-64 in work, 0-3, 3-6, 6-10 and over 10 years since arrival."""
    employment_women: Four = parameter(
        (0.16, 0.24, 0.37, 0.42),
        unit="share",
        structural=True,
        source="evidence: Denmark, employment by years since arrival",
    )
    """Share of newcomer women aged 20-64 in work, by the same years."""
    employer_tail: float = parameter(1.1, unit="1", ge=0.6, le=3, source="assumed", structural=True)
    """Exponent of the Pareto distribution of employers' sizes: the lower, the more work in large firms."""
    municipal: tuple[Share, Share] = parameter((0.80, 0.85), unit="share", source="assumed", structural=True)
    """Share of the jobs in public administration and education, and in care, with the municipality."""
    team: int = parameter(12, unit="job", ge=2, le=32, source="assumed", structural=True)
    """Most jobs in one work team."""
    mismatch: float = parameter(0.2, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of jobs whose holder was taken whatever their schooling; the others match where possible."""
    willingness: float = parameter(0.45, unit="0-1", ge=0, le=1, source="assumed", structural=True)
    """Mean willingness of employers to hire newcomers."""
    club_origin_least: int = parameter(20, unit="person", ge=2, le=1000, source="assumed", structural=True)
    """An origin group of at least so many in a place has an association of its own."""
    members_locals: float = parameter(
        0.78, unit="share", ge=0, le=1, source="evidence: membership in associations, Denmark; Sweden", structural=True
    )
    """Share of adult locals who are members of at least one club."""
    members_newcomers: float = parameter(
        0.52, unit="share", ge=0, le=1, source="evidence: membership in associations, Denmark", structural=True
    )
    """Share of adult newcomers who are; less for those newly come."""
    second_club: float = parameter(0.38, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of members in a second club; the same share of these in a third."""
    club_volunteers: float = parameter(
        0.36,
        unit="share",
        ge=0,
        le=1,
        structural=True,
        source="evidence: adults volunteering, Denmark 30-33 % to Norway 61 % of all; of members assumed",
    )
    """Share of members who help to run a club."""
    meeting_place_size: tuple[Thousands, Thousands, Thousands, Thousands] = parameter(
        (8.0, 0.8, 7.0, 3.0), unit="1000 persons", source="assumed", structural=True
    )
    """Thousands of inhabitants for each library, café, pool and neighbourhood house; a place has its first
    at half of this."""
    regulars: float = parameter(0.30, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of those aged 16 or more who are regulars at a meeting place."""
    parents_near: float = parameter(0.72, unit="share", ge=0, le=1, source="assumed", structural=True)
    """Share of local adults under 50 who left home and have parents living in the same place."""
    kin_hours: float = parameter(220.0, unit="hour", ge=0, le=1000, source="assumed", structural=True)
    """Hours-equivalent between adults and their parents, on average; less between other relatives."""
    household_hours: float = parameter(500.0, unit="hour", ge=0, le=5000, source="assumed", structural=True)
    """Hours-equivalent between members of a household."""
    people: PeopleSettings = Field(default_factory=PeopleSettings)
    families: FamilySettings = Field(default_factory=FamilySettings)
    kin: KinSettings = Field(default_factory=KinSettings)
    newcomers_here: NewcomersHereSettings = Field(default_factory=NewcomersHereSettings)
    homes: HomesSettings = Field(default_factory=HomesSettings)
    workers: WorkersSettings = Field(default_factory=WorkersSettings)
    clubs_here: ClubsHereSettings = Field(default_factory=ClubsHereSettings)


def road_minutes(region: RegionSettings, here: PlaceSettings, there: PlaceSettings) -> float | None:
    """Minutes by car between two places by their positions, to the nearest tenth; None without them."""
    if here.position is None or there.position is None:
        return None
    apart = math.dist(here.position, there.position)
    minutes = region.road_minutes + 60.0 * region.road_detour * apart / region.road_speed
    return math.floor(10.0 * minutes + 0.5) / 10.0
