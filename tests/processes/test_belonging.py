"""Promises of belonging: each of its sources counts, it moves slowly, and the rivals differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim.codes import ClubType
from sim.processes import belonging
from sim.town import Town
from tests.processes.societies import give_work, open_club, settle, with_rules
from tests.processes.towns import town_of


def people(newcomer: bool = True, **sections: Any) -> Town:
    town = with_rules(town_of(people=200, month=60), **sections)
    settle(town, 40, newcomer=newcomer, language=0.2)
    return town


def live(town: Town, months: int = 12) -> float:
    """Mean belonging after some months."""
    for _ in range(months):
        belonging.step(town)
        town.month += 1
    return float(town.state.minds.belonging[:40].mean())


def change(column: str, value: float) -> Callable[[Town], None]:
    def apply(town: Town) -> None:
        group = next(
            group for group in (town.state.contacts, town.state.minds, town.state.people) if column in group._fields
        )
        getattr(group, column)[:40] = value

    return apply


def work_for_all(town: Town) -> None:
    give_work(town, range(40))


def warm_locals(town: Town) -> None:
    town.state.minds.attitude[list(settle(town, 20))] = 0.9


SOURCES: dict[str, Callable[[Town], None]] = {
    "ties": change("bridging", 4),
    "close": change("close", 3),
    "language": change("language", 0.9),
    "work": work_for_all,
    "time": change("arrival", -200),
    "treatment": warm_locals,
}


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_of_belonging_counts_and_can_be_switched_off(source: str) -> None:
    with_, without, off, off_too = people(), people(), people(), people()
    for town in (off, off_too):
        with_rules(town, belonging={source: 0.0})
    for town in (with_, off):
        SOURCES[source](town)
    assert live(with_) > live(without)
    assert live(off) == live(off_too)


def test_membership_counts_only_where_the_rival_says_so() -> None:
    def level(rival: str, member: bool) -> float:
        town = people(rivals={"belonging": rival})
        if member:
            open_club(town, ClubType.AID, range(40))
        return live(town)

    assert level("informal", True) == level("informal", False)
    assert level("informal_and_membership", True) > level("informal_and_membership", False)


def test_where_membership_counts_informal_ties_count_less() -> None:
    def gain(rival: str) -> float:
        met, lonely = (people(rivals={"belonging": rival}) for _ in range(2))
        change("bridging", 8)(met)
        return live(met) - live(lonely)

    assert 0.0 < gain("informal_and_membership") < gain("informal")


@pytest.mark.parametrize(("ties", "close"), [(0.0, 0.0), (0.03, 0.02), (0.06, 0.04), (0.28, 0.18)])
def test_membership_never_takes_more_weight_than_informal_ties_have(ties: float, close: float) -> None:
    rules = {
        "belonging": {"ties": ties, "close": close, "membership": 0.10},
        "rivals": {"belonging": "informal_and_membership"},
    }
    met, lonely, member = (people(**rules) for _ in range(3))
    for column in ("bridging", "close"):
        change(column, 8)(met)
    open_club(member, ClubType.AID, range(40))
    level = live(lonely)
    assert live(met) >= level > 0.0
    assert live(member) - level == pytest.approx(
        min(0.10, ties + close) * (1.0 - 2.0 ** (-12 / 18.0)), rel=0.02, abs=1e-6
    )


def test_half_the_distance_is_gone_after_the_half_life() -> None:
    def distance(months: int) -> float:
        town = people(belonging={"time": 0.0, "half_life": 12.0})
        final = people(belonging={"time": 0.0, "half_life": 0.1})
        return live(town, months) - live(final, 12)

    assert distance(12) == pytest.approx(distance(24) * 2, rel=1e-3)


def test_locals_feel_at_home_by_their_own_friends() -> None:
    met, lonely = people(newcomer=False), people(newcomer=False)
    change("friends", 10)(met)
    assert live(met) > live(lonely)
    alone, bridged = people(newcomer=False), people(newcomer=False)
    change("bridging", 10)(bridged)
    assert live(alone) == live(bridged)


def test_pensioners_need_no_job() -> None:
    old = people()
    change("birth", -80 * 12)(old)
    assert live(old) > live(people())
