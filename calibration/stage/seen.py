"""One run, looked up: what was there before the first month and after the last, and what came to pass between."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from calibration.stage.reading import ALL, PATHWAYS, REFUGEES, Series

BEFORE = -1
"""The month before the first."""


class Seen:
    """One run, as :func:`taken_from` kept it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.months = int(data["months"])
        self._values = {(a, b, c): dict(zip(m, v, strict=True)) for a, b, c, m, v in data["values"]}
        self._came = {(place, pathway): int(came) for place, pathway, came, _, _ in data["stays"]}
        self._stays = {(place, pathway): dict(zip(m, v, strict=True)) for place, pathway, _, m, v in data["stays"]}

    @property
    def alone(self) -> bool:
        """Whether the region is one place."""
        return len({place for place, _, _ in self._values} - {ALL}) == 1

    def series(self, place: str, name: str, group: str = ALL) -> Series:
        return self._values.get((place, name, group), {})

    def start(self, place: str, name: str, group: str = ALL) -> float:
        """Before the first month; NaN where there was nobody."""
        return self.series(place, name, group).get(BEFORE, math.nan)

    def end(self, place: str, name: str, group: str = ALL) -> float:
        """Of the last month; NaN where there is nobody."""
        return self.series(place, name, group).get(self.months - 1, math.nan)

    def total(self, place: str, name: str, group: str = ALL) -> float:
        """The sum over the months of the run."""
        return float(sum(value for month, value in self.series(place, name, group).items() if month >= 0))

    def person_years(self, place: str, group: str = ALL) -> float:
        """Years lived by the inhabitants of an age, straight between the ends of years."""
        series = self.series(place, "aged", group)
        month = np.array(sorted(series), np.float64)
        return float(np.trapezoid([series[int(one)] for one in month], month) / 12.0)

    def refugees_working(self, places: Sequence[str], *years: int) -> float:
        """Share of refugees in work so many years after arrival, of all anniversaries of those aged 20-64 in these
        places during the run; NaN for none."""
        of, working = 0.0, 0.0
        for place, year in itertools.product(places, years):
            group = f"y{year}:{REFUGEES}"
            share, many = (self.series(place, name, group) for name in ("employed_by_year", "cohort_working_age"))
            for month, value in share.items():
                of += many[month]
                working += value * many[month]
        return working / of if of else math.nan

    def refugees_stay(self, places: Sequence[str], months: int) -> float:
        """Share of the refugees settled in these places during the run still there so many months after arrival
        (Kaplan and Meier, place by place and pathway by pathway); NaN where unknown."""
        keys = [key for key in itertools.product(places, PATHWAYS) if months in self._stays.get(key, {})]
        came = sum(self._came[key] for key in keys)
        return sum(self._came[key] * self._stays[key][months] for key in keys) / came if came else math.nan


__all__ = ["Seen"]
