"""Clubs, acquaintances and households for hand-built towns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from sim.codes import NOBODY, ClubType, FocusSlot, Sex, TieKind
from sim.foci import enter, free_club_column
from sim.network import tie
from sim.rng import named_uid
from sim.rules import rules_of
from sim.scenario.schema.root import Scenario
from sim.town import Town, Used
from tests.processes.towns import add_focus, add_person


def settle(town: Town, count: int, **person: Any) -> range:
    """``count`` people, each alone in a household, women and men in turn; ``person`` as in add_person."""
    first = int(town.used[Used.PEOPLE])
    for row in range(count):
        add_person(town, **{"sex": Sex(row % 2), "age": 40.0, **person})
    town.state.places.population[0] += count
    return range(first, first + count)


def with_rules(town: Town, **sections: dict[str, Any]) -> Town:
    """The town under changed settings."""
    plain = town.scenario.model_dump()
    for name, changes in sections.items():
        plain[name] = merged(plain[name], changes)
    town.scenario = Scenario.model_validate(plain)
    town.rules = rules_of(town.scenario)
    return town


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    result = dict(old)
    for key, value in new.items():
        result[key] = merged(result[key], value) if isinstance(value, dict) else value
    return result


def live_together(town: Town, *members: int) -> None:
    """Put people who live alone into the household of the first."""
    people, households = town.state.people, town.state.households
    home = int(people.household[members[0]])
    for seat, member in enumerate(members):
        old = int(people.household[member])
        if old != home:
            households.members[old, 0] = NOBODY
            households.size[old] = 0
        people.household[member] = home
        households.members[home, seat] = member
    households.size[home] = len(members)


def give_work(town: Town, rows: Iterable[int]) -> None:
    """Everybody of ``rows`` holds a post of some employer."""
    for person in rows:
        town.state.work.job[person] = town.used[Used.JOBS]
        town.used[Used.JOBS] += 1


def open_club(
    town: Town,
    kind: ClubType,
    members: Iterable[int] = (),
    *,
    place: int = 0,
    origin: int = 0,
    welcome: float = 1.0,
    neutral: int = 1,
) -> int:
    """A club of 128 seats with ``members``; returns its row."""
    clubs = town.state.clubs
    club = int(town.used[Used.CLUBS])
    town.used[Used.CLUBS] += 1
    focus = add_focus(town, TieKind.CLUB, place, 128, club)
    clubs.uid[club] = named_uid("club", club)
    clubs.place[club], clubs.type[club], clubs.focus[club], clubs.open[club] = place, kind, focus, 1
    clubs.welcome[club], clubs.neutral[club], clubs.origin[club] = welcome, neutral, origin
    clubs.welcome_own[club] = clubs.welcome_usual[club] = welcome
    for member in members:
        column = free_club_column(member, town.state.memberships)
        assert column >= 0, f"person {member} is in as many clubs as there can be"
        assert enter(town.state, member, column, focus)
    return club


def befriend(town: Town, a: int, b: int, kind: TieKind = TieKind.FRIEND) -> None:
    """A tie of 60 hours-equivalent."""
    assert tie(a, b, 60.0, int(kind), 128, 0, town.state.ties)


def acquaint(town: Town, rows: range, kind: TieKind = TieKind.FRIEND, steps: int = 6) -> None:
    """Everybody knows the ``steps`` who come next in ``rows``, and the last the first."""
    for index, person in enumerate(rows):
        for step in range(1, steps + 1):
            befriend(town, person, rows[(index + step) % len(rows)], kind)


def clubs_of(town: Town, person: int) -> list[int]:
    """Rows of the clubs somebody belongs to."""
    foci = town.state.memberships.focus[person, FocusSlot.CLUB_1 :]
    return [int(town.state.foci.owner[focus]) for focus in foci if focus != NOBODY]


def belong_to_a_club(town: Town, rows: Iterable[int]) -> set[int]:
    """Those of ``rows`` who belong to a club."""
    return {person for person in rows if clubs_of(town, person)}


def roster(town: Town, club: int) -> set[int]:
    foci = town.state.foci
    focus = int(town.state.clubs.focus[club])
    start = int(foci.start[focus])
    seats = foci.roster[start : start + int(foci.capacity[focus])]
    return {int(person) for person in seats[seats != NOBODY]}


def assert_rosters_agree(town: Town) -> None:
    """Every seat is held by somebody whose membership names it, and every membership has its seat."""
    foci, memberships = town.state.foci, town.state.memberships
    held = 0
    for focus in range(int(town.used[Used.FOCI])):
        start = int(foci.start[focus])
        seats = foci.roster[start : start + int(foci.capacity[focus])]
        taken = np.flatnonzero(seats != NOBODY)
        assert len(taken) == foci.count[focus]
        for seat in taken:
            (column,) = np.flatnonzero(memberships.focus[seats[seat]] == focus)
            assert memberships.seat[seats[seat], column] == seat
        held += len(taken)
    assert held == (memberships.focus != NOBODY).sum()
