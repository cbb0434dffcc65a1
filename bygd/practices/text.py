"""A card as text for a terminal, and as data for a script."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bygd.practices.cards import EVIDENCE, FACTS, GROUPS, Card, benchmarks_of
from bygd.practices.results import Row
from bygd.practices.snippets import OWN, beside_own, snippet
from bygd.practices.words import READ, doubt, made_with, not_yet, prices, table

WIDTH = 100
HEAD = 25


def listed(found: Sequence[Card], results: Mapping[str, Sequence[Row]]) -> str:
    """Cards by group, a line each; those without figures say so."""
    parts = []
    wide = max((len(one.name) for one in found), default=0)
    for group, words in GROUPS.items():
        rows = [one for one in found if one.group == group]
        lines = [
            f"  {one.name:<{wide}}  {one.title}{'' if results.get(one.name) else ' (not yet simulated)'}"
            for one in rows
        ]
        parts += ["\n".join([words, *lines])] * bool(rows)
    return "\n\n".join(parts)


def shown(card: Card, rows: Sequence[Row], rules: tuple[str, str] | None = None) -> str:
    """One card, from what is done to how it is put into a file."""
    lines = [card.title, card.name, "", *wrapped(card.summary), ""]
    facts = {head: card.facts[key] for key, head in FACTS.items() if card.facts[key] != card.summary}
    lines += [line for head, words in facts.items() for line in fact(head, words)]
    lines += fact("Kind of evidence", EVIDENCE[card.evidence])
    lines += fact("Sources", card.sources_in_words())
    if named := benchmarks_of(card.name):
        lines += fact("In the self-assessment", "; ".join(f"{one.id} {one.title} ({one.how})" for one in named))
    lines += ["", "What the model says", ""]
    if not rows:
        lines += wrapped(not_yet(card))
    else:
        if words := doubt(rows, rules):
            lines += [*wrapped(words), ""]
        cells = table(rows)
        wide = [max(len(row[at]) for row in cells) for at in range(2)]
        lines += [f"  {head:<{wide[0]}}  {level:>{wide[1]}}  {change}" for head, level, change, _ in cells]
        lines += ["", *wrapped(prices(rows)), *wrapped(made_with(card, rows)), *wrapped(READ)]
    lines += ["", how(card), "", textwrap.indent(snippet(card).rstrip(), "    ")]
    return "\n".join(lines)


def how(card: Card) -> str:
    """What to do with the snippet."""
    if beside_own(card):
        return f"In a file of your own, beside {OWN}:"
    return "In a file of your own, which begins with the case:"


def fact(head: str, words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=f"{head:<{HEAD}}", subsequent_indent=" " * HEAD)


def wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH)


def data(card: Card, rows: Sequence[Row], rules: tuple[str, str] | None = None) -> dict[str, Any]:
    """One card for a script."""
    return {
        "name": card.name,
        "title": card.title,
        "summary": card.summary,
        "facts": dict(card.facts),
        "evidence": {"kind": card.evidence, "words": EVIDENCE[card.evidence]},
        "sources": list(card.sources),
        "benchmarks": [one._asdict() for one in benchmarks_of(card.name)],
        "results": [asdict(row) for row in rows],
        "doubt": doubt(rows, rules),
        "snippet": snippet(card),
    }


__all__ = ["data", "how", "listed", "shown"]
