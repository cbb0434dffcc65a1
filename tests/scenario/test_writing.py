"""What is written reads back to an equal scenario, and whole numbers are whole however written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario import ScenarioError, scenario_from, with_overrides
from sim.scenario.source import parse, scalar_of
from sim.scenario.writing import scalar_text, yaml_text
from sim.text import unwritable

LIKE_NUMBERS = [
    "0180",
    "08",
    "1e3",
    "1.",
    ".5",
    "+7",
    "-0",
    "0o17",
    "0x1F",
    "1_000",
    "12:30",
    "true",
    "no",
    "on",
    "~",
    "null",
    "",
    " ",
    ".inf",
    "-.inf",
    ".nan",
    "2015-01",
    "2015-01-01",
    "=",
    "<<",
    "- a",
    "a: b",
    "a #b",
    "'",
    '"',
    "&a",
    "*a",
    "!x",
    "%y",
    "@z",
    "`",
    "[",
    "{",
    "|",
    ">",
    "?",
    "Å",
    "\u00a0x",
    "🏔",
]
texts = st.sampled_from(LIKE_NUMBERS) | st.text(max_size=30)


def read_back(text: str) -> Any:
    found = parse(text)
    return None if found is None else found.plain()


@given(texts)
@example("a\n b\n\n c")
def test_any_text_reads_back_as_text(text: str) -> None:
    if unwritable(text):
        return
    assert read_back(yaml_text({"text": text})) == {"text": text}
    assert read_back(f"key: {scalar_text(text)}") == {"key": text}


@given(texts, texts, texts, st.floats(0, 0.6), st.floats(0.5, 60))
def test_a_written_scenario_reads_back_equal(title: str, name: str, prose: str, share: float, half: float) -> None:
    try:
        scenario = scenario_from(
            {
                "title": title,
                "description": prose,
                "places": {"null": {"population": 260, "name": name, "newcomers": share}, "y": {"population": 7}},
                "travel": {"y": {"null": 12.5}},
                "origins": {"no": {"name": name}},
                "ties": {"half_life_months": half},
                "levers": {"meeting.free_hours": {"2011-01": 40}},
            }
        )
    except ScenarioError:
        return
    again = scenario_from(read_back(scenario.to_yaml()))
    assert again.canonical() == scenario.canonical()
    assert again.digest() == scenario.digest()


@pytest.mark.parametrize("written", ["24.0", "24.", "2.4e1", "240e-1", "+24"])
def test_a_whole_number_is_whole_however_written(written: str) -> None:
    scenario = scenario_from(read_back(f"months: {written}\nplaces: {{a: {{population: 2.6e2}}}}"))
    assert (scenario.months, scenario.places["a"].population) == (24, 260)
    assert isinstance(scalar_of(written), int)


@pytest.mark.parametrize("value", [260, 260.0, np.float64(260), np.float32(260), np.int32(260), np.array(260.0)])
def test_overrides_from_python_take_whole_numbers_of_any_type(value: Any) -> None:
    scenario = scenario_from({"places": {"a": {"population": 3}}})
    changed = with_overrides(scenario, {"places.a.population": value, "months": value})
    assert (changed.places["a"].population, changed.months) == (260, 260)


@pytest.mark.parametrize("value", [24.5, np.float64(0.5), "24", True, float("nan"), 1e308])
def test_other_numbers_are_not_taken_for_whole_ones(value: Any) -> None:
    with pytest.raises(ScenarioError):
        with_overrides(scenario_from({"places": {"a": {"population": 3}}}), {"months": value})
