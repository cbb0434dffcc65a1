"""What each policy changes: every headline outcome's paired difference with its interval."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from experiments.comparison.paired import Difference
from experiments.comparison.result import Comparison
from experiments.comparison.wording import lead, signed
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.figures.units import scale_of, short_of, unit_of
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.wording import significant
from sim.languages import _, localised

COLUMNS = 3
SHOWN = 15
"""Rank of the last outcome in the figure; the table has all."""


def draw(comparison: Comparison) -> Picture:
    policies = comparison.policies
    keys = [
        key
        for key, row in BY_KEY.items()
        if row.rank <= SHOWN
        and any((found := policy.of(key)) and not (key == "spent" and found.same) for policy in policies)
    ]
    rows = max(1, -(-len(keys) // COLUMNS))
    cell = 0.42 + 0.24 * len(policies)
    gap = 0.62
    height = 0.95 + rows * (cell + gap) + 0.35
    several = len(policies) > 1
    figure, grid = style.new_sheet(
        height,
        rows,
        COLUMNS,
        _("What changes"),
        _("Difference to {base}: mean of the paired runs", base=comparison.base),
        _foot(comparison),
        left=style.name_margin([policy.name for policy in policies], style.WIDTH) if several else 0.03,
        right=0.97,
        top=1 - 0.92 / height,
        bottom=0.72 / height,
        hspace=gap / cell,
        wspace=0.16,
    )
    panels = [axes for row in grid for axes in row]
    for place, (axes, key) in enumerate(zip(panels, keys, strict=False)):
        _panel(axes, BY_KEY[key], [policy.of(key) for policy in policies])
        if several and place % COLUMNS == 0:
            axes.set_yticks(range(len(policies)), [policy.name for policy in policies])
            for label, color in zip(axes.get_yticklabels(), style.ARMS, strict=False):
                label.set_color(style.text_color(color))
                label.set_fontweight("bold")
        else:
            axes.set_yticks([])
    for axes in panels[len(keys) :]:
        axes.set_axis_off()
    reading = " ".join(f"{policy.name}: {' '.join(lead(policy))}" for policy in policies)
    return Picture(
        "differences",
        _("What changes"),
        figure,
        reading,
        _("Small charts, one an outcome, each with the difference of every policy to the base and its 95 % interval.")
        + f" {reading}",
    )


def _foot(comparison: Comparison) -> str:
    if comparison.draws > 1:
        return _(
            "Dots: mean difference over {number} sets of parameters. Bars: 95 % interval of the effect under one more "
            "set. Hollow: not distinguishable from zero.",
            number=localised(f"{comparison.draws:,}"),
        )
    if comparison.pairs < 2:
        return _("One pair of runs: no interval.")
    return _(
        "Dots: mean difference over {number} pairs of runs with the same random draws. Bars: 95 % interval of that "
        "mean. Hollow: not distinguishable from zero.",
        number=localised(f"{comparison.pairs:,}"),
    )


def _panel(axes: Any, headline: Headline, found: list[Difference | None]) -> None:
    scale, unit = scale_of(headline), unit_of(headline)
    reach = 0.0
    for row, (one, color) in enumerate(zip(found, style.arm_colors(len(found)), strict=True)):
        if one is None:
            continue
        mean, low, high = (scale * value for value in (one.mean, one.low, one.high))
        reach = float(np.nanmax([reach, abs(mean), abs(low), abs(high)]))
        if not np.isnan(low):
            axes.plot([low, high], [row, row], color=color, linewidth=2.2, alpha=0.75)
        axes.plot(
            [mean],
            [row],
            "o",
            markersize=6,
            markeredgewidth=1.5,
            color=color,
            markerfacecolor=color if one.distinguishable else style.PAPER,
        )
        words = (
            f"{'+' if mean > 0 else ''}{significant(mean, 2) if abs(mean) >= 0.005 else '0'}"
            if headline.form == "money"
            else signed(headline, one.mean)
        )
        axes.annotate(
            words,
            (mean, row),
            (0, 5.5),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=7.5,
            color=style.text_color(color),
            fontweight="bold",
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.6},
        )
    axes.axvline(0, color=style.MUTED, linewidth=0.9, zorder=0)
    reach = 1.18 * reach or 1.0
    axes.set_xlim(-reach, reach)
    axes.set_ylim(len(found) - 0.5, -0.85)
    axes.grid(False)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, min_n_ticks=3, steps=style.STEPS))
    style.signed_axis(axes.xaxis)
    axes.set_title(short_of(headline), fontsize=8.6, pad=5)
    axes.set_xlabel(unit, fontsize=7.5, labelpad=1)


__all__ = ["draw"]
