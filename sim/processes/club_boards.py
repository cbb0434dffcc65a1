"""Boards of clubs: annual meetings, who stands, terms that end, and clubs that find nobody to run them.

``memberships.board_until`` holds, in the column of the club, the month in which a term ends, ``LONG_AGO`` for
members who are not on the board: a member has one seat at most, and loses it with the membership. Each club has a
month of its own for the annual meeting. Whether somebody stands is a lasting answer for the year, drawn by person,
club and meeting, so a meeting held again in the same year finds only those who joined or became readier since.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.care import has_small_child
from sim.codes import FIRST_CLUB, LAST_CLUB, LONG_AGO, NOBODY, ClosedFor, Flow, TieKind
from sim.foci import club_column
from sim.jit import kernel
from sim.processes.club_life import close_club
from sim.rng import Process, pair_key, pair_word
from sim.scenario.schema.clubs import trait
from sim.state.clock import CLUBS
from sim.threads import marked_rows
from sim.town import Town, Used

CLUB = TieKind.CLUB.value
BOARDS, FIRST_TERMS = Process.CLUB_BOARDS.value, Process.CLUB_FIRST_TERMS.value
BOARD = trait("board")
CLOSED_BOARD = Flow.CLUBS_CLOSED_BOARD.value
CLOSED = Flow.CLUBS_CLOSED.value
FOR_BOARD = ClosedFor.BOARD.value
NO_BOARD_YET = -1
"""``clubs.unrun_months`` of a club just laid or founded."""
TWELVE = np.uint64(12)
WORD = 2.0**-32
UNWILLING = 1e9
MOST_MONTHS = 30_000


@kernel
def at_age(ages: Any, values: Any, age: float) -> float:
    """``values`` at ``age`` [year], in line between ``ages``, level outside them."""
    last = ages.shape[0] - 1
    if age <= ages[0]:
        return float(values[0])
    for k in range(1, last + 1):
        if age < ages[k]:
            part = (age - ages[k - 1]) / (ages[k] - ages[k - 1])
            return float(values[k - 1] + part * (values[k] - values[k - 1]))
    return float(values[last])


@kernel
def boards_of(state: Any, person: int) -> int:
    """On how many boards somebody sits."""
    count = 0
    for column in range(LAST_CLUB - FIRST_CLUB + 1):
        if state.memberships.board_until[person, column] != LONG_AGO:
            count += 1
    return count


@kernel
def fitness(state: Any, rules: Any, person: int, club: int, helped: float) -> float:
    """What is left of the readiness to be on the board of ``club``, 0 to 1: age, health, trust, evenings, and for
    newcomers language and years here, which their own associations do not ask for.

    Nothing for those under age and those whose health no longer allows it. ``helped`` [0-1]: part of the board's
    work that somebody else does in this place.
    """
    people, minds, boards, clubs = state.people, state.minds, rules.boards, rules.clubs
    month = int(state.clock.month[0])
    age = (month - int(people.birth[person])) / 12.0
    health = np.float64(people.health[person])
    if age < boards.youngest or health < boards.least_health:
        return 0.0
    fit = at_age(boards.ages, boards.by_age, age) * health
    fit *= boards.trust_floor + (1.0 - boards.trust_floor) * np.float64(minds.trust[person])
    if fit <= 0.0:
        return 0.0
    hours = boards.hours * (1.0 - helped)
    evenings = np.float64(clubs.evenings)
    small = 12 * clubs.small_child_age
    if state.civic.childcare[person] == 0 and has_small_child(state, rules, person, small, False):
        evenings = np.float64(clubs.evenings_small_children)
    if hours > 0.0:
        fit *= evenings / (evenings + hours)
    if people.newcomer[person] == 1 and state.clubs.origin[club] == 0:
        years = (month - int(people.arrival[person])) / 12.0
        if years <= 0.0:
            return 0.0
        fit *= np.float64(minds.language[person]) * years / (years + boards.newcomer_years)
    return fit


@kernel
def answer(state: Any, person: int, club: int, meeting: int) -> float:
    """The draw by which somebody answers whether they stand at the annual ``meeting`` (month)."""
    key = pair_key(state.clock.seed[0], BOARDS, meeting)
    return (np.float64(pair_word(key, state.people.uid[person], state.clubs.uid[club])) + 0.5) * WORD


@kernel
def who_sits(start: int, stop: int, state: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those who are on a board."""
    until = state.memberships.board_until
    for i in range(start, stop):
        marks[i] = until[i, 0] != LONG_AGO or until[i, 1] != LONG_AGO or until[i, 2] != LONG_AGO


@kernel
def seats_of_boards(state: Any, sitting: Any) -> Any:
    """The seats on boards of the people ``sitting`` (rows, of :func:`who_sits`), club by club: the last seat of each
    club (int64, clubs) and the one before each (int64, 3 x rows), NOBODY where there is none. Seat s is that of
    ``sitting[s // 3]`` in club column s % 3."""
    memberships, columns = state.memberships, LAST_CLUB - FIRST_CLUB + 1
    last = np.full(int(state.clock.used[0, CLUBS]), NOBODY)
    before = np.full(columns * sitting.shape[0], NOBODY)
    for number in range(sitting.shape[0]):
        person = int(sitting[number])
        for column in range(columns):
            if memberships.board_until[person, column] != LONG_AGO:
                club = int(state.foci.owner[int(memberships.focus[person, FIRST_CLUB + column])])
                before[columns * number + column] = last[club]
                last[club] = columns * number + column
    return last, before


