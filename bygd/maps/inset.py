"""A part of a map drawn larger: where most places lie close together, beside a map of many."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from bygd.maps.geography import Box
from bygd.maps.panel import panel, shared
from bygd.maps.panel_parts import Drawing
from bygd.maps.paper import INK, Scale, element

FROM = 60
"""Places from which on a part is drawn larger."""
TIMES = 4.0
"""How much larger."""
WELL_INSIDE = 0.6
"""Share of the part, about its middle, by whose places it is chosen."""
NAMED = 12


class Inset(NamedTuple):
    """A drawing of a part, and where that part is on the whole map."""

    drawing: Drawing
    mark: str
    """Its frame on the whole map."""


def inset(drawing: Drawing, wide: float, high: float) -> Inset | None:
    """The part with the smallest places, ``wide`` by ``high`` pixels large; None where places are few."""
    geo = drawing.geo
    if len(geo.spots) < FROM or wide <= 0 or high <= 0:
        return None
    k = drawing.scale.pixels * TIMES
    half_x, half_y = wide / k / 2, high / k / 2
    seats = np.array([[spot.x, spot.y] for spot in geo.spots])
    apart = np.abs(seats[:, None] - seats[None, :])
    well_inside = (apart < WELL_INSIDE * np.array([half_x, half_y])).all(axis=2)
    crowded = well_inside @ (1.0 / np.array([max(spot.shape.area, 1.0) for spot in geo.spots]))
    x, y = seats[int(crowded.argmax())].tolist()
    whole = drawing.scale.box
    x = min(max(x, whole.west + half_x), whole.east - half_x)
    y = min(max(y, whole.south + half_y), whole.north - half_y)
    box = Box(x - half_x, y - half_y, x + half_x, y + half_y)
    frame = shapely.box(*box)
    part = drawing._replace(scale=Scale(box, k), prefix="part-", geo=geo.within(frame))
    (left, top), (right, low) = drawing.scale.at(np.array([[box.west, box.north], [box.east, box.south]])).tolist()
    mark = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{low - top:.1f}" fill="none" '
        f'stroke="{INK}" stroke-width="1.2"/>'
    )
    return Inset(part, mark)


def drawn(one: Inset, x: float, y: float) -> str:
    """The part with its upper left corner at ``x``, ``y``."""
    inside = panel(one.drawing, 0, named=NAMED)
    return shared(one.drawing) + element("g", inside, transform=f"translate({x:.1f} {y:.1f})")


__all__ = ["Inset", "drawn", "inset"]
