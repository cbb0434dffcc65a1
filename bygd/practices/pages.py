"""The cards as pages that need no server, in the language in force: an index that can be searched, and a page a card.

Every page is one file with all it needs; nothing is asked of any address. The same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bygd.practices import speaking
from bygd.practices.cards import GROUPS, Card, cards, searched
from bygd.practices.results import SPENT, Row
from bygd.practices.snippets import snippet
from bygd.practices.text import how
from bygd.practices.words import READ, doubt, effect, made_with, not_yet, prices, table
from experiments.files import write_text
from experiments.report.tables import Table
from experiments.report.template import fill
from sim.languages import N_, _
from sim.version import VERSION

INDEX = "index.html"
IN_INDEX = {
    "local_friends": N_("local friends"),
    "stayers": N_("stay, persons"),
    "newcomers_in_work": N_("in work, persons"),
    "net_balance": N_("net balance, thousand SEK"),
    SPENT: N_("spent, thousand SEK"),
}
"""Outcomes that the index tells of, and their heads."""
NOTHING = N_("not yet simulated")


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


def parts(card: Card, rows: Sequence[Row], say: speaking.Say = speaking.marked) -> dict[str, Any]:
    """What a page of one card says, wherever it stands; ``say``: how texts of the card are."""
    return {
        "file": card.name,
        "title": say(card.title),
        "summary": say(card.summary),
        "group": speaking.group(card),
        "facts": speaking.facts(card, say),
        "table": shown_table(rows),
        "prices": prices(rows) if rows else "",
        "made_with": made_with(card, rows) if rows else "",
        "doubt": doubt(rows),
        "read": _(READ),
        "not_yet": not_yet(card),
        "how": how(card),
        "snippet": snippet(card).rstrip(),
    }


def shown_table(rows: Sequence[Row]) -> Table | None:
    """What the model says as a table; None where nothing was simulated."""
    if not rows:
        return None
    return Table(
        _("Means of the paired differences with their 95 % intervals."),
        ["", _("without it"), _("difference"), _("what one more costs")],
        [("", [list(row) for row in table(rows)])],
    )


def index(results: Mapping[str, Sequence[Row]]) -> str:
    """The page of all cards."""
    groups = [
        (group, _(label), [_row(one, results.get(one.name, ())) for one in cards() if one.group == group])
        for group, label in GROUPS.items()
    ]
    head = [_("card"), _("kind of evidence"), *(_(one) for one in IN_INDEX.values())]
    return fill("practices.html", (), version=VERSION, groups=groups, head=head, read=_(READ), count=len(cards()))


def _row(card: Card, rows: Sequence[Row]) -> dict[str, Any]:
    return {
        "slug": card.slug,
        "title": speaking.marked(card.title),
        "words": searched(card.name),
        "cells": cells(card, rows),
    }


def cells(card: Card, rows: Sequence[Row]) -> list[str]:
    """Kind of evidence, and what the model says of each outcome of the index."""
    known = {row.outcome: row for row in rows}
    said = [effect(known[key]) if key in known else "–" for key in IN_INDEX] if rows else [_(NOTHING), *[""] * 4]
    return [speaking.kind(card), *said]


__all__ = ["INDEX", "IN_INDEX", "cells", "page", "pages", "parts", "shown_table", "write_pages"]
