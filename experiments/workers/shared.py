"""How much of the work runs have in common: foreseen from their orders, and counted from their outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from experiments.workers.forks import NOTHING, Looks, planned
from experiments.workers.order import Order
from experiments.workers.run import Outcome
from sim import words


class Shared(NamedTuple):
    """Months that runs ask for, and how many of them are simulated; regions that are built."""

    runs: int = 0
    asked: int = 0
    simulated: int = 0
    regions: int = 0
    towns: int = 0
    """Towns that one worker kept for others at most; 0 where that is not known."""

    @property
    def saved(self) -> float:
        """Share of the months asked for that need not be simulated."""
        return 1.0 - self.simulated / self.asked if self.asked else 0.0

    def plus(self, other: Shared) -> Shared:
        whole = Shared(*(one + more for one, more in zip(self, other, strict=True)))
        return whole._replace(towns=max(self.towns, other.towns))

    def times(self, factor: float) -> Shared:
        """Of ``factor`` times as many runs."""
        return Shared(*(round(each * factor) for each in self))._replace(towns=self.towns)

    @property
    def any(self) -> bool:
        """Whether anything is saved."""
        return self.simulated < self.asked or self.regions < self.runs

    def words(self) -> str:
        """A clause on what is saved."""
        if not self.any:
            months = words.counted(self.asked, "month", "months")
            regions = words.counted(self.regions, "region", "regions")
            return f"no runs share a past: {months} to simulate, {regions} to build"
        regions = words.counted(self.regions, "region is", "regions are")
        built = f"{regions} built for {words.counted(self.runs, 'run', 'runs')}"
        share = f" {self.saved:.0%}" if self.saved >= 0.005 else ""
        asked = words.counted(self.asked, "month", "months")
        return f"shared pasts save{share}: {self.simulated:,} of {asked} simulated; {built}"

    def entry(self) -> dict[str, Any]:
        """As it stands in a manifest."""
        return {
            "runs": self.runs,
            "months_asked": self.asked,
            "months_simulated": self.simulated,
            "saved": round(self.saved, 4),
            "regions_built": self.regions,
            **({"towns_kept": self.towns} if self.towns else {}),
        }


def foreseen(orders: Iterable[Order], look: Looks | None = None) -> Shared:
    """What is saved of ``orders``, all by one worker. ``look`` remembers their pasts."""
    runs = asked = simulated = regions = 0
    for each in planned(orders, look):
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
    return Shared(
        len(done),
        asked,
        asked - sum(outcome.taken_over for outcome in done),
        sum(outcome.built for outcome in done),
        max((outcome.towns for outcome in done), default=0),
    )


def extrapolated(looked_at: Shared, first_half: Shared, runs: int) -> Shared:
    """Of ``runs``, of which ``looked_at`` are the first: the rest costs what the second half of these does."""
    later = looked_at.runs - first_half.runs
    if runs <= looked_at.runs or later <= 0:
        return looked_at.times(runs / max(1, looked_at.runs))
    rest = (runs - looked_at.runs) / later
    grown = [round(most + (most - half) * rest) for most, half in zip(looked_at, first_half, strict=True)]
    return Shared(*grown)._replace(runs=runs)


__all__ = ["Looks", "Shared", "counted", "extrapolated", "foreseen"]
