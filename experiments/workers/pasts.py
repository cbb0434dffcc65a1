"""What a worker remembers from one run to the next: towns at the months where others part from them.

Orders come in an order (:mod:`experiments.workers.forks`) in which a run that shares a past with others follows on
them, so a stack is enough: what does not lie on the way of the present run lies on that of none to come. A worker
that has nothing (a fresh one, one that took others' orders over) simulates from the start: memory changes how
long a run takes, never what it is.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.workers.limits import MB, machine_used, resident
from experiments.workers.order import Branch, Order, Simulate

if TYPE_CHECKING:
    from sim.history import History
    from sim.scenario import Scenario
    from sim.simulation import Simulation
    from sim.town import Town

FULL = 0.8
"""Of the memory a run may take (of the machine's, where nothing is said of a run), the share beyond which no town is
kept any more."""
TOWNS = 24
"""Towns kept at most: where futures part at more months than this, those who begin in between simulate some of them
again."""


@dataclass(frozen=True)
class Kept:
    """A town at the beginning of a month; for month 0, the region as it was built."""

    month: int
    name: str
    asked: frozenset[str] | None
    """What its recorder has been asked for."""
    simulation: Simulation | None
    region: Town | None = None


class Pasts:
    """The towns kept, each a later month of the past of the one before it."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.taken_over = 0
        """Months that the last run did not have to simulate."""
        self.built = True
        """Whether a region was built for the last run."""
        self.towns = 0
        """Towns kept at most during the last run."""

    def simulate(self, order: Order) -> Simulate:
        """Stands in for :func:`sim.history.simulate`, for one order with a branch."""
        return functools.partial(self._simulate, order)

    def _simulate(
        self, order: Order, scenario: Scenario, seed: int, *, threads: int, months: int, lives: int, progress: Any
    ) -> History:
        branch, self.taken_over, self.built, self.towns = order.branch, 0, True, 0
        assert branch is not None and not lives
        simulation = self._begun(branch, order, scenario, seed, threads, months, progress)
        self.taken_over = simulation.month
        if simulation.month:
            progress(simulation.month, months)
        names = dict(branch.names)
        for month in spread([month for month in branch.keep if month > simulation.month], TOWNS - len(self.kept)):
            simulation.advance(month, progress=progress)
            self._keep(order, Kept(month, names[month], order.asked, simulation.going_on(scenario, months=months)))
        return simulation.advance(progress=progress).history()

    def _begun(
        self, branch: Branch, order: Order, scenario: Scenario, seed: int, threads: int, months: int, progress: Any
    ) -> Simulation:
        """As far as what is kept goes."""
        from sim.beginning import begin
        from sim.region import refuse_impossible
        from sim.simulation import Simulation, building

        names = dict(branch.names)
        while self.kept and (names.get(self.kept[-1].month), order.asked) != (self.kept[-1].name, self.kept[-1].asked):
            self.kept.pop()
        if not self.kept and 0 in names:
            region = begin(scenario, seed, threads=threads, built=building(progress, months))
            if 0 in branch.keep:
                self._keep(order, Kept(0, names[0], order.asked, None, region))
            return Simulation(scenario, seed, threads=threads, months=months, region=region, asked=order.asked)
        if not self.kept:
            return Simulation(scenario, seed, threads=threads, months=months, asked=order.asked, progress=progress)
        self.towns = len(self.kept)
        self.built = False
        last = self.kept[-1]
        if last.month not in branch.keep:
            self.kept.pop()
        if last.simulation is None:
            return Simulation(scenario, seed, threads=threads, months=months, region=last.region, asked=order.asked)
        refuse_impossible(scenario)
        return last.simulation.going_on(scenario, months=months)

    def _keep(self, order: Order, town: Kept) -> None:
        """Unless memory is short: then those who come to it simulate it again."""
        most = order.limits.memory
        if (resident() < FULL * most * MB) if most is not None else machine_used() < FULL:
            self.kept.append(town)
            self.towns = max(self.towns, len(self.kept))


def spread(months: Sequence[int], room: int) -> list[int]:
    """``months``, or as many of them as there is room for, at even distances."""
    if len(months) <= room:
        return list(months)
    return [months[(2 * at + 1) * len(months) // (2 * room)] for at in range(room)]


__all__ = ["TOWNS", "Kept", "Pasts", "spread"]
