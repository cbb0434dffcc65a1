"""A look at a region at the end of a month: who is here and whom they know, each counted once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from sim.codes import Sex, Status
from sim.measures.network import FriendCounts, count_friends
from sim.measures.recorder import Array
from sim.measures.tally import tally_homes, tally_people
from sim.town import Town, Used

Found = TypeVar("Found")


class Roll:
    """Who is here, as columns over the rows in use."""

    def __init__(self, town: Town) -> None:
        used = int(town.used[Used.PEOPLE])
        people = town.state.people
        self.used = used
        self.here = people.status[:used] == Status.HERE
        self.age = (town.month - people.birth[:used]) / 12.0
        self.place = people.place[:used]
        self.newcomer = (people.newcomer[:used] == 1) & self.here
        self.local = (people.newcomer[:used] == 0) & self.here
        self.woman = people.sex[:used] == Sex.WOMAN
        self.adult = self.here & (self.age >= 18)
        self.working_age = self.here & (self.age >= 20) & (self.age < 65)
        self.schooling = people.schooling[:used]
        self.employed: Array = town.state.work.job[:used] >= 0

    def groups(self, among: Array) -> dict[str, Array]:
        """Locals, newcomers, and newcomers by sex of those ``among``."""
        newcomers = self.newcomer & among
        return {
            "locals": self.local & among,
            "newcomers": newcomers,
            "newcomer_women": newcomers & self.woman,
            "newcomer_men": newcomers & ~self.woman,
        }


class Look:
    """What measures are counted from; good until the town goes on."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._kept: dict[Hashable, Any] = {}

    def kept(self, name: Hashable, found: Callable[[Look], Found]) -> Found:
        """What ``found`` finds, asked once a look; ``name``: the same for the same question."""
        if name not in self._kept:
            self._kept[name] = found(self)
        answer: Found = self._kept[name]
        return answer

    @cached_property
    def roll(self) -> Roll:
        return Roll(self.town)

    @cached_property
    def tally(self) -> Array:
        """People by what is counted of them every month (int64, rows of :class:`sim.measures.tally.Counted` x P)."""
        town = self.town
        counted: Array = tally_people(town.state, town.rules)
        return counted

    @cached_property
    def homes(self) -> Array:
        """Homes that stand, by :class:`sim.measures.tally.HomeCount`, tenure and place (int64, 3 x 3 x P)."""
        counted: Array = tally_homes(self.town.state)
        return counted

    @cached_property
    def friends(self) -> FriendCounts:
        """Friends of everybody (n,), int32."""
        return FriendCounts(*count_friends(self.town.state, self.town.rules))
