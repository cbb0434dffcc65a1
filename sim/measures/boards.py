"""Who runs the clubs: newcomers among members and on boards."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import LONG_AGO, NOBODY, ClubType, FocusSlot
from sim.foci import club_column
from sim.jit import kernel
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.state import Used

CLUBS, FIRST_CLUB, IMMIGRANT = Used.CLUBS.value, FocusSlot.CLUB_1.value, ClubType.IMMIGRANT.value


@kernel
def tally_boards(state: Any) -> Any:
    """Open clubs that are no immigrants' associations, by place (int64, 5 x P): all; with a newcomer among the
    members; with a board; with a newcomer on it; and all seats taken on boards."""
    people, clubs, foci, memberships = state.people, state.clubs, state.foci, state.memberships
    tally = np.zeros((5, state.places.uid.shape[0]), np.int64)
    for club in range(int(state.clock.used[0, CLUBS])):
        if clubs.open[club] == 0 or clubs.type[club] == IMMIGRANT:
            continue
        place, focus = int(clubs.place[club]), int(clubs.focus[club])
        start = int(foci.start[focus])
        members, seats, newcomers = 0, 0, 0
        for seat in range(int(foci.capacity[focus])):
            person = int(foci.roster[start + seat])
            if person == NOBODY:
                continue
            column = int(club_column(person, focus, memberships)) - FIRST_CLUB
            on_board = memberships.board_until[person, column] != LONG_AGO
            if on_board:
                seats += 1
            if people.newcomer[person] == 1:
                members += 1
                if on_board:
                    newcomers += 1
        tally[0, place] += 1
        tally[1, place] += 1 if members > 0 else 0
        tally[2, place] += 1 if seats > 0 else 0
        tally[3, place] += 1 if newcomers > 0 else 0
        tally[4, place] += seats
    return tally


def record_boards(look: Look, recorder: Recorder) -> None:
    """``clubs_with_newcomer`` among the members and ``boards_with_newcomer``, shares of open clubs (with a board)
    other than immigrants' associations; ``board_seats``, taken in them."""
    clubs, with_members, boards, with_newcomer, seats = tally_boards(look.town.state)
    recorder.ratio("clubs_with_newcomer", with_members, clubs)
    recorder.ratio("boards_with_newcomer", with_newcomer, boards)
    recorder.by_place("board_seats", seats)
