"""How much of the work runs have in common: foreseen from their orders, and counted from their outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from experiments.workers.forks import NOTHING, planned
from experiments.workers.order import Order
from experiments.workers.run import Outcome


class Shared(NamedTuple):
    """Months that runs ask for, and how many of them are simulated."""

    runs: int = 0
    asked: int = 0
    simulated: int = 0
    regions: int = 0
    """Regions built; 0 where that is not known."""

    @property
    def saved(self) -> float:
        """Share of the months asked for that need not be simulated."""
        return 1.0 - self.simulated / self.asked if self.asked else 0.0

    def plus(self, other: Shared) -> Shared:
        return Shared(*(one + more for one, more in zip(self, other, strict=True)))

    def words(self) -> str:
        """A clause on what is saved; empty where that is nothing."""
        if self.simulated >= self.asked and self.regions >= self.runs:
            return ""
        found = f"shared pasts save {self.saved:.0%} of {self.asked:,} months"
        return f"{found}; {self.regions:,} regions are built for {self.runs:,} runs" if self.regions else found

    def entry(self) -> dict[str, Any]:
        """As it stands in a manifest."""
        return {"months_asked": self.asked, "months_simulated": self.simulated, "saved": round(self.saved, 4)}


def foreseen(orders: Iterable[Order]) -> Shared:
    """What is saved of ``orders``, all by one worker."""
    runs = asked = simulated = regions = 0
    for each in planned(orders):
        for order in each:
            start = NOTHING if order.branch is None else order.branch.start
            runs, asked = runs + 1, asked + order.run.months
            simulated += order.run.months - max(0, start)
            regions += start == NOTHING
    return Shared(runs, asked, simulated, regions)


def counted(outcomes: Iterable[Outcome]) -> Shared:
    """What was saved in the runs simulated now, those that failed left out."""
    done = [outcome for outcome in outcomes if not outcome.failed and outcome.seconds > 0.0]
    asked = sum(outcome.run.months for outcome in done)
    return Shared(len(done), asked, asked - sum(outcome.taken_over for outcome in done))


__all__ = ["Shared", "counted", "foreseen"]
