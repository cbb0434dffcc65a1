"""What a worker remembers from one run to the next: towns at the months where others part from them.

Orders come in an order (:mod:`experiments.workers.forks`) in which a run that shares a past with others follows on
them, so a stack is enough: what does not lie on the way of the present run lies on that of none to come. A worker
that has nothing (a fresh one, one that took others' orders over) simulates from the start: memory changes how
long a run takes, never what it is.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.workers.limits import MB, resident
from experiments.workers.order import Branch, Order, Simulate

if TYPE_CHECKING:
    from sim.history import History
    from sim.scenario import Scenario
    from sim.simulation import Simulation
    from sim.town import Town

FULL = 0.8
"""Of the memory a run may take, the share beyond which no town is kept any more."""


@dataclass(frozen=True)
class Kept:
    """A town at the beginning of a month; for month 0, the region as it was built."""

    month: int
    name: str
    simulation: Simulation | None
    region: Town | None = None


class Pasts:
    """The towns kept, each a later month of the past of the one before it."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.taken_over = 0
        """Months that the last run did not have to simulate."""

    def simulate(self, order: Order) -> Simulate:
        """Stands in for :func:`sim.history.simulate`, for one order with a branch."""
        return functools.partial(self._simulate, order)

    def _simulate(
        self, order: Order, scenario: Scenario, seed: int, *, threads: int, months: int, lives: int, progress: Any
    ) -> History:
        branch, self.taken_over = order.branch, 0
        assert branch is not None and not lives
        simulation = self._begun(branch, order, scenario, seed, threads, months, progress)
        self.taken_over = simulation.month
        if simulation.month:
            progress(simulation.month, months)
        for month in branch.keep:
            if month > simulation.month:
                simulation.advance(month, progress=progress)
                self._keep(order, Kept(month, dict(branch.names)[month], simulation.going_on(scenario, months=months)))
        return simulation.advance(progress=progress).history()

    def _begun(
        self, branch: Branch, order: Order, scenario: Scenario, seed: int, threads: int, months: int, progress: Any
    ) -> Simulation:
        """As far as what is kept goes."""
        from sim.beginning import begin
        from sim.region import refuse_impossible
        from sim.simulation import Simulation, building

        names = dict(branch.names)
        while self.kept and names.get(self.kept[-1].month) != self.kept[-1].name:
            self.kept.pop()
        if not self.kept and 0 in names:
            region = begin(scenario, seed, threads=threads, built=building(progress, months))
            if 0 in branch.keep:
                self._keep(order, Kept(0, names[0], None, region))
            return Simulation(scenario, seed, threads=threads, months=months, region=region)
        if not self.kept:
            return Simulation(scenario, seed, threads=threads, months=months, progress=progress)
        last = self.kept[-1]
        if last.month not in branch.keep:
            self.kept.pop()
        if last.simulation is None:
            return Simulation(scenario, seed, threads=threads, months=months, region=last.region)
        refuse_impossible(scenario)
        return last.simulation.going_on(scenario, months=months)

    def _keep(self, order: Order, town: Kept) -> None:
        """Unless memory is short: then those who come to it simulate it again."""
        if order.limits.memory is None or resident() < FULL * order.limits.memory * MB:
            self.kept.append(town)


__all__ = ["Kept", "Pasts"]
