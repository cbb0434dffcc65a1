"""Tables that a command writes into a page of ``docs/``, between two marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.words import counted

END = "<!-- end -->"


def begin(command: str) -> str:
    """The mark before what ``command`` writes."""
    return f"<!-- {command} -->"


def write_between(page: Path, command: str, words: str) -> None:
    """Put ``words`` in the place of what ``command`` wrote into ``page`` before.

    Raises ``ValueError`` where the page has no such place, and ``OSError``.
    """
    text = page.read_text(encoding="utf-8")
    inside = re.compile(f"{re.escape(begin(command))}.*?{re.escape(END)}", re.DOTALL)
    new, places = inside.subn(lambda _: f"{begin(command)}\n\n{words}\n\n{END}", text)
    if places != 1:
        raise ValueError(
            f"{page.name} has {counted(places, 'place', 'places')} for {begin(command)}; allowed: one, closed by {END}"
        )
    page.write_text(new, encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown, the first column to the left."""
    lines = ["| " + " | ".join(head) + " |", "|:--|" + "--:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


__all__ = ["END", "begin", "table", "write_between"]
