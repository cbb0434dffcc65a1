"""The people of one place before they are grouped: age, sex, schooling, health, mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.codes import Schooling, Sex
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.vectorised_draws import (
    Array,
    Ask,
    beta_many,
    choice_many,
    logistic_many,
    numbered_uids,
    person_draws,
)

BANDS = np.array([0.0, 6.0, 16.0, 20.0, 30.0, 45.0, 65.0, 80.0, 101.0])
"""Limits of the age bands [year]."""
PROFILES: dict[str, tuple[float, ...]] = {
    "rural": (0.055, 0.110, 0.040, 0.085, 0.155, 0.255, 0.215, 0.085),
    "town": (0.062, 0.118, 0.044, 0.110, 0.185, 0.250, 0.165, 0.066),
    "city": (0.066, 0.112, 0.044, 0.170, 0.220, 0.222, 0.120, 0.046),
}
SCHOOLING: dict[str, tuple[float, float, float]] = {
    "rural": (0.15, 0.60, 0.25),
    "town": (0.13, 0.54, 0.33),
    "city": (0.10, 0.42, 0.48),
}
COHORTS = np.array([16.0, 20.0, 25.0, 35.0, 50.0, 65.0, 80.0])
TILTS = np.array(
    [  # odds of compulsory, secondary and higher schooling against the mean of those aged 25-64
        [1.0, 0.0, 0.0],
        [1.0, 0.1, 0.0],
        [0.8, 1.3, 0.25],
        [0.8, 0.95, 1.2],
        [0.8, 0.95, 1.15],
        [1.3, 1.08, 0.8],
        [2.4, 0.95, 0.65],
        [4.5, 0.75, 0.35],
    ]
)
WOMEN_HIGHER = 1.35
"""Odds of higher schooling of women under 65 against men (assumed)."""


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


def band_shares(place: PlaceSettings) -> Array:
    """Shares of the eight age bands, summing to one."""
    shares = np.asarray(PROFILES[place.ages] if isinstance(place.ages, str) else place.ages, np.float64)
    return np.asarray(shares / shares.sum())


def ages_of(place: PlaceSettings, u: Array) -> Array:
    """Ages [year]: one draw in each of n equal slices of the distribution, so its shape is met closely.

    Even within a band; beyond 80 thinning out linearly to 101.
    """
    n = len(u)
    level = (np.arange(n) + u) / n
    bounds = np.concatenate([[0.0], np.cumsum(band_shares(place))])
    bounds[-1] = 1.0 + 1e-12
    band = np.searchsorted(bounds, level, side="right") - 1
    within = (level - bounds[band]) / (bounds[band + 1] - bounds[band])
    oldest = band == len(BANDS) - 2
    within = np.where(oldest, 1.0 - np.sqrt(np.maximum(0.0, 1.0 - within)), within)
    return np.asarray(BANDS[band] + within * (BANDS[band + 1] - BANDS[band]))


def band_of(age: Array) -> Array:
    return np.asarray(np.minimum(np.searchsorted(BANDS, age, side="right") - 1, len(BANDS) - 2))


def schooling_of(shares: Any, age: Array, sex: Array, u: Array) -> Array:
    """Schooling by cohort: older people have less of it, women under 65 more of the higher."""
    odds = np.asarray(shares, np.float64) * TILTS[np.searchsorted(COHORTS, age, side="right")]
    odds[:, Schooling.HIGHER] *= np.where((sex == Sex.WOMAN) & (age < 65), WOMEN_HIGHER, 1.0)
    nothing = odds.sum(axis=1) == 0
    odds[nothing, 0] = 1.0
    return choice_many(u, odds)


def make_folk(key: str, place: PlaceSettings, region: RegionSettings, seed: Any) -> Folk:
    """Everybody who lives in a place in month 0, with what is theirs alone."""
    uid = numbered_uids(place.population, "resident", key)
    u_age, u_sex, u_schooling, u_health = person_draws(seed, uid, Ask.BODY)
    u_trust, u_attitude, u_openness, u_belonging = person_draws(seed, uid, Ask.MIND)
    age = ages_of(place, u_age)
    band = band_of(age)
    sex = np.where(u_sex < np.asarray(place.women)[band], Sex.WOMAN, Sex.MAN)
    share = place.schooling or SCHOOLING[profile_of(place)]
    reduced = np.asarray(region.reduced_health)[band]
    # those with reduced health: what is left of it falls evenly from 1 to 0.2
    health = np.where(u_health < reduced, 1.0 - 0.8 * u_health / np.maximum(reduced, 1e-9), 1.0)
    return Folk(
        uid=uid,
        birth=-np.floor(age * 12.0).astype(np.int32),
        age=age,
        sex=sex.astype(np.int8),
        schooling=schooling_of(share, age, sex, u_schooling).astype(np.int8),
        health=health,
        trust=beta_many(u_trust, region.trust, 8.0),
        attitude=np.clip(place.attitude + logistic_many(u_attitude, 0.3), -1.0, 1.0),
        openness=beta_many(u_openness, place.welcome, region.openness_concentration),
        belonging=beta_many(u_belonging, region.belonging, 10.0),
    )
