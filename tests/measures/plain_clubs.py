"""Clubs, their members and boards, counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sim.codes import LONG_AGO, NOBODY, ClosedFor, ClubType, Flow, FocusSlot, Sex
from sim.town import Used
from sim.venue_kinds import NAMES
from tests.measures.plain import Found, adults, here, mean, new, of


@of("members", "volunteers")
def _(town: Any, name: str) -> Found:
    memberships = town.state.memberships
    slots = (FocusSlot.CLUB_1, FocusSlot.CLUB_2, FocusSlot.CLUB_3)

    def counts(i: int) -> bool:
        if name == "members":
            return any(memberships.focus[i, slot] != NOBODY for slot in slots)
        return bool(memberships.volunteer[i] == 1)

    return {
        group: mean([counts(i) for i in adults(town, newcomer)])
        for group, newcomer in (("locals", False), ("newcomers", True))
    }


@of("memberships")
def _(town: Any) -> Found:
    focus, clubs = town.state.memberships.focus, town.state.clubs
    kinds = Counter(
        ClubType(int(clubs.type[c])).name.lower()
        for c in range(int(town.used[Used.CLUBS]))
        for i in here(town)
        for slot in (FocusSlot.CLUB_1, FocusSlot.CLUB_2, FocusSlot.CLUB_3)
        if focus[i, slot] == clubs.focus[c]
    )
    return {"all": float(kinds.total()), **{one.name.lower(): float(kinds[one.name.lower()]) for one in ClubType}}


@of("regulars")
def _(town: Any) -> Found:
    focus, people = town.state.memberships.focus, town.state.people
    clubs = (FocusSlot.CLUB_1, FocusSlot.CLUB_2, FocusSlot.CLUB_3)
    newcomers = adults(town, True)
    groups = {
        "locals": adults(town, False),
        "newcomers": newcomers,
        "newcomer_women": [i for i in newcomers if people.sex[i] == Sex.WOMAN],
        "newcomer_men": [i for i in newcomers if people.sex[i] == Sex.MAN],
        "clubless": [i for i in (*adults(town, False), *newcomers) if all(focus[i, slot] == NOBODY for slot in clubs)],
    }
    return {
        group: mean([bool(focus[i, FocusSlot.MEETING_PLACE] != NOBODY) for i in rows]) for group, rows in groups.items()
    }


@of("venues_open")
def _(town: Any) -> Found:
    rules, found = town.scenario, Counter[str]()
    for place in rules.places.values():
        sizes = zip(("library", "cafe", "pool", "neighbourhood_house"), rules.region.meeting_place_size, strict=True)
        number = {kind: int(place.population / (1000 * size) + 0.5) for kind, size in sizes} | place.meeting_places
        for kind, hours in zip(NAMES, rules.meeting_places.hours, strict=True):
            usually = number.get(kind, 0)
            if place.opening_hours.get(kind, hours if usually else 0) > 0:
                found[kind] += max(1, usually)
    for row, programme in enumerate(rules.programmes.values()):
        if programme.form == "open" and town.state.programmes.stream[row] != NOBODY and programme.opening_hours > 0:
            found[programme.venue] += len(programme.places or rules.places)
    return {"all": float(found.total()), **{kind: float(found[kind]) for kind in NAMES}}


@of("clubs_open")
def _(town: Any) -> Found:
    clubs = town.state.clubs
    rows = [row for row in range(int(town.used[Used.CLUBS])) if clubs.open[row]]
    kinds = Counter(ClubType(int(clubs.type[row])).name.lower() for row in rows)
    return {"all": float(len(rows)), **{one.name.lower(): float(kinds[one.name.lower()]) for one in ClubType}}


@of("clubs_closed")
def _(town: Any) -> Found:
    rows = town.state.places.flows.tolist()
    everywhere = float(sum(row[Flow.CLUBS_CLOSED] for row in rows))
    clubs = town.state.clubs
    closed = [c for c in range(int(town.used[Used.CLUBS])) if clubs.closed[c] == town.month - 1 and not clubs.open[c]]
    why = Counter(int(clubs.closed_for[c]) for c in closed)
    return {"all": everywhere, "too_few": float(why[ClosedFor.MEMBERS]), "no_board": float(why[ClosedFor.BOARD])}


def members_of(town: Any, club: int) -> list[tuple[int, bool]]:
    """(person, whether on the board) of a club."""
    memberships, focus = town.state.memberships, town.state.clubs.focus[club]
    return [
        (i, memberships.board_until[i, column] != LONG_AGO)
        for i in here(town)
        for column in range(3)
        if memberships.focus[i, FocusSlot.CLUB_1 + column] == focus
    ]


def for_all(town: Any) -> list[list[tuple[int, bool]]]:
    """Members of each open club but immigrants' associations."""
    clubs = town.state.clubs
    rows = range(int(town.used[Used.CLUBS]))
    return [members_of(town, c) for c in rows if clubs.open[c] and clubs.type[c] != ClubType.IMMIGRANT]


@of("clubs_with_newcomer")
def _(town: Any) -> Found:
    return {"all": mean([any(new(town, i) for i, _ in members) for members in for_all(town)])}


@of("boards_with_newcomer")
def _(town: Any) -> Found:
    boards = [[new(town, i) for i, on_board in members if on_board] for members in for_all(town)]
    return {"all": mean([any(board) for board in boards if board])}


@of("board_seats")
def _(town: Any) -> Found:
    return {"all": float(sum(on_board for members in for_all(town) for _, on_board in members))}
