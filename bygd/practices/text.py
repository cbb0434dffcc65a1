"""A card as text for a terminal, and as data for a script."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bygd.practices import speaking
from bygd.practices.cards import EVIDENCE, GROUPS, Card, benchmarks_of
from bygd.practices.results import Row
from bygd.practices.snippets import OWN, beside_own, snippet
from bygd.practices.words import READ, doubt, made_with, not_yet, prices, table
from sim.languages import _

WIDTH = 100
HEAD = 25


def listed(found: Sequence[Card], results: Mapping[str, Sequence[Row]]) -> str:
    """Cards by group, a line each; those without figures say so."""
    parts = []
    wide = max((len(one.name) for one in found), default=0)
    for group, words in GROUPS.items():
        rows = [one for one in found if one.group == group]
        lines = [f"  {one.name:<{wide}}  {_title(one, bool(results.get(one.name)))}" for one in rows]
        parts += ["\n".join([_(words), *lines])] * bool(rows)
    return "\n\n".join(parts)


def _title(card: Card, simulated: bool) -> str:
    return _(card.title) if simulated else _("{card} (not yet simulated)", card=_(card.title))


def shown(card: Card, rows: Sequence[Row], rules: tuple[str, str] | None = None) -> str:
    """One card, from what is done to how it is put into a file."""
    lines = [_(card.title), card.name, "", *wrapped(_(card.summary)), ""]
    lines += [line for head, words in speaking.facts(card) for line in fact(head, words)]
    lines += ["", _("What the model says"), ""]
    if not rows:
        lines += wrapped(not_yet(card))
    else:
        if words := doubt(rows, rules):
            lines += [*wrapped(words), ""]
        cells = table(rows)
        wide = [max(len(row[at]) for row in cells) for at in range(2)]
        lines += [f"  {head:<{wide[0]}}  {level:>{wide[1]}}  {change}" for head, level, change, *__ in cells]
        lines += ["", *wrapped(prices(rows)), *wrapped(made_with(card, rows)), *wrapped(_(READ))]
    lines += ["", how(card), "", textwrap.indent(snippet(card).rstrip(), "    ")]
    return "\n".join(lines)


def how(card: Card) -> str:
    """What to do with the snippet."""
    if beside_own(card):
        return _("In a file of your own, beside {file}:", file=OWN)
    return _("In a file of your own, which begins with the case:")


def fact(head: str, words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=f"{head:<{HEAD}}", subsequent_indent=" " * HEAD)


def wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH)


def data(card: Card, rows: Sequence[Row], rules: tuple[str, str] | None = None) -> dict[str, Any]:
    """One card for a script, in English where the caller speaks English."""
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
