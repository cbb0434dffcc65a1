"""Who lives in a place in its first month: traits, families, relatives, newcomers already here."""

from __future__ import annotations

import itertools
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Bands, Levels, Share, SomeWeight, Weight

Age = Annotated[float, Field(ge=0, le=120)]
Likely = Annotated[float, Field(ge=0.001, le=1000)]


def rising(ages: tuple[float, ...]) -> tuple[float, ...]:
    """Ages of a curve, refused unless each is above the one before."""
    if any(later <= before for before, later in itertools.pairwise(ages)):
        raise ValueError("ages must rise from one to the next")
    return ages


def assumed(default: Any, unit: str, **limits: Any) -> Any:
    """A parameter of the first month without a published source."""
    return parameter(default, unit=unit, source="assumed", structural=True, **limits)


class PeopleSettings(Section):
    """Traits of those who live in a place in the first month."""

    ages_rural: Bands = assumed((0.050, 0.100, 0.042, 0.082, 0.142, 0.284, 0.210, 0.090), "share")
    """Age structure of the profile `rural`, in the bands of `places.<key>.ages`: those near retirement are as many as
    keep a place from growing younger where the young leave (they do not quite: docs/validation.md)."""
    ages_town: Bands = assumed((0.062, 0.118, 0.044, 0.110, 0.185, 0.250, 0.165, 0.066), "share")
    """Age structure of the profile `town`."""
    ages_city: Bands = assumed((0.066, 0.112, 0.044, 0.170, 0.220, 0.222, 0.120, 0.046), "share")
    """Age structure of the profile `city`."""
    schooling_rural: Levels = assumed((0.15, 0.60, 0.25), "share")
    """Compulsory, upper-secondary and higher schooling of those aged 25-64 in the profile `rural`."""
    schooling_town: Levels = assumed((0.13, 0.54, 0.33), "share")
    """The same in the profile `town`, and where ages are given band by band."""
    schooling_city: Levels = assumed((0.10, 0.42, 0.48), "share")
    """The same in the profile `city`."""
    cohort_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=7, max_length=7)] = assumed(
        (16.0, 20.0, 25.0, 35.0, 50.0, 65.0, 80.0), "year"
    )
    """Ages that part the eight cohorts of `cohort_schooling`."""
    cohort_schooling: Annotated[tuple[Levels, ...], Field(min_length=8, max_length=8)] = assumed(
        (
            (1.0, 0.0, 0.0),
            (1.0, 0.1, 0.0),
            (0.8, 1.3, 0.25),
            (0.8, 0.95, 1.2),
            (0.8, 0.95, 1.15),
            (1.3, 1.08, 0.8),
            (2.4, 0.95, 0.65),
            (4.5, 0.75, 0.35),
        ),
        "odds",
    )
    """Odds of each level of schooling by cohort, the youngest first, against those aged 25-64."""
    women_higher: float = assumed(1.35, "odds", ge=0, le=10)
    """Odds of higher schooling of women against men."""
    women_higher_below: float = assumed(65.0, "year", ge=0, le=120)
    """Age below which these odds hold."""
    health_lost: float = assumed(0.8, "0-1", ge=0, le=1)
    """Most health lost by those whose health is reduced; they lose evenly from nothing to this."""
    trust_concentration: float = assumed(8.0, "1", ge=0.5, le=200)
    """How alike people are in trust: the sum of the two parameters of its beta distribution."""
    attitude_spread: float = assumed(0.3, "-1..1", ge=0, le=2)
    """Standard deviation of attitudes around the place's mean."""
    belonging_concentration: float = assumed(10.0, "1", ge=0.5, le=200)
    """How alike locals are in belonging: the sum of the two parameters of its beta distribution."""
    car_couple: float = assumed(1.12, "1", ge=0, le=5)
    """Cars of couples against the place's share."""
    car_single: float = assumed(0.9, "1", ge=0, le=5)
    """Cars of households without a couple against the place's share."""
    car_newcomers: float = assumed(0.6, "1", ge=0, le=5)
    """Cars in newcomers' households against locals'."""
    car_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=4, max_length=4)] = assumed(
        (18.0, 25.0, 75.0, 90.0), "year"
    )
    """Ages of a household's first adult between which `car_by_age` is drawn straight."""
    car_by_age: tuple[Weight, Weight, Weight, Weight] = assumed((0.6, 1.0, 1.0, 0.5), "1")
    """Cars at these ages against the place's share."""


