"""The lively town, what a setup is, and how a town is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.scenario.levers import put
from sim.scenario.schema.clubs import TYPES
from tests.levers.rich import rich_data

Levers = dict[str, Any]
KIND = {
    "per_thousand": 12.0,
    "size": 12,
    "viable": 6,
    "fee": 60,
    "equipment": 300,
    "neutral": 0.5,
    "transport": 0.4,
    "leaving": 0.5,
    "founding": 8.0,
}


def lively_data() -> dict[str, Any]:
    """The rich town with every kind of club and pathway, in which everything happens often."""
    data = rich_data()
    data["places"]["alby"].update(meeting_places={"library": 1, "cafe": 1}, vacant_homes=0.3, openings=0.15)
    data["places"]["berg"].update(vacant_homes=0.3, openings=0.15)
    data["arrivals"]["quota"]["months"] = {"2010-03": 2, "2011-02": 2}
    data["arrivals"]["youth"] = {"pathway": "youth", "place": "alby", "origin": "one", "per_year": 30}
    data["building"] = {"order": {"place": "alby", "months": {"2011-02": 5}}}
    data["buses"] = {"line": {"between": ["alby", "berg"], "active": False}}
    data["organisations"] = {"club": {"place": "alby"}}
    data["sites"] = {"mill": {"place": "alby", "sector": "industry", "posts": 12}}
    data["region"] = {"club_origin_least": 2}
    data["clubs"] = {
        **{kind: dict(KIND) for kind in TYPES},
        "hear_from_friends": 0.6,
        "own_search": 0.3,
        "patience": 2,
        "founders": 2,
        "volunteer_start": 0.4,
        "means_without_work": 1.0,
    }
    data["clubs"]["immigrant"].update(viable=2, founding=20.0, per_thousand=0)
    data["demography"] = {
        "total_fertility": 5.0,
        "death_rate_60_women": 0.05,
        "death_rate_60_men": 0.05,
        "death_rate_any_age": 0.02,
        "separation_per_year": 0.3,
        "partnering_per_year": 1.0,
    }
    data["leaving"] = {"base": 0.03}
    data["coordinators"]["away"] = {"funding": ["town"], "local": False}
    data["coordination"] = {"turnover": 0.9, "vacancy_months": 1}
    data["arriving"] = {"inflow_per_thousand": 150.0, "reunification_earliest": 1, "reunification_mean": 4.0}
    data["work"] = {"posts_opened": 0.04, "posts_closed": 0.02, "loss": [0.05] * 7}
    data["housing"] = {"crowded_look_per_month": 0.6, "own_tenure_per_month": 0.1}
    data["volunteering"].update(joining=0.02)
    return data


MERGING: Levers = {
    "places.berg.population": 60,
    "places.alby.population": 500,
    "places.alby.services": ["school", "shop", "health"],
    "places.berg.services": ["school", "shop", "health"],
    "services.school_pupils": 25,
    "services.school_patience": 19,
    "services.decision_months": 1,
    "services.merging": 1.0,
    "services.merge_reach": 120.0,
}
"""Berg's school is proposed in the nineteenth month, and merges in the August that follows at once."""


@dataclass(frozen=True)
class Setup:
    """A town for the levers at ``paths``."""

    why: str
    """What must be there for them to act."""
    paths: tuple[str, ...]
    """Patterns, as :mod:`fnmatch` reads them; keys of programmes, posts, streams are written ``*``."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What differs from the lively town, by dotted path."""
    stop: int = 12
    """Months lived before the lever is moved."""
    months: int = 4
    """Months in which it must act."""

    def data(self) -> dict[str, Any]:
        data = lively_data()
        for path, value in self.changes.items():
            *way, _ = path.split(".")
            here = data
            for step in way:
                here = here.setdefault(step, {})
            put(data, path, value)
        return data
