"""Newcomers of one origin in one place meet in groups of their own."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import HERE, NOBODY, ORIGIN_LIMIT, FocusSlot, TieKind
from sim.foci import enter
from sim.jit import kernel
from sim.rng import derived_uid
from sim.state import Array
from sim.state.clock import FOCI, SEATS
from sim.town import Town, Used

COMPATRIOTS = FocusSlot.COMPATRIOTS.value
COMPATRIOT = TieKind.COMPATRIOT.value
COMPATRIOT_FOCUS = 7  # kind of derived uid


@kernel
def append(first: Any, last: Any, following: Any, focus: int, state: Any) -> None:
    """Put a group at the end of the list of its place and origin."""
    place, origin = int(state.foci.place[focus]), int(state.foci.owner[focus])
    if first[place, origin] == NOBODY:
        first[place, origin] = focus
    else:
        following[last[place, origin]] = focus
    last[place, origin] = focus


@kernel
def join_compatriots(state: Any, rows: Any, seats: int) -> bool:
    """Those of ``rows`` who are newcomers take a seat in a compatriot group of their origin and place; in a new
    one of so many ``seats`` when all are full.

    False when the arrays for a new group are full.
    """
    people, memberships, foci, used = state.people, state.memberships, state.foci, state.clock.used
    # Groups are listed once: whoever looked for theirs among all foci would look through the country's.
    first = np.full((len(state.places.uid), ORIGIN_LIMIT), NOBODY)
    last, following = first.copy(), np.full(foci.kind.shape[0], NOBODY)
    for focus in range(int(used[0, FOCI])):
        if foci.kind[focus] == COMPATRIOT:
            append(first, last, following, focus, state)
    for person in rows:
        origin, place = int(people.origin[person]), int(people.place[person])
        if people.status[person] != HERE or people.newcomer[person] == 0 or origin == 0:
            continue
        if memberships.focus[person, COMPATRIOTS] != NOBODY:
            continue
        groups = 0
        focus = int(first[place, origin])
        while focus != NOBODY and foci.count[focus] >= foci.capacity[focus]:
            groups += 1
            focus = int(following[focus])
        if focus == NOBODY:
            focus, start = int(used[0, FOCI]), int(used[0, SEATS])
            if focus >= foci.kind.shape[0] or start + seats > foci.roster.shape[0]:
                return False
            used[0, FOCI] = focus + 1
            used[0, SEATS] = start + seats
            foci.kind[focus] = COMPATRIOT
            foci.place[focus] = place
            foci.start[focus] = start
            foci.capacity[focus] = seats
            foci.owner[focus] = origin
            foci.uid[focus] = derived_uid(state.places.uid[place], COMPATRIOT_FOCUS, origin * 4096 + groups)
            append(first, last, following, focus, state)
        enter(state, person, COMPATRIOTS, focus)
    return True


def seats_of(town: Town) -> int:
    """Seats of a new group of compatriots: a power of two."""
    return 1 << (int(town.rules.meeting.compatriot_seats) - 1).bit_length()


def meet_compatriots(town: Town, rows: Array) -> None:
    """Seats among compatriots for newcomers (they may need new groups: the arrays grow)."""
    if len(rows) == 0:
        return
    seats = seats_of(town)
    town.ensure_room(Used.FOCI, len(rows))
    town.ensure_room(Used.SEATS, len(rows) * seats)
    require(join_compatriots(town.state, rows, seats))
