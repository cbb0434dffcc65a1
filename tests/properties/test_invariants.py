"""The invariants hold in every month of random scenarios, whatever the parameters."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.codes import HOUSEHOLD_SEATS, NOBODY, Flow, Status
from sim.history import begin
from sim.region import problems
from sim.scenario import ScenarioError, scenario_from
from sim.scenario.schema.clubs import TYPES
from sim.scenario.schema.demand import SECTOR_NAMES
from sim.scenario.schema.root import Scenario
from sim.schedule import month
from tests.properties.chance import CHANCE, PLACE_CHANCE, of_the_months, put
from tests.properties.invariants import (
    assert_all_books_agree,
    assert_children_in_care_are_an_identity,
    assert_homes_are_an_identity,
    assert_permits_are_an_identity,
    assert_population_is_an_identity,
    assert_posts_are_an_identity,
    children_in_care,
    open_posts,
    people_by_permit,
    standing,
)

MONTHS = 14


STAGE = (
    *("attraction", "elsewhere", "returning", "reception", "settlement", "health", "childcare", "driving", "boards"),
    *("demand", "housing", "leaving", "language", "services", "schooling", "benefits"),
)
"""Sections whose books are looked at with all they say at an end."""
EVERYTHING: dict[str, Any] = {
    "months": 4,
    "places": {"alby": {"population": 160, "newcomers": 0.25}, "berg": {"population": 60}},
    "travel": {"alby": {"berg": 20}},
    "origins": {"one": {}},
    "arrivals": {
        "asylum": {
            "pathway": "asylum",
            "place": "alby",
            "origin": "one",
            "per_year": 60,
            "waiting": {"months": 1, "spread": 0, "granted": 0.6},
            "permit": {"kind": "temporary", "months": 1, "renewed": 0.5, "then": "temporary"},
            "settlement": {"rule": "free"},
        }
    },
    "buses": {"line": {"between": ["alby", "berg"]}},
    "ties": {"settle_months": 2},
}
"""A region in which there are newcomers who wait, are settled and have permits that end."""


HELD = (
    {"form": "mentor"},
    {"form": "mentor", "venue": "library"},
    {"form": "group"},
    {"form": "group", "neutral_venue": False},
    {"form": "group", "venue": "cafe"},
    {"form": "support"},
    {"form": "open", "venue": "cafe"},
    {"form": "open", "venue": "playground", "opening_hours": 80.0},
)
"""Forms of a programme, and where it is held."""


@st.composite
def civil_society(draw: Any, places: list[str]) -> dict[str, Any]:
    """A stream of money, perhaps a coordinator, an association, up to three programmes of any form, some of them its
    own, some copied by neighbours."""
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
            "organisation": draw(st.sampled_from([None, "club"])),
            "spreads": draw(st.booleans()),
            **draw(st.sampled_from(HELD)),
            "mentors": draw(st.sampled_from(["anyone", "family", "trade", "workplace", "women"])),
            "per_participant": draw(st.integers(0, 3)),
            "whole_household": draw(st.booleans()),
            "hours": draw(st.floats(0, 40)),
            "months": draw(st.integers(1, 12)),
            "capacity": draw(st.integers(0, 20)),
            "outreach": 1.0,
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
        "organisations": {"club": {"reserve": draw(st.floats(0, 3e5)), "own_income": draw(st.floats(0, 3e3))}},
        "organising": {"copying": 1.0, "copied_after": 2},
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
    if len(keys) > 1:
        data["buses"] = {"line": {"between": keys, "active": draw(st.booleans()), "waiting": draw(st.floats(0, 240))}}
    found = scenario_from(data)
    for path in draw(st.lists(st.sampled_from(list(CHANCE)), unique=True, max_size=8)):
        found = accepted(data, path, draw(CHANCE[path].values)) or found
    for name in draw(st.lists(st.sampled_from(list(PLACE_CHANCE)), unique=True, max_size=3)):
        found = accepted(data, f"places.{keys[0]}.{name}", draw(PLACE_CHANCE[name].values)) or found
    return found


def accepted(data: dict[str, Any], path: str, value: Any) -> Scenario | None:
    """The scenario with ``value`` at ``path``, which stays in ``data``; None where it contradicts what is there."""
    trial = copy.deepcopy(data)
    put(trial, path, value)
    try:
        found = scenario_from(trial)
    except ScenarioError:
        return None
    if problems(found):
        return None
    data.clear()
    data.update(trial)
    return found


WITHOUT_ENDS = {
    "money.state_grant_years",
    "volunteering.attention_shocks",
    "climate.outside",
    *(f"currency.{name}" for name in ("rates", "index", "written")),
    *(f"clubs.{kind}.fee_extra" for kind in TYPES),
}
"""Mappings by month, year or place: they have no ends."""
AGAINST_OTHERS = {
    "boards.ages": "each is above the one before",
    "clubs.immigrant.per_thousand": "only nothing: people found them",
    **dict.fromkeys(("demand.local", "demand.people", "demand.children", "demand.old"), "together at most the whole"),
}
"""Fields that cannot be at each end while all others are as usual, and why."""


def test_every_field_that_has_ends_is_open_to_chance() -> None:
    assert {path for path, *_ in of_the_months()} - set(CHANCE) == WITHOUT_ENDS


def test_each_field_may_be_at_its_ends() -> None:
    """Else the end says more than the program takes, and chance never tries what lies there."""
    data: dict[str, Any] = {"places": {"alby": {"population": 200}}}
    refused = {
        path for path, one in CHANCE.items() for end in one.ends if accepted(copy.deepcopy(data), path, end) is None
    }
    assert refused == set(AGAINST_OTHERS)


@pytest.mark.parametrize("end", [0, -1], ids=["least", "greatest"])
@pytest.mark.parametrize("section", STAGE)
def test_books_agree_at_the_ends_of_all_that_a_section_says(section: str, end: int) -> None:
    """Everything a mechanism has at its least, and at its greatest, in a region in which it has work."""
    data = copy.deepcopy(EVERYTHING)
    for path, one in CHANCE.items():
        if path.split(".")[0] == section:
            accepted(data, path, True if one.ends == (False, True) else one.ends[end])
    lived_with_its_books(scenario_from(data), 5, 4)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(scenarios(), st.integers(0, 2**32))
def test_invariants_hold_every_month_of_random_scenarios(scenario, seed):
    lived_with_its_books(scenario, seed)


def lived_with_its_books(scenario: Scenario, seed: int, months: int = MONTHS) -> None:
    """Live the scenario and look at every book at the beginning and after each month."""
    town = begin(scenario, seed)
    assert_all_books_agree(town)
    for _ in range(months):
        before, homes = town.state.places.population.copy(), standing(town)
        posts, permits, care = open_posts(town), people_by_permit(town), children_in_care(town)
        month(town)
        assert_children_in_care_are_an_identity(town, care)
        assert_homes_are_an_identity(town, homes)
        assert_population_is_an_identity(town, before)
        assert_posts_are_an_identity(town, posts)
        assert_permits_are_an_identity(town, permits)
        assert_all_books_agree(town)


def test_books_that_do_not_agree_are_seen() -> None:
    """A child sent home, a local at a course, an illness of a local, a post nobody opened: each is found."""
    data = copy.deepcopy(EVERYTHING)
    data["places"]["alby"]["population"] = 600
    town = begin(scenario_from(data), 2)
    posts = open_posts(town)
    month(town)
    assert_posts_are_an_identity(town, posts)
    people, minds, care = town.state.people, town.state.minds, children_in_care(town)
    wanted = [row for row, _ in care.values() if int(town.month - people.birth[row]) < 60]
    kept = people.care[wanted].copy()
    people.care[wanted] = NOBODY
    with pytest.raises(AssertionError, match="sent home"):
        assert_children_in_care_are_an_identity(town, care)
    people.care[wanted] = kept
    assert_children_in_care_are_an_identity(town, care)
    local = int(np.flatnonzero((people.newcomer == 0) & (people.status == Status.HERE))[0])
    for column, message in ((minds.in_course, "a local holds a course place"), (people.ill, "a local is ill")):
        column[local] = 1
        with pytest.raises(AssertionError, match=message):
            assert_all_books_agree(town)
        column[local] = 0
    town.state.places.flows[0, Flow.POSTS_OPENED] += 1
    with pytest.raises(AssertionError):
        assert_posts_are_an_identity(town, posts)


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
