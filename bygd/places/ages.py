"""The eight age bands of a place from the few shares that are published, by iterative proportional fitting."""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bygd.places.columns import AGE_BANDS
from bygd.places.table import OLDEST, PACKAGED, ages

YEARS = NDArray[np.float64]
"""Share of the inhabitants at each year of age, 0 to :data:`OLDEST` and over."""
BOUNDS = (0, 6, 16, 20, 30, 45, 65, 80, OLDEST + 1)
"""First ages of the bands of ``places.<key>.ages``, and the end of the last."""
PROFILES = ("city", "town", "rural")
"""From the youngest to the oldest."""
CONVERGED = 1e-10
MOST_ROUNDS = 500
DIGITS = 4


@functools.cache
def profiles(folder: Path = PACKAGED) -> dict[tuple[str, str], YEARS]:
    """Each country's profile of a class by single years of age, even within a band, by (land, class)."""
    with (folder / "profiles.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["land"], row["class"]): spread([float(row[name]) for name in AGE_BANDS])
            for row in csv.DictReader(file)
        }


def profile(land: str, kind: str, margins: Sequence[tuple[str, float]] = ()) -> YEARS:
    """The profile of a country for a class; where the share of the old is known, the one between two classes that
    has it, for places of a class differ more in that than classes do."""
    found = profiles()
    of = {name: found.get((land, name), found["*", name]) for name in PROFILES}
    old = [(first, share) for (first, _), share in ((ages(band), share) for band, share in margins) if first >= 60]
    if not old:
        return of[kind]
    first, share = min(old)
    levels = [float(of[name][first:].sum()) for name in PROFILES]
    weights = [float(np.interp(share, levels, column)) for column in np.eye(len(PROFILES))]
    return np.asarray(sum(weight * of[name] for weight, name in zip(weights, PROFILES, strict=True)))


def fitted(years: YEARS, margins: Sequence[tuple[str, float]]) -> YEARS:
    """``years`` with the published shares ``margins`` ((ages as 0-17 or 65+, share), …): what lies within a margin
    and what lies outside are scaled to it, one margin after the other until all hold (iterative proportional
    fitting; Deming and Stephan 1940), so that the shape within changes as little as can be.

    Raises ``ValueError`` for margins that contradict each other.
    """
    found: YEARS = years / years.sum()
    inside = [
        (np.arange(OLDEST + 1) >= first) & (np.arange(OLDEST + 1) < end)
        for first, end in (ages(band) for band, _ in margins)
    ]
    for _ in range(MOST_ROUNDS):
        for chosen, (_, share) in zip(inside, margins, strict=True):
            found[chosen] *= share / found[chosen].sum()
            found[~chosen] *= (1.0 - share) / found[~chosen].sum()
        off = [abs(float(found[chosen].sum()) - share) for chosen, (_, share) in zip(inside, margins, strict=True)]
        if max(off, default=0.0) < CONVERGED:
            return found
    raise ValueError(f"shares by age that contradict each other: {list(margins)}")


def spread(bands: Sequence[float]) -> YEARS:
    """Shares of the eight bands by single years, even within each."""
    years: YEARS = np.zeros(OLDEST + 1)
    for (first, end), share in zip(pairwise(BOUNDS), bands, strict=True):
        years[first:end] = share / (end - first)
    return np.asarray(years / years.sum())


def in_bands(years: YEARS) -> tuple[float, ...]:
    """The eight shares, to four decimals that add up to 1."""
    shares = [float(years[first:end].sum()) for first, end in pairwise(BOUNDS)]
    rounded = [round(share, DIGITS) for share in shares]
    largest = rounded.index(max(rounded))
    rounded[largest] = round(rounded[largest] + 1.0 - sum(rounded), DIGITS)
    return tuple(rounded)


__all__ = ["BOUNDS", "PROFILES", "fitted", "in_bands", "profile", "profiles", "spread"]
