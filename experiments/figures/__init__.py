"""Figures of an experiment, one module each. Matplotlib is imported when the first is drawn."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from typing import TYPE_CHECKING

from experiments.figures.user_settings import import_without, unreadable
from sim.cache import cache_folder

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from experiments.outcomes.findings import Findings

# What Matplotlib thinks of a user's settings or font cache is no news to somebody who reads results, and a
# quiet command is quiet. Errors are still shown.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

FIGURES = ("retention", "ties", "employment", "population", "clubs", "programmes", "money", "region_map", "network")
"""Modules in the order of the report; each has ``draw(findings) -> Picture``."""


if "matplotlib" not in sys.modules:  # it would write to home, or warn that it cannot, and read settings there
    os.environ["MPLCONFIGDIR"] = str(cache_folder("matplotlib")[0])
    if unreadable():
        import_without(cache_folder("matplotlib")[0])


def shown(findings: Findings) -> tuple[str, ...]:
    """The figures that have something to show: those of programmes only where there are any."""
    from experiments.outcomes.panel import EVERYWHERE

    left_out = set()
    if not findings.interventions:
        left_out.add("programmes")
    if not any(key[:2] == (EVERYWHERE, "spent_by_payer") for key in findings.measures.names()):
        left_out.add("money")
    return tuple(name for name in FIGURES if name not in left_out)


def draw(name: str, findings: Findings) -> Rendered:
    """One figure as files. ``name`` is one of :data:`FIGURES`."""
    from experiments.figures.picture import rendered

    return rendered(importlib.import_module(f"experiments.figures.{name}").draw(findings))


__all__ = ["FIGURES", "draw", "shown"]
