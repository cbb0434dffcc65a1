"""Texts that are made now and said later, in whatever language is in force then.

What happens in a run is told in English, by a worker that knows nothing of its readers. A :class:`Told` is that English
text, and knows how it was put together: the same in data that JSON can hold, by which :func:`said` puts it together in
another language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.languages import SOURCE, _, filled, in_language, language, localised, ngettext
from sim.words import duration, figure, in_words, listed, month_and_year, ordinal

BETWEEN = ": "
"""In an entry of a log."""
Meaning = Any
"""A name or number as it is, or a list of a way of :data:`WAYS` and what it takes."""


class Told(str):
    """A text in English with its ``meaning``."""

    meaning: Meaning

    def __new__(cls, english: str, meaning: Meaning) -> Told:
        made = super().__new__(cls, english)
        made.meaning = meaning
        return made

    def __getnewargs__(self) -> tuple[str, Meaning]:  # type: ignore[override]
        return str(self), self.meaning


def tell(text: str, /, **values: Any) -> Told:
    """``text``, which is translated, with ``values`` in the place of its {names}: texts told, names, numbers."""
    return Told(filled(text, _english(values)), ["text", text, _meanings(values)])


def tell_many(one: str, many: str, number: int, /, **values: Any) -> Told:
    """As :func:`tell`, ``one`` or ``many`` by ``number``; {number} is it, in words where English would."""
    values = {"number": tell_number(number), **values}
    return Told(filled(one if number == 1 else many, _english(values)), ["many", one, many, number, _meanings(values)])


def tell_number(number: int, *, first: bool = False) -> Told:
    """ "three", "14"; ``first``: in a sentence, "Three"."""
    with in_language(SOURCE):
        words = in_words(number)
    return Told(words.capitalize() if first else words, ["number", number])


def tell_ordinal(number: int, *, first: bool = False) -> Told:
    """ "third"; ``first``: in a sentence, "Third"."""
    with in_language(SOURCE):
        words = ordinal(number)
    return Told(words.capitalize() if first else words, ["ordinal", number])


def tell_duration(months: int) -> Told:
    """ "two years and three months"."""
    with in_language(SOURCE):
        return Told(duration(months), ["duration", months])


def tell_list(parts: Sequence[str]) -> Told:
    """ "a, b and c"."""
    with in_language(SOURCE):
        return Told(listed(list(parts)), ["list", [meaning_of(part) for part in parts]])


def tell_clauses(*parts: str, between: str = ", ") -> Told:
    """Those of ``parts`` that are not empty, one after the other."""
    there = [part for part in parts if part]
    return Told(between.join(there), ["clauses", between, [meaning_of(part) for part in there]])


def told_of(who: str, what: Told) -> Told:
    """An entry of a town's log, "who: what"; without anybody ``what`` alone."""
    return tell_clauses(who, what, between=BETWEEN)


def who_and_what(entry: str) -> tuple[str, str]:
    """The two sides of an entry of a log; the first is empty where it has none."""
    if isinstance(entry, Told) and entry.meaning[0] == "clauses" and entry.meaning[1] == BETWEEN:
        *who, what = entry.meaning[2]
        return BETWEEN.join(who), told_again(entry.removeprefix(BETWEEN.join((*who, ""))), what)
    who_it_is, __, happened = entry.rpartition(BETWEEN)
    return who_it_is, happened


def tell_month(date: str) -> Told:
    """ "March 2012", of one written "2012-03"."""
    with in_language(SOURCE):
        return Told(month_and_year(date), ["month", date])


def meaning_of(text: Any) -> Meaning:
    """What can be kept in JSON of a text, told or a name, or of a number."""
    return text.meaning if isinstance(text, Told) else text


def told_again(english: str, meaning: Meaning = None) -> str:
    """A text as it was before it was kept; ``meaning`` None: none was kept."""
    return Told(english, meaning) if isinstance(meaning, list) else english


def said(text: str) -> str:
    """``text`` in the language in force; one that is not told stays as it is."""
    return _said(text.meaning) if isinstance(text, Told) and language() != SOURCE else str(text)


def _said(meaning: Meaning) -> str:
    if isinstance(meaning, str):
        return meaning
    if isinstance(meaning, int | float):
        return figure(meaning)
    way, *rest = meaning
    if way not in WAYS:
        raise ValueError(f"no text is made by {way!r}")
    return WAYS[way](*rest)


def _values(values: dict[str, Meaning]) -> dict[str, str]:
    return {name: _said(value) for name, value in values.items()}


def _english(values: dict[str, Any]) -> dict[str, str]:
    with in_language(SOURCE):
        return {name: str(value) if isinstance(value, str) else figure(value) for name, value in values.items()}


def _meanings(values: dict[str, Any]) -> dict[str, Meaning]:
    return {name: meaning_of(value) for name, value in values.items()}


WAYS: dict[str, Any] = {
    "text": lambda text, values: _(text, **_values(values)),
    "many": lambda one, many, number, values: ngettext(one, many, number, **_values(values)),
    "number": lambda number: localised(in_words(number)),
    "ordinal": ordinal,
    "duration": duration,
    "month": month_and_year,
    "list": lambda parts: listed([_said(part) for part in parts]),
    "clauses": lambda between, parts: between.join(_said(part) for part in parts),
}
"""How a text is made of what its meaning holds."""

__all__ = [
    "Meaning",
    "Told",
    "meaning_of",
    "said",
    "tell",
    "tell_clauses",
    "tell_duration",
    "tell_list",
    "tell_many",
    "tell_month",
    "tell_number",
    "tell_ordinal",
    "told_again",
    "told_of",
    "who_and_what",
]
