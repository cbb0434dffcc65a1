"""Groups of a school: classes of children and gates of parents, opened for a cohort and filled."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import LONG_AGO, NOBODY, FocusSlot, TieKind
from sim.foci import enter, quit_focus
from sim.jit import kernel
from sim.rng import derived_uid
from sim.state import Array
from sim.state.clock import FOCI, SEATS
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

CLASS, GATE = FocusSlot.WORK.value, FocusSlot.SCHOOL_GATE.value
CLASS_KIND, GATE_KIND = TieKind.WORK.value, TieKind.SCHOOL_GATE.value

CLASS_SEATS = 32
GATE_SEATS = 64
LEAST_SEATS = 4
RING = 16
"""Cohorts under way are told apart by their birth year modulo this: ages 1 to 15 at a time."""
GROUP_UID = 0x5C40
LOW_BITS = np.uint64(0x7FFFFFFF)


@addressable
class Waiting(NamedTuple):
    """Who waits for a seat in a class or at a gate (w)."""

    person: Array  # int64 (w,): row of the pupil, or of the parent
    child: Array  # int64 (w,): row of the pupil, or of the child a parent follows
    place: Array  # int64 (w,): where the class or gate is
    cohort: Array  # int64 (w,): of the child, studies.cohort_of


@addressable
class Groups(NamedTuple):
    """Linked lists of the classes (or gates) in use. P places, f foci."""

    heads: Array  # int64 (P, 16): the first group of a place and cohort modulo 16, or NOBODY
    following: Array  # int64 (f,): the next group of the same list, or NOBODY


goes_by_address(Waiting)
goes_by_address(Groups)


@kernel
def seats_of(kind: int) -> int:
    """The most seats of a class or of a gate (``kind``: codes.TieKind)."""
    return CLASS_SEATS if kind == CLASS_KIND else GATE_SEATS


@kernel
def column_of(kind: int) -> int:
    """The column of memberships (codes.FocusSlot) of a class or of a gate."""
    return CLASS if kind == CLASS_KIND else GATE


@kernel
def quit_groups(state: Any, kind: int, quitting: Any) -> None:
    """The people in rows ``quitting`` give up their seats in classes (or at gates)."""
    for number in range(quitting.shape[0]):
        quit_focus(state, int(quitting[number]), int(column_of(kind)))


@kernel
def count_waiting(state: Any, waiting: Any) -> Any:
    """Waiting children by place and cohort modulo 16, int64 (P, 16); both parents of one, who stand together,
    count once."""
    many = np.zeros((state.places.uid.shape[0], RING), np.int64)
    before = NOBODY
    for number in range(waiting.child.shape[0]):
        child = int(waiting.child[number])
        if child != before:
            many[int(waiting.place[number]), int(waiting.cohort[number]) % RING] += 1
        before = child
    return many


@kernel
def groups_by_cohort(state: Any, kind: int) -> Any:
    """The columns of :class:`Groups`, and the head of the list of empty ones."""
    foci = state.foci
    heads = np.full((state.places.uid.shape[0], RING), NOBODY, np.int64)
    following = np.full(foci.kind.shape[0], NOBODY, np.int64)
    empty = NOBODY
    for focus in range(int(state.clock.used[0, FOCI]) - 1, -1, -1):
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
def groups_wanted(state: Any, rules: Any, kind: int, waiting: int, head: int, following: Any) -> int:
    """How many new groups ``waiting`` children need once free seats in those under way (the list from ``head``
    on) are taken."""
    seats_each = seats_of(kind)
    seats = 0
    focus = head
    while focus != NOBODY:
        free = CLASS_SEATS - int(state.foci.count[focus]) * CLASS_SEATS // seats_each
        seats += free if free > 0 else 0
        focus = int(following[focus])
    lacking = waiting - seats
    return 0 if lacking <= 0 else int((lacking - 1) // rules.schooling.class_size) + 1


@kernel
def count_wanted(state: Any, rules: Any, kind: int, many: Any) -> int:
    """New foci that :func:`open_groups` will need beyond empty ones; ``many`` of :func:`count_waiting`."""
    heads, following, empty = groups_by_cohort(state, kind)
    wanted = 0
    for place in range(many.shape[0]):
        for slot in range(RING):
            if many[place, slot] > 0:
                wanted += groups_wanted(state, rules, kind, int(many[place, slot]), int(heads[place, slot]), following)
    while empty != NOBODY and wanted > 0:
        wanted -= 1
        empty = int(following[empty])
    return wanted


@kernel
def open_groups(state: Any, rules: Any, kind: int, many: Any, year: int) -> Any:
    """Open the classes (or gates) that the waiting children need (``many`` of :func:`count_waiting`) in the
    school ``year``. Returns the columns of :class:`Groups` with the new ones.

    An empty group's seats are used again; a new row is taken where there is none. The roster starts as
    small as the children expected allow, so that few pupils still meet, and doubles when full.
    """
    foci, used = state.foci, state.clock.used
    heads, following, empty = groups_by_cohort(state, kind)
    seats = seats_of(kind)
    for place in range(many.shape[0]):
        for slot in range(RING):
            children = int(many[place, slot])
            if children == 0:
                continue
            wanted = groups_wanted(state, rules, kind, children, int(heads[place, slot]), following)
            cohort = year - (year - slot) % RING
            expected = children // wanted * seats // CLASS_SEATS if wanted > 0 else 0
            capacity = LEAST_SEATS
            while capacity < expected and capacity < seats:
                capacity *= 2
            for number in range(wanted):
                if empty != NOBODY:
                    focus = empty
                    empty = int(following[empty])
                else:
                    focus = int(used[0, FOCI])
                    foci.start[focus] = used[0, SEATS]
                    used[0, FOCI] += 1
                    used[0, SEATS] += seats
                foci.kind[focus] = kind
                foci.place[focus] = place
                foci.capacity[focus] = capacity
                foci.owner[focus] = place
                foci.cohort[focus] = cohort
                uid = state.places.uid[place]
                foci.uid[focus] = derived_uid(uid, GROUP_UID + kind, (cohort + 4096) * 256 + number)
                following[focus] = heads[place, slot]
                heads[place, slot] = focus
    return heads, following


@kernel
def seat_groups(state: Any, kind: int, waiting: Any, groups: Any) -> None:
    """Everybody of ``waiting`` gets a seat in a group of the child's cohort and place.

    The child's uid names the group, the next with room serves; a roster grows up to its seats.
    """
    people, foci, following = state.people, state.foci, groups.following
    column, seats = int(column_of(kind)), seats_of(kind)
    for number in range(waiting.person.shape[0]):
        head = int(groups.heads[int(waiting.place[number]), int(waiting.cohort[number]) % RING])
        many = 0
        focus = head
        while focus != NOBODY:
            many += 1
            focus = int(following[focus])
        if many == 0:
            continue
        focus = head
        for _ in range(int(people.uid[int(waiting.child[number])] & LOW_BITS) % many):
            focus = int(following[focus])
        for _ in range(many):
            if foci.count[focus] >= foci.capacity[focus] and foci.capacity[focus] < seats:
                foci.capacity[focus] *= 2
            if enter(state, int(waiting.person[number]), column, focus):
                break
            focus = int(following[focus])
            if focus == NOBODY:
                focus = head
