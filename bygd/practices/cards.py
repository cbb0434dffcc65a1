"""The cards: words of ``cards.yaml`` and of the scenario files, checked, found by name and searched."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bygd.places.folding import folded
from sim.languages import SOURCE, _, language
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inheritance import packaged_scenarios, read_chain
from sim.scenario.paths import near
from sim.scenario.source import Entry, read

FILE = Path(__file__).with_name("cards.yaml")
UNKNOWN = "Unknown."
FACTS = {
    "what": "What",
    "where": "Where",
    "who": "For whom",
    "since": "Since",
    "money": "Money",
    "ends": "Its end",
    "achieved": "What the source says",
}
"""What a card tells of a practice, and what each is called; what no source tells is :data:`UNKNOWN`."""
OF_A_CASE = {"achieved": "evidence"}
"""What a case's own file calls a fact, where it is not the same."""
EVIDENCE = {
    "trial": "A trial: chance decided who took part.",
    "comparison": "Held against others who did not take part, or against the time before.",
    "counted": "Counted by those who did it, or by an office; held against nothing.",
    "told": "Told in interviews or by the press; nothing was counted.",
    "exists": "That it takes place; nothing of what it achieves.",
    "none": "No source tells of it.",
}
"""Kinds of evidence, the strongest first."""
SEEDS = {
    "001": "Report on civil society and integration, Nordregio and Nordic Welfare Centre, about 2019–20",
    "002": "Case description of the Umeå region, interview of October 2010",
    "003": "Toolbox of the Whole-COMM project, Migration Policy Group, January 2024",
    "004": "Summary of a report on Småland-Blekinge",
}
"""The seed documents; other sources are rows of docs/evidence.md."""
GROUPS = {"programmes": "Programmes", "posts": "Posts", "seeds": "Cases"}
"""Folders that cards are of, in their order, and what they are called."""
NAME = re.compile(r"(programmes|posts|seeds)/[a-z0-9-]+")


@dataclass(frozen=True)
class Card:
    """One practice."""

    name: str
    """Its file in ``scenarios/``, without ending: programmes/language-cafe."""
    title: str
    summary: str
    """A sentence or two."""
    facts: Mapping[str, str]
    """By key of :data:`FACTS`; every one is there."""
    evidence: str
    """Key of :data:`EVIDENCE`."""
    sources: tuple[str, ...]
    data: Mapping[str, Any]
    """What the scenario's own file says, as plain data."""

    @property
    def group(self) -> str:
        return self.name.partition("/")[0]

    @property
    def short(self) -> str:
        return self.name.partition("/")[2]

    @property
    def slug(self) -> str:
        """Its name as that of a file or an anchor."""
        return self.name.replace("/", "-")

    def sources_in_words(self) -> str:
        """Each source: a seed document by what it is, else the row of docs/evidence.md."""
        words = [f"{SEEDS[one]} (seed {one})" if one in SEEDS else f"Evidence: {one}" for one in self.sources]
        return ". ".join(words) + "."

    def words(self) -> str:
        """Everything that is searched: in English, and in the language in force as well."""
        english = (self.title, self.summary, *self.facts.values(), EVIDENCE[self.evidence], self.sources_in_words())
        other = () if language() == SOURCE else tuple(_(text) for text in english if text)
        return " ".join((self.name, *english, *other))


class Benchmarked(NamedTuple):
    """A benchmark of the self-assessment that names a card."""

    id: str
    title: str
    how: str
    """"a case of it", or "what raising it switches on"."""


@cache
def cards() -> tuple[Card, ...]:
    """All cards: programmes, posts, cases, each in alphabetical order. Raises ``ScenarioError`` for a data file that
    cannot be used, with file, line, field, and what is allowed."""
    said = read(FILE, FILE.name)
    found = [_card(str(name), entry) for name, entry in said.value.items()]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda one: (order.index(one.group), one.name)))


