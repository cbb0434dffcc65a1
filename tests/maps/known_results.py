"""Folders of results without a run: known numbers for three real municipalities, as 'bygd run' writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.outcomes.tables import MEASURES, RETENTION
from sim.scenario import load_scenario

MONTHS, RUNS = 24, 3
AT = {"umea": 0.60, "vindeln": 0.50, "bjurholm": 0.40}
"""Newcomers in work of the first run at the end of the first year; a tenth more at the end of the second."""
TEXT = """
title: Three of the Umeå region
start: 2006-01
months: 24
places:
  umea: {name: Umeå, population: 109390, position: [0.0, 0.0]}
  vindeln: {name: Vindeln, population: 5700, position: [-26.1, 40.8]}
  bjurholm: {name: Bjurholm, population: 2553, position: [-50.6, 9.3]}
"""


def scenario_text(folder: Path, text: str = TEXT) -> str:
    file = folder / "scenario.yaml"
    file.write_text(text, encoding="utf-8")
    return load_scenario(file).to_yaml()


def table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def write_run(folder: Path, text: str, replicates: int = RUNS, **manifest: Any) -> Path:
    """A run of three places: shares in work, inhabitants, arrivals; who stays in Umeå alone is known."""
    folder.mkdir(parents=True)
    measures, retention = [], []
    for run in range(replicates):
        for key, share in AT.items():
            for month in (11, 23):
                value = share + 0.01 * run + (0.1 if month == 23 else 0.0)
                measures.append((run, month, key, "employed", "newcomers", value))
            measures += [(run, month, key, "population", "all", 1000.0 + 10 * month) for month in range(-1, MONTHS)]
            measures += [(run, month, key, "arrivals", "all", 2.0) for month in range(MONTHS) if key != "bjurholm"]
            followed = 50.0 if key == "umea" else 3.0
            retention.append((run, 12, key, "all", 0.8 + 0.01 * run, followed))
    pq.write_table(table(MEASURES, measures), folder / "measures.parquet")
    pq.write_table(table(RETENTION, retention), folder / "retention.parquet")
    found = {
        "kind": "run",
        "scenario": {"name": "three", "text": text},
        "months": MONTHS,
        "runs": [{"replicate": run} for run in range(replicates)],
        "finished": "2026-11-27T06:00:00Z",
        **manifest,
    }
    (folder / "manifest.json").write_text(json.dumps(found), encoding="utf-8")
    return folder
