"""Numbers and intervals as a policy analyst reads them. Months, lists and plurals are in ``sim.words``."""

from __future__ import annotations

import math

from experiments.outcomes.intervals import Band
from sim.words import counted, in_words, listed, month_and_year, plural, times, years_in_words


def count(value: float) -> str:
    """1,234 (a true minus sign below zero)."""
    return plain(value, 0)


def plain(value: float, digits: int = 1) -> str:
    """So many decimals, a true minus sign, and none before a zero."""
    text = f"{value:,.{digits}f}"
    return text.replace("-", "−") if text.strip("-0.,") else text.removeprefix("-")


def amount(value: float) -> str:
    """As :func:`plain`, without a decimal that says nothing."""
    return plain(value, 0 if float(value).is_integer() else 1)


def percent(value: float, digits: int = 0) -> str:
    return f"{plain(100 * value, digits)} %"


def ranged(values: Band, scale: float = 1.0, digits: int = 0) -> str:
    """ "74 (68 to 80)"; without an interval "74"."""
    mean, low, high = (float(part) * scale for part in values[:3])
    if math.isnan(mean):
        return "–"
    text = plain(mean, digits)
    if math.isnan(low):
        return text
    return f"{text} ({plain(low, digits)} to {plain(high, digits)})"


def of_hundred(values: Band) -> str:
    """A share as persons of a hundred: "74 (68 to 80)"."""
    return ranged(values, 100.0)


def significant(value: float, digits: int = 2) -> str:
    """Rounded to so many significant digits, written out: "0.31", "1,200"."""
    if not value or not math.isfinite(value):
        return "0" if value == 0 else plain(value)
    for _ in range(2):  # rounding may add a digit: 0.9996 is 1.00
        decimals = digits - 1 - math.floor(math.log10(abs(value)))
        value = round(value, decimals)
    return plain(value, max(0, decimals))


def money(value: float) -> str:
    """ "850 SEK", "412,000 SEK", "1.23 million SEK": three significant digits."""
    if abs(value) >= 999_500:
        return f"{significant(value / 1e6, 3)} million SEK"
    return f"{significant(value, 3) if abs(value) >= 100 else plain(value, 0)} SEK"


def money_ranged(value: float, low: float, high: float) -> str:
    """ "412,000 (350,000 to 480,000) SEK": all three in the unit of the first."""
    scale, unit = (1e6, "million SEK") if abs(value) >= 999_500 else (1.0, "SEK")
    parts = [
        significant(part / scale, 3) if abs(part / scale) >= 100 or scale > 1 else plain(part, 0)
        for part in (value, low, high)
    ]
    return f"{parts[0]} ({parts[1]} to {parts[2]}) {unit}"


def share_of_total(part: float) -> str:
    """A part of one, 0 to 1, as "35 %"; "–" where it is not known."""
    return "–" if math.isnan(part) else percent(part)


__all__ = [
    "amount",
    "count",
    "counted",
    "in_words",
    "listed",
    "money",
    "money_ranged",
    "month_and_year",
    "of_hundred",
    "percent",
    "plain",
    "plural",
    "ranged",
    "share_of_total",
    "significant",
    "times",
    "years_in_words",
]
