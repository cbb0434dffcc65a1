"""Who lives with whom: people and households appear, seats are taken and given up.

Kernels for one person or household that touch people, households, homes and household ties; a step's own
kernel calls them as it decides, so that homes and seats are taken in turn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, MOVER_AGES, NOBODY, TieKind
from sim.homes import free_home, take_home
from sim.jit import kernel
from sim.network import find_slot, set_kind, tie
from sim.quality import affinity_key, pair_quality
from sim.state import Array
from sim.state.clock import HOUSEHOLDS, PEOPLE
from sim.town import Town, Used

BANDS = len(MOVER_AGES)
HOUSEHOLD = TieKind.HOUSEHOLD.value
KIN = TieKind.KIN.value


@kernel
def new_person(state: Any, uid: Any, birth: int, sex: int, place: int, origin: int) -> int:
    """A row for somebody who appears in ``place`` now; NOBODY when the arrays are full. ``birth`` in months.

    All other columns hold the values of an unused row (a local, health 1, fluent, trust 0.5, no job …) until
    the caller sets them. The person has no household yet: :func:`join_household` next. No flow is counted.
    """
    people = state.people
    row = int(state.clock.used[0, PEOPLE])
    if row >= people.uid.shape[0]:
        return NOBODY
    state.clock.used[0, PEOPLE] = row + 1
    people.uid[row] = uid
    people.status[row] = HERE
    people.birth[row] = birth
    people.sex[row] = sex
    people.place[row] = place
    people.origin[row] = origin
    people.arrival[row] = state.clock.month[0]
    people.settled_in[row] = place
    return row


@kernel
def count_move(state: Any, person: int, place: int, way: int) -> None:
    """Somebody moved into ``place`` (``way`` 1) or out of it (-1): the month's balance by age."""
    months = int(state.clock.month[0]) - int(state.people.birth[person])
    band = 0
    while band + 1 < BANDS and months >= 12 * MOVER_AGES[band + 1]:
        band += 1
    state.places.balance[place, band] += way


@kernel
def new_household(state: Any, uid: Any, place: int) -> int:
    """A row for an empty household in ``place``, without a home; NOBODY when the arrays are full."""
    households = state.households
    row = int(state.clock.used[0, HOUSEHOLDS])
    if row >= households.uid.shape[0]:
        return NOBODY
    state.clock.used[0, HOUSEHOLDS] = row + 1
    households.uid[row] = uid
    households.place[row] = place
    return row


@kernel
def join_household(state: Any, rules: Any, person: int, household: int) -> bool:
    """Seat ``person`` in ``household``: a household tie to each member (new ones of ``household_tie_hours``).

    False (and nothing changed) when no seat is free. The person must have left any earlier household,
    and follows the household's place and neighbourhood with :func:`follow`.
    """
    people, households, ties = state.people, state.households, state.ties
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    hours = rules.demography.household_tie_hours
    free = NOBODY
    for seat in range(households.members.shape[1]):
        if households.members[household, seat] == NOBODY:
            free = seat
            break
    if free == NOBODY:
        return False
    for other in households.members[household]:
        if other != NOBODY:
            slot = find_slot(person, other, ties)
            if slot == NOBODY:
                quality = pair_quality(affinity_key(seed), rules.ties, people, person, other)
                tie(person, other, hours, HOUSEHOLD, quality, month, ties)
            else:
                set_kind(person, slot, HOUSEHOLD, ties)
    households.members[household, free] = person
    households.size[household] += 1
    people.household[person] = household
    return True


@kernel
def leave_household(state: Any, person: int) -> None:
    """Give up the seat; household ties become kin; the last to leave frees the home."""
    people, households, ties = state.people, state.households, state.ties
    household = int(people.household[person])
    if household == NOBODY:
        return
    for seat in range(households.members.shape[1]):
        other = int(households.members[household, seat])
        if other == person:
            households.members[household, seat] = NOBODY
            households.size[household] -= 1
        elif other != NOBODY:
            slot = find_slot(person, other, ties)
            if slot != NOBODY:
                set_kind(person, slot, KIN, ties)
    people.household[person] = NOBODY
    if households.size[household] == 0:
        free_home(state, household)
        households.place[household] = NOBODY
        households.awaiting[household] = 0


@kernel
def leave_home(state: Any, person: int, uid: Any, home: int) -> int:
    """Somebody forms a household of their own in a vacant ``home``, here or in another place of the region.

    Returns the new household, or NOBODY (and nothing changed) when the arrays are full. Ties to those
    left behind become kin. The person :func:`follow`s.
    """
    households = state.households
    household = new_household(state, uid, int(state.homes.place[home]))
    if household == NOBODY:
        return NOBODY
    leave_household(state, person)
    households.members[household, 0] = person
    households.size[household] = 1
    state.people.household[person] = household
    take_home(state, household, home)
    return household


@kernel
def list_members(state: Any, household: int, rows: Any, count: int) -> int:
    """Append a household's members to ``rows`` (int64), which holds ``count``; returns the new count."""
    households = state.households
    for person in households.members[household]:
        if person != NOBODY:
            rows[count] = person
            count += 1
    return count


def rows_for(town: Town) -> Array:
    """Room for a list of everybody (three times over, for those named more than once)."""
    return np.empty(3 * int(town.used[Used.PEOPLE]) + 4096, np.int64)
