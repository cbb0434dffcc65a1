"""The model: a scenario goes in, a history comes out.

The public names are imported when first asked for, so that ``import sim`` costs next to nothing and a worker
that simulates never loads Mesa::

    from sim import load_scenario, simulate
    history = simulate(load_scenario("scenarios/rural-town.yaml"), seed=1)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.chronicle import History
    from sim.history import simulate
    from sim.model import IntegrationModel
    from sim.scenario import Scenario, ScenarioError, load_scenario
    from sim.simulation import Simulation

_HOMES = {
    "History": "sim.chronicle",
    "IntegrationModel": "sim.model",
    "Scenario": "sim.scenario",
    "ScenarioError": "sim.scenario",
    "Simulation": "sim.simulation",
    "load_scenario": "sim.scenario",
    "simulate": "sim.history",
}

__all__ = ["History", "IntegrationModel", "Scenario", "ScenarioError", "Simulation", "load_scenario", "simulate"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sim' has no name {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
