"""A map for GIS: GeoJSON (RFC 7946), WGS 84, a feature for each place with its values."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import shapely
from shapely.geometry.polygon import orient

from bygd.maps.flows import Flows
from bygd.maps.geography import Geography, Spot
from bygd.maps.values import Values

DIGITS = 5
"""Decimals of a degree: about a metre."""


def geojson(geo: Geography, values: Values, flows: Flows | None = None) -> str:
    """The places of ``geo`` with ``values``: "value", "low", "high" (the interval) and, of differences,
    "distinguishable" from zero; behind each the year, where it is of one. Each of ``flows`` is a line between seats."""
    features = [
        {
            "type": "Feature",
            "id": spot.id,
            "geometry": _geometry(geo, spot),
            "properties": {
                "id": spot.id,
                "key": spot.key,
                "name": spot.name,
                "inhabitants": spot.people,
                "approximate": spot.approximate,
                "outcome": values.row.key,
                "label": values.title,
                "unit": "share of the number at the start" if values.percent else values.row.unit,
                **_values(values, spot.key),
            },
        }
        for spot in geo.spots
    ]
    if flows is not None:
        features += [_flow(geo, flows, *one) for one in np.argwhere(flows.persons > 0).tolist()]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, allow_nan=False, separators=(",", ":")) for one in features)
    head = json.dumps("; ".join(geo.sources), ensure_ascii=False)
    return f'{{"type":"FeatureCollection","attribution":{head},"features":[\n{lines}\n]}}\n'


def _flow(geo: Geography, flows: Flows, start: int, end: int) -> dict[str, Any]:
    one, other = geo.spots[start], geo.spots[end]
    ends = np.round(geo.plane.degrees(np.array([[one.x, one.y], [other.x, other.y]])), DIGITS).tolist()
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": ends},
        "properties": {
            "flow": flows.kind,
            "from": one.id,
            "to": other.id,
            "persons": int(flows.persons[start, end]),
            "when": flows.when,
        },
    }


def _values(values: Values, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for tag, value in zip(values.tags, values.by_place[key], strict=True):
        end = f"_{tag}" if tag else ""
        found |= {
            f"value{end}": _number(value.mean),
            f"low{end}": _number(value.low),
            f"high{end}": _number(value.high),
        }
        if values.diverging:
            found[f"distinguishable{end}"] = value.told if values.certainty and value.known else None
    return found


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(f"{value:.6g}")


def _geometry(geo: Geography, spot: Spot) -> dict[str, Any]:
    polygons = [
        orient(part) for part in shapely.get_parts(shapely.transform(spot.shape, geo.plane.degrees)) if part.area > 0
    ]
    rings = [
        [np.round(shapely.get_coordinates(ring), DIGITS).tolist() for ring in (one.exterior, *one.interiors)]
        for one in polygons
    ]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": rings[0]}
    return {"type": "MultiPolygon", "coordinates": rings}


__all__ = ["geojson"]
