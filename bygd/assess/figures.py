"""The figures of an assessment: how the municipality stands by dimension, and what raising each benchmark buys."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from bygd.assess.catalogue import DIMENSIONS, MET
from bygd.assess.results import INDEX, Bought
from bygd.assess.standing import Mean
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.outcomes.wording import listed, plain
from sim.languages import _

SIDE = 4.6
"""Of the radar [inch]."""
SHOWN = 20
"""Benchmarks in the figure of what raising each buys; the table has all."""
TURN = math.pi / 2


def radar(lines: Sequence[tuple[str, Sequence[Mean]]]) -> Picture:
    """Means by dimension, a line for each municipality or year; the first is the one assessed."""
    from matplotlib.figure import Figure

    style.own_settings()
    several = len(lines) > 1
    figure = Figure(figsize=(SIDE, SIDE + (0.12 * len(lines) if several else -0.3)))
    axes: Any = figure.add_axes((0.19, 0.13 if several else 0.05, 0.62, 0.74), projection="polar")
    axes.set_theta_offset(TURN)
    axes.set_theta_direction(-1)
    around = [2 * math.pi * place / len(DIMENSIONS) for place in range(len(DIMENSIONS))]
    for place, (name, means) in enumerate(lines):
        color = style.arm_colors(len(lines))[place]
        values = [one.value if one.value is not None else math.nan for one in means]
        axes.plot([*around, around[0]], [*values, values[0]], color=color, marker="o", markersize=4, label=name)
        if not place:
            axes.fill(
                [*around, around[0]],
                [0.0 if math.isnan(v) else v for v in (*values, values[0])],
                color=color,
                alpha=0.15,
            )
    axes.set_ylim(0, MET)
    axes.set_yticks(range(1, MET + 1), [str(value) for value in range(1, MET + 1)])
    axes.set_rlabel_position(36)
    axes.tick_params(axis="y", labelsize=7)
    axes.set_xticks(around, [_label(one) for one in lines[0][1]])
    axes.tick_params(axis="x", pad=9, labelsize=9)
    axes.grid(True, axis="both", color=style.GRID)
    axes.spines["polar"].set_color(style.GRID)
    figure.text(0.03, 0.985, _("Mean answer by dimension"), fontsize=11, fontweight="bold", va="top")
    figure.text(0.03, 0.935, _("0 (not met) to 4 (met)"), fontsize=8.5, color=style.MUTED, va="top")
    if several:
        figure.legend(
            loc="lower left",
            bbox_to_anchor=(0.01, 0.0),
            frameon=False,
            fontsize=8,
            ncols=2,
            handlelength=1.4,
            columnspacing=1.2,
        )
    found = [f"{one.said} {plain(one.value)}" for one in lines[0][1] if one.value is not None]
    reading = _("Means over the answers there are; what is not known counts neither way.")
    return Picture(
        "radar",
        _("Mean answer by dimension"),
        figure,
        reading,
        _("Radar of means: {means}.", means=listed(found) or _("no answers")),
    )


def _label(mean: Mean) -> str:
    value = plain(mean.value) if mean.value is not None else _("not known")
    return f"{mean.said}\n{value}"


def bought(found: Sequence[Bought], runs: str) -> Picture | None:
    """The index of each benchmark raised, with its interval; None where there is none. ``runs``: how many, in words."""
    rows = [one for one in found if INDEX in one.differences][:SHOWN]
    if not rows:
        return None
    height = 1.35 + 0.21 * len(rows)
    figure, grid = style.new_sheet(
        height,
        1,
        1,
        _("What raising each benchmark to met buys"),
        _("Index: mean of friends, staying, work, belonging and net balance, in standard deviations between runs"),
        _("Dots: mean of {runs}; lines: 95 % interval.", runs=runs),
        left=0.36,
        right=0.97,
    )
    axes = grid[0][0]
    for place, one in enumerate(rows):
        difference, y = one.differences[INDEX], len(rows) - 1 - place
        color = style.NEWCOMERS if difference.distinguishable else style.MUTED
        if not math.isnan(difference.low):
            axes.plot([difference.low, difference.high], [y, y], color=color, linewidth=1.6)
        axes.plot([difference.mean], [y], "o", color=color, markersize=4.5)
    axes.axvline(0.0, color=style.MUTED, linewidth=0.8)
    names = [f"{one.benchmark.said_title}  {one.benchmark.id}" for one in rows]
    axes.set_yticks(range(len(rows)), names[::-1], fontsize=8)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    style.signed_axis(axes.xaxis)
    axes.set_xlabel(_("index, difference to the town as assessed"))
    reading = _(
        "Each benchmark raised by itself against the town as assessed, with the same random draws. Grey where the "
        "interval includes zero."
    )
    if len(found) > len(rows):
        reading += " " + _("The {shown} with the highest mean of {number}.", shown=len(rows), number=len(found))
    title, highest = _("What raising each benchmark buys"), _("Highest: {benchmark}.", benchmark=names[0])
    return Picture("bought", title, figure, reading, highest)


__all__ = ["bought", "radar"]
