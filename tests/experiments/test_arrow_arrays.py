"""Columns that go to Arrow and come back are what Arrow itself would have made of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from experiments.outcomes.arrow_arrays import as_numbers, coded_array, number_array, word_array

NUMBERS = [
    np.arange(5, dtype=np.int32),
    np.array([1.5, np.nan, -0.0, np.inf]),
    np.arange(12, dtype=np.int64)[::3],
    np.zeros(0),
    np.array([250, 3], np.uint8),
]
WORDS: list[list[str]] = [["all", "vik", "all", "ås"], [], ["", "日本", "", "a" * 300]]


@pytest.mark.parametrize("values", NUMBERS, ids=str)
def test_numbers_are_as_arrow_makes_them_and_come_back(values: Any) -> None:
    made = number_array(values)
    assert made.type == pa.array(values).type
    assert made.null_count == 0
    for column in (made, pa.chunked_array([made, made.slice(1)]) if len(made) else pa.chunked_array([], made.type)):
        found = as_numbers(column)
        assert found.dtype == values.dtype
        np.testing.assert_array_equal(found, np.concatenate([values, values[1:]]) if len(found) > len(made) else values)


@pytest.mark.parametrize("words", WORDS, ids=len)
def test_words_are_as_arrow_makes_them(words: list[str]) -> None:
    assert word_array(words).equals(pa.array(words, pa.string()))
    assert coded_array(words).equals(pa.array(words, pa.string()).dictionary_encode())
