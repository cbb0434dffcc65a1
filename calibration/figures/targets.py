"""What the fitted model says of each target, against what was observed."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import style
from experiments.figures.picture import Picture

if TYPE_CHECKING:
    from calibration.findings import Fit, Fitted

REACH = 3.0
"""Tolerances shown to both sides; what lies beyond stands at the edge."""


def draw(fit: Fit) -> Picture:
    targets = fit.targets
    height = 1.75 + 0.27 * len(targets)
    title = "The targets, and what the fitted model says"
    figure, grid = style.new_sheet(
        height,
        1,
        1,
        title,
        "Distance from the observed value, in tolerances (two standard deviations of "
        "observation and model discrepancy)",
        "Dots and lines: simulated at the posterior’s centre with fresh seeds, 95 % interval of the mean.\n"
        "Bars: 5 to 95 % over the posterior, by emulator. Grey: the fit does not rest on it.",
        left=0.47,
        right=0.93,
        bottom=0.85 / height,
        top=1 - 0.8 / height,
    )
    axes: Any = grid[0][0]
    axes.axvspan(-1, 1, color=style.SHADE, alpha=0.3, linewidth=0)
    axes.axvline(0, color=style.INK, linewidth=0.8)
    for row, one in enumerate(targets):
        _row(axes, row, one)
    axes.set_ylim(len(targets) - 0.4, -0.6)
    axes.set_xlim(-REACH - 0.15, REACH + 0.15)
    axes.set_yticks(
        range(len(targets)), [textwrap.shorten(one.target.label, 58, placeholder=" …") for one in targets], fontsize=7.5
    )
    axes.grid(axis="y", visible=True)
    axes.set_xlabel("tolerances from the observed value")
    missed = [one.target.label for one in targets if one.verdict == "missed"]
    inside = sum(one.verdict == "inside" for one in targets)
    words = f"{inside} of {len(targets)} targets are inside their tolerance."
    if missed:
        words += f" Missed: {'; '.join(missed)}."
    return Picture("targets", title, figure, words, f"A row of dots and bars, one a target. {words}")


def _row(axes: Any, row: int, one: Fitted) -> None:
    unit = one.tolerance or 1.0

    def place(value: float) -> float:
        return float(np.clip((value - one.target.value) / unit, -REACH, REACH))

    color = style.GREY if one.unused else style.BLUE if one.inside else style.VERMILION
    if np.isfinite(one.emulated[0]):
        axes.plot(
            [place(one.emulated[1]), place(one.emulated[2])],
            [row, row],
            color=color,
            linewidth=3.5,
            alpha=0.4,
            solid_capstyle="butt",
        )
    elif np.isfinite(one.simulated[0]):
        axes.plot([place(one.simulated[1]), place(one.simulated[2])], [row, row], color=color, linewidth=1.2)
    if np.isfinite(one.half):
        axes.plot(
            [place(one.shown - one.half), place(one.shown + one.half)], [row, row], color=style.INK, linewidth=0.9
        )
    if np.isfinite(one.shown):
        axes.plot([place(one.shown)], [row], marker="o", markersize=5, color=color, linestyle="none")


__all__ = ["draw"]
