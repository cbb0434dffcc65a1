"""Homes within a place (step 12): the stock ages and grows, contracts end, those without a home wait for one, crowded
households look for larger ones, tenants for their own.

Where homes come from and go to in births, couples and arrivals stands with those; a home is vacant when
nobody lives in it. What a shortage does is felt there: births and couples wait,
the young stay with their parents, newcomers are not housed, and crowding pushes households out.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Flow, Tenure
from sim.homes import ANY_TENURE, are_newcomers, find_home, free_home, ranges_of, take_home
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.home_stock import live_on
from sim.rng import Process, uniform, uniforms
from sim.state import Array
from sim.state.clock import HOUSEHOLDS
from sim.town import Town

HOUSING = Process.HOUSING.value
OWNED, PUBLIC_RENT, PRIVATE_RENT = Tenure.OWNED.value, Tenure.PUBLIC_RENT.value, Tenure.PRIVATE_RENT.value
ENDED = Flow.CONTRACTS_ENDED.value
CONTRACT = 4
"""The draw of a household's month that says whether its contract ends."""


@kernel
def is_crowded(state: Any, rules: Any, household: int) -> bool:
    """Whether a household has no home of its own, or is of at least ``crowded_size`` and has no bed to spare."""
    home, size = int(state.households.home[household]), int(state.households.size[household])
    if home == NOBODY:
        return True
    return size >= rules.housing.crowded_size and size >= state.homes.beds[home]


@kernel
def end_contracts(state: Any, rules: Any, ranges: Any, rows: Any) -> int:
    """Private tenants whose contract ends (``contract_ends``, for newcomers times ``contract_ends_newcomers``) move to
    a vacant home, or are without. Lists in ``rows`` (int64) who follows and returns how many."""
    households, homes, housing = state.households, state.homes, rules.housing
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count = 0
    for household in range(int(state.clock.used[0, HOUSEHOLDS])):
        home, size = int(households.home[household]), int(households.size[household])
        if size == 0 or home == NOBODY or homes.tenure[home] != PRIVATE_RENT or households.moved_in[household] == month:
            continue
        uid, place = households.uid[household], int(households.place[household])
        new = are_newcomers(state, household)
        hazard = housing.contract_ends * (housing.contract_ends_newcomers if new > 0.0 else 1.0)
        if uniform(seed, HOUSING, uid, month, CONTRACT) >= hazard:
            continue
        other = find_home(state, rules, ranges, place, size, ANY_TENURE, uid, new, False)
        if other != NOBODY:
            take_home(state, household, other)
        else:
            free_home(state, household)
            households.moved_in[household] = month
        state.places.flows[place, ENDED] += 1
        count = list_members(state, household, rows, count)
    return count


@kernel
def house_those_without(state: Any, rules: Any, ranges: Any, queue: Any, rows: Any) -> int:
    """Households without a home, in the order of ``queue`` (rows), get a vacant one of the municipality's, or another
    they are not refused. Lists in ``rows`` (int64) who follows and returns how many."""
    households = state.households
    count = 0
    for household in queue:
        place, size, uid = int(households.place[household]), int(households.size[household]), households.uid[household]
        new = are_newcomers(state, household)
        home = find_home(state, rules, ranges, place, size, PUBLIC_RENT, uid, new, False)
        if home != NOBODY:
            take_home(state, household, home)
            count = list_members(state, household, rows, count)
    return count


def queue_of(town: Town) -> Array:
    """Households without a home (rows, int64), those who have waited longest first."""
    households, used = town.state.households, int(town.used[HOUSEHOLDS])
    without = np.flatnonzero((households.size[:used] > 0) & (households.home[:used] == NOBODY))
    return without[np.lexsort((households.uid[without], households.moved_in[without]))]


@kernel
def change_homes(state: Any, rules: Any, ranges: Any, rows: Any) -> int:
    """Crowded households that look move to a vacant home with a bed to spare, if there is one.

    Households in public rent with somebody in work look for an owned home, seldom. Lists in ``rows``
    (int64) who follows and returns how many. ``ranges``: of :func:`sim.homes.ranges_of`.
    """
    households, homes, work = state.households, state.homes, state.work
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count = 0
    for household in range(int(state.clock.used[0, HOUSEHOLDS])):
        size = int(households.size[household])
        home = int(households.home[household])
        if size == 0 or home == NOBODY:
            continue
        crowded = is_crowded(state, rules, household)
        if not crowded and homes.tenure[home] != PUBLIC_RENT:
            continue
        uid = households.uid[household]
        u, v, _, _ = uniforms(seed, HOUSING, uid, month, 0)
        place = int(households.place[household])
        if crowded and u < rules.housing.crowded_look_per_month:
            new = are_newcomers(state, household)
            larger = find_home(state, rules, ranges, place, size + 1, ANY_TENURE, uid, new, False)
            if larger != NOBODY:
                take_home(state, household, larger)
                count = list_members(state, household, rows, count)
        elif homes.tenure[home] == PUBLIC_RENT and v < rules.housing.own_tenure_per_month:
            earner = False
            for person in households.members[household]:
                if person != NOBODY and work.job[person] != NOBODY:
                    earner = True
            if earner:
                new = are_newcomers(state, household)
                own = find_home(state, rules, ranges, place, size, OWNED, uid, new, False)
                if own != NOBODY and homes.tenure[own] == OWNED:
                    take_home(state, household, own)
                    count = list_members(state, household, rows, count)
    return count


def serve_queue(town: Town) -> None:
    """Those without a home get the vacant ones first, before anybody else who looks: when homes have been left by those
    who moved away or died (step 1), and when new ones stand (step 12)."""
    queue = queue_of(town)
    if len(queue):
        rows = rows_for(town)
        follow(town, rows[: house_those_without(town.state, town.rules, ranges_of(town), queue, rows)])


def step(town: Town) -> None:
    """A month of homes: the stock; then those without a home, those who must move and those who want to."""
    live_on(town)
    serve_queue(town)
    ranges, rows = ranges_of(town), rows_for(town)
    if town.rules.housing.moves:
        follow(town, rows[: end_contracts(town.state, town.rules, ranges, rows)])
        follow(town, rows[: change_homes(town.state, town.rules, ranges, rows)])
