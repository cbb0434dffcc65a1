"""Homes and families for hand-built towns."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Sex, Status, Tenure, TieKind
from sim.homes import ANY_TENURE, find_home, ranges_of
from sim.network import tie
from sim.rng import named_uid
from sim.town import Town, Used
from tests.processes.towns import add_focus, add_person


def add_homes(town: Town, count: int, beds: int = 4, place: int = 0, tenure: Tenure = Tenure.PUBLIC_RENT) -> range:
    """Vacant homes of one neighbourhood of 64 seats."""
    for what, more in ((Used.HOMES, count), (Used.FOCI, 1), (Used.SEATS, 64)):
        town.ensure_room(what, more)
    homes, first = town.state.homes, int(town.used[Used.HOMES])
    town.used[Used.HOMES] += count
    rows = range(first, first + count)
    focus = add_focus(town, TieKind.NEIGHBOUR, place, 64)
    for home in rows:
        homes.place[home], homes.tenure[home], homes.beds[home] = place, tenure, beds
        homes.focus[home], homes.uid[home] = focus, named_uid("home", home)
    return rows


def house(town: Town, person: int, beds: int = 4, **more: Any) -> int:
    """A new home for the household of ``person``."""
    household, place = int(town.state.people.household[person]), int(town.state.people.place[person])
    (home,) = add_homes(town, 1, beds, place, **more)
    town.state.homes.household[home] = household
    town.state.households.home[household] = home
    town.state.places.population[place] = max(1000, int(town.state.places.population[place]))
    return home


def family(
    town: Town, *ages: float, beds: int = 6, sexes: tuple[Sex, ...] = (Sex.WOMAN, Sex.MAN), **more: Any
) -> list[int]:
    """People of ``ages`` in one home with household ties; sexes in turn."""
    rows: list[int] = []
    for number, age in enumerate(ages):
        household = int(town.state.people.household[rows[0]]) if rows else None
        person = add_person(town, age=age, sex=sexes[number % len(sexes)], household=household, **more)
        for other in rows:
            tie(person, other, 400.0, TieKind.HOUSEHOLD.value, 128, 0, town.state.ties)
        rows.append(person)
    house(town, rows[0], beds)
    return rows


def look(town: Town, who: Any, place: int = 0, size: int = 2, tenure: int = ANY_TENURE, newcomers: bool = False) -> int:
    """The vacant home that the household with the uid ``who`` finds."""
    return int(find_home(town.state, town.rules, ranges_of(town), place, size, tenure, who, float(newcomers), False))


def live(town: Town, step: Any, months: int) -> None:
    """``months`` of one step alone, with the flows of all of them left standing."""
    for _ in range(months):
        step(town)
        town.month += 1


def here(town: Town) -> np.ndarray[Any, Any]:
    """Rows of those who are here."""
    return np.flatnonzero(town.state.people.status[: int(town.used[Used.PEOPLE])] == Status.HERE)


def kinds_of_ties(town: Town, a: int, b: int) -> list[int]:
    """The kind of the tie between two, as each of them has it."""
    kinds = []
    for one, other in ((a, b), (b, a)):
        slots = np.flatnonzero(town.state.ties.partner[one] == other)
        kinds += [int(town.state.ties.kind[one, slot]) for slot in slots]
    return kinds


def vacant(town: Town) -> int:
    used = int(town.used[Used.HOMES])
    return int((town.state.homes.household[:used] == NOBODY).sum())
