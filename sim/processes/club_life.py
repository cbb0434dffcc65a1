"""Clubs that grow too small: closing, or being kept alive by newcomers.

``clubs.weak_months`` counts up while a club is below its viable number, and down while it is above it
only thanks to newcomers; it is 0 for the others.
"""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, ClosedFor, ClubType, Flow
from sim.foci import club_column, quit_focus
from sim.jit import kernel
from sim.processes.club_members import has_club
from sim.scenario.schema.clubs import trait
from sim.state.clock import CLUBS

IMMIGRANT = ClubType.IMMIGRANT.value
CLOSED = Flow.CLUBS_CLOSED.value
VIABLE = trait("viable")
FOR_MEMBERS = ClosedFor.MEMBERS.value
SAVED = Flow.CLUBS_SAVED.value


@kernel
def newcomers_in(state: Any, focus: int) -> int:
    """Newcomers on a roster."""
    foci = state.foci
    start = int(foci.start[focus])
    count = 0
    for seat in range(int(foci.capacity[focus])):
        person = int(foci.roster[start + seat])
        if person != NOBODY and state.people.newcomer[person] == 1:
            count += 1
    return count


@kernel
def close_club(state: Any, club: int, closed_for: int) -> None:
    """Everybody leaves; ties made there live on as friends. ``closed_for``: codes.ClosedFor."""
    memberships, foci, clubs = state.memberships, state.foci, state.clubs
    focus = int(clubs.focus[club])
    start = int(foci.start[focus])
    for seat in range(int(foci.capacity[focus])):
        person = int(foci.roster[start + seat])
        if person != NOBODY:
            quit_focus(state, person, club_column(person, focus, memberships))
            if not has_club(state, person):
                memberships.volunteer[person] = 0
    clubs.open[club] = 0
    clubs.closed[club] = int(state.clock.month[0])
    clubs.closed_for[club] = closed_for


@kernel
def close_weak_clubs(state: Any, rules: Any) -> None:
    """A club below its viable number for ``patience`` months closes. One that would have been, but for
    its newcomers, is counted as saved in the month in which it would have closed."""
    clubs, flows, patience = state.clubs, state.places.flows, int(rules.clubs.patience)
    for club in range(int(state.clock.used[0, CLUBS])):
        if clubs.open[club] == 0:
            continue
        focus = int(clubs.focus[club])
        kind = int(clubs.type[club])
        place = int(clubs.place[club])
        count = int(state.foci.count[focus])
        viable = rules.clubs.by_type[VIABLE, kind]
        weak = int(clubs.weak_months[club])
        if count < viable:
            weak = max(weak, 0) + 1
            if rules.clubs.closing and weak >= patience:
                close_club(state, club, FOR_MEMBERS)
                flows[place, CLOSED] += 1
        elif kind != IMMIGRANT and count - newcomers_in(state, focus) < viable:
            before = min(weak, 0)
            weak = max(before - 1, -patience - 1)
            if before > -patience and weak <= -patience:
                flows[place, SAVED] += 1
        else:
            weak = 0
        clubs.weak_months[club] = min(weak, 30_000)
