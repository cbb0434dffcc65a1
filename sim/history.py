"""A scenario goes in, a history comes out. What workers call; knows nothing of Mesa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.beginning import begin, pull, within
from sim.codes import MONTHS_MOST
from sim.digest import digest
from sim.lives import Life, Watcher
from sim.measures import Cohorts, Measures, Recorder, record_month, record_year, retention
from sim.measures.civil import record_civil_society, record_mentor_ties
from sim.measures.cohorts import Retention
from sim.measures.monthly import record_stock
from sim.network_sample import NETWORK_SAMPLE, NetworkSample, sample_network
from sim.places_table import describe_places
from sim.scenario import Scenario
from sim.schedule import month as live_a_month

if TYPE_CHECKING:
    import pandas as pd

LIVES_MOST = 1_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class History:
    """What one run leaves behind."""

    scenario: Scenario
    seed: int
    months: int
    measures: Measures
    retention: Retention
    digest: str
    lives: list[Life]
    log: list[tuple[int, str]]
    """What happened to programmes and their money: (month, words)."""
    network_sample: NetworkSample
    places: list[dict[str, Any]]

    @property
    def start(self) -> str:
        return self.scenario.start

    def to_pandas(self) -> pd.DataFrame:
        """Tidy measures: month, place, measure, group, value."""
        return self.measures.to_pandas()


def simulate(
    scenario: Scenario,
    seed: int | str | None = None,
    *,
    threads: int = 1,
    months: int | None = None,
    lives: int = 0,
    watched: Sequence[int] = (),
    progress: Progress | None = None,
) -> History:
    """Simulate a scenario.

    ``seed`` defaults to the scenario's; ``months`` to its length. ``lives`` sampled newcomers and the
    uids in ``watched`` are followed month by month. ``progress(done, months)`` is called every month.
    Same scenario and seed: same history, on any number of threads. Raises ``ScenarioError`` for a region
    that cannot be built, ``NoRoom`` where a capacity of the scenario is too small, and ``ValueError`` unless
    ``months`` is a whole number from 1 to 480 (see :func:`begin` for the others).
    """
    months = scenario.months if months is None else within("months", months, 1, MONTHS_MOST)
    lives = within("lives", lives, 0, LIVES_MOST)
    town = begin(scenario, seed, threads=threads)
    places = list(scenario.places)
    recorder = Recorder(places)
    record_stock(town, recorder)
    record_year(town, recorder)
    cohorts = Cohorts(len(places))
    start_population = town.state.places.population.copy()
    watcher = None
    if lives or watched:
        watcher = Watcher(town, count=lives, uids=watched)
    for done in range(1, months + 1):
        recorder.month = town.month
        live_a_month(town)
        cohorts.observe(town)
        record_month(town, recorder)
        record_civil_society(town, recorder)
        if town.month % 12 == 0:
            record_year(town, recorder)
            record_mentor_ties(town, recorder)
            cohorts.record(recorder)
        if watcher is not None:
            watcher.observe(town)
        if progress is not None:
            progress(done, months)
    return History(
        scenario=scenario,
        seed=int(town.seed),
        months=months,
        measures=recorder.measures(),
        retention=retention(town, places),
        digest=digest(town),
        lives=[] if watcher is None else watcher.lives(),
        log=list(town.log),
        network_sample=sample_network(town, NETWORK_SAMPLE),
        places=describe_places(town, start_population),
    )


__all__ = ["History", "NetworkSample", "Progress", "begin", "digest", "pull", "sample_network", "simulate"]
