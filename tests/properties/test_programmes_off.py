"""What is switched off, or aimed at nobody, changes nobody; what begins later changes nothing before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.history import begin, digest, simulate
from sim.scenario import scenario_from
from sim.schedule import month
from sim.town import Town, Used

DATA: dict[str, Any] = {
    "months": 18,
    "places": {
        "alby": {"population": 260, "newcomers": 0.1, "newcomer_origins": {"one": 1}},
        "berg": {"population": 120, "newcomers": 0.05, "newcomer_origins": {"two": 1}},
    },
    "travel": {"alby": {"berg": 25}},
    "origins": {"one": {}, "two": {}, "nobodys": {}},
    "arrivals": {
        "quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 30},
        "labour": {"pathway": "labour", "place": "berg", "origin": "two", "per_year": 10},
    },
    "ties": {"settle_months": 3},
    "volunteering": {"start_share": 0.2},
}
ON: dict[str, Any] = {
    "funding": {"pot": {"permanent": True, "payer": "municipality"}},
    "coordinators": {"post": {"funding": ["pot"]}},
    "programmes": {
        "mentors": {"funding": ["pot"], "outreach": 1.0, "carries": {"information": 0.5, "friends": 0.5}},
        "cafe": {"funding": ["pot"], "form": "group", "outreach": 1.0, "per_participant": 2},
        "bus": {
            "funding": ["pot"],
            "form": "support",
            "outreach": 1.0,
            "carries": {"transport": True, "fee_support": 0.5, "language": 8, "experience": 0.3},
        },
    },
}


def arm(*changes: dict[str, Any]) -> Any:
    data = dict(DATA)
    for each in changes:
        data |= each
    return scenario_from(data)


def programmes(**fields: Any) -> dict[str, Any]:
    """The three programmes alone, changed alike."""
    return {"funding": ON["funding"], "programmes": {key: {**each, **fields} for key, each in ON["programmes"].items()}}


@pytest.fixture(scope="module")
def absent() -> str:
    return simulate(arm()).digest


def test_programmes_and_posts_at_work_do_change_the_town(absent: str) -> None:
    assert simulate(arm(ON)).digest != absent


@pytest.mark.parametrize(
    "off",
    [
        programmes(active=False),
        programmes(capacity=0),
        {
            "funding": {"pot": {"permanent": True, "active": False}},
            "coordinators": ON["coordinators"],
            "programmes": ON["programmes"],
        },
        {"funding": ON["funding"], "coordinators": {"post": {"funding": ["pot"], "fte": 0.0}}},
        {"funding": ON["funding"], "coordinators": {"post": {"funding": ["pot"], "active": False}}},
        {
            "funding": ON["funding"],
            "programmes": {key: {**ON["programmes"][key], "hours": 0.0} for key in ("mentors", "cafe")},
        },
        {"funding": ON["funding"], "programmes": {"mentors": {**ON["programmes"]["mentors"], "per_participant": 0}}},
        {
            "funding": {"pot": {"permanent": True, "per_year": 0.0}},
            "programmes": {"bus": {**ON["programmes"]["bus"], "cost": {"per_month": 1.0}}},
        },
        {"funding": {"pot": {"permanent": True}}},
        {**ON, "money": {"budget": 0.0}},
        {**ON, "funding": {"pot": {"permanent": True, "start": "2019-01"}}},
    ],
    ids=[
        "inactive",
        "no capacity",
        "inactive stream",
        "no hours of a post",
        "inactive post",
        "no hours",
        "no mentors",
        "no money",
        "stream alone",
        "no budget",
        "begins after the end",
    ],
)
def test_off_is_as_if_it_were_not_in_the_file(absent: str, off: dict[str, Any]) -> None:
    scenario = arm(off)
    if "money" in off:  # a post and programmes that cost something, but may not
        assert scenario.money.budget == 0.0
    assert simulate(scenario).digest == absent


LIVES = (
    "people",
    "minds",
    "contacts",
    "work",
    "memberships",
    "civic",
    "ties",
    "households",
    "homes",
    "foci",
    "clubs",
    "jobs",
    "employers",
    "places",
)


def same_lives(a: Town, b: Town) -> list[str]:
    """Names of the columns about people and places that differ between two towns."""
    assert np.array_equal(a.used, b.used)
    used = int(a.used[Used.PEOPLE])
    differ = []
    for name in LIVES:
        one, other = getattr(a.state, name), getattr(b.state, name)
        rows = used if name in LIVES[:7] else None
        for column, x, y in zip(one._fields, one, other, strict=True):
            if not np.array_equal(x[:rows], y[:rows]):
                differ.append(f"{name}.{column}")
    return differ


def lived(scenario: Any) -> Town:
    town = begin(scenario)
    for _ in range(scenario.months):
        month(town)
    return town


@pytest.mark.parametrize(
    "target", [{"share": 0.0}, {"origins": ["nobodys"]}, {"youngest": 100, "oldest": 100}], ids=str
)
def test_programmes_aimed_at_nobody_change_nobody(target: dict[str, Any]) -> None:
    base, aimed = lived(arm()), lived(arm(programmes(target=target)))
    assert (aimed.state.programmes.months_run == DATA["months"]).all(), "they did run"
    assert same_lives(base, aimed) == []


def test_months_before_anything_begins_are_identical() -> None:
    later = {**ON, "funding": {"pot": {"permanent": True, "start": "2010-08"}}}
    base, programme = begin(arm()), begin(arm(later))
    same = []
    for _ in range(12):
        month(base)
        month(programme)
        same.append(digest(base) == digest(programme))
    assert same == [True] * 7 + [False] * 5


def test_months_before_a_lever_on_a_programme_are_identical() -> None:
    base = begin(arm(ON))
    lever = begin(arm(ON, {"levers": {"programmes.mentors.hours": {"2010-07": 12.0}}}))
    same = []
    for _ in range(10):
        month(base)
        month(lever)
        same.append(digest(base) == digest(lever))
    assert same[:6] == [True] * 6
    assert not any(same[6:])


def test_an_end_to_come_changes_nothing_before_it() -> None:
    """But for staff who leave in time, of whom there are none here."""
    short = lived(arm(programmes(), {"months": 6, "funding": {"pot": {"months": 6}}}))
    assert same_lives(short, lived(arm(programmes(), {"months": 6}))) == []
