"""Values of the places of a run: an outcome as it is, or its change since the start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from bygd.maps.results import MONTHS, NoMap, Results
from bygd.maps.values import NONE, Value, Values
from experiments.outcomes.catalogue import Measure
from experiments.outcomes.intervals import ANY_VALUE, at, band, limits_of
from experiments.outcomes.outcome import LEAST
from experiments.outcomes.panel import SHARES, Panel, Series, at_risk_panel, measures_panel, retention_panel
from sim.languages import _
from sim.words import counted


class Panels(Protocol):
    """Where series are looked up: ``experiments.outcomes.findings.Panels`` or ``Findings``."""

    @property
    def measures(self) -> Panel: ...
    @property
    def retention(self) -> Panel: ...
    @property
    def at_risk(self) -> Panel: ...


class Read:
    """The series of one outcome, from a folder of results."""

    def __init__(self, results: Results, row: Measure) -> None:
        """Raises :class:`NoMap` where the tables are missing or damaged."""
        replicates = 1 + max((one["replicate"] for one in results.manifest["runs"]), default=0)
        groups = results.groups(range(replicates))
        self.measures, self.retention = measures_panel(replicates, groups), retention_panel(replicates, groups)
        self.at_risk = at_risk_panel(replicates)
        if row.year:
            rows = _coded(results.table("retention.parquet", months_since=row.year * MONTHS, group="all"))
            self.retention.add(rows)
            self.at_risk.add(rows)
        else:
            measure, group = row.source
            self.measures.add(_coded(results.table("measures.parquet", measure=measure, group=group)))


def _coded(table: Any) -> Any:
    """Text columns as numbers of a list of words."""
    import pyarrow as pa

    for position, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            table = table.set_column(position, field.name, table.column(position).dictionary_encode())
    return table.combine_chunks()


def run_values(
    panels: Panels,
    row: Measure,
    places: Sequence[str],
    years: Sequence[int],
    date: Callable[[int], str],
    tag: Callable[[int], str],
    what: str = "",
    *,
    change: bool = False,
) -> Values:
    """``row`` of each place at the end of each of ``years`` of the run (what adds up: until then), or its change since
    the start. ``date`` and ``tag`` say a year in words and in short. Raises :class:`NoMap` where there is no change."""
    if change and (row.year or row.adds_up):
        raise NoMap(f"{row.key} ({row.label}) has no value at the start that it could have changed from")
    replicates = panels.measures.replicates
    certainty = over_runs(replicates)
    notes = () if certainty else (_("One run: no interval."),)
    if row.year:
        stayed = {place: (_stayed(panels, row, place),) for place in places}
        return Values(row, "level", (_("of those who came during the run"),), stayed, what, certainty, notes)
    found = {place: _measured(panels.measures.get(place, *row.source), row, years, change) for place in places}
    times = tuple(_("until the {date}", date=date(year)) if row.adds_up else date(year) for year in years)
    tags = tuple(map(tag, years))
    return Values(row, "change" if change else "level", times, found, what, certainty, notes, tags)


def over_runs(runs: int) -> str:
    """What intervals are, in words; empty for one run, which has none."""
    return _("95 % interval of the mean over {runs}", runs=counted(runs, "run", "runs")) if runs > 1 else ""


def _stayed(panels: Panels, row: Measure, place: str) -> Value:
    series, followed = panels.retention.get(place, "all"), panels.at_risk.get(place, "all")
    here = series.time == row.year * MONTHS
    if not here.any() or np.nan_to_num(followed.values[:, followed.time == row.year * MONTHS]).mean() < LEAST:
        return NONE
    return _value(series.values[:, here][:, 0], SHARES, series.groups)


def _measured(series: Series, row: Measure, years: Sequence[int], change: bool) -> tuple[Value, ...]:
    limits = ANY_VALUE if change else limits_of(row)
    first = _at_end(series, row, 0)
    found = []
    for year in years:
        values = _at_end(series, row, year)
        if change:
            with np.errstate(invalid="ignore", divide="ignore"):
                values = np.where(first > 0, values / first - 1.0, np.nan) if row.form == "count" else values - first
        found.append(_value(values, limits, series.groups))
    return tuple(found)


def _at_end(series: Series, row: Measure, year: int) -> Any:
    """Values (replicates,) at the end of a year, 0 being the start; what adds up from the start to there."""
    until = series.time < MONTHS * year
    if row.adds_up:
        return np.nansum(series.values[:, until & (series.time >= 0)], axis=1)
    here = until & (series.time >= MONTHS * (year - 1))
    return series.values[:, here][:, -1] if here.any() else np.full(len(series.values), np.nan)


def _value(values: Any, limits: Any, groups: Any) -> Value:
    if np.isnan(values).all():
        return NONE
    found = at(band(values[:, None], limits, groups), 0)
    return Value(float(found.mean), float(found.mean_low), float(found.mean_high))


__all__ = ["Panels", "Read", "over_runs", "run_values"]
