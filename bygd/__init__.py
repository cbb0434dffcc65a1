"""bygd: how newcomers and locals in small, shrinking towns meet, stay and find work.

The public names are imported when first asked for, so that ``import bygd`` and the command's help cost
next to nothing::

    from bygd import load_scenario, simulate
    history = simulate(load_scenario("rural-town"), seed=1)
    history.plot.retention()
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from bygd.neighbours import check_neighbours

check_neighbours()  # before anything of theirs is imported

from sim.version import VERSION as __version__  # noqa: E402

if TYPE_CHECKING:
    from bygd.plotting import Plots
    from experiments.lives import simulate
    from sim.chronicle import History
    from sim.model import IntegrationModel
    from sim.scenario import Scenario, load_scenario
    from sim.simulation import Simulation

_HOMES = {
    "History": "sim.chronicle",
    "IntegrationModel": "sim.model",
    "Plots": "bygd.plotting",
    "Scenario": "sim.scenario",
    "Simulation": "sim.simulation",
    "load_scenario": "sim.scenario",
    "simulate": "experiments.lives",
}

__all__ = ["History", "IntegrationModel", "Plots", "Scenario", "Simulation", "__version__", "load_scenario", "simulate"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        found = getattr(importlib.import_module(_HOMES[name]), name)
        if name in ("History", "Simulation", "simulate"):
            importlib.import_module("bygd.plotting").install()
        return found
    raise AttributeError(f"module 'bygd' has no name {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
