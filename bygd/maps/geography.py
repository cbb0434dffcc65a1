"""Where the places of a scenario lie: outlines, seats and what is around them, in kilometres on one plane."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import shapely

from bygd.maps.land import NEIGHBOURS, borders, lands
from bygd.maps.locating import Place, located
from bygd.maps.outlines import outlines
from bygd.maps.projection import Plane, about
from bygd.maps.topology import Array
from bygd.places.table import Table
from sim.languages import N_

AROUND = 0.04
"""Share of its width and height that the frame has more than the places take, on each side."""
ALONE = 1.5
"""Of a single place: so many times its size is shown around it, on each side."""
LEAST_KM = 60.0
"""The frame is at least so wide and so high."""
NATURAL_EARTH = N_("coast and borders: Natural Earth")


class Box(NamedTuple):
    """A frame in kilometres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        return self.east - self.west

    @property
    def height(self) -> float:
        return self.north - self.south


class Spot(NamedTuple):
    """One place, or one that is only there to be recognised."""

    key: str
    """Of the place in the scenario; of a neighbour its id."""
    id: str
    """Country and code, as SE-2404."""
    name: str
    people: int
    """Inhabitants by the table; of a place those of the scenario."""
    shape: shapely.Geometry
    """Kilometres on the plane."""
    x: float
    y: float
    approximate: bool


@dataclass(frozen=True)
class Geography:
    """Real places and what lies around them."""

    land: str
    plane: Plane
    box: Box
    spots: tuple[Spot, ...]
    """In the order of the scenario."""
    around: tuple[Spot, ...]
    """Other municipalities of the country that lie within the frame, the largest first."""
    ground: shapely.Geometry
    """Land that is no municipality of the country."""
    borders: tuple[Array, ...]
    """Between countries: lines (n, 2)."""
    sources: tuple[str, ...]

    @property
    def approximate(self) -> bool:
        """Whether some outline is."""
        return any(spot.approximate for spot in (*self.spots, *self.around))

    def within(self, frame: shapely.Geometry) -> Geography:
        """What of it lies in ``frame``."""
        spots, around = (
            tuple(spot for spot in each if shapely.intersects(spot.shape, frame)) for each in (self.spots, self.around)
        )
        return replace(self, spots=spots, around=around, box=Box(*frame.bounds))


def geography(table: Table, places: Mapping[str, Place]) -> Geography | None:
    """Where real ``places`` lie; None where they are not all municipalities of one country (:mod:`.locating`)."""
    found = located(table, places)
    if found is None:
        return None
    ids = tuple((key, row.id, places[key].name or key, places[key].population) for key, row in found.rows.items())
    return _geography(table, found.land, ids)


@functools.lru_cache(maxsize=8)
def _geography(table: Table, land: str, ids: tuple[tuple[str, str, str, int], ...]) -> Geography:
    known = outlines(table, "FI" if land == "AX" else land)
    shapes = [known[each[1]].shape for each in ids]
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    plane = about(np.array([[west, south], [east, north]]))
    here = shapely.transform(np.array(shapes, dtype=object), plane.km)
    box = _frame(Box(*map(float, shapely.total_bounds(here))), alone=len(ids) == 1)
    spots = [
        _spot(table, key, one, name, people, shape, plane, known[one].approximate)
        for (key, one, name, people), shape in zip(ids, here, strict=True)
    ]
    frame, near = shapely.box(*box), {each[1] for each in ids}
    others = [row for row in table.of("FI" if land == "AX" else land) if row.id not in near]
    moved = shapely.transform(np.array([known[row.id].shape for row in others], dtype=object), plane.km)
    around = [
        _spot(table, row.id, row.id, row.name, row.population, shape, plane, known[row.id].approximate)
        for row, shape in zip(others, moved, strict=True)
        if shapely.intersects(shape, frame)
    ]
    around.sort(key=lambda one: -one.people)
    inside = {row.land for row in table.of("FI" if land == "AX" else land)}
    ground = [shapely.transform(shape, plane.km) for name, shape in lands().items() if name not in inside]
    clip = frame.buffer(0.05 * max(box.width, box.height))
    sources = dict.fromkeys(known[spot.id].source for spot in spots if not spot.approximate)
    return Geography(
        land,
        plane,
        box,
        tuple(spots),
        tuple(around),
        shapely.union_all([shapely.intersection(shapely.make_valid(one), clip) for one in ground]),
        tuple(line for line in map(plane.km, borders()) if shapely.intersects(shapely.linestrings(line), frame)),
        (NATURAL_EARTH, *sources),
    )


def _spot(
    table: Table, key: str, one: str, name: str, people: int, shape: shapely.Geometry, plane: Plane, approximate: bool
) -> Spot:
    row = table.by_id[one]
    x, y = plane.km(np.array([[row.lon, row.lat]]))[0]
    return Spot(key, one, name, people, shape, float(x), float(y), approximate)


def _frame(box: Box, *, alone: bool) -> Box:
    """``box`` with room around it."""
    share = ALONE if alone else AROUND
    east, north = (max(share * size, (LEAST_KM - size) / 2) for size in (box.width, box.height))
    return Box(box.west - east, box.south - north, box.east + east, box.north + north)


def shaped(box: Box, aspect: float) -> Box:
    """``box`` made wider or higher until its height is ``aspect`` times its width."""
    width, height = max(box.width, box.height / aspect), max(box.height, box.width * aspect)
    x, y = (box.west + box.east) / 2, (box.south + box.north) / 2
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


__all__ = ["NEIGHBOURS", "Box", "Geography", "Spot", "geography", "shaped"]
