"""Ask the results of a sweep in SQL, also while it runs.

Tables: runs (point, the factors, replicate, seed, stage, error, digest, the outcomes), points, failures, and
breakdown (point, replicate, measure, place, "group", value): outcomes by place and group. For example:
  bygd query outputs/sweep "SELECT point, avg(retention_5) FROM runs GROUP BY point ORDER BY 2 DESC"
A query reads these and nothing else, and changes nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import fail, whole
from sim.text import unwritable
from sim.words import written

if TYPE_CHECKING:
    import duckdb

LIMIT = 40
AT_ONCE = 10_000


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", metavar="DIR", help="folder of the sweep")
    add("sql", metavar="SQL", help='the query, such as "SELECT * FROM failures"')
    add("--csv", action="store_true", help="print CSV instead of a table, all rows unless --limit is given")
    add(
        "--limit",
        metavar="N",
        type=whole("--limit", 1, 1_000_000_000),
        help=f"print at most so many rows ({LIMIT} in a table)",
    )
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    import duckdb

    from experiments.results import NotASweep, Results

    try:
        base = Results(args.folder).connect()
    except NotASweep as error:
        return fail(str(error), 2)
    if refusal := not_a_question(args.sql, base):
        return fail(refusal, 2)
    try:
        base.execute(args.sql)
        names = [str(column[0]) for column in base.description or []]
        if not names:
            return fail("there is no query in this text", 2)
        if wants_json(args):
            rows = [dict(zip(names, row, strict=True)) for row in rows_of(base, args.limit)]
            print_json({"columns": names, "rows": rows})
        elif args.csv:
            from experiments.spreadsheets import write_csv

            write_csv(sys.stdout, names, rows_of(base, args.limit))
        else:
            _print_table(names, base, args.limit or LIMIT)
    except duckdb.Error as error:
        return fail(in_words(error, base), 2)
    finally:
        base.close()
    return 0


def not_a_question(sql: str, base: duckdb.DuckDBPyConnection) -> str:
    """Why a text is not one question to the database; empty when it is, or when running it will tell."""
    import duckdb

    if wrong := unwritable(sql):
        return f"the query is not readable: {wrong}"
    try:
        found = base.extract_statements(sql)
    except duckdb.Error:
        return ""
    if not found:
        return "there is no query in this text"
    if len(found) > 1:
        return f"ask one thing at a time: there are {len(found)} queries, between them a semicolon"
    if found[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
        return (
            f"a query reads this sweep only, and changes nothing: it begins with SELECT or FROM, not "
            f"as a {found[0].type.name} does"
        )
    return ""


def in_words(error: Exception, base: duckdb.DuckDBPyConnection) -> str:
    """The first line of what the database says, and what there is instead."""
    text = str(error)
    first = next((line for line in text.splitlines() if line.strip()), type(error).__name__)
    if type(error).__name__ == "PermissionException" or "configuration has been locked" in text:
        return f"{first}\na query reads this sweep only: it neither reads nor writes other files"
    if type(error).__name__ == "BinderException" and "not found" in text:
        return f"{first}\n{columns_of(base)}"
    if "does not exist" in first and "Table" in first:
        return f"{first}\nthe tables are runs, points, failures and breakdown"
    return first


def columns_of(base: duckdb.DuckDBPyConnection) -> str:
    """The columns there are to ask for."""
    names = [str(row[0]) for row in base.execute("DESCRIBE main.runs").fetchall()]
    return f"the columns of runs are {', '.join(names)}"


def rows_of(base: duckdb.DuckDBPyConnection, limit: int | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of the query just asked, a few thousand at a time."""
    given = 0
    while rows := base.fetchmany(AT_ONCE):
        for row in rows:
            if limit is not None and given >= limit:
                return
            given += 1
            yield row


def _print_table(names: Sequence[str], base: duckdb.DuckDBPyConnection, limit: int) -> None:
    """An aligned table of the first rows, and how many more there are."""
    shown: list[tuple[Any, ...]] = []
    left = 0
    for row in rows_of(base):
        if len(shown) < limit:
            shown.append(row)
        else:
            left += 1
    texts = [[_text(value) for value in row] for row in shown]
    heads = [_text(name) for name in names]
    widths = [max(len(row[place]) for row in [heads, *texts]) for place in range(len(names))]
    right = [
        all(isinstance(row[place], (int, float)) or row[place] is None for row in shown) for place in range(len(names))
    ]
    for line in [heads, ["-" * width for width in widths], *texts]:
        cells = [
            text.rjust(width) if flush else text.ljust(width)
            for text, width, flush in zip(line, widths, right, strict=True)
        ]
        print("  ".join(cells).rstrip())
    if left:
        print(f"… and {left:,} more rows: --limit {len(shown) + left} prints all, --csv writes them as CSV")
    elif not shown:
        print("no rows")


def _text(value: Any) -> str:
    """A cell in one line that a terminal shows as it is."""
    if value is None:
        return ""
    text = written(value) if isinstance(value, float) else str(value)
    return "".join(letter if letter.isprintable() else " " for letter in text)


__all__ = ["columns_of", "in_words", "rows_of"]
