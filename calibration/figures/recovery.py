"""Known parameters, found again from what one would observe of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.recovery import LEVEL
from experiments.figures import style
from experiments.figures.picture import Picture
from sim.words import counted

if TYPE_CHECKING:
    from calibration.findings import Fit
    from calibration.recovery import Recovery


def draw(fit: Fit, found: Recovery) -> Picture:
    labels = [one.label for one in fit.plan.parameters]
    height = 1.75 + 0.27 * len(labels)
    title = "Known parameters, fitted as if they were unknown"
    sets = len(found.truth)
    figure, grid = style.new_sheet(
        height,
        1,
        1,
        title,
        "True value less the fit’s mean, as a share of the parameter’s range",
        f"{sets} known sets, one dot each. Bars: their {100 * LEVEL:.0f} % intervals. Vermilion: the true "
        "value lies outside.",
        left=0.36,
        right=0.95,
        bottom=0.85 / height,
        top=1 - 0.8 / height,
    )
    axes: Any = grid[0][0]
    axes.axvline(0, color=style.INK, linewidth=0.8)
    shifts = np.linspace(-0.3, 0.3, sets) if sets > 1 else np.zeros(1)
    for one in range(sets):
        for place in range(len(labels)):
            color = style.BLUE if found.inside[one, place] else style.VERMILION
            mean, y = found.mean[one, place], place + shifts[one]
            axes.plot(
                [found.low[one, place] - mean, found.high[one, place] - mean],
                [y, y],
                color=color,
                linewidth=1.0,
                alpha=0.4,
            )
            axes.plot([found.truth[one, place] - mean], [y], marker="o", markersize=2.6, color=color)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), labels, fontsize=7.5)
    axes.set_xlabel("share of the range")
    words = (
        f"Of {found.inside.size} true values, {100 * found.share:.0f} % lie in their {100 * LEVEL:.0f} % "
        f"interval; as wholes, {int(found.joint.sum())} of {counted(sets, 'set', 'sets')} lie in the "
        f"{100 * LEVEL:.0f} % region."
    )
    return Picture("recovery", title, figure, words, f"Dots with bars, a row a parameter. {words}")


__all__ = ["draw"]
