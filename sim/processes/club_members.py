"""Members: paying the year's dues, staying or leaving, beginning and ceasing to help run a club."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import FIRST_CLUB, HERE, LAST_CLUB, LONG_AGO, NOBODY, Flow, TieKind
from sim.foci import club_column, quit_focus
from sim.jit import kernel
from sim.processes.club_access import admits, can_pay
from sim.rng import AHEAD, ROOM_AHEAD, Process, drawn, uniforms, uniforms_ahead

CLUB = TieKind.CLUB.value
LEAVING = Process.CLUB_LEAVING.value
LEAVES = Flow.CLUB_LEAVES.value
TWELVE = np.uint64(12)


@kernel
def knows_somebody(state: Any, person: int, focus: int) -> bool:
    """Whether the person has a club tie to a member of the club that meets at ``focus``."""
    ties = state.ties
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other != NOBODY and ties.kind[person, slot] == CLUB:
            if club_column(other, focus, state.memberships) != NOBODY:
                return True
    return False


@kernel
def has_club(state: Any, person: int) -> bool:
    """Whether somebody belongs to any club."""
    focus = state.memberships.focus
    return bool(
        focus[person, FIRST_CLUB] != NOBODY
        or focus[person, FIRST_CLUB + 1] != NOBODY
        or focus[person, LAST_CLUB] != NOBODY
    )


@kernel
def wants_to_leave(state: Any, rules: Any, person: int, focus: int, u: float, chance: float) -> bool:
    """``chance`` a month, less for volunteers, ``friendless_leaving`` times as much for the friendless (draw
    ``u``)."""
    if state.memberships.volunteer[person] == 1:
        chance *= rules.clubs.volunteer_leaving
    if u >= chance * rules.clubs.friendless_leaving:
        return False
    return u < chance or not knows_somebody(state, person, focus)


@kernel
def may_leave(state: Any, rules: Any, focus: int, u: float, leaving: Any) -> bool:
    """Whether a member without a friend there, which is who leaves soonest, would leave the club that meets at
    ``focus``; a column without a club is left by nobody."""
    if focus == NOBODY:
        return False
    kind = int(state.clubs.type[int(state.foci.owner[focus])])
    return bool(u < leaving[kind] * rules.clubs.friendless_leaving)


@kernel
def on_board(state: Any, person: int) -> bool:
    """Whether somebody is on the board of any club."""
    until = state.memberships.board_until
    return bool(until[person, 0] != LONG_AGO or until[person, 1] != LONG_AGO or until[person, 2] != LONG_AGO)


@kernel
def help_or_not(state: Any, rules: Any, person: int, u: float) -> None:
    """A member begins to help run a club with trust, language and health, and stops at a rate, by the draw ``u``, or
    with age; members of a board help as long as they are on it."""
    minds, volunteer = state.minds, state.memberships.volunteer
    aged = int(state.clock.month[0]) - int(state.people.birth[person]) >= 12 * rules.clubs.helping_until
    if volunteer[person] == 1:
        if (aged or u < rules.clubs.volunteer_stop / 12.0) and not on_board(state, person):
            volunteer[person] = 0
        return
    if aged:
        return
    start = rules.clubs.volunteer_start / 12.0 * np.float64(state.people.health[person])
    if u < start * (1.0 + np.float64(minds.trust[person])) * np.float64(minds.language[person]):
        volunteer[person] = 1


@kernel
def help_and_ask(start: int, stop: int, state: Any, rules: Any, leaving: Any, marks: Any) -> None:
    """Members among people ``start`` to ``stop`` help or not; marks those who may leave a club, whose turn comes
    in :func:`stay_or_leave`. Most months nothing is at stake, and no club needs to be looked at."""
    people, memberships, focus = state.people, state.memberships, state.memberships.focus
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    most = 0.0
    for kind in range(leaving.shape[0]):
        most = max(most, leaving[kind] * rules.clubs.friendless_leaving)
    draws = np.empty(ROOM_AHEAD)
    for i in range(start, stop):
        at = (i - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, LEAVING, people.uid, i, stop, month, draws)
        if people.status[i] != HERE:
            continue
        if not has_club(state, i):
            memberships.volunteer[i] = 0
            continue
        u_1, u_2, u_3, u_volunteer = drawn(draws, at)
        leaves_one = (
            (u_1 < most and may_leave(state, rules, int(focus[i, FIRST_CLUB]), u_1, leaving))
            or (u_2 < most and may_leave(state, rules, int(focus[i, FIRST_CLUB + 1]), u_2, leaving))
            or (u_3 < most and may_leave(state, rules, int(focus[i, LAST_CLUB]), u_3, leaving))
        )
        if leaves_one or int(people.uid[i] % TWELVE) == month % 12:
            marks[i] = True
        else:
            help_or_not(state, rules, i, u_volunteer)


@kernel
def stay_or_leave(state: Any, rules: Any, asked: Any, leaving: Any) -> None:
    """A month of membership for those ``asked`` (rows, of :func:`help_and_ask`). ``leaving`` (types): chance a
    month, by codes.ClubType.

    Dues fall due once a year, in the person's own month: whoever cannot pay them, or for whom the kind is no more,
    leaves.
    """
    people, memberships, foci = state.people, state.memberships, state.foci
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for i in asked:
        u_1, u_2, u_3, u_volunteer = uniforms(seed, LEAVING, people.uid[i], month, 0)
        dues = int(people.uid[i] % TWELVE) == month % 12
        left = False
        for column in range(FIRST_CLUB, LAST_CLUB + 1):
            focus = int(memberships.focus[i, column])
            if focus == NOBODY:
                continue
            u = u_1 if column == FIRST_CLUB else (u_3 if column == LAST_CLUB else u_2)
            kind = int(state.clubs.type[int(foci.owner[focus])])
            if wants_to_leave(state, rules, i, focus, u, leaving[kind]) or (
                dues and not (can_pay(state, rules, i, kind) and admits(state, rules, i, kind))
            ):
                quit_focus(state, i, column)
                state.places.flows[int(people.place[i]), LEAVES] += 1
                left = True
        if left and not has_club(state, i):
            memberships.volunteer[i] = 0
        else:
            help_or_not(state, rules, i, u_volunteer)
