"""Which municipalities the places of a scenario are: found by name and county, held against positions and inhabitants.

A scenario says where its places lie in kilometres from a point that only its comments name. Its places are real where
every one of them bears the name of a municipality of one country and lies as far from the others as those do; a single
place, where its inhabitants are about those of the municipality. Anything else is drawn without geography.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from bygd.places.columns import LANDS
from bygd.places.folding import folded
from bygd.places.labels import county_of
from bygd.places.lookup import names_of
from bygd.places.table import Municipality, Table
from bygd.places.travel import great_circles

SLACK_KM, SLACK = 8.0, 0.05
"""By so much a distance between two positions may miss that of the seats [km], and the share of it besides."""
AGREE = 0.9
"""Share of the distances that have to agree."""
ALIKE = 0.25
"""By so much, as a share, the inhabitants of a single place may differ from the table's."""
CLOSE = 5
"""Places found for certain, by which one of several of a name is chosen."""


class Place(Protocol):
    """What is read of a place of a scenario (``sim.scenario.schema.Place``)."""

    @property
    def name(self) -> str: ...
    @property
    def population(self) -> int: ...
    @property
    def position(self) -> tuple[float, float] | None: ...
    @property
    def groups(self) -> Mapping[str, str]: ...


class Located(NamedTuple):
    """Places of a scenario that are municipalities of a country."""

    land: str
    """SE, NO, FI, AX, DK or IS."""
    rows: dict[str, Municipality]
    """By key of the place."""


def located(table: Table, places: Mapping[str, Place]) -> Located | None:
    """The municipalities that ``places`` are, by their keys; None where they are not all of one country."""
    if any(place.position is None for place in places.values()):
        return None
    for land in sorted(LANDS, key=lambda one: one != "AX"):  # its municipalities stand among Finland's too
        rows = _named(table.of(land), places)
        if rows is not None and _agree(places, rows):
            return Located(land, rows)
    return None


def _named(rows: Sequence[Municipality], places: Mapping[str, Place]) -> dict[str, Municipality] | None:
    """A municipality of its own for each place; None where one has none."""
    by_name: dict[str, list[Municipality]] = {}
    for row in rows:
        for name in {folded(name) for name in names_of(row)}:
            by_name.setdefault(name, []).append(row)
    found: dict[str, Municipality] = {}
    open_: dict[str, list[Municipality]] = {}
    for key, place in places.items():
        candidates = by_name.get(folded(place.name or key), [])
        county = place.groups.get("county")
        candidates = [row for row in candidates if not county or county_of(row) in ("", county)]
        if not candidates:
            return None
        if len(candidates) == 1:
            found[key] = candidates[0]
        else:
            open_[key] = candidates
    for key, candidates in open_.items():
        found[key] = _nearest(places, key, candidates, found)
    return {key: found[key] for key in places} if len({row.id for row in found.values()}) == len(places) else None


def _nearest(
    places: Mapping[str, Place], key: str, candidates: Sequence[Municipality], known: Mapping[str, Municipality]
) -> Municipality:
    """Of municipalities with one name, the one that lies from known places as ``key`` does."""
    anchors = list(known)[:CLOSE]
    wanted = _apart(places[key], (places[one] for one in anchors))
    misses = [
        float(np.abs(great_circles([row], [known[one] for one in anchors])[0] - wanted).sum()) for row in candidates
    ]
    return candidates[int(np.argmin(misses))]


def _apart(place: Place, others: Iterable[Place]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    x, y = place.position or (np.nan, np.nan)
    there = np.array([other.position or (np.nan, np.nan) for other in others]).reshape(-1, 2)
    return np.hypot(there[:, 0] - x, there[:, 1] - y)


def _agree(places: Mapping[str, Place], rows: Mapping[str, Municipality]) -> bool:
    if len(rows) == 1:
        ((key, row),) = rows.items()
        return abs(places[key].population - row.population) <= ALIKE * row.population
    seats = [rows[key] for key in places]
    real = great_circles(seats, seats)
    drawn = np.array([_apart(place, places.values()) for place in places.values()])
    close = np.abs(drawn - real) <= SLACK_KM + SLACK * real
    return bool(close[np.triu_indices(len(seats), 1)].mean() >= AGREE)


__all__ = ["Located", "Place", "located"]
