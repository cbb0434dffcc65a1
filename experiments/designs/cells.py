"""Tables of text as spreadsheets write them: cells separated by commas, semicolons or tabs.

Where the list separator is a semicolon, as in Nordic settings, numbers have a decimal comma; both are read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator

from sim.text import unwritable

_DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+([eE][-+]?\d+)?")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)


class BadTable(ValueError):
    """A text is no table. ``line`` says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def separator_of(head: str) -> str:
    """What separates cells, by a table's first line: a comma, or a semicolon or tab where it has no comma."""
    bare = _QUOTED.sub("", head)
    return next((mark for mark in ";\t" if mark in bare and "," not in bare), ",")


def rows_of(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Number of the line and cells of every row that is not blank, spaces around cells left out.

    A decimal comma becomes a point where cells are not separated by commas. Raises :class:`BadTable`.
    """
    source = iter(lines)
    head, before = next(source, ""), 0
    if (said := _SEPARATOR.fullmatch(head.strip("\ufeff"))) is not None:  # a spreadsheet's word to itself
        separator, head, before = said[1], next(source, ""), 1
    else:
        separator = separator_of(head)
    reader = csv.reader(_again(head, source), strict=True, delimiter=separator)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                line = before + reader.line_num
                if wrong := next(filter(None, map(unwritable, cells)), ""):
                    raise BadTable(wrong, line)
                yield line, [_pointed(cell.strip(), separator) for cell in cells]
    except csv.Error as error:
        raise BadTable(f"not readable as CSV: {error}", before + reader.line_num) from None


def _again(head: str, rest: Iterator[str]) -> Iterator[str]:
    yield head
    yield from rest


def _pointed(cell: str, separator: str) -> str:
    if separator != "," and _DECIMAL_COMMA.fullmatch(cell):
        return cell.replace(",", ".")
    return cell


__all__ = ["BadTable", "rows_of", "separator_of"]
