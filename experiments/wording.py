"""Numbers as a policy analyst reads them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.intervals import Band


def count(value: float) -> str:
    """1,234 (a true minus sign below zero)."""
    return f"{value:,.0f}".replace("-", "−")


def plain(value: float, digits: int = 1) -> str:
    return f"{value:,.{digits}f}".replace("-", "−")


def amount(value: float) -> str:
    """As :func:`plain`, without a decimal that says nothing."""
    return plain(value, 0 if float(value).is_integer() else 1)


def percent(value: float, digits: int = 0) -> str:
    return f"{100 * value:,.{digits}f} %".replace("-", "−")


def ranged(values: Band, scale: float = 1.0, digits: int = 0) -> str:
    """"74 (68 to 80)"; without an interval "74"."""
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


def money(value: float) -> str:
    """"1.2 million SEK", "342 thousand SEK", "820 SEK"."""
    if abs(value) >= 1e6:
        return f"{plain(value / 1e6)} million SEK"
    return f"{count(value / 1e3)} thousand SEK" if abs(value) >= 1e4 else f"{count(value)} SEK"


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def listed(parts: Sequence[str]) -> str:
    """"a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve")


def in_words(number: int) -> str:
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def years_in_words(months: int) -> str:
    """"five years", "18 months"."""
    if months % 12 == 0:
        years = months // 12
        return f"{in_words(years)} {'year' if years == 1 else 'years'}"
    return f"{months} months"


__all__ = ["amount", "count", "counted", "in_words", "listed", "money", "of_hundred", "percent", "plain",
           "ranged", "years_in_words"]
