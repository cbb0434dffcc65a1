"""A sheet: title, one map or several by time, legend, sources; as SVG, and as PNG through resvg."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from bygd.maps import legend
from bygd.maps.arrows import Drawn
from bygd.maps.classes import classes_of
from bygd.maps.geography import Geography, shaped
from bygd.maps.inset import drawn, inset
from bygd.maps.letters import FAMILY, font_files
from bygd.maps.panel import SPELLED_OUT, panel, patterns, shared
from bygd.maps.panel_parts import Drawing
from bygd.maps.paper import MUTED, Scale, document, element, words
from bygd.maps.values import Values
from experiments.outcomes.wording import count
from sim.languages import _, ngettext

WIDTH, MARGIN, GAP = 760.0, 16.0, 18.0
BESIDE = 210.0
"""Width of what stands beside a single map."""
TALLEST, TALLEST_OF_SEVERAL = 700.0, 420.0
FLATTEST = 0.55
"""Least height of a map, as a share of its width."""
TITLE, UNDER, SMALL = 17.0, 11.0, 9.0
FEW_NAMES = 5
"""Names in each of several maps."""
LINES = 0.15
"""Loss of width that is taken rather than one more line of panels, as a share."""
ZOOM = 2
"""Pixels of a PNG for each of the SVG."""
Linked = Callable[[str], str]
"""Attributes of the group of a place, by its key."""


class Sheet(NamedTuple):
    """A drawn map, and what somebody who cannot see it should know."""

    svg: str
    alt: str


def sheet(
    geo: Geography,
    values: Values,
    subtitle: str = "",
    linked: Linked | None = None,
    over: Callable[[Drawing], Drawn] | None = None,
) -> Sheet:
    """The map of ``values``, with as many panels as it has times. ``subtitle``: of which scenario; ``over``: what is
    drawn above the places of every panel, with a note on it (:mod:`.arrows`)."""
    several = len(values.times) > 1
    drawing, places, wide = _laid_out(geo, values)
    above = ""
    if over is not None:
        above, note = over(drawing)
        values = replace(values, notes=(note, *values.notes))
    head, top = _head(values, subtitle)
    parts = [patterns(), shared(drawing), *head]
    if several:
        found, bottom = _several(drawing, places, top, linked, above)
    else:
        found, bottom = _single(drawing, top, wide, linked, above)
    foot, bottom = _foot(geo, values, bottom + 8)
    svg = document(WIDTH, math.ceil(bottom + 8), [*parts, *found, *foot], alternative(geo, values))
    return Sheet(svg, alternative(geo, values))


def _single(drawing: Drawing, top: float, wide: float, linked: Linked | None, over: str) -> tuple[list[str], float]:
    """One map, beside it the legend, the highest and the lowest values, and a part drawn larger; and where it ends."""
    x, high = MARGIN + wide + GAP, drawing.scale.height
    found, y = legend.column(drawing, x, top, WIDTH - MARGIN - x)
    lists, low = legend.lists(drawing, x, y + 6, WIDTH - MARGIN - x)
    part = inset(drawing, WIDTH - MARGIN - x, high - (low - top) - 14) if low - top < high / 2 else None
    if part is not None:
        over += part.mark
        lists.append(drawn(part, x, top + high - part.drawing.scale.height))
    inside = panel(drawing, 0, linked=linked, over=over)
    whole = element("g", inside, transform=f"translate({MARGIN:.1f} {top:.1f})")
    return [whole, *found, *lists], max(top + high, low)


def _several(
    drawing: Drawing, places: list[tuple[float, float]], top: float, linked: Linked | None, over: str
) -> tuple[list[str], float]:
    """A map for each time, the legend beneath; and where it ends."""
    parts, bottom = [], top
    few = SPELLED_OUT if len(drawing.geo.spots) <= SPELLED_OUT else FEW_NAMES
    for index, (x, y) in enumerate(places):
        inside = panel(drawing, index, named=few, bar=index == 0, linked=linked, over=over)
        parts.append(words(MARGIN + x, top + y + 11, drawing.values.times[index], size=UNDER, bold=True))
        y += 18
        parts.append(element("g", inside, transform=f"translate({MARGIN + x:.1f} {top + y:.1f})"))
        bottom = max(bottom, top + y + drawing.scale.height)
    found, bottom = legend.row(drawing, MARGIN, bottom + 12, WIDTH - 2 * MARGIN)
    return [*parts, *found], bottom


def _laid_out(geo: Geography, values: Values) -> tuple[Drawing, list[tuple[float, float]], float]:
    """The drawing, the upper left corner of each panel, and their width [pixel]."""
    number = len(values.times)
    aspect = max(FLATTEST, geo.box.height / geo.box.width)
    if number == 1:
        room = WIDTH - 2 * MARGIN - BESIDE - GAP
        wide = min(room, TALLEST / aspect)
        columns = 1
    else:
        columns = max(
            range(1, number + 1),
            key=lambda one: _width_of(one, number, aspect) * (1 - LINES) ** (math.ceil(number / one) - 1),
        )
        wide = _width_of(columns, number, aspect)
    box = shaped(geo.box, aspect)
    scale = Scale(box, wide / box.width)
    high = scale.height
    places = [
        (column * (wide + GAP), line * (high + 18 + GAP))
        for line, column in (divmod(index, columns) for index in range(number))
    ]
    return Drawing(geo, scale, values, classes_of(values)), places, wide


def _width_of(columns: int, number: int, aspect: float) -> float:
    """How wide each of ``number`` panels can be in so many columns, no row taller than allowed and all on a page."""
    lines = math.ceil(number / columns)
    across = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns
    return min(across, TALLEST_OF_SEVERAL / aspect, 2 * TALLEST / lines / aspect)


def _head(values: Values, subtitle: str) -> tuple[list[str], float]:
    parts, y = [], MARGIN
    for line in legend.wrapped(values.title, WIDTH - 2 * MARGIN, TITLE, bold=True):
        parts.append(words(MARGIN, y + 14, line, size=TITLE, bold=True))
        y += 21
    time = values.times[0] if len(values.times) == 1 else ""
    said = " · ".join(part for part in (subtitle, values.what, time) if part)
    for line in legend.wrapped(said, WIDTH - 2 * MARGIN, UNDER):
        parts.append(words(MARGIN, y + 11, line, size=UNDER, fill=MUTED))
        y += 14.5
    return parts, y + 8


def _foot(geo: Geography, values: Values, y: float) -> tuple[list[str], float]:
    said = list(values.notes)
    if values.diverging and values.certainty:
        said.append(
            _(
                "Hatched where zero lies within the interval ({interval}); by chance alone one place in twenty is not "
                "hatched",
                interval=values.certainty,
            )
        )
    elif values.certainty:
        said.append(_("Ranges: {interval}", interval=values.certainty))
    if geo.approximate and geo.land:
        said.append(_("Outlines of municipalities are approximate: cells around the seats, clipped to the land"))
    sources = "; ".join(map(_, geo.sources))
    said.append(sources[:1].upper() + sources[1:])
    parts = []
    for line in legend.wrapped(". ".join(one.rstrip(".") for one in said) + ".", WIDTH - 2 * MARGIN, SMALL):
        parts.append(words(MARGIN, y + 9, line, size=SMALL, fill=MUTED))
        y += 12
    return parts, y


def alternative(geo: Geography, values: Values) -> str:
    """The map in a sentence or two."""
    last = [(values.by_place[spot.key][-1], spot.name) for spot in geo.spots]
    known = sorted((one for one in last if one[0].known), key=lambda one: (one[0].mean, one[1]))
    title = f"{values.title}, {values.what}" if values.what else values.title
    number = len(geo.spots)
    said = [ngettext("Map of {number} place.", "Map of {number} places.", number, number=count(number))]
    if not known:
        said.append(_("{title}: no place has a value.", title=title))
        return " ".join(said)
    low, high = known[0], known[-1]
    told = {
        "title": title,
        "least": values.words(low[0]),
        "low": low[1],
        "most": values.words(high[0]),
        "high": high[1],
    }
    if values.diverging and values.certainty:
        said.append(
            _(
                "{title}: from {least} in {low} to {most} in {high}; distinguishable from zero in {some} of {all}.",
                **told,
                some=count(sum(one.told for one, __ in known)),
                all=count(len(known)),
            )
        )
    else:
        said.append(_("{title}: from {least} in {low} to {most} in {high}.", **told))
    return " ".join(said)


def png_of(svg: str) -> bytes:
    """A sheet as PNG, with the letters that bygd brings along: the same bytes on every machine."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            skip_system_fonts=True,
            font_files=font_files(),
            font_family=FAMILY.partition(",")[0],
            sans_serif_family=FAMILY.partition(",")[0],
            zoom=ZOOM,
        )
    )


__all__ = ["Sheet", "alternative", "png_of", "sheet"]
