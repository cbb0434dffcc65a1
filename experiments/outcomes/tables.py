"""Histories of replicates as Arrow tables, the form they are stored in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from experiments.workers.run import Outcome

MEASURES = pa.schema([
    ("replicate", pa.int32()), ("month", pa.int32()), ("place", pa.string()), ("measure", pa.string()),
    ("group", pa.string()), ("value", pa.float64()),
])
RETENTION = pa.schema([
    ("replicate", pa.int32()), ("months_since", pa.int32()), ("place", pa.string()), ("group", pa.string()),
    ("value", pa.float64()), ("at_risk", pa.float64()),
])


def measures_table(outcomes: Sequence[Outcome]) -> pa.Table:
    """Tidy measures of all finished runs: replicate, month, place, measure, group, value."""
    return _stack([(o.run.replicate, o.history.measures) for o in outcomes if o.history], MEASURES)


def retention_table(outcomes: Sequence[Outcome]) -> pa.Table:
    """Kaplan-Meier curves of all finished runs: replicate, months_since, place, group, value, at_risk."""
    return _stack([(o.run.replicate, o.history.retention) for o in outcomes if o.history], RETENTION)


def _stack(parts: Sequence[tuple[int, Any]], schema: pa.Schema) -> pa.Table:
    tables = []
    for replicate, columns in parts:
        arrays = [pa.array(getattr(columns, name)).cast(schema.field(name).type) for name in schema.names[1:]]
        length = len(arrays[0])
        first = pa.repeat(pa.scalar(replicate, pa.int32()), length)
        tables.append(pa.Table.from_arrays([first, *arrays], schema=schema))
    table = pa.concat_tables(tables) if tables else schema.empty_table()
    table = table.combine_chunks()
    for position, field in enumerate(schema):
        if field.type == pa.string():
            coded = table.column(position).combine_chunks().dictionary_encode()
            table = table.set_column(position, field.name, coded)
    return table


__all__ = ["MEASURES", "RETENTION", "measures_table", "retention_table"]
