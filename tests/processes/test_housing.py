"""Promises of homes: the crowded find room where there is any."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Flow, FocusSlot, HomeUse, Tenure
from sim.homes import free_home
from sim.measures.civil import purchases
from sim.measures.dwelling import among_themselves, apart, record_concentration, record_homes
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.processes import housing
from sim.rng import named_uid
from sim.town import Town, Used
from tests.processes.homes import add_homes, family, house, live, look, vacant
from tests.processes.towns import add_employer, add_person, employ, posts_of, town_of
from tests.properties.invariants import (
    assert_homes_are_an_identity,
    assert_homes_hold_their_households,
    assert_rosters_and_memberships_agree,
    standing,
)


def crowded_town(homes: int = 40, **settings: Any) -> Town:
    town = town_of(housing=settings)
    for _ in range(20):
        family(town, 30.0, 31.0, 5.0, beds=3)
    if homes:
        add_homes(town, homes, beds=5)
    return town


def beds(town: Town) -> np.ndarray[Any, Any]:
    return town.state.homes.beds[town.state.households.home[:20]]


def test_crowded_households_move_to_larger_homes() -> None:
    town = crowded_town()
    live(town, housing.step, 12)
    moved = beds(town) == 5
    assert 8 <= moved.sum() <= 20
    state = town.state
    for household in np.flatnonzero(moved):
        for person in state.households.members[household, :3]:
            focus = state.memberships.focus[person, FocusSlot.NEIGHBOURS]
            assert focus in (-1, state.homes.focus[state.households.home[household]])
    assert_homes_hold_their_households(town)
    assert_rosters_and_memberships_agree(town)


def test_nobody_moves_where_moves_are_off_or_no_home_is_free() -> None:
    for town in (crowded_town(moves=False), crowded_town(homes=0)):
        live(town, housing.step, 12)
        assert (beds(town) == 3).all()


def test_roomy_households_stay() -> None:
    town = town_of()
    for _ in range(20):
        family(town, 30.0, 31.0, 5.0, beds=4)
    add_homes(town, 40, beds=5)
    live(town, housing.step, 24)
    assert (beds(town) == 4).all()


def test_tenants_with_work_come_to_own() -> None:
    for working in (False, True):
        town = town_of(housing={"own_tenure_per_month": 0.2})
        posts = posts_of(town, add_employer(town, posts=20))
        for number in range(20):
            one, _ = family(town, 30.0, 31.0)
            if working:
                employ(town, one, posts[number])
        add_homes(town, 40, beds=4, tenure=Tenure.OWNED)
        live(town, housing.step, 24)
        own = town.state.homes.tenure[town.state.households.home[:20]] == Tenure.OWNED
        assert own.sum() > 15 if working else not own.any()


QUIET: dict[str, Any] = {"built_per_year": 0.0, "contract_ends": 0.0, "own_tenure_per_month": 0.0}
"""No homes of themselves, and nobody moves."""


def empty_homes(count: int = 60, tenure: Tenure = Tenure.PUBLIC_RENT, **rules: Any) -> Town:
    """Homes in which nobody has lived since month 0."""
    town = town_of(housing=QUIET | rules)
    town.state.homes.vacant_since[list(add_homes(town, count, tenure=tenure))] = 0
    return town


def uses(town: Town) -> list[int]:
    return np.bincount(town.state.homes.use[: int(town.used[Used.HOMES])], minlength=3).tolist()


def month_of_homes(town: Town, months: int = 1) -> None:
    """Months of housing alone, in each of which the stock is an identity."""
    for _ in range(months):
        town.state.places.flows[:] = 0
        before = standing(town)
        housing.step(town)
        town.month += 1
        assert_homes_are_an_identity(town, before)


def test_public_homes_long_empty_are_pulled_down_and_nobody_gets_them() -> None:
    town = empty_homes(pull_down=0.1, pull_down_after=12)
    month_of_homes(town, 12)
    assert uses(town) == [60, 0, 0]
    month_of_homes(town, 24)
    assert 40 < uses(town)[HomeUse.GONE] <= 60
    assert uses(town)[HomeUse.HOLIDAY] == 0
    town.state.homes.use[:60] = HomeUse.GONE
    assert look(town, np.uint64(7), size=1) == NOBODY


def test_owned_homes_long_empty_become_holiday_homes_and_some_come_back() -> None:
    town = empty_homes(tenure=Tenure.OWNED, holiday=0.2, holiday_after=6, holiday_return=0.0)
    month_of_homes(town, 40)
    assert uses(town) == [0, 60, 0]
    assert look(town, np.uint64(7), size=1) == NOBODY
    town = empty_homes(tenure=Tenure.OWNED, holiday=1.0, holiday_after=6, holiday_return=0.1)
    month_of_homes(town, 20)
    back = town.state.homes.vacant_since[:60] > 0
    assert back.any() and uses(town)[HomeUse.HOLIDAY] > 10


def test_in_ten_years_of_defaults_part_of_what_stands_empty_goes() -> None:
    public, owned = empty_homes(200), empty_homes(200, tenure=Tenure.OWNED)
    for town in (public, owned):
        month_of_homes(town, 120)
    assert 0.2 < uses(public)[HomeUse.GONE] / 200 < 0.5
    assert 0.6 < uses(owned)[HomeUse.HOLIDAY] / 200 < 0.95


def test_with_the_stock_off_nothing_becomes_of_homes() -> None:
    for tenure in (Tenure.OWNED, Tenure.PUBLIC_RENT):
        town = empty_homes(tenure=tenure, stock=False, pull_down=1.0, holiday=1.0, built_per_year=1.0, built_below=1.0)
        month_of_homes(town, 60)
        assert uses(town) == [60, 0, 0]


def full_town(empty: int = 0, **rules: Any) -> Town:
    town = town_of(housing=QUIET | rules)
    for _ in range(50):
        family(town, 30.0, 31.0, beds=6)
    if empty:
        add_homes(town, empty)
    return town


def test_homes_come_of_themselves_where_none_is_vacant_and_none_where_some_are() -> None:
    town = full_town(built_per_year=0.12)
    month_of_homes(town, 24)
    assert 1 <= vacant(town) <= 12
    assert_rosters_and_memberships_agree(town)
    none = full_town(empty=3, built_per_year=0.12)
    month_of_homes(none, 24)
    assert vacant(none) == 3


ORDER = {"order": {"place": "place1", "months": {"2010-03": 12}, "tenure": "private", "beds": 3, "payer": "state"}}


def test_homes_on_order_stand_in_their_month_and_are_paid_for_in_it() -> None:
    town = town_of(places=2, housing=QUIET, building=ORDER)
    month_of_homes(town, 2)
    assert vacant(town) == 0 and purchases(Look(town)) == []
    month_of_homes(town)
    homes = town.state.homes
    assert (homes.place[:12] == 1).all() and (homes.beds[:12] == 3).all() and (homes.vacant_since[:12] == 2).all()
    assert (homes.tenure[:12] == Tenure.PRIVATE_RENT).all() and (homes.focus[:12] != NOBODY).all()
    assert purchases(Look(town)) == [("building.order", "state", 12 * 2_600_000.0)]
    month_of_homes(town, 3)
    assert vacant(town) == 12 and purchases(Look(town)) == []
    assert look(town, np.uint64(9), place=1) < 12
    stopped = town_of(places=2, housing=QUIET, building={"order": ORDER["order"] | {"active": False}})
    month_of_homes(stopped, 6)
    assert vacant(stopped) == 0


def test_homes_added_in_one_place_change_no_search_in_another_and_few_in_their_own() -> None:
    town = town_of(places=2)
    add_homes(town, 100, place=0)
    add_homes(town, 100, place=1)
    anchors = [np.uint64(named_uid("somebody", number)) for number in range(60)]

    def found(place: int) -> list[int]:
        return [look(town, anchor, place) for anchor in anchors]

    first, other = found(0), found(1)
    add_homes(town, 1, place=0)
    assert found(1) == other
    assert sum(a == b for a, b in zip(found(0), first, strict=True)) > 15


def tenants(newcomer: bool = False, count: int = 40, **rules: Any) -> Town:
    town = town_of(housing=QUIET | rules)
    for _ in range(count):
        house(town, add_person(town, newcomer=newcomer), tenure=Tenure.PRIVATE_RENT)
    return town


def without_home(town: Town) -> np.ndarray[Any, Any]:
    used = int(town.used[Used.HOUSEHOLDS])
    return np.flatnonzero((town.state.households.size[:used] > 0) & (town.state.households.home[:used] == NOBODY))


def test_contracts_end_and_more_often_for_newcomers_who_move_or_wait() -> None:
    ended = []
    for newcomer in (False, True):
        town = tenants(
            newcomer, 200, contract_ends=0.1, contract_ends_newcomers=3.0, refused=[0, 0, 1] if newcomer else [0] * 3
        )
        housing.step(town)
        ended.append(int(town.state.places.flows[0, Flow.CONTRACTS_ENDED]))
        assert len(without_home(town)) <= ended[-1]
        assert_homes_hold_their_households(town)
        assert_rosters_and_memberships_agree(town)
    assert 8 < ended[0] < 35
    assert ended[1] > 1.8 * ended[0]
    assert len(without_home(town)) == ended[1], "landlords took back whom they refuse"
    assert len(without_home(tenants(contract_ends=0.0))) == 0


def test_who_has_waited_longest_gets_the_first_home_of_the_municipality() -> None:
    town = tenants()
    for household in (3, 7, 5):
        free_home(town.state, household)
        town.state.households.moved_in[household] = town.month
        town.month += 1
    town.state.homes.use[: int(town.used[Used.HOMES])][town.state.homes.household[:40] == NOBODY] = HomeUse.GONE
    queue = [3, 7, 5]
    assert housing.queue_of(town).tolist() == queue
    add_homes(town, 2, tenure=Tenure.PUBLIC_RENT)
    housing.step(town)
    assert without_home(town).tolist() == [5]
    recorder = Recorder(["a"])
    record_homes(Look(town), recorder)
    found = {(measure, group): value for _, _, measure, group, value in recorder.rows()}
    assert found["without_home", "locals"] == found["without_home", "all"] == 1.0
    assert found["home_wait", "all"] == 1.0


def test_vacancy_has_a_history() -> None:
    town = tenants()
    town.month = 9
    home = int(town.state.households.home[4])
    free_home(town.state, 4)
    assert town.state.homes.vacant_since[home] == 9


def test_measures_of_homes_against_a_count_by_hand() -> None:
    town = full_town()  # 50 lived in, rented from the municipality
    rows = list(add_homes(town, 30, tenure=Tenure.OWNED))
    town.state.homes.use[rows[:10]] = HomeUse.HOLIDAY
    town.state.homes.use[rows[10:15]] = HomeUse.GONE
    recorder = Recorder(["a"])
    record_homes(Look(town), recorder)
    found = {(measure, group): value for _, _, measure, group, value in recorder.rows()}
    assert found["homes", "all"] == 75
    assert found["homes_vacant", "all"] == 15 / 75
    assert found["homes_vacant", "owned"] == 15 / 25
    assert found["homes_vacant", "public_rent"] == 0
    assert found["homes_holiday", "all"] == 10 / 75


def test_indices_of_living_apart_against_their_definitions() -> None:
    ours, theirs = np.array([10, 0, 10]), np.array([0, 20, 20])
    assert apart(ours, theirs) == 0.5
    assert among_themselves(ours, theirs) == 0.5 * 1.0 + 0.5 * (1 / 3)
    assert apart(ours, ours) == 0.0 and np.isnan(apart(ours, 0 * ours)) and np.isnan(among_themselves(0 * ours, theirs))
    town = town_of()
    for number in range(6):
        person = add_person(town, newcomer=number < 3)
        house(town, person)
        town.state.memberships.focus[person, FocusSlot.NEIGHBOURS] = town.state.homes.focus[number]
    recorder = Recorder(["a"])
    record_concentration(Look(town), recorder)
    found = {(place, measure): value for _, place, measure, _, value in recorder.rows()}
    assert found["a", "dissimilarity"] == pytest.approx(1.0)
    assert found["all", "isolation"] == pytest.approx(1.0)
