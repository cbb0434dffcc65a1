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

_HOMES = {"Problem": "errors", "Scenario": "schema.root", "ScenarioError": "errors"}
"""Modules of names that are not in :mod:`.loading`."""
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
    if name in __all__:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES.get(name, 'loading')}"), name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
