"""What a worker is given for one run."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.run import Run

if TYPE_CHECKING:
    from sim.scenario import Scenario

Simulate = Callable[..., Any]


@dataclass(frozen=True)
class Recipe:
    """A scenario in the making: put together in the worker, where that holds nobody up."""

    base: bytes
    """A pickled scenario."""
    changes: tuple[tuple[str, Any], ...]
    """(dotted path, value)."""

    def scenario(self) -> Scenario:
        """Raises ``ScenarioError`` where the changes do not go together."""
        from sim.scenario import with_overrides

        return with_overrides(_unpickled(self.base), dict(self.changes))


@functools.lru_cache(maxsize=4)
def _unpickled(base: bytes) -> Scenario:
    found: Scenario = pickle.loads(base)
    return found


@dataclass(frozen=True)
class Branch:
    """Where a run parts from the runs before it, and where the runs after it part from it.

    A month stands for the town at its beginning, month 0 for the region as it is built.
    """

    start: int
    """Up to here the run before has the same past; -1: nothing."""
    keep: tuple[int, ...]
    """Months, in order, whose town runs after this one begin from."""
    names: tuple[tuple[int, str], ...]
    """Of the past up to ``start`` and up to each month of ``keep``, by month."""


@dataclass(frozen=True)
class Order:
    """Everything a worker needs for one run."""

    run: Run
    scenario: Scenario | Recipe
    threads: int = 1
    lives: int = 0
    simulate: Simulate | None = None
    """Stands in for :func:`sim.history.simulate` (tests)."""
    read: Callable[[Any], Any] | None = None
    """Takes from the history what is wanted, in the worker, where many runs would fill memory and pipes."""
    limits: Limits = NO_LIMITS
    branch: Branch | None = None
    """What it shares with other orders (:mod:`experiments.workers.forks`)."""
    position: int = 0
    """Position among the orders carried out together."""
    cell: int = 0
    """Its cell on the board."""
    asked: frozenset[str] | None = None
    """Names of the measures that ``read`` looks at, so that others need not be counted; None: all."""


__all__ = ["Branch", "Order", "Recipe", "Simulate"]
