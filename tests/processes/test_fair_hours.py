"""Whose hours are whose: clubs keep their own, and nobody's row gives them the first turn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim import allocation
from sim.codes import NOBODY, ClubType, TieKind
from sim.network import find_slot, tie
from sim.processes import meeting
from sim.rng import named_uid
from sim.town import Town
from tests.processes.homes import family, kinds_of_ties
from tests.processes.societies import befriend, open_club, settle, with_rules
from tests.processes.towns import town_of

ALONE: dict[str, Any] = {"free_hours": 0.0, "introductions": 0.0, "club_encounters": 0}


def spent_with_a_clubmate(*clubs_of_first: tuple[int, ...], hours: float = 10.0, strangers: int = 1) -> Town:
    """Persons 0 and 1 know each other from clubs; each other member there is a stranger."""
    town = with_rules(town_of(people=40), meeting={**ALONE, "club_hours": hours})
    settle(town, 2 + strangers)
    for members in clubs_of_first:
        open_club(town, ClubType.SPORT, members)
    befriend(town, 0, 1, TieKind.CLUB)
    meeting.step(town)
    return town


def test_hours_at_a_club_are_for_those_known_there() -> None:
    """Another club, where one knows nobody, brings no more of those known from the first."""
    one = spent_with_a_clubmate((0, 1))
    two = spent_with_a_clubmate((0, 1), (0, 2), (1, 3), strangers=2)
    assert one.state.contacts.spent[:2] == pytest.approx([10.0, 10.0], abs=0.3)
    assert two.state.contacts.spent[:2] == pytest.approx([10.0, 10.0], abs=0.3)


def test_both_in_two_clubs_meet_at_both() -> None:
    both = spent_with_a_clubmate((0, 1), (1, 0))
    assert both.state.contacts.spent[:2] == pytest.approx([20.0, 20.0], abs=0.6)


def test_each_club_shares_its_hours_among_those_known_there() -> None:
    """Two known at one club halve its hours; one known at another has all of its."""
    town = with_rules(town_of(people=40), meeting={**ALONE, "club_hours": 12.0})
    settle(town, 4)
    town.state.people.birth[:4] = town.state.people.birth[0]
    open_club(town, ClubType.SPORT, (0, 1, 2))
    open_club(town, ClubType.CULTURE, (0, 3))
    for other in (1, 2, 3):
        befriend(town, 0, other, TieKind.CLUB)
    meeting.step(town)
    assert town.state.contacts.spent[:4] == pytest.approx([24.0, 6.0, 6.0, 12.0], abs=0.6)


SEEKERS = 24


def introduced(order: list[int], month: int) -> list[int]:
    """Numbers of those introduced to somebody with hours for one: each has a friend who knows them.

    ``order``: the numbers of those who seek, in the order of their rows.
    """
    town = with_rules(
        town_of(
            people=80,
            month=month,
            meeting={"free_hours": 2.0, "introductions": 1.0, "introduction_hours": 2.0, "openness_matters": False},
            ties={"affinity_sigma": 0.0},
        )
    )
    town.state = town.state._replace(ties=allocation.allocate("ties", 80, slots=2))
    sought_after, *seekers = settle(town, 1 + SEEKERS, age=30.0)
    friends = settle(town, SEEKERS, age=30.0, health=0.0)
    for row, friend, number in zip(seekers, friends, order, strict=True):
        town.state.people.uid[row] = named_uid("seeker", number)
        befriend(town, row, friend)
        # the friend's hours are all taken, and the other's acquaintance with so many does not matter here
        town.state.ties.partner[friend, 1], town.state.ties.hours[friend, 1] = sought_after, 60.0
        town.state.ties.kind[friend, 1] = TieKind.FRIEND
    meeting.step(town)
    known = town.state.ties.partner[sought_after]
    return [order[seekers.index(row)] for row in known[known != NOBODY].tolist()]


def test_the_last_hours_do_not_go_to_the_first_row() -> None:
    numbers = list(range(SEEKERS))
    forward = [introduced(numbers, month) for month in range(10)]
    assert [len(found) for found in forward] == [1] * 10, "several seek, and there are hours for one"
    assert [introduced(numbers[::-1], month) for month in range(10)] == forward
    assert len({found[0] for found in forward}) > 4, "another's turn each month"


@pytest.mark.parametrize("hours", [0.0, 60.0])
def test_nobody_forgets_those_they_live_with(hours: float) -> None:
    town = town_of(
        people=60,
        meeting={"household_hours": hours, "introductions": 1.0},
        ties={"half_life_months": 0.5, "half_life_hours": 100.0, "forget_hours": 10.0},
    )
    rows = family(town, 40.0, 38.0, 12.0)
    for _ in range(60):
        meeting.step(town)
        town.month += 1
    for a in rows:
        for b in rows:
            if a != b:
                assert kinds_of_ties(town, a, b) == [TieKind.HOUSEHOLD] * 2
                hours_left = town.state.ties.hours[a, find_slot(a, b, town.state.ties)]
                assert hours_left >= np.float32(town.rules.ties.forget_hours)


@pytest.mark.parametrize("kind", [TieKind.FRIEND, TieKind.KIN, TieKind.MENTOR])
def test_those_of_a_household_always_find_a_slot(kind: TieKind) -> None:
    """However many and strong the other ties are; the weakest of them gives way, at both ends."""
    town = town_of(people=80)
    guest, host = settle(town, 2)
    slots = town.state.ties.partner.shape[1]
    others = settle(town, slots)
    for number, other in enumerate(others):
        assert tie(guest, other, 300.0 + number, kind.value, 128, 0, town.state.ties)
    assert tie(guest, host, 50.0, TieKind.HOUSEHOLD.value, 128, 0, town.state.ties)
    assert kinds_of_ties(town, guest, host) == [TieKind.HOUSEHOLD] * 2
    assert kinds_of_ties(town, guest, others[0]) == []
    assert kinds_of_ties(town, guest, others[1]) == [kind] * 2