class FamilySettings(Section):
    """Who lives with whom in the first month."""

    husband_older: float = assumed(2.0, "year", ge=-20, le=20)
    """Years men are older than their partners on average."""
    age_spread: float = assumed(8.0, "year", ge=0, le=60)
    """Width of the draw added to each age before men and women are paired in order of age."""
    band: float = assumed(3.0, "year", ge=0.5, le=50)
    """Partners are sought in bands of so many years, and in the next where the band has none left."""
    put_forward: float = assumed(1.03, "1", ge=1, le=2)
    """How many more than the share with a partner are put forward, as not everybody finds one."""
    most_put_forward: float = assumed(0.98, "share", ge=0, le=1)
    """Most of an age and sex who are put forward."""
    old_men: float = assumed(1.35, "1", ge=0, le=5)
    """Men of 80 or more with a partner against the share of their age: more old women live alone."""
    most_old_men: float = assumed(0.95, "share", ge=0, le=1)
    """Most of the men of 80 or more who have one."""
    birth_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=9, max_length=9)] = assumed(
        (17.5, 18.5, 21.0, 25.0, 29.0, 33.0, 37.0, 41.0, 45.0), "year"
    )
    """Ages of a parent between which `births` is drawn straight."""
    births: Annotated[tuple[Share, ...], Field(min_length=9, max_length=9)] = assumed(
        (0.0, 0.08, 0.35, 0.85, 1.0, 0.75, 0.3, 0.06, 0.0), "1"
    )
    """Likelihood of a birth at these ages, against 29 (Nordic shape)."""
    parity: Bands = assumed((1.0, 2.6, 0.55, 0.3, 0.2, 0.15, 0.1, 0.05), "1")
    """Likelihood of one more child with 0 to 7 children: families of two dominate."""
    most_children: int = assumed(7, "child", ge=1, le=8)
    """Most children at home of one household, as long as anybody else fits."""
    spacing: float = assumed(1.3, "year", ge=0, le=10)
    """Years between brothers and sisters below which a birth is rare."""
    close_births: float = assumed(0.02, "1", ge=0, le=1)
    """Likelihood of a birth within these years against later."""
    fathers_alone: float = assumed(0.25, "1", ge=0, le=5)
    """Lone fathers against lone mothers."""
    oldest_parent: float = assumed(78.0, "year", ge=45, le=120)
    """Age from which nobody has children at home, as long as anybody else fits."""
    typical_gap: float = assumed(30.0, "year", ge=15, le=60)
    """Years between parent and child where nobody of a fitting age is left."""
    child_burden: float = assumed(4.0, "year", ge=0, le=50)
    """How many years off that gap each child at home counts as."""


