"""A scenario goes in, a history comes out. What workers call; knows nothing of Mesa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.beginning import begin, pull, within
from sim.codes import MONTHS_MOST
from sim.digest import digest
from sim.lives import Life, Watcher
from sim.measures.cohorts import Cohorts, Retention, retention
from sim.measures.counting import record, record_start
from sim.measures.recorder import Measures, Recorder
from sim.network_sample import NETWORK_SAMPLE, NetworkSample, sample_network
from sim.places_table import describe_places
from sim.scenario import Scenario
from sim.schedule import month as live_a_month

if TYPE_CHECKING:
    import pandas as pd

LIVES_MOST = 1_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, repr=False)
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
        """Tidy measures: month, date, place, measure, group, value.

        ``date`` is the month as a pandas period; month −1, the region before its first month, has that of the
        month before the start.
        """
        import pandas as pd

        found = self.measures.to_pandas()
        dates = pd.period_range(pd.Period(self.start, freq="M") - 1, periods=self.months + 1, freq="M")
        found.insert(1, "date", dates[found["month"].to_numpy(np.int64) + 1])
        return found

    def __repr__(self) -> str:
        last = self.scenario.date_of(self.months - 1) if self.months else self.start
        people = [place["population_end"] for place in self.places]
        before = sum(place["population_start"] for place in self.places)
        return (
            f"<History of {self.scenario.title!r}, seed {self.seed}: "
            f"{self.start} to {last}, {self.months} months\n"
            f"  {len(people)} {'place' if len(people) == 1 else 'places'}, {before:,} inhabitants at the "
            f"start, {sum(people):,} at the end\n"
            f"  {len(self.measures.month):,} rows of measures: to_pandas(); {len(self.lives)} lives, "
            f"digest {self.digest[:12]}>"
        )


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
    record_start(town, recorder)
    cohorts = Cohorts(len(places))
    start_population = town.state.places.population.copy()
    watcher = None
    if lives or watched:
        watcher = Watcher(town, count=lives, uids=watched)
    for done in range(1, months + 1):
        recorder.month = town.month
        live_a_month(town)
        cohorts.observe(town)
        record(town, recorder, "month")
        if town.month % 12 == 0:
            record(town, recorder, "year")
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
