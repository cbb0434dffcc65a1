"""Figures of a comparison, in the order of its report."""

from __future__ import annotations

from experiments.comparison.result import Comparison
from experiments.figures import differences, plane, trajectories
from experiments.figures.picture import Rendered, rendered


def draw_all(comparison: Comparison) -> list[Rendered]:
    """Differences with intervals, arms through time, and where they differ in what they spend the
    cost-effectiveness plane."""
    drawn = [differences.draw(comparison), trajectories.draw(comparison)]
    if any((spent := policy.of("spent")) and not spent.same for policy in comparison.policies):
        drawn.append(plane.draw(comparison))
    return [rendered(picture) for picture in drawn]


__all__ = ["draw_all"]
