"""What figures and the report are made from: the replicates of one scenario, ready to be looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.outcomes.areas import Area, areas_of
from experiments.outcomes.intervals import ANY_VALUE, Band, Limits, band
from experiments.outcomes.panel import EVERYWHERE, Panel, at_risk_panel, measures_panel, retention_panel
from experiments.workers.run import Outcome
from sim.languages import N_

if TYPE_CHECKING:
    import pyarrow as pa

    from experiments.posterior import Draws
    from sim.scenario import Scenario

MONTHS = 12


class Panels(NamedTuple):
    """The series of all replicates."""

    measures: Panel
    retention: Panel
    at_risk: Panel


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

    @property
    def group(self) -> str:
        """Its group in the table of measures."""
        return f"{'coordinators' if self.post else 'programmes'}.{self.key}"


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
    areas: tuple[Area, ...] = ()
    """Places that share a label, grouping by grouping."""
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
        """ "2013-05" for a month of the model."""
        year, first = self.start.split("-")
        count = int(year) * MONTHS + int(first) - 1 + month
        return f"{count // MONTHS:04d}-{count % MONTHS + 1:02d}"


Written = Callable[[str, "pa.Table"], None]
"""Given the name of a table ("measures", "retention") and its next rows."""


def panels_of(
    outcomes: Sequence[Outcome],
    folder: Path | None = None,
    written: Written = lambda name, rows: None,
    draws: Draws | None = None,
) -> Panels:
    """Series of at least one finished replicate, read history by history.

    ``folder``: where rows may wait that are too many for memory; whoever gives it removes the files.
    ``written`` is given all rows by replicate, some at a time. ``draws``: the sets of parameters they were
    simulated with. Raises ``OSError``.
    """
    from experiments.outcomes.tables import MEASURES, RETENTION, in_pieces, table_of, with_replicate

    done = [outcome for outcome in outcomes if outcome.history is not None]
    count = 1 + max((outcome.run.replicate for outcome in done), default=-1)
    groups = draws.groups(range(count)) if draws is not None else None

    def file(name: str) -> Path | None:
        return folder / name if folder is not None else None

    found = Panels(
        measures_panel(count, groups, file("measures")),
        retention_panel(count, groups, file("retention")),
        at_risk_panel(count, file("at_risk")),
    )
    for name, schema, panels in (
        ("measures", MEASURES, [found.measures]),
        ("retention", RETENTION, [found.retention, found.at_risk]),
    ):
        tables = (
            with_replicate(table_of(outcome.history, name, schema), outcome.run.replicate, schema) for outcome in done
        )
        for piece in in_pieces(tables, schema):
            written(name, piece)
            for panel in panels:
                panel.add(piece)
    return found


def findings_of(scenario: Scenario, outcomes: Sequence[Outcome], panels: Panels) -> Findings:
    """Findings of at least one finished replicate."""
    done = [outcome for outcome in outcomes if outcome.history is not None]
    if not done or done[0].history is None:
        raise ValueError("no replicate finished: there is nothing to show")
    keys = list(scenario.places)
    ties, sample = scenario.ties, done[0].history.network_sample
    places = _places(scenario, done)
    return Findings(
        title=scenario.title or N_("A scenario without a title"),
        start=scenario.start,
        months=done[0].history.months,
        replicates=len(done),
        measures=panels.measures,
        retention=panels.retention,
        at_risk=panels.at_risk,
        places=places,
        minutes={(a, b): scenario.minutes(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :]},
        network=Network(sample.uid, sample.newcomer, sample.edges, sample.hours),
        stages=(ties.casual_hours, ties.friend_hours, ties.close_hours),
        interventions=_interventions(scenario),
        groups=panels.measures.groups,
        areas=areas_of(scenario, [place.start for place in places]),
        log=tuple(done[0].history.log),
    )


def _interventions(scenario: Scenario) -> tuple[Intervention, ...]:
    posts = [Intervention(key, post.name or key, True) for key, post in scenario.coordinators.items()]
    programmes = [Intervention(key, each.name or key, False) for key, each in scenario.programmes.items()]
    return (*posts, *programmes)


FIELDS = ("population_start", "population_end", "newcomers_end")


def _places(scenario: Scenario, done: Sequence[Outcome]) -> list[PlaceOnMap]:
    numbers: list[list[list[float]]] = []
    first: list[dict[str, Any]] = []
    for outcome in done:
        places = outcome.history.places if outcome.history is not None else []
        first = first or places
        numbers.append([[place[field] for field in FIELDS] for place in places])
    mean = np.asarray(numbers, np.float64).mean(axis=0)
    found = []
    for place, means in zip(first, mean.tolist(), strict=True):
        x, y = scenario.places[place["key"]].position or (None, None)
        found.append(PlaceOnMap(place["key"], place["name"], x, y, *means))
    return found


__all__ = ["EVERYWHERE", "Findings", "Intervention", "Panels", "PlaceOnMap", "findings_of", "panels_of"]
