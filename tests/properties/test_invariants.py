"""The invariants hold in every month of random scenarios, whatever the parameters."""

from __future__ import annotations

import typing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.codes import HOUSEHOLD_SEATS
from sim.history import begin
from sim.scenario import scenario_from
from sim.scenario.schema.demand import SECTOR_NAMES
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.schedule import month
from tests.properties.invariants import (
    assert_all_books_agree,
    assert_homes_are_an_identity,
    assert_permits_are_an_identity,
    assert_population_is_an_identity,
    assert_posts_are_an_identity,
    open_posts,
    people_by_permit,
    standing,
)

MONTHS = 14
OF_THE_FIRST_MONTH = ("region.household_hours", "region.kin_hours")
"""Numbers of the region as built that ties go on from; others may contradict the places."""


def bounds(info: Any) -> tuple[float | None, float | None]:
    least = most = None
    for limit in info.metadata:
        least = getattr(limit, "ge", getattr(limit, "gt", least))
        most = getattr(limit, "le", getattr(limit, "lt", most))
    return least, most


def open_to_chance() -> list[tuple[str, st.SearchStrategy[Any]]]:
    """Every switch, choice and bounded number of the month's sections, with values from its whole range.

    The ends of a range are tried as often as what lies between: there divisions by zero and empty budgets are.
    """
    found = []
    for section in SECTIONS:
        for name, info in Scenario.model_fields[section].annotation.model_fields.items():
            path, kind = f"{section}.{name}", info.annotation
            if section == "region" and path not in OF_THE_FIRST_MONTH:
                continue
            least, most = bounds(info)
            if kind is bool:
                found.append((path, st.booleans()))
            elif typing.get_origin(kind) is typing.Literal:
                found.append((path, st.sampled_from(typing.get_args(kind))))
            elif kind is float and least is not None and most is not None:
                found.append((path, st.sampled_from([least, most]) | st.floats(least, most)))
            elif kind is int and least is not None and most is not None and not name.endswith("months"):
                found.append((path, st.sampled_from([int(least), int(most)]) | st.integers(int(least), int(most))))
    return found


CHANCE = open_to_chance()


@st.composite
def civil_society(draw: Any, places: list[str]) -> dict[str, Any]:
    """A stream of money, perhaps a coordinator, up to three programmes of any form."""
    where = st.lists(st.sampled_from(places), unique=True, max_size=len(places))
    stream = {
        "start": f"2010-{draw(st.integers(1, 6)):02d}",
        "months": draw(st.integers(1, MONTHS)),
        "per_year": draw(st.none() | st.floats(0, 3e6)),
        "renewals": draw(st.integers(0, 3)),
        "renewal_chance": draw(st.floats(0, 1)),
        "renewal_gap": draw(st.integers(0, 3)),
        "takeover": draw(st.floats(0, 1)),
        "arrangement": draw(st.sampled_from(["partnership", "procurement"])),
        "procurement_months": draw(st.integers(0, 3)),
    }
    post = {"funding": ["pot"], "fte": draw(st.floats(0, 3)), "places": draw(where), "local": draw(st.booleans())}
    programmes = {
        f"programme{number}": {
            "funding": ["pot"],
            "places": draw(where),
            "form": draw(st.sampled_from(["mentor", "group", "support"])),
            "mentors": draw(st.sampled_from(["anyone", "family", "trade", "workplace", "women"])),
            "per_participant": draw(st.integers(0, 3)),
            "whole_household": draw(st.booleans()),
            "hours": draw(st.floats(0, 40)),
            "months": draw(st.integers(1, 12)),
            "capacity": draw(st.integers(0, 20)),
            "outreach": 1.0,
            "neutral_venue": draw(st.booleans()),
            "target": {
                "who": draw(st.sampled_from(["newcomers", "locals", "everyone"])),
                "youngest": 6,
                "to_month": 480,
            },
            "carries": {
                "information": 0.5,
                "friends": 0.5,
                "fee_support": draw(st.floats(0, 1)),
                "language": 5,
                "experience": draw(st.floats(0, 2)),
                "health": draw(st.floats(0, 1)),
                "childcare": draw(st.booleans()),
                "transport": draw(st.booleans()),
            },
            "cost": {"start": draw(st.floats(0, 1e5)), "per_participant": draw(st.floats(0, 1e4))},
        }
        for number in range(draw(st.integers(0, 3)))
    }
    return {
        "funding": {"pot": stream},
        "programmes": programmes,
        "coordinators": {"post": post} if draw(st.booleans()) else {},
        "volunteering": {"start_share": 0.3},
    }


