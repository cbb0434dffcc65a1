"""Which parameters the evidence cannot tell apart: correlations in the posterior."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.colors as mcolors
import numpy as np

from experiments.figures import style
from experiments.figures.picture import Picture

if TYPE_CHECKING:
    from calibration.findings import Fit


def draw(fit: Fit) -> Picture:
    labels = [one.label for one in fit.plan.parameters]
    matrix, number = fit.posterior.correlations, len(labels)
    height = 2.0 + 0.29 * number
    title = "Parameters that answer for each other"
    figure, grid = style.new_sheet(
        height,
        1,
        1,
        title,
        "Correlation of draws from the posterior",
        "Numbers are hundredths. Written: beyond ±0.15.",
        left=0.36,
        right=0.97,
        bottom=0.5 / height,
        top=1 - 0.95 / height,
    )
    axes: Any = grid[0][0]
    shades = mcolors.LinearSegmentedColormap.from_list("signed", [style.VERMILION, style.PAPER, style.BLUE])
    lower = np.tril(np.ones_like(matrix), -1) > 0
    axes.imshow(np.where(lower, matrix, np.nan), cmap=shades, vmin=-1, vmax=1, aspect="auto")
    axes.grid(False)
    for row in range(number):
        for column in range(row):
            if abs(matrix[row, column]) >= 0.15:
                axes.text(
                    column,
                    row,
                    f"{100 * matrix[row, column]:.0f}".replace("-", "−"),
                    ha="center",
                    va="center",
                    fontsize=7,
                )
        if row < number - 1:
            axes.text(row, row, f" {labels[row]}", fontsize=6.5, color=style.MUTED, va="center", rotation=0, ha="left")
    axes.set_yticks(range(number), labels, fontsize=7.5)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    pairs = fit.correlated
    names = {one.key: one.label for one in fit.plan.parameters}
    words = (
        "No two parameters are correlated beyond 0.3."
        if not pairs
        else (
            f"{len(pairs)} pairs are correlated beyond 0.3. The strongest: {names[pairs[0][0]]} with "
            f"{names[pairs[0][1]]} ({pairs[0][2]:+.2f}): the evidence tells "
            "more of the two together than of each."
        )
    )
    return Picture("correlations", title, figure, words, f"A triangle of coloured cells. {words}")


__all__ = ["draw"]
