"""Clubs: hearing of one, joining it, and the order in which a month's club life goes on.

Somebody with room for another club hears of one from an acquaintance who belongs to it, at a child's
school, or by looking for one; the month after they join or think no more of it
(:mod:`sim.processes.club_access`). Whoever else tells people of clubs need only set the candidate.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import FIRST_CLUB, HERE, LAST_CLUB, NOBODY, Flow, FocusSlot, InformationSource, Task
from sim.foci import club_column, enter, free_club_column
from sim.jit import kernel
from sim.processes.club_access import JOINING, can_get_there, can_pay, is_kept_away, readiness
from sim.processes.club_founding import found_clubs, need_of
from sim.processes.club_life import close_weak_clubs
from sim.processes.club_members import help_and_ask, stay_or_leave
from sim.rng import AHEAD, ROOM_AHEAD, SCALE, SHIFT, Process, drawn, rank_of, uniforms, uniforms_ahead, words
from sim.scenario.schema.clubs import trait
from sim.state.clock import CLUBS
from sim.threads import marked_rows
from sim.town import Town, Used

CLUB_COLUMNS = LAST_CLUB - FIRST_CLUB + 1
GATE = FocusSlot.SCHOOL_GATE.value
HEARING = Process.CLUB_HEARING.value
JOINS = Flow.CLUB_JOINS.value
LEAVING_RATE = trait("leaving")
TOLD_NOBODY = InformationSource.NOBODY.value
FRIEND = InformationSource.FRIEND.value
SCHOOL = InformationSource.SCHOOL.value
OWN_SEARCH = InformationSource.OWN_SEARCH.value
COORDINATOR = InformationSource.COORDINATOR.value


@kernel
def directory(state: Any) -> Any:
    """Open clubs by place, as (starts int64 (P + 1), rows int64, uids uint64): those of place p at
    ``starts[p]:starts[p + 1]``."""
    clubs, place_count, clubs_used = state.clubs, state.places.uid.shape[0], int(state.clock.used[0, CLUBS])
    starts = np.zeros(place_count + 1, np.int64)
    for club in range(clubs_used):
        if clubs.open[club] == 1:
            starts[clubs.place[club] + 1] += 1
    for place in range(place_count):
        starts[place + 1] += starts[place]
    rows, uids = np.zeros(int(starts[place_count]), np.int64), np.zeros(int(starts[place_count]), np.uint64)
    filled = starts[:place_count].copy()
    for club in range(clubs_used):
        if clubs.open[club] == 1:
            place = int(clubs.place[club])
            rows[filled[place]], uids[filled[place]] = club, clubs.uid[club]
            filled[place] += 1
    return starts, rows, uids


@kernel
def drawn_club(state: Any, place: int, about: int, word: Any, clubs_at: Any) -> int:
    """One of the open clubs of a place, each as likely as any other, by the person's ``word`` (uint64).

    Of the kind ``about`` alone, unless that is NOBODY. NOBODY where there is none. ``clubs_at``: from
    :func:`directory`. A club more or less changes only the answers that named it (:func:`sim.rng.rank_of`),
    and nothing depends on the order of rows or on clubs that are no more.
    """
    starts, rows, uids = clubs_at
    found = NOBODY
    least = np.uint64(0)
    for at in range(starts[place], starts[place + 1]):
        if about != NOBODY and state.clubs.type[int(rows[at])] != about:
            continue
        rank = rank_of(word, uids[at])
        if found == NOBODY or rank < least:
            least = rank
            found = at
    return NOBODY if found == NOBODY else int(rows[found])


@kernel
def think_of(state: Any, person: int, club: int, told: int) -> None:
    """Somebody who was told of a club (codes.InformationSource) thinks of joining it, unless it has closed (or is
    NOBODY) or they are members."""
    memberships, clubs = state.memberships, state.clubs
    if club == NOBODY or clubs.open[club] == 0:
        return
    if club_column(person, int(clubs.focus[club]), memberships) == NOBODY:
        memberships.candidate[person] = club
        memberships.told_by[person] = told


@kernel
def hear(state: Any, rules: Any, person: int, clubs_at: Any, coordinated: Any) -> None:
    """Set the candidate of somebody who hears of a club this month.

    One tie slot and one of that acquaintance's club columns are drawn; an empty one tells nothing.
    Failing that, looking for one (scaled by language), the child's school or, for newcomers, a coordinator
    (``coordinated`` (P,): chance a month), and then any open club of the place (:func:`drawn_club`).
    """
    people, memberships, partner = state.people, state.memberships, state.ties.partner
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    u_slot, u_column, u_tells, u_other = uniforms(seed, HEARING, people.uid[person], month, 0)
    club = NOBODY
    told = TOLD_NOBODY
    if u_tells < rules.clubs.hear_from_friends:
        friend = int(partner[person, int(u_slot * partner.shape[1])])
        if friend != NOBODY:
            focus = int(memberships.focus[friend, FIRST_CLUB + int(u_column * CLUB_COLUMNS)])
            if focus != NOBODY:
                club = int(state.foci.owner[focus])
                told = FRIEND
    if club == NOBODY:
        floor = np.float64(rules.clubs.own_search_no_language)
        search = rules.clubs.own_search * (floor + (1.0 - floor) * np.float64(state.minds.language[person]))
        if u_other < search:
            told = OWN_SEARCH
        elif memberships.focus[person, GATE] != NOBODY and u_other >= 1.0 - rules.clubs.hear_at_school:
            told = SCHOOL
        elif people.newcomer[person] == 0:
            return
        place = int(people.place[person])
        if told == TOLD_NOBODY and coordinated[place] <= 0.0:
            return
        high, coordinator, low, _ = words(seed, HEARING, people.uid[person], month, 1)
        if told == TOLD_NOBODY:
            if (np.float64(coordinator) + 0.5) * SCALE >= coordinated[place]:
                return
            told = COORDINATOR
        club = int(drawn_club(state, place, NOBODY, (high << SHIFT) | low, clubs_at))
    think_of(state, person, club, told)


@kernel
def who_may_hear(start: int, stop: int, state: Any, rules: Any, coordinated: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those with a candidate, and those with room for a club whose draws may
    let them hear of one; ``coordinated``: as in :func:`hear`."""
    people, memberships, partner = state.people, state.memberships, state.ties.partner
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    youngest, floor = 12 * rules.clubs.youngest, np.float64(rules.clubs.own_search_no_language)
    at_school = 1.0 - rules.clubs.hear_at_school
    draws = np.empty(ROOM_AHEAD)
    for i in range(start, stop):
        at = (i - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, HEARING, people.uid, i, stop, month, draws)
        if people.status[i] != HERE or month - int(people.birth[i]) < youngest:
            continue
        if memberships.candidate[i] != NOBODY:
            marks[i] = True
            continue
        if free_club_column(i, memberships) == NOBODY:
            continue
        u_slot, u_column, u_tells, u_other = drawn(draws, at)
        search = rules.clubs.own_search * (floor + (1.0 - floor) * np.float64(state.minds.language[i]))
        if u_other < search or (u_other >= at_school and memberships.focus[i, GATE] != NOBODY):
            marks[i] = True
        elif u_tells < rules.clubs.hear_from_friends:
            # a friend who may join this month can tell of that club already
            friend = int(partner[i, int(u_slot * partner.shape[1])])
            if friend != NOBODY:
                column = FIRST_CLUB + int(u_column * CLUB_COLUMNS)
                marks[i] = memberships.focus[friend, column] != NOBODY or memberships.candidate[friend] != NOBODY
        if people.newcomer[i] == 1 and coordinated[int(people.place[i])] > 0.0:
            marks[i] = True


