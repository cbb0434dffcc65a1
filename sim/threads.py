"""Running a kernel over ranges of rows on several threads.

Plain threads over kernels that hold no interpreter lock: such a kernel writes only rows of its own
range and reduces nothing across ranges, so the bytes are the same for any number of threads. (numba's own
parallel loops would bring a threading layer that two models in one process cannot share.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

Item = TypeVar("Item")
Found = TypeVar("Found")


MANY, PARTS = 50_000, 4
"""From so many rows on each thread has so many ranges to take (assumed)."""


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="bygd")


def parts_of(rows: int, threads: int) -> int:
    """Ranges in which ``threads`` work through ``rows``: of many rows several for each, for equal numbers of rows are
    no equal work (newcomers cost more than locals), and whoever has done with one takes the next."""
    return threads * PARTS if threads > 1 and rows >= MANY else threads


def over_rows(kernel: Callable[..., Any], rows: int, threads: int, *arguments: Any) -> None:
    """Call ``kernel(start, stop, *arguments)`` over ``rows`` rows, cut into ranges for ``threads``."""
    if threads == 1:
        kernel(0, rows, *arguments)
        return
    parts = parts_of(rows, threads)
    over_ranges(kernel, [rows * part // parts for part in range(parts)] + [rows], threads, *arguments)


def over_ranges(kernel: Callable[..., Any], cuts: Sequence[int], threads: int, *arguments: Any) -> None:
    """Call ``kernel(start, stop, *arguments)`` from each of ``cuts`` to the next, on this thread and others."""
    over_calls([partial(kernel, start, stop, *arguments) for start, stop in pairwise(cuts)], threads)


def over_calls(calls: Iterable[Callable[[], None]], threads: int) -> None:
    """Make ``calls``, of which none hangs on another, on this thread and others: each takes the next there is."""
    calls = list(calls)
    left = iter(calls)  # each is taken by one thread only

    def work() -> None:
        for call in left:
            call()

    others = min(threads, len(calls)) - 1
    waiting = [_pool(threads).submit(work) for _ in range(others)]
    work()
    for result in waiting:
        result.result()


def marked_rows(kernel: Callable[..., Any], rows: int, threads: int, *arguments: Any) -> np.ndarray[Any, Any]:
    """The rows (int64, ascending) that ``kernel(start, stop, *arguments, marks)`` marks in ``marks`` (bool, rows).

    For a rule in which people depend on each other, and so have their turn one after another, but which concerns
    few of them: these are found on all threads, and the rest is done for them alone.
    """
    marks = np.zeros(rows, np.bool_)
    over_rows(kernel, rows, threads, *arguments, marks)
    return marks.nonzero()[0]


def over_items(function: Callable[[Item], Found], items: Sequence[Item], threads: int) -> list[Found]:
    """``function`` of each item, in their order, up to ``threads`` at once; it changes nothing that another call
    reads."""
    if min(threads, len(items)) < 2:
        return [function(item) for item in items]
    return list(_pool(threads).map(function, items))
