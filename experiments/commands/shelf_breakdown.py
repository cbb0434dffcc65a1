"""Outcomes by place and group of a sweep's runs on disk: a second table beside the shelf's parts.

Part n of the runs has a part n here, written before it, with the checksum of its content in its name: a run
counts as done only where both are whole. Rows are long, so a part holds those of few runs, and all of them
are never in memory at once:

    point, replicate, measure, place, group, value
"""

from __future__ import annotations

import errno
import io
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.commands.sealed import content_of, discard, key_of, seal
from experiments.files import clear_unfinished

if TYPE_CHECKING:
    import pyarrow as pa

    from experiments.outcomes.breakdown import Key

FOLDER = "breakdown"
ROWS = 200_000
"""A part is written when so many rows wait; the final table is written in pieces of at least as many."""
HELD = 8
"""Parts in memory while the final table is written. Runs end nearly in its order, so few are read twice."""


def breakdown_schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema(
        [
            ("point", pa.int32()),
            ("replicate", pa.int32()),
            ("measure", pa.string()),
            ("place", pa.string()),
            ("group", pa.string()),
            ("value", pa.float64()),
        ]
    )


class Breakdowns:
    """The parts in a folder of results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.waiting = 0
        """Rows that are not written yet."""
        self._runs: list[tuple[int, int, Mapping[Key, float]]] = []

    def open(self, numbers: Iterable[str]) -> None:
        """Make the folder; parts without one of runs (``numbers``: those there are) are of no use."""
        self.folder.mkdir(exist_ok=True)
        clear_unfinished(self.folder)
        known = set(numbers)
        for path in self.paths().values():
            if key_of(path) not in known:
                discard(path)

    def paths(self) -> dict[str, Path]:
        """The parts there are, by number."""
        return {key_of(path): path for path in sorted(self.folder.glob("*.parquet")) if key_of(path).isdecimal()}

    def names(self) -> list[str]:
        """All parts there are, as they stand in the folder of results."""
        return [f"{FOLDER}/{path.name}" for path in self.paths().values()]

    def add(self, point: int, replicate: int, parts: Mapping[Key, float]) -> None:
        self._runs.append((point, replicate, parts))
        self.waiting += len(parts)

    def write(self, number: str) -> None:
        """Write what waits as part ``number``. Raises ``OSError``; the rows then still wait."""
        import pyarrow.parquet as pq

        file = io.BytesIO()
        pq.write_table(_table(self._runs), file, compression="zstd")
        for path in self._stale(number):
            discard(path)
        seal(self.folder, number, file.getvalue(), ".parquet")

    def _stale(self, number: str) -> list[Path]:
        """What a sweep that was killed between the two parts of ``number`` left."""
        return [path for path in self.folder.glob(f"{number}-*.parquet") if key_of(path) == number]

    def written(self) -> None:
        """What waited stands on disk, its runs too."""
        self._runs, self.waiting = [], 0

    def tables(self, runs: Sequence[tuple[str, int, int]]) -> Iterator[pa.Table]:
        """The rows of ``runs`` (number of the part, point, replicate), one run after the other as given,
        joined to pieces that do not depend on the parts. Raises ``OSError`` for a part that is not whole."""
        import pyarrow as pa

        held: OrderedDict[str, tuple[pa.Table, dict[tuple[int, int], tuple[int, int]]]] = OrderedDict()
        paths, piece, rows = self.paths(), [breakdown_schema().empty_table()], 0
        for number, point, replicate in runs:
            if number not in held:
                held[number] = _indexed(paths.get(number), self.folder / number)
                if len(held) > HELD:
                    held.popitem(last=False)
            held.move_to_end(number)
            table, where = held[number]
            first, count = where.get((point, replicate), (0, 0))
            piece.append(table.slice(first, count))
            rows += count
            if rows >= ROWS:
                yield pa.concat_tables(piece).combine_chunks()
                piece, rows = [], 0
        if piece:
            yield pa.concat_tables(piece).combine_chunks()


def _table(runs: Sequence[tuple[int, int, Mapping[Key, float]]]) -> pa.Table:
    import pyarrow as pa

    columns: tuple[list[object], ...] = ([], [], [], [], [], [])
    for point, replicate, parts in runs:
        columns[0].extend([point] * len(parts))
        columns[1].extend([replicate] * len(parts))
        for place in range(3):
            columns[2 + place].extend(key[place] for key in parts)
        columns[5].extend(parts.values())
    schema = breakdown_schema()
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def _indexed(path: Path | None, name: Path) -> tuple[pa.Table, dict[tuple[int, int], tuple[int, int]]]:
    """A part, and where the rows of each run stand in it: (first, number)."""
    import numpy as np

    from experiments.outcomes.tables import parquet_table

    content = content_of(path) if path is not None else None
    if content is None:
        raise OSError(errno.EIO, "this part is damaged or lost; the same command runs it again", str(path or name))
    table = parquet_table(content).cast(breakdown_schema())
    point, replicate = table["point"].to_numpy(), table["replicate"].to_numpy()
    cuts = np.flatnonzero(np.diff(point) | np.diff(replicate)) + 1
    ends = [*cuts.tolist(), len(point)] if len(point) else []
    firsts = [0, *cuts.tolist()] if len(point) else []
    return table, {
        (int(point[first]), int(replicate[first])): (first, end - first)
        for first, end in zip(firsts, ends, strict=True)
    }


__all__ = ["FOLDER", "Breakdowns", "breakdown_schema"]
