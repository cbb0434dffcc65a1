"""The cards as pages that need no server: an index that can be searched, and a page a card.

Every page is one file with all it needs; nothing is asked of any address. The same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bygd.practices.cards import EVIDENCE, FACTS, GROUPS, Card, benchmarks_of, cards, searched
from bygd.practices.results import SPENT, Row
from bygd.practices.snippets import snippet
from bygd.practices.text import how
from bygd.practices.words import READ, doubt, effect, made_with, not_yet, prices, table
from experiments.files import write_text
from experiments.report.tables import Table
from experiments.report.template import fill
from sim.version import VERSION

INDEX = "index.html"
IN_INDEX = {
    "local_friends": "local friends",
    "stayers": "stay, persons",
    "newcomers_in_work": "in work, persons",
    "net_balance": "net balance, thousand SEK",
    SPENT: "spent, thousand SEK",
}
"""Outcomes that the index tells of, and their heads."""
NOTHING = "not yet simulated"


def write_pages(folder: Path, results: Mapping[str, Sequence[Row]], *, force: bool = False) -> int | str:
    """Write the pages into ``folder``; how many, or words that say why not. A file that is there with other content is
    replaced with ``force`` alone. Raises ``OSError``."""
    made = pages(results)
    other = [name for name, text in made.items() if (folder / name).exists() and _differs(folder / name, text)]
    if other and not force:
        return f"--write: {folder / other[0]} is there already with something else in it; --force replaces it"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_text(folder / name, text)
    return len(made)


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


def pages(results: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """All pages by name of their file."""
    made = {INDEX: index(results)}
    return made | {f"{one.slug}.html": page(one, results.get(one.name, ())) for one in cards()}


def page(card: Card, rows: Sequence[Row]) -> str:
    """The page of one card."""
    return fill("practice.html", (), version=VERSION, **parts(card, rows))


def parts(card: Card, rows: Sequence[Row]) -> dict[str, Any]:
    """What a page of one card says, wherever it stands."""
    facts = [(head, card.facts[key]) for key, head in FACTS.items() if card.facts[key] != card.summary]
    facts += [("Kind of evidence", EVIDENCE[card.evidence]), ("Sources", card.sources_in_words())]
    if named := benchmarks_of(card.name):
        facts.append(("In the self-assessment", "; ".join(f"{one.id} {one.title} ({one.how})" for one in named)))
    return {
        "card": card,
        "group": GROUPS[card.group],
        "facts": facts,
        "table": shown_table(rows),
        "prices": prices(rows) if rows else "",
        "made_with": made_with(card, rows) if rows else "",
        "doubt": doubt(rows),
        "read": READ,
        "not_yet": not_yet(card),
        "how": how(card),
        "snippet": snippet(card).rstrip(),
    }


def shown_table(rows: Sequence[Row]) -> Table | None:
    """What the model says as a table; None where nothing was simulated."""
    if not rows:
        return None
    return Table(
        "Means of the paired differences with their 95 % intervals.",
        ["", "without it", "difference", "what one more costs"],
        [("", [list(row) for row in table(rows)])],
    )


def index(results: Mapping[str, Sequence[Row]]) -> str:
    """The page of all cards."""
    groups = [
        (group, label, [_row(one, results.get(one.name, ())) for one in cards() if one.group == group])
        for group, label in GROUPS.items()
    ]
    head = ["card", "kind of evidence", *IN_INDEX.values()]
    return fill("practices.html", (), version=VERSION, groups=groups, head=head, read=READ, count=len(cards()))


def _row(card: Card, rows: Sequence[Row]) -> dict[str, Any]:
    return {"slug": card.slug, "title": card.title, "words": searched(card.name), "cells": cells(card, rows)}


def cells(card: Card, rows: Sequence[Row]) -> list[str]:
    """Kind of evidence, and what the model says of each outcome of the index."""
    known = {row.outcome: row for row in rows}
    said = [effect(known[key]) if key in known else "–" for key in IN_INDEX] if rows else [NOTHING, *[""] * 4]
    return [card.evidence, *said]


__all__ = ["INDEX", "IN_INDEX", "cells", "page", "pages", "parts", "shown_table", "write_pages"]
