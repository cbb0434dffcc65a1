"""What figures and the report are made from: the replicates of one scenario, ready to be looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.outcomes.intervals import ANY_VALUE, Band, Limits, band
from experiments.outcomes.panel import EVERYWHERE, Panel, at_risk_panel, measures_panel, retention_panel
from experiments.workers.run import Outcome

if TYPE_CHECKING:
    import pyarrow as pa

    from experiments.posterior import Draws
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
    """Kilometres east of any point; None where the scenario does not say."""
    y: float | None
    """Kilometres north of it."""
    start: float
    end: float
    newcomers: float

    @property
    def change(self) -> float:
        """Change of the population, as a share of that at the start."""
        return self.end / self.start - 1.0 if self.start else 0.0


class Intervention(NamedTuple):
    """A programme or a coordinator's post of the scenario."""

    key: str
    name: str
    post: bool


class Network(NamedTuple):
    """Some people and the ties among them (``sim.history.NetworkSample``, without what no figure shows)."""

    uid: Any  # uint64 (m,)
    newcomer: Any  # int8 (m,)
    edges: Any  # int32 (e, 2): positions in the sample
    hours: Any  # float32 (e,) [hours-equivalent]


@dataclass(frozen=True)
class Findings:
    """Everything a figure may show. A process that draws needs neither the model nor Arrow to take it in."""

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
    network: Network
    """Of the first finished replicate's last month."""
    stages: tuple[float, float, float]
    """Hours-equivalent of a casual friend, a friend and a close friend."""
    interventions: tuple[Intervention, ...] = ()
    """Posts, then programmes, in the order of the file."""
    groups: Any = None
    """By replicate, the set of parameters it was simulated with (n,); None where all have the same."""
    log: tuple[tuple[int, str], ...] = ()
    """What happened to programmes and their money in the first finished replicate: (month, words)."""

    def band(self, values: Any, limits: Limits = ANY_VALUE) -> Band:
        """Mean and intervals of ``values`` [replicate, …] of these runs."""
        return band(values, limits, self.groups)

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
    from experiments.outcomes.tables import measures_table, retention_table

    return Tables(measures_table(outcomes), retention_table(outcomes))


def findings_of(scenario: Scenario, outcomes: Sequence[Outcome], tables: Tables,
                draws: Draws | None = None) -> Findings:
    """Findings of at least one finished replicate. ``draws``: the sets of parameters they were simulated
    with."""
    done = [outcome for outcome in outcomes if outcome.history is not None]
    if not done or done[0].history is None:
        raise ValueError("no replicate finished: there is nothing to show")
    rows = 1 + max(outcome.run.replicate for outcome in done)
    groups = draws.groups(range(rows)) if draws is not None else None
    keys = list(scenario.places)
    ties, sample = scenario.ties, done[0].history.network_sample
    return Findings(
        title=scenario.title or "A scenario without a title",
        start=scenario.start,
        months=done[0].history.months,
        replicates=len(done),
        measures=measures_panel(tables.measures, rows, groups),
        retention=retention_panel(tables.retention, rows, groups),
        at_risk=at_risk_panel(tables.retention, rows),
        places=_places(scenario, done),
        minutes={(a, b): scenario.minutes(a, b) for i, a in enumerate(keys) for b in keys[i + 1:]},
        network=Network(sample.uid, sample.newcomer, sample.edges, sample.hours),
        stages=(ties.casual_hours, ties.friend_hours, ties.close_hours),
        interventions=_interventions(scenario),
        groups=groups,
        log=tuple(done[0].history.log),
    )


def _interventions(scenario: Scenario) -> tuple[Intervention, ...]:
    posts = [Intervention(key, post.name or key, True) for key, post in scenario.coordinators.items()]
    programmes = [Intervention(key, each.name or key, False) for key, each in scenario.programmes.items()]
    return (*posts, *programmes)


def _places(scenario: Scenario, done: Sequence[Outcome]) -> list[PlaceOnMap]:
    by_run = [outcome.history.places for outcome in done if outcome.history is not None]

    def mean(index: int, field: str) -> float:
        return float(np.mean([places[index][field] for places in by_run]))

    found = []
    for index, place in enumerate(by_run[0]):
        x, y = scenario.places[place["key"]].position or (None, None)
        found.append(PlaceOnMap(
            place["key"], place["name"], x, y, mean(index, "population_start"),
            mean(index, "population_end"), mean(index, "newcomers_end"),
        ))
    return found


__all__ = ["EVERYWHERE", "Findings", "Intervention", "PlaceOnMap", "Tables", "findings_of", "tables_of"]