@st.composite
def stages(draw: Any, places: list[str]) -> dict[str, Any]:
    """How the people of a stream wait, what permit they get and where they are settled."""
    return {
        "waiting": {
            "months": draw(st.sampled_from([0.0, 2.0, 5.0])),
            "spread": draw(st.floats(0, 5)),
            "granted": draw(st.floats(0, 1)),
            "housing": draw(st.sampled_from(["centre", "own"])),
        },
        "permit": {
            "kind": draw(st.sampled_from(["permanent", "temporary", "work"])),
            "months": draw(st.integers(1, 6)),
            "renewed": draw(st.floats(0, 1)),
            "then": draw(st.sampled_from(["permanent", "temporary"])),
            "within": draw(st.integers(1, 6)),
        },
        "settlement": {
            "rule": draw(st.sampled_from(["given", "assigned", "agreed", "capacity", "free", "matched"])),
            "agreed": dict.fromkeys(places, 10.0),
        },
    }


@st.composite
def scenarios(draw: Any) -> Scenario:
    """One to three places of 60 to 300 people, three streams, up to eight parameters at random."""
    keys = ["alby", "berg", "dal"][: draw(st.integers(1, 3))]
    data: dict[str, Any] = {
        "months": MONTHS,
        "places": {
            key: {"population": draw(st.integers(60, 300)), "newcomers": draw(st.floats(0, 0.3))} for key in keys
        },
        "travel": {a: dict.fromkeys(keys[i + 1 :], draw(st.floats(5, 90))) for i, a in enumerate(keys[:-1])},
        "origins": {"one": {}, "two": {}},
        "arrivals": {
            f"{pathway}_{number}": {
                "pathway": pathway,
                "place": draw(st.sampled_from(keys)),
                "origin": draw(st.sampled_from(["one", "two"])),
                "per_year": draw(st.floats(0, 60)),
                **draw(stages(keys)),
            }
            for number, pathway in enumerate(["quota", "asylum", "labour"])
        },
        "building": {"order": {"place": keys[-1], "months": {"2010-02": draw(st.integers(0, 30))}}},
        "ties": {"settle_months": 3},
        "sites": {
            f"site{number}": {
                "place": draw(st.sampled_from(keys)),
                "sector": draw(st.sampled_from(SECTOR_NAMES)),
                "posts": draw(st.integers(0, 60)),
            }
            for number in range(draw(st.integers(0, 2)))
        },
        **draw(civil_society(keys)),
    }
    data["levers"] = {
        f"sites.{key}.posts": {f"2010-{draw(st.integers(1, 12)):02d}": draw(st.integers(0, 60))}
        for key in data["sites"]
    }
    changes = draw(st.dictionaries(st.integers(0, len(CHANCE) - 1), st.none(), max_size=8))
    for index in changes:
        path, values = CHANCE[index]
        section, name = path.split(".")
        if path != "ties.settle_months":
            data.setdefault(section, {})[name] = draw(values)
    return scenario_from(data)


def test_every_section_is_open_to_chance():
    assert len(CHANCE) > 60
    assert {path.split(".")[0] for path, _ in CHANCE} >= {"meeting", "ties", "work", "leaving", "language"}


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.integers(0, 2**32))
def test_invariants_hold_every_month_of_random_scenarios(scenario, seed):
    lived_with_its_books(scenario, seed)


def lived_with_its_books(scenario: Scenario, seed: int) -> None:
    """Live the scenario and look at every book at the beginning and after each month."""
    town = begin(scenario, seed)
    assert_all_books_agree(town)
    for _ in range(MONTHS):
        before, homes = town.state.places.population.copy(), standing(town)
        posts, permits = open_posts(town), people_by_permit(town)
        month(town)
        assert_homes_are_an_identity(town, homes)
        assert_population_is_an_identity(town, before)
        assert_posts_are_an_identity(town, posts)
        assert_permits_are_an_identity(town, permits)
        assert_all_books_agree(town)


@pytest.mark.parametrize("where", ["region", "meeting"])
def test_households_stay_tied_where_they_have_no_hours_and_ties_no_slots(where: str) -> None:
    """What each of these numbers does is said nowhere but together: ties that fade within the month, and more of
    them than anybody remembers."""
    data: dict[str, Any] = {
        "months": MONTHS,
        "places": {"alby": {"population": 260, "newcomers": 0.2}},
        "origins": {"one": {}},
        "arrivals": {"quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 60}},
        "ties": {"slots": HOUSEHOLD_SEATS, "half_life_months": 0.5, "settle_months": 3},
        "demography": {"household_tie_hours": 50},
        "meeting": {"introductions": 1.0},
    }
    data.setdefault(where, {})["household_hours"] = 0
    lived_with_its_books(scenario_from(data), 3)
