"""Numbers and intervals as a policy analyst reads them. Months, lists and plurals are in ``sim.words``."""

from __future__ import annotations

import math

from experiments.outcomes.intervals import Band
from sim.languages import _, localised, percent_sign, pgettext
from sim.words import counted, in_words, listed, month_and_year, plural, times, years_in_words


def count(value: float) -> str:
    """1,234 (a true minus sign below zero)."""
    return plain(value, 0)


def plain(value: float, digits: int = 1) -> str:
    """So many decimals, a true minus sign, and none before a zero."""
    text = f"{value:,.{digits}f}"
    return localised(text.replace("-", "−") if text.strip("-0.,") else text.removeprefix("-"))


def amount(value: float) -> str:
    """As :func:`plain`, without a decimal that says nothing."""
    return plain(value, 0 if float(value).is_integer() else 1)


def percent(value: float, digits: int = 0) -> str:
    return percent_sign(plain(100 * value, digits))


def ranged(values: Band, scale: float = 1.0, digits: int = 0) -> str:
    """ "74 (68 to 80)"; without an interval "74"."""
    mean, low, high = (float(part) * scale for part in values[:3])
    if math.isnan(mean):
        return "–"
    text = plain(mean, digits)
    if math.isnan(low):
        return text
    return f"{text} ({span(plain(low, digits), plain(high, digits))})"


def span(low: str, high: str) -> str:
    """ "68 to 80", of numbers as they are written."""
    if low.startswith("−") or high.startswith("−"):
        return signed_span(low, high)
    return _("{low} to {high}", low=low, high=high)


def signed_span(low: str, high: str) -> str:
    """ "+8 to +16", of numbers with their signs: a dash between them would be read as one more minus."""
    return pgettext("below zero", "{low} to {high}", low=low, high=high)


def of_hundred(values: Band) -> str:
    """A share as persons of a hundred: "74 (68 to 80)"."""
    return ranged(values, 100.0)


def significant(value: float, digits: int = 2) -> str:
    """Rounded to so many significant digits, written out: "0.31", "1,200"."""
    if not value or not math.isfinite(value):
        return "0" if value == 0 else plain(value)
    for __ in range(2):  # rounding may add a digit: 0.9996 is 1.00
        decimals = digits - 1 - math.floor(math.log10(abs(value)))
        value = round(value, decimals)
    return plain(value, max(0, decimals))


def money(value: float) -> str:
    """ "850 SEK", "412,000 SEK", "1.23 million SEK": three significant digits."""
    if abs(value) >= 999_500:
        return _("{amount} million SEK", amount=significant(value / 1e6, 3))
    return _("{amount} SEK", amount=significant(value, 3) if abs(value) >= 100 else plain(value, 0))


def money_ranged(value: float, low: float, high: float) -> str:
    """ "412,000 (350,000 to 480,000) SEK": all three in the unit of the first."""
    scale = 1e6 if abs(value) >= 999_500 else 1.0
    parts = [
        significant(part / scale, 3) if abs(part / scale) >= 100 or scale > 1 else plain(part, 0)
        for part in (value, low, high)
    ]
    amount = f"{parts[0]} ({span(parts[1], parts[2])})"
    return _("{amount} million SEK", amount=amount) if scale > 1 else _("{amount} SEK", amount=amount)


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
    "signed_span",
    "significant",
    "span",
    "times",
    "years_in_words",
]