@kernel
def let_in(state: Any, rules: Any, person: int, column: int, club: int) -> None:
    """Enter a club in a free ``column``, unless something keeps one away, or one cannot get there or pay."""
    if is_kept_away(state, rules, person, club) or not can_get_there(state, rules, person, club):
        return
    if can_pay(state, rules, person, int(state.clubs.type[club])):
        if enter(state, person, column, int(state.clubs.focus[club])):
            state.places.flows[int(state.people.place[person]), JOINS] += 1


@kernel
def hear_and_join(state: Any, rules: Any, asked: Any, clubs_at: Any, coordinated: Any) -> None:
    """Of those ``asked`` (rows, of :func:`who_may_hear`) those with a candidate join it or drop it; the others may
    hear of one.

    ``clubs_at``: from :func:`directory`; ``coordinated`` (P,): chance a month that a coordinator tells a newcomer.
    """
    people, memberships, clubs = state.people, state.memberships, state.clubs
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for i in asked:
        column = free_club_column(i, memberships)
        club = int(memberships.candidate[i])
        if club == NOBODY:
            if column != NOBODY:
                hear(state, rules, i, clubs_at, coordinated)
            continue
        memberships.candidate[i] = NOBODY
        if column == NOBODY or clubs.open[club] == 0:
            continue
        focus = int(clubs.focus[club])
        if club_column(i, focus, memberships) != NOBODY:
            continue
        had = 0
        for other in range(FIRST_CLUB, LAST_CLUB + 1):
            if memberships.focus[i, other] != NOBODY:
                had += 1
        u, _, _, _ = uniforms(seed, JOINING, people.uid[i], month, 0)
        if u >= readiness(state, rules, i, club, had):
            continue
        let_in(state, rules, i, column, club)


def monthly(yearly: Any) -> Any:
    """Chance a month that amounts to ``yearly`` in twelve."""
    return 1.0 - (1.0 - yearly) ** (1.0 / 12.0)


def make_room(town: Town) -> int:
    """Have room for new clubs; returns the seats each gets (a power of two)."""
    seats = 1 << (int(town.rules.clubs.seats) - 1).bit_length()
    more = 16 + int(town.used[Used.PEOPLE]) // 2000
    town.ensure_room(Used.CLUBS, more)
    town.ensure_room(Used.FOCI, more)
    town.ensure_room(Used.SEATS, more * seats)
    return seats


def found(town: Town) -> None:
    """This month's foundings, however many."""
    row, need = 0, need_of(town)
    while row < int(town.used[Used.PEOPLE]):
        seats = make_room(town)
        row = int(found_clubs(town.state, town.rules, seats, row, need))


def step(town: Town) -> None:
    """Members stay or leave, others join or hear of a club, clubs close, clubs are founded."""
    state, rules = town.state, town.rules
    used, threads = int(town.used[Used.PEOPLE]), town.threads
    leaving = monthly(rules.clubs.by_type[LEAVING_RATE])
    stay_or_leave(state, rules, marked_rows(help_and_ask, used, threads, state, rules, leaving), leaving)
    coordinated = rules.coordination.hear_of_clubs * state.places.coordination[:, Task.CLUBS]
    asked = marked_rows(who_may_hear, used, threads, state, rules, coordinated)
    hear_and_join(state, rules, asked, directory(state), coordinated)
    close_weak_clubs(state, rules)
    if rules.clubs.foundings:
        found(town)
