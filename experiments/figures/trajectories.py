"""Arms through time: what each of them does, and beneath it the paired difference to the base."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.comparison.result import Comparison
from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.figures.units import scale_of, unit_of
from experiments.outcomes.outcome import BY_KEY, path_label, path_label_short
from sim.languages import _, localised

SHOWN = ("local_friends", "stayers", "newcomers_in_work")
LAST = ("spent", "population")
"""Shown fourth: money where any is spent, else the population."""

WIDTH = 10.2


def draw(comparison: Comparison) -> Picture:
    keys = [key for key in (*SHOWN, _fourth(comparison)) if all(key in p.paths for p in comparison.policies)]
    keys = [key for key in keys if all(len(p.paths[key].month) > 1 for p in comparison.policies)]
    foot = (
        (
            _(
                "Above: means of {number} runs. Below: mean difference to {base} with its 95 % interval, from pairs of "
                "runs with the same random draws.",
                number=localised(f"{comparison.pairs:,}"),
                base=comparison.base,
            )
        )
        if comparison.pairs > 1
        else _("One pair of runs: no interval.")
    )
    if comparison.draws > 1:
        foot = _(
            "Above: means over {number} sets of parameters. Below: mean difference to {base}, with the 95 % interval "
            "of the effect under one more set.",
            number=localised(f"{comparison.draws:,}"),
            base=comparison.base,
        )
    height = 5.3
    names = [comparison.base, *(policy.name for policy in comparison.policies)]
    figure, (above, below) = style.new_sheet(
        height,
        2,
        max(1, len(keys)),
        _("Through the years"),
        _("Each arm, and what it differs by from {base}", base=comparison.base),
        foot,
        width=WIDTH,
        left=0.055,
        right=1 - style.name_margin(names, WIDTH),
        wspace=0.42,
        hspace=0.32,
        bottom=0.72 / height,
        top=1 - 0.98 / height,
    )
    if not keys:
        words = _("The runs are too short to be followed through time.")
        for axes in (*above, *below):
            style.nothing(axes, words)
        return Picture("trajectories", _("Through the years"), figure, words, words)
    for index, key in enumerate(keys):
        last = index == len(keys) - 1
        _levels(above[index], comparison, key, last)
        _differences(below[index], comparison, key)
        above[index].set_xlabel("")
    below[0].set_ylabel(_("difference"), labelpad=2)
    reading = _(
        "Lines are means over the runs. Where a band beneath does not reach zero, the policy makes a "
        "difference that chance does not explain."
    )
    return Picture(
        "trajectories",
        _("Through the years"),
        figure,
        reading,
        _(
            "Charts over time of {outcomes}: above for each arm, below the difference to the base with its interval.",
            outcomes=", ".join(path_label(key).lower() for key in keys),
        )
        + f" {reading}",
    )


def _fourth(comparison: Comparison) -> str:
    spends = any(
        policy.paths["spent"].policy.any() or policy.paths["spent"].base.any()
        for policy in comparison.policies
        if "spent" in policy.paths
    )
    return LAST[0] if spends else LAST[1]


def _scale(key: str) -> float:
    return scale_of(BY_KEY[key])


def _levels(axes: Any, comparison: Comparison, key: str, named: bool) -> None:
    base, labels = comparison.policies[0].paths[key], []
    arms = [(comparison.base, base.month, base.base, style.INK)]
    colors = style.arm_colors(len(comparison.policies))
    arms += [
        (policy.name, policy.paths[key].month, policy.paths[key].policy, color)
        for policy, color in zip(comparison.policies, colors, strict=True)
    ]
    for name, month, values, color in arms:
        x, y = comparison.calendar(month), _scale(key) * values.mean(axis=0)
        axes.plot(
            x,
            y,
            color=color,
            linewidth=1.7 if color != style.INK else 1.4,
            linestyle="-" if color != style.INK else (0, (4, 1.5)),
        )
        labels.append((float(x[-1]), float(y[-1]), name, color))
    style.calendar_axis(axes, comparison)
    if min(label[1] for label in labels) > 0 and key != "population":
        axes.set_ylim(0, None)
    style.count_axis(axes)
    unit = unit_of(BY_KEY[key])
    axes.set_title(f"{path_label_short(key)}\n", fontsize=8.8, pad=2)
    axes.text(0, 1.03, unit, transform=axes.transAxes, fontsize=7.5, color=style.MUTED)
    if named:
        label_ends(axes, labels)


def _differences(axes: Any, comparison: Comparison, key: str) -> None:
    for policy, color in zip(comparison.policies, style.arm_colors(len(comparison.policies)), strict=True):
        path = policy.paths[key]
        x, found = comparison.calendar(path.month), path.band
        if found.runs > 1:
            axes.fill_between(
                x, _scale(key) * found.mean_low, _scale(key) * found.mean_high, color=color, alpha=0.2, linewidth=0
            )
        axes.plot(x, _scale(key) * np.asarray(found.mean), color=color, linewidth=1.5)
    axes.axhline(0, color=style.INK, linewidth=0.8)
    low, high = axes.get_ylim()
    if high - low < 1e-9:
        axes.set_ylim(-1, 1)
    style.calendar_axis(axes, comparison)
    style.count_axis(axes)
    style.signed_axis(axes.yaxis)


__all__ = ["draw"]
