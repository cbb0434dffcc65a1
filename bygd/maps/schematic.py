"""Places that are no municipalities, by their positions alone: a circle for each, no land."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import shapely

from bygd.maps.geography import AROUND, Box, Geography, Spot
from bygd.maps.locating import Place
from bygd.maps.projection import Plane
from sim.languages import N_

FULL = 0.12
"""Share of the frame that all circles may fill."""
TOUCHING = 0.48
"""Largest radius, as a share of the distance to the nearest other place."""
LEAST_KM = 10.0
WITHOUT = N_("The places are no municipalities of the table: drawn by their positions, without coasts and borders")


def schematic(places: Mapping[str, Place]) -> Geography | None:
    """Circles by inhabitants where the scenario says that ``places`` lie; None where it does not say so of all, or says
    of two that they lie in the same spot."""
    at = np.array([place.position or (math.nan, math.nan) for place in places.values()])
    if np.isnan(at).any() or len(np.unique(at, axis=0)) < len(at):
        return None
    size = max(LEAST_KM, *np.ptp(at, axis=0).tolist())
    people = np.array([place.population for place in places.values()], float)
    radius = np.sqrt(people / people.sum() * FULL * size * size / math.pi)
    if len(at) > 1:
        apart = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
        np.fill_diagonal(apart, np.inf)
        radius = np.minimum(radius, TOUCHING * apart.min(axis=1))
    shapes = [shapely.Point(x, y).buffer(r) for (x, y), r in zip(at.tolist(), radius.tolist(), strict=True)]
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
    edge = max(LEAST_KM / 2, 2 * AROUND * max(east - west, north - south))
    spots = tuple(
        Spot(key, "", place.name or key, place.population, one, float(x), float(y), True)
        for (key, place), one, (x, y) in zip(places.items(), shapes, at, strict=True)
    )
    box = Box(west - edge, south - edge, east + edge, north + edge)
    return Geography("", Plane(0.0, 0.0), box, spots, (), shapely.MultiPolygon(), (), (WITHOUT,))


__all__ = ["WITHOUT", "schematic"]
