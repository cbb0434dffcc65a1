"""Write results as tables for a spreadsheet or another program: CSV, CSV for a Nordic Excel, or a workbook.

  bygd export outputs/three-levers            runs.csv, points.csv and breakdown.csv (outcomes by place and group) of a
                                              sweep, also while it runs
  bygd export outputs/three-levers --xlsx     a workbook with a sheet a table
  bygd export outputs/rural-town --nordic     the tables of any results with semicolons and decimal commas

Text that begins like a formula (=, +, -, @) is written so that a spreadsheet does not run it."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import fail
from bygd.cli.saying import say

if TYPE_CHECKING:
    import duckdb

    from experiments.results import Results
    from experiments.spreadsheets import Sheet

ORDER = {"runs": "point, replicate", "points": "point", "breakdown": 'point, replicate, measure, place, "group"'}
WORDS = {"runs": "runs", "points": "points", "breakdown": "rows by place and group"}


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", metavar="DIR", help="folder of a sweep; with --nordic and --xlsx of any results")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--csv",
        dest="kind",
        action="store_const",
        const="csv",
        help="as CSV with commas and decimal points (the default)",
    )
    kind.add_argument(
        "--nordic",
        dest="kind",
        action="store_const",
        const="nordic",
        help="as CSV that Excel opens right in Swedish, Norwegian, Danish or Finnish: semicolons "
        "between cells, decimal commas, a byte-order mark",
    )
    kind.add_argument("--xlsx", dest="kind", action="store_const", const="xlsx", help="as a workbook, with all tables")
    add(
        "--out",
        metavar="FILE",
        help="file for the runs, or for the workbook (in DIR: runs.csv, runs-nordic.csv, tables.xlsx)",
    )
    add("--force", action="store_true", help="replace FILE when it is there already")
    json_argument(parser)
    parser.set_defaults(kind="csv")


def run(args: argparse.Namespace) -> int:
    import duckdb

    from experiments.results import NotASweep, Results

    if args.out and Path(args.out).is_dir():
        return fail(f"{args.out} is a folder; --out names a file", 2)
    if args.out and Path(args.out).exists() and not args.force:
        return fail(f"{args.out} is there already; --force replaces it", 2)
    try:
        results = Results(args.folder)
        with contextlib.closing(results.connect()) as base:
            return _export(args, results.folder, _of_sweep(results, base, args), results.finished)
    except NotASweep as error:
        files = _tables_in(Path(args.folder))
        if args.kind == "csv" or not files:
            more = "; its tables are CSV already: --nordic and --xlsx write them otherwise" if files else ""
            return fail(f"{error}{more}", 2)
        return _export(args, Path(args.folder), files, True)
    except duckdb.Error as error:
        return fail(f"{args.folder}: its files cannot be read: {str(error).splitlines()[0]}", 1)


def _of_sweep(results: Results, base: duckdb.DuckDBPyConnection, args: argparse.Namespace) -> Iterator[Sheet]:
    """Runs, points and outcomes by place and group; with --out only the runs, where a file holds one table."""
    from bygd.cli.query import rows_of
    from experiments.spreadsheets import Sheet

    tables = ("runs", "points", "breakdown") if results.by_place else ("runs", "points")
    for table in ("runs",) if args.out and args.kind != "xlsx" else tables:
        base.execute(f"SELECT * FROM {table} ORDER BY {ORDER[table]}")
        yield Sheet(table, [str(column[0]) for column in base.description or []], rows_of(base))


def _tables_in(folder: Path) -> list[Sheet]:
    """The CSV files of results of any kind, but those that were written for a spreadsheet."""
    from experiments.spreadsheets import read_csv

    if not (folder / "manifest.json").is_file():
        return []
    return [read_csv(file) for file in sorted(folder.glob("*.csv")) if not file.stem.endswith("-nordic")]


def _export(args: argparse.Namespace, folder: Path, sheets: Iterable[Sheet], finished: bool) -> int:
    from experiments.files import atomic_path
    from experiments.spreadsheets import NORDIC, PLAIN, write_csv, write_workbook

    written = []
    if args.kind == "xlsx":
        file = Path(args.out or folder / "tables.xlsx")
        try:
            with atomic_path(file) as part:
                counts = write_workbook(part, sheets)
        except ValueError as error:
            return fail(str(error), 2)
        written = [{"table": table, "file": file, "rows": rows} for table, rows in counts.items()]
    else:
        dialect = NORDIC if args.kind == "nordic" else PLAIN
        several = not isinstance(sheets, Iterator)
        if args.out and several:
            return fail(
                "--out names one file, and these results have several tables: --xlsx puts them into one workbook", 2
            )
        for sheet in sheets:
            ending = "-nordic.csv" if args.kind == "nordic" else ".csv"
            file = Path(args.out or folder / f"{sheet.name}{ending}")
            with atomic_path(file) as part, part.open("w", encoding=dialect.encoding, newline="") as stream:
                rows = write_csv(stream, sheet.head, sheet.rows, dialect)
            written.append({"table": sheet.name, "file": file, "rows": rows})
    if wants_json(args):
        print_json({"files": written, "finished": finished})
        return 0
    for one in written:
        so_far = "" if finished or one["table"] not in ("runs", "breakdown") else " so far"
        what = WORDS.get(str(one["table"]), f"rows of {one['table']}")
        say(f"{one['file']}: {one['rows']:,} {what}{so_far}")
    return 0
