"""Classes of a legend: round limits; colours that any colour vision tells apart, light for little, dark for much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bygd.maps.values import Values
from experiments.comparison.wording import places_of
from experiments.outcomes.wording import plain, span
from sim.languages import N_, _

SEQUENCE = ("#e6f0f6", "#7db8dc", "#1f78b0", "#0a3355")
"""Of levels: ends and stops of a scale of lightness."""
GOOD, BAD = ("#d9e9f4", "#4a9bcd", "#03507f"), ("#fae5d6", "#e58a4a", "#9c4300")
"""Of differences for the better and for the worse, from next to nothing to much: blue and orange."""
MORE, FEWER = ("#dceee2", "#55a880", "#0d5b40"), ("#efe2f0", "#b187bd", "#6a3579")
"""Of differences that are neither good nor bad: green and purple."""
FEWEST, MOST, SIDE = 3, 6, 3
"""Classes of levels: no fewer although places are few, and at most; and of differences on either side of zero."""
SKEWED = 6.0
"""Where the 95th percentile is so many times the median, limits grow by 1, 2, 5, 10 …."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Classes(NamedTuple):
    """Limits between classes, in the unit of the legend, and a colour for each class: one more than limits."""

    limits: tuple[float, ...]
    colors: tuple[str, ...]
    ends: tuple[str, str] = ("", "")
    """What the low and the high end are called: "worse", "better"."""
    only: str = ""
    """The one value, where there is no other."""

    def color(self, value: float) -> str:
        """Of a value in the unit of the legend; one on a limit is of the class above."""
        return self.colors[int(np.searchsorted(self.limits, value, side="right"))]

    def labels(self) -> list[str]:
        """Of each class, from low to high: "under 20", "20 to 30", "50 and over"."""
        if not self.limits:
            return [self.only]
        gaps = np.diff(self.limits)
        step = float(gaps.min()) if len(gaps) else abs(self.limits[0])
        places = 0 if step >= 1 and all(float(one).is_integer() for one in self.limits) else _decimals(step)
        said = [plain(one, places) for one in self.limits]
        if any(one < 0 for one in self.limits):
            said = [f"+{text}" if one > 0 else text for one, text in zip(self.limits, said, strict=True)]
        between = [span(low, high) for low, high in pairwise(said)]
        return [_("under {limit}", limit=said[0]), *between, _("{limit} and over", limit=said[-1])]


def classes_of(values: Values) -> Classes:
    """The classes for all values of a map, the same in each of its panels."""
    known = np.array([values.scaled(one.mean) for each in values.by_place.values() for one in each if one.known])
    if values.diverging:
        return _diverging(known, values.row.better)
    if not known.size or float(np.ptp(known)) == 0.0:
        return Classes((), (SEQUENCE[1],), only=values.number(_first(values)))
    low, high = np.percentile(known, [4, 96]) if known.size > 12 else (known.min(), known.max())
    middle = float(np.median(known))
    most = min(MOST, max(FEWEST, known.size // 2))
    if known.min() >= 0 and middle > 0 and np.percentile(known, 95) > SKEWED * middle:
        limits = _growing(known[known > 0])
    else:
        limits = _even(float(low), float(high), most)
    return Classes(tuple(limits), tuple(scale(SEQUENCE, len(limits) + 1)))


def _first(values: Values) -> float:
    return next((one.mean for each in values.by_place.values() for one in each if one.known), math.nan)


def _diverging(known: np.ndarray, better: str) -> Classes:
    sizes = np.abs(known[known != 0])
    most = float(np.percentile(sizes, 95)) if sizes.size else 1.0
    step = _round_up(most / SIDE)
    limits = [step * number for number in range(1 - SIDE, SIDE)]
    low, high, ends = (FEWER, MORE, (N_("less"), N_("more")))
    if better:
        low, high = (BAD, GOOD) if better == "more" else (GOOD, BAD)
        ends = (N_("worse"), N_("better")) if better == "more" else (N_("better"), N_("worse"))
    return Classes(tuple(limits), (*reversed(scale(low, SIDE)), *scale(high, SIDE)), ends)


def _even(low: float, high: float, most: int) -> list[float]:
    """Round limits, evenly apart, within low to high."""
    step = _round_up(max((high - low) / most, 1e-12))
    first = math.floor(low / step + 1e-9) + 1
    limits = [round(number * step, 12) for number in range(first, first + most) if number * step < high - 1e-9 * step]
    return limits or [round(step * round(high / step), 12)]


def _growing(known: np.ndarray) -> list[float]:
    """Limits 1, 2, 5, 10 … about the middle nine tenths, no more than there are colours for."""
    low, high = np.percentile(known, [5, 97])
    first, last = math.floor(math.log10(max(low, 1e-9))), math.ceil(math.log10(max(high, 1e-9)))
    steps = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
    limits = [one for one in steps if low < one < high] or [float(np.median(known))]
    while len(limits) > MOST - 1:
        limits = limits[::2] if len(limits) > 2 * (MOST - 1) else limits[1:]
    return limits


def _round_up(size: float) -> float:
    """The least of 1, 2, 2.5, 5, 10 times a power of ten that is no smaller."""
    power = 10.0 ** math.floor(math.log10(size))
    return next((step * power for step in STEPS if step * power >= size * (1 - 1e-9)), 10 * power)


def _decimals(step: float) -> int:
    """Decimals that tell limits so far apart from each other."""
    if step <= 0:
        return places_of(step)
    return next((number for number in range(7) if abs(step * 10**number - round(step * 10**number)) < 1e-6), 6)


def scale(stops: Sequence[str], number: int) -> list[str]:
    """So many colours along ``stops``, even in lightness: mixed in Oklab (Ottosson 2020)."""
    found = np.array([_oklab(stop) for stop in stops])
    at = np.linspace(0, len(stops) - 1, number) if number > 1 else np.array([(len(stops) - 1) / 2])
    mixed = np.column_stack([np.interp(at, np.arange(len(stops)), found[:, axis]) for axis in range(3)])
    return [_hex(one) for one in mixed]


TO_CONE = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def _oklab(color: str) -> np.ndarray:
    light = np.array([int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    found: np.ndarray = TO_LAB @ np.cbrt(TO_CONE @ linear)
    return found


def _hex(lab: np.ndarray) -> str:
    linear = np.linalg.solve(TO_CONE, np.linalg.solve(TO_LAB, lab) ** 3)
    linear = np.clip(linear, 0.0, 1.0)
    light = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * float(one)):02x}" for one in light)


__all__ = ["Classes", "classes_of", "scale"]
