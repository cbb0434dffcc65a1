"""Figures of a comparison, in the order of its report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from experiments.attempts import FailedPart, attempt
from experiments.comparison.result import Comparison
from experiments.figures import differences, plane, trajectories
from experiments.figures.picture import Picture, Rendered, rendered


def draw_all(comparison: Comparison, failed: list[FailedPart]) -> list[Rendered]:
    """Differences with intervals, arms through time, and where they differ in what they spend the
    cost-effectiveness plane.

    A figure that cannot be drawn is named in ``failed``, and the others are drawn.
    """
    wanted: dict[str, Callable[[Comparison], Picture]] = {
        "differences": differences.draw,
        "through time": trajectories.draw,
    }
    if any((spent := policy.of("spent")) and not spent.same for policy in comparison.policies):
        wanted["cost and effect"] = plane.draw
    drawn = [
        attempt(failed, f"The figure “{name}”", "", partial(_drawn, draw, comparison)) for name, draw in wanted.items()
    ]
    return [figure for figure in drawn if figure is not None]


def _drawn(draw: Callable[[Comparison], Picture], comparison: Comparison) -> Rendered:
    return rendered(draw(comparison))


__all__ = ["draw_all"]
