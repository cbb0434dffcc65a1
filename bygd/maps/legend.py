"""The legend of a map: classes, unit, hatching, places without a value; and the highest and the lowest values."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from bygd.maps.letters import width
from bygd.maps.panel import HATCH, NOTHING
from bygd.maps.panel_parts import Drawing
from bygd.maps.paper import INK, MUTED, PAPER, SHADE, words
from sim.languages import _

BOX, LINE, SMALL = 18.0, 15.0, 9.5
LISTED = 5
"""Places at either end that are listed beside a map of many."""
MANY = 16
"""Places from which on only these are; of fewer all are listed."""
LIST, FIGURES = 170.0, 52.0
"""Width of a list, and of its figures."""


def column(drawing: Drawing, x: float, y: float, wide: float) -> tuple[list[str], float]:
    """The legend from the top down at ``x``, ``y``; returns it and where it ends."""
    parts: list[str] = []
    for line in wrapped(drawing.values.unit[:1].upper() + drawing.values.unit[1:], wide, 10.5, bold=True):
        parts.append(words(x, y + 10, line, size=10.5, bold=True))
        y += LINE
    y += 4
    classes = drawing.classes
    for row, (color, label) in enumerate(zip(reversed(classes.colors), reversed(classes.labels()), strict=True)):
        end = classes.ends[1] if row == 0 else classes.ends[0] if row == len(classes.colors) - 1 else ""
        parts.append(_box(x, y, color))
        parts.append(words(x + BOX + 7, y + 11, label, size=10))
        if end:
            parts.append(words(x + BOX + 14 + width(label, 10), y + 11, _(end), size=10, fill=MUTED))
        y += LINE
    for fill, said in _special(drawing):
        y += 5
        parts.append(_box(x, y, fill))
        for line in wrapped(said, wide - BOX - 7, SMALL):
            parts.append(words(x + BOX + 7, y + 10, line, size=SMALL))
            y += 12
        y += 2
    return parts, y


def row(drawing: Drawing, x: float, y: float, wide: float) -> tuple[list[str], float]:
    """The legend from left to right, in as many lines as it takes."""
    unit = drawing.values.unit
    parts = [words(x, y + 10, unit[:1].upper() + unit[1:], size=10.5, bold=True)]
    y += LINE + 4
    left, classes = x, drawing.classes
    entries = [(color, label) for color, label in zip(classes.colors, classes.labels(), strict=True)]
    if classes.ends[0]:
        entries = [
            (color, f"{label} ({_(classes.ends[bool(place)])})" if place in (0, len(entries) - 1) else label)
            for place, (color, label) in enumerate(entries)
        ]
    for fill, said in (*entries, *_special(drawing)):
        need = BOX + 6 + width(said, SMALL) + 16
        if left + need > x + wide and left > x:
            left, y = x, y + LINE + 3
        parts += [_box(left, y, fill), words(left + BOX + 6, y + 10, said, size=SMALL)]
        left += need
    return parts, y + LINE


def lists(drawing: Drawing, x: float, y: float, wide: float) -> tuple[list[str], float]:
    """The values of few places with their intervals, the highest first; of many the highest and the lowest, side by
    side where there is room; and where it ends."""
    values = drawing.values
    known = [(values.by_place[spot.key][0], spot) for spot in drawing.geo.spots if values.by_place[spot.key][0].known]
    known.sort(key=lambda one: (-one[0].mean, one[1].name))
    parts: list[str] = []
    top = y = y + 10
    if len(known) < MANY:
        for value, spot in known:
            number, __, span = values.bare(value).partition(" (")
            parts += [words(x + FIGURES, y + 10, number, size=10, anchor="end")]
            parts += [words(x + FIGURES + 8, y + 10, spot.name, size=10, bold=True)]
            if span:
                y += 12.5
                parts.append(words(x + FIGURES + 8, y + 10, span.removesuffix(")"), size=SMALL, fill=MUTED))
            y += 15
        return parts, y
    for title, chosen in ((_("Highest"), known[:LISTED]), (_("Lowest"), known[-LISTED:])):
        y = top
        parts.append(words(x, y + 10, title, size=10.5, bold=True))
        y += LINE + 2
        for value, spot in chosen:
            number = values.bare(value).partition(" (")[0]
            parts.append(words(x + FIGURES, y + 10, number, size=10, anchor="end"))
            parts.append(words(x + FIGURES + 8, y + 10, spot.name, size=10))
            y += 13.5
        if wide >= 2 * LIST:
            x += wide / 2
        else:
            top = y + 10
    return parts, y


def _special(drawing: Drawing) -> list[tuple[str, str]]:
    """Hatching and no value, where they occur."""
    values = [value for each in drawing.values.by_place.values() for value in each]
    found = []
    if any(map(drawing.values.doubtful, values)):
        found.append((f"url(#{HATCH})", _("hatched: cannot be distinguished from zero")))
    if any(not value.known for value in values):
        found.append((f"url(#{NOTHING})", _("no value")))
    return found


def _box(x: float, y: float, fill: str) -> str:
    ground = f' stroke="{SHADE}" stroke-width="0.8"'
    back = f'<rect x="{x:.1f}" y="{y:.1f}" width="{BOX:.0f}" height="12" fill="{PAPER}"/>' if "#hatch" in fill else ""
    return f'{back}<rect x="{x:.1f}" y="{y:.1f}" width="{BOX:.0f}" height="12" fill="{fill}"{ground}/>'


def wrapped(said: str, wide: float, size: float, *, bold: bool = False) -> Sequence[str]:
    """``said`` in lines no wider than ``wide`` [pixel]."""
    letter = width("abcdefghij lmnopqrstu", size, bold) / 21
    return textwrap.wrap(said, max(8, int(wide / letter))) or [""]


__all__ = ["INK", "column", "lists", "row", "wrapped"]
