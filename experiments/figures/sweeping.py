"""Figures of a sweep, in the order of its report: those that its design has something to show in."""

from __future__ import annotations

from experiments.analysis.analysing import Analysis
from experiments.figures import convergence, dependence, factorial, influence, robustness, spread, tornado
from experiments.figures.picture import Rendered, rendered


def draw_all(found: Analysis) -> list[Rendered]:
    """Effects of levels, influence, tornado, dependence, robustness, convergence, spread."""
    pictures = []
    levels = found.factorial
    if levels is not None and levels.replicates and not levels.design.tabled:
        pictures.append(factorial.draw(levels))
    modules = (influence, tornado, dependence, robustness, convergence, spread)
    pictures += [picture for module in modules if (picture := module.draw(found)) is not None]
    return [rendered(picture) for picture in pictures]


__all__ = ["draw_all"]
