"""What a map shows: a number for each place and year with its interval, and whether it can be told from none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from experiments.comparison.wording import in_unit, interval, signed
from experiments.outcomes.catalogue import Measure

Kind = Literal["level", "difference", "change"]
"""As it is; a policy against the base; against the start of the run."""


class Value(NamedTuple):
    """Of one place at one time; NaN: there is none."""

    mean: float
    low: float = math.nan
    high: float = math.nan

    @property
    def known(self) -> bool:
        return not math.isnan(self.mean)

    @property
    def told(self) -> bool:
        """Whether the interval excludes zero; not without an interval."""
        return self.low > 0 or self.high < 0


NONE = Value(math.nan)


@dataclass(frozen=True)
class Values:
    """An outcome of places."""

    row: Measure
    kind: Kind
    times: tuple[str, ...]
    """What each panel is of, as "end of 2029"; one empty text where there is nothing to say."""
    by_place: Mapping[str, tuple[Value, ...]]
    """By key of the place, a value for each of ``times``."""
    what: str
    """The run, or the policy and the base, in words."""
    certainty: str = ""
    """What intervals are, in words; empty: there are none."""
    notes: tuple[str, ...] = field(default=())
    tags: tuple[str, ...] = ("",)
    """Of ``times``, for names of columns: "2029"."""
    heading: str = ""
    counted_in: str = ""
    """What title and unit are where they do not follow from the outcome."""

    @property
    def known_share(self) -> float:
        """Share of the values that are known."""
        every = [value.known for values in self.by_place.values() for value in values]
        return sum(every) / len(every) if every else 0.0

    @property
    def diverging(self) -> bool:
        """Whether zero is the middle."""
        return self.kind != "level"

    @property
    def percent(self) -> bool:
        """Whether values are shares of what was there at the start."""
        return self.kind == "change" and self.row.form in ("count", "money")

    @property
    def title(self) -> str:
        """What is shown, as a title."""
        if self.heading:
            return self.heading
        label = self.row.label
        if self.kind == "difference":
            return f"{label}: difference"
        return f"{label}: change since the start" if self.kind == "change" else label

    @property
    def unit(self) -> str:
        """What the numbers of the legend are in."""
        if self.counted_in:
            return self.counted_in
        if self.percent:
            return "% of the number at the start"
        words = "SEK" if self.row.form == "money" else self.row.unit_of_hundred
        return f"{words}, difference" if self.kind == "difference" else words

    def number(self, value: float) -> str:
        """A value for a reader, as it stands in the legend."""
        if self.percent:
            return _sign(100 * value, f"{abs(100 * value):.1f}")
        return signed(self.row, value) if self.diverging else in_unit(self.row, value)

    def doubtful(self, value: Value) -> bool:
        """Whether a difference cannot be told from none; of one run nothing is known of that."""
        return self.diverging and bool(self.certainty) and value.known and not value.told

    def bare(self, value: Value) -> str:
        """Value and interval without a unit: "12 (8 to 16)"; of per cent with it, "+4.2 % (1.0 to 7.4)"."""
        if not value.known:
            return "no value"
        if self.percent:
            span = "" if math.isnan(value.low) else f" ({self.number(value.low)} to {self.number(value.high)})"
            return f"{self.number(value.mean)} %{span}"
        span = interval(self.row, value.low, value.high)
        return f"{self.number(value.mean)}{f' ({span})' if span else ''}"

    def words(self, value: Value) -> str:
        """Value, interval and unit: "12 (8 to 16) of 100 newcomers"."""
        plain = not value.known or self.percent or self.row.form == "money"
        return self.bare(value) if plain else f"{self.bare(value)} {self.row.unit_of_hundred}"

    def scaled(self, value: float) -> float:
        """A value as the legend counts it: shares are of 100."""
        return 100 * value if self.row.form == "share" or self.percent else value


def _sign(value: float, size: str) -> str:
    if not size.strip("0."):
        return size
    return f"+{size}" if value > 0 else f"−{size}"


__all__ = ["NONE", "Kind", "Value", "Values"]
