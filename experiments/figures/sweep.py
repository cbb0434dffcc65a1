"""Figures of a sweep, in the order of its report: those that its design has something to show in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from experiments.analysis.analysing import Analysis
from experiments.attempts import attempt
from experiments.figures import convergence, dependence, factorial, influence, robustness, spread, tornado
from experiments.figures.picture import Picture, Rendered, rendered
from sim.languages import N_


def draw_all(found: Analysis) -> list[Rendered]:
    """In the language in force: effects of levels, influence, tornado, dependence, robustness, convergence, spread.

    A figure that cannot be drawn is named in ``found.failed``, and the others are drawn.
    """
    drawn = [
        attempt(found.failed, N_("The figure “{name}”"), "", partial(_drawn, draw, found), part)
        for part, draw in FIGURES.items()
    ]
    return [figure for figure in drawn if figure is not None]


def _drawn(draw: Callable[[Analysis], Picture | None], found: Analysis) -> Rendered | None:
    picture = draw(found)
    return rendered(picture) if picture is not None else None


def _effects(found: Analysis) -> Picture | None:
    levels = found.factorial
    if levels is None or not levels.replicates or levels.design.tabled:
        return None
    return factorial.draw(levels)


FIGURES: dict[str, Callable[[Analysis], Picture | None]] = {
    N_("effects of levels"): _effects,
    N_("influence"): influence.draw,
    N_("single parameters"): tornado.draw,
    N_("dependence"): dependence.draw,
    N_("robustness"): robustness.draw,
    N_("convergence"): convergence.draw,
    N_("spread"): spread.draw,
}


__all__ = ["draw_all"]
