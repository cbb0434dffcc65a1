"""A column is declared once; type, unused value, width and names follow."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pytest

from sim import allocation, codes
from sim.state import GROUPS, State, Used
from sim.state.columns import Array, column, table
from tests.processes.towns import town_of

SIZES = {"slots": 7, "places": 3, "seats": 64}


def test_arrays_are_as_declared() -> None:
    for name, kind in GROUPS.items():
        group = allocation.allocate(name, 5, **SIZES)
        assert kind._fields == tuple(kind.columns)
        for (field, declared), values in zip(kind.columns.items(), group, strict=True):
            assert values is getattr(group, field)
            assert values.dtype == np.dtype(declared.dtype)
            assert (values == declared.unused).all(), f"{name}.{field}"
            assert values.shape[0] == (SIZES[declared.rows] if declared.rows else 5)
    places = allocation.allocate("places", 3, **SIZES)
    assert places.travel.shape == (3, 3) and places.flows.shape == (3, codes.FLOWS)


def test_every_column_says_what_it_is() -> None:
    for name, kind in GROUPS.items():
        for field, declared in kind.columns.items():
            assert len(declared.meaning) > 5, f"{name}.{field}"
            kept = re.fullmatch(r"codes\.(\w+).*", declared.meaning)
            assert kept is None or hasattr(codes, kept[1]), f"{name}.{field} speaks of {declared.meaning}"


def test_growing_keeps_what_is_there_and_adds_unused_rows() -> None:
    state = allocation.allocate_state(
        people=4, households=2, homes=2, foci=1, seats=8, clubs=1, jobs=1, employers=1, places=2, slots=3
    )
    state.people.birth[:] = 17
    grown = allocation.grown(state, "people", 9)
    assert (grown.people.birth[:4] == 17).all() and (grown.people.settled_until[4:] == codes.STILL).all()
    assert grown.ties.partner.shape == (9, 3) and (grown.ties.partner == codes.NOBODY).all()
    assert allocation.grown(state, "foci", 5).foci.roster.shape == (8,)
    assert type(grown) is State and type(grown.people) is GROUPS["people"]


def test_growing_goes_column_by_column_and_leaves_all_others_where_they_are() -> None:
    state = allocation.allocate_state(
        people=4, households=2, homes=2, foci=1, seats=8, clubs=1, jobs=1, employers=1, places=2, slots=3
    )
    before = state
    for after in allocation.growing(state, "people", 9):
        changed = [
            (name, key)
            for name in GROUPS
            for key, old, new in zip(GROUPS[name].columns, getattr(before, name), getattr(after, name), strict=True)
            if old is not new
        ]
        assert len(changed) == 1
        before = after
    assert len(after.ties.hours) == len(after.people.uid) == len(after.civic.ready) == 9


def test_people_of_a_country_get_some_rows_more_and_not_half_as_many_again(monkeypatch: pytest.MonkeyPatch) -> None:
    town = town_of(people=40)
    monkeypatch.setattr("sim.town.PEOPLE_MORE", 15)
    room, homes = town.capacity(Used.PEOPLE), town.capacity(Used.HOMES)
    town.ensure_room(Used.PEOPLE, room - int(town.used[Used.PEOPLE]) + 1)
    town.ensure_room(Used.HOMES, homes - int(town.used[Used.HOMES]) + 1)
    assert town.capacity(Used.PEOPLE) == room + min(15, room // 2)
    assert town.capacity(Used.HOMES) == max(homes + 1, homes + homes // 2)
    town.ensure_room(Used.PEOPLE, 500)
    assert town.capacity(Used.PEOPLE) >= int(town.used[Used.PEOPLE]) + 500


def test_a_half_declared_group_is_refused() -> None:
    class Half(NamedTuple):
        said: Array
        unsaid: Array = column("i1", 0, "some number")

    with pytest.raises(TypeError, match="said"):
        table(Half)
