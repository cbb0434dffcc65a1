"""What one run comes to: the outcomes that arms are compared by, and how they got there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from experiments.outcomes.breakdown import Key, breakdown_of, in_places, rows_of
from experiments.outcomes.catalogue import CATALOGUE, Measure, outcomes
from experiments.outcomes.panel import EVERYWHERE
from sim.languages import _
from sim.scenario.schema.lines import LINES

Array = np.ndarray[Any, Any]
MONTHS = 12
LEAST = 10.0
"""Retention counts only where a run follows at least this many newcomers on average."""


Headline = Measure
"""One outcome that arms are compared by: a row of the catalogue."""


class _Rows(Mapping[str, Measure]):
    """Rows of the catalogue that are outcomes, by key, as the catalogue stands now."""

    def __getitem__(self, key: str) -> Measure:
        row = CATALOGUE[key]
        if not row.outcome:
            raise KeyError(key)
        return row

    def __iter__(self) -> Iterator[str]:
        return (row.key for row in outcomes())

    def __len__(self) -> int:
        return len(outcomes())


BY_KEY: Mapping[str, Measure] = _Rows()
"""Outcomes in the order of reports. Stocks, shares and means are read at the end of the last whole year,
flows and money summed over the run."""


class Path(NamedTuple):
    """An outcome through time."""

    month: Array  # int [month]; −1 is the start
    value: Array  # float64; money: spent up to and including the month


class Result(NamedTuple):
    """What is kept of one run."""

    values: dict[str, float]
    """By key of :data:`BY_KEY`; those the run is too short for are missing."""
    followed: dict[str, float]
    """Newcomers followed for as long as the retention of that key asks [persons]."""
    paths: dict[str, Path]
    """By key, of outcomes followed through time."""
    spent: Array
    """Money by month (months,) [SEK]; zeros where the model knows of none."""
    digest: str
    """Of the last state."""
    breakdown: Mapping[Key, float]
    """Outcomes in every place and group they are taken down by, read as ``values``."""
    followed_in: Mapping[Key, float] = {}
    """As ``followed``, of the retention in ``breakdown``."""
    paths_in: Mapping[tuple[str, str], Path] = {}
    """By (place, outcome), as ``paths``, of single places."""
    beside: Array = np.zeros(0)
    """Of ``spent``, by month (months,) [SEK], what levers buy (``prices``) and lines of public transport cost: no
    budget of programmes and posts (``money.budget``) holds it back. Empty stands for zeros."""


def asked_of_results() -> frozenset[str]:
    """Names of the measures that :func:`read_result` and :func:`read_outcomes` look at."""
    return frozenset({"spent", *(row.source[0] for row in outcomes() if not row.year)})


def read_result(history: Any) -> Result:
    """Outcomes of one history (``sim.history.History``). Runs in the worker."""
    months, rows = int(history.months), outcomes()
    series = _series(history.measures, {row.source for row in rows if not row.year})
    values, followed, paths = {}, {}, {}
    curve = _retention_curve(history.retention)
    for row in rows:
        if row.year:
            if row.year * MONTHS in curve:
                values[row.key], followed[row.key] = curve[row.year * MONTHS]
            continue
        path = _path(row, series.get((EVERYWHERE, *row.source), []), months)
        if row.followed and len(path.month):
            paths[row.key] = path
        if len(path.month) and path.month[-1] >= 0:
            values[row.key] = float(path.value[-1])
    spent = np.diff(_path(CATALOGUE["spent"], series.get((EVERYWHERE, "spent", "all"), []), months).value)
    beside = _beside(history.measures, months)
    parts = breakdown_of(history.measures, history.retention)
    places = list(dict.fromkeys(place for place, *__ in series if place != EVERYWHERE))
    paths_in = {
        (place, row.key): path
        for place in places
        for row in rows
        if row.followed
        and not row.year
        and in_places(row)
        and len((path := _path(row, series.get((place, *row.source), []), months)).month)
    }
    return Result(values, followed, paths, spent, str(history.digest), parts.values, parts.followed, paths_in, beside)


def _path(row: Measure, points: list[tuple[int, float]], months: int) -> Path:
    """An outcome through time; where months add up, so far: a month without a row adds nothing."""
    if not row.adds_up:
        points = sorted(points)
        return Path(np.array([month for month, __ in points], np.int64), np.array([value for __, value in points]))
    added = np.zeros(months)
    for month, value in points:
        if 0 <= month < months:
            added[month] = value
    return Path(np.arange(-1, months), np.concatenate([[0.0], np.cumsum(added)]))


class Outcomes(NamedTuple):
    """What a sweep keeps of one run."""

    values: dict[str, float]
    """By key of :data:`BY_KEY`; those the run is too short for are missing."""
    digest: str
    """Of the last state."""
    breakdown: Mapping[Key, float] = {}
    """As of :class:`Result`."""


def read_outcomes(history: Any) -> Outcomes:
    """As :func:`read_result`, without what is followed through time."""
    found = read_result(history)
    return Outcomes(found.values, found.digest, found.breakdown)


def _series(measures: Any, wanted: Collection[tuple[str, str]]) -> dict[Key, list[tuple[int, float]]]:
    """(month, value) of the wanted measures by (place, measure, group)."""
    found: dict[Key, list[tuple[int, float]]] = {}
    for month, place, name, group, value in rows_of(measures):
        if (name, group) in wanted:
            found.setdefault((place, name, group), []).append((int(month), float(value)))
    return found


BESIDE = tuple(f"{name}." for name in ("prices", "building", *LINES))
"""How the groups of ``spent`` begin that are neither a programme's nor a post's."""


def _beside(measures: Any, months: int) -> Array:
    found = np.zeros(months)
    for month, place, name, group, value in rows_of(measures):
        if name == "spent" and place == EVERYWHERE and 0 <= month < months and str(group).startswith(BESIDE):
            found[month] += float(value)
    return found


def _retention_curve(retention: Any) -> dict[int, tuple[float, float]]:
    """(share still there, number followed) by months since arrival, of all newcomers."""
    return {
        int(month): (float(value), float(followed))
        for month, place, group, value, followed in zip(
            retention.months_since, retention.place, retention.group, retention.value, retention.at_risk, strict=True
        )
        if place == EVERYWHERE and group == "all"
    }


def available(results: Iterable[Result]) -> list[Headline]:
    """Outcomes that every result has, retention only where enough newcomers are followed on average."""
    results = list(results)
    found = []
    for headline in outcomes():
        if not results or not all(headline.key in result.values for result in results):
            continue
        if headline.year:
            followed = [result.followed[headline.key] for result in results]
            if float(np.mean(followed)) < LEAST:
                continue
        found.append(headline)
    return found


def path_label(key: str) -> str:
    """What an outcome through time is called."""
    row = BY_KEY[key]
    return _("{label} so far", label=_(row.label)) if row.adds_up else _(row.label)


def path_label_short(key: str) -> str:
    row = BY_KEY[key]
    return path_label(key) if row.adds_up else _(row.short or row.label)


__all__ = [
    "BY_KEY",
    "LEAST",
    "Headline",
    "Outcomes",
    "Path",
    "Result",
    "asked_of_results",
    "available",
    "path_label",
    "path_label_short",
    "read_outcomes",
    "read_result",
]
