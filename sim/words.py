"""Words that every part of the project writes alike: months, numbers, lists, one and many.

In the language in force (:mod:`sim.languages`): English, unless a report is asked for in another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from sim.languages import N_, SOURCE, _, in_a_list, language, localised, month_of_year, ngettext

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

SECTORS = {
    "primary": N_("farming and forestry"),
    "industry": N_("industry"),
    "building": N_("building"),
    "trade": N_("trade and transport"),
    "public": N_("administration and education"),
    "care": N_("care"),
    "business": N_("business services"),
}
"""Sectors in words, by the name a site gives."""


def month_and_year(date: str) -> str:
    """ "2013-05" as "May 2013"."""
    year, month = date.split("-")
    if language() != SOURCE:
        return month_of_year(int(year), int(month))
    return f"{MONTHS[int(month) - 1]} {year}"


def short_month_and_year(date: str) -> str:
    """ "2013-05" as "May 2013", "2013-12" as "Dec 2013"."""
    year, month = date.split("-")
    if language() != SOURCE:
        return month_of_year(int(year), int(month), "yMMM")
    return f"{MONTHS[int(month) - 1][:3]} {year}"


def listed(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if language() != SOURCE:
        return in_a_list(list(parts)) if parts else ""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def plural(number: float, one: str, many: str) -> str:
    """The noun alone: ``one`` for exactly one, ``many`` otherwise."""
    return ngettext(one, many, number)


def counted(number: int, one: str, many: str) -> str:
    """ "1 run", "1,200 runs"."""
    return f"{localised(f'{number:,}')} {plural(number, one, many)}"


def lower_first(text: str) -> str:
    """A label, or a sentence, within another sentence."""
    return text[:1].lower() + text[1:]


def written(value: float, digits: int = 6) -> str:
    """A number as a file or a user writes it, with so many significant digits at most and every digit before
    the point: "2700000", "-0.31"; never with an exponent."""
    if not math.isfinite(value):
        return str(value)
    whole = len(str(int(abs(value))))
    return format(Decimal(f"{value + 0.0:.{max(digits, whole)}g}"), "f")  # no minus sign before zero


def figure(value: float, digits: int = 6) -> str:
    """As :func:`written`, for a reader: "2,700,000", "−0.31"."""
    text = written(value, digits)
    sign, size = ("−", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = size.partition(".")
    return localised(f"{sign}{int(whole):,}{point}{rest}") if whole.isdigit() else f"{sign}{size}"


def signed(value: float, digits: int = 6) -> str:
    """As :func:`figure`, with a plus sign above zero."""
    return f"{'+' if value > 0 else ''}{figure(value, digits)}"


def measured(number: float, one: str, many: str) -> str:
    """A number that need not be whole, with its noun: "1 hour", "2.5 hours", "1,200 hours"."""
    return f"{figure(number)} {plural(number, one, many)}"


def in_words(number: int) -> str:
    """ "no", "one" … "twelve", then figures; figures alone where number words have genders or cases."""
    if language() != SOURCE:
        return localised(f"{number:,}")
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def ordinal(number: int) -> str:
    """ "first" … "tenth", then "11th", "21st"; "2." where number words have genders or cases."""
    if language() != SOURCE:
        return f"{number}."
    if 0 < number < len(ORDINALS):
        return ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def times(number: int) -> str:
    """ "once", "twice", "eight times"."""
    if number in (1, 2):
        return _("once") if number == 1 else _("twice")
    return ngettext("{number} time", "{number} times", number, number=in_words(number))


def years_in_words(months: int) -> str:
    """ "five years", "18 months"."""
    if months % 12 == 0:
        return f"{in_words(months // 12)} {plural(months // 12, 'year', 'years')}"
    return counted(months, "month", "months")


def duration(months: int) -> str:
    """ "five months", "two years and three months"."""
    years, rest = divmod(months, 12)
    parts = ((years, "year", "years"), (rest, "month", "months"))
    spoken = [f"{in_words(count)} {plural(count, one, many)}" for count, one, many in parts if count]
    return listed(spoken) or _("less than a month")
