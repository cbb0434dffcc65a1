"""What a map shows: a number for each place and year with its interval, and whether it can be told from none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from experiments.comparison.phrases import unit_words
from experiments.comparison.wording import in_unit, interval, signed
from experiments.outcomes.catalogue import Measure
from experiments.outcomes.wording import plain, span
from sim.languages import SOURCE, _, language, percent_sign

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
        label = _(self.row.label)
        if self.kind == "difference":
            return _("{outcome}: difference", outcome=label)
        return _("{outcome}: change since the start", outcome=label) if self.kind == "change" else label

    @property
    def unit(self) -> str:
        """What the numbers of the legend are in."""
        if self.counted_in:
            return self.counted_in
        if self.percent:
            return _("% of the number at the start")
        words = _("SEK") if self.row.form == "money" else unit_of(self.row)
        return _("{unit}, difference", unit=words) if self.kind == "difference" else words

    def number(self, value: float) -> str:
        """A value for a reader, as it stands in the legend."""
        if self.percent:
            return _sign(100 * value, plain(abs(100 * value)))
        return signed(self.row, value) if self.diverging else in_unit(self.row, value)

    def doubtful(self, value: Value) -> bool:
        """Whether a difference cannot be told from none; of one run nothing is known of that."""
        return self.diverging and bool(self.certainty) and value.known and not value.told

    def bare(self, value: Value) -> str:
        """Value and interval without a unit: "12 (8 to 16)"; of per cent with it, "+4.2 % (1.0 to 7.4)"."""
        if not value.known:
            return _("no value")
        if self.percent:
            around = "" if math.isnan(value.low) else span(self.number(value.low), self.number(value.high))
            return f"{percent_sign(self.number(value.mean))}{f' ({around})' if around else ''}"
        around = interval(self.row, value.low, value.high)
        return f"{self.number(value.mean)}{f' ({around})' if around else ''}"

    def words(self, value: Value) -> str:
        """Value, interval and unit: "12 (8 to 16) of 100 newcomers"."""
        alone = not value.known or self.percent or self.row.form == "money"
        return self.bare(value) if alone else f"{self.bare(value)} {unit_of(self.row)}"

    def scaled(self, value: float) -> float:
        """A value as the legend counts it: shares are of 100."""
        return 100 * value if self.row.form == "share" or self.percent else value


def unit_of(row: Measure) -> str:
    """What a number of ``row`` is of: "of 100 newcomers"; in other languages than English as reports say it."""
    return row.unit_of_hundred if language() == SOURCE else unit_words(row).strip()


def _sign(value: float, size: str) -> str:
    if not size.strip("0.,"):
        return size
    return f"+{size}" if value > 0 else f"−{size}"


__all__ = ["NONE", "Kind", "Value", "Values"]
