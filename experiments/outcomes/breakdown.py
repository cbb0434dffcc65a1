"""Outcomes of one run by place and group, and one of the places of a run by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.outcomes.catalogue import CATALOGUE, Measure, outcomes
from experiments.outcomes.panel import EVERYWHERE

if TYPE_CHECKING:
    from experiments.outcomes.outcome import Path, Result

Key = tuple[str, str, str]
"""(measure, place, group); "all" is everywhere and everybody. Retention stands under its outcome's name."""
MONTHS = 12
SEX = "sex:"
IN_PLACES = ("all", "women", "men")
"""Groups whose retention is kept in single places; all of them are of the whole region."""


class Breakdown(NamedTuple):
    """Of one run."""

    values: dict[Key, float]
    """Sums over the run where months add up, else values of the last whole year."""
    followed: dict[Key, float]
    """Newcomers followed for as long as the retention of that key asks [persons]."""


def breakdown_of(measures: Any, retention: Any) -> Breakdown:
    """Outcomes of a history's tables (``sim.history.History``) in every place and group they are taken down
    by."""
    values = _measured(measures)
    kept, followed = _retained(retention)
    return Breakdown({**values, **kept}, followed)


def rows_of(measures: Any) -> Iterator[tuple[int, str, str, str, float]]:
    """(month, place, measure, group, value) of a history's table, numbers as Python's own, which are quicker to get at
    one by one than numpy's."""
    month, value = (np.asarray(column).tolist() for column in (measures.month, measures.value))
    return zip(month, measures.place, measures.measure, measures.group, value, strict=True)


def _measured(measures: Any) -> dict[Key, float]:
    adds_up = {row.source[0]: CATALOGUE[row.source[0]].adds_up for row in outcomes() if not row.year}
    found: dict[Key, float] = {}
    last: dict[Key, int] = {}
    for month, place, name, group, value in rows_of(measures):
        if name not in adds_up or month < 0 or (group[:1] == "y" and group[1:2].isdigit()):
            continue  # years since arrival are of one year's anniversaries
        key = (name, place, group)
        if adds_up[name]:
            found[key] = found.get(key, 0.0) + float(value)
        elif month >= last.get(key, 0):
            found[key], last[key] = float(value), int(month)
    return found


def _retained(retention: Any) -> tuple[dict[Key, float], dict[Key, float]]:
    """Shares still there, and how many were followed for as long. "sex:women" is reported as "women", as
    everywhere else."""
    wanted = {row.year * MONTHS: row.key for row in outcomes() if row.year}
    values: dict[Key, float] = {}
    followed: dict[Key, float] = {}
    for month, place, said, value, at_risk in zip(
        retention.months_since, retention.place, retention.group, retention.value, retention.at_risk, strict=True
    ):
        group = said.removeprefix(SEX)
        if int(month) in wanted and (place == EVERYWHERE or group in IN_PLACES):
            key = (wanted[int(month)], place, group)
            values[key], followed[key] = float(value), float(at_risk)
    return values, followed


def source_in(row: Measure, place: str) -> Key:
    """Where an outcome of ``place`` stands in the breakdown."""
    if row.year:
        return row.key, place, "all"
    return row.source[0], place, row.source[1]


def in_places(row: Measure) -> bool:
    """Whether an outcome is taken down by place; money is the region's alone."""
    return bool(row.year) or CATALOGUE[row.source[0]].by_place


def at_place(result: Result, place: str) -> Result:
    """A run seen from one place: its outcomes, its newcomers, its paths. What is taken down for the region
    alone, money above all, stays the region's."""
    values, followed = {}, {}
    paths: dict[str, Path] = {}
    for row in outcomes():
        if not in_places(row):
            if row.key in result.values:
                values[row.key] = result.values[row.key]
            if row.key in result.paths:
                paths[row.key] = result.paths[row.key]
            continue
        key = source_in(row, place)
        if key in result.breakdown:
            values[row.key] = result.breakdown[key]
        elif row.adds_up and row.key in result.values:
            values[row.key] = 0.0  # no row: nothing happened there
        if row.year and row.key in values:
            followed[row.key] = result.followed_in[key]
        if (place, row.key) in result.paths_in:
            paths[row.key] = result.paths_in[place, row.key]
    return result._replace(values=values, followed=followed, paths=paths)


def keys_of(breakdowns: Iterable[Mapping[Key, float]]) -> list[Key]:
    """All keys, in the order they are first met."""
    return list(dict.fromkeys(key for one in breakdowns for key in one))


__all__ = ["Breakdown", "Key", "at_place", "breakdown_of", "in_places", "keys_of", "source_in"]
