"""Finished runs of a sweep on disk: Parquet parts of some rows each.

A part is written under a name that begins with a dot, synced and renamed, and carries the checksum of its
content in its name (:mod:`experiments.commands.sealed`): one that a disk or a copy has damaged is removed,
and its runs are missing. Readers may read while a sweep writes. Rows:

    point, replicate, seed   which run
    stage, error             "done"; or where it failed, and why
    digest                   of the last state of the model
    a column an outcome      empty where it was not measured

A sweep keeps their outcomes by place and group too (:mod:`experiments.commands.shelf_breakdown`).
"""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.commands.sealed import content_of, discard, key_of, seal
from experiments.commands.shelf_breakdown import ROWS as BREAKDOWN_ROWS
from experiments.commands.shelf_breakdown import Breakdowns
from experiments.files import clear_unfinished
from experiments.outcomes.catalogue import outcomes
from experiments.workers.run import Outcome, replicate_seed

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = "parts"
ROWS, SECONDS = 1000, 5.0
"""A part is written when so many rows wait, or the first of them has waited so long [s]."""


def outcome_columns() -> tuple[str, ...]:
    """A column an outcome of the catalogue."""
    return tuple(row.key for row in outcomes())


def schema(columns: Sequence[str]) -> pa.Schema:
    """Of every part; ``columns``: the outcomes."""
    import pyarrow as pa

    return pa.schema(
        [
            ("point", pa.int32()),
            ("replicate", pa.int32()),
            ("seed", pa.int64()),
            ("stage", pa.string()),
            ("error", pa.string()),
            ("digest", pa.string()),
            *((key, pa.float64()) for key in columns),
        ]
    )


