"""The numbers watched month by month: how the catalogue's measures are shown live, and taking them down."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.languages import _, localised, pgettext
from sim.measures.catalogue import pictured
from sim.measures.counting import observed
from sim.measures.measure import Measure as Row

SCALES = {"share": 100.0, "money": 1e-3}


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
    better: str = ""
    """Which way is better: "more", "less", or empty where that is for the reader to say."""

    def shown(self, value: float) -> str:
        """A recorded value as people read it."""
        if value != value:
            return "–"
        return localised(f"{value * self.scale:,.{self.decimals}f}")


def shown_as(row: Row) -> Measure:
    """How a row of the catalogue is shown on the live page, in the language in force."""
    unit = "thousand SEK" if row.form == "money" else row.unit_of_hundred.partition(" (")[0]
    unit = f"{unit} a month" if row.adds_up else unit
    return Measure(
        row.key,
        _(row.short or row.label),
        pgettext("unit", unit),
        SCALES.get(row.form, 1.0),
        1 if row.form == "level" else 0,
        row.color,
        row.better,
    )


def measures() -> tuple[Measure, ...]:
    """What has a picture on the page, in its order."""
    return tuple(shown_as(row) for row in pictured())


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


__all__ = ["Measure", "Series", "measures", "observed"]
