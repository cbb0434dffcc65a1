"""Whole sentences of the outcomes that lead a report, so that each can be translated as one.

"Of 100 newcomers, {size} more are still here after five years." is put together from the outcome's row of the
catalogue: in English nothing else is needed. In another language the sentence is looked up whole; where it is not
translated a general one says the same by the outcome's label.
"""

from __future__ import annotations

from collections.abc import Iterator

from experiments.outcomes.outcome import BY_KEY, Headline
from sim.languages import _, pgettext, translated

SIZE = "{size}"
MOST = 14
"""Rank of the last outcome with sentences of its own in every language."""


def whole(headline: Headline, more: bool) -> str:
    """The English sentence of a difference above (or below) zero, with :data:`SIZE` in the place of the number."""
    if headline.form == "money":
        return f"{SIZE} {'more' if more else 'less'} {headline.phrase}."
    said = "more" if more else "fewer"
    if headline.form == "share":
        return f"Of 100 {headline.people}, {SIZE} {said} {headline.phrase}."
    countable = headline.form == "count" or headline.key == "local_friends"
    return f"{SIZE} {said if countable or more else 'less'} {headline.phrase}."


def said_whole(headline: Headline, more: bool, size: str) -> str:
    """The sentence in the language in force; empty where it has none."""
    text = whole(headline, more)
    return _(text).replace(SIZE, size) if translated(text) else ""


def unit_words(headline: Headline) -> str:
    """What follows a number of this outcome: " of 100", " persons"; nothing for money, which has its own."""
    if headline.form == "money":
        return ""
    if headline.form == "share":
        return " " + _("of 100")
    unit = unit_alone(headline)
    said = pgettext("unit", unit)
    return " " + (_("on a scale from {unit}", unit=said) if unit[0] in "−0123456789" else said)


def unit_alone(headline: Headline) -> str:
    """Of the value for a whole run, without what stands in brackets behind it."""
    return headline.unit_of_run.partition(" (")[0]


def whole_sentences() -> Iterator[tuple[str, str, str]]:
    """(where, context, message) of all that is put together here."""
    for row in BY_KEY.values():
        if row.rank <= MOST and row.phrase:
            yield from (("phrases", "", whole(row, more)) for more in (True, False))
        if row.form not in ("share", "money"):
            yield "phrases", "unit", unit_alone(row)


__all__ = ["said_whole", "unit_alone", "unit_words", "whole", "whole_sentences"]
