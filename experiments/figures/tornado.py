"""One factor at a time: how far each moves an outcome from the base, to either side."""

from __future__ import annotations

from typing import Any

from matplotlib.ticker import MaxNLocator

from experiments.analysis.analysing import Analysis
from experiments.analysis.tornado import Bar, Step
from experiments.figures import style
from experiments.figures.influence import MOST
from experiments.figures.picture import Picture
from experiments.figures.units import scale_of, short_of, unit_of
from experiments.outcomes.outcome import BY_KEY
from sim.languages import _
from sim.words import figure

ROW, HALF = 0.235, 0.38
"""Inches of a line; height of one of its two bars, as a share."""
LOWER, HIGHER, LEVEL = style.SKY, style.ORANGE, style.GREEN
LETTERS = 40


def draw(found: Analysis) -> Picture | None:
    """One chart an outcome, factors from the largest effect down."""
    bars = {
        key: sorted(some, key=lambda bar: -abs(bar.largest.difference.mean))[:MOST]
        for key, some in found.tornado.items()
        if some
    }
    if not bars:
        return None
    rows = [ROW * len(some) for some in bars.values()]
    height = 0.95 + sum(rows) + 0.95 * len(rows)
    figure, grid = style.new_sheet(
        height,
        len(bars),
        1,
        _("What each parameter does alone"),
        _("Difference to the first point when one parameter moves and all others stay"),
        _("Bars: mean over replicates with the same random draws; lines: 95 % intervals; numbers: its values."),
        left=0.375,
        right=0.95,
    )
    top = height - 0.85
    for (axes,), (key, some), tall in zip(grid, bars.items(), rows, strict=True):
        box = axes.get_position()
        axes.set_position((box.x0, (top - 0.3 - tall) / height, box.width, tall / height))
        figure.text(
            style.MARGIN, (top - 0.12) / height, short_of(BY_KEY[key]), fontsize=9.5, fontweight="bold", va="center"
        )
        top -= tall + 0.95
        _chart(axes, found, key, some)
    style.legend(figure, [(_("lower value"), LOWER), (_("higher value"), HIGHER)])
    words = _words(found, bars)
    return Picture(
        "tornado",
        _("What each parameter does alone"),
        figure,
        words,
        _("Bars to both sides of the base, one line a parameter. {reading}", reading=words),
    )


def _chart(axes: Any, found: Analysis, key: str, bars: list[Bar]) -> None:
    scale, design = scale_of(BY_KEY[key]), found.swept.design
    reach = 0.0
    for row, bar in enumerate(bars):
        steps = _ends(bar)
        for number, step in enumerate(steps):
            place = row + (HALF * (number - 0.5) if len(steps) > 1 else 0.0)
            color = _color(bar, step)
            mean, low, high = (scale * part for part in step.difference[3:6])
            axes.barh(place, mean, height=HALF * 0.96, color=color, alpha=0.9, linewidth=0)
            if low == low:  # one replicate has no interval
                axes.plot([low, high], [place, place], color=style.INK, linewidth=1.0)
            far = max((end for end in (mean, low, high) if end == end), key=lambda end: end * (mean or 1))
            side = 1 if mean >= 0 else -1
            value = step.value if isinstance(step.value, str) else figure(step.value, 4)
            axes.annotate(
                value,
                (far, place),
                (3 * side, 0),
                textcoords="offset points",
                fontsize=6.3,
                va="center",
                ha="left" if side > 0 else "right",
                color=style.text_color(color),
            )
            reach = max(reach, abs(mean), *(abs(end) for end in (low, high) if end == end))
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.set_xlim(-1.2 * reach or -1, 1.2 * reach or 1)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_yticks(range(len(bars)), [_clipped(design.label(bar.factor)) for bar in bars])
    for label, bar in zip(axes.get_yticklabels(), bars, strict=True):
        label.set_color(style.INK if bar.largest.difference.distinguishable else style.MUTED)
    axes.tick_params(axis="y", length=0)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=style.STEPS))
    style.signed_axis(axes.xaxis)
    axes.set_xlabel(_("difference [{unit}]", unit=unit_of(BY_KEY[key])))


def _ends(bar: Bar) -> list[Step]:
    """The steps drawn: the lowest and the highest value; of levels the two that do most to either side."""
    if isinstance(bar.reference, str):
        ordered = sorted(bar.steps, key=lambda step: step.difference.mean)
    else:
        ordered = sorted(bar.steps, key=lambda step: float(step.value))
    return [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered


def _color(bar: Bar, step: Step) -> str:
    if isinstance(step.value, str) or isinstance(bar.reference, str):
        return LEVEL
    return LOWER if step.value < bar.reference else HIGHER


def _clipped(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1].rstrip()}…"


def _words(found: Analysis, bars: dict[str, list[Bar]]) -> str:
    design = found.swept.design
    parts = []
    for key, some in bars.items():
        moved = [bar for bar in some if bar.largest.difference.distinguishable]
        parts.append(
            _(
                "{outcome}: “{parameter}” moves it furthest.",
                outcome=short_of(BY_KEY[key]),
                parameter=design.label(moved[0].factor),
            )
            if moved
            else _(
                "{outcome}: no parameter alone makes a difference distinguishable from zero.",
                outcome=short_of(BY_KEY[key]),
            )
        )
    return " ".join(parts)


__all__ = ["draw"]
