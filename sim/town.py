"""What a month's step is given: the state, the rules in force this month, the date, the seed.

A step may change the arrays in place and may replace ``town.state`` when arrays must grow; between
steps nothing else holds on to the arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sim import allocation
from sim.rules import rules_of
from sim.state import PEOPLE_MORE, State, Used
from sim.told import Told, told_of

if TYPE_CHECKING:
    from sim.rules import Rules
    from sim.scenario import Scenario

Made = TypeVar("Made")

GROUP_OF = {
    Used.PEOPLE: "people",
    Used.HOUSEHOLDS: "households",
    Used.HOMES: "homes",
    Used.FOCI: "foci",
    Used.CLUBS: "clubs",
    Used.JOBS: "jobs",
    Used.EMPLOYERS: "employers",
    Used.ENROLMENTS: "enrolments",
}


ROWS_OF = {
    "streams": "funding",
    "posts": "coordinators",
    "programmes": "programmes",
    "organisations": "organisations",
    "copies": "programmes",
}
"""Groups of the state that have a row for each entry of a field of the scenario."""


class _Under:
    """Rules by which one they are, and not by what stands in them: comparing all their fields would take too long."""

    __slots__ = ("rules",)

    def __init__(self, rules: Scenario) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return id(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Under) and other.rules is self.rules


def _made_under(town: Town, under: _Under, make: Callable[..., Made], *of: Hashable) -> Made:
    return make(town, under.rules, *of)


class Town:
    """A region in the middle of its life (one settlement or several)."""

    def __init__(
        self, *, scenario: Scenario, rules: Rules, state: State, seed: Any, month: int = 0, threads: int = 1
    ) -> None:
        self.scenario = scenario
        """As in force this month: levers applied."""
        self.rules = rules
        """The scenario's numbers, packed for kernels."""
        self.state = state
        self.threads = threads
        self.log: list[tuple[int, str]] = []
        """What happened to programmes and their money: (month, words)."""
        self.returned: dict[str, float] = {}
        """What streams of money gave back unspent this month [SEK], by key."""
        self.missing: dict[str, float] = {}
        """What was to be paid by a stream that had no money left for it this month [SEK], by key."""
        self._kept: dict[Any, Any] = {}
        self._kept_under: tuple[Any, Any] = (scenario, rules)
        state.clock.seed[0] = seed
        state.clock.month[0] = month

    @property
    def month(self) -> int:
        return int(self.state.clock.month[0])

    @month.setter
    def month(self, month: int) -> None:
        self.state.clock.month[0] = month

    @property
    def seed(self) -> np.uint64:
        return np.uint64(self.state.clock.seed[0])

    @property
    def used(self) -> np.ndarray[Any, Any]:
        """Rows taken of each group (int64, by :class:`Used`), to read and to add to."""
        used: np.ndarray[Any, Any] = self.state.clock.used[0]
        return used

    def copied(self) -> Town:
        """The same town with arrays and a log of its own, to go on with by other rules."""
        twin = Town(
            scenario=self.scenario,
            rules=self.rules,
            state=allocation.copied(self.state),
            seed=self.seed,
            month=self.month,
            threads=self.threads,
        )
        twin.log = list(self.log)
        twin.returned, twin.missing = dict(self.returned), dict(self.missing)
        return twin

    def goes_by(self, scenario: Scenario) -> None:
        """Put ``scenario``, in force this month, in the place of the present one: its rules, and a row for each
        of its streams of money, posts and programmes."""
        self.scenario, self.rules = scenario, rules_of(scenario)
        for group, field in ROWS_OF.items():
            self.state = allocation.resized(self.state, group, len(getattr(scenario, field)))

    def kept(self, make: Callable[..., Made], *of: Hashable) -> Made:
        """``make(town, *of)``, made once for all months that the rules in force hold.

        For what follows from the scenario, the rules and what the region was built with alone.
        """
        scenario, rules = self._kept_under
        if scenario is not self.scenario or rules is not self.rules:
            self._kept, self._kept_under = {}, (self.scenario, self.rules)
        kept, key = self._kept, (make, of)  # held on to: another thread may find other rules and begin anew
        try:
            made: Made = kept[key]
        except KeyError:
            made = kept[key] = make(self, *of)
        return made

    def kept_under(self, rules: Scenario, make: Callable[..., Made], *of: Hashable) -> Made:
        """``make(town, rules, *of)``, made once for all months that the rules in force hold: :meth:`kept`, for what
        other ``rules`` are compared with those in force."""
        return self.kept(_made_under, _Under(rules), make, *of)

    def log_event(self, what: Told, who: str = "") -> None:
        """Write down what became of a programme, a post or money (:func:`sim.told.tell`), and whose it is."""
        self.log.append((self.month, told_of(who, what)))

    def capacity(self, what: Used) -> int:
        if what is Used.SEATS:
            return int(self.state.foci.roster.shape[0])
        return int(getattr(self.state, GROUP_OF[what])[0].shape[0])

    def ensure_room(self, what: Used, more: int) -> None:
        """Have at least ``more`` unused rows. Where they lack the arrays grow by half, those of people by not more than
        ``PEOPLE_MORE`` rows."""
        needed = int(self.used[what]) + more
        capacity = self.capacity(what)
        if needed <= capacity:
            return
        by = min(capacity // 2, PEOPLE_MORE) if what is Used.PEOPLE else capacity // 2
        rows = max(needed, capacity + by)
        if what is Used.SEATS:
            self.state = allocation.grown_roster(self.state, rows)
            return
        for larger in allocation.growing(self.state, GROUP_OF[what], rows):
            self.state = larger  # which lets go of the one before, and so of a column


__all__ = ["GROUP_OF", "ROWS_OF", "Town", "Used"]
