"""One map: the land, places in the colour of their value, names, a scale bar."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import shapely

from bygd.maps.geography import Spot
from bygd.maps.letters import width
from bygd.maps.naming import names, neighbours
from bygd.maps.panel_parts import NEIGHBOUR, Drawing
from bygd.maps.paper import INK, LAND, MUTED, PAPER, SHADE, element, shape, words
from bygd.maps.values import Value
from experiments.figures.map_layout import Box, Room
from sim.languages import _

HATCH, NOTHING = "hatch", "nothing"
"""Patterns: cannot be told from none; no value."""
BORDER_KM = 5.0
"""Land on both sides of a border [km], where outlines of two sources leave a gap."""
SPELLED_OUT = 12
"""Places up to which their values stand beneath the names."""
MOST_NAMED = 20
SCALE_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
CORNERS = ((0, 1), (1, 1), (1, 0), (0, 0))
"""Right and down, 0 or 1: corners tried for the scale bar, best first."""


def shared(drawing: Drawing) -> str:
    """Definitions that every panel of a drawing refers to: the frame, the land, a shape for each place."""
    geo, scale, prefix = drawing.geo, drawing.scale, drawing.prefix
    everywhere = scale.simpler([spot.shape for spot in (*geo.spots, *geo.around)])
    own, others = everywhere[: len(geo.spots)], everywhere[len(geo.spots) :]
    clip = element("clipPath", f'<rect width="{scale.width:.1f}" height="{scale.height:.1f}"/>', id=f"{prefix}frame")
    lines = "".join(scale.line(line) for line in geo.borders)
    land = (
        shape(scale.path(shapely.simplify(geo.ground, 0.6 / scale.pixels)), fill=LAND)
        + shape(lines, fill="none", stroke=LAND, stroke_width=f"{BORDER_KM * scale.pixels:.1f}")
        + shape("".join(map(scale.path, others)), fill=LAND, stroke=PAPER, stroke_width="0.7")
        + shape(lines, fill="none", stroke=SHADE, stroke_width="1")
    )
    places = "".join(shape(scale.path(one), id=f"{prefix}place{row}") for row, one in enumerate(own))
    return element("defs", clip + element("g", land, id=f"{prefix}land") + places)


def patterns() -> str:
    """The hatching of differences that cannot be told from none, and the dots of places without a value."""
    lines = f'<path d="M-1 1L1 -1M0 5L5 0M4 6L6 4" stroke="{INK}" stroke-width="0.8" stroke-opacity="0.55"/>'
    dots = f'<rect width="5" height="5" fill="{PAPER}"/><circle cx="2.5" cy="2.5" r="0.8" fill="{MUTED}"/>'
    one = {"width": "5", "height": "5", "patternUnits": "userSpaceOnUse"}
    return element("defs", element("pattern", lines, id=HATCH, **one) + element("pattern", dots, id=NOTHING, **one))


def panel(
    drawing: Drawing,
    index: int,
    *,
    named: int = MOST_NAMED,
    bar: bool = True,
    linked: Callable[[str], str] | None = None,
    over: str = "",
    lines: Mapping[str, Sequence[str]] | None = None,
    told: Mapping[str, str] | None = None,
) -> str:
    """The map of the time ``index``, its upper left corner at the origin, with the names of the largest places,
    ``named`` at most. ``linked`` gives attributes to the group of a place by its key; ``over`` is drawn above.
    By key, ``lines`` stand beside the dot instead of the name and the value, and ``told`` under the pointer."""
    geo, scale, values, prefix = drawing.geo, drawing.scale, drawing.values, drawing.prefix
    found = {spot.key: values.by_place[spot.key][index] for spot in geo.spots}
    places = "".join(
        _place(
            row,
            spot,
            found[spot.key],
            drawing,
            linked(spot.key) if linked is not None else "",
            told[spot.key] if told is not None else _told(spot, found[spot.key], drawing),
        )
        for row, spot in enumerate(geo.spots)
    )
    frame = f'<rect width="{scale.width:.1f}" height="{scale.height:.1f}" fill="none" stroke="{SHADE}"/>'
    drawn = element("g", f'<use href="#{prefix}land"/>{places}{over}', clip_path=f"url(#{prefix}frame)")
    return drawn + frame + _written(drawing, lines or _lines(drawing, found), named, bar)


def _told(spot: Spot, value: Value, drawing: Drawing) -> str:
    if drawing.values.doubtful(value):
        return _(
            "{place}: {value}; cannot be distinguished from zero", place=spot.name, value=drawing.values.words(value)
        )
    return f"{spot.name}: {drawing.values.words(value)}"


def _place(row: int, spot: Spot, value: Value, drawing: Drawing, more: str, told: str) -> str:
    values, classes = drawing.values, drawing.classes
    fill = classes.color(values.scaled(value.mean)) if value.known else f"url(#{NOTHING})"
    title = f"<title>{html.escape(told)}</title>"
    one = f'<use href="#{drawing.prefix}place{row}"'
    body = f'{one} fill="{fill}" stroke="{PAPER}" stroke-width="0.6"/>'
    if values.doubtful(value):
        body += f'{one} fill="url(#{HATCH})" stroke="{PAPER}" stroke-width="0.6"/>'
    return f'<g class="place"{more}>{title}{body}</g>'


def _lines(drawing: Drawing, found: Mapping[str, Value]) -> dict[str, list[str]]:
    """The names of places, of few with their values."""
    values, few = drawing.values, len(drawing.geo.spots) <= SPELLED_OUT
    return {
        spot.key: [spot.name, *([values.bare(found[spot.key]).partition(" (")[0]] if few else [])]
        for spot in drawing.geo.spots
    }


def _written(drawing: Drawing, lines: Mapping[str, Sequence[str]], named: int, bar: bool) -> str:
    """The scale bar, and names where there is room."""
    scale = drawing.scale
    room = Room(np.zeros((0, 2)), np.zeros(0), Box(2.0, 2.0, scale.width - 2, scale.height - 2))
    parts = _bar(drawing, room) if bar else ""
    parts += names(drawing, room, lines, named)
    return parts + (neighbours(drawing, room) if len(drawing.geo.spots) <= SPELLED_OUT else "")


def _bar(drawing: Drawing, room: Room) -> str:
    """A scale bar in the corner with the fewest places."""
    scale = drawing.scale
    km = next((step for step in SCALE_STEPS if step * scale.pixels >= 0.12 * scale.width), SCALE_STEPS[-1])
    long, said = km * scale.pixels, f"{km} km"
    wide, high = max(long, width(said, NEIGHBOUR)) + 16, 30.0

    def box(corner: tuple[int, int]) -> Box:
        left, top = corner[0] * (scale.width - wide), corner[1] * (scale.height - high)
        return Box(left, top, left + wide, top + high)

    def taken(corner: tuple[int, int]) -> float:
        one, k = box(corner), scale.pixels
        west, north = scale.box.west, scale.box.north
        here = shapely.box(west + one.left / k, north - one.high / k, west + one.right / k, north - one.low / k)
        over = sum(float(shapely.intersection(spot.shape, here).area) for spot in drawing.geo.spots)
        return round(float(over / here.area), 3)

    one = box(min(CORNERS, key=taken))
    room.taken.append(one)
    x, y = one.left + 8, one.high - 9
    line = f'<path d="M{x:.1f} {y - 4:.1f}v4h{long:.1f}v-4" fill="none" stroke="{MUTED}" stroke-width="1.2"/>'
    return line + words(x + long / 2, y - 5, said, size=NEIGHBOUR, fill=MUTED, anchor="middle", halo=True)


__all__ = ["HATCH", "MOST_NAMED", "NOTHING", "SPELLED_OUT", "panel", "patterns", "shared"]
