"""Amounts of money that a scenario writes in another currency or of another year, told in kronor."""

from __future__ import annotations

from typing import Any

from sim.scenario.currencies import amount_of
from sim.scenario.paths import split
from sim.scenario.schema.root import Scenario


def written_in_words(scenario: Scenario) -> list[str]:
    """Of each amount that was written in other money or of another year, what it comes to and how."""
    found: list[str] = []
    data = scenario.canonical()
    for path, text in scenario.currency.written.items():
        amount = amount_of(text, scenario.currency)
        if amount is not None and _at(data, path) == amount.sek:  # another value may have been put there since
            how = f" ({amount.how})" if amount.how else ""
            found.append(f"{path} {text} is {amount.sek:,.0f} SEK{how}")
    return found


def _at(value: Any, path: str) -> Any:
    """What stands at a path of plain data, or None."""
    for step in split(path):
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


__all__ = ["written_in_words"]
