"""TopoJSON (topojson-specification 2.1, quantised): arcs that neighbours share, and the polygons made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Ring = Array
"""A closed line (n, 2): longitude and latitude [degree]; the first point is the last."""
Polygon = list[Ring]
"""The outer ring, then holes."""
ArcNumbers = list[int]
"""A ring as numbers of arcs; ~n is arc n from its end to its beginning."""


@dataclass(frozen=True)
class Area:
    """One thing on a map made of polygons."""

    id: str
    name: str
    polygons: list[list[ArcNumbers]]


@dataclass(frozen=True)
class Topology:
    """Areas that share arcs."""

    scale: tuple[float, float]
    origin: tuple[float, float]
    arcs: list[Array]
    """Integers (n, 2) on the grid of ``scale`` and ``origin``."""
    areas: list[Area]

    def degrees(self, arc: int) -> Array:
        """An arc (n, 2) in degrees, the way round that its number says."""
        points = self.arcs[arc if arc >= 0 else ~arc] * self.scale + self.origin
        return points if arc >= 0 else points[::-1]

    def polygons(self, area: Area) -> list[Polygon]:
        """The polygons of an area in degrees."""
        return [[self._ring(ring) for ring in polygon] for polygon in area.polygons]

    def _ring(self, numbers: ArcNumbers) -> Ring:
        parts = [self.degrees(arc) for arc in numbers]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def read(text: str, name: str) -> Topology:
    """The areas of the object ``name`` of a TopoJSON text. Raises ``ValueError`` where there is no such thing in it."""
    try:
        data = json.loads(text)
        scale, origin = data["transform"]["scale"], data["transform"]["translate"]
        arcs = [np.cumsum(np.asarray(arc, np.int64), axis=0) for arc in data["arcs"]]
        found = [_area(one) for one in data["objects"][name]["geometries"] if one.get("arcs")]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no TopoJSON with areas named {name!r} ({error})") from None
    return Topology((scale[0], scale[1]), (origin[0], origin[1]), arcs, found)


def _area(one: dict[str, Any]) -> Area:
    polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
    return Area(str(one.get("id", "")), str(one.get("properties", {}).get("name", "")), polygons)


def written(topology: Topology, name: str) -> str:
    """``topology`` as TopoJSON, the same bytes for the same areas; arcs that nothing is made of are left out."""
    used = sorted({max(arc, ~arc) for area in topology.areas for arc in numbers_of(area.polygons)})
    number = {arc: position for position, arc in enumerate(used)}

    def renumbered(arcs: Sequence[int]) -> list[int]:
        return [number[arc] if arc >= 0 else ~number[~arc] for arc in arcs]

    geometries = [
        {
            "type": "MultiPolygon",
            "id": area.id,
            "properties": {"name": area.name},
            "arcs": [[renumbered(ring) for ring in polygon] for polygon in area.polygons],
        }
        for area in topology.areas
    ]
    data = {
        "type": "Topology",
        "transform": {"scale": list(topology.scale), "translate": list(topology.origin)},
        "objects": {name: {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [np.diff(topology.arcs[arc], axis=0, prepend=np.zeros((1, 2), np.int64)).tolist() for arc in used],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def numbers_of(polygons: Sequence[Sequence[ArcNumbers]]) -> Iterator[int]:
    """Every number of an arc in some polygons."""
    for polygon in polygons:
        for ring in polygon:
            yield from ring


__all__ = ["Area", "Array", "Polygon", "Ring", "Topology", "numbers_of", "read", "written"]
