"""A card in the language in force.

What the project itself says of a practice is translated; a quotation stands in the language of its source, and so do
names of sources. On a page both are marked as English, and so is a text that has no translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bygd.practices.cards import EVIDENCE, FACTS, GROUPS, SEEDS, Card, benchmarks_of
from calibration.programmes.cases import told as cases_told
from sim.languages import SOURCE, _, language, pgettext, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

QUOTED = re.compile(r'"[^"]*"')
CONTEXT = "card"
"""Of heads and kinds of evidence in the catalogues: words as short as these stand for other things elsewhere."""
Say = Callable[[str], str]
"""Given a text of the cards in English, how it is said: :func:`in_words` or :func:`marked`."""


def has_words(text: str) -> bool:
    """Whether there is something to translate in it: a year alone has none."""
    return any(letter.isalpha() for letter in text)


def in_words(text: str) -> str:
    """A text of the cards in the language in force."""
    return _(text) if has_words(text) else text


def marked(text: str) -> Markup:
    """As :func:`in_words`, as HTML: what stays English is marked so."""
    from markupsafe import Markup, escape

    if language() == SOURCE or not has_words(text):
        return escape(text)
    if not translated(text):
        return english(text)
    quoted = set(QUOTED.findall(text))
    said = _(text)
    parts, at = [], 0
    for found in QUOTED.finditer(said):
        parts += [escape(said[at : found.start()]), english(found[0]) if found[0] in quoted else escape(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(said[at:])])


def english(text: str) -> Markup:
    """A text that stands in English on a page of another language."""
    from markupsafe import Markup

    return Markup('<span lang="en">{}</span>').format(text)


def group(card: Card) -> str:
    return _(GROUPS[card.group])


def kind(card: Card) -> str:
    """The kind of its evidence, in a word."""
    return pgettext(CONTEXT, card.evidence)


def facts(card: Card, say: Say = in_words) -> list[tuple[str, str]]:
    """(what it is, words) from what is done to the benchmarks of the self-assessment that name it; what its summary
    says already is left out."""
    found = [
        (pgettext(CONTEXT, head), say(card.facts[key]))
        for key, head in FACTS.items()
        if card.facts[key] != card.summary
    ]
    found += [(_("Kind of evidence"), say(EVIDENCE[card.evidence])), (_("Sources"), sources(card, say))]
    if named := benchmarks(card):
        found.append((_("In the self-assessment"), named))
    return found


def sources(card: Card, say: Say = in_words) -> str:
    """Each source: a seed document by what it is, else the row of docs/evidence.md."""
    words = [_source(one, say) for one in card.sources]
    return type(words[0])(". ").join(words) + "."


def _source(one: str, say: Say) -> str:
    from markupsafe import Markup

    if one in SEEDS:
        whole, values = pgettext("card", "{document} (seed {number})"), {"document": say(SEEDS[one]), "number": one}
    else:
        row = english(one) if say is marked and language() != SOURCE else one
        whole, values = _("Evidence: {row}"), {"row": row}
    return (Markup(whole) if say is marked else whole).format(**values)


def benchmarks(card: Card) -> str:
    """Benchmarks of the self-assessment that name it; empty where none does."""
    return "; ".join(f"{one.id} {_(one.title)} ({_(one.how)})" for one in benchmarks_of(card.name))


def difference(card: Card) -> str:
    """What differs between a case and what it is held against."""
    return _(str(cases_told()[card.short]["difference"]))


def texts() -> Iterator[tuple[str, str]]:
    """(context, message) of everything that cards say, for the catalogues."""
    from bygd.practices.cards import cards

    yield from (("", label) for label in GROUPS.values())
    yield from ((CONTEXT, head) for head in FACTS.values())
    yield from ((CONTEXT, key) for key in EVIDENCE)
    yield from (("", words) for words in (*EVIDENCE.values(), *SEEDS.values()))
    for one in cards():
        yield from (("", text) for text in (one.title, one.summary, *one.facts.values()) if has_words(text))
        yield from (("", row.how) for row in benchmarks_of(one.name))
        if one.group == "seeds":
            yield "", str(cases_told()[one.short]["difference"])


__all__ = ["benchmarks", "difference", "facts", "group", "has_words", "in_words", "kind", "marked", "sources", "texts"]
