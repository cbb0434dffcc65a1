"""Arms: scenarios that are simulated with the same seeds, and what is taken from each run."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.kept_runs import Failed, Kept, taken
from experiments.outcomes.panel import EVERYWHERE
from experiments.workers.pool import Progress
from experiments.workers.run import Run
from experiments.workers.worker import Order
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios

if TYPE_CHECKING:
    from sim.town import Town

Array = np.ndarray[Any, Any]
Count = Callable[["Town", dict[str, Any]], None]
"""Looks at a town at the end of each month (``town.month`` counts the next) and writes down what it sees:
arrays, or what JSON can hold."""
OWN = {
    "town": Path(__file__).resolve().parent / "towns",
    "target": Path(__file__).resolve().parent.parent / "scenarios",
}


@dataclass(frozen=True)
class Arm:
    """One scenario and what is asked of its runs."""

    base: str
    """A packaged scenario by path without ending; "target:NAME" of calibration/scenarios, "town:NAME" of
    calibration/patterns/towns."""
    asks: tuple[str, ...] = ()
    """Measures that are kept; retention curves are always."""
    changes: tuple[tuple[str, Any], ...] = ()
    """(dotted path, value) on top of the file."""
    count: Count | None = None
    """In place of measures, counts of our own. A function of a module, so that it travels."""

    def __hash__(self) -> int:
        return hash((self.base, self.asks, repr(self.changes), self.count))

    def scenario(self, over: Mapping[str, Any] | None = None) -> Scenario:
        """The arm's scenario; ``over`` is changed in all arms alike, before the arm's own changes.

        Raises ``ScenarioError`` where the changes do not go together.
        """
        return with_overrides(load_scenario(self.file), {**(over or {}), **dict(self.changes)})

    @property
    def asked(self) -> str:
        """The arm in words, and what is taken from its runs."""
        count = f"{self.count.__module__}.{self.count.__qualname__}" if self.count is not None else ""
        return " ".join((self.base, *self.asks, count)).strip()

    @property
    def file(self) -> Path:
        kind, _, name = self.base.rpartition(":")
        return OWN.get(kind, packaged_scenarios()) / f"{name}.yaml"


class Table:
    """What is kept of one run, for the whole region."""

    def __init__(
        self,
        values: dict[tuple[str, str], dict[int, float]],
        curves: dict[str, dict[int, float]],
        counts: dict[str, Any],
    ) -> None:
        self.values, self.curves, self.counts = values, curves, counts

    def plain(self) -> dict[str, Any]:
        """As plain data that JSON can hold."""
        values = [(*key, *_columns(series)) for key, series in self.values.items()]
        curves = [(key, *_columns(series)) for key, series in self.curves.items()]
        return {"values": values, "curves": curves, "counts": self.counts}

    @staticmethod
    def of(data: dict[str, Any]) -> Table:
        """The table that :meth:`plain` made ``data`` of."""
        values = {(name, group): dict(zip(months, found, strict=True)) for name, group, months, found in data["values"]}
        curves = {group: dict(zip(months, found, strict=True)) for group, months, found in data["curves"]}
        return Table(values, curves, data["counts"])


def _columns(series: dict[int, float]) -> tuple[list[int], list[float]]:
    return list(series), list(series.values())


class Lived:
    """The runs of one arm, in the order of the seeds."""

    def __init__(self, scenario: Scenario, runs: Sequence[Table]) -> None:
        self.scenario, self.runs = scenario, list(runs)

    def at(self, date: str, measure: str, group: str = "all") -> Array:
        """The measure at the end of a month, by run (runs,). Yearly measures exist in Decembers."""
        month = self.scenario.month_of(date)
        return np.asarray([run.values.get((measure, group), {}).get(month, math.nan) for run in self.runs])

    def over(self, first: str, last: str, measure: str, group: str = "all") -> Array:
        """The measure in the months from ``first`` to ``last``, by run (runs, months); 0 for none."""
        months = range(self.scenario.month_of(first), self.scenario.month_of(last) + 1)
        found = [run.values.get((measure, group), {}) for run in self.runs]
        return np.asarray([[values.get(month, 0.0) for month in months] for values in found])

    def stays(self, months: int, group: str = "all") -> Array:
        """Share of those who came still there ``months`` after arrival, by run (runs,)."""
        return np.asarray([run.curves.get(group, {}).get(months, math.nan) for run in self.runs])

    def counted(self, name: str) -> list[Any]:
        """What the arm's own count wrote down under ``name``, by run."""
        return [run.counts.get(name, math.nan) for run in self.runs]


def live(
    arms: Iterable[Arm],
    seeds: Sequence[int],
    *,
    over: Mapping[str, Any] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> dict[Arm, Lived]:
    """Simulate each arm with each seed, every run once however many patterns share it.

    ``jobs`` processes at once; 1: this process. ``kept``: runs of an earlier time, which gains those lived
    through now. Raises ``ScenarioError`` for an arm that cannot be, :class:`Failed` for a run that failed,
    and ``OSError``.
    """
    wanted = list(dict.fromkeys(arms))
    scenarios = {arm: arm.scenario(over) for arm in wanted}
    orders = [order_of(arm, scenarios[arm], seed) for seed in seeds for arm in wanted]  # those of a seed share pasts
    asked = [arm.asked for _ in seeds for arm in wanted]
    found = taken(orders, asked, Table.plain, jobs=jobs, progress=progress, kept=kept)
    many = len(wanted)
    return {arm: Lived(scenarios[arm], [Table.of(data) for data in found[row::many]]) for row, arm in enumerate(wanted)}


def order_of(arm: Arm, scenario: Scenario, seed: int) -> Order:
    run = Run(scenario.digest(), arm.changes, seed, scenario.months, 1)
    if arm.count is not None:
        return Order(run, scenario, simulate=functools.partial(counted, arm.count), read=as_it_is)
    return Order(run, scenario, read=functools.partial(table, arm.asks))


def table(asks: tuple[str, ...], history: Any) -> Table:
    """The measures asked for and the curves of one history."""
    values: dict[tuple[str, str], dict[int, float]] = {}
    found = history.measures
    for month, place, name, group, value in zip(
        found.month.tolist(), found.place, found.measure, found.group, found.value.tolist(), strict=True
    ):
        if place == EVERYWHERE and name in asks:
            values.setdefault((name, group), {})[month] = value
    curves: dict[str, dict[int, float]] = {}
    curve = history.retention
    for month, place, group, value in zip(
        curve.months_since.tolist(), curve.place, curve.group, curve.value.tolist(), strict=True
    ):
        if place == EVERYWHERE:
            curves.setdefault(group, {})[month] = value
    return Table(values, curves, {})


def as_it_is(found: Table) -> Table:
    return found


def counted(
    count: Count,
    scenario: Scenario,
    seed: int,
    *,
    threads: int = 1,
    months: int | None = None,
    lives: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Stands in for :func:`sim.history.simulate`: the same months, with counts of our own."""
    from sim.history import begin
    from sim.schedule import month as live_a_month

    town = begin(scenario, seed, threads=threads)
    length = scenario.months if months is None else months
    notes: dict[str, Any] = {}
    for done in range(1, length + 1):
        live_a_month(town)
        count(town, notes)
        if progress is not None:
            progress(done, length)
    plain = {name: found.tolist() if isinstance(found, np.ndarray) else found for name, found in notes.items()}
    return Table({}, {}, plain)


__all__ = ["Arm", "Count", "Failed", "Kept", "Lived", "Table", "live"]
