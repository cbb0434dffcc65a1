"""bygd: how newcomers and locals in small, shrinking towns meet, stay and find work.

The public names are imported when first asked for, so that ``import bygd`` and the command's help cost
next to nothing::

    from bygd import load_scenario, simulate
    history = simulate(load_scenario("scenarios/rural-town.yaml"), seed=1)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from bygd.neighbours import check_neighbours

check_neighbours()  # before anything of theirs is imported

from sim.version import VERSION as __version__  # noqa: E402

if TYPE_CHECKING:
    from sim.history import History, simulate
    from sim.model import IntegrationModel
    from sim.scenario import Scenario, load_scenario

_HOMES = {
    "History": "sim.history",
    "IntegrationModel": "sim.model",
    "Scenario": "sim.scenario",
    "load_scenario": "sim.scenario",
    "simulate": "sim.history",
}

__all__ = ["History", "IntegrationModel", "Scenario", "__version__", "load_scenario", "simulate"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'bygd' has no name {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
