"""From a file to a scenario."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.levers import overridden
from sim.scenario.schema.root import Scenario


def scenario_from(data: Mapping[str, Any]) -> Scenario:
    """A scenario from plain data (as in a file, after ``extends``). Raises :class:`ScenarioError`."""
    try:
        scenario = Scenario.model_validate_json(json.dumps(data), strict=True)
        scenario.phases  # noqa: B018
        return scenario
    except ValidationError as error:
        raise ScenarioError(
            *(Problem(e["msg"], path=".".join(map(str, e["loc"]))) for e in error.errors())
        ) from None


def load_scenario(path: str | Path) -> Scenario:
    """Read, resolve and validate a scenario file. Raises :class:`ScenarioError`."""
    return scenario_from(yaml.safe_load(Path(path).read_text(encoding="utf-8")))


def with_overrides(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """``scenario`` with ``{dotted path: value}`` replaced from the start, validated as in a file."""
    return scenario_from(overridden(scenario.canonical(), values))
