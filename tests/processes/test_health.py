"""Promises of health: who comes ill, what makes newcomers ill, and what helps them to recover."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import Pathway, Permit, TieKind
from sim.history import begin
from sim.network import tie
from sim.processes import health, meeting, services
from sim.processes.health import fall_ill, get_well, ill_on_arrival
from sim.scenario import scenario_from
from sim.schedule import month as live_a_month
from sim.town import Town, Used
from tests.processes.homes import live
from tests.processes.societies import give_work, live_together, settle
from tests.processes.towns import add_person, town_of

MANY = 600


def town_with(count: int = MANY, **settings: Any) -> tuple[Town, range]:
    """Newcomers who live alone."""
    town = town_of(health=settings)
    return town, settle(town, count, newcomer=True)


def ill_share(town: Town, rows: range) -> float:
    return float(town.state.people.ill[list(rows)].mean())


def all_ill(town: Town, rows: range) -> None:
    for row in rows:
        fall_ill(town.state, town.rules, row)


def test_refugees_and_youths_come_ill_as_often_as_published_and_labour_migrants_seldom() -> None:
    town = scenario_from(
        {
            "places": {"vik": {"population": 500, "newcomers": 0, "vacant_homes": 0.5}},
            "origins": {"east": {}},
            "ties": {"settle_months": 0},
            "health": {"changes": False},
            "services": {"screening": False},
            "arrivals": {
                name: {"pathway": name, "place": "vik", "origin": "east", "per_year": 120, "mix": [1, 1, 0, 0, 0]}
                for name in ("quota", "youth", "labour")
            },
        }
    )
    lived = begin(town, 3)
    for _ in range(12):
        live_a_month(lived)
    people, used = lived.state.people, int(lived.used[Used.PEOPLE])
    came = people.newcomer[:used] == 1
    grown = (lived.month - people.birth[:used]) / 12.0 >= 16
    shares = {}
    for pathway in (Pathway.QUOTA, Pathway.YOUTH, Pathway.LABOUR):
        these = came & grown & (people.pathway[:used] == pathway)
        assert these.sum() > 25
        shares[pathway] = people.ill[:used][these].mean()
    assert 0.2 < shares[Pathway.QUOTA] < 0.55 and 0.2 < shares[Pathway.YOUTH] < 0.55
    assert shares[Pathway.LABOUR] < 0.15
    assert not people.ill[:used][~came].any()
    assert people.health[:used][came & (people.ill[:used] == 1)] == pytest.approx(0.55)


def test_arrival_health_goes_by_pathway_and_age() -> None:
    rules = town_of(health={"ill_refugees": 0.5, "ill_youths": 0.4, "ill_family": 0.3, "ill_labour": 0.2}).rules
    adult, young, child = 30 * 12, 16 * 12, 14 * 12
    expected = {
        (Pathway.QUOTA, adult): 0.5,
        (Pathway.ASYLUM, adult): 0.5,
        (Pathway.ASYLUM, young): 0.4,
        (Pathway.YOUTH, young): 0.4,
        (Pathway.FAMILY, adult): 0.3,
        (Pathway.LABOUR, adult): 0.2,
        (Pathway.INFLOW, adult): 0.0,
        (Pathway.QUOTA, child): 0.0,
    }
    assert {key: ill_on_arrival(rules, *key) for key in expected} == pytest.approx(expected)


def test_illness_takes_a_share_of_the_capacity_and_gives_it_back() -> None:
    town, (frail,) = town_with(1)
    town.state.people.health[frail] = 0.8
    fall_ill(town.state, town.rules, frail)
    assert town.state.people.ill[frail] == 1
    assert town.state.people.health[frail] == pytest.approx(0.8 * 0.55)
    get_well(town.state, town.rules, frail)
    assert town.state.people.ill[frail] == 0
    assert town.state.people.health[frail] == pytest.approx(0.8)


def test_those_alone_fall_ill_more_often_than_those_with_somebody_close() -> None:
    shares = {}
    for company in ("none", "household", "friend"):
        town, rows = town_with(recovering=0.0)
        if company == "household":
            for first in rows[::2]:
                live_together(town, first, first + 1)
        if company == "friend":
            town.state.contacts.close[list(rows)] = 1
        live(town, health.step, 12)
        shares[company] = ill_share(town, rows)
    assert shares["none"] == pytest.approx(1.0 - np.exp(-0.1 * 2.33), abs=0.05)
    assert shares["household"] == pytest.approx(1.0 - np.exp(-0.1), abs=0.04)
    assert shares["friend"] == shares["household"]


def test_waiting_long_makes_ill() -> None:
    waits = {0: 0.0, 12: 0.0, 13: 0.0, 25: 0.0}
    for months in waits:
        town, rows = town_with(recovering=0.0, falling_ill=0.5, alone=1.0, waited=[2.0, 4.0])
        town.state.people.waited[list(rows)] = months
        live(town, health.step, 6)
        waits[months] = ill_share(town, rows)
    assert waits[0] == waits[12] < waits[13] < waits[25]
    town, rows = town_with(recovering=0.0, falling_ill=0.5, alone=1.0, waited=[2.0, 4.0])
    town.state.people.permit[list(rows)] = Permit.WAITING
    town.month = 30  # still without a decision two and a half years on
    live(town, health.step, 6)
    assert ill_share(town, rows) == pytest.approx(waits[25], abs=0.06)


def test_work_and_friends_help_to_recover() -> None:
    left = {}
    for help_ in ("none", "work", "friend", "both"):
        town, rows = town_with(falling_ill=0.0)
        all_ill(town, rows)
        if help_ in ("work", "both"):
            give_work(town, rows)
        if help_ in ("friend", "both"):
            town.state.contacts.friends[list(rows)] = 1
        live(town, health.step, 24)
        left[help_] = ill_share(town, rows)
    assert left["none"] == pytest.approx(np.exp(-2 * 0.2), abs=0.05)
    assert left["work"] == pytest.approx(np.exp(-2 * 0.3), abs=0.05)
    assert left["both"] < left["work"] and left["both"] < left["friend"] < left["none"]


def test_without_care_or_help_as_many_are_ill_after_two_years() -> None:
    town, rows = town_with(2 * MANY)
    all_ill(town, rows[: round(0.37 * len(rows))])
    for row in rows[::3]:  # two of three have a household or somebody close
        town.state.contacts.close[row] = town.state.contacts.close[row + 1] = 1
    live(town, health.step, 26)
    assert ill_share(town, rows) == pytest.approx(0.37, abs=0.08)


def test_care_helps_some_and_the_others_wait_again() -> None:
    settings = {"closures": False, "screening_per_thousand": 1000.0}
    town = town_of(services=settings, health={"care_helps": 0.3})
    rows = settle(town, 200, newcomer=True)
    town.state.places.population[0] = 200
    all_ill(town, rows)
    live(town, services.step, 1)
    assert ill_share(town, rows) == pytest.approx(0.7, abs=0.1)
    well = town.state.people.ill[list(rows)] == 0
    assert (town.state.people.health[list(rows)][well] == 1.0).all()
    live(town, services.step, 9)
    assert ill_share(town, rows) < 0.1


def test_locals_children_and_everybody_with_the_switch_off_stay_as_they_are() -> None:
    town = town_of(health={"falling_ill": 5.0, "recovering": 10.0})
    local, child = add_person(town), add_person(town, newcomer=True, age=10.0)
    live(town, health.step, 12)
    assert not town.state.people.ill[[local, child]].any()
    off, rows = town_with(50, changes=False, falling_ill=5.0, recovering=10.0)
    all_ill(off, rows[:25])
    before = off.state.people.health.copy(), off.state.people.ill.copy()
    live(off, health.step, 12)
    assert (off.state.people.health == before[0]).all() and (off.state.people.ill == before[1]).all()


def test_somebody_close_is_who_the_month_of_company_says() -> None:
    town, (a, b) = town_with(2)
    tie(a, b, 400.0, TieKind.FRIEND.value, 128, 0, town.state.ties)
    assert health.rate_of_falling_ill(town.state, town.rules, a) == pytest.approx(0.233)
    meeting.step(town)
    assert health.rate_of_falling_ill(town.state, town.rules, a) == pytest.approx(0.1)


def test_a_programmes_care_heals_the_ill_by_chance_and_others_by_degrees() -> None:
    town, rows = town_with(400)
    all_ill(town, rows)
    frail = add_person(town, newcomer=True, health=0.6)
    for row in (*rows, frail):
        health.care_for(town.state, town.rules, row, np.uint64(7), 0.25)
    assert ill_share(town, rows) == pytest.approx(0.75, abs=0.07)
    assert town.state.people.health[frail] == pytest.approx(0.7)