@kernel
def sit_or_stand_down(
    state: Any, rules: Any, club: int, meeting: int, annual: bool, helped: float, sitting: Any, seats: Any
) -> int:
    """Members of the board whom age or health stops give it up, and at the ``annual`` meeting those whose term is
    over and who do not stand again; returns how many are left. ``seats``: from :func:`seats_of_boards`."""
    memberships, boards, columns = state.memberships, rules.boards, LAST_CLUB - FIRST_CLUB + 1
    last, before = seats
    left = 0
    seat = int(last[club])
    while seat != NOBODY:
        person, column = int(sitting[seat // columns]), seat % columns
        seat = int(before[seat])
        until = int(memberships.board_until[person, column])
        fit = fitness(state, rules, person, club, helped)
        if fit <= 0.0:
            memberships.board_until[person, column] = LONG_AGO
            continue
        if annual and until <= meeting:
            if answer(state, person, club, meeting) >= boards.again * fit:
                memberships.board_until[person, column] = LONG_AGO
                continue
            memberships.board_until[person, column] = meeting + boards.term
        left += 1
    return left


@kernel
def most_ready(boards: Any) -> float:
    """More than anybody's chance to stand (``rules.boards``): who draws it need not be asked how fit they are."""
    fit = 0.0
    for value in boards.by_age:
        fit = max(fit, value)
    return boards.readiness * fit * (1.0 + WORD)


@kernel
def elect(state: Any, rules: Any, club: int, wanted: int, meeting: int, first: bool, helped: float) -> int:
    """Up to ``wanted`` members come onto the board: those who stand, the keenest (draw over chance) before the
    others; returns how many.

    The ``first`` board of a club is its keenest members whoever they are and however long they have belonged: a
    club that is there has had somebody to run it. Its terms end one after the other.
    """
    memberships, foci, boards = state.memberships, state.foci, rules.boards
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    focus = int(state.clubs.focus[club])
    start, capacity = int(foci.start[focus]), int(foci.capacity[focus])
    keenness = np.full(capacity, UNWILLING)
    most = most_ready(boards)
    for seat in range(capacity):
        person = int(foci.roster[start + seat])
        if person == NOBODY:
            continue
        column = int(club_column(person, focus, memberships)) - FIRST_CLUB
        if memberships.board_until[person, column] != LONG_AGO:
            continue
        if not first and month - int(memberships.joined[person, column]) < boards.after:
            continue
        drawn = answer(state, person, club, meeting)
        if not first and drawn >= most:
            continue
        chance = fitness(state, rules, person, club, helped)
        if memberships.volunteer[person] == 0:
            chance *= boards.not_helping
        for _ in range(boards_of(state, person)):
            chance *= boards.other_boards
        if chance <= 0.0:
            continue
        if first or drawn < boards.readiness * chance:
            keenness[seat] = drawn / chance
    elected = 0
    key = pair_key(seed, FIRST_TERMS, 0)
    while elected < wanted:
        seat = int(np.argmin(keenness))
        if keenness[seat] >= UNWILLING:
            break
        keenness[seat] = UNWILLING
        person = int(foci.roster[start + seat])
        years = boards.term // 12
        if first:
            drawn = np.float64(pair_word(key, state.people.uid[person], state.clubs.uid[club])) * WORD
            years = 1 + int(drawn * years)
        memberships.board_until[person, int(club_column(person, focus, memberships)) - FIRST_CLUB] = (
            meeting + 12 * years
        )
        memberships.volunteer[person] = 1
        elected += 1
    return elected


@kernel
def run_clubs(state: Any, rules: Any, support: Any, members: Any) -> None:
    """A month of every open club's board; ``support`` (P,): part of a board's work done by others; ``members``: rows
    of those on any (:func:`who_sits`).

    Seats are filled at the annual meeting, and at extra ones while too few are left to act; a club that has had too
    few for ``patience`` months closes.
    """
    clubs, boards, flows = state.clubs, rules.boards, state.places.flows
    month = int(state.clock.month[0])
    seats = seats_of_boards(state, members)
    for club in range(int(state.clock.used[0, CLUBS])):
        if clubs.open[club] == 0:
            continue
        size, place = int(rules.clubs.by_type[BOARD, int(clubs.type[club])]), int(clubs.place[club])
        least = min(size, int(boards.least))
        first = clubs.unrun_months[club] == NO_BOARD_YET
        meeting = month - (month - int(clubs.uid[club] % TWELVE)) % 12
        annual = meeting == month
        helped = np.float64(support[place])
        sitting = int(sit_or_stand_down(state, rules, club, meeting, annual and not first, helped, members, seats))
        if sitting < size and (annual or first or sitting < least):
            sitting += int(elect(state, rules, club, size - sitting, meeting, first, helped))
        if sitting >= least:
            clubs.unrun_months[club] = 0
            continue
        unrun = max(int(clubs.unrun_months[club]), 0) + 1
        clubs.unrun_months[club] = min(unrun, MOST_MONTHS)
        if boards.closing and unrun >= boards.patience:
            close_club(state, club, FOR_BOARD)
            flows[place, CLOSED] += 1
            flows[place, CLOSED_BOARD] += 1


def support_of(town: Town) -> np.ndarray[Any, Any]:
    """Part of the work of boards that somebody else does, by place (P,)."""
    return np.array([place.board_support for place in town.scenario.places.values()], np.float64)


def step(town: Town) -> None:
    """Boards meet, lose members and find new ones; clubs that nobody runs close."""
    if town.rules.boards.boards:
        members = marked_rows(who_sits, int(town.used[Used.PEOPLE]), town.threads, town.state)
        run_clubs(town.state, town.rules, town.kept(support_of), members)
