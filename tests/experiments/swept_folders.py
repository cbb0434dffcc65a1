"""A small sweep's folder written by hand, for tests of what reads one: no run stands behind it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.commands.sealed import seal
from experiments.outcomes.catalogue import outcomes

POINTS, REPLICATES = 4, 3
POLICIES = ("none", "mentors")
FAILED = (2, 1)
"""Point and replicate of the run that failed."""


def points() -> pa.Table:
    return pa.table(
        {
            "point": pa.array(range(POINTS), pa.int32()),
            "policy": [POLICIES[point % 2] for point in range(POINTS)],
            "free_hours": pa.array([35.0, 35.0, 62.5, 62.5], pa.float64()),
        }
    )


def part(runs: list[tuple[int, int]], *, failed: bool = True) -> pa.Table:
    """Rows of (point, replicate); the run of ``FAILED`` has failed unless told otherwise."""
    rows: list[dict[str, Any]] = []
    for point, replicate in runs:
        broken = failed and (point, replicate) == FAILED
        rng = np.random.default_rng([point, replicate])
        rows.append(
            {
                "point": point,
                "replicate": replicate,
                "seed": 1000 + replicate,
                "stage": "months" if broken else "done",
                "error": "ValueError: no room\nfor \x1b[31mmore" if broken else "",
                "digest": "" if broken else f"{point:02}{replicate:02}",
                **{headline.key: None if broken else float(rng.random()) for headline in outcomes()},
            }
        )
    schema = pa.schema(
        [
            ("point", pa.int32()),
            ("replicate", pa.int32()),
            ("seed", pa.int64()),
            ("stage", pa.string()),
            ("error", pa.string()),
            ("digest", pa.string()),
            *((headline.key, pa.float64()) for headline in outcomes()),
        ]
    )
    return pa.Table.from_pylist(rows, schema)


def put(folder: Path, number: int, rows: pa.Table) -> Path:
    """Write a part as a sweep does."""
    file = io.BytesIO()
    pq.write_table(rows, file)
    return seal(folder / "parts", f"{number:06d}", file.getvalue(), ".parquet")


def all_runs() -> list[tuple[int, int]]:
    return [(point, replicate) for point in range(POINTS) for replicate in range(REPLICATES)]


def manifest(folder: Path, state: str, **more: Any) -> None:
    (folder / "manifest.json").write_text(
        json.dumps({"made_by": "bygd", "kind": "sweep", "state": state, "seed": 1, **more}), encoding="utf-8"
    )


def unfinished(folder: Path) -> Path:
    """A sweep that is running: two parts, out of order and one run in both, and one being written."""
    (folder / "parts").mkdir(parents=True)
    manifest(folder, "unfinished")
    pq.write_table(points(), folder / "points.parquet")
    runs = all_runs()
    put(folder, 1, part(runs[5:8]))
    put(folder, 2, part(runs[:6]))
    (folder / "parts" / ".bygd-0123abcd.parquet").write_bytes(b"PAR1 half a file")
    return folder


def finished(folder: Path) -> Path:
    """A sweep that is done, with one failed run."""
    (folder / "parts").mkdir(parents=True)
    manifest(folder, "finished")
    pq.write_table(points(), folder / "points.parquet")
    runs = part(all_runs())
    put(folder, 1, runs)
    known = points()
    place = runs["point"].to_pylist()
    columns = {"point": runs["point"]}
    columns |= {name: known[name].take(place) for name in known.column_names[1:]}
    columns |= {name: runs[name] for name in runs.column_names[1:]}
    pq.write_table(pa.table(columns), folder / "runs.parquet")
    return folder