def _card(name: str, entry: Entry) -> Card:
    path = packaged_scenarios() / f"{name}.yaml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise _wrong("there is no such file in scenarios/", name, entry)
    said = entry.plain()
    allowed = (*FACTS, "evidence", "sources")
    for key in said:
        if key not in allowed:
            raise _wrong(f"{key!r} is no field of a card; {near(key, allowed)}", name, entry)
    if said.get("evidence") not in EVIDENCE:
        raise _wrong(f"evidence is {said.get('evidence')!r}; allowed: {', '.join(EVIDENCE)}", name, entry)
    sources = tuple(str(one) for one in said.get("sources") or ())
    if not sources:
        raise _wrong("names no source", name, entry)
    own = _own(path, name)
    told: Mapping[str, Any] = own.get("card") or {}
    facts = {key: str(said.get(key) or told.get(OF_A_CASE.get(key, key)) or UNKNOWN) for key in FACTS}
    summary = " ".join(str(own.get("description") or facts["what"]).split())
    return Card(name, _title(own, path), summary, facts, str(said["evidence"]), sources, own)


def _own(path: Path, name: str) -> dict[str, Any]:
    """What a file says itself; the ``card`` of a twin that has none is that of the file it extends."""
    first, *others = read_chain(path, f"{name}.yaml")
    own = dict(first.plain())
    if "card" not in own:
        own["card"] = next((entry.plain()["card"] for entry in others if "card" in entry.value), None)
    return own


def _title(own: Mapping[str, Any], path: Path) -> str:
    named = [one.get("name") for group in ("programmes", "coordinators") for one in (own.get(group) or {}).values()]
    return str(own.get("title") or next(filter(None, named), None) or path.stem.replace("-", " ").capitalize())


def _wrong(words: str, name: str, entry: Entry) -> ScenarioError:
    return ScenarioError(Problem(words, name, str(FILE), entry.line))


def card(said: str) -> Card:
    """The card that a word names: programmes/language-cafe, language-cafe, or its title in English or the language in
    force, in any letters. Raises ``ScenarioError``, with the nearest names, where there is none."""
    wanted = folded(said.removesuffix(".yaml"))
    called = [(one, (one.name, one.short, one.title, _(one.title))) for one in cards()]
    for one, names in called:
        if wanted in map(folded, names):
            return one
    known = {folded(word): one.name for one, names in called for word in names}
    close = list(dict.fromkeys(known[word] for word in difflib.get_close_matches(wanted, known, 3)))
    if not close:
        close = [one.name for one in search([said])][:3]
    hint = f"did you mean {' or '.join(close)}?" if close else "'bygd practices' lists them"
    raise ScenarioError(Problem(f"there is no card {said!r}; {hint}", file="bygd practices"))


def search(words: Sequence[str]) -> list[Card]:
    """Cards that have every one of ``words`` somewhere, in any letters, with accents or without."""
    wanted = [folded(one) for word in words for one in word.split()]
    return [one for one in cards() if all(word in searched(one.name) for word in wanted)]


def searched(name: str) -> str:
    """The words of a card as they are searched, in English and in the language in force: each in small letters a to z
    and digits."""
    return _searched(name, language())


@cache
def _searched(name: str, code: str) -> str:
    """``code``: the language in force."""
    words = next(one for one in cards() if one.name == name).words()
    return " ".join(filter(None, map(folded, words.split())))


@cache
def benchmarks_of(name: str) -> tuple[Benchmarked, ...]:
    """Benchmarks of the self-assessment that name the card ``name``, in their order."""
    from bygd.assess.catalogue import benchmarks

    found = []
    for row in benchmarks():
        if name in row.cards:
            found.append(Benchmarked(row.id, row.title, "a case of it"))
        if name in row.pieces:
            found.append(Benchmarked(row.id, row.title, "what raising it switches on"))
    return tuple(found)


__all__ = [
    "EVIDENCE",
    "FACTS",
    "GROUPS",
    "SEEDS",
    "UNKNOWN",
    "Card",
    "benchmarks_of",
    "card",
    "cards",
    "search",
    "searched",
]