class Shelf:
    """The parts in a folder of results, with a column for each of ``columns`` (None: of the outcomes);
    ``breakdown``: with outcomes by place and group beside them; ``seed``: the experiment's, from which those of
    its runs follow."""

    def __init__(
        self, folder: Path, columns: Sequence[str] | None = None, *, seed: int, breakdown: bool = False
    ) -> None:
        self.seed = seed
        self.folder = folder / FOLDER
        self.breakdowns = Breakdowns(folder) if breakdown else None
        self.columns = outcome_columns() if columns is None else tuple(columns)
        self._rows: list[dict[str, Any]] = []
        self._since = 0.0
        self._next = 0

    def open(self) -> None:
        """Make the folder; what a killed sweep left half-written goes, and what is damaged."""
        self.folder.mkdir(exist_ok=True)
        clear_unfinished(self.folder)
        self._next = max((int(key_of(path)) for path in self._paths()), default=-1) + 1
        if self.breakdowns is not None:
            self.breakdowns.open(key_of(path) for path in self._paths())

    def _paths(self) -> list[Path]:
        return [path for path in sorted(self.folder.glob("*.parquet")) if key_of(path).isdecimal()]

    def names(self) -> list[str]:
        """All parts there are, as they stand in the folder of results."""
        beside = self.breakdowns.names() if self.breakdowns is not None else []
        return [f"{FOLDER}/{path.name}" for path in self._paths()] + beside

    def add(self, point: int, outcome: Outcome) -> None:
        """Take a run, and write what has waited long enough. Raises ``OSError`` when that cannot be."""
        if not self._rows:
            self._since = time.monotonic()
        run = outcome.run
        row = {
            "point": point,
            "replicate": run.replicate,
            "seed": run.seed,
            "stage": outcome.stage,
            "error": outcome.error,
            "digest": outcome.read.digest if outcome.read else "",
        }
        self._rows.append({**row, **(outcome.read.values if outcome.read else {})})
        if self.breakdowns is not None and outcome.read:
            self.breakdowns.add(point, run.replicate, outcome.read.breakdown)
        full = len(self._rows) >= ROWS or (self.breakdowns is not None and self.breakdowns.waiting >= BREAKDOWN_ROWS)
        if full or time.monotonic() - self._since >= SECONDS:
            self.write()

    def write(self) -> None:
        """Write what waits. Raises ``OSError``; the rows then still wait."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self._rows:
            return
        table = pa.Table.from_pylist(self._rows, schema=schema(self.columns))
        file = io.BytesIO()
        pq.write_table(table, file, compression="zstd")
        number = f"{self._next:06d}"
        if self.breakdowns is not None:
            self.breakdowns.write(number)
        seal(self.folder, number, file.getvalue(), ".parquet")
        self._next += 1
        self._rows = []
        if self.breakdowns is not None:
            self.breakdowns.written()

    def _tables(self) -> Iterator[tuple[str, pa.Table]]:
        """Numbers of the parts, and every column of them, in the order they were written. One that cannot be
        read, or is not what was written, or has nothing whole beside it, is removed: its runs are missing."""
        import pyarrow as pa

        from experiments.outcomes.tables import parquet_table

        whole, beside = schema(self.columns), self.breakdowns.paths() if self.breakdowns is not None else {}
        for path in self._paths():
            content = content_of(path)
            with_it = beside.get(key_of(path))
            if self.breakdowns is not None and (with_it is None or content_of(with_it) is None):
                content = None
            try:
                if content is not None:
                    table = parquet_table(content, whole.names).select(whole.names).cast(whole)
                    yield key_of(path), self._ours(table)
                    continue
            except (pa.ArrowException, OSError, ValueError, KeyError):
                pass
            for damaged in (path, with_it):
                if damaged is not None:
                    discard(damaged)

    def _ours(self, table: pa.Table) -> pa.Table:
        """The rows that a run of this experiment can have written: its replicates have the seeds that they have.

        A part may be whole and yet not be ours, copied from another folder or written by another program.
        """
        import pyarrow as pa

        replicates = table["replicate"].to_pylist()
        seeds = {one: replicate_seed(self.seed, one) for one in set(replicates) if one is not None and one >= 0}
        ours = [
            point is not None and point >= 0 and seed is not None and seeds.get(replicate) == seed
            for point, replicate, seed in zip(
                table["point"].to_pylist(), replicates, table["seed"].to_pylist(), strict=True
            )
        ]
        return table if all(ours) else table.filter(pa.array(ours, pa.bool_()))

    def done(self, retry: bool = False) -> set[tuple[int, int]]:
        """(point, replicate) of the runs there are; with ``retry``, of those that did not fail."""
        found: set[tuple[int, int]] = set()
        for _, table in self._tables():
            keys = zip(table["point"].to_pylist(), table["replicate"].to_pylist(), strict=True)
            for key, stage in zip(keys, table["stage"].to_pylist(), strict=True):
                if retry and stage != "done":
                    found.discard(key)
                else:
                    found.add(key)
        return found

    def table(self) -> pa.Table:
        """All runs, by point and replicate; of a run that was repeated, the last."""
        import pyarrow as pa

        found = pa.concat_tables([*(table for _, table in self._tables()), schema(self.columns).empty_table()])
        last = {
            key: row
            for row, key in enumerate(zip(found["point"].to_pylist(), found["replicate"].to_pylist(), strict=True))
        }
        return found.take(pa.array([last[key] for key in sorted(last)], pa.int64())).combine_chunks()

    def breakdown(self, points: int, replicates: int) -> Iterator[pa.Table]:
        """Outcomes by place and group of the first ``points`` and ``replicates``, by replicate and point, a
        piece at a time; of a run that was repeated, the last. Raises ``OSError`` for a part that is damaged
        by now."""
        if self.breakdowns is None:
            return
        last: dict[tuple[int, int], str] = {}
        for number, table in self._tables():
            keys = zip(table["replicate"].to_pylist(), table["point"].to_pylist(), strict=True)
            last.update((key, number) for key in keys if key[0] < replicates and key[1] < points)
        yield from self.breakdowns.tables(
            [(last[replicate, point], point, replicate) for replicate, point in sorted(last)]
        )


@contextlib.contextmanager
def shelved(
    folder: Path, columns: Sequence[str] | None = None, *, seed: int, breakdown: bool = False
) -> Iterator[Shelf]:
    """The shelf of ``folder``, opened; however the block ends, what waits is written."""
    shelf = Shelf(folder, columns, seed=seed, breakdown=breakdown)
    shelf.open()
    try:
        yield shelf
    except OSError:  # it was the shelf that could not write: a second try would hide the reason
        raise
    except BaseException:
        shelf.write()
        raise
    shelf.write()


__all__ = ["FOLDER", "Shelf", "outcome_columns", "schema", "shelved"]
