"""Regions built for the tests; small, and once for all where nothing is changed."""

from __future__ import annotations

from typing import Any

import pytest

from sim.region import build_region
from sim.scenario import Scenario, scenario_from
from sim.town import Town


def scenario_of(places: dict[str, dict[str, Any]], **sections: Any) -> Scenario:
    """A scenario of ``places``, half an hour apart, with two origin groups and no company before month 0."""
    keys = list(places)
    return scenario_from(
        {
            "places": places,
            "travel": {a: dict.fromkeys(keys[i + 1 :], 30.0) for i, a in enumerate(keys[:-1])},
            "origins": {"one": {}, "two": {"recognised": 0.6}},
            "ties": {"settle_months": 0},
            **sections,
        }
    )


@pytest.fixture(scope="session")
def town() -> Town:
    """A rural municipality of 3,000; not to be changed."""
    return build_region(scenario_of({"alby": {"population": 3000, "newcomers": 0.08}}))


@pytest.fixture(scope="session")
def three() -> Town:
    """A town and two villages with people commuting between them; not to be changed."""
    return build_region(
        scenario_of(
            {
                "alby": {"population": 2000, "jobs": 1.2},
                "berg": {"population": 700, "jobs": 0.6},
                "dal": {"population": 120, "jobs": 0.4, "services": ["shop"]},
            }
        )
    )


@pytest.fixture(params=["town", "three"])
def built(request: pytest.FixtureRequest) -> Town:
    found: Town = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def make() -> Any:
    """``make(places, **sections)`` builds a region."""
    return lambda places, seed=None, **sections: build_region(scenario_of(places, **sections), seed)


@pytest.fixture(scope="session")
def describe() -> Any:
    """``describe(places, **sections)`` is the scenario."""
    return scenario_of
