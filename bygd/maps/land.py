"""Coasts and borders of the Nordic countries and their neighbours: Natural Earth (public domain), trimmed by
:mod:`bygd.maps.trim`."""

from __future__ import annotations

import functools
from collections import Counter
from importlib import resources

import numpy as np
import shapely

from bygd.maps.topology import Array, Polygon, Topology, numbers_of, read

NEIGHBOURS = ""
"""The country that stands for all the others."""
REACH = (-45.0, 45.0, 60.0, 80.0)
"""West, south, east, north [degree]: land further away is left out, out of shape on a plane about the North."""
LONGEST = 0.5
"""Pieces of which long straight lines are made [degree], which are straight on no plane."""


@functools.cache
def nordics() -> Topology:
    """What the file that comes with the program holds."""
    text = resources.files("bygd.maps").joinpath("data/nordics.topo.json").read_text(encoding="utf-8")
    return read(text, "countries")


@functools.cache
def lands() -> dict[str, shapely.MultiPolygon]:
    """Land in degrees by country (SE, NO, FI, AX, DK, IS, FO); the other countries are one, :data:`NEIGHBOURS`."""
    found = {}
    for area in nordics().areas:
        parts = [shapely.Polygon(rings[0], rings[1:]) for rings in map(_unwrapped, nordics().polygons(area))]
        whole = shapely.intersection(shapely.make_valid(shapely.multipolygons(parts)), shapely.box(*REACH))
        found[area.id] = shapely.multipolygons(shapely.get_parts(shapely.segmentize(_only_areas(whole), LONGEST)))
    return found


def _unwrapped(rings: Polygon) -> Polygon:
    """Rings that go on beyond 180 degrees east instead of coming back from the west."""
    return [np.column_stack([np.unwrap(ring[:, 0], period=360.0), ring[:, 1]]) for ring in rings]


def _only_areas(found: shapely.Geometry) -> shapely.Geometry:
    """Without the lines and points that making a polygon valid may leave."""
    parts = [part for part in shapely.get_parts(found) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)


@functools.cache
def borders() -> tuple[Array, ...]:
    """Lines (n, 2) in degrees that two countries share."""
    world = nordics()
    times = Counter(max(arc, ~arc) for area in world.areas for arc in numbers_of(area.polygons))
    return tuple(world.degrees(arc) for arc, number in sorted(times.items()) if number > 1)


__all__ = ["NEIGHBOURS", "borders", "lands", "nordics"]
