"""Promises of what places offer: work, a labour market, homes and services draw; people come to what there is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.codes import Flow, Service, Status
from sim.processes import arrivals, attraction
from sim.town import Town
from tests.processes.homes import add_homes, family, live
from tests.processes.towns import add_employer, add_person, employ, posts_of, town_of


def offering(posts: int = 0, seekers: int = 0, homes: int = 0, **sections: Any) -> Town:
    """A town with so many vacant posts, people without work and free homes, taken stock of."""
    town = town_of(**sections)
    if posts:
        add_employer(town, posts=posts)
    for _ in range(seekers):
        add_person(town)
    if homes:
        add_homes(town, homes, beds=4)
    attraction.step(town)
    return town


def appeal(**more: Any) -> float:
    return float(offering(**more).state.places.appeal[0])


def test_all_at_its_half_is_usual() -> None:
    rules = {"tightness_half": 0.5, "market_half": 10.0, "vacancy_half": 0.999}
    town = offering(posts=10, seekers=20, homes=30, attraction=rules)
    assert town.state.places.prospects[0] == pytest.approx(0.0, abs=1e-9)
    assert town.state.places.appeal[0] == pytest.approx(0.0, abs=1e-3)
    assert town.state.places.tightness[0] == pytest.approx(0.5)


def test_posts_homes_and_services_draw_and_seekers_do_not() -> None:
    base = appeal(posts=10, seekers=30, homes=10)
    assert appeal(posts=20, seekers=30, homes=10) > base
    assert appeal(posts=10, seekers=60, homes=10) < base
    assert appeal(posts=10, seekers=30, homes=0) < base
    town = offering(posts=10, seekers=30, homes=10)
    town.state.places.service_open[0, Service.SHOP] = 0
    attraction.step(town)
    assert town.state.places.appeal[0] == pytest.approx(base - town.rules.attraction.services / len(Service))


def test_who_works_or_studies_seeks_nothing() -> None:
    town = offering(posts=2, seekers=3)
    assert town.state.places.tightness[0] == pytest.approx(2 / 3)
    employ(town, 0, posts_of(town, 0)[0])
    town.state.work.studying[1] = 1
    attraction.step(town)
    assert town.state.places.tightness[0] == 1.0


def test_posts_of_a_near_place_count_and_of_a_far_one_do_not() -> None:
    found = {}
    for minutes in (20.0, 600.0):
        town = town_of(places=2, minutes=minutes)
        add_employer(town, posts=50, place=1)
        add_person(town)
        attraction.step(town)
        found[minutes] = float(town.state.places.tightness[0])
    assert found[20.0] > 0.0 == found[600.0]


def test_more_locals_move_in_where_there_is_more_and_the_first_of_them_are_the_same() -> None:
    poor, rich = (
        offering(posts=posts, seekers=100, homes=600, people=4000, attraction={"work": 1.0}) for posts in (1, 100)
    )
    uids = []
    for town in (poor, rich):
        town.state.places.population[0] = 3000
        first = town.state.people.uid[town.state.people.uid > 0].size
        live(town, arrivals.step, 24)
        people = town.state.people
        uids.append(
            {
                int(uid)
                for uid in people.uid[first : int(town.used[0])][
                    people.status[first : int(town.used[0])] == Status.HERE
                ]
            }
        )
    assert len(uids[0]) > 20 and len(uids[1]) > 1.5 * len(uids[0])
    assert uids[0] <= uids[1]


def test_inflow_follows_inhabitants_there_are_unless_switched_off() -> None:
    for follows, fewer in ((True, True), (False, False)):
        found = []
        for inhabitants in (400, 4000):
            town = offering(homes=1500, people=4000, attraction={"follows": follows})
            town.state.places.population[0] = inhabitants
            live(town, arrivals.step, 24)
            found.append(int(town.state.places.flows[0, Flow.INFLOW]))
        assert (found[0] < 0.5 * found[1]) is fewer
        assert (found[0] == found[1]) is not fewer


def test_free_settlers_follow_what_has_become_of_the_place_and_assigned_do_not() -> None:
    stream = {"pathway": "labour", "place": "place0", "origin": "one", "per_year": 60}
    for homes, follows in (("free", True), ("assigned", False)):
        found = []
        for posts in (0, 60):
            town = town_of(
                people=3000,
                origins={"one": {}},
                arrivals={"stream": {**stream, "homes": homes}},
                arriving={"inflow": False},
                attraction={"work": 1.0},
            )
            add_homes(town, 600, beds=4)
            for _ in range(60):
                family(town, 40.0)
            attraction.step(town)  # the first month
            add_employer(town, posts=posts) if posts else None
            attraction.step(town)
            live(town, arrivals.step, 24)
            found.append(int(town.state.places.flows[0, Flow.ARRIVALS]))
        assert (found[1] > 1.5 * found[0]) is follows
        assert (found[1] == found[0]) is not follows


def test_appeal_of_the_first_month_is_kept() -> None:
    town = offering(posts=10, seekers=10)
    first = float(town.state.places.appeal_first[0])
    add_homes(town, 50, beds=4)
    attraction.step(town)
    assert town.state.places.appeal[0] > first == town.state.places.appeal_first[0] and math.isfinite(first)


def test_a_university_and_a_large_labour_market_draw_the_young() -> None:
    found = {}
    for university, posts in ((False, 1), (False, 400), (True, 400)):
        town = town_of(
            people=4000,
            places=1,
            arriving={"inflow_per_thousand": 0.0},
            attraction={"market_half": 100.0, "market": 0.0, "work": 0.0},
        )
        changed = town.scenario.places["place0"].model_copy(update={"university": university})
        town.scenario = town.scenario.model_copy(update={"places": {"place0": changed}})
        add_homes(town, 1500, beds=4)
        add_employer(town, posts=posts)
        attraction.step(town)
        town.state.places.population[0] = 5000
        live(town, arrivals.step, 24)
        people = town.state.people
        here = np.flatnonzero(people.status == Status.HERE)
        assert here.size == 0 or np.median((town.month - people.birth[here]) / 12) < 26
        found[university, posts] = here.size
    assert found[False, 1] < 10 < found[False, 400] < 0.5 * found[True, 400]
