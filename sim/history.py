"""A scenario goes in, a history comes out. What workers call; knows nothing of Mesa."""

from __future__ import annotations

from sim.beginning import begin, pull
from sim.chronicle import History
from sim.digest import digest
from sim.network_sample import NetworkSample, sample_network
from sim.scenario import Scenario
from sim.simulation import Progress, Simulation
from sim.watching import Watch


def simulate(
    scenario: Scenario,
    seed: int | str | None = None,
    *,
    threads: int = 1,
    months: int | None = None,
    watch: Watch | None = None,
    asked: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> History:
    """Simulate a scenario.

    ``seed`` defaults to the scenario's; ``months`` to its length. ``watch(town)`` makes what looks on month by
    month (:class:`sim.watching.Watcher`). ``asked``: names of the measures that will be read of the history, which then
    need not hold others (None: all). ``progress(done, months)`` is called every month, and while the
    region is built, ``done`` then being below zero (:data:`sim.simulation.Progress`).
    Same scenario and seed: same history, on any number of threads. Raises ``ScenarioError`` for a region
    that cannot be built, ``NoRoom`` where a capacity of the scenario is too small, and ``ValueError`` unless
    ``months`` is a whole number from 1 to 480 (see :func:`begin` for the others).
    """
    simulation = Simulation(scenario, seed, threads=threads, months=months, watch=watch, asked=asked, progress=progress)
    return simulation.advance(progress=progress).history()


__all__ = [
    "History",
    "NetworkSample",
    "Progress",
    "Simulation",
    "begin",
    "digest",
    "pull",
    "sample_network",
    "simulate",
]
