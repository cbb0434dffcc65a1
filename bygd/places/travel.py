"""Ways between places: the great circle, made a road by one rule, with corrections by hand and warnings."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from bygd.places.table import PACKAGED, Table

EARTH_KM = 6371.0
DETOUR = 1.25
"""Length of the road against the great circle."""
SPEED = 75.0
"""Kilometres an hour."""
MORE = 5.0
"""Minutes more, for leaving one place and getting into the other."""
STEP = 5
"""Minutes the estimate is rounded to."""
FAR_KM = 60.0
"""Great circle beyond which an estimate is doubted."""
LONGEST = 1440
"""Most minutes a scenario takes between two places."""
RULE = f"great circle x {DETOUR} at {SPEED:.0f} km/h + {MORE:.0f} min, rounded to {STEP}"


class Spot(Protocol):
    """Anything with coordinates [degree]."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...


class Way(NamedTuple):
    """The way between two places by car, one direction."""

    minutes: int
    measured: bool
    """Whether it stands in the list of corrections."""
    words: str
    """Source of a correction, or why the estimate is doubted; empty for a plain estimate."""
    by_ferry: bool = False
    """Whether one of the two has no road to the other."""


def kilometres(here: Spot, there: Spot) -> float:
    """Great circle [km]."""
    return float(great_circles([here], [there])[0, 0])


def great_circles(here: Sequence[Spot], there: Sequence[Spot]) -> NDArray[np.float64]:
    """Great circles [km] between all of ``here`` and all of ``there``, (len(here), len(there))."""
    lat, lon = (np.radians([getattr(one, field) for one in here])[:, None] for field in ("lat", "lon"))
    other, east = (np.radians([getattr(one, field) for one in there])[None, :] for field in ("lat", "lon"))
    half = np.sin((other - lat) / 2) ** 2 + np.cos(lat) * np.cos(other) * np.sin((east - lon) / 2) ** 2
    return np.asarray(2.0 * EARTH_KM * np.arcsin(np.sqrt(half)))


def estimate(km: float) -> int:
    """Minutes by car over ``km`` of great circle, by :data:`RULE`."""
    minutes = MORE + 60.0 * DETOUR * km / SPEED
    return min(LONGEST, STEP * math.floor(minutes / STEP + 0.5))


def positions(spots: Sequence[Spot], centre: Spot) -> list[tuple[float, float]]:
    """Kilometres east and north of ``centre``, by the azimuthal equidistant projection about it: true distances from
    it, and within 1 % between any two that lie within 1,500 km of it."""
    lat0, lon0 = math.radians(centre.lat), math.radians(centre.lon)
    found = []
    for spot in spots:
        lat, lon = math.radians(spot.lat), math.radians(spot.lon) - lon0
        arc = kilometres(centre, spot) / EARTH_KM
        scale = EARTH_KM * (arc / math.sin(arc) if arc > 1e-9 else 1.0)
        east = scale * math.cos(lat) * math.sin(lon)
        north = scale * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(lon))
        found.append((round(east, 1) + 0.0, round(north, 1) + 0.0))
    return found


@functools.cache
def corrections(folder: Path = PACKAGED) -> dict[frozenset[str], tuple[int, str]]:
    """Minutes with their source, by the two places' ids (country and code), from ``roads.csv``."""
    with (folder / "roads.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            frozenset((row["from"], row["to"])): (int(row["minutes"]), row["source"]) for row in csv.DictReader(file)
        }


@functools.cache
def islands(folder: Path = PACKAGED) -> dict[str, str]:
    """Municipalities without a road to the mainland, with the words to say about it, by id, from ``islands.csv``."""
    with (folder / "islands.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row["words"] for row in csv.DictReader(file)}


@functools.cache
def waters(folder: Path = PACKAGED) -> tuple[tuple[str, str, float, str], ...]:
    """Beginnings of two ids between which water or mountains lie, from how many kilometres on, and the words, from
    ``waters.csv``."""
    with (folder / "waters.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple((row["one"], row["other"], float(row["from_km"]), row["words"]) for row in csv.DictReader(file))


def way(table: Table, here: Spot, there: Spot, ids: tuple[str, str], km: float | None = None) -> Way:
    """The way between two places of municipalities ``ids``; ``km`` where the great circle is known."""
    km = kilometres(here, there) if km is None else km
    corrected = corrections().get(frozenset(ids)) if ids[0] != ids[1] else None
    if corrected is not None:
        return Way(corrected[0], True, corrected[1])
    doubts = []
    if ids[0] != ids[1]:
        apart = islands()
        doubts += [apart[one] for one in ids if one in apart]
        sides = {table.by_id[one].aland for one in ids if one in table.by_id}
        if len(sides) > 1:
            doubts.append("between Åland and the mainland: a ferry")
    ferry = bool(doubts)
    if ids[0] != ids[1] and not doubts:
        doubts += [words for one, other, least, words in waters() if km >= least and _between(ids, one, other)][:1]
    if km > FAR_KM:
        doubts.append(f"{km:.0f} km apart")
    return Way(estimate(km), False, "; ".join(doubts), ferry)


def _between(ids: tuple[str, str], one: str, other: str) -> bool:
    here, there = ids
    return (here.startswith(one) and there.startswith(other)) or (here.startswith(other) and there.startswith(one))


__all__ = [
    "DETOUR",
    "FAR_KM",
    "LONGEST",
    "MORE",
    "RULE",
    "SPEED",
    "Way",
    "corrections",
    "estimate",
    "great_circles",
    "islands",
    "kilometres",
    "positions",
    "waters",
    "way",
]
