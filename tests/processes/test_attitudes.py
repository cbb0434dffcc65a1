"""Promises of attitudes and trust: contact, friends, felt threat, taking part."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import ClubType, Flow
from sim.processes import attitudes
from sim.town import Town
from tests.processes.societies import acquaint, open_club, settle, with_rules
from tests.processes.towns import town_of

STILL: dict[str, Any] = {"contact": False, "influence": False, "threat": False, "trust": False}
"""Settings under which people only come back to their disposition."""


def town_with(rules: dict[str, Any], locals_: int = 100, newcomers: int = 50) -> Town:
    town = with_rules(town_of(people=400), attitudes={**STILL, **rules})
    settle(town, locals_)
    settle(town, newcomers, newcomer=True)
    return town


def live(town: Town, months: int = 24) -> Town:
    for _ in range(months):
        attitudes.step(town)
        town.month += 1
    return town


def attitude(town: Town, rows: slice = slice(0, 100)) -> float:
    return float(town.state.minds.attitude[rows].mean())


def with_contact(town: Town, hours: float, rows: slice = slice(0, 100)) -> Town:
    town.state.contacts.other_hours[rows] = hours
    return town


GOOD: dict[str, Any] = {"contact": True, "bad_contact": 0.0}


def test_good_contact_improves_attitudes_on_both_sides() -> None:
    for rows in (slice(0, 100), slice(100, 150)):
        met = live(with_contact(town_with(GOOD), 10.0, rows))
        assert attitude(met, rows) > attitude(live(town_with(GOOD)), rows)
        assert attitude(live(with_contact(town_with({}), 10.0, rows)), rows) == attitude(live(town_with({})), rows)


def test_more_contact_helps_ever_less() -> None:
    none, some, more = (attitude(live(with_contact(town_with(GOOD), hours))) for hours in (0.0, 5.0, 10.0))
    assert none < some < more
    assert more - some < some - none


def test_bad_contact_harms_and_is_likelier_with_a_bad_attitude() -> None:
    bad = {"contact": True, "contact_gain": 0.0, "bad_contact": 0.5}
    assert attitude(live(with_contact(town_with(bad), 20.0))) < attitude(live(town_with(bad)))

    def harmed(start: float) -> int:
        town = with_contact(town_with({**bad, "disposition_half_life": 600.0}), 20.0)
        town.state.minds.attitude[:] = start
        return int((live(town, 1).state.minds.attitude[:100] < start - 0.03).sum())

    assert harmed(-0.5) > harmed(0.5)


def test_little_of_good_contact_spreads_to_the_group_as_such() -> None:
    def gain(spread: float) -> float:
        rules = {**GOOD, "spread": spread}
        return attitude(live(with_contact(town_with(rules), 10.0))) - attitude(live(town_with(rules)))

    assert gain(0.0) == 0.0
    assert gain(0.35) < gain(1.0) / 2


def test_those_who_met_nobody_are_not_changed_by_others_contact() -> None:
    """Mousa 2020: nothing spreads to strangers."""
    met = live(with_contact(town_with(GOOD), 20.0, slice(0, 50)))
    assert attitude(met, slice(50, 100)) == attitude(live(town_with(GOOD)), slice(50, 100))


def test_friends_of_the_own_group_influence_each_other() -> None:
    def spread(rules: dict[str, Any], rows: range) -> Any:
        town = town_with({**rules, "disposition_half_life": 600.0})
        acquaint(town, rows)
        town.state.minds.attitude[:100:2] = 0.8
        town.state.minds.attitude[1:100:2] = -0.8
        return live(town, 36).state.minds.attitude[:100].std()

    assert spread({"influence": True}, range(100)) < 0.9 * spread({}, range(100))
    alone = town_with({"influence": True, "disposition_half_life": 600.0})
    acquaint(alone, range(99, 101), steps=1)
    alone.state.minds.attitude[100] = -1.0
    still = town_with({"disposition_half_life": 600.0})
    still.state.minds.attitude[100] = -1.0
    assert live(alone).state.minds.attitude[99] == live(still).state.minds.attitude[99]


def threatened(rules: dict[str, Any], arrivals: int, months: int = 24, then: int = 0) -> Town:
    town = town_with(rules, 200, 0)
    town.state.places.population[0] = 1000
    town.state.places.flows[0, Flow.ARRIVALS] = arrivals
    live(town, months)
    town.state.places.flows[:] = 0
    return live(town, then)


def test_fast_inflow_is_felt_as_a_threat_and_lowers_locals_attitudes() -> None:
    fast, slow = threatened({"threat": True}, 5), threatened({"threat": True}, 0)
    assert fast.state.places.threat[0] > 0.3
    assert slow.state.places.threat[0] == 0.0
    assert attitude(fast) < attitude(slow) - 0.02
    off = threatened({}, 5)
    assert off.state.places.threat[0] == 0.0
    assert attitude(off) == attitude(slow)


def test_inflow_taken_in_stride_is_no_threat() -> None:
    assert threatened({"threat": True, "inflow_taken_in_stride": 0.06}, 5).state.places.threat[0] == 0.0


def test_threat_fades_with_its_half_life() -> None:
    rules = {"threat": True, "inflow_taken_in_stride": 0.0, "threat_half_life": 6.0}
    peak = float(threatened(rules, 4).state.places.threat[0])
    later = float(threatened(rules, 4, then=6).state.places.threat[0])
    assert later == pytest.approx(peak / 2, rel=1e-4)


def test_lacking_homes_add_to_the_threat() -> None:
    town = town_with({"threat": True})
    town.state.places.population[0] = 1000
    town.state.places.flows[0, Flow.ARRIVALS] = 3
    other = town_with({"threat": True})
    other.state.places.population[0] = 1000
    other.state.places.flows[0, Flow.ARRIVALS] = 3
    other.state.places.flows[0, Flow.ARRIVALS_UNHOUSED] = 3
    assert live(other).state.places.threat[0] > live(town).state.places.threat[0]


def trust(town: Town, rows: slice = slice(0, 50)) -> float:
    return float(town.state.minds.trust[rows].mean())


def taking_part(rules: dict[str, Any], volunteer: int = 0) -> Town:
    town = town_with(rules)
    open_club(town, ClubType.AID, range(50))
    town.state.memberships.volunteer[:50] = volunteer
    return live(town)


def test_taking_part_builds_trust_and_organising_more_than_attending() -> None:
    alone = trust(live(town_with({"trust": True})))
    assert alone < trust(taking_part({"trust": True})) < trust(taking_part({"trust": True}, volunteer=1))
    assert trust(taking_part({})) == trust(town_with({}))


def test_treatment_by_locals_moves_newcomers_trust_only() -> None:
    def after(mood: float, **rules: Any) -> Town:
        town = town_with({"trust": True, "disposition_half_life": 600.0, **rules})
        town.state.minds.attitude[:100] = mood
        return live(town)

    newcomers = slice(100, 150)
    assert trust(after(-0.8), newcomers) < trust(after(0.8), newcomers)
    assert trust(after(-0.8)) == trust(after(0.8))
    assert trust(after(-0.8, trust_treatment=0.0), newcomers) == pytest.approx(
        trust(after(0.8, trust_treatment=0.0), newcomers)
    )


def test_attitudes_come_back_to_what_openness_gives() -> None:
    town = town_with({"disposition_half_life": 6.0})
    town.state.minds.openness[:50] = 0.2
    town.state.minds.openness[50:100] = 0.8
    live(town, 120)
    assert attitude(town, slice(50, 100)) - attitude(town, slice(0, 50)) == pytest.approx(
        0.6 * town.rules.attitudes.disposition_openness, abs=1e-3
    )


def test_everything_stays_within_its_bounds() -> None:
    town = with_contact(
        town_with({**GOOD, "contact_gain": 0.5, "spread": 1.0, "influence": True, "trust": True, "trust_member": 1.0}),
        200.0,
        slice(0, 150),
    )
    town.state.minds.openness[:150] = np.linspace(0, 1, 150)
    open_club(town, ClubType.AID, range(100))
    live(town, 200)
    assert (np.abs(town.state.minds.attitude[:150]) <= 1.0).all()
    assert ((town.state.minds.trust[:150] >= 0.0) & (town.state.minds.trust[:150] <= 1.0)).all()
