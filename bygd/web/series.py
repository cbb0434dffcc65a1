"""The numbers watched month by month: which they are, and taking them down."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sim.codes import Status
from sim.measures import headline
from sim.measures.civil import spent_in_month
from sim.town import Town, Used


@dataclass(frozen=True)
class Measure:
    """One live series. ``scale`` times the recorded value is what people read."""

    key: str
    title: str
    unit: str
    scale: float = 1.0
    decimals: int = 0
    color: str = "blue"
    """Role in :mod:`experiments.figures.theme`."""

    def shown(self, value: float) -> str:
        """A recorded value as people read it."""
        if value != value:
            return "–"
        return f"{value * self.scale:,.{self.decimals}f}"


MEASURES = (
    Measure("newcomers", "Newcomers here", "persons", color="vermilion"),
    Measure("local_friends", "Local friends", "per adult newcomer", decimals=1),
    Measure("employed_newcomers", "Newcomers in work", "of 100 aged 20–64", 100, color="green"),
    Measure("isolated", "Without a local friend", "of 100 adult newcomers", 100, color="orange"),
    Measure("clubs_open", "Clubs open", "clubs", color="purple"),
    Measure("volunteers", "Volunteers", "locals ready to help", color="sky"),
    Measure("spent", "Money", "thousand SEK a month", 1e-3, color="grey"),
)
"""In the order of the page."""


def observed(town: Town) -> dict[str, float]:
    """The watched numbers of a town as it stands, by key of :data:`MEASURES`, and its population."""
    return {**headline(town), **beside(town)}


def beside(town: Town) -> dict[str, float]:
    """``volunteers`` ready to help, and what programmes, posts and
    levers cost in the month just lived [SEK]."""
    state, used = town.state, int(town.used[Used.PEOPLE])
    ready = (state.civic.ready[:used] == 1) & (state.people.status[:used] == Status.HERE)
    return {
        "volunteers": float(np.count_nonzero(ready)),
        "spent": spent_in_month(town),
    }


@dataclass
class Series:
    """What has been taken down: position k holds the state after k months, 0 the beginning."""

    values: dict[str, list[float]] = field(default_factory=dict)

    def take(self, month: int, found: dict[str, float]) -> None:
        """The numbers after ``month`` months, in place of any taken down for that month or later."""
        for key, value in found.items():
            held = self.values.setdefault(key, [])
            del held[month:]
            held.append(value)

    def of(self, key: str) -> list[float]:
        return self.values.get(key, [])

    def __len__(self) -> int:
        return len(next(iter(self.values.values()), ()))

    def copy(self) -> Series:
        return Series({key: list(held) for key, held in self.values.items()})


__all__ = ["MEASURES", "Measure", "Series", "observed"]
