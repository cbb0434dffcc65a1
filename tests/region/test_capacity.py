"""What a run takes of memory is known from the scenario, about."""

from __future__ import annotations

from typing import Any

import pytest

from bygd.cli.memory import BASE, memory_needed, people_in_all
from sim import allocation
from sim.region import build_region
from sim.scenario import scenario_from


def scenario(**changes: Any) -> Any:
    return scenario_from({"places": {"a": {"population": 2000}}, "months": 12, **changes})


def test_the_estimate_covers_what_a_region_takes() -> None:
    found = scenario()
    state = allocation.nbytes(build_region(found).state)
    assert state < memory_needed(found) - BASE < 4 * state


@pytest.mark.parametrize(
    "changes",
    [
        {"places": {"a": {"population": 4000}}},
        {"ties": {"slots": 128}},
        {"months": 480},
        {"origins": {"x": {}}, "arrivals": {"q": {"place": "a", "origin": "x", "per_year": 3000}}},
        {"origins": {"x": {}}, "arrivals": {"q": {"place": "a", "origin": "x", "months": {"2010-03": 2000}}}},
        {"work": {"growth": [0.5] * 7, "withdrawal": 0.01}, "months": 240},
        {"levers": {"arriving.inflow_per_thousand": {"2010-04": 200}}},
    ],
)
def test_what_makes_a_run_larger_makes_the_estimate_larger(changes: dict[str, Any]) -> None:
    assert memory_needed(scenario(**changes)) > memory_needed(scenario())


def test_posts_that_grow_without_end_are_seen() -> None:
    assert memory_needed(scenario(months=480, work={"growth": [0.5] * 7, "withdrawal": 0})) > 1e12


def test_streams_count_over_the_whole_run() -> None:
    one = scenario(months=240, origins={"x": {}}, arrivals={"q": {"place": "a", "origin": "x", "per_year": 100}})
    assert people_in_all(one) > 2000 + 20 * 100
