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
def is_crowded(household: int, crowded_size: int, households: Any, homes: Any) -> bool:
    """Whether a household of at least ``crowded_size`` has no bed to spare."""
    size = int(households.size[household])
    if size < crowded_size:
        return False
    home = int(households.home[household])
    return home == NOBODY or size >= homes.beds[home]


@kernel
def change_homes(
    seed: Any, month: int, rules: Any, ranges: Any, used: Any, households: Any, homes: Any, work: Any, rows: Any
) -> int:
    """Crowded households that look move to a vacant home with a bed to spare, if there is one.

    Households in public rent with somebody in work look for an owned home, seldom. Lists who follows;
    returns how many.
    """
    count = 0
    for household in range(int(used[HOUSEHOLDS])):
        size = int(households.size[household])
        home = int(households.home[household])
        if size == 0 or home == NOBODY:
            continue
        crowded = is_crowded(household, rules.crowded_size, households, homes)
        if not crowded and homes.tenure[home] != PUBLIC_RENT:
            continue
        uid = households.uid[household]
        u, v, _, _ = uniforms(seed, HOUSING, uid, month, 0)
        place = int(households.place[household])
        if crowded and u < rules.crowded_look_per_month:
            larger = find_home(place, size + 1, ANY_TENURE, uid, ranges, homes)
            if larger != NOBODY:
                take_home(household, larger, month, households, homes)
                count = list_members(household, households, rows, count)
        elif homes.tenure[home] == PUBLIC_RENT and v < rules.own_tenure_per_month:
            earner = False
            for seat in range(households.members.shape[1]):
                person = int(households.members[household, seat])
                if person != NOBODY and work.job[person] != NOBODY:
                    earner = True
            if earner:
                own = find_home(place, size, OWNED, uid, ranges, homes)
                if own != NOBODY and homes.tenure[own] == OWNED:
                    take_home(household, own, month, households, homes)
                    count = list_members(household, households, rows, count)
    return count


def step(town: Town) -> None:
    if town.rules.housing.moves:
        s, rows = town.state, rows_for(town)
        count = change_homes(
            town.seed, town.month, town.rules.housing, ranges_of(town), town.used, s.households, s.homes, s.work, rows
        )
        follow(town, rows[:count])
