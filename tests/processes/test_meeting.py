"""Meeting and ties: what each rule does, shown by switching it off or to an extreme."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Status, TieKind
from sim.network import find_slot, tie
from sim.processes import meeting
from sim.processes.ties import fade_table
from sim.quality import LOG_LEAST, LOG_STEP, affinity_key, pair_quality
from sim.region import build_region
from sim.scenario import scenario_from
from sim.town import Town, Used
from tests.processes.towns import add_person, town_of
from tests.properties.invariants import (
    assert_nobody_spends_more_hours_than_there_are,
    assert_ties_are_symmetric_and_among_those_here,
)

NEUTRAL = round((0.0 - LOG_LEAST) / LOG_STEP)  # the quality byte of a pair whose hours count as they are


def village(months: int = 24, seed: int = 1, **sections: dict[str, Any]) -> Town:
    """A village of 500, a tenth of them newcomers, after so many months of company and nothing else."""
    ties = {"settle_months": months, **sections.pop("ties", {})}
    return build_region(
        scenario_from(
            {
                "places": {"alby": {"population": 500, "newcomers": 0.1, "newcomer_origins": {"one": 1}}},
                "origins": {"one": {}},
                "ties": ties,
                **sections,
            }
        ),
        seed,
    )


def friends(town: Town, column: str = "friends", newcomers: bool | None = None) -> float:
    n = int(town.used[Used.PEOPLE])
    people = town.state.people
    these = (people.status[:n] == Status.HERE) & (people.birth[:n] < -18 * 12)
    if newcomers is not None:
        these &= people.newcomer[:n] == newcomers
    return float(getattr(town.state.contacts, column)[:n][these].mean())


@pytest.fixture(scope="module")
def usual() -> Town:
    return village()


@pytest.mark.parametrize(
    ("off", "column"),
    [
        ({"free_hours": 0}, "friends"),
        ({"neighbour_hours": 0, "neighbour_encounters": 0}, "acquaintances"),
        ({"work_hours": 0, "work_encounters": 0}, "acquaintances"),
        ({"club_hours": 0, "club_encounters": 0}, "acquaintances"),
        ({"gate_hours": 0, "gate_encounters": 0}, "acquaintances"),
        ({"place_hours": 0, "place_encounters": 0}, "acquaintances"),
        ({"introductions": 0}, "acquaintances"),
    ],
)
def test_each_way_to_meet_makes_ties(usual, off, column):
    assert friends(village(meeting=off), column) < friends(usual, column)


def test_compatriots_find_each_other_at_their_own_focus(usual):
    without = village(meeting={"compatriot_hours": 0, "compatriot_encounters": 0})
    assert friends(without, "bonding", True) < friends(usual, "bonding", True)


def test_language_stands_between_newcomers_and_locals(usual):
    assert friends(village(meeting={"shared_language": False}), "bridging", True) > friends(usual, "bridging", True)


def test_openness_decides_who_is_let_in(usual):
    assert friends(village(meeting={"openness_matters": False}), "acquaintances") > friends(usual, "acquaintances")


def test_attitudes_change_what_an_hour_counts(usual):
    indifferent = village(meeting={"attitudes_matter": False})
    assert friends(indifferent, "other_hours") != friends(usual, "other_hours")


def test_pairs_that_click_are_what_makes_local_friends():
    """Without a spread of affinity nobody stands out, and fewer newcomers find local friends."""
    alike, usual = (
        sum(friends(village(seed=seed, ties=ties), "bridging", True) for seed in range(1, 6))
        for ties in ({"affinity_sigma": 0}, {})
    )
    assert alike < 0.85 * usual, (alike, usual)


def test_an_hour_at_work_counts_less(usual):
    assert friends(village(meeting={"work_count": 1.0})) > friends(usual)


def test_known_people_draw_more_company_the_larger_their_share(usual):
    assert friends(village(meeting={"known_share": 0.0}), "close") < friends(usual, "close")


def test_without_saturation_the_closest_eat_the_budget(usual):
    greedy = village(ties={"saturation_hours": 5000})
    assert friends(greedy, "acquaintances") < friends(usual, "acquaintances")


def test_ties_fade_faster_with_a_shorter_half_life(usual):
    assert friends(village(ties={"half_life_months": 2})) < friends(usual)


def test_a_long_meeting_leaves_no_time_for_many(usual):
    assert friends(village(meeting={"quantum_hours": 4})) < friends(usual)


def test_a_tie_halves_in_its_half_life():
    left = fade_table(6.0, 10.0)
    ten = int(np.sqrt(10.0) * 32)
    assert left[ten] ** 6 == pytest.approx(0.5, abs=0.01)
    assert left[2 * ten] ** 12 == pytest.approx(0.5, abs=0.01), "four times the hours, twice the half-life"


def pair(**other: Any) -> tuple[Town, int, int]:
    """Two friends of a hundred hours with nobody else."""
    town = town_of(places=2, people=8)
    a, b = add_person(town, age=40), add_person(town, age=40, **other)
    tie(a, b, 100.0, TieKind.FRIEND.value, NEUTRAL, 0, town.state.ties)
    return town, a, b


def test_an_hour_is_spent_by_both_or_by_neither():
    town, a, b = pair()
    busy = town.state.people.health
    busy[b] = 0.25  # who has a quarter of the hours sets the pace for both
    meeting.step(town)
    spent = town.state.contacts.spent
    assert spent[a] == spent[b] == pytest.approx(0.25 * town.rules.meeting.free_hours, abs=0.25)
    assert town.state.contacts.spare[a] > town.state.contacts.spare[b] == pytest.approx(0.0, abs=0.25)


def test_both_ends_of_a_tie_grow_alike():
    town, a, b = pair()
    meeting.step(town)
    hours = town.state.ties.hours
    assert hours[a, find_slot(a, b, town.state.ties)] == hours[b, find_slot(b, a, town.state.ties)] > 100.0


def test_friends_in_another_place_have_less_of_each_other():
    near, far = pair()[0], pair(place=1)[0]
    for town in (near, far):
        meeting.step(town)
    assert 0 < far.state.contacts.spent[0] < near.state.contacts.spent[0]


def test_a_tie_nobody_has_time_for_is_forgotten_by_both():
    town, a, b = pair()
    town.state.people.health[:2] = 0.0
    for _ in range(400):
        meeting.step(town)
    assert find_slot(a, b, town.state.ties) == NOBODY
    assert find_slot(b, a, town.state.ties) == NOBODY


def test_affinity_lasts_and_is_the_pairs_own():
    town, a, b = pair()
    key = np.uint64(affinity_key(np.uint64(3)))
    quality = [pair_quality(key, town.rules.ties, town.state.people, *who) for who in ((a, b), (b, a))]
    assert quality[0] == quality[1]
    town.state.people.birth[b] -= 40 * 12
    assert pair_quality(key, town.rules.ties, town.state.people, a, b) < quality[0]


def test_hours_and_ties_are_kept_straight(usual):
    assert_ties_are_symmetric_and_among_those_here(usual)
    assert_nobody_spends_more_hours_than_there_are(usual)


def test_the_first_network_looks_like_one(usual):
    """Degrees, strong and weak ties and clustering before the first month, against wide ranges.

    About 5 close, 15 good and 50 casual ties are told of people in general (evidence, wide tolerance).
    """
    town = village(months=96)
    assert 4 < friends(town, "friends", False) < 25
    assert 1.5 < friends(town, "close", False) < 12
    assert 3 < friends(town, "acquaintances", False) < 60
    assert friends(town, "bridging", True) < friends(town, "friends", True)
