"""Promises of homes: the crowded find room where there is any."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import FocusSlot, Tenure
from sim.processes import housing
from sim.town import Town
from tests.processes.homes import add_homes, family, live
from tests.processes.towns import add_employer, employ, posts_of, town_of
from tests.properties.invariants import assert_homes_hold_their_households, assert_rosters_and_memberships_agree


def crowded_town(homes: int = 40, **settings: Any) -> Town:
    town = town_of(housing=settings)
    for _ in range(20):
        family(town, 30.0, 31.0, 5.0, beds=3)
    if homes:
        add_homes(town, homes, beds=5)
    return town


def beds(town: Town) -> np.ndarray[Any, Any]:
    return town.state.homes.beds[town.state.households.home[:20]]


def test_crowded_households_move_to_larger_homes() -> None:
    town = crowded_town()
    live(town, housing.step, 12)
    moved = beds(town) == 5
    assert 8 <= moved.sum() <= 20
    state = town.state
    for household in np.flatnonzero(moved):
        for person in state.households.members[household, :3]:
            focus = state.memberships.focus[person, FocusSlot.NEIGHBOURS]
            assert focus in (-1, state.homes.focus[state.households.home[household]])
    assert_homes_hold_their_households(town)
    assert_rosters_and_memberships_agree(town)


def test_nobody_moves_where_moves_are_off_or_no_home_is_free() -> None:
    for town in (crowded_town(moves=False), crowded_town(homes=0)):
        live(town, housing.step, 12)
        assert (beds(town) == 3).all()


def test_roomy_households_stay() -> None:
    town = town_of()
    for _ in range(20):
        family(town, 30.0, 31.0, 5.0, beds=4)
    add_homes(town, 40, beds=5)
    live(town, housing.step, 24)
    assert (beds(town) == 4).all()


def test_tenants_with_work_come_to_own() -> None:
    for working in (False, True):
        town = town_of(housing={"own_tenure_per_month": 0.2})
        posts = posts_of(town, add_employer(town, posts=20))
        for number in range(20):
            one, _ = family(town, 30.0, 31.0)
            if working:
                employ(town, one, posts[number])
        add_homes(town, 40, beds=4, tenure=Tenure.OWNED)
        live(town, housing.step, 24)
        own = town.state.homes.tenure[town.state.households.home[:20]] == Tenure.OWNED
        assert own.sum() > 15 if working else not own.any()
