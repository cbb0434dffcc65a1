"""Outlines of municipalities from an office: asked, checked, simplified, written only if all holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
import yaml
from pydantic import ValidationError, model_validator

from bygd.places.columns import COUNTRIES
from bygd.places.refresh.answers import json_of
from bygd.places.refresh.errors import BadInput, CheckFailed, OfficeFailed
from bygd.places.refresh.sources import Office, Pattern, Strict
from bygd.places.table import Municipality, load_table

if TYPE_CHECKING:
    from bygd.places.refresh.web import Web

FILE = Path(__file__).with_name("outlines.yaml")
WRITTEN = "outlines.geojson"
"""Name of the file in the folder of figures (``bygd.maps.outlines.FETCHED``)."""
SIMPLER = 0.002
"""How far simplified lines may lie from the office's [degree]: about 200 m."""
DIGITS = 5
AWAY = 0.3
"""Distance of a seat from its municipality from which on the answer cannot be right [degree]."""
TOLD = 5
"""Municipalities that are named in a refusal."""


class Source(Strict):
    """The outlines of a country."""

    country: str
    office: str
    params: dict[str, str]
    property: str
    """Of the answer's features: the code."""
    pattern: Pattern
    verified: bool


class OutlineSources(Strict):
    """The whole file."""

    offices: dict[str, Office]
    outlines: tuple[Source, ...]

    @model_validator(mode="after")
    def _known(self) -> OutlineSources:
        for one in self.outlines:
            if one.office not in self.offices:
                raise ValueError(f"{one.country}: there is no office {one.office!r}")
            if one.country not in COUNTRIES:
                raise ValueError(f"there is no country {one.country!r}")
        return self


def read(file: Path = FILE) -> OutlineSources:
    """Raises :class:`BadInput`."""
    try:
        return OutlineSources.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise BadInput(f"{file} cannot be used: {error}") from None


def refreshed(web: Web, sources: OutlineSources, countries: Sequence[str], into: Path, *, dry_run: bool) -> list[str]:
    """Fetch the outlines of those ``countries`` that there are addresses for, and write them into the folder ``into``;
    outlines of other countries in it stay. Returns what was found, in words. Nothing is written unless all of it holds.

    Raises :class:`BadInput`, :class:`CheckFailed`, ``OfficeFailed`` and ``OSError``.
    """
    asked = [one for one in sources.outlines if one.country in countries]
    if not asked:
        known = ", ".join(one.country for one in sources.outlines)
        raise BadInput(f"no address is known for outlines of {', '.join(countries)}; known are those of {known}")
    found: list[dict[str, Any]] = []
    words = []
    for one in asked:
        office, rows = sources.offices[one.office], load_table().of(one.country)
        try:
            shapes = web.get(office, office.base, lambda body, one=one: _shapes(body, one), **one.params)  # type: ignore[misc]
        except OfficeFailed as failure:
            raise type(failure)(f"{COUNTRIES[one.country]}, {office.name}: {failure}") from None
        if problems := _problems(rows, shapes):
            raise CheckFailed([f"{COUNTRIES[one.country]}, {office.name}: {line}" for line in problems])
        found += _features(rows, shapes, f"{office.attribution}, {office.licence}")
        words.append(f"{COUNTRIES[one.country]}: {len(rows)} outlines from {office.name}")
    if not dry_run:
        _write(into, found, {one.country for one in asked})
    return words


def _shapes(body: bytes, source: Source) -> dict[str, shapely.Geometry]:
    """By code, the geometries of an answer. Raises :class:`OfficeFailed` for one that is no such GeoJSON."""
    data = json_of(body)
    parts: dict[str, list[shapely.Geometry]] = {}
    try:
        for one in data["features"]:
            code = re.fullmatch(source.pattern, str(one["properties"][source.property]))
            if code:
                shape = shapely.make_valid(shapely.from_geojson(json.dumps(one["geometry"])))
                parts.setdefault(code[1], []).append(shape)
    except (KeyError, TypeError, shapely.GEOSException) as error:
        raise OfficeFailed(f"the answer is no GeoJSON with {source.property!r} ({error})") from None
    return {code: shapely.union_all(each) for code, each in parts.items()}


def _problems(rows: Sequence[Municipality], shapes: dict[str, shapely.Geometry]) -> list[str]:
    """What cannot be right: municipalities that are missing, or lie elsewhere (coordinates the other way round)."""
    missing = [row.shown for row in rows if row.code not in shapes]
    away = [
        row.shown
        for row in rows
        if row.code in shapes and shapely.distance(shapes[row.code], shapely.Point(row.lon, row.lat)) > AWAY
    ]
    found = []
    for names, what in ((missing, "has no outline of"), (away, "has outlines far from the seats of")):
        if names:
            more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
            found.append(f"{what} {', '.join(names[:TOLD])}{more}")
    return found


def _features(rows: Sequence[Municipality], shapes: dict[str, shapely.Geometry], source: str) -> list[dict[str, Any]]:
    simple = shapely.coverage_simplify(np.array([shapes[row.code] for row in rows], dtype=object), SIMPLER)
    rounded = shapely.transform(simple, lambda points: np.round(points, DIGITS))
    return [
        {
            "type": "Feature",
            "properties": {"id": row.id, "source": source},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for row, shape in zip(rows, rounded, strict=True)
    ]


def _write(into: Path, found: list[dict[str, Any]], countries: set[str]) -> None:
    from experiments.files import write_text

    file = into / WRITTEN
    kept = []
    if file.is_file():
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            kept = [one for one in data["features"] if one["properties"]["id"][:2] not in countries]
        except (KeyError, TypeError, ValueError):
            raise BadInput(f"{file} cannot be read: move it away, and it is written anew") from None
    into.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in [*kept, *found])
    write_text(file, f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n')


__all__ = ["FILE", "WRITTEN", "OutlineSources", "read", "refreshed"]
