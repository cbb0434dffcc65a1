"""How much of the template each language has: translated, fuzzy (not used until somebody is sure), not translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from sim.languages import FOLDER, LANGUAGES, OTHERS

NAMED = re.compile(r"\{[^{}]*\}")
"""Places where values go."""
MARKUP = re.compile(r"</?[a-z]+>")


class Count(NamedTuple):
    """Of the messages of the template."""

    language: str
    translated: int
    fuzzy: int
    missing: int

    @property
    def share(self) -> float:
        return self.translated / max(1, self.translated + self.fuzzy + self.missing)


def read(code: str, folder: Path = FOLDER) -> Catalog:
    """The catalogue of a language; an empty one where there is no file."""
    file = folder / f"{code}.po"
    if not file.exists():
        return Catalog(locale=code)
    with file.open("rb") as stream:
        return read_po(stream, locale=code)


def counts(made: Catalog, folder: Path = FOLDER) -> tuple[Count, ...]:
    """By language, of the template ``made``."""
    found = []
    for code in OTHERS:
        there, translated, fuzzy = read(code, folder), 0, 0
        wanted = [one for one in made if one.id]
        for one in wanted:
            held = there.get(sources(one)[0], context=one.context)
            if held is not None and complete(held):
                translated, fuzzy = translated + (not held.fuzzy), fuzzy + held.fuzzy
        found.append(Count(code, translated, fuzzy, len(wanted) - translated - fuzzy))
    return tuple(found)


def sources(held: Message) -> tuple[str, ...]:
    """Its text in the code: one, or those for one and for several."""
    return tuple(held.id) if isinstance(held.id, (tuple, list)) else (str(held.id),)


def texts(held: Message) -> Sequence[str]:
    """Its translations: one, or one a plural form."""
    return held.string if isinstance(held.string, (tuple, list)) else (held.string or "",)


def complete(held: Message) -> bool:
    return all(texts(held))


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong with translations: other places for values, other markup, plural forms that are missing."""
    for held in catalogue:
        if not held.id or not any(texts(held)):
            continue
        ids = sources(held)
        if len(ids) > 1 and (len(texts(held)) != catalogue.num_plurals or not complete(held)):
            yield f"{ids[0]!r}: {catalogue.num_plurals} plural forms are wanted"
        for pattern in (NAMED, MARKUP):
            wanted = [sorted(pattern.findall(each)) for each in ids]
            for text in filter(None, texts(held)):
                if sorted(pattern.findall(text)) not in wanted:
                    yield f"{ids[0]!r}: {text!r} has {pattern.findall(text)}, wanted is {wanted[-1]}"


def table(found: Sequence[Count]) -> str:
    """In words for a terminal."""
    lines = [f"{'':<12}{'translated':>11}{'fuzzy':>8}{'missing':>9}{'share':>8}"]
    lines += [
        f"{LANGUAGES[code][1]:<12}{translated:>11,}{fuzzy:>8,}{missing:>9,}{100 * one.share:>6.0f} %"
        for one in found
        for code, translated, fuzzy, missing in [one]
    ]
    return "\n".join(lines)


__all__ = ["Count", "complete", "counts", "faults", "read", "sources", "table", "texts"]
