"""Where those who leave go: a place of the region or one outside, by size, distance, work, compatriots, studies."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Destination
from sim.homes import other_place
from sim.jit import kernel
from sim.reach import by_car
from sim.rng import pick
from sim.scenario.schema.elsewhere import OUTSIDE, trait

LARGER_CITY, ABROAD = Destination.LARGER_CITY.value, Destination.ABROAD.value
KINDS = len(OUTSIDE)
INHABITANTS, NUMBER, MINUTES = trait("inhabitants"), trait("number"), trait("minutes")
NEWCOMERS, TIGHTNESS, UNIVERSITY = trait("newcomers"), trait("tightness"), trait("university")
USUAL_SIZE = 100_000.0
"""Inhabitants against which sizes are taken [person]: a unit, any other would scale all weights alike."""
USUAL_SHARE = 0.1
"""Share of newcomers against which shares are taken: likewise."""
ALONE, TOGETHER, WITH_CHILDREN = 0, 1, 2
"""How a household weighs size."""


@kernel
def power(base: float, exponent: float) -> float:
    """``base`` to ``exponent``; 1 to any power where the base is not above nothing."""
    return base**exponent if base > 0.0 else 0.0 if exponent > 0.0 else 1.0


@kernel
def size_power(elsewhere: Any, living: int) -> float:
    """The power of its size by which a place is preferred, by who goes (``ALONE``, ``TOGETHER``, ``WITH_CHILDREN``)."""
    if living == ALONE:
        return float(elsewhere.size_alone)
    return float(elsewhere.size_families) if living == WITH_CHILDREN else 0.0


@kernel
def weight(rules: Any, inhabitants: float, minutes: float, tightness: float, bigger: float) -> float:
    """What draws to a place whoever it is: inhabitants by distance and size, and work as in :mod:`.attraction`;
    ``tightness`` against the usual, ``bigger``: of :func:`size_power`."""
    reached = inhabitants / (1.0 + minutes / rules.elsewhere.half_minutes)
    work = rules.attraction.work * (2.0 * tightness / (tightness + 1.0) - 1.0)
    return reached * power(inhabitants / USUAL_SIZE, bigger) * math.exp(work)


@kernel
def outside_weight(rules: Any, kind: int, living: int, young: bool, newcomer: bool) -> float:
    """What draws to a kind of place outside (position in ``OUTSIDE``)."""
    elsewhere = rules.elsewhere
    table = elsewhere.outside
    found = weight(
        rules, table[INHABITANTS, kind], table[MINUTES, kind], table[TIGHTNESS, kind], size_power(elsewhere, living)
    )
    if newcomer:
        found *= power(table[NEWCOMERS, kind] / USUAL_SHARE, elsewhere.compatriots)
    if young and table[UNIVERSITY, kind] > 0.0:
        found *= elsewhere.study
    return found * table[NUMBER, kind]


@kernel
def outside(rules: Any, living: int, young: bool, newcomer: bool, shares: Any, u: float) -> int:
    """codes.Destination of somebody who leaves the region, by the draw ``u``.

    By the weights of :func:`outside_weight`, or where destinations do not follow the pull of places (or no place has
    any weight) by ``shares`` (4).
    """
    total = 0.0
    if rules.elsewhere.draws:
        for kind in range(KINDS):
            total += outside_weight(rules, kind, living, young, newcomer)
    if total <= 0.0:
        return drawn_destination(u, shares)
    reached, last = 0.0, LARGER_CITY
    for kind in range(KINDS):
        own = outside_weight(rules, kind, living, young, newcomer)
        reached += own
        if own > 0.0:
            last = LARGER_CITY + kind
        if u * total < reached:
            return last
    return last


@kernel
def drawn_destination(u: float, shares: Any) -> int:
    """Larger city, small or rural, metropolitan or abroad, by the weights ``shares`` (4)."""
    return LARGER_CITY + int(pick(shares, u))


@kernel
def inside_weight(state: Any, rules: Any, here: int, there: int, living: int, young: bool, origin: int) -> float:
    """What draws from ``here`` to another place of the region; ``origin``: of newcomers, 0 for locals."""
    places, elsewhere = state.places, rules.elsewhere
    inhabitants = np.float64(places.population[there])
    tightness = 1.0
    if rules.attraction.follows:
        tightness = places.tightness[there] / rules.attraction.tightness_half
    found = weight(rules, inhabitants, by_car(here, there, places), tightness, size_power(elsewhere, living))
    if origin > 0 and inhabitants > 0.0:
        own = (1.0 + places.compatriots[there, origin]) / inhabitants
        found *= power(own / USUAL_SHARE, elsewhere.compatriots)
    if young and places.university[there] == 1:
        found *= elsewhere.study
    return found * elsewhere.near


@kernel
def inside(state: Any, rules: Any, here: int, living: int, young: bool, origin: int, share: float, u: float) -> int:
    """The other place of the region that somebody is drawn to, by the draw ``u``; NOBODY for those who are drawn
    outside.

    By the weights of :func:`inside_weight` and :func:`outside_weight`. Where destinations do not follow the pull of
    places, ``share`` of all by inhabitants and travel time alone.
    """
    if not rules.elsewhere.draws:
        return other_place(state, rules, here, u / share) if u < share else NOBODY
    count = state.places.uid.shape[0]
    if count == 1:
        return NOBODY
    total = 0.0
    for kind in range(KINDS):
        total += outside_weight(rules, kind, living, young, origin > 0)
    for there in range(count):
        if there != here:
            total += inside_weight(state, rules, here, there, living, young, origin)
    reached = 0.0
    for there in range(count):
        if there != here:
            reached += inside_weight(state, rules, here, there, living, young, origin)
            if u * total < reached:
                return there
    return NOBODY
