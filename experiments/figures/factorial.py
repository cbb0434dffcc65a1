"""A factorial experiment at a glance: one factor along the axis, one as lines, one as columns of charts."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.comparison.effects import complete
from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.figures.units import in_lines, scale_of, short_of, unit_of
from experiments.outcomes.intervals import band
from experiments.outcomes.outcome import BY_KEY, Headline
from sim.languages import _
from sim.words import counted, listed

if TYPE_CHECKING:
    from experiments.analysis.factorial import DesignFindings
    from experiments.designs import Design

WIDEST, NARROWEST = 11.7, 7.6
"""Inches: the long side of an A4 page, and what title and foot need."""
LINES = (style.GREY, style.SKY, style.BLUE, style.VERMILION, style.ORANGE, style.PURPLE, style.GREEN)
SPREAD = 0.16
"""Lines stand up to this far beside their position on the axis, so that no interval hides another."""


class Roles(NamedTuple):
    """Position of a factor among the factors, or None."""

    x: int
    lines: int | None
    panels: int | None


def roles(design: Design) -> Roles:
    """As the design says; for the rest, most levels along the axis, then as lines, then as panels."""
    names = list(design.levels)
    asked = design.settings.figure
    given = {role: names.index(name) for role in ("x", "lines", "panels") if (name := getattr(asked, role)) is not None}
    left = sorted(
        (axis for axis in range(len(names)) if axis not in given.values()), key=lambda axis: -design.shape[axis]
    )
    for role in ("x", "lines", "panels"):
        if role not in given and left:
            given[role] = left.pop(0)
    return Roles(given.get("x", 0), given.get("lines"), given.get("panels"))


def draw(found: DesignFindings) -> Picture:
    from experiments.designs.words import reading

    design, role_of = found.design, roles(found.design)
    names = list(design.levels)
    panels = design.levels[names[role_of.panels]] if role_of.panels is not None else ("",)
    lines = design.levels[names[role_of.lines]] if role_of.lines is not None else ("",)
    rows = len(found.values)
    width = min(WIDEST, max(NARROWEST, 2.6 + 3.05 * len(panels)))
    title = textwrap.fill(design.title, round(8.2 * width))
    notes = textwrap.fill(_note(design), round(13 * width))
    above = 0.95 + 0.22 * title.count("\n") + 0.15 * notes.count("\n")
    height = above + 2.0 * rows + 0.85
    named = [*lines, design.label(names[role_of.lines])] if role_of.lines is not None else []
    figure, grid = style.new_sheet(
        height,
        rows,
        len(panels),
        title,
        "\n" * title.count("\n") + notes,
        _foot(found, role_of),
        width=width,
        left=0.95 / width,
        right=1 - style.name_margin(named, width),
        top=1 - above / height,
        bottom=0.85 / height,
        wspace=0.08,
        hspace=0.14,
    )
    for row, outcome in enumerate(found.values):
        table = _cells(found, outcome, role_of)
        for column in range(len(panels)):
            labels = _panel(grid[row][column], design, table[..., column], role_of, last=row == rows - 1)
            if column == len(panels) - 1:
                _share_height(grid[row], BY_KEY[outcome])
                if role_of.lines is not None:
                    label_ends(grid[row][column], [(labels[0][0], *one[1:]) for one in labels])
        _name_row(grid[row][0], BY_KEY[outcome])
    _heads(grid, design, role_of, panels)
    if role_of.lines is not None:
        box = grid[0][-1].get_position()
        figure.text(
            box.x1 + 10 / 72 / width,
            box.y1 + 0.1 / height,
            design.label(names[role_of.lines]),
            fontsize=8,
            color=style.MUTED,
            va="bottom",
        )
    words = reading(found)
    return Picture(
        "effects", design.title, figure, words, _("Grid of charts, one row an outcome. {reading}", reading=words)
    )


def _note(design: Design) -> str:
    reference = ", ".join(f"{design.label(key).lower()} {levels[0]}" for key, levels in design.levels.items())
    return _("Difference to {reference}", reference=reference)


def _foot(found: DesignFindings, role_of: Roles) -> str:
    names = list(found.design.levels)
    others = [found.design.label(name) for axis, name in enumerate(names) if axis not in role_of]
    words = (
        _("One replicate: no interval.")
        if found.replicates < 2
        else _(
            "Dots: means of {replicates} with the same random draws in every cell. Bars: 95 % intervals of the mean.",
            replicates=counted(found.replicates, "replicate", "replicates"),
        )
    )
    return " ".join([words, _("Averaged over {factors}.", factors=listed(others))]) if others else words


def _cells(found: DesignFindings, outcome: str, role_of: Roles) -> Any:
    """Differences to the reference [replicate, x, line, panel], in the unit of the chart."""
    values = complete(found.values[outcome])
    values = values - values[(slice(None), *([slice(0, 1)] * (values.ndim - 1)))]
    kept = [axis + 1 for axis in (role_of.x, role_of.lines, role_of.panels) if axis is not None]
    others = tuple(axis for axis in range(1, values.ndim) if axis not in kept)
    values = values.mean(axis=others, keepdims=True)
    values = values.reshape(*values.shape, 1, 1)
    wanted = [
        0,
        role_of.x + 1,
        role_of.lines + 1 if role_of.lines is not None else values.ndim - 2,
        role_of.panels + 1 if role_of.panels is not None else values.ndim - 1,
    ]
    order = [*wanted, *(axis for axis in range(values.ndim) if axis not in wanted)]
    moved = np.transpose(values, order)
    return moved.reshape(moved.shape[:4]) * scale_of(BY_KEY[outcome])


def _panel(axes: Any, design: Design, values: Any, role_of: Roles, last: bool) -> list[Any]:
    """One chart; ``values`` [replicate, x, line]. Returns what to call the lines at their right ends."""
    names = list(design.levels)
    levels = design.levels[names[role_of.x]]
    lines = design.levels[names[role_of.lines]] if role_of.lines is not None else ("",)
    x, labels = np.arange(len(levels), dtype=np.float64), []
    for line, name in enumerate(lines):
        color = LINES[(line if len(lines) > 1 else 2) % len(LINES)]
        shift = min(SPREAD, 0.045 * len(lines)) * (line / max(1, len(lines) - 1) - 0.5) * 2
        shift = shift if len(lines) > 1 else 0.0
        found = band(values[:, :, line])
        axes.plot(
            x + shift,
            found.mean,
            color=color,
            linewidth=1.8,
            marker="o",
            markersize=5,
            markeredgecolor=style.PAPER,
            markeredgewidth=0.8,
            zorder=3,
        )
        if found.runs > 1:
            axes.vlines(x + shift, found.mean_low, found.mean_high, color=color, linewidth=1.8, alpha=0.6)
        labels.append((float(x[-1] + SPREAD), float(found.mean[-1]), name, color))
    axes.axhline(0, color=style.INK, linewidth=0.8, zorder=1)
    axes.set_xlim(-0.35, len(levels) - 0.65)
    axes.set_xticks(x, [textwrap.fill(level, 11) for level in levels] if last else [""] * len(levels))
    if last:
        axes.set_xlabel(design.label(names[role_of.x]))
    return labels


def _share_height(row: Any, headline: Headline) -> None:
    low = min(axes.get_ylim()[0] for axes in row)
    high = max(axes.get_ylim()[1] for axes in row)
    for column, axes in enumerate(row):
        axes.set_ylim(low, high)
        style.count_axis(axes)
        style.signed_axis(axes.yaxis)
        if column:
            axes.tick_params(labelleft=False)


def _name_row(axes: Any, headline: Headline) -> None:
    unit = in_lines(f"[{unit_of(headline)}]", 28)
    axes.set_ylabel(f"{in_lines(short_of(headline), 22)}\n{unit}", fontsize=8.5, color=style.INK)


def _heads(grid: Any, design: Design, role_of: Roles, panels: Any) -> None:
    if role_of.panels is None:
        return
    label = design.label(list(design.levels)[role_of.panels])
    for axes, level in zip(grid[0], panels, strict=True):
        axes.set_title(f"{label}: {level}", pad=8)


__all__ = ["Roles", "draw", "roles"]
