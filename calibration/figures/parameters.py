"""What was thought of each parameter before, and what is known of it afterwards."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.findings import SOMEWHAT, informed_words
from experiments.figures import style
from experiments.figures.picture import Picture
from sim.words import figure

if TYPE_CHECKING:
    from calibration.findings import Fit
    from calibration.space import Parameter

COLUMNS = 4
BINS = 20


def draw(fit: Fit) -> Picture:
    parameters, informed = fit.plan.parameters, fit.posterior.informed
    rows = -(-len(parameters) // COLUMNS)
    height = 1.3 + 1.45 * rows
    title = "What the evidence says of each parameter"
    figure, grid = style.new_sheet(
        height,
        rows,
        COLUMNS,
        title,
        "Posterior (bars) against prior (line); both are densities on the parameter’s own scale",
        "Dotted: the posterior’s centre. In brackets: posterior by prior standard "
        "deviation; 1 means that nothing was learned.",
        left=0.03,
        right=0.98,
        wspace=0.22,
        hspace=0.95,
        bottom=0.62 / height,
        top=1 - 1.0 / height,
    )
    panels = [axes for row in grid for axes in row]
    for index, one in enumerate(parameters):
        _panel(
            panels[index], one, fit.posterior.told[:, index], float(fit.posterior.centre[index]), float(informed[index])
        )
    for axes in panels[len(parameters) :]:
        axes.set_axis_off()
    known = [one.label for one, ratio in zip(parameters, informed, strict=True) if ratio < SOMEWHAT]
    words = (
        f"The evidence informs {len(known)} of {len(parameters)} parameters"
        + (f": {', '.join(known)}." if known else ".")
        + " The others are as uncertain as before."
    )
    return Picture("parameters", title, figure, words, f"Small histograms, one a parameter. {words}")


def _panel(axes: Any, one: Parameter, unit: Any, centre: float, ratio: float) -> None:
    color = style.GREY if ratio >= SOMEWHAT else style.BLUE
    axes.hist(unit, bins=BINS, range=(0, 1), density=True, color=color, alpha=0.75, linewidth=0)
    axes.plot([0, 0, 1, 1], [0, 1, 1, 0], color=style.INK, linewidth=0.9)
    axes.axvline(centre, color=style.INK, linewidth=1.0, linestyle=(0, (1, 1.5)))
    axes.set_xlim(-0.02, 1.02)
    axes.set_yticks([])
    ends = [0.0, 0.5, 1.0]
    low, high = one.range.scaled
    values = one.range.from_scale(low + np.array(ends) * (high - low))
    axes.set_xticks(ends, [figure(value, 3) for value in values], fontsize=7)
    label = textwrap.fill(f"{one.label} ({ratio:.2f})", 30)
    axes.set_title(label, fontsize=7.5, pad=3, color=style.MUTED if ratio >= SOMEWHAT else style.INK)
    axes.set_gid(informed_words(ratio))


__all__ = ["draw"]
