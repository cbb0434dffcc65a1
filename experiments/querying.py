"""A sweep's files as tables of a database that can read them and nothing else.

DuckDB is given the files as Arrow data sets, and is then barred from all files: a setting that let it read
the folder would let it write there too.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def files_of(folder: Path) -> list[Path]:
    """The parts in a folder, in the order of their names; none where there is no folder.

    Names that begin with a dot are not finished. A part appears by being renamed, so what is listed is whole.
    """
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except FileNotFoundError:
        return []
    return [folder / name for name in names if name.endswith(".parquet") and not name.startswith(".")]


def arrow_path(path: Path) -> str:
    """A path that Arrow takes as it is: it reads "~/x" as a home folder and "a:b" as an address."""
    return os.path.abspath(path)


def connection(
    points: Path, runs: Sequence[Path], breakdowns: Sequence[Path] = (), *, whole: bool
) -> duckdb.DuckDBPyConnection:
    """A locked database in memory with the views ``runs``, ``points``, ``failures`` and ``breakdown``.

    ``whole``: ``runs`` is the one table of a finished sweep; otherwise parts, which are joined with their
    points. A run that stands in several parts counts once, a finished one before a failed one. Raises
    ``OSError`` or ``ValueError`` (Arrow's too) for files that are none.
    """
    import duckdb
    import pyarrow.dataset as ds
    from pyarrow.fs import LocalFileSystem

    local: Any = {"format": "parquet", "filesystem": LocalFileSystem()}
    base = duckdb.connect(":memory:")
    base.register("points_file", ds.dataset(arrow_path(points), **local))
    base.execute("CREATE VIEW points AS SELECT * FROM points_file")
    if runs:
        table = ds.dataset([arrow_path(path) for path in runs], **local)
    else:
        table = ds.dataset(_nothing())
    base.register("runs_file", table)
    base.execute(f"CREATE VIEW runs AS {'SELECT * FROM runs_file' if whole else _joined(table.schema, base)}")
    factors = "".join(f"{_quoted(name)}, " for name in _factors(base))
    base.execute(
        f"CREATE VIEW failures AS SELECT point, {factors}replicate, seed, stage, error FROM runs WHERE stage <> 'done'"
    )
    from experiments.commands.shelf_breakdown import breakdown_schema

    beside = (
        ds.dataset([arrow_path(path) for path in breakdowns], **local)
        if breakdowns
        else ds.dataset(breakdown_schema().empty_table())
    )
    base.register("breakdown_file", beside)
    once = "" if whole else "DISTINCT "  # a run that was repeated has the same rows again
    base.execute(f"CREATE VIEW breakdown AS SELECT {once}* FROM breakdown_file")
    base.execute("SET temp_directory = ''")  # or a large query would leave files in the working folder
    base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
    return base


def _joined(schema: pa.Schema, base: duckdb.DuckDBPyConnection) -> str:
    """The parts as one table: every run once, with the values of its factors."""
    factors = "".join(f"points_file.{_quoted(name)}, " for name in _factors(base))
    rest = ", ".join(f"part.{_quoted(name)}" for name in schema.names if name != "point")
    once = (
        "SELECT * FROM runs_file QUALIFY row_number() OVER "
        "(PARTITION BY point, replicate ORDER BY stage = 'done' DESC) = 1"
    )
    return f"SELECT part.point, {factors}{rest} FROM ({once}) AS part JOIN points_file USING (point)"


def _factors(base: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of the factors, in the order of the design."""
    found = base.execute("DESCRIBE points_file").fetchall()
    return [str(row[0]) for row in found if row[0] != "point"]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _nothing() -> pa.Table:
    """A part without a run, for a sweep that has not finished one yet."""
    import pyarrow as pa

    from experiments.outcomes.catalogue import outcomes

    types = {
        "point": pa.int32(),
        "replicate": pa.int32(),
        "seed": pa.int64(),
        "stage": pa.string(),
        "error": pa.string(),
        "digest": pa.string(),
    }
    types |= {headline.key: pa.float64() for headline in outcomes()}
    return pa.table({name: pa.array([], kind) for name, kind in types.items()})


__all__ = ["arrow_path", "connection", "files_of"]
