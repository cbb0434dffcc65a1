"""A run that can be stopped at a month, and gone on with from there, by other rules, any number of times.

A town, and what has been seen of it: measures, cohorts, lives. It holds no open files and is a value: a fork shares
nothing with it that either changes, and has the bytes it would have had by its own scenario from the start::

    base = Simulation(load_scenario("rural-town"), seed=1).advance(24)
    later = {name: base.fork(scenario).advance().history() for name, scenario in policies.items()}
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable

from sim.beginning import begin, within
from sim.chronicle import History
from sim.codes import MONTHS_MOST
from sim.digest import digest
from sim.measures.cohorts import Cohorts, retention
from sim.measures.counting import record, record_start
from sim.measures.recorder import Recorder
from sim.network_sample import NETWORK_SAMPLE, sample_network
from sim.places_table import describe_places
from sim.processes.funding import set_ends
from sim.region import Built, refuse_impossible, untold
from sim.scenario import Scenario
from sim.schedule import month as live_a_month
from sim.shared_past import differing, first_difference
from sim.town import Town
from sim.watching import Watch

YEAR = 12
Progress = Callable[[int, int], None]
"""Told (months done, months); before the first month, while the region is built, ``months done`` is below zero: how
many hundredths of the building are still to do, as -60 when it is two fifths done."""


class PastsDiffer(ValueError):
    """A town cannot go on by a scenario by which it would not have come to where it is. The message says from
    which month on, and the first field."""


class Simulation:
    """A run of ``scenario`` before its first month.

    For the arguments, and what is raised, see :func:`sim.history.simulate`. ``region``: the region as
    :func:`sim.beginning.begin` builds it for the same seed, where it stands already; it is copied. ``asked``: names of
    the measures that will be read of the history, which then need not hold others (None: all). ``progress`` hears of
    the building (:data:`Progress`).
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int | str | None = None,
        *,
        threads: int = 1,
        months: int | None = None,
        watch: Watch | None = None,
        region: Town | None = None,
        asked: frozenset[str] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.months = scenario.months if months is None else within("months", months, 1, MONTHS_MOST)
        """How many months it is to have."""
        self.scenario = scenario
        if region is None:
            self.town = begin(scenario, seed, threads=threads, built=building(progress, self.months))
        else:
            refuse_impossible(scenario)
            self.town = region.copied()
            self.town.goes_by(scenario.at(0))
        places = list(scenario.places)
        self.recorder = Recorder(places, areas=scenario.areas(), asked=asked)
        record_start(self.town, self.recorder)
        self.cohorts = Cohorts(len(places))
        self.start_population = self.town.state.places.population.copy()
        self.watcher = None if watch is None else watch(self.town)

    @property
    def month(self) -> int:
        """Months simulated so far."""
        return self.town.month

    def advance(self, month: int | None = None, *, progress: Progress | None = None) -> Simulation:
        """Simulate up to the beginning of ``month`` (the end of the run when not given), and return itself.

        ``progress(done, months)`` is called after every month. Raises ``ValueError`` for a month that lies
        behind, or beyond the end; ``NoRoom`` where a capacity of the scenario is too small.
        """
        until = self.months if month is None else within("month", month, self.month, self.months)
        while self.month < until:
            self._one_month()
            if progress is not None:
                progress(self.month, self.months)
        return self

    def _one_month(self) -> None:
        town, recorder = self.town, self.recorder
        recorder.month = town.month
        live_a_month(town)
        self.cohorts.observe(town)
        record(town, recorder, "month")
        if town.month % YEAR == 0:
            record(town, recorder, "year")
            self.cohorts.record(recorder)
        if self.watcher is not None:
            self.watcher.observe(town)

    def fork(self, scenario: Scenario | None = None, *, months: int | None = None) -> Simulation:
        """The same run, to go on by itself as ``scenario`` says (as before when not given).

        ``months`` is its length, from the start; that of ``scenario`` when not given. Raises
        :class:`PastsDiffer` where the past would have been another by ``scenario``, and ``ScenarioError`` for a
        region that cannot be.
        """
        scenario = self.scenario if scenario is None else scenario
        shared = first_difference(self.scenario, scenario)
        if shared < min(self.month, scenario.months):
            raise PastsDiffer(different_past(self.scenario, scenario, shared))
        refuse_impossible(scenario)
        return self.going_on(scenario, months=months)

    def going_on(self, scenario: Scenario, *, months: int | None = None) -> Simulation:
        """As :meth:`fork`, where it is known that the pasts are the same."""
        length = scenario.months if months is None else within("months", months, self.month, MONTHS_MOST)
        twin = object.__new__(Simulation)
        twin.months, twin.scenario = length, scenario
        twin.town = self.town.copied()
        twin.town.goes_by(scenario.at(max(0, self.month - 1)))
        set_ends(twin.town)
        twin.recorder, twin.cohorts = self.recorder.copied(), self.cohorts.copied()
        twin.start_population = self.start_population
        twin.watcher = copy.deepcopy(self.watcher)
        return twin

    def history(self) -> History:
        """What it has left behind so far."""
        town, places = self.town, list(self.scenario.places)
        return History(
            scenario=self.scenario,
            seed=int(town.seed),
            months=self.month,
            measures=self.recorder.measures(),
            retention=retention(town, places, self.recorder.areas),
            digest=digest(town),
            lives=[] if self.watcher is None else self.watcher.lives(),
            log=list(town.log),
            network_sample=sample_network(town, NETWORK_SAMPLE),
            places=describe_places(town, self.start_population),
        )


def building(progress: Progress | None, months: int) -> Built:
    """Tells ``progress`` of the building of a region; see :data:`Progress`."""
    if progress is None:
        return untold
    tell = progress
    return lambda part: tell(-math.ceil(100.0 * (1.0 - part)), months) if part < 1.0 else None


def different_past(one: Scenario, other: Scenario, month: int) -> str:
    """That the past of ``other`` is not that of ``one`` from ``month`` on (-1: from the building on), in words."""
    when = "the region is another before its first month" if month < 0 else f"they differ from {one.date_of(month)} on"
    return f"the two scenarios have no such past in common: {when} ({differing(one, other, month)})"
