"""Values of fields in words, and what differs between two scenarios."""

from __future__ import annotations

from typing import Any

from sim.scenario.paths import Target, lookup, split
from sim.scenario.schema.root import Scenario
from sim.scenario.words import NOT_UNITS, number


def differences(old: Any, new: Any, path: str = "") -> list[tuple[str, Any, Any]]:
    """(dotted path, old value, new value) of everything that differs; None where one side lacks it."""
    if isinstance(old, dict) and isinstance(new, dict):
        found = []
        for key in [*old, *(key for key in new if key not in old)]:
            found += differences(old.get(key), new.get(key), f"{path}.{key}" if path else key)
        return found
    return [] if old == new else [(path, old, new)]


def value_words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(value_words, value))}]"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    return str(value)


def unit_of(data: dict[str, Any], path: str) -> str:
    """The unit of the field at ``path`` of a scenario's plain data, as it follows a value."""
    target = lookup(Scenario, data, split(path))
    unit = target.unit if isinstance(target, Target) else ""
    return "" if unit in NOT_UNITS or unit.startswith("by ") else f" [{unit}]"


__all__ = ["differences", "unit_of", "value_words"]
