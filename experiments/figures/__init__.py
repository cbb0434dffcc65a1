"""Figures of an experiment, one module each. Matplotlib is imported when the first is drawn."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from experiments.findings import Findings

FIGURES = ("retention", "ties", "employment", "population", "clubs", "region_map", "network")
"""Modules in the order of the report; each has ``draw(findings) -> Picture``."""


def draw(name: str, findings: Findings) -> Rendered:
    """One figure as files. ``name`` is one of :data:`FIGURES`."""
    from experiments.figures.picture import rendered

    return rendered(importlib.import_module(f"experiments.figures.{name}").draw(findings))


__all__ = ["FIGURES", "draw"]
