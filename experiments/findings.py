"""What figures and the report are made from: the replicates of one scenario, ready to be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from experiments.panel import EVERYWHERE, Panel, at_risk_panel, measures_panel, retention_panel
from experiments.runs import Outcome
from experiments.tables import measures_table, retention_table

if TYPE_CHECKING:
    from sim.scenario import Scenario

MONTHS = 12


@dataclass(frozen=True)
class Tables:
    """All replicates, tidy."""

    measures: pa.Table
    retention: pa.Table


@dataclass(frozen=True)
class PlaceOnMap:
    """A place at both ends of the story, averaged over replicates."""

    key: str
    name: str
    x: float | None
    y: float | None
    start: float
    end: float
    newcomers: float

    @property
    def change(self) -> float:
        """Change of the population, as a share of that at the start."""
        return self.end / self.start - 1.0 if self.start else 0.0


@dataclass(frozen=True)
class Findings:
    """Everything a figure may show. Small enough to be sent to another process."""

    title: str
    start: str
    months: int
    replicates: int
    """Finished ones."""
    measures: Panel
    retention: Panel
    at_risk: Panel
    places: list[PlaceOnMap]
    minutes: dict[tuple[str, str], float]
    """Travel times between places [minute]."""
    network: Any
    """People and ties of the first finished replicate's last month (``sim.history.NetworkSample``)."""
    stages: tuple[float, float, float]
    """Hours-equivalent of a casual friend, a friend and a close friend."""

    @property
    def years(self) -> float:
        return self.months / MONTHS

    def calendar(self, month: Any) -> Any:
        """Months of the model as calendar years: the end of month −1 is the start of the first year."""
        year, first = self.start.split("-")
        return int(year) + (int(first) - 1 + np.asarray(month) + 1) / MONTHS

    def date(self, month: int) -> str:
        """"2013-05" for a month of the model."""
        year, first = self.start.split("-")
        count = int(year) * MONTHS + int(first) - 1 + month
        return f"{count // MONTHS:04d}-{count % MONTHS + 1:02d}"


def tables_of(outcomes: Sequence[Outcome]) -> Tables:
    return Tables(measures_table(outcomes), retention_table(outcomes))


def findings_of(scenario: Scenario, outcomes: Sequence[Outcome], tables: Tables) -> Findings:
    """Findings of at least one finished replicate."""
    done = [outcome for outcome in outcomes if outcome.history is not None]
    if not done or done[0].history is None:
        raise ValueError("no replicate finished: there is nothing to show")
    rows = 1 + max(outcome.run.replicate for outcome in done)
    keys = list(scenario.places)
    ties = scenario.ties
    return Findings(
        title=scenario.title or "A scenario without a title",
        start=scenario.start,
        months=done[0].history.months,
        replicates=len(done),
        measures=measures_panel(tables.measures, rows),
        retention=retention_panel(tables.retention, rows),
        at_risk=at_risk_panel(tables.retention, rows),
        places=_places(done),
        minutes={(a, b): scenario.minutes(a, b) for i, a in enumerate(keys) for b in keys[i + 1:]},
        network=done[0].history.network_sample,
        stages=(ties.casual_hours, ties.friend_hours, ties.close_hours),
    )


def _places(done: Sequence[Outcome]) -> list[PlaceOnMap]:
    by_run = [outcome.history.places for outcome in done if outcome.history is not None]

    def mean(index: int, field: str) -> float:
        return float(np.mean([places[index][field] for places in by_run]))

    return [
        PlaceOnMap(place["key"], place["name"], place["x"], place["y"], mean(index, "population_start"),
                   mean(index, "population_end"), mean(index, "newcomers_end"))
        for index, place in enumerate(by_run[0])
    ]


__all__ = ["EVERYWHERE", "Findings", "PlaceOnMap", "Tables", "findings_of", "tables_of"]
