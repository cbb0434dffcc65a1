"""Levers: fields that change in time."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.scenario.errors import ScenarioError

if TYPE_CHECKING:
    from sim.scenario.schema.root import Scenario


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set the entry at a dotted path of nested mappings."""
    *way, last = path.split(".")
    for step in way:
        if not isinstance(data.get(step), dict):
            raise ScenarioError(f"{path}: there is no {step}")
        data = data[step]
    data[last] = value


def phases_of(scenario: Scenario) -> tuple[tuple[int, Scenario], ...]:
    """(first month, scenario in force) for month 0 and every month in which a lever changes."""
    changes: dict[int, dict[str, Any]] = {}
    for path, by_month in scenario.levers.items():
        for text, value in by_month.items():
            changes.setdefault(max(0, scenario.month_of(text)), {})[path] = value
    data = scenario.canonical()
    found: list[tuple[int, Scenario]] = []
    if 0 not in changes:
        found.append((0, scenario))
    for month in sorted(changes):
        data = copy.deepcopy(data)
        for path, value in changes[month].items():
            put(data, path, value)
        found.append((month, type(scenario).model_validate_json(json.dumps(data), strict=True)))
    result = tuple(found)
    for _, phase in result:
        phase.__dict__["phases"] = result
    return result


def overridden(data: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``data`` with the entries at the dotted paths replaced."""
    changed = copy.deepcopy(data)
    for path, value in values.items():
        put(changed, path, value)
    return changed
