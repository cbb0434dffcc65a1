"""Write the runs of a sweep as CSV, for a spreadsheet or another program; also while it runs.

Without --out three files go into the sweep's folder: runs.csv, a line a run, points.csv, a line a point, and
breakdown.csv, a line a measure of a run by place and group."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import told
from bygd.cli.saying import say

if TYPE_CHECKING:
    import duckdb

    from experiments.results import Results


WORDS = {"runs": "runs", "points": "points", "breakdown": "rows by place and group"}


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", metavar="DIR", help="folder of the sweep")
    add("--csv", action="store_true", help="as CSV: so it is anyhow")
    add("--out", metavar="FILE", help="file for the runs (DIR/runs.csv)")
    add("--force", action="store_true", help="replace FILE when it is there already")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    import duckdb

    from experiments.results import NotASweep, Results

    if args.out and Path(args.out).is_dir():
        return told(f"{args.out} is a folder; --out names a file", 2)
    if args.out and Path(args.out).exists() and not args.force:
        return told(f"{args.out} is there already; --force replaces it", 2)
    try:
        results = Results(args.folder)
        return _export(results, results.connect(), args)
    except NotASweep as error:
        return told(str(error), 2)
    except duckdb.Error as error:
        return told(f"{args.folder}: its files cannot be read: {str(error).splitlines()[0]}", 1)


def _export(results: Results, base: duckdb.DuckDBPyConnection, args: argparse.Namespace) -> int:
    out, written = args.out, []
    wanted = {"runs": Path(out or results.folder / "runs.csv")}
    if not out:
        tables = ("points", "breakdown") if results.by_place else ("points",)
        wanted |= {name: results.folder / f"{name}.csv" for name in tables}
    order = {"runs": "point, replicate", "points": "point",
             "breakdown": 'point, replicate, measure, place, "group"'}
    for table, file in wanted.items():
        rows = _write(base, f"SELECT * FROM {table} ORDER BY {order[table]}", file)
        written.append({"table": table, "file": file, "rows": rows})
        if not wants_json(args):
            say(f"{file}: {rows:,} {WORDS[table]}" + ("" if results.finished or table == "points" else " so far"))
    if wants_json(args):
        print_json({"files": written, "finished": results.finished})
    return 0


def _write(base: duckdb.DuckDBPyConnection, sql: str, file: Path) -> int:
    """Write what a query gives, a few thousand rows at a time; how many there were."""
    from bygd.cli.query import rows_of, write_csv
    from sim.files import atomic_path

    base.execute(sql)
    names = [str(column[0]) for column in base.description or []]
    with atomic_path(file) as part, part.open("w", encoding="utf-8", newline="") as stream:
        return write_csv(names, rows_of(base), stream)
