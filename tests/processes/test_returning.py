"""Promises of coming back: the same persons, likelier to parents, by age; those who left before are remembered."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Exit, Flow, Status, TieKind
from sim.departures import depart
from sim.network import find_slot, tie
from sim.processes import attraction, returning
from sim.processes.away import left_and_back
from sim.town import Town, Used
from tests.processes.homes import add_homes, live
from tests.processes.towns import add_person, town_of

GONE = 150


def grown_up(parents: bool = True, age: float = 20.0, homes: int = 600, **settings: Any) -> Town:
    """A town that ``GONE`` young people have just left (rows 0, 2, 4 …), whose parents (1, 3, 5 …) stay or are gone."""
    town = town_of(people=4000, returning={"away_at_start": False, **settings})
    for _ in range(GONE):
        child, parent = add_person(town, age=age, newcomer=False), add_person(town, age=50.0)
        tie(child, parent, 300.0, TieKind.KIN.value, 1, 0, town.state.ties)
    add_homes(town, homes, beds=6) if homes else None
    children = np.arange(0, 2 * GONE, 2)
    depart(town, children, np.full(GONE, Exit.STUDIES.value), np.full(GONE, 2))
    if not parents:
        depart(town, children + 1, np.full(GONE, Exit.DEATH.value), np.full(GONE, 0))
    attraction.step(town)
    town.state.places.appeal[:] = 0.0
    return town


def back(town: Town, months: int) -> Any:
    """Rows of the leavers who are here again after so many months."""
    live(town, returning.step, months)
    children = np.arange(0, 2 * GONE, 2)
    return children[town.state.people.status[children] == Status.HERE]


def test_about_as_many_come_back_as_published() -> None:
    town = grown_up()
    assert (town.state.people.parent[: 2 * GONE : 2] == np.arange(1, 2 * GONE, 2)).all()
    rows = back(town, 18 * 12)
    assert 0.16 <= len(rows) / GONE <= 0.34  # 22 %, 18 to 30 by region, of all; here everybody has parents
    household = town.state.people.household[rows]
    assert (town.state.homes.household[town.state.households.home[household]] == household).all()


def test_those_without_parents_come_back_less() -> None:
    assert len(back(grown_up(parents=False), 180)) < 0.7 * len(back(grown_up(), 180))


def test_they_are_the_same_persons_with_their_kin_and_some_with_a_family() -> None:
    town = grown_up(age=24.0, by_age=(0.3, 0.3, 0.3, 0.3))
    first = int(town.used[Used.PEOPLE])
    rows = back(town, 120)
    people, ties = town.state.people, town.state.ties
    assert len(rows) > 100
    for row in rows[:20].tolist():
        slot = find_slot(row, row + 1, ties)
        assert slot != NOBODY and ties.kind[row, slot] == TieKind.KIN
        assert people.exit_cause[row] == Exit.NONE and town.state.households.members[people.household[row]].max() >= row
    came = np.arange(first, int(town.used[Used.PEOPLE]))
    assert len(came) > 20, "partners and children"
    assert set(people.household[came].tolist()) <= set(people.household[rows].tolist())
    flows = town.state.places.flows[0]
    assert flows[Flow.RETURNED] == flows[Flow.INFLOW] == len(rows) + len(came)
    assert town.state.places.balance[0].sum() == len(rows) + len(came) - GONE


def test_nobody_comes_back_early_late_without_a_home_or_when_switched_off() -> None:
    eager = {"by_age": (2.0, 2.0, 2.0, 2.0)}
    assert len(back(grown_up(**eager), 11)) == 0
    assert len(back(grown_up(age=46.0, **eager), 24)) == 0
    assert len(back(grown_up(homes=0, **eager), 24)) == 0
    assert len(back(grown_up(returning=False, **eager), 24)) == 0
    assert len(back(grown_up(**eager), 24)) > 60


def test_a_place_that_offers_more_brings_back_the_same_people_and_others() -> None:
    found = []
    for appeal in (0.0, 0.7):
        town = grown_up()
        town.state.places.appeal[:] = appeal
        found.append(set(back(town, 120).tolist()))
    assert len(found[1]) > 1.3 * len(found[0]) and found[0] <= found[1]


def test_those_who_left_before_the_first_month_are_remembered_once() -> None:
    town = town_of(people=4000)
    town.state.places.population[0] = 1000
    for k in range(120):
        add_person(town, age=14.0 + (k % 72) / 12)
        add_person(town, age=40.0 + k % 40)
    live(town, returning.step, 2)
    people = town.state.people
    away = np.flatnonzero(people.status == Status.LEFT)
    shares = [share for share, _ in left_and_back(town.rules, 1000.0)]
    assert len(away) == pytest.approx(20 * sum(shares), rel=0.05)
    ages = (town.month - people.birth[away]) / 12
    assert ages.min() >= 18 and ages.max() < 46 and (people.newcomer[away] == 0).all()
    assert (people.exit_month[away] < 0).all()
    with_parents = people.parent[away] != NOBODY
    assert with_parents.mean() == pytest.approx(town.rules.returning.parents_at_start, abs=0.1)
    gap = people.birth[away][with_parents] - people.birth[people.parent[away][with_parents]]
    assert (gap >= 15 * 12).all()


def test_of_a_year_of_birth_most_have_left_at_25_and_a_fifth_of_these_are_back_at_40() -> None:
    shares = [share for share, _ in left_and_back(town_of().rules, 0.0)]
    assert 0.6 < max(shares) < 0.7
    assert 0.15 < 1.0 - shares[40 - 18] / max(shares) < 0.3
