"""Parameters that were numbers in the code are read: with another value the town becomes another."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from sim.history import simulate
from sim.scenario import scenario_from, with_overrides

STREAM = {"place": "a", "origin": "x"}
TOWN = scenario_from(
    {
        "places": {
            "a": {"population": 500, "newcomers": 0.2, "vacant_homes": 0.5, "openings": 0.1, "employment": 0.6},
            "b": {"population": 60, "vacant_homes": 0.5},
            "c": {"population": 60, "vacant_homes": 0.5},
        },
        "travel": {"a": {"b": 20, "c": 50}, "b": {"c": 60}},
        "origins": {"x": {}},
        "ties": {"settle_months": 2},
        "arrivals": {
            "asylum": {**STREAM, "pathway": "asylum", "per_year": 60, "mix": [1, 2, 1, 3, 3]},
            "old": {**STREAM, "pathway": "quota", "per_year": 40, "adult_age": 70},
            "youth": {**STREAM, "pathway": "youth", "per_year": 30},
        },
        "arriving": {"reunification_earliest": 0, "reunification_mean": 1, "awaiting_share_single": 1},
        "leaving": {"base": 0.05, "within_region": 0.9},
        "demography": {
            "partnering_per_year": 2,
            "partnering_full_from": 30,
            "partnering_young": 0.1,
            "nest_leaving_per_year": 5,
            "total_fertility": 8,
            "fertility_mean_age": 28,
            "fertility_sd": 12,
            "fertility_single": 5,
        },
    }
)
MONTHS = 10
MOVED: dict[str, Any] = {
    "arriving.most_children": 1,
    "arriving.youngest_adult": 28,
    "arriving.oldest_adult": 40,
    "arriving.youngest_parent": 38,
    "arriving.oldest_parent": 26,
    "arriving.oldest_child": 3,
    "arriving.boys": 1,
    "arriving.partner_older": 12,
    "arriving.partner_spread": 0,
    "arriving.oldest_partner": 35,
    "arriving.oldest_reunited": 30,
    "arriving.lone_fathers": 1,
    "arriving.youth_men": 0,
    "arriving.youth_from": 12,
    "arriving.youth_span": 0,
    "demography.fertile_from": 25,
    "demography.fertile_to": 35,
    "demography.boys": 0,
    "demography.partnering_from": 35,
    "demography.partnering_full_from": 60,
    "demography.partnering_young": 1,
    "demography.partnering_full_to": 16,
    "demography.partnering_to": 25,
    "demography.nest_leaving_until": 19,
    "demography.dependent_until": 18,
    "demography.parent_gap": 28,
    "housing.spare_beds": 0,
    "housing.homes_looked_at": 3,
    "housing.pull_half_minutes": 1,
    "leaving.settling_after": 0,
    "leaving.settling_months": 0,
    "leaving.named_push": 3,
    "leaving.programme_work": 1,
    "meeting.attitude_weight": 0.5,
    "meeting.compatriot_seats": 128,
    "work.most_suitable": 0.05,
    "work.mother_infant_until": 6,
    "work.mother_small_until": 2,
    "work.board_posts": 1,
}
WHERE: dict[str, dict[str, Any]] = {
    "housing.pull_half_minutes": {"elsewhere.draws": False},
    "work.mother_small_until": {"childcare.care": False},
}
"""What else the town is where they are read: what a later mechanism has taken over is off."""


@cache
def digest(**changes: Any) -> str:
    return simulate(with_overrides(TOWN, changes), 1, months=MONTHS).digest


@pytest.mark.parametrize("path", list(MOVED))
def test_another_value_makes_another_town(path: str) -> None:
    section, name = path.split(".")
    assert getattr(getattr(TOWN, section), name) != MOVED[path]
    where = WHERE.get(path, {})
    assert digest(**where, **{path: MOVED[path]}) != digest(**where)
