"""The cost-effectiveness plane: extra money against what is gained, pair by pair."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.comparison.result import EFFECTS, Comparison, Versus
from experiments.comparison.wording import cost_sentence
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines
from sim.languages import N_, _
from sim.words import figure

TITLES = {
    "stayers": N_("Retained newcomers"),
    "newcomers_in_work": N_("Newcomers in work"),
    "friendships": N_("Friendships with locals"),
}
EXTRA = {
    "stayers": N_("extra retained newcomers"),
    "newcomers_in_work": N_("extra newcomers in work"),
    "friendships": N_("extra friendships with locals"),
}
CORNERS = (
    ((0.98, 0.985), "right", "top", N_("costs more,\ngains")),
    ((0.02, 0.985), "left", "top", N_("costs more,\nloses")),
    ((0.98, 0.015), "right", "bottom", N_("costs less,\ngains")),
    ((0.02, 0.015), "left", "bottom", N_("costs less,\nloses")),
)


def draw(comparison: Comparison) -> Picture:
    height = 3.7
    if comparison.pairs < 2:
        foot = _("One pair of runs: no interval. Costs not discounted.")
    elif comparison.draws:
        foot = _(
            "Small dots: one set of parameters each. Large: their mean, with 95 % intervals both ways. Costs not "
            "discounted."
        )
    else:
        foot = _(
            "Small dots: one pair of runs each. Large: their mean, with 95 % intervals both ways. Costs not discounted."
        )
    figure, (panels,) = style.new_sheet(
        height,
        1,
        len(EFFECTS),
        _("What it costs, and what it gains"),
        _("Extra to {base} over the run, money against effect at its end", base=comparison.base),
        foot,
        left=0.085,
        right=0.98,
        wspace=0.26,
        bottom=0.85 / height,
        top=1 - 0.95 / height,
    )
    for axes, effect in zip(panels, EFFECTS, strict=True):
        _panel(axes, comparison, effect)
    panels[0].set_ylabel(_("extra cost [million SEK]"))
    _key(figure, comparison)
    reading = " ".join(f"{policy.name}: {_costs(policy)}" for policy in comparison.policies)
    return Picture(
        "plane",
        _("What it costs"),
        figure,
        reading,
        _(
            "Three charts of extra cost against extra effect, one dot a pair of runs, for retained newcomers, "
            "newcomers in work and friendships. {reading}",
            reading=reading,
        ),
    )


def _costs(policy: Versus) -> str:
    spent = policy.of("spent")
    if spent is not None and spent.same:
        return _("both arms spend the same in every pair, so only what is gained can be compared.")
    return " ".join(cost_sentence(effect, ratio, policy) for effect, ratio in policy.costs.items())


def _panel(axes: Any, comparison: Comparison, effect: str) -> None:
    across, up = [], []
    for policy, color in zip(comparison.policies, style.arm_colors(len(comparison.policies)), strict=True):
        gained, spent = policy.of(effect), policy.of("spent")
        if gained is None or spent is None:
            continue
        cost = spent.values / 1e6
        axes.plot(gained.values, cost, "o", color=color, markersize=3.6, alpha=0.45, markeredgewidth=0)
        low, high = spent.low / 1e6, spent.high / 1e6
        if gained.pairs > 1:
            axes.plot([gained.low, gained.high], [spent.mean / 1e6] * 2, color=color, linewidth=2.2)
            axes.plot([gained.mean] * 2, [low, high], color=color, linewidth=2.2)
        axes.plot(
            [gained.mean],
            [spent.mean / 1e6],
            "D",
            color=color,
            markersize=6,
            markeredgecolor=style.PAPER,
            markeredgewidth=0.9,
            zorder=5,
        )
        across += [*gained.values, gained.low, gained.high]
        up += [*cost, low, high]
    if not across:
        style.nothing(axes, _("the runs are too short\nto count this"))
        return
    axes.axhline(0, color=style.MUTED, linewidth=0.9, zorder=0)
    axes.axvline(0, color=style.MUTED, linewidth=0.9, zorder=0)
    axes.set_xlim(*_around_zero(across))
    axes.set_ylim(*_around_zero(up))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=5, min_n_ticks=3, steps=style.STEPS))
        axis.set_major_formatter(FuncFormatter(lambda value, __: figure(value, 10)))
    for (x, y), side, end, words in CORNERS:
        axes.text(
            x, y, _(words), transform=axes.transAxes, ha=side, va=end, fontsize=7, color=style.MUTED, style="italic"
        )
    axes.set_title(in_lines(_(TITLES[effect]), 24))
    axes.set_xlabel(_(EXTRA[effect]))


def _around_zero(values: list[float]) -> tuple[float, float]:
    """Limits with room for the values, and for the names of the quadrants on either side of zero."""
    low, high = min(0.0, float(np.nanmin(values))), max(0.0, float(np.nanmax(values)))
    reach = max(high, -low) or 1.0
    return min(1.25 * low, -0.55 * reach), max(1.25 * high, 0.55 * reach)


def _key(figure: Any, comparison: Comparison) -> None:
    """Names of the policies, in their colours, at the upper right."""
    if len(comparison.policies) < 2:
        return
    x = 1 - style.MARGIN
    colors = style.arm_colors(len(comparison.policies))
    for policy, color in reversed(list(zip(comparison.policies, colors, strict=True))):
        text = figure.text(
            x,
            1 - 0.14 / 3.7,
            f"● {policy.name}",
            fontsize=8.5,
            fontweight="bold",
            va="top",
            ha="right",
            color=style.text_color(color),
        )
        x -= 0.0088 * len(text.get_text()) + 0.012


__all__ = ["draw"]
