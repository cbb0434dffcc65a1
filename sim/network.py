"""Ties: finding, making, loosening. Each tie stands in a slot of both its ends, with equal values."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import FIRST_CLUB, LAST_CLUB, NOBODY, UNKNOWN, TieKind
from sim.jit import kernel

FRIEND = TieKind.FRIEND.value
KIN = TieKind.KIN.value
HOUSEHOLD = TieKind.HOUSEHOLD.value
CLUB = TieKind.CLUB.value
MENTOR = TieKind.MENTOR.value
NEIGHBOUR = TieKind.NEIGHBOUR.value


@kernel
def find_slot(a: int, b: int, ties: Any) -> int:
    """The slot of ``a`` that holds the tie with ``b``, or NOBODY.

    Looks at every slot: without a way out of the loop the processor compares many at once.
    """
    found = NOBODY
    for slot in range(ties.partner.shape[1]):
        found = max(found, slot if ties.partner[a, slot] == b else NOBODY)
    return found


@kernel
def clear_slot(person: int, slot: int, ties: Any) -> None:
    ties.partner[person, slot] = NOBODY
    ties.hours[person, slot] = 0.0
    ties.kind[person, slot] = 0
    ties.quality[person, slot] = 0
    ties.since[person, slot] = 0
    ties.rates[person, slot] = UNKNOWN


@kernel
def untie(a: int, b: int, ties: Any) -> None:
    """Remove the tie from both ends, if there is one."""
    slot = find_slot(a, b, ties)
    if slot != NOBODY:
        clear_slot(a, slot, ties)
        clear_slot(b, find_slot(b, a, ties), ties)


@kernel
def room_for(person: int, hours: float, kind: int, ties: Any) -> int:
    """A slot for a new tie of ``hours``: a free one, or the weakest below ``hours``; else NOBODY.

    Household, kin and mentor ties never give way, and to those of a household the weakest of the others
    does however strong, in the last resort the weakest of kin and mentors: a slot is always found, for
    there are more slots than a household has seats (``ties.slots``).
    """
    slots = ties.partner.shape[1]
    free = slots
    for slot in range(slots):
        free = min(free, slot if ties.partner[person, slot] == NOBODY else slots)
    if free < slots:
        return free
    weakest = weakest_slot(person, math.inf if kind == HOUSEHOLD else hours, False, ties)
    if weakest == NOBODY and kind == HOUSEHOLD:
        weakest = weakest_slot(person, math.inf, True, ties)
    return weakest


@kernel
def weakest_slot(person: int, below: float, lasting: bool, ties: Any) -> int:
    """The slot of the weakest tie below so many hours, or NOBODY; with ``lasting`` among kin and mentors,
    else among all but these. Never of the household."""
    weakest = NOBODY
    least = below
    for slot in range(ties.partner.shape[1]):
        kind = ties.kind[person, slot]
        if kind != HOUSEHOLD and (kind == KIN or kind == MENTOR) == lasting:
            if np.float64(ties.hours[person, slot]) < least:
                least = np.float64(ties.hours[person, slot])
                weakest = slot
    return weakest


@kernel
def place_tie(person: int, slot: int, other: int, hours: float, kind: int, quality: int, month: int, ties: Any) -> None:
    ties.partner[person, slot] = other
    ties.hours[person, slot] = hours
    ties.kind[person, slot] = kind
    ties.quality[person, slot] = quality
    ties.since[person, slot] = month
    ties.rates[person, slot] = UNKNOWN


@kernel
def tie(a: int, b: int, hours: float, kind: int, quality: int, month: int, ties: Any) -> bool:
    """Make a tie between two who have none. Where all slots are taken the weakest gives way.

    False (and nothing changed) when either has only stronger ties; never for those of one household.
    """
    slot_a = room_for(a, hours, kind, ties)
    slot_b = room_for(b, hours, kind, ties)
    if slot_a == NOBODY or slot_b == NOBODY:
        return False
    given_up = int(ties.partner[a, slot_a])
    if given_up != NOBODY:
        untie(a, given_up, ties)
    given_up = int(ties.partner[b, slot_b])
    if given_up != NOBODY:
        untie(b, given_up, ties)
    place_tie(a, slot_a, b, hours, kind, quality, month, ties)
    place_tie(b, slot_b, a, hours, kind, quality, month, ties)
    return True


@kernel
def set_kind(a: int, slot: int, kind: int, ties: Any) -> None:
    """Change a tie's kind at both ends."""
    b = int(ties.partner[a, slot])
    back = find_slot(b, a, ties)
    ties.kind[a, slot] = kind
    ties.kind[b, back] = kind
    ties.rates[a, slot] = UNKNOWN
    ties.rates[b, back] = UNKNOWN


@kernel
def clubs_changed(person: int, ties: Any) -> None:
    """After a club is joined or left: which clubs those known from clubs share must be found anew."""
    for slot in range(ties.partner.shape[1]):
        if ties.partner[person, slot] != NOBODY and ties.kind[person, slot] == CLUB:
            other = int(ties.partner[person, slot])
            ties.rates[person, slot] = UNKNOWN
            ties.rates[other, find_slot(other, person, ties)] = UNKNOWN


@kernel
def share_focus(a: int, b: int, kind: int, memberships: Any) -> bool:
    """Whether two people belong to the same focus of a kind (kinds 1-5 stand in column kind - 1)."""
    if kind == CLUB:
        for column in range(FIRST_CLUB, LAST_CLUB + 1):
            focus = memberships.focus[a, column]
            if focus != NOBODY:
                for other in range(FIRST_CLUB, LAST_CLUB + 1):
                    if memberships.focus[b, other] == focus:
                        return True
        return False
    if kind < NEIGHBOUR or kind > CLUB:
        return False
    focus = memberships.focus[a, kind - 1]
    return focus != NOBODY and focus == memberships.focus[b, kind - 1]


@kernel
def orphan_ties(person: int, kind: int, memberships: Any, ties: Any) -> None:
    """After a focus is quit: its ties live on by free hours, unless the two share another of its kind."""
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other != NOBODY and ties.kind[person, slot] == kind:
            if not share_focus(person, other, kind, memberships):
                set_kind(person, slot, FRIEND, ties)


@kernel
def leave_network(person: int, ties: Any) -> None:
    """Remove every tie of somebody who is gone."""
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other != NOBODY:
            clear_slot(other, find_slot(other, person, ties), ties)
            clear_slot(person, slot, ties)
