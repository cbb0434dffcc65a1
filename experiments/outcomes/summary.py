"""The summary table: every measure by year, with its mean and intervals over replicates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TextIO

import numpy as np

from experiments.outcomes.catalogue import Yearly, measure
from experiments.outcomes.intervals import band, limits_of
from experiments.outcomes.panel import EVERYWHERE, Panel, Series
from sim.words import written

Array = np.ndarray[Any, Any]
MOST_ROWS = 200_000
"""Of summary.csv; about 20 MB."""
AT_ONCE = 256
"""Series that are summarised at a time."""
COLUMNS = (
    "place",
    "measure",
    "group",
    "year",
    "from",
    "months",
    "statistic",
    "unit",
    "runs",
    "mean",
    "low",
    "high",
    "mean_low",
    "mean_high",
)
"""Columns of summary.csv. ``year`` 0 is the state at the start, 1 the first twelve months (``from`` is the
first month); ``low`` and ``high`` are the 95 % prediction interval, where one more run would lie (empty with
fewer than three runs), ``mean_low`` and ``mean_high`` the 95 % interval of the mean (empty with one)."""


class Years(NamedTuple):
    """A series by year of the experiment."""

    year: Array  # int: 0 = at the start
    months: Array  # int: months of the year that have a value
    values: Array  # float64 [replicate, year]


def by_year(series: Series, how: Yearly) -> Years:
    """Twelve months become one number. The state at the start (month −1) is year 0."""
    if not len(series.time):
        return Years(np.zeros(0, np.int64), np.zeros(0, np.int64), series.values)
    year = np.where(series.time < 0, 0, series.time // 12 + 1)
    first = np.flatnonzero(np.concatenate(([True], np.diff(year) > 0)))
    last = np.concatenate((first[1:], [len(year)])) - 1
    months = last - first + 1
    if how == "end":
        return Years(year[last], months, series.values[:, last])
    there = ~np.isnan(series.values)
    total = np.add.reduceat(np.where(there, series.values, 0.0), first, axis=1)
    count = np.add.reduceat(there.astype(np.float64), first, axis=1)
    if how == "mean":
        with np.errstate(invalid="ignore", divide="ignore"):
            total = total / count
    return Years(year[first], months, np.where(count > 0, total, np.nan))


def shown(names: Sequence[tuple[str, ...]], years: int) -> tuple[list[tuple[str, ...]], str]:
    """The series that the summary shows, and what it leaves out in words (empty: nothing).

    With many places a line for every group of every place would make a file that no spreadsheet opens: then
    single places are shown for everybody together, or left out. All of it is in measures.parquet.
    """
    kept = list(names)
    if len(kept) * years <= MOST_ROWS:
        return kept, ""
    kept = [key for key in names if key[0] == EVERYWHERE or key[2] == "all"]
    if len(kept) * years <= MOST_ROWS:
        return kept, (
            "summary.csv shows single places for everybody together only; groups within places are in measures.parquet"
        )
    kept = [key for key in names if key[0] == EVERYWHERE]
    return kept, "summary.csv shows the whole region only; single places are in measures.parquet"


def summary_rows(
    panel: Panel, date_of: Any, names: Sequence[tuple[str, ...]] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Rows of summary.csv, ordered by place, measure, group, year. ``date_of(month)`` writes a month;
    ``names``: the series to show (all)."""
    for keys in batched(panel.names() if names is None else names, AT_ONCE):
        years = [by_year(panel.get(*key), measure(key[1]).yearly) for key in keys]
        together = np.concatenate([one.values for one in years], axis=1)
        found = band(together, _limits(keys, years), panel.groups)
        numbers = np.array(found[:5]).T
        runs = (~np.isnan(together)).sum(axis=0)
        column = 0
        for (place, name, group), one in zip(keys, years, strict=True):
            about = measure(name)
            for year, months in zip(one.year.tolist(), one.months.tolist(), strict=True):
                start = date_of(0 if year == 0 else 12 * (year - 1))
                statistic = _STATISTIC[about.yearly] if year else "at the start"
                yield (
                    place,
                    name,
                    group,
                    year,
                    start,
                    months,
                    statistic,
                    about.unit,
                    int(runs[column]),
                    *map(_number, numbers[column].tolist()),
                )
                column += 1


def _limits(keys: Sequence[tuple[str, ...]], years: Sequence[Years]) -> tuple[Array, Array]:
    """The least and the most that each column of the years of these series may be."""
    each = [(limits_of(measure(key[1])), len(one.year)) for key, one in zip(keys, years, strict=True)]
    least, most = (np.repeat([ends[side] for ends, _ in each], [number for _, number in each]) for side in (0, 1))
    return least, most


def batched(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


_STATISTIC: dict[Yearly, str] = {"end": "at the end", "sum": "sum", "mean": "mean"}


def _number(value: float) -> str:
    return "" if math.isnan(value) else written(value)


def write_summary(stream: TextIO, panel: Panel, date_of: Any, names: Sequence[tuple[str, ...]] | None = None) -> None:
    """Write the summary as comma-separated values, a few series at a time."""
    from experiments.spreadsheets import write_csv

    write_csv(stream, COLUMNS, summary_rows(panel, date_of, names))


def summary_csv(panel: Panel, date_of: Any) -> str:
    """The whole summary as text of comma-separated values."""
    import io

    text = io.StringIO()
    write_summary(text, panel, date_of)
    return text.getvalue()


__all__ = ["COLUMNS", "Years", "by_year", "shown", "summary_csv", "summary_rows", "write_summary"]
