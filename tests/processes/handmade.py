"""Small towns built by hand, for tests of one process at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.arena import allocate_state
from sim.codes import ClubType, FocusSlot, Status, TieKind
from sim.foci import enter, free_club_column
from sim.network import tie
from sim.rng import named_uid, seed_word
from sim.rules import rules_of
from sim.scenario.schema.root import Scenario
from sim.town import Town, Used

ADULT = -12 * 40
"""Month of birth of somebody aged 40 at the start."""


def bare_town(*, people: int = 400, places: int = 1, slots: int = 24, seed: int = 1, **sections: Any) -> Town:
    """A region with room for ``people`` and nobody in it; ``sections`` are settings by section name."""
    scenario = Scenario(
        places={f"place{place}": {"population": max(1, people)} for place in range(places)}, **sections
    )
    state = allocate_state(
        people=people, households=people, homes=1, foci=64, seats=8192, clubs=64, jobs=people,
        employers=1, places=places, slots=slots,
    )
    for place in range(places):
        state.places.uid[place] = named_uid("place", place)
    return Town(scenario=scenario, rules=rules_of(scenario), state=state, seed=seed_word(seed))


def with_rules(town: Town, **sections: Any) -> Town:
    """The same town under other settings."""
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


def settle_people(town: Town, count: int, *, household_of_one: bool = True, **columns: Any) -> range:
    """``count`` people aged 40, each alone in a household; ``columns`` of people and minds by name."""
    state = town.state
    first = int(town.used[Used.PEOPLE])
    rows = range(first, first + count)
    town.used[Used.PEOPLE] += count
    for row in rows:
        state.people.uid[row] = named_uid("person", row)
        state.people.status[row] = Status.HERE
        state.people.birth[row] = ADULT
        state.people.place[row] = 0
        state.people.sex[row] = row % 2
        if household_of_one:
            household = int(town.used[Used.HOUSEHOLDS])
            town.used[Used.HOUSEHOLDS] += 1
            state.people.household[row] = household
            state.households.place[household] = 0
            state.households.members[household, 0] = row
            state.households.size[household] = 1
    for name, value in columns.items():
        group = state.people if name in state.people._fields else state.minds
        getattr(group, name)[first : first + count] = value
    state.places.population[0] += count
    return rows


def live_together(town: Town, *members: int) -> None:
    """Put people who live alone into the household of the first."""
    state = town.state
    home = int(state.people.household[members[0]])
    for seat, member in enumerate(members):
        old = int(state.people.household[member])
        if old != home and old >= 0:
            state.households.members[old, 0] = -1
            state.households.size[old] = 0
        state.people.household[member] = home
        state.households.members[home, seat] = member
    state.households.size[home] = len(members)


def give_work(town: Town, people: Any) -> None:
    """Everybody of ``people`` holds a job (employer 0)."""
    for person in people:
        job = int(town.used[Used.JOBS])
        town.used[Used.JOBS] += 1
        town.state.jobs.holder[job] = person
        town.state.jobs.employer[job] = 0
        town.state.work.job[person] = job


def open_club(town: Town, kind: ClubType, members: Any = (), *, capacity: int = 128, place: int = 0,
              origin: int = 0, welcome: float = 1.0, neutral: int = 1) -> int:
    """A club with ``members``; returns its row."""
    state = town.state
    club, focus = int(town.used[Used.CLUBS]), int(town.used[Used.FOCI])
    town.used[Used.CLUBS] += 1
    town.used[Used.FOCI] += 1
    state.clubs.uid[club] = state.foci.uid[focus] = named_uid("club", club)
    state.clubs.place[club] = state.foci.place[focus] = place
    state.clubs.type[club] = kind
    state.clubs.focus[club] = focus
    state.clubs.open[club] = 1
    state.clubs.welcome[club] = welcome
    state.clubs.neutral[club] = neutral
    state.clubs.origin[club] = origin
    state.foci.kind[focus] = TieKind.CLUB
    state.foci.start[focus] = town.used[Used.SEATS]
    state.foci.capacity[focus] = capacity
    state.foci.owner[focus] = club
    town.used[Used.SEATS] += capacity
    for member in members:
        join(town, member, club)
    return club


def join(town: Town, person: int, club: int) -> None:
    state = town.state
    column = free_club_column(person, state.memberships)
    assert enter(person, column, int(state.clubs.focus[club]), state.people, state.memberships, state.foci)


def befriend(town: Town, a: int, b: int, hours: float = 60.0, kind: TieKind = TieKind.FRIEND) -> None:
    tie(a, b, hours, int(kind), 128, 0, town.state.ties)


def acquaint_at_random(town: Town, ties_each: int, seed: int = 5) -> None:
    """Friendships drawn at random among all, about ``ties_each`` to a person."""
    count = int(town.used[Used.PEOPLE])
    draw = np.random.default_rng(seed)
    for a, b in draw.integers(0, count, size=(count * ties_each // 2, 2)):
        if a != b and not (town.state.ties.partner[a] == b).any():
            tie(int(a), int(b), 60.0, int(TieKind.FRIEND), 128, 0, town.state.ties)


def clubs_of(town: Town, person: int) -> list[int]:
    """Rows of the clubs a person belongs to."""
    foci = town.state.memberships.focus[person, FocusSlot.CLUB_1 :]
    return [int(town.state.foci.owner[focus]) for focus in foci if focus >= 0]


def members_share(town: Town, people: Any) -> float:
    """Share of ``people`` who belong to a club."""
    rows = list(people)
    return sum(bool(clubs_of(town, person)) for person in rows) / len(rows)


def assert_rosters_agree(town: Town) -> None:
    """Every seat is held by somebody whose membership names it, and the other way round."""
    state = town.state
    held = 0
    for focus in range(int(town.used[Used.FOCI])):
        start, capacity = int(state.foci.start[focus]), int(state.foci.capacity[focus])
        seats = state.foci.roster[start : start + capacity]
        assert (seats >= 0).sum() == state.foci.count[focus]
        for seat in np.flatnonzero(seats >= 0):
            person = int(seats[seat])
            column = int(np.flatnonzero(state.memberships.focus[person] == focus)[0])
            assert state.memberships.seat[person, column] == seat
            held += 1
    assert held == (state.memberships.focus >= 0).sum()
