"""Homes, work, clubs and meeting places of the first month."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from sim.scenario.schema.base import Section
from sim.scenario.schema.first_people import Age, assumed, rising
from sim.scenario.schema.kinds import Levels, Sectors, Weight

Lean = Annotated[float, Field(ge=-20, le=20)]


class HomesSettings(Section):
    """Who lives in what home in the first month, and for how long."""

    vacant_tenure: Levels = assumed((0.40, 0.42, 0.18), "weight")
    """Empty homes owned, rented from the municipality, rented privately."""
    own_spread: float = assumed(1.8, "1", ge=0, le=20)
    """Standard deviation of what else than the following leads to owning."""
    own_couple: float = assumed(1.0, "1", ge=-10, le=10)
    """What being a couple adds to the leaning to own."""
    own_member: float = assumed(0.25, "1", ge=-10, le=10)
    """What each further member of the household adds."""
    own_newcomer: float = assumed(1.3, "1", ge=-10, le=10)
    """What being newcomers takes away."""
    own_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=5, max_length=5)] = assumed(
        (20.0, 30.0, 40.0, 75.0, 90.0), "year"
    )
    """Ages of a household's first adult between which `own_by_age` is drawn straight."""
    own_by_age: tuple[Lean, Lean, Lean, Lean, Lean] = assumed((-1.6, -0.4, 0.4, 0.6, -0.3), "1")
    """What these ages add."""
    rent_newcomer: float = assumed(0.25, "share", ge=0, le=1)
    """How far ahead newcomers stand in the line of tenants for public homes, of its length."""
    spare_owned: float = assumed(3.0, "bed", ge=0, le=9)
    """Owned homes have from one bed to spare to below one more than this, evenly."""
    spare_rented: float = assumed(2.2, "bed", ge=0, le=9)
    """Rented homes have from none to below this to spare, evenly."""
    empty_owned: int = assumed(4, "bed", ge=1, le=9)
    """Fewest beds of an empty home to be owned."""
    empty_rented: int = assumed(2, "bed", ge=1, le=9)
    """Fewest beds of an empty home to rent."""
    empty_span: float = assumed(4.0, "bed", ge=1, le=9)
    """Empty homes have up to so many more, evenly (fewer than it in whole beds)."""
    flats_apart: float = assumed(0.35, "share", ge=0, le=1)
    """How much homes of one tenure lie together: 0 none, 1 wholly apart from the others."""
    years_in_home: float = assumed(11.0, "year", ge=0.1, le=60)
    """Mean years a household has lived in its home, no more than since growing up or coming."""
    years_empty: float = assumed(1.5, "year", ge=0, le=60)
    """Mean years that an empty home has stood empty."""


class WorkersSettings(Section):
    """Who works in the first month, and with whom."""

    ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=14, max_length=14)] = assumed(
        (15.0, 16.0, 19.0, 20.0, 25.0, 30.0, 40.0, 55.0, 60.0, 64.0, 65.0, 68.0, 75.0, 76.0), "year"
    )
    """Ages between which `active` is drawn straight."""
    active: Annotated[tuple[Weight, ...], Field(min_length=14, max_length=14)] = assumed(
        (0.0, 0.1, 0.3, 0.66, 0.9, 1.02, 1.08, 1.06, 0.97, 0.75, 0.4, 0.2, 0.04, 0.0), "1"
    )
    """Working at these ages against the mean of those aged 20-64 (Nordic shape)."""
    frail: float = assumed(0.45, "0-1", ge=0, le=1)
    """Health below which few work."""
    frail_work: float = assumed(0.45, "1", ge=0, le=1)
    """Working below this health against the others."""
    without_schooling: float = assumed(0.88, "1", ge=0, le=5)
    """Working with compulsory schooling only against the others."""
    most: float = assumed(0.98, "share", ge=0, le=1)
    """Most of any kind of people who work."""
    never_look: float = assumed(0.2, "1", ge=0, le=5)
    """Working of those who would never look for work, in jobs they have kept, against those who always would."""
    search_half: float = assumed(0.05, "1", ge=0.001, le=5)
    """Chance a month to look for work with which somebody is in work half the time: jobs lost in a month against
    those found by who looks."""
    mean_tenure: float = assumed(84.0, "month", ge=1, le=600)
    """Mean months in the present job, no more than since growing up or coming."""
    worked: float = assumed(0.75, "share", ge=0, le=1)
    """Share of the time here that those who work have worked."""
    without_since: float = assumed(24.0, "month", ge=0, le=240)
    """Those without work lost it within so many months, evenly."""
    sectors_rural: Sectors = assumed((0.08, 0.16, 0.08, 0.15, 0.19, 0.25, 0.09), "share")
    """Jobs by sector in the profile `rural` (Nordic shape)."""
    sectors_town: Sectors = assumed((0.03, 0.16, 0.08, 0.19, 0.20, 0.21, 0.13), "share")
    """Jobs by sector in the profile `town`, and where ages are given band by band."""
    sectors_city: Sectors = assumed((0.01, 0.09, 0.07, 0.20, 0.22, 0.19, 0.22), "share")
    """Jobs by sector in the profile `city`."""
    skills: Annotated[tuple[Levels, ...], Field(min_length=7, max_length=7)] = assumed(
        (
            (0.40, 0.53, 0.07),
            (0.26, 0.60, 0.14),
            (0.16, 0.76, 0.08),
            (0.30, 0.59, 0.11),
            (0.08, 0.36, 0.56),
            (0.14, 0.58, 0.28),
            (0.10, 0.43, 0.47),
        ),
        "share",
    )
    """Jobs that ask for compulsory, secondary and higher schooling, by sector, in a place of `level_size`."""
    level_size: float = assumed(20_000.0, "person", ge=1, le=10_000_000)
    """Inhabitants of a place whose jobs are as `skills` says."""
    level_by_size: float = assumed(0.12, "1", ge=-1, le=1)
    """How the weight of jobs that ask for higher schooling grows with a place: by this power of its inhabitants
    against `level_size`. What a small place lacks is also jobs at one's level."""
    largest_employer: int = assumed(5000, "job", ge=1, le=100_000)
    """Most jobs of one employer; a larger municipality counts as several departments."""
    largest_share: float = assumed(0.4, "share", ge=0, le=1)
    """Most of a sector's other jobs with one employer."""
    least_largest: float = assumed(3.0, "job", ge=1, le=100)
    """An employer may always have so many."""
    large_spread: float = assumed(2.0, "1", ge=0, le=100)
    """Stretch of the place around it from which an employer hires, against its share of the jobs."""
    willingness_concentration: float = assumed(5.0, "1", ge=0.5, le=200)
    """How alike employers are in willingness: the sum of the two parameters of its beta distribution."""
    family_owned: float = assumed(0.9, "share", ge=0, le=1)
    """Share of the smallest employers that a family owns; halved for those of `family_half` posts. The municipality
    and sites are never."""
    family_half: float = assumed(30.0, "post", ge=1, le=10_000)
    """Posts with which half that share is."""
    willing_by_size: float = assumed(0.0, "exponent", ge=-2, le=2)
    """Odds that an employer is willing go by its posts against `usual_size` to this power (direction: evidence, called
    back for an interview, Sweden: fewer by workplaces below 20 employees)."""
    usual_size: float = assumed(10.0, "post", ge=1, le=10_000)
    """Posts of an employer to whom size makes no difference."""
    willing_family: float = assumed(1.0, "odds", ge=0.1, le=10)
    """Odds that an employer owned by a family is willing, against others of its size."""
    vacant_within: float = assumed(6.0, "month", ge=0, le=60)
    """Vacant jobs have been so for up to so many months, evenly."""


