"""What is kept of a run: measures by place and group, and how many stay."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

MEASURES = (
    "population",
    "births",
    "deaths",
    "arrivals",
    "secondary_arrivals",
    "moved_out",
    "net_migration",
    "aged",
    "aged_18",
    "aged_28",
    "age_share",
    "pupils",
    "clubs_open",
    "clubs_closed",
    "clubs_founded",
    "clubs_with_newcomer",
    "homes_vacant",
    "homes_holiday",
    "posts",
    "employed",
    "employed_by_year",
    "cohort_working_age",
    "newcomer_share",
    "commuting",
    "retained",
    "local_friends",
    "bonding",
    "isolated",
    "arrivals_unhoused",
)
"""Measures kept of each run, by place and group."""
STAYS = tuple(range(12, 241, 12))
"""Months after arrival of which the share still there is kept."""
ALL, REFUGEES = "all", "refugees"
PATHWAYS = ("quota", "asylum", "youth")
"""Who is a refugee; families who follow them are not among them."""
Series = dict[int, float]


def asked() -> str:
    """What is taken from a run, in words that change when this module does."""
    return f"stage {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]}"


def taken_from(history: Any) -> dict[str, Any]:
    """The measures of one history, as plain data that JSON can hold."""
    values: dict[tuple[str, str, str], Series] = {}
    found = history.measures
    for month, place, name, group, value in zip(
        found.month.tolist(), found.place, found.measure, found.group, found.value.tolist(), strict=True
    ):
        if name in MEASURES and (":" not in group or group.endswith(f":{REFUGEES}")):
            values.setdefault((place, name, group), {})[month] = value
    stays: dict[tuple[str, str], Series] = {}
    came: dict[tuple[str, str], int] = {}
    curve = history.retention
    for month, place, group, value, many in zip(
        curve.months_since.tolist(), curve.place, curve.group, curve.value.tolist(), curve.at_risk.tolist(), strict=True
    ):
        pathway = group.removeprefix("pathway:")
        if group == ALL or pathway in PATHWAYS:
            if month == 0:
                came[place, pathway] = many
            if month in STAYS:
                stays.setdefault((place, pathway), {})[month] = value
    return {
        "values": [[*key, list(series), list(series.values())] for key, series in values.items()],
        "stays": [[*key, came[key], list(series), list(series.values())] for key, series in stays.items()],
        "months": history.months,
    }


__all__ = ["ALL", "PATHWAYS", "REFUGEES", "Series", "asked", "taken_from"]
