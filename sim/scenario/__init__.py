"""Scenario files: what they may say, and how they are read.

What is asked for is imported then: a process that draws figures only knows the errors.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario.errors import Problem, ScenarioError
    from sim.scenario.loading import (
        load_policy,
        load_scenario,
        load_with_base,
        located,
        parse_setting,
        scenario_from,
        with_levers,
        with_overrides,
    )
    from sim.scenario.schema.root import Scenario

_HOMES = {
    "Problem": "errors",
    "Scenario": "schema.root",
    "ScenarioError": "errors",
    "load_policy": "loading",
    "load_scenario": "loading",
    "load_with_base": "loading",
    "located": "loading",
    "parse_setting": "loading",
    "scenario_from": "loading",
    "with_levers": "loading",
    "with_overrides": "loading",
}

__all__ = [
    "Problem",
    "Scenario",
    "ScenarioError",
    "load_policy",
    "load_scenario",
    "load_with_base",
    "located",
    "parse_setting",
    "scenario_from",
    "with_levers",
    "with_overrides",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
