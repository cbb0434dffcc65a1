"""Groups of a school: classes of children and gates of parents, opened for a cohort and filled."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import LONG_AGO, NOBODY, FocusSlot, TieKind
from sim.foci import enter, quit_focus
from sim.jit import kernel
from sim.processes.studies import cohort_of
from sim.rng import derived_uid
from sim.town import Used

FOCI, SEATS = Used.FOCI.value, Used.SEATS.value
CLASS = FocusSlot.WORK.value
CLASS_KIND = TieKind.WORK.value

CLASS_SEATS = 32
GATE_SEATS = 64
RING = 16
"""Cohorts under way are told apart by their birth year modulo this: ages 1 to 15 at a time."""
GROUP_UID = 0x5C40
LOW_BITS = np.uint64(0x7FFFFFFF)


@kernel
def quit_groups(quitting: Any, column: int, memberships: Any, foci: Any, ties: Any) -> None:
    for number in range(quitting.shape[0]):
        quit_focus(int(quitting[number]), column, memberships, foci, ties)


@kernel
def count_waiting(children: Any, where: Any, offset: int, places: int, birth: Any) -> Any:
    """Waiting children by place and cohort modulo 16; both parents of one, who stand together, count once."""
    waiting = np.zeros((places, RING), np.int64)
    before = NOBODY
    for number in range(children.shape[0]):
        child = int(children[number])
        if child != before:
            waiting[int(where[number]), cohort_of(int(birth[child]), offset) % RING] += 1
        before = child
    return waiting


@kernel
def groups_by_cohort(kind: int, places: int, used: Any, foci: Any) -> Any:
    """Linked lists of classes (or gates) in use, by place and cohort modulo 16, and of empty ones.

    Returns heads (places, 16), the list's next focus by focus, and the head of the empty ones.
    """
    heads = np.full((places, RING), NOBODY, np.int64)
    following = np.full(foci.kind.shape[0], NOBODY, np.int64)
    empty = NOBODY
    for focus in range(int(used[FOCI]) - 1, -1, -1):
        if foci.kind[focus] == kind and foci.cohort[focus] != LONG_AGO:
            if foci.count[focus] == 0:
                following[focus] = empty
                empty = focus
            else:
                place, cohort = int(foci.place[focus]), int(foci.cohort[focus]) % RING
                following[focus] = heads[place, cohort]
                heads[place, cohort] = focus
    return heads, following, empty


@kernel
def groups_wanted(waiting: int, head: int, following: Any, seats_each: int, size: float, foci: Any) -> int:
    """How many new groups ``waiting`` children need once free seats in those under way are taken."""
    seats = 0
    focus = head
    while focus != NOBODY:
        free = CLASS_SEATS - int(foci.count[focus]) * CLASS_SEATS // seats_each
        seats += free if free > 0 else 0
        focus = int(following[focus])
    lacking = waiting - seats
    return 0 if lacking <= 0 else int((lacking - 1) // size) + 1


@kernel
def count_wanted(kind: int, waiting: Any, size: float, used: Any, foci: Any) -> int:
    """New foci that :func:`open_groups` will need beyond empty ones."""
    heads, following, empty = groups_by_cohort(kind, waiting.shape[0], used, foci)
    seats = CLASS_SEATS if kind == CLASS_KIND else GATE_SEATS
    wanted = 0
    for place in range(waiting.shape[0]):
        for cohort in range(RING):
            if waiting[place, cohort] > 0:
                wanted += groups_wanted(
                    int(waiting[place, cohort]), int(heads[place, cohort]), following, seats, size, foci
                )
    while empty != NOBODY and wanted > 0:
        wanted -= 1
        empty = int(following[empty])
    return wanted


@kernel
def open_groups(kind: int, waiting: Any, year: int, size: float, used: Any, place_uid: Any, foci: Any) -> Any:
    """Open the classes (or gates) that the waiting children need. Returns the lists with the new ones.

    An empty group's seats are used again; a new row is taken where there is none. The roster starts as
    small as the children expected allow, so that few pupils still meet, and doubles when full.
    """
    heads, following, empty = groups_by_cohort(kind, waiting.shape[0], used, foci)
    seats = CLASS_SEATS if kind == CLASS_KIND else GATE_SEATS
    for place in range(waiting.shape[0]):
        for slot in range(RING):
            children = int(waiting[place, slot])
            if children == 0:
                continue
            wanted = groups_wanted(children, int(heads[place, slot]), following, seats, size, foci)
            cohort = year - (year - slot) % RING
            expected = children // wanted * seats // CLASS_SEATS if wanted > 0 else 0
            capacity = 4
            while capacity < expected and capacity < seats:
                capacity *= 2
            for number in range(wanted):
                if empty != NOBODY:
                    focus = empty
                    empty = int(following[empty])
                else:
                    focus = int(used[FOCI])
                    foci.start[focus] = used[SEATS]
                    used[FOCI] += 1
                    used[SEATS] += seats
                foci.kind[focus] = kind
                foci.place[focus] = place
                foci.capacity[focus] = capacity
                foci.owner[focus] = place
                foci.cohort[focus] = cohort
                foci.uid[focus] = derived_uid(place_uid[place], GROUP_UID + kind, (cohort + 4096) * 256 + number)
                following[focus] = heads[place, slot]
                heads[place, slot] = focus
    return heads, following


@kernel
def seat_groups(
    waiting: Any,
    children: Any,
    where: Any,
    column: int,
    offset: int,
    heads: Any,
    following: Any,
    people: Any,
    memberships: Any,
    foci: Any,
) -> None:
    """Everybody waiting gets a seat in a group of the child's cohort at ``where``.

    The child's uid names the group, the next with room serves; a roster grows up to its seats.
    """
    seats = CLASS_SEATS if column == CLASS else GATE_SEATS
    for number in range(waiting.shape[0]):
        child = int(children[number])
        head = int(heads[int(where[number]), cohort_of(int(people.birth[child]), offset) % RING])
        groups = 0
        focus = head
        while focus != NOBODY:
            groups += 1
            focus = int(following[focus])
        if groups == 0:
            continue
        focus = head
        for _ in range(int(people.uid[child] & LOW_BITS) % groups):
            focus = int(following[focus])
        for _ in range(groups):
            if foci.count[focus] >= foci.capacity[focus] and foci.capacity[focus] < seats:
                foci.capacity[focus] *= 2
            if enter(int(waiting[number]), column, focus, people, memberships, foci):
                break
            focus = int(following[focus])
            if focus == NOBODY:
                focus = head
