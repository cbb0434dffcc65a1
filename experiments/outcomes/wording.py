"""Numbers as a policy analyst reads them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from experiments.outcomes.intervals import Band


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


def significant(value: float, digits: int = 2) -> str:
    """Rounded to so many significant digits, written out: "0.31", "1,200"."""
    if not value or not math.isfinite(value):
        return "0" if value == 0 else plain(value)
    for _ in range(2):  # rounding may add a digit: 0.9996 is 1.00
        decimals = digits - 1 - math.floor(math.log10(abs(value)))
        value = round(value, decimals)
    return plain(value, max(0, decimals))


def money(value: float) -> str:
    """"850 SEK", "412,000 SEK", "1.23 million SEK": three significant digits."""
    if abs(value) >= 999_500:
        return f"{significant(value / 1e6, 3)} million SEK"
    return f"{significant(value, 3) if abs(value) >= 100 else plain(value, 0)} SEK"


def money_ranged(value: float, low: float, high: float) -> str:
    """"412,000 (350,000 to 480,000) SEK": all three in the unit of the first."""
    scale, unit = (1e6, "million SEK") if abs(value) >= 999_500 else (1.0, "SEK")
    parts = [significant(part / scale, 3) if abs(part / scale) >= 100 or scale > 1 else plain(part, 0)
             for part in (value, low, high)]
    return f"{parts[0]} ({parts[1]} to {parts[2]}) {unit}"


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


__all__ = [
    "amount", "count", "counted", "in_words", "listed", "money", "money_ranged", "of_hundred", "percent",
    "plain", "ranged", "significant", "years_in_words",
]
