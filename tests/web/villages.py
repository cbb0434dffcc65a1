"""Tiny towns for tests of the pages: quick to simulate, with everything the pages show."""

from __future__ import annotations

from typing import Any

from sim.scenario import Scenario, scenario_from

MONEY = {
    "funding": {
        "project": {"name": "Project", "payer": "state", "months": 6},
        "line": {"name": "Budget line", "payer": "municipality", "permanent": True, "start": "2010-07"},
    },
    "coordinators": {"coordinator": {"name": "Coordinator", "funding": ["project"], "fte": 0.5}},
    "programmes": {
        "friends": {
            "name": "Friend mentors <new>",
            "funding": ["project", "line"],
            "form": "mentor",
            "hours": 9,
            "months": 6,
            "capacity": 30,
            "target": {"to_month": 36},
            "carries": {"language": 4, "friends": 0.1},
            "cost": {"per_month": 1000, "per_volunteer": 150},
        }
    },
}


def village(months: int = 12, *, money: bool = True, **more: Any) -> Scenario:
    """Two hundred and fifty people, and forty-eight newcomers a year."""
    return scenario_from(
        {
            "title": "A <made-up> village",
            "months": months,
            "places": {"vik": {"name": "Vik (made up)", "population": 250, "newcomers": 0.2}},
            "origins": {"east": {}},
            "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 48}},
            **(MONEY if money else {}),
            **more,
        }
    )
