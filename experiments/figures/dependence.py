"""How each outcome goes with its leading factors, all else averaged over."""

from __future__ import annotations

import textwrap
from typing import Any

from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.analysis.analysing import Analysis
from experiments.analysis.dependence import PREDICTS, Dependence
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines, scale_of, short_of, unit_of
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import listed, plain, significant
from sim.languages import _, pgettext
from sim.words import figure


def draw(found: Analysis) -> Picture | None:
    """A row of charts an outcome; None where no surrogate predicts."""
    smooth = {key: one for key, one in found.dependence.items() if one.curves}
    if not smooth:
        return None
    chart, gap = 1.45, 1.05
    height = 0.95 + len(smooth) * (chart + gap) + 0.25
    columns = max(3, *(len(one.curves) for one in smooth.values()))
    figure, grid = style.new_sheet(
        height,
        len(smooth),
        columns,
        _("How the outcome goes with what decides it"),
        _("Each parameter over its range, all others averaged over"),
        _(
            "Lines: mean of a sum of splines fitted to all points. Bands: 95 % bootstrap intervals. R²: share of "
            "left-out points’ variance it predicts."
        ),
        left=0.105,
        right=0.98,
        top=1 - 0.98 / height,
        bottom=1.12 / height,
        hspace=gap / chart,
        wspace=0.12,
    )
    for line, (key, one) in zip(grid, smooth.items(), strict=True):
        _row(line, found, key, one)
    words = _words(found, smooth)
    return Picture(
        "dependence",
        _("How the outcome goes with what decides it"),
        figure,
        words,
        _("Small charts of each outcome against each of its leading parameters. {reading}", reading=words),
    )


def _row(line: list[Any], found: Analysis, key: str, one: Dependence) -> None:
    headline, scale = BY_KEY[key], scale_of(BY_KEY[key])
    low = min(float(curve.low.min()) for curve in one.curves) * scale
    high = max(float(curve.high.max()) for curve in one.curves) * scale
    room = 0.06 * (high - low)
    for index, axes in enumerate(line):
        if index >= len(one.curves):
            axes.set_axis_off()
            continue
        curve = one.curves[index]
        axes.fill_between(curve.at, scale * curve.low, scale * curve.high, color=style.BLUE, alpha=0.2, linewidth=0)
        axes.plot(curve.at, scale * curve.mean, color=style.BLUE)
        axes.set_ylim(low - room, high + room)
        axes.set_xlim(curve.at[0], curve.at[-1])
        axes.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=style.STEPS))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, __: figure(value, 10)))
        style.count_axis(axes)
        if index:
            axes.tick_params(labelleft=False)
        label = "\n".join(textwrap.wrap(found.swept.design.label(curve.factor), 25)[:3])
        unit = found.swept.design.ranges[curve.factor].unit
        unit = pgettext("unit", unit) if unit else ""
        axes.set_xlabel(f"{label}\n[{unit}]" if unit and len(unit) < 25 else label, fontsize=7.6)
    line[0].set_ylabel(in_lines(f"[{unit_of(headline)}]", 24))
    line[0].set_title(f"{short_of(headline)}  (R² = {plain(one.r2, 2)})")


def _words(found: Analysis, smooth: dict[str, Dependence]) -> str:
    parts = []
    for key, one in smooth.items():
        steepest = max(one.curves, key=lambda curve: float(curve.mean.max() - curve.mean.min()))
        scale = scale_of(BY_KEY[key])
        parts.append(
            _(
                "{outcome} moves most with “{parameter}”, between {low} and {high} {unit} over its range.",
                outcome=short_of(BY_KEY[key]),
                parameter=found.swept.design.label(steepest.factor),
                low=significant(scale * float(steepest.mean.min()), 3),
                high=significant(scale * float(steepest.mean.max()), 3),
                unit=unit_of(BY_KEY[key]),
            )
        )
    left = [short_of(BY_KEY[key]) for key, one in found.dependence.items() if one.r2 < PREDICTS]
    if left:
        parts.append(
            _("Nothing is drawn for {outcomes}: a sum of curves predicts too little of it.", outcomes=listed(left))
        )
    return " ".join(parts)


__all__ = ["draw"]
