"""Homes of one place: one for each household, some empty, in neighbourhoods of like tenure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.codes import HOUSEHOLD_SEATS, NOBODY, Tenure
from sim.scenario.schema.first_places import HomesSettings
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.vectorised_draws import Array, Ask, logistic_many, numbered_uids, thing_draws


@dataclass
class Housing:
    """Homes in the order they are laid out, and the households in the order of their homes."""

    tenure: Array
    beds: Array
    uid: Array
    empty: Array  # months that nobody has lived there; 0 where somebody does
    household: Array  # household living there, by the new order; NOBODY in empty homes
    neighbourhood: Array  # number of the neighbourhood within the place
    order: Array  # (h) old number of each household in the new order


def tenures(
    place: PlaceSettings,
    rules: HomesSettings,
    size: Array,
    age: Array,
    couple: Array,
    newcomer: Array,
    u: Array,
    u_rent: Array,
) -> Array:
    """Tenure of each household (h): the place's shares, families and the older owning more often."""
    lean = logistic_many(u, rules.own_spread) + rules.own_couple * couple
    lean = lean + rules.own_member * (size - 1) - rules.own_newcomer * newcomer
    lean += np.interp(age, rules.own_ages, rules.own_by_age)
    shares = np.asarray(place.tenure, np.float64) / sum(place.tenure)
    order = np.argsort(-lean, kind="stable")
    result = np.full(len(size), Tenure.OWNED.value, np.int8)
    renters = order[round(shares[0] * len(size)) :]
    public = shares[1] / max(1e-9, shares[1] + shares[2])
    of_renters = np.argsort(u_rent[renters] - rules.rent_newcomer * newcomer[renters], kind="stable")
    result[renters] = Tenure.PRIVATE_RENT.value
    result[renters[of_renters[: round(public * len(renters))]]] = Tenure.PUBLIC_RENT.value
    return result


def make_housing(
    key: str,
    place: PlaceSettings,
    region: RegionSettings,
    uid: Array,
    size: Array,
    age: Array,
    couple: Array,
    newcomer: Array,
    seed: Any,
) -> Housing:
    """Homes of a place. Where this run's draw has more households than ``homes``
    (:mod:`sim.region.consistency`
    holds them against the usual number), there are as many homes as households, and none stands empty."""
    count, rules = len(size), region.homes
    vacant = round(count * place.vacant_homes / (1.0 - place.vacant_homes))
    if place.homes is not None:
        vacant = max(0, place.homes - count)
    u_own, u_rent, u_order, u_beds = thing_draws(seed, uid, Ask.HOME)
    tenure = tenures(place, rules, size, age, couple, newcomer, u_own, u_rent)
    # a house is kept when the children have gone; a flat has little to spare
    spare = np.where(
        tenure == Tenure.OWNED,
        1 + (u_beds * rules.spare_owned).astype(np.int64),
        (u_beds * rules.spare_rented).astype(np.int64),
    )
    beds = np.minimum(HOUSEHOLD_SEATS, size + spare)
    vacant_uid = numbered_uids(vacant, "vacant home", key)
    v_tenure, v_since, v_order, v_beds = thing_draws(seed, vacant_uid, Ask.HOME)
    limits = np.cumsum(rules.vacant_tenure) / math.fsum(rules.vacant_tenure)
    empty = np.searchsorted(limits[:-1], v_tenure, side="right").astype(np.int8)
    least = np.where(empty == Tenure.OWNED, rules.empty_owned, rules.empty_rented)
    empty_beds = (least + v_beds * rules.empty_span).astype(np.int64)
    tenure = np.concatenate([tenure, empty])
    # houses and flats lie mostly among their like
    position = np.concatenate([u_order, v_order]) + rules.flats_apart * (tenure != Tenure.OWNED)
    laid = np.argsort(position, kind="stable")
    lived_in = laid < count
    household = np.full(len(laid), NOBODY, np.int64)
    household[lived_in] = np.arange(count)
    groups = max(1, round(len(laid) / region.neighbourhood_homes))
    return Housing(
        tenure=tenure[laid],
        beds=np.concatenate([beds, empty_beds])[laid],
        uid=np.concatenate([uid, vacant_uid])[laid],
        empty=np.concatenate([np.zeros(count), np.floor(-12.0 * rules.years_empty * np.log(v_since))])[laid],
        household=household,
        neighbourhood=np.arange(len(laid)) * groups // len(laid),
        order=laid[lived_in],
    )
