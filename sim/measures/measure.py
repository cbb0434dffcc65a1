"""What a measure is: one record that everything which tells of it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sim.measures.look import Look
    from sim.measures.recorder import Recorder

Kind = Literal["stock", "share", "mean", "flow", "sum"]
"""stock: how many there are; share: of some people or things, 0 to 1; mean: over people, places or an index;
flow: how many in the month; sum: money of the month."""
Form = Literal["share", "level", "count", "money"]
"""How a value is written: of 100, with decimals, whole, in SEK."""
Yearly = Literal["end", "sum", "mean"]
Counter = Callable[["Look", "Recorder"], None]
FORMS: dict[Kind, Form] = {"stock": "count", "flow": "count", "share": "share", "mean": "level", "sum": "money"}
OTHER, RESEARCH = 50, 90
"""Ranks of measures that lead no summary, and of those that only researchers ask for."""


@dataclass(frozen=True)
class Measure:
    """One row of the catalogue (:mod:`sim.measures.catalogue`)."""

    key: str
    """The one name it has: in tables, sweeps, files, Mesa's reporters and the browser."""
    label: str
    unit: str
    kind: Kind
    counted: str | Counter = ""
    """What takes it down: a function of :class:`~sim.measures.look.Look` and recorder, or where it is,
    "yearly:record_work". Empty for what :mod:`~sim.measures.cohorts` takes down and for views of another
    measure (``of``)."""
    every: Literal["month", "year"] = "month"
    of: str = ""
    """The measure that is taken down, where this is one group of it; empty: its own key."""
    group: str = "all"
    """The group that stands for it where one number is asked for."""
    groups: tuple[str, ...] = ()
    """Families of groups it is taken down by, besides place: keys of ``groups.FAMILIES``."""
    by_place: bool = True
    over_year: Literal["", "mean"] = ""
    """"mean": twelve months become their mean, whatever the kind says."""
    year: int = 0
    """Years after arrival, for shares of the retention curve."""
    short: str = ""
    """For the head of a small chart, where the label is too long."""
    phrase: str = ""
    """Completes "of 100 ``people``, 12 more …", "12 more …" or "0.3 more …"."""
    people: str = "newcomers"
    """Whom a share is of, in such a sentence."""
    one: str = ""
    """What one more of it is called, where money is divided by it: "additional newcomer in work"."""
    better: Literal["", "more", "less"] = ""
    """Which way is better; empty where that is for the reader to say."""
    signed: bool = False
    """Whether it may be below zero where its unit does not say so: a balance."""
    decimals: int | None = None
    """In tables by year; None: 0 for counts, money and shares of 100, 1 for clubs, places and years, 2 else."""
    rank: int = OTHER
    """Importance: 1 is said first in a summary; from RESEARCH on it stands in files and not in reports."""
    heading: str = ""
    """Of the report's table by year; empty: not there."""
    outcome: bool = False
    """Whether arms and points are compared by it (``compare``, ``sweep``)."""
    followed: bool = False
    """Whether comparisons follow it through time."""
    watched: bool = False
    """Whether it is looked at every month of a live run: a reporter of the Mesa model. What has a
    ``color`` is."""
    color: str = ""
    """Role in the theme of its picture on the live page; empty: not there."""

    @property
    def source(self) -> tuple[str, str]:
        """(measure, group) of the rows it is read from."""
        return self.of or self.key, self.group

    @property
    def form(self) -> Form:
        return FORMS[self.kind]

    @property
    def yearly(self) -> Yearly:
        """How twelve months become a year: the value at its end, the sum or the mean of its months."""
        if self.over_year:
            return self.over_year
        return "sum" if self.adds_up else "end"

    @property
    def adds_up(self) -> bool:
        """Whether months add up: over the run it is their sum, else the value at the end."""
        return self.kind in ("flow", "sum")

    @property
    def taken_down(self) -> bool:
        """Whether there are rows of its own name."""
        return not self.of and not self.year

    @property
    def unit_of_hundred(self) -> str:
        """The unit with shares in persons of a hundred: "of 100 aged 20–64"."""
        if self.kind != "share":
            return self.unit
        what = self.unit.removeprefix("share").removeprefix(" of").strip()
        return f"of 100 {what}".strip()

    @property
    def unit_of_run(self) -> str:
        """The unit of its value for a whole run."""
        if not self.adds_up:
            return self.unit
        return f"{self.unit} over the run" + (", undiscounted" if self.kind == "sum" else "")

    @property
    def digits(self) -> int:
        if self.decimals is not None:
            return self.decimals
        if self.unit in ("clubs", "places", "years"):
            return 1
        return 2 if self.kind == "mean" and self.unit != "ties" else 0


def describe(key: str, found: Any) -> Measure:
    """``found``, or for a measure that is not listed its own name and its value at the year's end."""
    return found if found is not None else Measure(key, key.replace("_", " ").capitalize(), "", "mean")
