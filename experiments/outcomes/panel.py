"""Measures of all replicates, looked up as series: replicates down, months across."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.outcomes.catalogue import measure
from experiments.outcomes.intervals import ANY_VALUE, Band, Limits, band, limits_of

if TYPE_CHECKING:
    import pyarrow as pa

Array = np.ndarray[Any, Any]
EVERYWHERE = "all"
"""Place of the whole region's measures."""
ROW = np.dtype([("time", np.int32), ("replicate", np.int32), ("value", np.float64)])
LONGEST = 40
"""Most years since arrival there are measures for."""
SHARES: Limits = (0.0, 1.0)


class Series(NamedTuple):
    """One measure of one group in one place."""

    time: Array  # int: months, increasing
    values: Array  # float64 [replicate, time]; NaN where a run has no value
    limits: Limits = ANY_VALUE
    """The least and the largest value there can be."""
    groups: Array | None = None
    """By replicate, the set of parameters it was simulated with; None where all have the same."""

    @property
    def band(self) -> Band:
        """Mean, prediction interval and interval of the mean, point by point."""
        return band(self.values, self.limits, self.groups)


class Panel:
    """Lookup of series by names. Rows are added a table at a time; beyond the first they wait in a file, so
    that memory does not grow with the number of replicates."""

    def __init__(
        self,
        columns: tuple[str, ...],
        time: str,
        replicates: int,
        value: str = "value",
        groups: Array | None = None,
        file: Path | None = None,
    ) -> None:
        """``columns``: the text columns that tell series apart; ``time`` and ``value``: the columns of a
        series; ``replicates``: rows of every series; ``groups``: by replicate, its set of parameters;
        ``file``: where rows may wait."""
        self.columns, self.time, self.value = columns, time, value
        self.replicates, self.groups, self.file = replicates, groups, file
        self._held: list[Array] = []
        """Tables in memory, by series."""
        self._where: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        """First row and number of rows of each piece of a series."""
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Take in an Arrow table with a replicate, a time and a value column; text as dictionaries.

        Raises ``OSError`` when the file cannot be written.
        """
        from experiments.outcomes.arrow_arrays import as_numbers

        code = np.zeros(table.num_rows, dtype=np.int64)
        labels: list[list[str]] = []
        for name in self.columns:
            column = table.column(name).combine_chunks()
            code = code * max(1, len(column.dictionary)) + as_numbers(column.indices)
            labels.append(column.dictionary.to_pylist())
        order = np.argsort(code, kind="stable")
        rows = np.empty(len(order), ROW)
        rows["time"] = as_numbers(table.column(self.time))[order]
        rows["replicate"] = as_numbers(table.column("replicate"))[order]
        rows["value"] = as_numbers(table.column(self.value))[order]
        code = code[order]
        cuts = np.flatnonzero(np.diff(code)) + 1
        starts = np.concatenate(([0], cuts)) if len(code) else np.zeros(0, np.int64)
        ends = np.concatenate((cuts, [len(code)])) if len(code) else starts
        for first, last in zip(starts.tolist(), ends.tolist(), strict=True):
            number, key = int(code[first]), []
            for names_of_column in reversed(labels):
                number, position = divmod(number, len(names_of_column))
                key.append(names_of_column[position])
            self._where.setdefault(tuple(reversed(key)), []).append((self._rows + first, last - first))
        self._rows += len(rows)
        self._keep(rows)

    def _keep(self, rows: Array) -> None:
        if not len(rows):
            return
        if self.file is None or (not self._held and self._rows == len(rows)):
            self._held.append(rows)
            return
        with self.file.open("ab") as stream:
            for waiting in (*self._held, rows):
                stream.write(waiting.tobytes())
        self._held = []

    def _piece(self, first: int, count: int) -> Array:
        if not self._held:
            assert self.file is not None
            return np.fromfile(self.file, ROW, count, offset=first * ROW.itemsize)
        for rows in self._held:
            if first < len(rows):
                return rows[first : first + count]
            first -= len(rows)
        raise IndexError(first)

    def names(self) -> list[tuple[str, ...]]:
        """Names of all series, in order."""
        return sorted(self._where)

    def has(self, *key: str) -> bool:
        return key in self._where

    def get(self, *key: str) -> Series:
        """The series with these names; one without points when there is none."""
        where = self._where.get(key)
        if where is None:
            return Series(np.zeros(0, np.int64), np.full((self.replicates, 0), np.nan), self._limits(key), self.groups)
        pieces = [self._piece(first, count) for first, count in where]
        rows = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        time, position = np.unique(rows["time"], return_inverse=True)
        values = np.full((self.replicates, len(time)), np.nan)
        values[rows["replicate"], position] = rows["value"]
        return Series(time, values, self._limits(key), self.groups)

    def _limits(self, key: tuple[str, ...]) -> Limits:
        """Shares by months since arrival, or what the measure's unit allows."""
        if "measure" not in self.columns:
            return SHARES
        return limits_of(measure(key[self.columns.index("measure")]))


def measures_panel(replicates: int, groups: Array | None = None, file: Path | None = None) -> Panel:
    """Series by (place, measure, group), time in months from the start (−1: at the start)."""
    return Panel(("place", "measure", "group"), "month", replicates, groups=groups, file=file)


def retention_panel(replicates: int, groups: Array | None = None, file: Path | None = None) -> Panel:
    """Series by (place, group), time in months since arrival."""
    return Panel(("place", "group"), "months_since", replicates, groups=groups, file=file)


def at_risk_panel(replicates: int, file: Path | None = None) -> Panel:
    """As :func:`retention_panel`, of the number still under observation."""
    return Panel(("place", "group"), "months_since", replicates, "at_risk", file=file)


def by_years_since_arrival(panel: Panel, place: str, name: str, part: str = "", least: float = 10.0) -> Series:
    """A yearly measure of newcomers by completed years since arrival, pooled over the run.

    Everybody is asked once a year, at the anniversary; the years of the run are weighted by how many were
    asked. ``part`` narrows to "women", "secondary", …. Years since arrival for which a run asked fewer than
    ``least`` people on average are left out.
    """
    weight = "cohort_working_age" if name == "employed_by_year" else "cohort_size"
    limits = limits_of(measure(name))
    years, columns = [], []
    for year in range(1, LONGEST + 1):
        group = f"y{year}:{part}" if part else f"y{year}"
        found, size = panel.get(place, name, group), panel.get(place, weight, group)
        asked = size.values[:, np.isin(size.time, found.time)]
        if not asked.size or asked.shape != found.values.shape:
            continue
        there = ~np.isnan(found.values) & (asked > 0)
        total = np.where(there, asked, 0.0).sum(axis=1)
        if total.mean() < least:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            columns.append(np.where(there, found.values * asked, 0.0).sum(axis=1) / total)
        years.append(year)
    if not years:
        return Series(np.zeros(0, np.int64), np.full((panel.replicates, 0), np.nan), limits, panel.groups)
    return Series(np.array(years), np.stack(columns, axis=1), limits, panel.groups)


__all__ = [
    "EVERYWHERE",
    "Panel",
    "Series",
    "at_risk_panel",
    "by_years_since_arrival",
    "measures_panel",
    "retention_panel",
]
