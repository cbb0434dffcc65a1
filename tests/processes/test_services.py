"""Promises of services: they close when too few use them for too long, and newcomers wait to be seen."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import STILL, Service
from sim.processes import services
from sim.town import Town
from tests.processes.homes import family, live
from tests.processes.societies import with_rules
from tests.processes.towns import add_person, town_of

SMALL = {
    "school_pupils": 10,
    "shop_inhabitants": 30,
    "health_inhabitants": 1000,
    "patience": 6,
    "school_patience": 6,
    "decision_months": 3,
    "merging": 1.0,
}
"""With a start in January the school is proposed in June and decided in the first August three months later."""
MERGED = 12 + 8
"""Months after which it has closed."""


def village(pupils: int, *, keep: tuple[str, ...] = (), places: int = 2, **settings: Any) -> Town:
    """A place with pupils, and another (large, 30 minutes away) with everything."""
    town = town_of(places=places, people=600, services={**SMALL, **settings})
    with_rules(town, places={"place0": {"keep": keep}})
    for _ in range(pupils):
        family(town, 35.0, 36.0, 8.0)
    for _ in range(30 * (places - 1)):
        family(town, 35.0, 36.0, 8.0, place=1)
    return town


def is_open(town: Town, service: Service, place: int = 0) -> bool:
    return bool(town.state.places.service_open[place, service])


def test_shop_and_health_centre_close_after_patience_and_not_before() -> None:
    town = village(5)
    live(town, services.step, 5)
    assert is_open(town, Service.SHOP) and is_open(town, Service.HEALTH)
    live(town, services.step, 1)
    assert not is_open(town, Service.SHOP) and not is_open(town, Service.HEALTH)


def test_a_school_is_proposed_for_merging_and_decided_at_the_turn_of_a_school_year() -> None:
    town = village(5)
    live(town, services.step, 6)
    assert is_open(town, Service.SCHOOL)
    assert town.state.places.service_due[0, Service.SCHOOL] == MERGED - 1
    live(town, services.step, MERGED - 7)
    assert is_open(town, Service.SCHOOL)
    live(town, services.step, 1)
    assert not is_open(town, Service.SCHOOL) and is_open(town, Service.SCHOOL, 1)


def test_a_school_is_kept_by_decision_by_the_place_or_for_want_of_another() -> None:
    assert not is_open(merged(village(5)), Service.SCHOOL)
    refused = merged(village(5, merging=0.0, pause=24))
    assert is_open(refused, Service.SCHOOL)
    assert refused.state.places.service_spared[0, Service.SCHOOL] == MERGED - 1 + 24
    assert is_open(merged(village(5, keep=("school",))), Service.SCHOOL)
    assert is_open(merged(village(5, merge_reach=20.0)), Service.SCHOOL)
    assert is_open(merged(village(5, places=1)), Service.SCHOOL)
    assert not is_open(merged(village(5, places=1, last_school=True)), Service.SCHOOL)


def merged(town: Town) -> Town:
    live(town, services.step, MERGED + 4)
    return town


def test_a_proposal_falls_when_there_are_pupils_enough_again() -> None:
    town = village(5)
    live(town, services.step, 10)
    for _ in range(10):
        family(town, 35.0, 36.0, 8.0)
    live(town, services.step, 1)
    assert town.state.places.service_due[0, Service.SCHOOL] == STILL
    assert is_open(merged(town), Service.SCHOOL)


def test_of_two_small_schools_the_smaller_merges_and_its_pupils_save_the_other() -> None:
    town = village(6, places=1)
    two = town_of(places=2, services=SMALL)
    for place, pupils in ((0, 7), (1, 6)):
        for _ in range(pupils):
            family(two, 35.0, 36.0, 8.0, place=place)
    live(two, services.step, 60)
    assert is_open(two, Service.SCHOOL, 0) and not is_open(two, Service.SCHOOL, 1)
    assert services.users_at(two, two.month)[0, Service.SCHOOL] == 13
    assert is_open(merged(town), Service.SCHOOL)


def test_customers_come_from_places_without_a_shop_in_reach() -> None:
    def shop(reach: float) -> bool:
        town = town_of(places=2, services={**SMALL, "shop_reach": reach})
        town.state.places.service_open[1, Service.SHOP] = 0
        for place in (0, 1):
            for _ in range(7):
                family(town, 35.0, 36.0, 8.0, place=place)
        live(town, services.step, 12)
        return is_open(town, Service.SHOP)

    assert shop(40.0) and not shop(20.0)


def test_services_with_users_enough_stay() -> None:
    town = village(12)
    live(town, services.step, 36)
    assert is_open(town, Service.SCHOOL) and is_open(town, Service.SHOP)
    assert not is_open(town, Service.HEALTH)


def test_nothing_closes_when_closures_are_off() -> None:
    town = village(1, closures=False)
    live(town, services.step, 48)
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
