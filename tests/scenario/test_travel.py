"""Minutes between places follow from their positions where the file gives none."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.portrait.whole import portrait
from sim.scenario import ScenarioError, scenario_from

PLACES: dict[str, Any] = {
    "a": {"population": 30, "position": [0, 0]},
    "b": {"population": 30, "position": [30, 40]},
    "c": {"population": 30, "position": [0, 10]},
}


def test_minutes_are_the_road_at_its_speed_and_a_little_more() -> None:
    scenario = scenario_from({"places": PLACES, "region": {"road_speed": 60, "road_detour": 1.5, "road_minutes": 4}})
    assert scenario.minutes("a", "b") == scenario.minutes("b", "a") == 4 + 50 * 1.5
    assert scenario.minutes("a", "a") == 0


def test_what_the_file_gives_comes_first_whichever_way_round() -> None:
    scenario = scenario_from({"places": PLACES, "travel": {"b": {"a": 12}}})
    assert (scenario.minutes("a", "b"), scenario.minutes("b", "a")) == (12, 12)
    assert scenario.minutes("a", "c") > 0
    said = " ".join(portrait(scenario).split())
    assert "The way between 2 pairs of places follows from their positions" in said


def test_a_hundred_places_with_positions_need_no_table() -> None:
    places = {f"p{i}": {"population": 10, "position": [i % 10 * 9.5, i // 10 * 7]} for i in range(100)}
    assert scenario_from({"places": places}).minutes("p0", "p99") > 100


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"c": {"population": 30}}, "missing between a–c, b–c; give them, or every place its position"),
        ({"b": {"population": 30, "position": [6_500, 7_100]}}, "positions are in km"),
        ({"b": {"population": 30, "position": [650_000, 7_100_000]}}, "allowed: a number from -10000 to 10000 [km]"),
    ],
)
def test_what_is_missing_or_cannot_be_is_reported(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        scenario_from({"places": {**PLACES, **changes}})
    assert words in str(refused.value)
