"""What a run takes of memory is known from the scenario, about."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bygd.cli.memory import BASE, memory_needed, people_in_all
from bygd.cli.reading import SHARE, read_scenario
from sim import allocation
from sim.region import build_region
from sim.scenario import ScenarioError, scenario_from


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


def test_a_run_is_refused_for_the_months_asked_for_not_those_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("places: {a: {population: 200000}}\nmonths: 480\nwork: {growth: [0.02, 0, 0, 0, 0, 0, 0]}\n")
    read = read_scenario(str(file), months=12)
    year, all_of_it = memory_needed(read, 12), memory_needed(read)
    total = (year + all_of_it) / 2 / SHARE
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(total=total))
    assert read_scenario(str(file), months=12).months == 480
    with pytest.raises(ScenarioError, match="over 480 months"):
        read_scenario(str(file))
