"""Runs of packaged scenarios, and differences between runs that share their luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from sim.history import simulate
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios

SEEDS = range(1, 7)
"""Each arm is run with each of these; run k of one arm and run k of another share their luck."""
Table = dict[tuple[str, str], dict[int, float]]


def scenario_of(name: str, **settings: Any) -> Scenario:
    """A packaged scenario, with ``dotted__path=value`` replaced."""
    scenario = load_scenario(packaged_scenarios() / f"{name}.yaml")
    return with_overrides(scenario, {path.replace("__", "."): value for path, value in settings.items()})


@cache
def _run(name: str, settings: tuple[tuple[str, Any], ...], seed: int) -> Table:
    """{(measure, group): {month: value}} of the whole region in one run."""
    measures = simulate(scenario_of(name, **dict(settings)), seed).measures
    table: Table = {}
    rows = zip(
        measures.month.tolist(), measures.place, measures.measure, measures.group, measures.value.tolist(),
        strict=True,
    )
    for month, place, measure, group, value in rows:
        if place == "all":
            table.setdefault((measure, group), {})[month] = value
    return table


class Arm:
    """One scenario in each of some seeds."""

    def __init__(self, name: str, seeds: Sequence[int] = SEEDS, **settings: Any) -> None:
        self.scenario = scenario_of(name, **settings)
        self.runs = [_run(name, tuple(sorted(settings.items())), seed) for seed in seeds]

    def at(self, date: str, measure: str, group: str = "all") -> Any:
        """The measure at the end of a month, by run (runs,). Yearly measures exist in Decembers."""
        month = self.scenario.month_of(date)
        return np.asarray([run[measure, group][month] for run in self.runs])

    def over(self, first: str, last: str, measure: str, group: str = "all") -> Any:
        """The measure in the months from ``first`` to ``last``, by run (runs, months)."""
        months = range(self.scenario.month_of(first), self.scenario.month_of(last) + 1)
        found: list[Mapping[int, float]] = [run.get((measure, group), {}) for run in self.runs]
        return np.asarray([[values.get(month, 0.0) for month in months] for values in found])


def gain(date: str, measure: str, arm: Arm, against: Arm, group: str = "all") -> float:
    """Mean over the seeds of the difference between two arms that share their luck."""
    return float(np.mean(arm.at(date, measure, group) - against.at(date, measure, group)))
