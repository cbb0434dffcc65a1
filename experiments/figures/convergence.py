"""Whether more points would change the answer: every index as the sample grows."""

from __future__ import annotations

from typing import Any

from matplotlib.ticker import FuncFormatter

from experiments.analysis.analysing import Analysis
from experiments.analysis.convergence import Convergence
from experiments.analysis.ranking import overall
from experiments.analysis.words import convergence_words, size_axis
from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines, scale_of, short_of, unit_of
from experiments.outcomes.outcome import BY_KEY
from sim.languages import _, localised
from sim.words import figure

LETTERS = 38
COLORS = (style.VERMILION, style.BLUE, style.GREEN, style.PURPLE, style.ORANGE)
"""Of the factors that lead over all outcomes; the others are grey."""


def draw(found: Analysis) -> Picture | None:
    """One chart an outcome, of the index that ranks it; None where no sample has parts to compare."""
    steps = {
        key: one
        for key, ranking in found.rankings.items()
        for one in found.convergence.get(key, ())
        if one.by == ranking.by and len(one.sizes) > 1
    }
    if not steps:
        return None
    design = found.swept.design
    colors = dict(zip(overall(found.rankings), COLORS, strict=False))
    chart, gap = 1.75, 0.72
    height = 0.40 + len(steps) * (chart + gap) + 0.42
    figure, grid = style.new_sheet(
        height,
        len(steps),
        1,
        _("Would more points change the answer?"),
        "",
        _("Lines: the index from growing parts of the sample; bands: 95 % intervals. Grey: all others."),
        left=0.085,
        right=0.63,
        top=1 - 0.72 / height,
        bottom=0.85 / height,
        hspace=gap / chart,
    )
    for (axes,), (key, one) in zip(grid, steps.items(), strict=True):
        _chart(axes, one, [_clipped(design.label(factor)) for factor in one.factors], colors)
        axes.set_title(f"{short_of(BY_KEY[key])}: {_settled(one)}")
    words = " ".join(convergence_words(one) for one in steps.values())
    return Picture(
        "convergence",
        _("Would more points change the answer?"),
        figure,
        words,
        _("Lines of each parameter’s index against the size of the sample. {reading}", reading=words),
    )


def _settled(one: Convergence) -> str:
    if one.ranking_settled:
        return _("order settled, values settled") if one.values_settled else _("order settled, values not settled")
    return _("order not settled, values settled") if one.values_settled else _("order not settled, values not settled")


def _clipped(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1].rstrip()}…"


def _chart(axes: Any, one: Convergence, names: list[str], colors: dict[str, str]) -> None:
    scale = scale_of(BY_KEY[one.outcome]) if one.by == "μ*" else 1.0
    labels = []
    for index, factor in enumerate(one.factors):
        if (color := colors.get(factor)) is None:
            axes.plot(one.sizes, scale * one.values[:, index], color=style.SHADE, linewidth=0.8, zorder=1)
            continue
        axes.fill_between(
            one.sizes, scale * one.low[:, index], scale * one.high[:, index], color=color, alpha=0.13, linewidth=0
        )
        axes.plot(
            one.sizes, scale * one.values[:, index], color=color, marker="o", markersize=4, markeredgewidth=0, zorder=3
        )
        labels.append((float(one.sizes[-1]), float(scale * one.values[-1, index]), names[index], color))
    axes.set_xlim(one.sizes[0] - 0.02 * one.sizes[-1], one.sizes[-1])
    axes.set_ylim(bottom=min(0.0, float(scale * one.values.min())))
    axes.set_xticks(one.sizes, [localised(f"{size:,}") for size in one.sizes])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, __: figure(value, 10)))
    unit = f" [{unit_of(BY_KEY[one.outcome])}]" if one.by == "μ*" else ""
    axes.set_ylabel(in_lines(f"{one.by}{unit}", 30))
    axes.set_xlabel(size_axis(one.unit))
    label_ends(axes, labels)


__all__ = ["draw"]