class KinSettings(Section):
    """Relatives in other households in the first month."""

    generation: float = assumed(29.0, "year", ge=15, le=50)
    """Years between parents and their grown children, on average."""
    generation_spread: float = assumed(5.0, "year", ge=0, le=20)
    """Standard deviation of these years."""
    least_gap: float = assumed(18.0, "year", ge=12, le=40)
    """Fewest years between a parent and a child."""
    most_gap: float = assumed(44.0, "year", ge=20, le=70)
    """Most years between a parent and a child."""
    same_age: float = assumed(1.5, "year", ge=0.1, le=20)
    """How far from the age looked for a parent's may be."""
    generations_apart: float = assumed(17.0, "year", ge=10, le=40)
    """Years between two of a household above which they are of different generations."""
    children_near: int = assumed(4, "person", ge=1, le=10)
    """Most grown children of one household who live in the same place."""
    child_from: float = assumed(18.0, "year", ge=15, le=40)
    """Age from which somebody who left home may have parents elsewhere in the place."""
    parent_from: float = assumed(38.0, "year", ge=30, le=60)
    """Age from which somebody may have grown children elsewhere in the place."""
    living_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=5, max_length=5)] = assumed(
        (20.0, 40.0, 50.0, 60.0, 70.0), "year"
    )
    """Ages between which `living` is drawn straight."""
    living: Annotated[tuple[Share, ...], Field(min_length=5, max_length=5)] = assumed(
        (1.0, 0.95, 0.85, 0.55, 0.08), "share"
    )
    """Share with a parent alive at these ages."""
    sibships: Annotated[tuple[Weight, Weight, Weight, Weight], SomeWeight()] = assumed(
        (0.30, 0.35, 0.22, 0.13), "weight"
    )
    """Shares of sibships of one, two, three and four among those whose parents are gone."""
    siblings_apart: float = assumed(4.0, "year", ge=0, le=30)
    """Standard deviation of the years between brothers and sisters."""
    siblings_kept: int = assumed(3, "person", ge=0, le=10)
    """Most grown brothers and sisters next in age with whom one keeps a tie, on each side."""
    least_hours: float = assumed(0.5, "1", ge=0, le=5)
    """Hours between adults and their parents are evenly from this to one more, times `kin_hours`."""
    siblings: float = assumed(0.5, "1", ge=0, le=5)
    """Hours of brothers and sisters against those between adults and their parents (`kin_hours`)."""
    in_laws: float = assumed(0.4, "1", ge=0, le=5)
    """Hours of parents-in-law, and what being in-laws makes of those of brothers and sisters."""
    grandparents: float = assumed(0.6, "1", ge=0, le=5)
    """Hours of grandparents and grandchildren."""
    uncles: float = assumed(0.3, "1", ge=0, le=5)
    """Hours of uncles and aunts with nieces and nephews."""


class NewcomersHereSettings(Section):
    """Newcomers already here in the first month."""

    longest_years: float = assumed(25.0, "year", ge=1, le=60)
    """Most years since they came."""
    head_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=5, max_length=5)] = assumed(
        (20.0, 30.0, 45.0, 65.0, 75.0), "year"
    )
    """Ages of a household's first adult between which `head_likely` is drawn straight."""
    head_likely: Annotated[tuple[Likely, ...], Field(min_length=5, max_length=5)] = assumed(
        (2.0, 3.0, 2.0, 0.5, 0.1), "1"
    )
    """How likely a household is one of newcomers, at these ages."""
    spouse_later: float = assumed(0.4, "share", ge=0, le=1)
    """Share of spouses of those who sought asylum who came later, by reunification."""
    spouse_after: int = assumed(6, "month", ge=0, le=120)
    """Fewest months after which they came."""
    spouse_within: int = assumed(24, "month", ge=0, le=240)
    """Months in which they then came, evenly."""
    language_ages: Annotated[tuple[Age, ...], AfterValidator(rising), Field(min_length=4, max_length=4)] = assumed(
        (10.0, 20.0, 40.0, 65.0), "year"
    )
    """Ages on arrival between which `language_best` is drawn straight."""
    language_best: tuple[Share, Share, Share, Share] = assumed((1.0, 0.95, 0.8, 0.5), "0-1")
    """Language in the long run of those with secondary schooling who came at these ages."""
    language_schooling: float = assumed(0.06, "0-1", ge=0, le=1)
    """What a level of schooling adds."""
    language_spread: float = assumed(0.3, "0-1", ge=0, le=1)
    """How far below it people end, evenly from nothing to this."""
    language_least: float = assumed(0.2, "0-1", ge=0, le=1)
    """Least language in the long run."""
    belonging_start: float = assumed(0.5, "1", ge=0, le=1)
    """Belonging of those just come against locals'; it grows to theirs with `settling_years`."""
