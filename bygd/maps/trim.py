"""Make the small file of coasts and borders that comes with bygd, from Natural Earth as the npm package ``world-atlas``
carries it. For maintainers:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m bygd.maps.trim package/countries-10m.json bygd/maps/data/nordics.topo.json

Kept are the Nordic countries and what lies around them. Arcs are simplified one by one (Douglas and Peucker 1973), so
that neighbours go on sharing them; outside the frame hardly anything is left of them, small islands are dropped.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

from bygd.maps.topology import Area, Array, Topology, numbers_of, read, written

WORLD, NORDICS = "countries", "countries"
OURS = {"208": "DK", "234": "FO", "246": "FI", "248": "AX", "352": "IS", "578": "NO", "752": "SE"}
"""ISO 3166-1 numeric codes of Natural Earth, and the two letters of the table of municipalities."""
FRAME = (-26.0, 53.6, 33.0, 71.6)
"""West, south, east, north [degree]: what is drawn well. Islands that lie outside of it altogether are dropped."""
FINE, PLAIN, COARSE = 0.36, 1.2, 150.0
"""How far a line may be from the original [km]: of the Nordic countries, of their neighbours, and outside the frame."""
SMALLEST = 2.0
"""Area of an island that is kept [km²]."""
KM = 111.2
"""A degree of latitude [km]."""


def trimmed(world: Topology) -> Topology:
    """The Nordic countries and their neighbours, simplified."""
    polygons: dict[str, list[list[list[int]]]] = {}
    names: dict[str, str] = {}
    for area in world.areas:
        kept = [polygon for polygon in area.polygons if _in_frame(world, polygon[0])]
        if not kept:
            continue
        land = OURS.get(area.id, "")
        polygons.setdefault(land, []).extend(kept)
        names[land] = area.name if land else "neighbours"
    areas = [Area(land, names[land], polygons[land]) for land in sorted(polygons)]
    fine = {max(arc, ~arc) for land, held in polygons.items() if land for arc in numbers_of(held)}
    arcs = [_simplified(world, number, FINE if number in fine else PLAIN) for number in range(len(world.arcs))]
    made = Topology(world.scale, world.origin, arcs, [])
    areas = [Area(one.id, one.name, _large(made, one.polygons, bool(one.id))) for one in areas]
    return Topology(world.scale, world.origin, arcs, areas)


def _in_frame(world: Topology, ring: list[int]) -> bool:
    west, south, east, north = FRAME
    for arc in ring:
        x, y = world.degrees(arc).T
        if bool(((x > west) & (x < east) & (y > south) & (y < north)).any()):
            return True
    return False


def _simplified(world: Topology, number: int, tolerance: float) -> Array:
    points = world.degrees(number)
    west, south, east, north = FRAME
    x, y = points.T
    inside = (x > west) & (x < east) & (y > south) & (y < north)
    cuts = [0, *(np.flatnonzero(np.diff(inside.astype(np.int8))) + 1).tolist(), len(points) - 1]
    keep = np.zeros(len(points), bool)
    flat = np.column_stack([x * np.cos(np.radians(y.mean())), y]) * KM
    for first, last in pairwise(cuts):
        keep[first : last + 1] |= _needed(flat[first : last + 1], tolerance if inside[first] else COARSE)
    return world.arcs[number][keep]


def _needed(points: Array, tolerance: float) -> Array:
    """Which points of a line (n, 2) [km] have to stay for it to be nowhere further than ``tolerance`` away."""
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        along, between = points[last] - points[first], points[first + 1 : last] - points[first]
        length = float(np.hypot(*along))
        away = np.abs(along[0] * between[:, 1] - along[1] * between[:, 0]) / length if length else np.hypot(*between.T)
        furthest = int(away.argmax())
        if away[furthest] > tolerance:
            middle = first + 1 + furthest
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return keep


def _large(made: Topology, polygons: list[list[list[int]]], ours: bool) -> list[list[list[int]]]:
    """Polygons without islands and holes too small to draw; of neighbours no island below ten times the size."""
    least = SMALLEST if ours else 10 * SMALLEST
    found = []
    for polygon in polygons:
        rings = [ring for ring in polygon if _square_km(made, ring) >= least]
        if rings and rings[0] is polygon[0]:
            found.append(rings)
    return found


def _square_km(made: Topology, ring: list[int]) -> float:
    points = np.concatenate([made.degrees(arc) for arc in ring])
    x, y = points[:, 0] * np.cos(np.radians(points[:, 1].mean())) * KM, points[:, 1] * KM
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def main(words: list[str]) -> int:
    if len(words) != 2:
        print(__doc__)
        return 2
    source, target = map(Path, words)
    text = written(trimmed(read(source.read_text(encoding="utf-8"), WORLD)), NORDICS)
    target.write_text(text, encoding="utf-8")
    print(f"{target}: {len(text.encode()) / 1000:,.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
