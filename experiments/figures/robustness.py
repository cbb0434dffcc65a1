"""Whether a policy holds up over many futures: how often it helps, how much, and what is forgone."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from experiments.analysis.analysing import Analysis
from experiments.analysis.robustness import Robustness
from experiments.analysis.words import policy_words
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines, scale_of, short_of, unit_of
from experiments.outcomes.intervals import band
from experiments.outcomes.outcome import BY_KEY
from sim.languages import _
from sim.words import counted

ROW = 0.42


def draw(found: Analysis) -> Picture | None:
    """A row of three charts an outcome, one line a policy."""
    if not found.robustness:
        return None
    design = found.swept.design
    first = next(iter(found.robustness.values()))
    tall = ROW * len(first.policies)
    gap = 0.85
    height = 1.25 + len(found.robustness) * (tall + gap)
    names = [policy.level for policy in first.policies]
    figure, grid = style.new_sheet(
        height,
        len(found.robustness),
        3,
        _("Does the policy hold up?"),
        _(
            "{factor} in {futures}, against “{reference}”",
            factor=design.label(first.factor),
            futures=counted(first.futures, "future", "futures"),
            reference=names[0],
        ),
        _(
            "Dots: single futures. Black bars: 95 % interval of their mean. Upright lines: 90th percentile. Regret: "
            "what the best choice there would add."
        ),
        left=min(0.3, style.name_margin(names, style.WIDTH)),
        right=0.98,
        top=1 - 0.98 / height,
        bottom=0.85 / height,
        hspace=gap / tall,
        wspace=0.17,
        width_ratios=[1, 1.35, 1.35],
    )
    for line, (key, one) in zip(grid, found.robustness.items(), strict=True):
        _row(line, key, one)
    words = " ".join(
        policy_words(design, one, policy) for one in found.robustness.values() for policy in one.policies[1:]
    )
    return Picture(
        "robustness",
        _("Does the policy hold up?"),
        figure,
        words,
        _(
            "For each outcome, per policy: share of futures in which it helps, its gain in each, and its regret in "
            "each. {reading}",
            reading=words,
        ),
    )


def _row(line: list[Any], key: str, one: Robustness) -> None:
    scale, unit = scale_of(BY_KEY[key]), unit_of(BY_KEY[key])
    helped, gains, regrets = line
    # The same scatter each time, so that the same results give the same picture.
    spread = 0.26 * (2 * np.modf(np.arange(one.futures) * 0.618034)[0] - 1)
    for index, policy in enumerate(one.policies):
        color = style.GREY if index == 0 else style.arm_colors(len(one.policies))[index - 1]
        if index:
            helped.plot(
                [100 * policy.helped_low, 100 * policy.helped_high], [index] * 2, color=color, linewidth=2.2, alpha=0.75
            )
            helped.plot([100 * policy.helped], [index], "o", markersize=6.5, color=color, markeredgewidth=0)
            _scatter(gains, scale * policy.gains, index, spread, color)
            _mean(gains, scale * policy.gains, index)
        _scatter(regrets, scale * policy.regrets, index, spread, color)
        _mean(regrets, scale * policy.regrets, index)
        regrets.vlines(scale * policy.regret_90, index - 0.3, index + 0.3, color=style.INK, linewidth=1.6, zorder=4)
    for axes in line:
        axes.set_ylim(len(one.policies) - 0.45, -0.55)
        axes.set_yticks(range(len(one.policies)), [policy.level for policy in one.policies] if axes is helped else [])
        axes.grid(True, axis="x")
        axes.grid(False, axis="y")
        axes.tick_params(axis="y", length=0)
    for axes in (gains, regrets):
        axes.axvline(0, color=style.MUTED, linewidth=0.9, zorder=0)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=5, min_n_ticks=3, steps=style.STEPS))
    style.signed_axis(gains.xaxis)
    helped.set_xlim(0, 100)
    helped.set_xticks([0, 25, 50, 75, 100])
    helped.set_xlabel(_("helps in … of 100 futures"))
    gain = _("gain (less is better) [{unit}]", unit=unit) if one.less_is_better else _("gain [{unit}]", unit=unit)
    gains.set_xlabel(in_lines(gain, 38))
    regrets.set_xlabel(in_lines(_("regret [{unit}]", unit=unit), 38))
    helped.set_title(short_of(BY_KEY[key]))


def _scatter(axes: Any, values: Any, index: int, spread: Any, color: str) -> None:
    axes.plot(values, index + spread[: len(values)], "o", markersize=2.6, color=color, alpha=0.35, markeredgewidth=0)


def _mean(axes: Any, values: Any, index: int) -> None:
    """The mean and its 95 % interval over futures."""
    found = band(values)
    axes.plot(
        [found.mean_low, found.mean_high], [index] * 2, color=style.INK, linewidth=5.5, zorder=4, solid_capstyle="butt"
    )
    axes.plot([found.mean], [index], "|", markersize=5.5, color=style.PAPER, markeredgewidth=1.3, zorder=5)


__all__ = ["draw"]
