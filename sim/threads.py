"""Running a kernel over ranges of rows on several threads.

Plain threads over kernels that hold no interpreter lock: such a kernel writes only rows of its own
range and reduces nothing across ranges, so the bytes are the same for any number of threads. (numba's own
parallel loops would bring a threading layer that two models in one process cannot share.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

Item = TypeVar("Item")
Found = TypeVar("Found")


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="bygd")


def over_rows(kernel: Callable[..., Any], rows: int, threads: int, *arguments: Any) -> None:
    """Call ``kernel(start, stop, *arguments)`` over ``rows`` rows cut into ``threads`` ranges."""
    if threads == 1:
        kernel(0, rows, *arguments)
        return
    over_ranges(kernel, [rows * part // threads for part in range(threads)] + [rows], *arguments)


def over_ranges(kernel: Callable[..., Any], cuts: Sequence[int], *arguments: Any) -> None:
    """Call ``kernel(start, stop, *arguments)`` from each of ``cuts`` to the next, all at once; one of the ranges is
    this thread's own."""
    ranges = list(pairwise(cuts))
    waiting = [_pool(len(ranges)).submit(kernel, start, stop, *arguments) for start, stop in ranges[1:]]
    kernel(*ranges[0], *arguments)
    for result in waiting:
        result.result()


def marked_rows(kernel: Callable[..., Any], rows: int, threads: int, *arguments: Any) -> np.ndarray[Any, Any]:
    """The rows (int64, ascending) that ``kernel(start, stop, *arguments, marks)`` marks in ``marks`` (bool, rows).

    For a rule in which people depend on each other, and so have their turn one after another, but which concerns
    few of them: these are found on all threads, and the rest is done for them alone.
    """
    marks = np.zeros(rows, np.bool_)
    over_rows(kernel, rows, threads, *arguments, marks)
    return np.flatnonzero(marks)


def over_items(function: Callable[[Item], Found], items: Sequence[Item], threads: int) -> list[Found]:
    """``function`` of each item, in their order, up to ``threads`` at once; it changes nothing that another call
    reads."""
    if min(threads, len(items)) < 2:
        return [function(item) for item in items]
    return list(_pool(threads).map(function, items))
