"""The plane maps are drawn on: azimuthal equidistant about the middle of what is shown."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bygd.maps.topology import Array

EARTH_KM = 6371.0
ANTIPODE = 1e-9
"""Arcs [radian] below which a point is the middle itself."""


class Plane(NamedTuple):
    """Kilometres east and north of a point. Distances from it are true, others within 1 % up to 1,500 km away."""

    lat: float
    """Of the middle [degree]."""
    lon: float

    def km(self, degrees: Array) -> Array:
        """Points (n, 2) of longitude and latitude [degree] as kilometres east and north."""
        lon, lat = np.radians(degrees[:, 0] - self.lon), np.radians(degrees[:, 1])
        lat0 = np.radians(self.lat)
        cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon)
        arc = np.arccos(np.clip(cosine, -1.0, 1.0))
        scale = EARTH_KM * np.where(arc > ANTIPODE, arc / np.where(arc > ANTIPODE, np.sin(arc), 1.0), 1.0)
        north = np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon)
        return np.column_stack([scale * np.cos(lat) * np.sin(lon), scale * north])

    def degrees(self, km: Array) -> Array:
        """The way back: kilometres (n, 2) as longitude and latitude [degree]."""
        far = np.hypot(km[:, 0], km[:, 1])
        arc, lat0 = far / EARTH_KM, np.radians(self.lat)
        share = np.where(far > 0, km[:, 1] / np.where(far > 0, far, 1.0), 0.0)
        sideways = np.where(far > 0, km[:, 0] / np.where(far > 0, far, 1.0), 0.0)
        lat = np.arcsin(np.clip(np.cos(arc) * np.sin(lat0) + share * np.sin(arc) * np.cos(lat0), -1.0, 1.0))
        lon = np.arctan2(sideways * np.sin(arc), np.cos(lat0) * np.cos(arc) - share * np.sin(lat0) * np.sin(arc))
        return np.column_stack([self.lon + np.degrees(lon), np.degrees(lat)])


def about(degrees: Array) -> Plane:
    """The plane about the middle of the box around some points (n, 2) of longitude and latitude [degree]."""
    (west, south), (east, north) = degrees.min(axis=0), degrees.max(axis=0)
    return Plane(round(float(south + north) / 2, 4), round(float(west + east) / 2, 4))


__all__ = ["Plane", "about"]
