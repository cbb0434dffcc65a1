"""Newcomers already here in the first month: whole households, with an origin, a pathway and a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import ages
from sim.ages import WORKING_FROM
from sim.codes import LONG_AGO, Pathway, Schooling
from sim.region.people import Folk
from sim.scenario.schema.first_people import NewcomersHereSettings
from sim.scenario.schema.health import HealthSettings
from sim.scenario.schema.region import OriginSettings, PlaceSettings, RegionSettings
from sim.vectorised_draws import Array, Ask, choice_many, person_draws, thing_draws

if TYPE_CHECKING:
    from sim.scenario import Scenario

ADULT, OF_AGE = WORKING_FROM / 12, ages.ADULT / 12
"""Ages [year] from which schooling is that of the origin, and from which the introduction programme takes."""


@dataclass
class Coming:
    """How each of n people came; locals have origin 0 and LONG_AGO."""

    newcomer: Array
    origin: Array
    pathway: Array
    arrival: Array
    introduction_end: Array
    recognised: Array
    language: Array
    ill: Array


def newcomer_households(
    place: PlaceSettings, rules: NewcomersHereSettings, size: Array, head_age: Array, u: Array
) -> Array:
    """Which households are newcomers' (h, bool): by draw, younger ones first, until the share is reached."""
    wanted = place.newcomers * float(size.sum())
    likely = np.interp(head_age, rules.head_ages, rules.head_likely)
    order = np.argsort(-np.log(u) / likely, kind="stable")
    reached = np.cumsum(size[order]) <= wanted + 0.5
    chosen = np.zeros(len(size), bool)
    chosen[order[reached]] = True
    return chosen


def ill_shares(health: HealthSettings) -> Array:
    """Share who are ill of those who came grown, by codes.Pathway: as many as came ill."""
    shares = np.zeros(len(Pathway))
    shares[[Pathway.QUOTA, Pathway.ASYLUM]] = health.ill_refugees
    shares[Pathway.YOUTH], shares[Pathway.FAMILY] = health.ill_youths, health.ill_family
    shares[Pathway.LABOUR] = health.ill_labour
    return shares


def make_coming(
    scenario: Scenario,
    place: PlaceSettings,
    folk: Folk,
    household: Array,
    heads: Array,
    household_uid: Array,
    seed: Any,
    before: int,
) -> Coming:
    """Origins, pathways, dates and language of everybody in a place; sets newcomers' schooling, health and minds.

    Language, belonging and health are those of so many months ``before`` the first; of who came later, those of
    arrival.

    Children born after their household came are locals by pathway (RESIDENT) with its origin. Language
    and belonging went towards a local's with the years since arrival; belonging, schooling and age of
    arrival set how far.
    """
    region: RegionSettings = scenario.region
    rules = region.newcomers_here
    n = len(folk.uid)
    coming = Coming(
        newcomer=np.zeros(n, np.int8),
        origin=np.zeros(n, np.int8),
        pathway=np.full(n, Pathway.RESIDENT.value, np.int8),
        arrival=np.full(n, LONG_AGO, np.int32),
        introduction_end=np.full(n, LONG_AGO, np.int32),
        recognised=np.ones(n, np.int8),
        language=np.ones(n),
        ill=np.zeros(n, np.int8),
    )
    keys = list(scenario.origins)
    weights = (
        np.array([place.newcomer_origins.get(key, 0.0) for key in keys])
        if place.newcomer_origins
        else np.ones(len(keys))
    )
    if not keys or place.newcomers == 0 or weights.sum() == 0:
        return coming
    u_chosen, u_years, u_pathway, u_origin = thing_draws(seed, household_uid, Ask.FAMILY)
    chosen = newcomer_households(place, rules, np.bincount(household), folk.age[heads], u_chosen)
    # exponential, cut off at the longest
    years = -place.newcomer_years * np.log(1.0 - u_years * (1.0 - np.exp(-rules.longest_years / place.newcomer_years)))
    came = -1 - np.floor(years * 12.0).astype(np.int64)
    pathway = np.array([Pathway.QUOTA, Pathway.ASYLUM, Pathway.LABOUR])[choice_many(u_pathway, region.pathways)]
    origin = 1 + choice_many(u_origin, weights)

    who = np.flatnonzero(chosen[household])
    home = household[who]
    u_language, u_since, u_spouse, u_recognised = person_draws(seed, folk.uid[who], Ask.LANGUAGE)
    arrival = came[home]
    path = pathway[home]
    adult = folk.age[who] >= ADULT
    later = (heads[home] != who) & adult & (path == Pathway.ASYLUM) & (u_spouse < rules.spouse_later)
    after = rules.spouse_after + (u_since * rules.spouse_within).astype(np.int64)
    arrival = np.where(later, np.minimum(-1, arrival + after), arrival)
    path = np.where(later, Pathway.FAMILY, path)
    born_here = folk.birth[who] >= came[home]
    arrival = np.where(born_here, folk.birth[who], arrival)
    coming.newcomer[who] = ~born_here
    coming.origin[who] = origin[home]
    coming.pathway[who] = np.where(born_here, Pathway.RESIDENT, path)
    coming.arrival[who] = arrival
    refugee = ~born_here & (path != Pathway.LABOUR) & (folk.age[who] >= OF_AGE)
    coming.introduction_end[who] = np.where(refugee, arrival + scenario.arriving.introduction_months, LONG_AGO)
    settings: list[OriginSettings] = list(scenario.origins.values())
    for number, group in enumerate(settings, start=1):
        own = who[(coming.origin[who] == number) & (coming.newcomer[who] == 1)]
        draws = person_draws(seed, folk.uid[own], Ask.BODY)[2]
        folk.schooling[own] = np.where(
            folk.age[own] >= ADULT, choice_many(draws, group.schooling), Schooling.COMPULSORY
        )
    first_language = np.array([group.language for group in settings])[coming.origin[who] - 1]
    share = np.array([group.recognised for group in settings])[coming.origin[who] - 1]
    coming.recognised[who] = np.where(
        ~born_here & adult & (u_recognised >= share) & (folk.schooling[who] > Schooling.COMPULSORY), 0, 1
    )
    u_ill = person_draws(seed, folk.uid[who], Ask.HEALTH)[0]
    grown = folk.age[who] - np.minimum(-arrival, before) / 12.0 >= scenario.health.age_from
    ill = ~born_here & grown & (u_ill < ill_shares(scenario.health)[path])
    coming.ill[who] = ill
    folk.health[who] *= np.where(ill, scenario.health.capacity, 1.0)
    age_then = folk.age[who] + arrival / 12.0
    years_here = np.maximum(0, -arrival - before) / 12.0
    settled = 1.0 - np.exp(-years_here / region.settling_years)
    best = np.interp(age_then, rules.language_ages, rules.language_best)
    best += rules.language_schooling * (folk.schooling[who] - 1.0)
    best = np.clip(best - rules.language_spread * (1.0 - u_language), rules.language_least, 1.0)
    coming.language[who] = np.where(born_here, 1.0, np.maximum(first_language, best * settled))
    folk.belonging[who] = np.where(
        born_here,
        folk.belonging[who],
        folk.belonging[who] * (rules.belonging_start + (1.0 - rules.belonging_start) * settled),
    )
    return coming
