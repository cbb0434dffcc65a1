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
HOMES = Used.HOMES.value


@kernel
def free_home(state: Any, household: int) -> None:
    """The household gives up its home, if it has one."""
    households, homes = state.households, state.homes
    home = int(households.home[household])
    if home != NOBODY:
        homes.household[home] = NOBODY
        households.home[household] = NOBODY


@kernel
def take_home(state: Any, household: int, home: int) -> None:
    """The household moves into a vacant ``home``, in its place or another; its members :func:`follow`."""
    households, homes = state.households, state.homes
    free_home(state, household)
    homes.household[home] = household
    households.home[household] = home
    households.place[household] = int(homes.place[home])
    households.moved_in[household] = state.clock.month[0]


@kernel
def home_ranges(state: Any) -> Any:
    """First row and one past the last of the homes of every place, as int64 (P, 2).

    The region lays homes place by place, so a range holds (nearly) only homes of its place.
    """
    ranges = np.zeros((state.places.uid.shape[0], 2), np.int64)
    for home in range(int(state.clock.used[0, HOMES])):
        place = int(state.homes.place[home])
        if place != NOBODY:
            if ranges[place, 1] == 0:
                ranges[place, 0] = home
            ranges[place, 1] = home + 1
    return ranges


def ranges_of(town: Town) -> Array:
    """First home and one past the last, for every place: int64 (P, 2). The stock of homes is fixed."""
    return town.kept(_ranges, int(town.used[HOMES]))


def _ranges(town: Town, _: int) -> Array:
    ranges: Array = home_ranges(town.state)
    return ranges


@kernel
def find_home(state: Any, rules: Any, ranges: Any, place: int, size: int, tenure: int, anchor: Any) -> int:
    """A vacant home of ``place`` with at least ``size`` beds, or NOBODY.

    The search starts at a position given by ``anchor`` (uint64: a household's uid spreads households
    over the place; one common number clusters them) and takes the first home of ``tenure`` with few
    beds to spare, else of ``tenure`` and large enough, else the same of another tenure. So the home
    wanted does not depend on how many others are vacant. Few to spare is ``spare_beds``; in large places
    only ``homes_looked_at`` are looked at. ``ranges``: of :func:`ranges_of`.
    """
    homes, roomy = state.homes, size + rules.housing.spare_beds
    first, end = int(ranges[place, 0]), int(ranges[place, 1])
    count = end - first
    if count <= 0:
        return NOBODY
    begin = int((anchor >> np.uint64(20)) % np.uint64(count))
    large, other_tenure, other_large = NOBODY, NOBODY, NOBODY
    for step in range(min(count, rules.housing.homes_looked_at)):
        home = first + (begin + step) % count
        if homes.household[home] == NOBODY and homes.place[home] == place:
            beds = int(homes.beds[home])
            if beds < size:
                continue
            if tenure == ANY_TENURE or homes.tenure[home] == tenure:
                if beds <= roomy:
                    return home
                if large == NOBODY:
                    large = home
            elif beds <= roomy:
                if other_tenure == NOBODY:
                    other_tenure = home
            elif other_large == NOBODY:
                other_large = home
    if large != NOBODY:
        return large
    return other_tenure if other_tenure != NOBODY else other_large


@kernel
def pull(state: Any, rules: Any, place: int, other: int) -> float:
    """Inhabitants of ``other`` per travel time from ``place`` (``pull_half_minutes`` halve it)."""
    nearness = 1.0 + by_car(place, other, state.places) / rules.housing.pull_half_minutes
    return np.float64(state.places.population[other]) / nearness


@kernel
def other_place(state: Any, rules: Any, place: int, u: float) -> int:
    """Another place of the region, drawn by its :func:`pull`; NOBODY where there is none."""
    places = state.places
    total = 0.0
    for other in range(places.uid.shape[0]):
        if other != place:
            total += pull(state, rules, place, other)
    reached = 0.0
    for other in range(places.uid.shape[0]):
        if other != place:
            reached += pull(state, rules, place, other)
            if u * total < reached:
                return other
    return NOBODY
