"""Promises of organisations: books that add up, paperwork that hands must do, an end, and what stays of experience."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.codes import NOBODY, STILL, ClubType, StreamState
from sim.processes.offers import offers_of
from sim.processes.organisations import renewal_chance, within_hands
from sim.scenario import load_scenario
from sim.scenario.inheritance import packaged_scenarios
from sim.town import Town
from tests.processes.civil import civil_town, live, said
from tests.processes.societies import open_club, settle, with_rules

SURE = {"renewals": 9, "renewal_chance": 1.0, "renewal_gap": 0}
STEADY = {"turnover": [0.0, 0.0, 0.0]}


def run_by(
    organisation: dict[str, Any],
    stream: dict[str, Any] | None = None,
    programme: dict[str, Any] | None = None,
    **sections: Any,
) -> Town:
    """A programme of 1,000 SEK a month by the organisation ``club``, paid by ``pot``."""
    each = {"form": "support", "organisation": "club", "cost": {"per_month": 1000.0}, **(programme or {})}
    return civil_town(
        organisations={"club": organisation},
        funding={"pot": {"months": 12, **(stream or {})}},
        programmes={"help": each},
        money={"drift": 0.0, "staff_month": 1000.0},
        **{"organising": STEADY, **sections},
    )


def runs(town: Town, row: int = 0) -> bool:
    return bool(town.state.programmes.stream[row] != NOBODY)


ARRANGEMENT = st.sampled_from(["partnership", "procurement", "project"])
STREAM = st.fixed_dictionaries(
    {
        "arrangement": ARRANGEMENT,
        "payer": st.sampled_from(["eu", "state", "municipality"]),
        "months": st.integers(2, 20),
        "renewals": st.integers(0, 3),
        "renewal_gap": st.integers(0, 4),
        "takeover": st.sampled_from([0.0, 1.0]),
        "procurement_months": st.integers(0, 3),
    }
)
OWN = st.fixed_dictionaries(
    {
        "reserve": st.floats(0, 50_000),
        "own_income": st.floats(0, 3000),
        "fixed_cost": st.floats(0, 3000),
        "staff": st.floats(0, 1),
        "kind": st.sampled_from(["association", "municipality"]),
    }
)


@settings(max_examples=25, deadline=None)
@given(streams=st.lists(STREAM, min_size=1, max_size=3), ones=st.lists(OWN, min_size=1, max_size=2), data=st.data())
def test_books_add_up_and_what_organisations_get_is_what_streams_paid(streams: Any, ones: Any, data: Any) -> None:
    """reserve(t + 1) = reserve + income − cost for each; received + still owed, less own income, is what streams paid
    for their programmes; what streams spent is what everything cost them."""
    owners = st.sampled_from([None, *(f"o{row}" for row in range(len(ones)))])
    town = civil_town(
        organisations={f"o{row}": one for row, one in enumerate(ones)},
        funding={f"s{row}": one for row, one in enumerate(streams)},
        programmes={
            f"p{row}": {
                "form": "support",
                "funding": [f"s{row}"],
                "staff": 0.5,
                "organisation": data.draw(owners),
                "cost": {"per_month": 500.0, "start": 2000.0},
            }
            for row in range(len(streams))
        },
        money={"staff_month": 1000.0, "finances": 1.0, "will": 1.0},
    )
    books, programmes, money = town.state.organisations, town.state.programmes, town.state.streams
    keys = list(town.scenario.organisations)
    owned = np.array([each.organisation is not None for each in town.scenario.programmes.values()])
    reserve = np.array([one["reserve"] for one in ones])
    for _ in range(40):
        owed, alive = books.due.sum(), books.gone == STILL
        live(town)
        np.testing.assert_allclose(books.reserve, reserve + books.income - books.cost)
        own = sum(ones[row]["own_income"] for row, there in enumerate(alive) if there)
        paid = float(programmes.cost[owned].sum())
        assert books.income.sum() - own + books.due.sum() - owed == pytest.approx(paid, abs=1e-6)
        assert money.month_spent.sum() == pytest.approx(programmes.cost.sum(), abs=1e-6)
        reserve = books.reserve.copy()
        gone = (books.gone != STILL) & (books.gone < town.month - 1)
        for each, cost in zip(town.scenario.programmes.values(), programmes.cost, strict=True):
            assert each.organisation is None or not gone[keys.index(each.organisation)] or cost == 0.0
        for row, one in enumerate(ones):
            assert one["kind"] == "municipality" or books.reserve[row] >= 0 or books.gone[row] != STILL


def test_it_keeps_the_overhead_that_streams_pay_and_has_costs_and_income_of_its_own() -> None:
    own = {"reserve": 5000.0, "own_income": 30.0, "fixed_cost": 20.0, "staff": 0.1}
    town = live(run_by(own, organising={**STEADY, "indirect": 0.2}))
    assert town.state.streams.spent[0] == pytest.approx(1200.0)
    assert town.state.organisations.reserve[0] == pytest.approx(5000.0 + 200.0 + 30.0 - 20.0 - 100.0)


@pytest.mark.parametrize(
    ("stream", "late"),
    [
        ({}, 0),
        ({"arrangement": "procurement", "procurement_months": 0}, 2),
        ({"payer": "eu"}, 4),
        ({"payer": "state"}, 0),
    ],
)
def test_what_comes_in_arrears_is_laid_out_until_it_comes(stream: dict[str, Any], late: int) -> None:
    rules = {**STEADY, "indirect": 0.0, "arrears": [0, 2, 0], "arrears_eu": 4, "report_hours": [0, 0, 0]}
    town = run_by({"reserve": 1e6}, {"procurement_overhead": 0.0, **stream}, organising=rules)
    reserves = [float(live(town).state.organisations.reserve[0]) for _ in range(6)]
    assert reserves == [1e6 - 1000.0 * min(late, month + 1) for month in range(6)]


def test_who_lays_out_more_than_there_is_goes_under_and_its_programmes_stop_for_good() -> None:
    town = live(run_by({"reserve": 2500.0}, {"payer": "eu", "permanent": True, "months": None}), 2)
    assert runs(town) and town.state.organisations.gone[0] == STILL
    live(town, 1)
    assert town.state.organisations.gone[0] == 2
    assert said(town, "club: goes under") == [2]
    live(town, 12)
    assert not runs(town) and town.state.programmes.months_run[0] == 0
    reserve = town.state.organisations.reserve[0]
    assert reserve == pytest.approx(2500.0 + 3 * 70.0), "what was owed still comes to who winds it up"


def test_one_of_the_municipality_never_goes_under() -> None:
    town = live(run_by({"reserve": 0.0, "fixed_cost": 500.0, "kind": "municipality"}), 11)
    assert town.state.organisations.reserve[0] < -1000.0 and runs(town)


def test_switched_off_its_programmes_are_the_municipalitys() -> None:
    town = live(run_by({"reserve": 0.0, "fixed_cost": 500.0, "active": False}), 6)
    assert runs(town) and town.state.streams.spent[0] == 6000.0
    assert town.state.organisations.uid[0] == 0 and town.state.organisations.reserve[0] == 0.0


@pytest.mark.parametrize(
    ("arrangement", "report", "bid"), [("partnership", 1.0, 0.0), ("procurement", 2.0, 10.0), ("project", 3.0, 10.0)]
)
def test_reports_are_asked_while_it_pays_and_bids_before_a_period_ends(
    arrangement: str, report: float, bid: float
) -> None:
    rules = {**STEADY, "report_hours": [1, 2, 3], "bid_hours": [0, 20, 20], "bid_months": 2}
    town = run_by(
        {"reserve": 1e6}, {**SURE, "months": 4, "procurement_months": 0, "arrangement": arrangement}, organising=rules
    )
    found = [float(live(town).state.organisations.asked[0]) for _ in range(5)]
    assert found == [0.0, report, report, report + bid, report + bid]


def test_hands_are_own_staff_a_share_of_the_programmes_staff_and_helpers_of_its_clubs() -> None:
    rules = {**STEADY, "office": 0.1, "helper_hours": 3.0}
    town = run_by({"reserve": 1e6, "staff": 0.2, "base": "aid"}, {}, {"staff": 2.0}, organising=rules)
    rows = settle(town, 30)
    open_club(town, ClubType.AID, list(rows[:10]))
    open_club(town, ClubType.SPORT, list(rows[10:20]))
    town.state.memberships.volunteer[[0, 1, 12, 25]] = 1
    live(town, 2)
    assert town.state.organisations.hands[0] == pytest.approx((0.2 + 0.1 * 2.0) * 140.0 + 2 * 3.0)


@pytest.mark.parametrize(("hours", "again"), [(20.0, True), (10.0, False)])
def test_a_procured_period_is_not_won_without_hands_for_the_tender(hours: float, again: bool) -> None:
    rules = {**STEADY, "report_hours": [0, 0, 0], "bid_hours": [0, 30, 30], "bid_months": 2}
    own = {"reserve": 1e7, "staff": hours / 140.0}
    town = run_by(own, {**SURE, "months": 6, "procurement_months": 0, "arrangement": "procurement"}, organising=rules)
    live(town, 8)
    assert runs(town) == again
    later = {"start": "2010-05", "months": 6, "procurement_months": 0, "arrangement": "procurement"}
    town = live(run_by(own, later, organising=rules), 6)
    assert runs(town) == again
    assert bool(said(town, "nobody has hands for the tender")) != again


def test_without_hands_programmes_carry_less() -> None:
    rules = {**STEADY, "report_hours": [28, 28, 28]}
    worth = []
    for staff in (1.0, 0.1):
        town = live(run_by({"reserve": 1e6, "staff": staff}, organising=rules), 2)
        worth.append(float(offers_of(town).worth[0]))
    assert worth == [1.0, pytest.approx(0.5)]
    assert within_hands(town, 0) == pytest.approx(0.5)


def test_skill_raises_the_chance_of_another_period_and_age_and_overload_lower_it() -> None:
    def chance(periods: int = 1, base: float = 0.6, arrangement: str = "project", **own: Any) -> float:
        stream = {"renewal_chance": base, "arrangement": arrangement, "months": 20, "renewals": 9}
        town = live(run_by({"reserve": 1e6, "staff": 1.0, **own}, stream), 2)
        town.state.streams.periods[0] = periods
        return renewal_chance(town, 0, town.scenario.funding["pot"])

    assert chance(arrangement="partnership") == pytest.approx(0.6)
    assert chance(skill=0.1) < chance(skill=0.5) < chance(skill=0.9) < 1.0
    assert 0.6 > chance(1) > chance(2) > chance(5) > 0.0
    odds = 0.6 / 0.4 * 0.7**2
    assert chance(2) == pytest.approx(odds / (1.0 + odds))
    assert chance(staff=0.02) < chance()
    assert [chance(base=x) for x in (0.0, 1.0)] == [0.0, 1.0]


@pytest.mark.parametrize(("staff", "left"), [(1.0, 0), (4.0, 7), (0.0, 10)])
def test_with_the_last_employee_all_experience_goes_and_with_one_of_four_a_quarter(staff: float, left: int) -> None:
    town = live(run_by({"reserve": 1e7}, {"months": 36}, {"staff": staff}), 10)
    assert town.state.programmes.months_run[0] == 10
    with_rules(town, organising={"turnover": [1.0, 1.0, 1.0]})
    before = town.state.programmes.months_run[0]
    live(town)
    assert town.state.programmes.months_run[0] == (left if staff else before) + 1


@pytest.mark.parametrize(
    ("own", "kept", "paid"),
    [({"reserve": 1e5}, True, 4), ({"reserve": 2500.0}, False, 2), ({"reserve": 1e5, "bridges": False}, False, 0)],
)
def test_a_reserve_carries_a_key_employee_over_a_gap(own: dict[str, Any], kept: bool, paid: int) -> None:
    stream = {**SURE, "months": 6, "renewal_gap": 4}
    town = run_by(own, stream, {"staff": 2.0}, organising={**STEADY, "indirect": 0.0})
    live(town, 6)
    assert town.state.programmes.months_run[0] == 6
    live(town, 4)
    assert not runs(town)
    assert town.state.programmes.months_run[0] == (6 if kept else 0)
    assert town.state.organisations.reserve[0] == own["reserve"] - paid * 1000.0
    live(town, 1)
    assert runs(town) and town.state.programmes.months_run[0] == (7 if kept else 1)


@pytest.mark.parametrize("name", ["procured", "partnership"])
def test_a_small_association_dies_by_procurement_and_lives_by_partnership(name: str) -> None:
    """The two files differ in one line, and no draw decides."""
    scenario = load_scenario(packaged_scenarios() / f"seeds/small-association-{name}.yaml")
    plain = scenario.model_dump()
    plain["organisations"]["friends"]["place"] = None
    town = civil_town(**{field: plain[field] for field in ("organisations", "funding", "programmes", "organising")})
    books, streams = town.state.organisations, town.state.streams
    live(town, 20)
    assert runs(town) and (books.hands[0] >= books.asked[0]) == (name == "partnership")
    live(town, scenario.months - 20)
    if name == "partnership":
        assert books.gone[0] == STILL and runs(town) and streams.periods[0] == scenario.months // 24
    else:
        assert streams.state[0] == StreamState.ENDED and streams.periods[0] == 1
        assert 24 < books.gone[0] < scenario.months and not runs(town)


def test_the_pair_differs_in_one_line() -> None:
    folder = packaged_scenarios() / "seeds"
    one, other = (
        load_scenario(folder / f"small-association-{name}.yaml").canonical() for name in ("procured", "partnership")
    )
    other["funding"]["language_cafe_money"]["arrangement"] = "procurement"
    prose = ("title", "description")
    assert {key: one[key] for key in one if key not in prose} == {key: other[key] for key in other if key not in prose}
