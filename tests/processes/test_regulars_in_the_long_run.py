"""Meeting places over years: regulars stay about as many, newcomers come in, and who gains friends from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import FocusSlot
from sim.history import begin, simulate
from sim.measures.look import Look
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios
from sim.schedule import month as live_a_month

PAIRS, FORK, YEARS_AFTER = 12, 24, 5
SHUT = dict.fromkeys(("library", "cafe", "pool", "neighbourhood_house"), 0)


def granby(**levers: Any) -> Scenario:
    return with_overrides(load_scenario(packaged_scenarios() / "rural-town.yaml"), {"levers": levers} if levers else {})


@pytest.mark.slow
def test_after_ten_years_every_group_goes_as_often_as_at_first() -> None:
    """Locals within 3 points of the first month; newcomers, who begin with none, between half and one and a half times
    as often as locals; those in no club, newcomers among them, at least four fifths as often (27 of 100 against 30)."""
    shares = []
    for seed in range(1, 6):
        table = simulate(granby(), seed, months=120).to_pandas()
        rows = table[(table.measure == "regulars") & (table.place == "all")]
        shares.append(rows.pivot_table(index="month", columns="group", values="value"))
    first = np.mean([one.iloc[0] for one in shares], axis=0)
    last = np.mean([one.iloc[-3:].mean() for one in shares], axis=0)
    at = {group: number for number, group in enumerate(shares[0].columns)}
    assert abs(last[at["locals"]] - first[at["locals"]]) < 0.03 and abs(last[at["locals"]] - 0.30) < 0.03
    assert 0.5 < last[at["newcomers"]] / last[at["locals"]] < 1.5
    assert abs(last[at["newcomer_women"]] - last[at["newcomer_men"]]) < 0.08
    assert last[at["clubless"]] > 0.8 * last[at["locals"]]


def friends_by_start(pair: tuple[Scenario, Scenario], seed: int) -> dict[bool, float]:
    """By whether local adults belonged to no club when meeting places shut in the second scenario: friends lost."""
    towns = [begin(one, seed) for one in pair]
    looks, clubless = [], {}
    for town in towns:
        for month in range(FORK + 12 * YEARS_AFTER):
            if month == FORK:
                roll = Look(town).roll
                clubs = town.state.memberships.focus[: roll.used, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
                rows = np.flatnonzero(roll.local & roll.adult)
                clubless = dict(zip(town.state.people.uid[rows].tolist(), (clubs[rows] < 0).all(axis=1), strict=True))
            live_a_month(town)
        look = Look(town)
        here = np.flatnonzero(look.roll.here)
        looks.append(dict(zip(town.state.people.uid[here].tolist(), look.friends.friends[here].tolist(), strict=True)))
    both = [uid for uid in clubless if uid in looks[0] and uid in looks[1]]
    return {
        without: float(np.mean([looks[0][uid] - looks[1][uid] for uid in both if clubless[uid] == without]))
        for without in (True, False)
    }


@pytest.mark.slow
def test_locals_without_a_club_owe_them_the_most_friends() -> None:
    """By membership before the places shut: afterwards it would be chosen by having friends."""
    pair = granby(), granby(**{"places.granby.opening_hours": {"2012-01": SHUT}})
    lost = [friends_by_start(pair, seed) for seed in range(1, PAIRS + 1)]
    assert min(np.mean([each[without] for each in lost]) for without in (True, False)) > 0.0
    more = np.array([each[True] - each[False] for each in lost])
    assert more.mean() > 2.0 * more.std(ddof=1) / np.sqrt(len(more)), "undecided"
