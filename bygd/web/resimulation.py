"""Simulating a scenario once more, for pages that look closer than measures do.

The same scenario and seed give the same history, so what is looked at now is what was watched on the
Town page, month for month.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bygd.web.background import Teller
from sim.languages import _

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.town import Town

T = TypeVar("T")
KEPT = 8
"""Results kept for pages opened again: each is small beside the town it was read from."""
BUILDING = 0.1
"""The part of the progress bar that stands for building the region."""


def begun(scenario: Scenario, seed: int, teller: Teller) -> Town:
    """The region before its first month. Raises ``ScenarioError`` where it cannot be built."""
    from sim.history import begin

    teller(0.0, _("building the region"))
    return begin(scenario, seed, built=lambda part: teller(BUILDING * part, _("building the region")))


def months_of(town: Town, months: int, teller: Teller) -> Iterator[int]:
    """Live ``months`` months, yielding after each which one it was, from 0. Stops where ``teller`` does."""
    from sim.schedule import month as live_a_month

    for month in range(months):
        live_a_month(town)
        words = _("simulating {month}", month=town.scenario.date_of(month))
        teller(BUILDING + (1 - BUILDING) * (month + 1) / months, words)
        yield month


class Shelf(Generic[T]):
    """The last few results, for all sessions: equal questions have equal answers, and nobody changes them."""

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is held under ``key``; made, and held, where nothing is. Two who ask at once both make it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            self._held.move_to_end(key)
            while len(self._held) > self.kept:
                self._held.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._held)


def key_of(scenario: Scenario, seed: int, months: int, *more: Any) -> tuple[Hashable, ...]:
    """What tells one re-living from another. Titles and names count: they are shown."""
    return (scenario.digest(), scenario.title, int(seed), int(months), *more)


__all__ = ["Shelf", "begun", "key_of", "months_of"]
