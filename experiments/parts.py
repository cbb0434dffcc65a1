"""Finished runs of a design, kept one by one, so that starting again runs only what is missing.

A part is one small Parquet file, ``parts/<key>.parquet``, written under another name and renamed. Its key is
made from everything its numbers depend on: scenario, seed, months, and the model's own source.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.runs import Run
from sim.files import atomic_path
from sim.jit import kernels_digest
from sim.version import VERSION

if TYPE_CHECKING:
    from experiments.outcomes import Result

FOLDER = "parts"


class Parts:
    """The finished runs in a folder of results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.model = f"{VERSION} {kernels_digest()}"

    def key(self, run: Run) -> str:
        text = f"{self.model} {run.scenario} {run.seed} {run.months}"
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def names(self) -> list[str]:
        """All parts there are, as they stand in the folder of results."""
        return sorted(f"{FOLDER}/{path.name}" for path in self.folder.glob("*.parquet")
                      if not path.name.startswith("."))

    def find(self, run: Run) -> dict[str, float] | None:
        """The outcomes of an earlier run that is the same; None when there is none, or none that is whole."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.folder / f"{self.key(run)}.parquet"
        with contextlib.suppress(OSError, KeyError, ValueError, pa.ArrowException):
            table = pq.read_table(path)
            rows = zip(table["outcome"].to_pylist(), table["value"].to_pylist(), strict=True)
            found = {str(outcome): float(value) for outcome, value in rows}
            if table["key"].to_pylist() == [self.key(run)] * table.num_rows and found:
                return found
        return None

    def keep(self, run: Run, result: Result) -> None:
        """Write the outcomes of a finished run. Raises ``OSError`` when they cannot be written."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.folder.mkdir(exist_ok=True)
        values = sorted(result.values.items())
        table = pa.table({
            "key": [self.key(run)] * len(values),
            "seed": pa.array([run.seed] * len(values), pa.int64()),
            "outcome": [outcome for outcome, _ in values],
            "value": pa.array([value for _, value in values], pa.float64()),
            "digest": [result.digest] * len(values),
        })
        with atomic_path(self.folder / f"{self.key(run)}.parquet") as part:
            pq.write_table(table, part)


__all__ = ["Parts"]
