"""Whatever is done to a scenario, it loads or is refused in words."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import Scenario, ScenarioError, load_scenario, scenario_from, with_overrides
from tests.scenario.example import example

FULL = scenario_from(example()).canonical()
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2010-05", "vannas", "informal", "quota", "meeting.free_hours", "\ud800", 10**300]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)


def paths_of(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += paths_of(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            found += paths_of(value, (*path, number))
    return found


PATHS = paths_of(FULL)


@st.composite
def mutations(draw: st.DrawFn) -> dict[str, Any]:
    """The full scenario with one to three places of it replaced, renamed, added to or removed."""
    data = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(PATHS))
        holder: Any = data
        try:
            for step in path[:-1]:
                holder = holder[step]
            value = draw(anything)
            match draw(st.sampled_from(["replace", "replace", "remove", "add"])):
                case "replace":
                    holder[path[-1]] = value
                case "remove":
                    del holder[path[-1]]
                case "add" if isinstance(holder, dict):
                    holder[draw(st.text(max_size=8))] = value
        except (KeyError, IndexError, TypeError):
            continue
    return data


def accepted(make: Callable[[], Scenario]) -> Scenario | None:
    """The scenario made, or None where it is refused in words; any other exception is a failure."""
    try:
        return make()
    except ScenarioError as refusal:
        if not refusal.problems or not all(problem.message for problem in refusal.problems):
            raise AssertionError("refused without a word") from refusal
        return None


def loads_or_is_refused(data: dict[str, Any]) -> None:
    scenario = accepted(lambda: scenario_from(data))
    if scenario is None:
        return
    for _, phase in scenario.phases:
        assert phase.digest()
    assert scenario_from(scenario.canonical()).digest() == scenario.digest()


@settings(max_examples=150)
@given(mutations())
def test_a_mutated_scenario_loads_or_is_refused(data: dict[str, Any]) -> None:
    loads_or_is_refused(data)


@given(mutations())
def test_a_mutated_file_loads_or_is_refused(tmp_path_factory: Any, data: dict[str, Any]) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "mutated.yaml"
    path.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML
    accepted(lambda: load_scenario(path))


@given(st.lists(st.sampled_from(PATHS) | st.lists(st.text(max_size=6), max_size=4), max_size=3), anything)
def test_any_override_is_taken_or_refused(paths: list[Any], value: Any) -> None:
    scenario = scenario_from(example())
    accepted(lambda: with_overrides(scenario, {".".join(map(str, path)): value for path in paths}))


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: Any, content: bytes) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(content)
    accepted(lambda: load_scenario(path))
