"""Columns between NumPy and Arrow, without pandas.

``pyarrow.array`` and ``to_numpy`` import pandas where it is installed, only to see whether they were given one of
its objects; that takes longer than writing and reading all measures of a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

Array = np.ndarray[Any, Any]


def number_array(values: Any) -> pa.Array:
    """Numbers (n,) as an Arrow array of the same width, not copied where they lie side by side. NaN stays NaN."""
    values = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, pa.py_buffer(values)])


def word_array(words: Sequence[str]) -> pa.StringArray:
    """Texts (n,) as an Arrow array."""
    encoded = [word.encode() for word in words]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64).astype(np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def coded_array(words: Sequence[str]) -> pa.DictionaryArray:
    """Texts (n,) as numbers of a list of them, in the order in which they first come."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(word, len(numbers)) for word in words]
    return pa.DictionaryArray.from_arrays(number_array(np.array(codes, np.int32)), word_array(list(numbers)))


def as_numbers(column: Any) -> Array:
    """An Arrow column of numbers, none missing, as a NumPy array (n,) that cannot be written."""
    chunks = [np.from_dlpack(chunk) for chunk in getattr(column, "chunks", [column]) if len(chunk)]
    if not chunks:
        return np.zeros(0, column.type.to_pandas_dtype())
    return chunks[0] if len(chunks) == 1 else np.concatenate(chunks)


__all__ = ["as_numbers", "coded_array", "number_array", "word_array"]
