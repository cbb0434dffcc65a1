"""No policy is free unless it says so: what levers buy is booked by payer."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from bygd.documents.parameters import markdown
from sim.measures.amounts import held_places, lasting, paid_for
from sim.measures.civil import record_spending
from sim.measures.ledger import ALWAYS, LEDGER, added, booked, items_at_work
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.scenario import scenario_from
from sim.scenario.paths import levers_of_policy
from sim.scenario.schema.root import Scenario
from sim.schedule import month as live_a_month
from tests.levers.rich import STOP, Stopped, rich_data

MOVED: dict[str, dict[str, Any]] = {
    "fees": {"clubs.fee_support_newcomers": 0.5, "clubs.sport.fee": 0.0, "clubs.culture.fee_extra": [-20.0]},
    "lift": {"clubs.transport_support": 1.0},
    "neutral_venue": {"clubs.congregation.neutral": 1.0},
    "club_welcome": {"clubs.sport.welcome": 1.0},
    "board_support": {"places.alby.board_support": 0.5},
    "meeting_place_hour": {
        "places.alby.opening_hours": {"library": 60.0},
        "meeting_places.hours": [45, 50, 30, 20, 40, 20],
    },
    "evening_childcare": {"clubs.evenings_small_children": 24.0},
    "course_hour": {"language.course_places_per_100": 60.0},
    "course_childcare": {"language.childcare": 1.0},
    "evening_course": {"language.evening": 1.0},
    "screening": {"services.screening_per_thousand": 20.0},
    "school": {"services.school_pupils": 1},
    "shop": {"services.shop_inhabitants": 1},
    "health_centre": {"services.closures": False},
    "school_transport": {
        "services.school_pupils": 2000,
        "services.school_patience": 1,
        "services.decision_months": 0,
        "services.merging": 1.0,
    },
    "school_class": {"schooling.class_size": 11.0},
    "adult_education": {"schooling.adult_education": 0.2},
    "introduction": {"arriving.introduction_months": 48},
    "reunification": {"arriving.reunification_help": 3.0},
    "reception_place": {"arrivals.quota.waiting.months": 6},
    "wage_subsidy": {"programmes.placement.host.pay": "subsidised", "programmes.placement.active": True},
    "movement_grant": {"settlement.movement_grants": 1.0, "settlement.movement_gain": 0.0},
    "residence_incentive": {"settlement.incentive": 2000.0},
    "recognition": {"work.recognition_months": 6.0},
    "childcare_place": {"places.alby.childcare": 120.0},
    "childcare_hour": {"childcare.opening_hours": 14.0},
    "childcare_fee": {"childcare.fee": 100.0},
    "home_care_allowance": {"childcare.home_care_allowance": 6000.0},
    "interpreter_hour": {"services.interpreters": 1.0},
    "copies": {
        "programmes.bus.spreads": True,
        "organising.copying": 1.0,
        "organising.copied_after": 0,
        "money.will": 1.0,
    },
}

MONTHS = {"introduction": 14, "adult_education": 6, "course_childcare": 12, "school_transport": 6}
"""Months lived after the lever moved, where three are too few: few mothers are in a course at any one time, and
schools are merged only when a school year turns."""


@pytest.fixture(scope="module")
def stopped() -> Stopped:
    return Stopped(rich_data())


def lived(stopped: Stopped, levers: dict[str, Any], months: int = 3) -> Any:
    data = stopped.scenario.canonical()
    data["levers"] = {path: {stopped.scenario.date_of(STOP): value} for path, value in levers.items()}
    town = stopped.fork(scenario_from(data))
    for _ in range(months):
        live_a_month(town)
    return town


def test_every_lever_of_policy_has_a_cost_or_says_why_it_has_none() -> None:
    levers = list(levers_of_policy(Scenario))
    assert len(levers) > 60
    for path, paid in levers:
        kind, _, why = paid.partition(": ")
        if why:
            assert kind in ("in", "nothing") and len(why) > 10, path
        else:
            assert set(paid.split(", ")) <= set(LEDGER), path
    named = {name for _, paid in levers if ": " not in paid for name in paid.split(", ")}
    assert named == set(LEDGER) == set(MOVED), "an item that no lever buys, or no test"


def test_the_document_has_a_row_for_each_lever() -> None:
    text = markdown()
    for path, _ in levers_of_policy(Scenario):
        assert f"| `{path}` |" in text


def test_defaults_cost_nothing(stopped: Stopped) -> None:
    assert booked(Look(stopped.fork(stopped.scenario))) == []


def test_items_whose_levers_rest_are_not_looked_at_and_would_come_to_nothing(stopped: Stopped) -> None:
    town = stopped.fork(stopped.scenario)
    assert {name for name, _ in items_at_work(town)} == ALWAYS < set(LEDGER)
    amounts = {name: added(Look(town), item).tolist() for name, item in LEDGER.items() if name not in ALWAYS}
    nothing = [0.0] * len(town.scenario.places)
    assert amounts == dict.fromkeys(amounts, nothing)


@pytest.mark.parametrize("name", list(LEDGER))
def test_what_a_lever_adds_is_booked_by_its_payer(stopped: Stopped, name: str) -> None:
    months = MONTHS.get(name, 3)
    if name == "introduction":  # acts on those who come from now on, once their usual time is over
        data = rich_data()
        data["arriving"] = {"introduction_months": 48}
        data["arrivals"]["quota"]["months"] = {"2010-01": 30}
        stopped = Stopped(data)
    if name == "neutral_venue":  # a town so small has no congregation by itself
        data = rich_data()
        data["places"]["alby"]["clubs"] = {"congregation": 20}
        stopped = Stopped(data)
    if name == "copies":  # everywhere there is nowhere to copy it to
        data = rich_data()
        data["programmes"]["bus"].update(places=["alby"], cost={"per_month": 500})
        stopped = Stopped(data)
    if name == "reception_place":  # who waits takes a home
        data = rich_data()
        data["places"]["alby"]["vacant_homes"] = 0.3
        stopped = Stopped(data)
    if name == "movement_grant":  # paid where work in another place is beyond reach from here
        data = rich_data()
        data["places"]["berg"].update(openings=0.3, vacant_homes=0.5)
        data["travel"] = {"alby": {"berg": 100}}
        data["arriving"] = {"introduction_months": 0}
        stopped = Stopped(data)
    town = lived(stopped, MOVED[name], months)
    items = {item: (payer, amount) for item, payer, amount in booked(Look(town))}
    assert name in items, sorted(items)
    payer, amount = items[name]
    assert amount > 0 and payer == getattr(town.scenario.prices, LEDGER[name].payer)
    recorder = Recorder(list(town.scenario.places))
    record_spending(Look(town), recorder)
    measures = recorder.measures()
    rows = list(zip(measures.measure, measures.group, measures.value.tolist(), strict=True))
    spent = {group: value for measure, group, value in rows if measure == "spent"}
    by_payer = {group: value for measure, group, value in rows if measure == "spent_by_payer"}
    assert spent[f"prices.{name}"] == amount
    assert math.isclose(spent["all"], sum(value for group, value in spent.items() if group != "all"))
    assert math.isclose(spent["all"], sum(by_payer.values()))


def test_fewer_course_places_are_a_saving(stopped: Stopped) -> None:
    town = lived(stopped, {"language.courses": False}, 1)
    assert {name: amount for name, _, amount in booked(Look(town))}["course_hour"] < 0


def test_full_fee_support_pays_every_newcomers_fees(stopped: Stopped) -> None:
    half = {name: amount for name, _, amount in booked(Look(lived(stopped, {"clubs.fee_support_newcomers": 0.25}, 1)))}
    assert half["fees"] > 0
    town = lived(stopped, {}, 1)
    assert "fees" not in {name for name, *_ in booked(Look(town))}


def test_users_left_under_other_rules() -> None:
    assert [float(lasting(*two)) for two in ((0.5, 1.0), (0.5, 0.25), (0.5, 0.0), (0.0, 0.5))] == [0.5, 1.0, 1.0, 0.0]


def amounts(town: Any) -> dict[str, float]:
    return {name: amount for name, _, amount in booked(Look(town))}


def test_places_are_saved_as_they_are_given_up() -> None:
    offered, usual, taken = np.array([9, 3, 3, 3]), np.array([6, 6, 6, 6]), np.array([8, 8, 5, 1])
    assert (paid_for(offered, usual, taken) - usual).tolist() == [3, 0, -1, -3]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("course_hour", {"language.course_places": 0, "language.course_places_per_100": 0.0}),
        ("childcare_place", {"childcare.places": 0.0}),
    ],
)
def test_where_places_are_cut_those_still_taken_are_paid_for(
    stopped: Stopped, name: str, changes: dict[str, Any]
) -> None:
    first, later = (amounts(lived(stopped, changes, months)).get(name, 0.0) for months in (1, 10))
    assert later < first <= 0.0


def test_parents_pay_for_places_that_there_would_not_be_by_default(stopped: Stopped) -> None:
    few, many = (
        lived(stopped, {"childcare.enrolled": [1.0, 1.0, 1.0], "childcare.places": n}, 3) for n in (88.0, 120.0)
    )
    more = float((held_places(Look(many)) - held_places(Look(few))).sum())
    assert more > 0
    assert amounts(many)["childcare_fee"] == -more * many.scenario.childcare.fee
    assert "childcare_fee" not in amounts(few)
