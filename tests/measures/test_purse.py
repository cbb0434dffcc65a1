"""The purse balances every month, by place, payer and service; it dips when grants end."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.codes import STILL, HomeUse, Status, Tenure
from sim.history import begin, digest
from sim.measures.civil import grants, paid_by, purchases
from sim.measures.groups import FAMILIES
from sim.measures.ledger import booked_by_place
from sim.measures.look import Look
from sim.measures.purse import SERVICES, WHOLE, costs, record_purse, yields
from sim.measures.recorder import Recorder
from sim.processes import funding
from sim.rules import rules_of
from sim.scenario import scenario_from
from sim.scenario.periods import takeover_chance
from sim.scenario.schema.funding import MoneySettings
from sim.schedule import month as live_a_month
from sim.town import Town, Used
from tests.properties.test_invariants import scenarios

GRANT_MONTHS = 3


def rows(town: Town) -> dict[tuple[str, str, str], float]:
    recorder = Recorder(list(town.scenario.places))
    record_purse(Look(town), recorder)
    found = recorder.measures()
    return dict(zip(zip(found.measure, found.group, found.place, strict=True), found.value.tolist(), strict=True))


def assert_balanced(town: Town) -> None:
    found, places = rows(town), list(town.scenario.places)

    def total(measure: str, place: str) -> float:
        return sum(
            v for (name, group, where), v in found.items() if (name, where) == (measure, place) and group != "all"
        )

    for measure, group in {key[:2] for key in found}:
        parts = [found[measure, group, place] for place in places]
        assert found[measure, group, "all"] == pytest.approx(sum(parts), rel=1e-9, abs=1e-3), (measure, group)
    for place in (*places, "all"):
        whole = found["service_cost", "all", place]
        assert whole == pytest.approx(total("service_cost", place), rel=1e-9, abs=1e-3)
        assert whole == pytest.approx(total("service_cost_by_payer", place), rel=1e-9, abs=1e-3)
        if town.scenario.organisations:
            assert whole == pytest.approx(total("service_cost_by_organisation", place), rel=1e-9, abs=1e-3)
        net = total("municipal_yield", place) - found["service_cost_by_payer", "municipality", place]
        assert found["net_balance", "all", place] == pytest.approx(net, rel=1e-9, abs=1e-3)
    assert {group for name, group, _ in found if name == "service_cost"} <= {*SERVICES, "all"}
    assert {group for name, group, _ in found if name == "municipal_yield"} == {*FAMILIES["yield"], "all"}


def assert_streams_lines_and_homes_are_in_it(town: Town) -> None:
    """What the streams paid, by payer, is what the purse says of programmes, lines and homes on order."""
    look, mine = Look(town), dict[str, float]()
    for cost in costs(look):
        if cost.service in ("programmes", "buses", "building"):
            mine[cost.payer] = mine.get(cost.payer, 0.0) + float(cost.sek.sum())
    theirs = paid_by(town, [one for one in purchases(look) if not one[0].startswith("prices.")])
    for payer in {*mine, *theirs}:
        assert mine.get(payer, 0.0) == pytest.approx(theirs.get(payer, 0.0), rel=1e-9, abs=1e-3), payer


def assert_books_of_organisations_add_up(town: Town, reserve: float, owed: float) -> None:
    """What the purse says of an organisation is what it got and is owed for its programmes; its reserve grows by
    income less cost."""
    books, told = town.state.organisations, rows(town)
    assert books.reserve[0] == pytest.approx(reserve + books.income[0] - books.cost[0], abs=1e-3)
    own = town.scenario.organisations["club"].own_income * (books.gone[0] in (STILL, town.month - 1))
    got = books.income[0] - own + books.due.sum() - owed
    assert told.get(("service_cost_by_organisation", "organisations.club", "all"), 0.0) == pytest.approx(got, abs=1e-3)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
@given(scenarios(), st.integers(0, 2**32))
def test_the_books_of_random_scenarios_balance_every_month(scenario: Any, seed: int) -> None:
    town = begin(scenario, seed)
    for _ in range(6):
        books = town.state.organisations
        reserve, owed = float(books.reserve[0]), float(books.due.sum())
        reserve = reserve if books.uid[0] else scenario.organisations["club"].reserve
        live_a_month(town)
        assert_balanced(town)
        assert_streams_lines_and_homes_are_in_it(town)
        assert_books_of_organisations_add_up(town, reserve, owed)


@pytest.fixture(scope="module")
def town() -> Town:
    """A town of two places, of which one takes thirty refugees in the first month and nobody after."""
    data: dict[str, Any] = {
        "months": 12,
        "places": {"vik": {"population": 300, "vacant_homes": 0.2}, "as": {"population": 200}},
        "travel": {"vik": {"as": 20.0}},
        "origins": {"east": {}},
        "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "months": {"2010-01": 30}}},
        "money": {"state_grant": 300_000.0, "state_grant_months": GRANT_MONTHS},
        "ties": {"settle_months": 3},
    }
    return begin(scenario_from(data), 3)


def test_the_balance_dips_in_the_month_the_grants_end(town: Town) -> None:
    lived, balance, grants = town.copied(), [], []
    for _ in range(GRANT_MONTHS + 3):
        live_a_month(lived)
        found = rows(lived)
        balance.append(found["net_balance", "all", "vik"])
        grants.append(found["municipal_yield", "state_grants", "vik"])
    end = next(month for month in range(1, len(grants)) if grants[month] == 0.0)
    assert grants[end - 1] > 1_000_000
    steps = np.diff(balance)
    assert steps[end - 1] == min(steps) < -0.8 * grants[end - 1]


def test_a_grant_is_paid_by_years_since_settlement_and_adds_up() -> None:
    money = MoneySettings(state_grant=1200.0, state_grant_months=30, state_grant_years=(3.0, 1.0, 2.0))
    assert grants(money).tolist() == pytest.approx([50.0, 50.0 / 3, 400.0 / 6] + [0.0] * 7)
    assert grants(MoneySettings(state_grant=1200.0, state_grant_months=30)).tolist() == [40.0] * 3 + [0.0] * 7
    for weights in ((1.0,), (1.0, 2.0, 3.0, 4.0), (0.0, 0.0, 0.0)):
        with pytest.raises(ValidationError, match="give 3 weights"):
            MoneySettings(state_grant_months=30, state_grant_years=weights)


def test_what_each_service_and_inhabitant_is_reckoned_at(town: Town) -> None:
    lived = town.copied()
    live_a_month(lived)
    people, prices, month = lived.state.people, lived.scenario.prices, lived.month - 1
    here = [i for i in range(int(lived.used[Used.PEOPLE])) if people.status[i] == Status.HERE]
    ages = [(month - int(people.birth[i])) // 12 for i in here]
    look = Look(lived)
    found = {cost.service: float(cost.sek.sum()) for cost in costs(look)}
    assert found["pupil"] == sum(6 <= age < 16 for age in ages) * prices.pupil > 0
    assert found["upper_secondary"] == sum(16 <= age < 19 for age in ages) * prices.upper_secondary > 0
    assert found["care_65"] == sum(65 <= age < 80 for age in ages) * prices.care_65 > 0
    assert found["care_80"] == sum(age >= 80 for age in ages) * prices.care_80 > 0
    assert found["childcare_place"] == float(lived.state.places.care_places.sum()) * prices.childcare_place > 0
    brought = yields(look)
    money, work = lived.scenario.money, lived.state.work
    taxed = [money.income[int(lived.state.jobs.skill[work.job[i]])] for i in here if work.job[i] >= 0]
    assert brought["tax"].sum() == pytest.approx(sum(taxed) * money.tax_rate / 12) and len(set(taxed)) > 1
    bands = ((0, 6), (6, 16), (16, 19), (19, 65), (65, 80), (80, 200))
    by_age = sum(getattr(prices, f"brings_{low}") * sum(low <= age < high for age in ages) for low, high in bands)
    assert brought["equalisation"].sum() == pytest.approx(by_age / 12)


def test_what_is_counted_whole_holds_what_its_lever_adds() -> None:
    assert set(WHOLE) < set(SERVICES) and "childcare_fee" not in SERVICES


def test_an_empty_municipal_home_costs_its_rent(town: Town) -> None:
    lived = town.copied()
    live_a_month(lived)
    homes, count = lived.state.homes, int(lived.used[Used.HOMES])
    empty = (homes.household[:count] < 0) & (homes.tenure[:count] == Tenure.PUBLIC_RENT)
    empty &= homes.use[:count] == HomeUse.DWELLING
    found = {cost.service: cost.sek for cost in costs(Look(lived))}
    assert found["vacant_flat"].sum() == empty.sum() * lived.scenario.prices.vacant_flat > 0
    assert booked_by_place(Look(lived)) == []


def followed(town: Town, months: int, **money: Any) -> Town:
    lived = town.copied()
    lived.scenario = lived.scenario.model_copy(update={"money": lived.scenario.money.model_copy(update=money)})
    lived.rules = rules_of(lived.scenario)
    for _ in range(months):
        lived.scenario.__dict__["phases"] = ((0, lived.scenario),)
        live_a_month(lived)
    return lived


def test_finances_follow_the_purse_down_when_grants_end(town: Town) -> None:
    with_grants, after = (followed(town, n, follows=True) for n in (GRANT_MONTHS, GRANT_MONTHS + 6))
    first, then = (lived.state.places.finances for lived in (with_grants, after))
    assert first[0] > 0.5 > first[1] - 0.4 and then[0] < first[0], "Vik has had thirty refugees with a grant each"
    assert (then >= 0.0).all() and (then <= 1.0).all()
    held = followed(town, 2, follows=True, follows_half_life=240.0).state.places.finances
    assert abs(held[0] - 0.5) < abs(followed(town, 2, follows=True).state.places.finances[0] - 0.5)


def test_finances_that_do_not_follow_leave_no_trace(town: Town) -> None:
    still = followed(town, 2)
    assert (still.state.places.finances == -1.0).all()
    moved = still.copied()
    moved.state.places.finances[:] = 0.4
    assert digest(moved) != digest(still), "part of a state as soon as it is at work"


def test_finances_steer_takeovers_and_the_municipality_s_own_money() -> None:
    data = {
        "places": {"vik": {"population": 100}},
        "money": {"follows": True, "will": 1.0},
        "funding": {"own": {"payer": "municipality", "months": 6, "takeover": 1.0}, "eu": {"payer": "eu", "months": 6}},
        "programmes": {"cafe": {"funding": ["own", "eu"], "form": "group"}},
    }
    data["funding"]["eu"]["start"] = "2010-07"
    town = begin(scenario_from(data), 1)
    assert funding.followed(town) is None, "not before the first month"
    town.state.places.finances[:] = 0.25
    finances = funding.followed(town)
    assert finances is not None and takeover_chance(town.scenario, "own", 1.0, finances) == 0.25
    assert funding.steered(town, "own", finances) == 0.5 and funding.steered(town, "eu", finances) == 1.0
    assert funding.steered(town, "own", 4 * finances) == 1.0, "no more than all of the chance"


def test_the_balance_is_told_at_its_first_value_too(town: Town) -> None:
    lived = followed(town, 3, discount=0.1)
    found = rows(lived)
    for place in ("vik", "as", "all"):
        told = found["net_balance", "discounted", place]
        assert told == pytest.approx(found["net_balance", "all", place] * 1.1 ** (-2 / 12))
    assert not [key for key in rows(followed(town, 1)) if key[1] == "discounted"]


def test_what_organisations_get_for_programmes_is_what_the_purse_says_they_cost() -> None:
    """By organisation: income of programmes with each, and the municipality's own, are the service of the purse."""
    data: dict[str, Any] = {
        "months": 8,
        "places": {"vik": {"population": 120, "newcomers": 0.1}, "as": {"population": 80}},
        "travel": {"vik": {"as": 20.0}},
        "origins": {"east": {}},
        "ties": {"settle_months": 0},
        "organisations": {
            "house": {"place": "vik", "reserve": 1e6},
            "parish": {"place": "as", "kind": "congregation", "reserve": 1e6},
        },
        "funding": {"state": {"permanent": True}, "own": {"permanent": True, "payer": "municipality"}},
        "coordinators": {"post": {"funding": ["own"]}},
        "programmes": {
            "cafe": {"funding": ["state"], "form": "group", "organisation": "house", "cost": {"per_month": 900.0}},
            "choir": {
                "funding": ["own"],
                "form": "group",
                "organisation": "parish",
                "places": ["as"],
                "cost": {"per_month": 50.0},
            },
            "guides": {"funding": ["own"], "cost": {"per_month": 70.0}},
        },
    }
    town = begin(scenario_from(data), 2)
    for _ in range(3):
        live_a_month(town)
        state, keys = town.state, list(town.scenario.organisations)
        theirs = dict.fromkeys((*keys, "municipality"), 0.0)
        for row, programme in enumerate(town.scenario.programmes.values()):
            theirs[programme.organisation or "municipality"] += float(state.programmes.cost[row])
        assert [theirs[key] for key in keys] == pytest.approx(state.organisations.income.tolist())
        theirs["municipality"] += float(state.posts.cost.sum())
        told = [cost for cost in costs(Look(town)) if cost.service == "programmes"]
        assert sum(float(cost.sek.sum()) for cost in told) == pytest.approx(sum(theirs.values()))
        assert min(theirs.values()) > 0.0
        state_pays = sum(float(cost.sek.sum()) for cost in told if cost.payer == "state")
        assert state_pays == pytest.approx(theirs["house"])
        in_vik = sum(cost.sek[0] for cost in told)
        assert in_vik < sum(theirs.values()) - theirs["parish"], "the parish's is for As alone"
