"""Promises of services: they close when too few use them for too long, and newcomers wait to be seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import Service
from sim.processes import services
from sim.town import Town
from tests.processes.homes import family, live
from tests.processes.towns import add_person, town_of

SMALL = {"school_pupils": 10, "shop_inhabitants": 30, "health_inhabitants": 1000, "patience": 6}


def village(pupils: int, **settings: Any) -> Town:
    town = town_of(services={**SMALL, **settings})
    for _ in range(pupils):
        family(town, 35.0, 36.0, 8.0)
    return town


def is_open(town: Town, service: Service) -> bool:
    return bool(town.state.places.service_open[0, service])


def test_services_close_after_patience_and_not_before() -> None:
    town = village(5)
    live(town, services.step, 5)
    assert is_open(town, Service.SCHOOL) and is_open(town, Service.HEALTH)
    live(town, services.step, 1)
    assert not is_open(town, Service.SCHOOL)
    assert not is_open(town, Service.SHOP) and not is_open(town, Service.HEALTH)


def test_services_with_users_enough_stay() -> None:
    town = village(12)
    live(town, services.step, 24)
    assert is_open(town, Service.SCHOOL) and is_open(town, Service.SHOP)
    assert not is_open(town, Service.HEALTH)


def test_nothing_closes_when_closures_are_off() -> None:
    town = village(1, closures=False)
    live(town, services.step, 24)
    assert town.state.places.service_open.all()


def test_closed_school_opens_only_well_above_the_threshold() -> None:
    for pupils, opens in ((11, False), (14, True)):
        town = village(pupils)
        town.state.places.service_open[0, Service.SCHOOL] = 0
        live(town, services.step, 12)
        assert is_open(town, Service.SCHOOL) is opens


def treated(**settings: Any) -> int:
    town = town_of(services={"closures": False, "screening_per_thousand": 20.0, **settings})
    rows = [add_person(town, newcomer=True, health=0.5) for _ in range(60)]
    for _ in range(140):
        add_person(town)
    live(town, services.step, 6)
    return int((town.state.people.health[rows] > 0.8).sum())


def test_newcomers_in_poor_health_are_seen_as_capacity_allows() -> None:
    # four a month of two hundred inhabitants, for six months
    assert 10 <= treated() <= 40
    assert treated(screening_per_thousand=2.0) < 10
    assert treated(screening=False) == 0


def test_health_centre_far_away_sees_fewer() -> None:
    away = treated(closures=True, patience=1, screening_away=0.0, health_inhabitants=5000)
    assert away == 0


def test_locals_and_the_healthy_are_left_alone() -> None:
    town = town_of(services={"screening_per_thousand": 1000.0})
    local, healthy = add_person(town, health=0.5), add_person(town, newcomer=True, health=0.9)
    live(town, services.step, 3)
    assert np.allclose(town.state.people.health[[local, healthy]], [0.5, 0.9])
