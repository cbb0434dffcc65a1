"""How far outcomes differ between points, against how far chance alone moves them at one."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.analysis.analysing import Analysis
from experiments.analysis.swept import over_replicates
from experiments.analysis.words import chance_words
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines, scale_of, short_of, unit_of
from experiments.outcomes.outcome import BY_KEY
from sim.languages import _
from sim.words import figure

COLUMNS, LEAST = 3, 8
POINTS, CHANCE = style.BLUE, style.ORANGE


def draw(found: Analysis) -> Picture | None:
    """One chart an outcome; None with fewer than eight points."""
    swept = found.swept
    if len(swept.design.points) < LEAST or not swept.outcomes:
        return None
    outcomes = swept.outcomes
    columns = min(COLUMNS, len(outcomes))
    rows = -(-len(outcomes) // columns)
    height = 1.3 + rows * 2.0
    figure, grid = style.new_sheet(
        height,
        rows,
        columns,
        _("Parameters or chance?"),
        "",
        _("Both distributions have the same area. Chance: runs of one point against that point’s mean.")
        if swept.replicates > 1
        else _("One replicate: chance cannot be separated from parameters."),
        left=0.04,
        right=0.975,
        top=1 - 1.12 / height,
        bottom=0.82 / height,
        wspace=0.12,
        hspace=0.62,
    )
    panels = [axes for line in grid for axes in line]
    for axes, key in zip(panels, outcomes, strict=False):
        _chart(axes, swept.values[key] * scale_of(BY_KEY[key]))
        axes.set_title(in_lines(short_of(BY_KEY[key]), 32))
        axes.set_xlabel(in_lines(unit_of(BY_KEY[key]), 40))
    for axes in panels[len(outcomes) :]:
        axes.set_axis_off()
    named = [(_("points’ means"), POINTS)]
    if swept.replicates > 1:
        named.append((_("other random draws at the same point"), CHANCE))
    style.legend(figure, named)
    words = " ".join(chance_words(key, found.chance[key]) for key in outcomes)
    return Picture(
        "spread",
        _("Parameters or chance?"),
        figure,
        words,
        _("For each outcome, the distribution of points’ means and of chance at one point. {reading}", reading=words),
    )


def _chart(axes: Any, values: Any) -> None:
    mean = over_replicates(values)
    mean = mean[~np.isnan(mean)]
    middle = float(mean.mean())
    away = (values - over_replicates(values)[None, :]).ravel()
    away = away[~np.isnan(away)]
    replicates = len(values)
    if replicates > 1:
        away = away * np.sqrt(replicates / (replicates - 1)) + middle  # a mean lies nearer to its own runs
    both = np.concatenate([mean, away]) if replicates > 1 else mean
    low, high = np.quantile(both, [0.0, 1.0])
    if high <= low:
        style.nothing(axes, _("the same everywhere"))
        return
    edges = np.linspace(low, high, int(np.clip(np.sqrt(len(mean)) * 2, 12, 40)) + 1)
    if replicates > 1:
        axes.stairs(np.histogram(away, edges, density=True)[0], edges, fill=True, color=CHANCE, alpha=0.45)
    axes.stairs(np.histogram(mean, edges, density=True)[0], edges, fill=True, color=POINTS, alpha=0.45)
    axes.stairs(np.histogram(mean, edges, density=True)[0], edges, color=POINTS, linewidth=1.2)
    if replicates > 1:
        axes.stairs(np.histogram(away, edges, density=True)[0], edges, color=CHANCE, linewidth=1.2)
    axes.set_yticks([])
    axes.set_xlim(low, high)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=style.STEPS))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, __: figure(value, 10)))


__all__ = ["draw"]
