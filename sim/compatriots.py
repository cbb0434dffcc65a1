"""Newcomers of one origin in one place meet in groups of their own."""

from __future__ import annotations

from typing import Any

from sim.allocation import require
from sim.codes import NOBODY, FocusSlot, Status, TieKind
from sim.foci import enter
from sim.jit import kernel
from sim.rng import derived_uid
from sim.state import Array
from sim.town import Town, Used

HERE = Status.HERE.value
COMPATRIOTS = FocusSlot.COMPATRIOTS.value
COMPATRIOT = TieKind.COMPATRIOT.value
FOCI = Used.FOCI.value
SEATS = Used.SEATS.value
COMPATRIOT_SEATS = 64
"""Seats of one compatriot group; where more of one origin live in a place they have several."""
COMPATRIOT_FOCUS = 7  # kind of derived uid


@kernel
def join_compatriots(rows: Any, used: Any, people: Any, memberships: Any, foci: Any, places: Any) -> bool:
    """Newcomers take a seat in a compatriot group of their origin and place; a new one when all are full.

    False when the arrays for a new group are full.
    """
    for k in range(rows.shape[0]):
        person = int(rows[k])
        origin, place = int(people.origin[person]), int(people.place[person])
        if people.status[person] != HERE or people.newcomer[person] == 0 or origin == 0:
            continue
        if memberships.focus[person, COMPATRIOTS] != NOBODY:
            continue
        groups = 0
        seated = False
        for focus in range(int(used[FOCI])):
            if foci.kind[focus] == COMPATRIOT and foci.place[focus] == place and foci.owner[focus] == origin:
                groups += 1
                if foci.count[focus] < foci.capacity[focus]:
                    seated = enter(person, COMPATRIOTS, focus, people, memberships, foci)
                    break
        if seated:
            continue
        focus, start = int(used[FOCI]), int(used[SEATS])
        if focus >= foci.kind.shape[0] or start + COMPATRIOT_SEATS > foci.roster.shape[0]:
            return False
        used[FOCI] = focus + 1
        used[SEATS] = start + COMPATRIOT_SEATS
        foci.kind[focus] = COMPATRIOT
        foci.place[focus] = place
        foci.start[focus] = start
        foci.capacity[focus] = COMPATRIOT_SEATS
        foci.owner[focus] = origin
        foci.uid[focus] = derived_uid(places.uid[place], COMPATRIOT_FOCUS, origin * 4096 + groups)
        enter(person, COMPATRIOTS, focus, people, memberships, foci)
    return True


def meet_compatriots(town: Town, rows: Array) -> None:
    """Seats among compatriots for newcomers (they may need new groups: the arrays grow)."""
    town.ensure_room(Used.FOCI, len(rows))
    town.ensure_room(Used.SEATS, len(rows) * COMPATRIOT_SEATS)
    s = town.state
    require(join_compatriots(rows, town.used, s.people, s.memberships, s.foci, s.places))
