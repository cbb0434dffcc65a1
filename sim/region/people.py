"""The people of one place before they are grouped: age, sex, schooling, health, mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.codes import Schooling, Sex
from sim.scenario.schema.first_people import PeopleSettings
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.vectorised_draws import Array, Ask, beta_many, choice_many, logistic_many, numbered_uids, person_draws

BANDS = np.array([0.0, 6.0, 16.0, 20.0, 30.0, 45.0, 65.0, 80.0, 101.0])
"""Limits of the age bands [year]."""


@dataclass
class Folk:
    """The people of one place, in the order of their numbers; (n) each."""

    uid: Array
    birth: Array
    age: Array  # [year], with fraction
    sex: Array
    schooling: Array
    health: Array
    trust: Array
    attitude: Array
    openness: Array
    belonging: Array


def profile_of(place: PlaceSettings) -> str:
    return place.ages if isinstance(place.ages, str) else "town"


def band_shares(place: PlaceSettings, people: PeopleSettings) -> Array:
    """Shares of the eight age bands, summing to one."""
    given = getattr(people, f"ages_{place.ages}") if isinstance(place.ages, str) else place.ages
    shares = np.asarray(given, np.float64)
    return np.asarray(shares / shares.sum())


def ages_of(place: PlaceSettings, people: PeopleSettings, u: Array) -> Array:
    """Ages [year]: one draw in each of n equal slices of the distribution, so its shape is met closely.

    Even within a band; beyond 80 thinning out linearly to 101.
    """
    n = len(u)
    level = (np.arange(n) + u) / n
    bounds = np.concatenate([[0.0], np.cumsum(band_shares(place, people))])
    bounds[-1] = 1.0 + 1e-12
    band = np.searchsorted(bounds, level, side="right") - 1
    within = (level - bounds[band]) / (bounds[band + 1] - bounds[band])
    oldest = band == len(BANDS) - 2
    within = np.where(oldest, 1.0 - np.sqrt(np.maximum(0.0, 1.0 - within)), within)
    return np.asarray(BANDS[band] + within * (BANDS[band + 1] - BANDS[band]))


def band_of(age: Array) -> Array:
    return np.asarray(np.minimum(np.searchsorted(BANDS, age, side="right") - 1, len(BANDS) - 2))


def schooling_of(shares: Any, people: PeopleSettings, age: Array, sex: Array, u: Array) -> Array:
    """Schooling by cohort: older people have less of it, women below some age more of the higher."""
    cohort = np.searchsorted(people.cohort_ages, age, side="right")
    odds = np.asarray(shares, np.float64) * np.asarray(people.cohort_schooling)[cohort]
    favoured = (sex == Sex.WOMAN) & (age < people.women_higher_below)
    odds[:, Schooling.HIGHER] *= np.where(favoured, people.women_higher, 1.0)
    nothing = odds.sum(axis=1) == 0
    odds[nothing, 0] = 1.0
    return choice_many(u, odds)


def make_folk(key: str, place: PlaceSettings, region: RegionSettings, seed: Any) -> Folk:
    """Everybody who lives in a place in month 0, with what is theirs alone."""
    uid = numbered_uids(place.population, "resident", key)
    u_age, u_sex, u_schooling, u_health = person_draws(seed, uid, Ask.BODY)
    u_trust, u_attitude, u_openness, u_belonging = person_draws(seed, uid, Ask.MIND)
    people = region.people
    age = ages_of(place, people, u_age)
    band = band_of(age)
    sex = np.where(u_sex < np.asarray(place.women)[band], Sex.WOMAN, Sex.MAN)
    share = place.schooling or getattr(people, f"schooling_{profile_of(place)}")
    reduced = np.asarray(region.reduced_health)[band]
    # those with reduced health lose evenly from nothing to the most
    lost = people.health_lost * u_health / np.maximum(reduced, 1e-9)
    health = np.where(u_health < reduced, 1.0 - lost, 1.0)
    return Folk(
        uid=uid,
        birth=-np.floor(age * 12.0).astype(np.int32),
        age=age,
        sex=sex.astype(np.int8),
        schooling=schooling_of(share, people, age, sex, u_schooling).astype(np.int8),
        health=health,
        trust=beta_many(u_trust, region.trust, people.trust_concentration),
        attitude=np.clip(place.attitude + logistic_many(u_attitude, people.attitude_spread), -1.0, 1.0),
        openness=beta_many(u_openness, place.welcome, region.openness_concentration),
        belonging=beta_many(u_belonging, region.belonging, people.belonging_concentration),
    )