class ClubsHereSettings(Section):
    """Clubs of the first month and who belongs to them."""

    largest: int = assumed(105, "person", ge=10, le=120)
    """Members above which a club is two."""
    usual_largest: int = assumed(78, "person", ge=10, le=120)
    """Members above which there are more clubs of a type than its number for the population says."""
    smallest: int = assumed(9, "person", ge=1, le=100)
    """Members below which two clubs are one."""
    ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=6, max_length=6)] = assumed(
        (16.0, 25.0, 40.0, 55.0, 70.0, 85.0), "year"
    )
    """Ages between which `clubs.<kind>.by_age` is drawn straight."""
    own_association: float = assumed(1.2, "1", ge=0, le=20)
    """Newcomers' leaning to the association of their origin against all other clubs together."""
    newly_most: float = assumed(1.3, "1", ge=0, le=5)
    """Membership of newcomers in the long run against their mean (`members_newcomers`)."""
    newly_years: float = assumed(3.0, "year", ge=0.1, le=40)
    """Years in which newcomers go two thirds of the way to it."""
    most_members: float = assumed(0.95, "share", ge=0, le=1)
    """Most newcomers of any time here who are members."""
    age_spread: float = assumed(18.0, "year", ge=0.1, le=100)
    """Clubs of one type differ in their members' age; standard deviation within one."""
    least_size: float = assumed(0.55, "1", ge=0.01, le=2)
    """Least size of a club against the mean of its type."""
    size_span: float = assumed(0.9, "1", ge=0, le=10)
    """Sizes reach so far above the least, evenly."""
    place_welcome: float = assumed(0.8, "1", ge=0, le=5)
    """What a place's own welcome, against 0.5, adds to a club's."""
    most_welcome: float = assumed(0.95, "0-1", ge=0, le=1)
    """Most welcome of a type of club, on average."""
    welcome_concentration: float = assumed(8.0, "1", ge=0.5, le=200)
    """How alike clubs of a type are in welcome: the sum of the two parameters of its beta distribution."""
    oldest_years: float = assumed(60.0, "year", ge=1, le=200)
    """Clubs were founded within so many years, evenly."""
    meeting_group: int = assumed(85, "person", ge=2, le=120)
    """Most regulars of a meeting place who come at the same hours; a large library has several."""
    meeting_from: float = assumed(16.0, "year", ge=0, le=120)
    """Age from which people are regulars at meeting places."""
    meeting_spread: float = assumed(60.0, "year", ge=0, le=200)
    """Width of the draw added to each age before regulars are divided into groups by age."""
    compatriot_group: int = assumed(45, "person", ge=2, le=60)
    """Most people of one origin in one group who see each other."""
    compatriots_least: int = assumed(2, "person", ge=2, le=60)
    """Fewest people of one origin who see each other."""
