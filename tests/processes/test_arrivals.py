"""Promises of arriving: the same people in every arm, housed or counted; families follow."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Channel, Flow, FocusSlot, Pathway, Schooling, Sex, Tenure
from sim.processes import arrivals
from sim.town import Town
from tests.processes.homes import add_homes, family, here, live, vacant
from tests.processes.towns import add_employer, town_of
from tests.properties.invariants import assert_homes_hold_their_households, assert_rosters_and_memberships_agree

STREAM = {"pathway": "asylum", "place": "place0", "origin": "one"}


def receiving(
    homes: int = 600,
    places: int = 1,
    minutes: float = 30.0,
    inflow: bool = False,
    people: int = 2000,
    arriving: dict[str, Any] | None = None,
    **stream: Any,
) -> Town:
    """An empty town with vacant homes that a stream of newcomers comes to."""
    town = town_of(
        places=places,
        minutes=minutes,
        people=people,
        origins={"one": {}, "two": {}},
        arrivals={"stream": {**STREAM, **stream}},
        arriving={"inflow": inflow, **(arriving or {})},
    )
    if homes:
        add_homes(town, homes, beds=8)
    return town


def town_of_those_who_find_their_own() -> Town:
    """One home in their place, others out of reach."""
    settings = {"origins": {"one": {}}, "arrivals": {"stream": {**STREAM, "per_year": 120.0, "homes": "free"}}}
    town = town_of(places=2, minutes=120.0, arriving={"inflow": False}, **settings)
    add_homes(town, 1, beds=8)
    return town


def flow(town: Town, what: Flow, place: int = 0) -> int:
    return int(town.state.places.flows[place, what])


def arrived_with(town: Town) -> dict[int, tuple[Any, ...]]:
    """Traits of everybody by uid."""
    people, minds = town.state.people, town.state.minds
    traits = (people.birth, people.sex, people.schooling, people.health, minds.openness, minds.trust)
    return {int(people.uid[row]): tuple(float(column[row]) for column in traits) for row in here(town)}


def test_as_many_come_as_the_stream_says() -> None:
    town = receiving(per_year=120.0, arriving={"reunification": False})
    live(town, arrivals.step, 36)
    assert 280 < len(here(town)) < 440
    assert flow(town, Flow.ARRIVALS) == len(here(town))
    assert_homes_hold_their_households(town)
    assert_rosters_and_memberships_agree(town)


def test_nobody_comes_when_newcomers_are_switched_off() -> None:
    town = receiving(per_year=120.0, months={"2010-02": 30}, arriving={"newcomers": False})
    live(town, arrivals.step, 6)
    assert len(here(town)) == 0


def test_surge_is_whole_households_up_to_the_number_given() -> None:
    town = receiving(months={"2010-03": 40})
    live(town, arrivals.step, 2)
    assert len(here(town)) == 0
    live(town, arrivals.step, 1)
    assert len(here(town)) == 40
    live(town, arrivals.step, 3)
    assert len(here(town)) == 40


def test_more_arrivals_are_more_of_the_same_people() -> None:
    few, many = receiving(per_year=60.0), receiving(per_year=120.0)
    for town in (few, many):
        live(town, arrivals.step, 12)
    first, second = arrived_with(few), arrived_with(many)
    assert 0 < len(first) < len(second)
    assert first.items() <= second.items()


def test_who_comes_does_not_depend_on_the_policy() -> None:
    plain = receiving(per_year=120.0)
    other = receiving(per_year=120.0, introduction_months=6, arriving={"reunification_help": 3.0})
    for town in (plain, other):
        live(town, arrivals.step, 8)
    assert arrived_with(plain) == arrived_with(other)


def test_newcomers_get_public_rent_a_neighbourhood_compatriots_and_a_programme() -> None:
    town = receiving(homes=0, per_year=120.0)
    add_homes(town, 100, beds=8, tenure=Tenure.OWNED)
    public = add_homes(town, 100, beds=8)
    live(town, arrivals.step, 6)
    state, rows = town.state, here(town)
    homes = state.households.home[state.people.household[rows]]
    assert np.isin(homes, public).all()
    assert (state.memberships.focus[rows, FocusSlot.NEIGHBOURS] != NOBODY).any()
    assert (state.memberships.focus[rows, FocusSlot.COMPATRIOTS] != NOBODY).all()
    assert (state.people.introduction_end[rows] == state.people.arrival[rows] + 24).all()
    assert (state.people.newcomer[rows] == 1).all() and (state.people.settled_in[rows] == 0).all()
    assert (state.minds.language[rows] < 0.1).all()


def test_concentration_puts_households_side_by_side() -> None:
    spread = []
    for share in (0.0, 1.0):
        town = town_of(
            origins={"one": {}},
            arrivals={"stream": {**STREAM, "per_year": 60.0}},
            arriving={"inflow": False},
            housing={"concentration": share},
        )
        add_homes(town, 800, beds=8)
        live(town, arrivals.step, 6)
        spread.append(float(np.std(np.flatnonzero(town.state.homes.household[:800] != NOBODY))))
    assert spread[1] < 0.2 * spread[0]


def test_without_a_home_the_next_place_takes_them_or_they_wait_or_are_counted() -> None:
    near = receiving(homes=1, places=2, per_year=120.0)
    add_homes(near, 300, beds=8, place=1)
    far = receiving(homes=1, places=2, minutes=120.0, per_year=120.0)
    add_homes(far, 300, beds=8, place=1)
    alone = town_of_those_who_find_their_own()
    add_homes(alone, 300, beds=8, place=1)
    for town in (near, far, alone):
        live(town, arrivals.step, 6)
    assert flow(near, Flow.ARRIVALS, 1) > 20 and flow(near, Flow.ARRIVALS_UNHOUSED) == 0
    assert (near.state.people.settled_in[here(near)] == near.state.people.place[here(near)]).all()
    assert flow(far, Flow.ARRIVALS, 1) == 0 and flow(far, Flow.ARRIVALS_UNHOUSED) == 0
    assert len(here(far)) == flow(far, Flow.ARRIVALS) > 20
    without = far.state.households.home[far.state.people.household[here(far)]] == NOBODY
    assert without.sum() > 20 and (far.state.people.place[here(far)] == 0).all()
    assert flow(alone, Flow.ARRIVALS, 1) == 0 and flow(alone, Flow.ARRIVALS_UNHOUSED) > 20
    assert len(here(alone)) == flow(alone, Flow.ARRIVALS)


def test_labour_migrants_come_to_jobs_and_without_a_programme() -> None:
    town = receiving(per_year=60.0, pathway="labour")
    add_employer(town, posts=100, skill=Schooling.COMPULSORY)
    live(town, arrivals.step, 6)
    state, rows = town.state, here(town)
    age = town.month - state.people.birth[rows]
    adults = rows[(age > 21 * 12) & (age < 700)]
    assert len(adults) > 5 and (state.work.job[adults] != NOBODY).all()
    assert (state.work.found_by[adults] == Channel.FIRST).all()
    assert (state.people.introduction_end[rows] < 0).all()


def test_unaccompanied_youth_are_minors_alone() -> None:
    town = receiving(per_year=60.0, pathway="youth")
    live(town, arrivals.step, 6)
    ages = (town.state.people.arrival[here(town)] - town.state.people.birth[here(town)]) / 12
    assert len(ages) > 10 and ages.min() >= 15 and ages.max() < 18
    assert (town.state.households.size[town.state.people.household[here(town)]] == 1).all()


def test_households_are_families() -> None:
    town = receiving(per_year=240.0, mix=(0, 0, 0, 1, 0))
    live(town, arrivals.step, 6)
    people, households = town.state.people, town.state.households
    for household in range(int(town.used[1])):
        rows = households.members[household][households.members[household] != NOBODY]
        ages = (town.month - people.birth[rows]) / 12
        assert (ages[:2] >= 18).all() and (ages[2:] < 19).all() and len(rows) >= 3
        assert {int(people.sex[row]) for row in rows[:2]} == {Sex.WOMAN, Sex.MAN}
        assert ages[2:].max() <= ages[0] - 17


def waiting(beds: int, **arriving: Any) -> tuple[Town, int]:
    town = receiving(homes=0, arriving=arriving)
    (sponsor,) = family(town, 35.0, beds=beds, sexes=(Sex.MAN,), newcomer=True)
    town.state.households.awaiting[0] = 3
    town.state.households.awaiting_since[0] = 0
    return town, sponsor


def test_family_follows_as_spouse_and_children() -> None:
    town, sponsor = waiting(6)
    live(town, arrivals.step, 9)
    assert len(here(town)) == 1, "nobody comes before the earliest month"
    live(town, arrivals.step, 150)
    people, rows = town.state.people, here(town)
    assert len(rows) == 4 and town.state.households.awaiting[0] == 0
    assert (people.household[rows] == people.household[sponsor]).all()
    assert (people.pathway[rows[1:]] == Pathway.FAMILY).all() and people.sex[rows[1]] == Sex.WOMAN
    ages = (people.arrival[rows] - people.birth[rows]) / 12
    assert ages[1] >= 18 and (ages[2:] < 18).all()
    assert flow(town, Flow.ARRIVALS) == 3
    assert_homes_hold_their_households(town)


def test_family_waits_for_a_home_large_enough() -> None:
    town, _ = waiting(2)
    live(town, arrivals.step, 150)
    assert len(here(town)) == 1 and town.state.households.awaiting[0] == 3
    add_homes(town, 5, beds=5)
    live(town, arrivals.step, 150)
    assert len(here(town)) == 4
    assert vacant(town) == 5, "the small home is free again"


def test_reunification_can_be_switched_off_and_helped() -> None:
    town, _ = waiting(6, reunification=False)
    live(town, arrivals.step, 150)
    assert len(here(town)) == 1
    months = []
    for help_ in (1.0, 8.0):
        town, _ = waiting(6, reunification_help=help_)
        while len(here(town)) == 1:
            live(town, arrivals.step, 1)
        months.append(town.month)
    assert months[1] < months[0]


def test_locals_move_in_unless_switched_off() -> None:
    town = receiving(inflow=True, people=4000)
    town.state.places.population[0] = 1000
    live(town, arrivals.step, 24)
    rows = here(town)
    # 22 a year in a place of a thousand that offers what is usual
    assert 25 <= len(rows) <= 75 and flow(town, Flow.INFLOW) == len(rows)
    assert (town.state.people.newcomer[rows] == 0).all() and (town.state.people.origin[rows] == 0).all()
    still = receiving(inflow=False)
    live(still, arrivals.step, 24)
    assert len(here(still)) == 0
