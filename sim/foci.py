"""Entering and quitting foci: a roster and its people's memberships always agree."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import FIRST_CLUB, LAST_CLUB, LONG_AGO, NOBODY, FocusSlot, TieKind
from sim.jit import kernel
from sim.network import clubs_changed, orphan_ties
from sim.state.columns import Array
from sim.town import Town, Used

TEAM = FocusSlot.WORK.value
CLUB = TieKind.CLUB.value


@kernel
def enter(state: Any, person: int, column: int, focus: int) -> bool:
    """Give ``person`` a seat in ``focus``; False when it is full or the column is taken.

    The seat wanted depends on the person alone (uid modulo capacity, then the next free one), so that
    others' coming and going seldom moves it.
    """
    memberships, foci = state.memberships, state.foci
    if memberships.focus[person, column] != NOBODY or foci.count[focus] >= foci.capacity[focus]:
        return False
    capacity = int(foci.capacity[focus])
    start = int(foci.start[focus])
    wanted = int(state.people.uid[person] & 0x7FFFFFFF) % capacity
    for step in range(capacity):
        seat = (wanted + step) % capacity
        if foci.roster[start + seat] == NOBODY:
            foci.roster[start + seat] = person
            foci.count[focus] += 1
            memberships.focus[person, column] = focus
            memberships.seat[person, column] = seat
            if foci.kind[focus] == CLUB:
                memberships.joined[person, column - FIRST_CLUB] = state.clock.month[0]
                clubs_changed(person, state.ties)
            return True
    return False


@kernel
def quit_focus(state: Any, person: int, column: int) -> None:
    """Give up a seat; ties made there live on as friends unless the two share another such focus."""
    memberships, foci = state.memberships, state.foci
    focus = int(memberships.focus[person, column])
    if focus == NOBODY:
        return
    foci.roster[int(foci.start[focus]) + int(memberships.seat[person, column])] = NOBODY
    foci.count[focus] -= 1
    memberships.focus[person, column] = NOBODY
    memberships.seat[person, column] = NOBODY
    if foci.kind[focus] == CLUB:
        memberships.joined[person, column - FIRST_CLUB] = LONG_AGO
        memberships.board_until[person, column - FIRST_CLUB] = LONG_AGO
        clubs_changed(person, state.ties)
    orphan_ties(person, int(foci.kind[focus]), memberships, state.ties)


@kernel
def quit_all(state: Any, person: int) -> None:
    """Quit every focus, and think of no club any more."""
    memberships = state.memberships
    for column in range(memberships.focus.shape[1]):
        quit_focus(state, person, column)
    memberships.candidate[person] = NOBODY
    memberships.volunteer[person] = 0


@kernel
def free_club_column(person: int, memberships: Any) -> int:
    """The first free club column, or NOBODY."""
    for column in range(FIRST_CLUB, LAST_CLUB + 1):
        if memberships.focus[person, column] == NOBODY:
            return column
    return NOBODY


@kernel
def club_column(person: int, focus: int, memberships: Any) -> int:
    """The column in which ``person`` belongs to the club that meets at ``focus``, or NOBODY."""
    for column in range(FIRST_CLUB, LAST_CLUB + 1):
        if memberships.focus[person, column] == focus:
            return column
    return NOBODY


@kernel
def quit_foci(state: Any, rows: Any, keep_team: bool) -> None:
    """Those of ``rows`` quit every focus (with ``keep_team`` not the work team of those who have a job)."""
    memberships = state.memberships
    for person in rows:
        if keep_team and state.work.job[person] != NOBODY:
            for column in range(memberships.focus.shape[1]):
                if column != TEAM:
                    quit_focus(state, person, column)
            memberships.candidate[person] = NOBODY
            memberships.volunteer[person] = 0
        else:
            quit_all(state, person)


def take_rows(town: Town, what: Used, count: int) -> int:
    """``count`` new rows of a group; returns the first."""
    town.ensure_room(what, count)
    first = int(town.used[what])
    town.used[what] += count
    return first


def new_foci(town: Town, kind: int, place: Any, capacity: Array, owner: Any, uid: Array) -> Array:
    """New empty foci; returns their rows. ``place`` and ``owner`` are one for all or one for each."""
    count = len(capacity)
    first = take_rows(town, Used.FOCI, count)
    seats = take_rows(town, Used.SEATS, int(capacity.sum()))
    foci, rows = town.state.foci, slice(first, first + count)
    foci.kind[rows] = kind
    foci.place[rows] = place
    foci.capacity[rows] = capacity
    foci.start[rows] = seats + np.cumsum(capacity) - capacity
    foci.owner[rows] = owner
    foci.uid[rows] = uid
    return np.arange(first, first + count)


def clubs_of(town: Town, row: int) -> dict[int, int]:
    """The clubs somebody belongs to: the type of each."""
    state = town.state
    foci = state.memberships.focus[row, FIRST_CLUB : LAST_CLUB + 1]
    clubs = state.foci.owner[foci[foci != NOBODY]].tolist()
    return {club: int(state.clubs.type[club]) for club in clubs}


def in_class(town: Town, row: int) -> bool:
    """Whether somebody has a seat in a class: a team without a job or a placement."""
    focus, work = town.state.memberships.focus[row, TEAM], town.state.work
    return bool(focus != NOBODY and work.job[row] == NOBODY and work.placed[row] == 0)
