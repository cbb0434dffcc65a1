"""Units as they stand on axes: shares of 100, money in million SEK."""

from __future__ import annotations

import textwrap

from experiments.outcomes.outcome import Headline
from sim.languages import N_, SOURCE, _, language, pgettext

SCALE = {"share": 100.0, "money": 1e-6}
UNITS = {"share": N_("of 100"), "money": N_("million SEK")}


def scale_of(headline: Headline) -> float:
    """What a value is multiplied with to stand on an axis."""
    return SCALE.get(headline.form, 1.0)


def unit_of(headline: Headline) -> str:
    """In a word or three."""
    if headline.form in UNITS:
        return _(UNITS[headline.form])
    if language() != SOURCE:
        return pgettext("unit", headline.unit)
    if headline.form == "count":
        return headline.unit.split()[0]
    return headline.unit.split(" (")[0].split(" per ")[0]


def in_lines(label: str, letters: int) -> str:
    """A label in lines of so many letters at most: units are longer in some languages than in English."""
    return textwrap.fill(label, letters)


def short_of(headline: Headline) -> str:
    return _(headline.short or headline.label)


__all__ = ["SCALE", "UNITS", "in_lines", "scale_of", "short_of", "unit_of"]
