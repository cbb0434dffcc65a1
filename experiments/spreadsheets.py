"""The one writer of tables for spreadsheets: CSV as other programs read it, CSV as a Nordic Excel does, workbooks.

A cell that begins like a formula cannot run: in CSV it gets an apostrophe before it (as OWASP advises), in a
workbook it is text with a quote prefix. Numbers are left alone, so that minus five stays a number.
"""

from __future__ import annotations

import csv
import decimal
import io
import itertools
import math
import numbers
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from sim.words import written

FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet may run, or one that was kept from it."""
RISKY = "'=+-@\t\r\n＝＋－＠"
"""With what such a text begins."""
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
SHEET_ROWS, SHEET_COLUMNS, CELL_LETTERS, NAME_LETTERS = 1_048_576, 16_384, 32_767, 31
"""Limits of the format of workbooks."""
ODD_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class Dialect(NamedTuple):
    """How numbers and cells are set apart."""

    separator: str
    decimal: str
    encoding: str


PLAIN = Dialect(",", ".", "utf-8")
NORDIC = Dialect(";", ",", "utf-8-sig")
"""What Excel expects in Swedish, Norwegian, Danish and Finnish; the mark at the front tells it UTF-8."""


class Sheet(NamedTuple):
    """One table."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]


def harmless(text: str) -> str:
    """``text`` as a cell that does not run; :func:`as_meant` gives it back.

    A carriage return becomes a line feed, which is set in quotes; unquoted it would begin a new row.
    """
    if text[:1] not in RISKY and "\r" not in text:  # nearly all
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def as_meant(text: str) -> str:
    """The text that :func:`harmless` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def write_csv(
    stream: TextIO,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    dialect: Dialect = PLAIN,
    digits: int | None = None,
) -> int:
    """Write a table; how many rows it had.

    ``digits``: significant ones of numbers with a fraction; None keeps them all. What is missing or no finite
    number is an empty cell.
    """
    writer = csv.writer(stream, lineterminator="\n", delimiter=dialect.separator)
    writer.writerow([harmless(name) for name in head])
    count = 0
    for row in rows:
        writer.writerow([_cell(value, dialect, digits) for value in row])
        count += 1
    return count


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]], digits: int | None = 6) -> str:
    """A table as CSV text, numbers to six significant digits."""
    text = io.StringIO()
    write_csv(text, head, rows, digits=digits)
    return text.getvalue()


def _cell(value: Any, dialect: Dialect, digits: int | None) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool | numbers.Integral):
        return value
    if isinstance(value, numbers.Real | decimal.Decimal):
        if not math.isfinite(value):
            return ""
        if isinstance(value, decimal.Decimal):
            text = str(value)
        else:
            text = written(float(value), digits) if digits else repr(float(value))
        return text if dialect.decimal == "." else text.replace(".", dialect.decimal)
    return harmless(str(value))


def write_workbook(file: Path, sheets: Iterable[Sheet]) -> dict[str, int]:
    """Write a workbook (.xlsx), a sheet a table; how many rows each had.

    A table longer than a sheet can be goes on in a further one. Raises ``ValueError`` for one that is wider.
    """
    import xlsxwriter

    written: dict[str, int] = {}
    taken: set[str] = set()
    with xlsxwriter.Workbook(
        str(file), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        for sheet in sheets:
            if len(sheet.head) > SHEET_COLUMNS:
                raise ValueError(
                    f"{sheet.name} has {len(sheet.head):,} columns; a sheet of a workbook has "
                    f"at most {SHEET_COLUMNS:,}: write CSV"
                )
            count, rows = 0, iter(sheet.rows)
            while True:
                page = book.add_worksheet(_sheet_name(sheet.name, taken))
                page.freeze_panes(1, 0)
                for column, name in enumerate(sheet.head):
                    page.write_string(0, column, name[:CELL_LETTERS], bold)
                here = 0
                for row in itertools.islice(rows, SHEET_ROWS - 1):
                    here += 1
                    for column, value in enumerate(row):
                        _put(page, here, column, value, quoted)
                count += here
                if here < SHEET_ROWS - 1:
                    break
            written[sheet.name] = count
    return written


def _put(page: Any, row: int, column: int, value: Any, quoted: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, numbers.Real | decimal.Decimal):
        if math.isfinite(value):
            page.write_number(row, column, float(value))
    else:
        text = str(value)[:CELL_LETTERS]
        page.write_string(row, column, text, quoted if FORMULA.match(text) else None)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Of 31 letters at most, without those that are forbidden, and not there yet in any case of letters."""
    plain = ODD_IN_NAMES.sub(" ", name)[:NAME_LETTERS].strip() or "table"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: NAME_LETTERS - len(str(number)) - 1]} {number}"
    taken.add(found.casefold())
    return found


def read_csv(file: Path) -> Sheet:
    """A table that :func:`write_csv` wrote: numbers as numbers, texts as they were meant."""

    def rows() -> Iterator[list[Any]]:
        with file.open(encoding="utf-8", newline="") as stream:
            lines = csv.reader(stream)
            next(lines, None)
            for line in lines:
                yield [_value(text) for text in line]

    with file.open(encoding="utf-8", newline="") as stream:
        head = [as_meant(name) for name in next(csv.reader(stream), [])]
    return Sheet(file.stem, head, rows())


def _value(text: str) -> Any:
    if not NUMBER.fullmatch(text):
        return as_meant(text) or None
    return int(text) if text.lstrip("+-").isdigit() else float(text)


__all__ = [
    "NORDIC",
    "PLAIN",
    "Dialect",
    "Sheet",
    "as_meant",
    "csv_text",
    "harmless",
    "read_csv",
    "write_csv",
    "write_workbook",
]
