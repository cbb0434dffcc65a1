"""A lever on what a kind of club is like changes the clubs there are, each keeping its rank, and can be taken
back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import ClubType
from sim.month_bookkeeping import open_month
from sim.processes.club_levers import moved_welcome
from sim.town import Town, Used
from tests.levers.rich import Stopped
from tests.levers.setups import lively_data

KINDS = [kind.name.lower() for kind in ClubType]
STOP = 14


@pytest.fixture(scope="module")
def stopped() -> Stopped:
    data = lively_data()
    for kind in KINDS:
        data["clubs"][kind].update(welcome=0.6, neutral=0.5, founding=20.0)
    return Stopped(data, STOP)


def opened(stopped: Stopped, levers: dict[str, Any]) -> Town:
    """The town at the opening of the month in which levers are moved."""
    town = stopped.pulled(levers)
    open_month(town)
    return town


def clubs_of(town: Town, kind: str) -> np.ndarray[Any, Any]:
    return np.flatnonzero(town.state.clubs.type[: town.used[Used.CLUBS]] == ClubType[kind.upper()])


def test_there_are_first_clubs_and_founded_ones(stopped: Stopped) -> None:
    founded = stopped.town.state.clubs.founded[: stopped.town.used[Used.CLUBS]]
    assert (founded < 0).sum() > 5 and (founded >= 0).sum() > 5


@pytest.mark.parametrize("kind", KINDS)
def test_welcome_moves_in_the_clubs_there_are(stopped: Stopped, kind: str) -> None:
    before = stopped.town.state.clubs.welcome
    colder, warmer = (opened(stopped, {f"clubs.{kind}.welcome": mean}) for mean in (0.3, 0.9))
    these = clubs_of(stopped.town, kind)
    assert these.size
    low, high = colder.state.clubs.welcome[these], warmer.state.clubs.welcome[these]
    assert (low < before[these]).all() and (before[these] <= high).all() and (low < high).all()
    assert (np.diff(low[np.argsort(before[these])]) >= 0).all()
    others = np.setdiff1d(np.arange(stopped.town.used[Used.CLUBS]), these)
    assert (colder.state.clubs.welcome[others] == before[others]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_venues_move_in_the_clubs_there_are(stopped: Stopped, kind: str) -> None:
    these = clubs_of(stopped.town, kind)
    before = stopped.town.state.clubs.neutral[these] == 1
    few, many, none, every = (
        opened(stopped, {f"clubs.{kind}.neutral": share}).state.clubs.neutral[these] == 1
        for share in (0.3, 0.8, 0.0, 1.0)
    )
    assert not none.any() and every.all()
    assert (few <= before).all() and (before <= many).all()


def test_taken_back_all_is_as_before(stopped: Stopped) -> None:
    start, later, then = (stopped.scenario.date_of(STOP + month) for month in (0, 1, 2))
    levers = {
        f"clubs.{kind}.{trait}": {start: 1.0, later: 0.2, then: usual}
        for kind in KINDS
        for trait, usual in (("welcome", 0.6), ("neutral", 0.5))
    }
    town = stopped.fork(stopped.scenario.model_copy(update={"levers": levers}))
    open_month(town)
    clubs, before, count = town.state.clubs, stopped.town.state.clubs, int(town.used[Used.CLUBS])
    assert clubs.neutral[:count].all() and (clubs.welcome[:count] > before.welcome[:count]).mean() > 0.9
    for _ in range(2):
        town.month += 1
        open_month(town)
    assert (clubs.neutral[:count] == before.neutral[:count]).all()
    assert (clubs.welcome[:count] == before.welcome[:count]).all()


def test_what_a_lever_does_follows_from_the_present_mean_alone(stopped: Stopped) -> None:
    """Also for welcomes so near to 0 or 1 that at an extreme mean they cannot be told from them any more."""
    start, then = stopped.scenario.date_of(STOP), stopped.scenario.date_of(STOP + 1)
    ends = np.array([0.0, 1e-6, 0.999999, 1.0], np.float32)
    found = []
    for levers in ({start: 0.8}, {start: 1.0, then: 0.8}, {start: 0.0, then: 0.8}):
        levers = {f"clubs.{kind}.welcome": levers for kind in KINDS}
        town = stopped.fork(stopped.scenario.model_copy(update={"levers": levers}))
        clubs = town.state.clubs
        clubs.welcome[:4] = clubs.welcome_own[:4] = ends
        for _ in range(2):
            open_month(town)
            town.month += 1
        found.append(clubs.welcome[: int(town.used[Used.CLUBS])].copy())
    assert (found[0] == found[1]).all() and (found[0] == found[2]).all()
    assert found[0][1] < 0.01 and found[0][2] > 0.999


def test_the_fullest_and_the_least_welcome_move_too_and_come_back() -> None:
    own = np.array([0.0, 0.2, 0.95, 1.0], np.float32)
    usual = np.full(4, 0.9, np.float32)
    moved = moved_welcome(own, usual, 0.1)
    assert (moved[1:] < own[1:]).all() and moved[0] < 1e-3 and moved[3] < 0.95
    assert moved_welcome(own, np.full(4, 0.1, np.float32), 0.9)[0] > 0.05
    assert (moved_welcome(own, usual, 0.9) == own).all()
