"""Imported, all is there that figures are drawn with: what a process does that draws, before it is wanted."""

from __future__ import annotations

from experiments.figures import FIGURES
from experiments.workers.importing import import_all

import_all(
    [
        *(f"experiments.figures.{name}" for name in FIGURES),
        "matplotlib.backends.backend_agg",
        "matplotlib.backends.backend_svg",
    ]
)
