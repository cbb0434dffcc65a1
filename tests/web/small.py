"""A hamlet that lives a month in no time, for what is tested around the model."""

from __future__ import annotations

from typing import Any

from sim.scenario import Scenario, scenario_from

HAMLET: dict[str, Any] = {
    "title": "A made-up hamlet",
    "months": 8,
    "start": "2010-01",
    "places": {"vik": {"population": 260, "newcomers": 0.2}},
    "origins": {"east": {"name": "East"}},
    "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 40}},
}


def hamlet(**changes: Any) -> Scenario:
    """The hamlet with top-level keys replaced."""
    return scenario_from(HAMLET | changes)


def helped(**changes: Any) -> Scenario:
    """The hamlet with a project of its own from its third month on, for three months."""
    return hamlet(
        funding={"project": {"start": "2010-03", "months": 3}},
        coordinators={"guide": {"funding": ["project"], "fte": 1}},
        programmes={"friends": {"funding": ["project"], "hours": 6, "capacity": 20}},
        **changes,
    )
