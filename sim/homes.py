"""Homes: finding a vacant one, taking it, leaving it; and which other place draws somebody."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY
from sim.jit import kernel
from sim.reach import by_car
from sim.town import Town, Used

Array = np.ndarray[Any, Any]

ANY_TENURE = -1
ROOMY = 2
"""Beds beyond the household's size that a search accepts before homes that are larger still."""
LOOKED_AT = 4096
"""Most homes looked at in one search."""
HALF_MINUTES = 30.0
"""Travel time at which a place pulls half as much."""


@kernel
def free_home(household: int, households: Any, homes: Any) -> None:
    home = int(households.home[household])
    if home != NOBODY:
        homes.household[home] = NOBODY
        households.home[household] = NOBODY


@kernel
def take_home(household: int, home: int, month: int, households: Any, homes: Any) -> None:
    """The household moves into a vacant ``home``, in its place or another; its members :func:`follow`."""
    free_home(household, households, homes)
    homes.household[home] = household
    households.home[household] = home
    households.place[household] = int(homes.place[home])
    households.moved_in[household] = month


@kernel
def home_ranges(places: int, homes: Any, used_homes: int) -> Any:
    """First row and one past the last of the homes of every place, as int64 (P, 2).

    The region lays homes place by place, so a range holds (nearly) only homes of its place.
    """
    ranges = np.zeros((places, 2), np.int64)
    for home in range(used_homes):
        place = int(homes.place[home])
        if place != NOBODY:
            if ranges[place, 1] == 0:
                ranges[place, 0] = home
            ranges[place, 1] = home + 1
    return ranges


def ranges_of(town: Town) -> Array:
    """First home and one past the last, for every place."""
    state = town.state
    ranges: Array = home_ranges(state.places.uid.shape[0], state.homes, int(town.used[Used.HOMES]))
    return ranges


@kernel
def find_home(place: int, size: int, tenure: int, anchor: Any, ranges: Any, homes: Any) -> int:
    """A vacant home of ``place`` with at least ``size`` beds, or NOBODY.

    The search starts at a position given by ``anchor`` (uint64: a household's uid spreads households
    over the place; one common number clusters them) and takes the first home of ``tenure`` with few
    beds to spare, else of ``tenure`` and large enough, else the same of another tenure. So the home
    wanted does not depend on how many others are vacant. In large places only part is looked at.
    """
    first, end = int(ranges[place, 0]), int(ranges[place, 1])
    count = end - first
    if count <= 0:
        return NOBODY
    begin = int((anchor >> np.uint64(20)) % np.uint64(count))
    large, other_tenure, other_large = NOBODY, NOBODY, NOBODY
    for step in range(min(count, LOOKED_AT)):
        home = first + (begin + step) % count
        if homes.household[home] == NOBODY and homes.place[home] == place:
            beds = int(homes.beds[home])
            if beds < size:
                continue
            if tenure == ANY_TENURE or homes.tenure[home] == tenure:
                if beds <= size + ROOMY:
                    return home
                if large == NOBODY:
                    large = home
            elif beds <= size + ROOMY:
                if other_tenure == NOBODY:
                    other_tenure = home
            elif other_large == NOBODY:
                other_large = home
    if large != NOBODY:
        return large
    return other_tenure if other_tenure != NOBODY else other_large


@kernel
def pull(place: int, other: int, places: Any) -> float:
    """Inhabitants of ``other`` per travel time from ``place`` (30 minutes halve it)."""
    nearness = 1.0 + by_car(place, other, places) / HALF_MINUTES
    return np.float64(places.population[other]) / nearness


@kernel
def other_place(place: int, u: float, places: Any) -> int:
    """Another place of the region, drawn by its :func:`pull`; NOBODY where there is none."""
    total = 0.0
    for other in range(places.uid.shape[0]):
        if other != place:
            total += pull(place, other, places)
    reached = 0.0
    for other in range(places.uid.shape[0]):
        if other != place:
            reached += pull(place, other, places)
            if u * total < reached:
                return other
    return NOBODY
