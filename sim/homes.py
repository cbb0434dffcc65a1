"""Homes: finding a vacant one, taking it, leaving it; and which other place draws somebody.

Whoever looks for a home, to be born, to move together, to part, to arrive, asks :func:`find_home`; so all are let
in or refused by one rule.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, HomeUse
from sim.jit import kernel
from sim.reach import by_car
from sim.rng import rank_of
from sim.state.clock import HOMES
from sim.town import Town

Array = np.ndarray[Any, Any]

ANY_TENURE = -1
DWELLING = HomeUse.DWELLING.value


@kernel
def free_home(state: Any, household: int) -> None:
    """The household gives up its home, if it has one."""
    households, homes = state.households, state.homes
    home = int(households.home[household])
    if home != NOBODY:
        homes.household[home] = NOBODY
        homes.vacant_since[home] = state.clock.month[0]
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


def ranges_of(town: Town) -> Array:
    """The homes of every place, in one int64 array: of place p those whose rows stand from position ``ranges[p]`` to
    before ``ranges[p + 1]``, in the order they were built. Homes never move, and keep their rows when they are gone."""
    return town.kept(_ranges, int(town.used[HOMES]))


def _ranges(town: Town, used: int) -> Array:
    place = town.state.homes.place[:used]
    count = len(town.state.places.uid)
    first = count + 1 + np.concatenate([[0], np.cumsum(np.bincount(place[place != NOBODY], minlength=count))])
    rows = np.argsort(place, kind="stable")
    return np.concatenate([first, rows[place[rows] != NOBODY]]).astype(np.int64)


@kernel
def are_newcomers(state: Any, household: int) -> float:
    """How a household is taken for newcomers: 0 where no member came as one, else 1, and more by the greatest help with
    landlords that a member has (``civic.housing_help``)."""
    newcomer, members, helped = state.people.newcomer, state.households.members, state.civic.housing_help
    left = int(state.households.size[household])
    taken, most = 0.0, 0.0
    for seat in range(members.shape[1]):
        if left == 0:
            break
        person = int(members[household, seat])
        if person != NOBODY:
            left -= 1
            most = max(most, np.float64(helped[person]))
            if newcomer[person] == 1:
                taken = 1.0
    return taken * (1.0 + most)


@kernel
def is_refused(rules: Any, homes: Any, home: int, who: Any, newcomers: float) -> bool:
    """Whether whoever lets or sells a home does not want ``who`` (uid) taken for ``newcomers`` (of
    :func:`are_newcomers`): with the chance ``housing.refused`` by tenure to that power, lasting for the two."""
    share = np.float64(rank_of(who, homes.uid[home]) >> np.uint64(11)) * 2.0**-53
    return bool(newcomers > 0.0 and share < math.pow(rules.housing.refused[int(homes.tenure[home])], newcomers))


@kernel
def find_home(
    state: Any, rules: Any, ranges: Any, place: int, size: int, tenure: int, who: Any, newcomers: float, together: bool
) -> int:
    """A vacant home of ``place`` with at least ``size`` beds, or NOBODY; for ``newcomers`` (of :func:`are_newcomers`)
    one that they are not refused.

    ``who`` (uint64): the uid of the household that looks, or of whoever is to form one. It gives the position at which
    the search starts, and so spreads households over the place; the place's uid does for those who are to live
    ``together``. Taken is the first home of ``tenure`` with few beds to spare, else of ``tenure`` and large enough,
    else the same of another tenure. So the home wanted does not depend on how many others are vacant, and seldom on
    how many were built. Few to spare is ``spare_beds``; in large places only ``homes_looked_at`` are looked at.
    ``ranges``: of :func:`ranges_of`.
    """
    homes, roomy = state.homes, size + rules.housing.spare_beds
    anchor = np.uint64(state.places.uid[place] if together else who)
    first = int(ranges[place])
    count = int(ranges[place + 1]) - first
    if count <= 0:
        return NOBODY
    begin = int(np.float64(anchor >> np.uint64(11)) * 2.0**-53 * count)
    large, other_tenure, other_large = NOBODY, NOBODY, NOBODY
    for step in range(min(count, rules.housing.homes_looked_at)):
        home = int(ranges[first + (begin + step) % count])
        if homes.household[home] == NOBODY and homes.use[home] == DWELLING:
            beds = int(homes.beds[home])
            if beds < size or is_refused(rules, homes, home, who, newcomers):
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
