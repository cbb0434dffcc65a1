"""Histories of replicates as Arrow tables, the form they are stored in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.outcomes.arrow_arrays import coded_array, number_array

MEASURES = pa.schema(
    [
        ("replicate", pa.int32()),
        ("month", pa.int32()),
        ("place", pa.string()),
        ("measure", pa.string()),
        ("group", pa.string()),
        ("value", pa.float64()),
    ]
)
RETENTION = pa.schema(
    [
        ("replicate", pa.int32()),
        ("months_since", pa.int32()),
        ("place", pa.string()),
        ("group", pa.string()),
        ("value", pa.float64()),
        ("at_risk", pa.float64()),
    ]
)
WORDS = pa.dictionary(pa.int32(), pa.string())
ROWS = 500_000
"""A table of many replicates is written, and looked up, in pieces of about so many rows."""


def coded(schema: pa.Schema) -> pa.Schema:
    """The schema with text as numbers of a list of words."""
    return pa.schema([(field.name, WORDS if field.type == pa.string() else field.type) for field in schema])


def columns_table(columns: Any, schema: pa.Schema) -> pa.Table:
    """Columns of one history, by the names of ``schema``, without the replicate."""
    rest = pa.schema(list(coded(schema))[1:])
    arrays = []
    for field, plain in zip(rest, list(schema)[1:], strict=True):
        values = getattr(columns, field.name)
        arrays.append(coded_array(values) if field.type == WORDS else number_array(values).cast(plain.type))
    return pa.Table.from_arrays(arrays, schema=rest)


def table_of(history: Any, name: str, schema: pa.Schema) -> pa.Table:
    """``measures`` or ``retention`` of one history, from its file where it stands in one."""
    read = getattr(history, "table", None)
    return read(name) if read is not None else columns_table(getattr(history, name), schema)


def with_replicate(table: pa.Table, replicate: int, schema: pa.Schema) -> pa.Table:
    first = number_array(np.full(table.num_rows, replicate, np.int32))
    columns = [column.combine_chunks() for column in table.columns]
    return pa.Table.from_arrays([first, *columns], schema=coded(schema))


def in_pieces(tables: Iterable[pa.Table], schema: pa.Schema, rows: int | None = None) -> Iterator[pa.Table]:
    """The tables joined, one after the other, to pieces of at least ``rows`` rows each but the last."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(one.num_rows for one in waiting) >= (rows or ROWS):
            yield _joined(waiting)
            waiting = []
    yield _joined(waiting or [coded(schema).empty_table()])


def _joined(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def parquet_bytes(table: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()


def parquet_table(content: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table in ``content``, or some of its columns, in their order there.

    On this thread alone: one of Arrow's own may still be letting go of Python's bytes when the interpreter ends, and
    takes the process down (abort).
    """
    file = pq.ParquetFile(io.BytesIO(content), pre_buffer=False)  # read_table would import all kinds of file systems
    return file.read(columns, use_threads=False)


__all__ = [
    "MEASURES",
    "RETENTION",
    "ROWS",
    "coded",
    "columns_table",
    "in_pieces",
    "parquet_bytes",
    "parquet_table",
    "table_of",
    "with_replicate",
]
