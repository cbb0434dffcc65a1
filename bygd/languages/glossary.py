"""The glossary: a term of the project, and the word for it in each language (``glossary.csv``).

``checked`` is the term as a text of the source has it (a regular expression), ``sv_stem`` and the like are what its
translation then has at least one of, as words are inflected: parts between bars.
"""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path

from bygd.languages.counting import read, sources, texts
from bygd.practices.speaking import CONTEXT, QUOTED
from bygd.practices.speaking import texts as of_cards
from sim.languages import LANGUAGES, OTHERS

FILE = Path(__file__).with_name("glossary.csv")
EVERYDAY = {"run", "seed", "association, club", "employment service", "policy"}
"""Terms of the model whose English words mean other things as well in the prose of cards, which tells of the world: an
association runs a café, seed documents, sport clubs, a state's office of twenty years ago."""
OTHER = re.compile(r"\{[^{}]*\}|<code>.*?</code>")
"""What of a text are no words of it."""


@functools.cache
def terms() -> tuple[dict[str, str], ...]:
    """Rows: ``term``, a column a language, ``checked`` (whether translations are held against it), ``note``."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(row | {"en": row["term"]} for row in csv.DictReader(stream))


def missing_terms(code: str) -> list[str]:
    """Translations into ``code`` whose source has a term and that have no form of its word."""
    checked = [row for row in terms() if row["checked"]]
    prose = {message for _, message in of_cards()}
    found = []
    for held in read(code):
        if not held.id or held.fuzzy or not all(texts(held)):
            continue
        source = OTHER.sub(" ", " ".join(sources(held)))
        said = " ".join(texts(held)).casefold()
        of_a_card = held.context == CONTEXT or sources(held)[0] in prose
        everyday = EVERYDAY if of_a_card else ()
        source = QUOTED.sub(" ", source) if of_a_card else source
        for row in checked:
            if row["term"] in everyday:
                continue
            stems = [stem.strip().casefold() for stem in row[f"{code}_stem"].split("|")]
            if re.search(rf"\b{row['checked']}\b", source, re.IGNORECASE) and not any(stem in said for stem in stems):
                found.append(f"{row['term']}: {source[:60]!r} is {said[:60]!r}, wanted is one of {stems}")
    return found


def table() -> str:
    """The glossary in Markdown, for docs/languages.md."""
    head = ["Term", *(LANGUAGES[code][0].capitalize() for code in OTHERS), "Note"]
    rows = [[row["term"], *(row[code] for code in OTHERS), row["note"]] for row in terms()]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


__all__ = ["missing_terms", "table", "terms"]
