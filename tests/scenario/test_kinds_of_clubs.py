"""Kinds of clubs in a file: what is not stated is as usual for the kind; the number of immigrants' associations
cannot be given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.scenario import ScenarioError, load_scenario, scenario_from, with_overrides
from sim.scenario.schema.clubs import TYPES

TOWN: dict[str, Any] = {"places": {"a": {"population": 30}}}


@pytest.mark.parametrize("path", ["clubs.immigrant.per_thousand", "places.a.clubs.immigrant"])
def test_a_number_of_associations_is_refused_in_words(path: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        with_overrides(scenario_from(TOWN), {path: 0.2})
    (problem,) = refused.value.problems
    assert problem.path == path
    assert problem.message.startswith("found 0.2; allowed: 0, or leave it out: ")
    assert "founded by people" in problem.message and "region.club_origin_least" in problem.message


def test_none_of_them_may_be_said() -> None:
    given = scenario_from(
        {"places": {"a": {"population": 30, "clubs": {"immigrant": 0}}}, "clubs": {"immigrant": {"per_thousand": 0}}}
    )
    assert given.clubs == scenario_from(TOWN).clubs


@pytest.mark.parametrize("kind", TYPES)
def test_what_a_block_of_a_kind_leaves_out_is_as_usual_for_the_kind(kind: str) -> None:
    usual = getattr(scenario_from(TOWN).clubs, kind)
    given = getattr(scenario_from({**TOWN, "clubs": {kind: {"fee": 77.0}}}).clubs, kind)
    assert given == usual.model_copy(update={"fee": 77.0})
    with pytest.raises(ScenarioError, match="allowed: a number from 0 to 5000"):
        scenario_from({**TOWN, "clubs": {kind: {"fee": -1}}})


def test_the_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(
        "places:\n  a:\n    population: 30\n    clubs: {sport: 6}\nclubs:\n  immigrant:\n    per_thousand: 1\n"
    )
    with pytest.raises(ScenarioError, match=r"town\.yaml:7: clubs\.immigrant\.per_thousand: found 1;"):
        load_scenario(file)
