"""Outcomes of places side by side, and of areas: the places that share a label (``places.<key>.groups``)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.outcomes.breakdown import in_places
from experiments.outcomes.catalogue import Measure, outcomes
from experiments.outcomes.intervals import Band, at, limits_of
from experiments.outcomes.panel import SHARES
from sim.words import written

if TYPE_CHECKING:
    from experiments.outcomes.findings import Findings
    from sim.scenario import Scenario

MONTHS = 12


class Area(NamedTuple):
    """Some places of a scenario."""

    grouping: str
    """What they are put together by, as "county"."""
    label: str
    """What they have in common."""
    places: int
    start: float
    """Inhabitants in the first month, the mean over runs."""

    @property
    def key(self) -> str:
        """How the tables of measures call it."""
        return f"{self.grouping}:{self.label}"


def areas_of(scenario: Scenario, start: list[float]) -> tuple[Area, ...]:
    """The areas of a scenario, grouping by grouping, the largest first; ``start``: inhabitants by place."""
    found = []
    for key, rows in scenario.areas().items():
        grouping, _, label = key.partition(":")
        found.append(Area(grouping, label, len(rows), sum(start[row] for row in rows)))
    groupings = list(dict.fromkeys(one.grouping for one in found))
    return tuple(sorted(found, key=lambda one: (groupings.index(one.grouping), -one.start, one.label)))


def at_the_end(findings: Findings, row: Measure, place: str) -> Band | None:
    """An outcome of a place or an area when the run is over: the last value, the sum where months add up, the share
    still there of those who came; None where no run has a value."""
    if row.year:
        series, limits = findings.retention.get(place, "all"), SHARES
        values = series.values[:, series.time == row.year * MONTHS]
    else:
        series, limits = findings.measures.get(place, *row.source), limits_of(row)
        values = series.values[:, series.time >= 0]
        values = np.nansum(values, axis=1, keepdims=True) if row.adds_up and values.size else values[:, -1:]
    return None if not values.size or np.isnan(values).all() else at(findings.band(values, limits), 0)


def place_columns(findings: Findings) -> tuple[list[str], list[Measure]]:
    """Head of places.csv, and the outcomes in it, by importance."""
    rows = sorted((row for row in outcomes() if in_places(row)), key=lambda row: row.rank)
    head = [
        "kind",
        "key",
        "name",
        *dict.fromkeys(one.grouping for one in findings.areas),
        "places",
        "inhabitants_start",
    ]
    return [*head, *(name for row in rows for name in (row.key, f"{row.key}_low", f"{row.key}_high"))], rows


def place_rows(findings: Findings, scenario: Scenario) -> Iterator[list[Any]]:
    """Rows of places.csv: every area, then every place, with the means over runs of its outcomes and the 95 % interval
    of the mean (empty with one run)."""
    _, rows = place_columns(findings)
    groupings = list(dict.fromkeys(one.grouping for one in findings.areas))
    for one in findings.areas:
        labels = [one.label if one.grouping == grouping else "" for grouping in groupings]
        head = [one.grouping, one.key, one.label, *labels, one.places, written(one.start, 8)]
        yield head + _cells(findings, rows, one.key)
    for place in findings.places:
        groups = scenario.places[place.key].groups
        head = ["place", place.key, place.name, *(groups.get(one, "") for one in groupings), 1, written(place.start, 8)]
        yield head + _cells(findings, rows, place.key)


def _cells(findings: Findings, rows: list[Measure], place: str) -> list[str]:
    cells: list[str] = []
    for row in rows:
        found = at_the_end(findings, row, place)
        parts = (math.nan,) * 3 if found is None else (found.mean, found.mean_low, found.mean_high)
        cells += ["" if math.isnan(part) else written(float(part), 6) for part in parts]
    return cells


__all__ = ["Area", "areas_of", "at_the_end", "place_columns", "place_rows"]
