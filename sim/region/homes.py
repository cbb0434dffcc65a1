"""Homes of one place: one for each household, some empty, in neighbourhoods of like tenure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.codes import HOUSEHOLD_SEATS, NOBODY, Tenure
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.vectorised_draws import Array, Ask, logistic_many, numbered_uids, thing_draws

VACANT_TENURE = np.array([0.40, 0.42, 0.18])
"""Tenures of empty homes: more public flats than among those lived in (assumed)."""


@dataclass
class Housing:
    """Homes in the order they are laid out, and the households in the order of their homes."""

    tenure: Array
    beds: Array
    household: Array  # household living there, by the new order; NOBODY in empty homes
    neighbourhood: Array  # number of the neighbourhood within the place
    order: Array  # (h) old number of each household in the new order


def tenures(
    place: PlaceSettings, size: Array, age: Array, couple: Array, newcomer: Array, u: Array, u_rent: Array
) -> Array:
    """Tenure of each household (h): the place's shares, families and the older owning more often."""
    lean = logistic_many(u, 1.8) + 1.0 * couple + 0.25 * (size - 1) - 1.3 * newcomer
    lean += np.interp(age, [20, 30, 40, 75, 90], [-1.6, -0.4, 0.4, 0.6, -0.3])
    shares = np.asarray(place.tenure, np.float64) / sum(place.tenure)
    order = np.argsort(-lean, kind="stable")
    result = np.full(len(size), Tenure.OWNED.value, np.int8)
    renters = order[round(shares[0] * len(size)) :]
    public = shares[1] / max(1e-9, shares[1] + shares[2])
    of_renters = np.argsort(u_rent[renters] - 0.25 * newcomer[renters], kind="stable")
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
    count = len(size)
    vacant = round(count * place.vacant_homes / (1.0 - place.vacant_homes))
    if place.homes is not None:
        vacant = max(0, place.homes - count)
    u_own, u_rent, u_order, u_beds = thing_draws(seed, uid, Ask.HOME)
    tenure = tenures(place, size, age, couple, newcomer, u_own, u_rent)
    # a house is kept when the children have gone; a flat has little to spare
    spare = np.where(
        tenure == Tenure.OWNED, 1 + (u_beds * 3.0).astype(np.int64), (u_beds * 2.2).astype(np.int64)
    )
    beds = np.minimum(HOUSEHOLD_SEATS, size + spare)
    v_tenure, _, v_order, v_beds = thing_draws(seed, numbered_uids(vacant, "vacant home", key), Ask.HOME)
    empty = np.searchsorted(np.cumsum(VACANT_TENURE)[:-1], v_tenure, side="right").astype(np.int8)
    empty_beds = np.where(empty == Tenure.OWNED, 4 + (v_beds * 4.0), 2 + (v_beds * 4.0)).astype(np.int64)
    tenure = np.concatenate([tenure, empty])
    # houses and flats lie mostly among their like
    position = np.concatenate([u_order, v_order]) + 0.35 * (tenure != Tenure.OWNED)
    laid = np.argsort(position, kind="stable")
    lived_in = laid < count
    household = np.full(len(laid), NOBODY, np.int64)
    household[lived_in] = np.arange(count)
    groups = max(1, round(len(laid) / region.neighbourhood_homes))
    return Housing(
        tenure=tenure[laid],
        beds=np.concatenate([beds, empty_beds])[laid],
        household=household,
        neighbourhood=np.arange(len(laid)) * groups // len(laid),
        order=laid[lived_in],
    )
