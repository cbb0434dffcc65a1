"""Names of lines, written at their right ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures.style import height_of, width_of
from experiments.figures.theme import text_color

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

LABEL, SMALLEST = 8.0, 5.5
"""Size of the names at the ends of lines, and the least they may have [points]."""


def label_ends(axes: Axes, labels: Sequence[tuple[float, float, str, str]], gap: float = 10.5) -> None:
    """Name lines at their right ends: (x, y, text, colour), spread so that no two touch.

    ``gap`` is the least distance of two labels in points.
    """
    labels = [entry for entry in labels if not np.isnan(entry[1])]
    if not labels:
        return
    height = axes.get_position().height * height_of(axes) * 72
    bottom, top = axes.get_ylim()
    order = sorted(range(len(labels)), key=lambda index: labels[index][1])
    wanted = [(labels[index][1] - bottom) / (top - bottom) * height for index in order]
    places = _spread(wanted, gap, 0.4 * gap, height)
    right = max(entry[0] for entry in labels)
    span = axes.get_xlim()[1] - axes.get_xlim()[0]
    mixed = axes.get_xaxis_transform()  # x in data, y as a share of the axes
    for index, place, want in zip(order, places, wanted, strict=True):
        x, y, text, color = labels[index]
        if abs(place - want) > 3 or right - x > 0.02 * span:
            end = (place / height) * (top - bottom) + bottom
            shift = 7 / (72 * axes.get_position().width * width_of(axes)) * span
            axes.plot(
                [x + 0.25 * shift, right + shift],
                [y, end],
                color=color,
                linewidth=0.9,
                linestyle=(0, (1, 1.6)),
                clip_on=False,
            )
        keep_on_sheet(
            axes.annotate(
                text,
                xy=(right, place / height),
                xycoords=mixed,
                xytext=(10, 0),
                textcoords="offset points",
                va="center",
                ha="left",
                fontsize=LABEL,
                color=text_color(color),
                fontweight="bold",
                annotation_clip=False,
            )
        )


def keep_on_sheet(label: Annotation) -> None:
    """Write a label smaller that would run over the right edge of its sheet: words are longer in some languages."""
    figure: Any = label.figure
    box, edge = label.get_window_extent(), figure.bbox.x1
    if box.x1 > edge:
        label.set_fontsize(max(SMALLEST, LABEL * 0.98 * (edge - box.x0) / box.width))


def _spread(wanted: list[float], gap: float, low: float, high: float) -> list[float]:
    """Positions in increasing order, at least ``gap`` apart, near those wanted."""
    clusters: list[list[float]] = []  # [sum of (wanted - offset), number]
    for want in wanted:
        clusters.append([want, 1.0])
        while len(clusters) > 1:
            (before, n), (after, m) = clusters[-2], clusters[-1]
            if after / m - before / n >= gap * (n + m) / 2:
                break
            clusters[-2:] = [[before + after, n + m]]
    places = []
    for total, number in clusters:
        first = total / number - gap * (number - 1) / 2
        first = min(max(first, low), max(low, high - gap * (number - 1)))
        places += [first + gap * step for step in range(int(number))]
    return places


__all__ = ["label_ends"]
