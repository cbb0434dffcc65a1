"""Some hundred people of the last month and the friendships among them."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.path import Path

from experiments.figures import style
from experiments.figures.layout import spring_layout
from experiments.figures.picture import Picture
from experiments.outcomes.findings import Findings
from experiments.outcomes.wording import percent
from sim.languages import _, localised, ngettext
from sim.words import counted

WIDTHS = (0.35, 0.6, 1.1, 1.9)
"""Line widths: weaker than a casual friend (kept for households), casual friend, friend, close friend."""
CROWDED = 300
"""More lines than this are drawn thinner."""


def draw(findings: Findings) -> Picture:
    from matplotlib.patches import PathPatch

    sample = findings.network
    figure, (axes,) = style.new_figure(
        6.2,
        1,
        findings,
        _("Who is friends with whom"),
        _(
            "{people} at the end of one run: newcomers, and those reached over friendships from them",
            people=counted(len(sample.uid), "person", "people"),
        ),
        foot="",
        left=0.02,
        right=0.98,
        bottom=0.075,
        top=0.9,
    )
    edges = np.asarray(sample.edges).reshape(-1, 2)
    newcomer = np.asarray(sample.newcomer).astype(bool)
    stage = np.searchsorted(np.asarray(findings.stages), np.asarray(sample.hours), side="right")
    where = spring_layout(sample.uid, edges, 0.25 + 0.35 * stage)
    thin = min(1.0, (CROWDED / max(1, len(edges))) ** 0.5)
    across = newcomer[edges[:, 0]] != newcomer[edges[:, 1]] if len(edges) else np.zeros(0, bool)
    inside = newcomer[edges[:, 0]] & ~across if len(edges) else across
    for these, color, alpha, level in (
        (~across & ~inside, style.LOCALS, 0.28, 1),
        (inside, style.NEWCOMERS, 0.35, 2),
        (across, style.INK, 0.6, 3),
    ):
        for step, width in enumerate(WIDTHS):
            chosen = edges[these & (stage == step)]
            if len(chosen):
                vertices = where[chosen].reshape(-1, 2)
                codes = np.tile([Path.MOVETO, Path.LINETO], len(chosen))
                axes.add_patch(
                    PathPatch(
                        Path(vertices, codes),
                        fill=False,
                        edgecolor=color,
                        alpha=alpha,
                        linewidth=width * thin,
                        zorder=level,
                        capstyle="round",
                    )
                )
    for flag, color in ((False, style.LOCALS), (True, style.NEWCOMERS)):
        these = newcomer == flag
        axes.plot(
            where[these, 0],
            where[these, 1],
            "o",
            color=color,
            markersize=4.6 if flag else 3.6,
            markeredgecolor=style.PAPER,
            markeredgewidth=0.5,
            zorder=5,
        )
    axes.set_axis_off()
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.03, 1.03)
    _key(axes)
    reading = _reading(newcomer, edges, across, inside)
    return Picture(
        "network", _("Network"), figure, reading, _("Picture of people and their friendships.") + f" {reading}"
    )


def _key(axes: Any) -> None:
    def dot(color: str, label: str) -> Line2D:
        return Line2D([], [], color=color, marker="o", linestyle="none", markersize=5, label=label)

    def stroke(color: str, width: float, label: str) -> Line2D:
        return Line2D([], [], color=color, linewidth=width, label=label)

    axes.legend(
        handles=[
            dot(style.LOCALS, _("local")),
            dot(style.NEWCOMERS, _("newcomer")),
            stroke(style.INK, 1.2, _("newcomer and local")),
            stroke(style.SHADE, WIDTHS[1], _("casual friend")),
            stroke(style.SHADE, WIDTHS[2], _("friend")),
            stroke(style.SHADE, WIDTHS[3], _("close friend")),
        ],
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        ncols=6,
        frameon=False,
        fontsize=8,
        handlelength=1.6,
        columnspacing=1.8,
        handletextpad=0.6,
    )


def _reading(newcomer: Any, edges: Any, across: Any, inside: Any) -> str:
    bridging, bonding = int(across.sum()), int(inside.sum())
    if not newcomer.any():
        return _("No newcomer lives here at the end of this run.")
    of_ties = bridging / max(1, bridging + bonding)
    number = int(newcomer.sum())
    return ngettext(
        "Dark lines join newcomers and locals: {share} of the lines that lead from the {number} newcomer in the "
        "picture.",
        "Dark lines join newcomers and locals: {share} of the lines that lead from the {number} newcomers in the "
        "picture.",
        number,
        share=percent(of_ties),
        number=localised(f"{number:,}"),
    )
