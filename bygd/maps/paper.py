"""Shapes in kilometres as SVG in pixels. Colours by role of :mod:`experiments.figures.theme`, so that a page makes them
its own, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import shapely

from bygd.maps.geography import Box
from bygd.maps.letters import FAMILY
from bygd.maps.topology import Array
from experiments.figures.theme import light
from experiments.report.svg import attributes, text
from sim.words import written

FINE = 0.3
"""How coarse outlines may be [pixel]."""
SPECK = 0.6
"""Parts of an outline with a smaller area are not drawn, where there are larger ones [pixel²]."""
INK, MUTED, LAND, PAPER, SHADE = map(light, ("ink", "muted", "grid", "paper", "shade"))


class Scale(NamedTuple):
    """From kilometres to pixels: west and north of the frame are the origin."""

    box: Box
    pixels: float
    """Of a kilometre."""

    @property
    def width(self) -> float:
        return self.box.width * self.pixels

    @property
    def height(self) -> float:
        return self.box.height * self.pixels

    def at(self, points: Array) -> Array:
        """Points (n, 2) in kilometres as pixels, y downwards."""
        return np.column_stack(
            [(points[:, 0] - self.box.west) * self.pixels, (self.box.north - points[:, 1]) * self.pixels]
        )

    def simpler(self, shapes: Sequence[shapely.Geometry]) -> list[shapely.Geometry]:
        """Outlines no finer than can be seen; neighbours go on sharing their lines."""
        if not shapes:
            return []
        return list(shapely.coverage_simplify(np.array(shapes, dtype=object), FINE / self.pixels * 2))

    def path(self, shape: shapely.Geometry) -> str:
        """Polygons as the data of a path; of a shape of specks the largest is kept."""
        parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        large = [part for part in parts if part.area * self.pixels**2 >= SPECK]
        parts = large or sorted(parts, key=lambda part: -part.area)[:1]
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        return "".join(f"{self._steps(shapely.get_coordinates(ring)[:-1])}z" for ring in rings)

    def line(self, points: Array) -> str:
        return self._steps(points)

    def _steps(self, points: Array) -> str:
        """The first point, then steps from each to the next, in tenths of a pixel that never add up to an error."""
        tenths = np.round(10 * self.at(points)).astype(int)
        steps = np.diff(tenths, axis=0)
        steps = steps[(steps != 0).any(axis=1)]
        first = f"M{_tenth(tenths[0, 0])} {_tenth(tenths[0, 1])}"
        rest = " ".join(f"{_tenth(x)} {_tenth(y)}" for x, y in steps.tolist())
        return f"{first}l{rest}" if rest else first


def _tenth(value: int) -> str:
    """12, 1.5, -.5"""
    sign, size = ("-", -value) if value < 0 else ("", value)
    whole, part = divmod(int(size), 10)
    return f"{sign}{whole}" if not part else f"{sign}{whole or ''}.{part}"


def element(name: str, inside: str = "", /, **style: object) -> str:
    return f"<{name}{attributes(style)}>{inside}</{name}>" if inside else f"<{name}{attributes(style)}/>"


def shape(data: str, **style: object) -> str:
    return element("path", "", d=data, **style) if data else ""


def words(
    x: float,
    y: float,
    said: str,
    *,
    size: float = 11.0,
    fill: str = INK,
    bold: bool = False,
    anchor: str = "start",
    halo: bool = False,
) -> str:
    """A line of text; ``halo``: readable on anything."""
    more: dict[str, object] = {"font_weight": "bold"} if bold else {}
    if anchor != "start":
        more["text_anchor"] = anchor
    if halo:
        more |= {
            "paint_order": "stroke",
            "stroke": PAPER,
            "stroke_width": "3",
            "stroke_linejoin": "round",
            "stroke_opacity": "0.85",
        }
    return text(x, y, said, font_size=f"{written(size)}", fill=fill, **more)


def document(width: float, height: float, inside: Iterable[str], label: str) -> str:
    """The whole SVG, of itself: no script, nothing fetched."""
    body = "\n".join(part for part in inside if part)
    head = attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {written(width)} {written(height)}",
            "width": f"{written(width)}",
            "height": f"{written(height)}",
            "role": "img",
            "aria_label": label,
        }
    )
    ground = f'<rect width="{written(width)}" height="{written(height)}" fill="{PAPER}"/>'
    return f'<svg{head}>\n<g font-family="{FAMILY}">\n{ground}\n{body}\n</g>\n</svg>\n'


__all__ = ["INK", "LAND", "MUTED", "PAPER", "SHADE", "Scale", "document", "element", "shape", "words"]
