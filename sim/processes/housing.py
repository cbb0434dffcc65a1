"""Homes within a place (step 12): crowded households look for larger ones, tenants for their own.

Where homes come from and go to in births, couples and arrivals stands with those; a home is vacant when
nobody lives in it, and the stock is fixed. What a shortage does is felt there: births and couples wait,
the young stay with their parents, newcomers are not housed, and crowding pushes households out.
"""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, Tenure
from sim.homes import ANY_TENURE, find_home, ranges_of, take_home
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.rng import Process, uniforms
from sim.town import Town, Used

HOUSING = Process.HOUSING.value
HOUSEHOLDS = Used.HOUSEHOLDS.value
OWNED, PUBLIC_RENT = Tenure.OWNED.value, Tenure.PUBLIC_RENT.value


@kernel
def is_crowded(state: Any, rules: Any, household: int) -> bool:
    """Whether a household of at least ``crowded_size`` has no bed to spare."""
    size = int(state.households.size[household])
    if size < rules.housing.crowded_size:
        return False
    home = int(state.households.home[household])
    return home == NOBODY or size >= state.homes.beds[home]


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
            larger = find_home(state, rules, ranges, place, size + 1, ANY_TENURE, uid)
            if larger != NOBODY:
                take_home(state, household, larger)
                count = list_members(state, household, rows, count)
        elif homes.tenure[home] == PUBLIC_RENT and v < rules.housing.own_tenure_per_month:
            earner = False
            for seat in range(households.members.shape[1]):
                person = int(households.members[household, seat])
                if person != NOBODY and work.job[person] != NOBODY:
                    earner = True
            if earner:
                own = find_home(state, rules, ranges, place, size, OWNED, uid)
                if own != NOBODY and homes.tenure[own] == OWNED:
                    take_home(state, household, own)
                    count = list_members(state, household, rows, count)
    return count


def step(town: Town) -> None:
    if town.rules.housing.moves:
        rows = rows_for(town)
        count = change_homes(town.state, town.rules, ranges_of(town), rows)
        follow(town, rows[:count])
