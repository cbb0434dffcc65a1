"""Which municipalities lie around one, and how far what is outside the region is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bygd.places.rules import classes, rules
from bygd.places.sites import Site
from bygd.places.table import Municipality, Table
from bygd.places.travel import Spot, Way, corrections, estimate, great_circles, way


class Around(NamedTuple):
    """The municipalities within some minutes of one."""

    rows: list[Municipality]
    """It and its neighbours under the same rules, the nearest first."""
    abroad: list[tuple[Municipality, int]]
    """Those left out because they lie in another country, with minutes."""


def around(table: Table, centre: Municipality, spot: Spot, minutes: float) -> Around:
    """All municipalities within ``minutes`` by car of ``spot`` in the municipality ``centre``, by the estimate or its
    correction."""
    rows, abroad = [(0, centre)], []
    for row, km in zip(table.rows, great_circles([spot], table.rows)[0], strict=True):
        if row is centre:
            continue
        corrected = corrections().get(frozenset((centre.id, row.id)))
        away = corrected[0] if corrected else estimate(float(km))
        if away > minutes:
            continue
        if row.land == centre.land:
            rows.append((away, row))
        else:
            abroad.append((row, away))
    rows.sort(key=lambda one: one[0])
    return Around([row for _, row in rows], sorted(abroad, key=lambda one: one[1]))


def outside(table: Table, sites: Sequence[Site]) -> dict[str, tuple[Way, str] | None]:
    """The way from the first site to the nearest place outside the region of each kind of the section ``elsewhere``,
    and its name; None for a kind that there is none of outside."""
    land, inside = sites[0].row.land, {site.id for site in sites}
    country = [row for row in table.of(sites[0].row.country) if land == "AX" or not row.aland]
    left = [row for row in country if row.id not in inside]
    kinds, capital = classes(table), rules()["metropolis"][land]
    cities = [row for row in left if kinds[row.id] == "city" and row.id != capital]
    small = [row for row in left if kinds[row.id] != "city"]
    return {
        "city": _nearest(table, sites[0], cities),
        "small": _nearest(table, sites[0], small),
        "metropolis": _nearest(table, sites[0], [row for row in left if row.id == capital]),
        "university_town": _nearest(table, sites[0], cities),
    }


def _nearest(table: Table, site: Site, rows: Sequence[Municipality]) -> tuple[Way, str] | None:
    if not rows:
        return None
    km = great_circles([site], rows)[0]
    number = int(km.argmin())
    row = rows[number]
    return way(table, site, row, (site.id, row.id), float(km[number])), row.name


__all__ = ["Around", "around", "outside"]
