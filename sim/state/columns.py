"""How a column of the state is declared: once, with its type, its value in an unused row, and its unit.

A group of columns is a named tuple; each field's default says what the column is::

    @table
    class Homes(NamedTuple):
        beds: Array = column("i1", 0, "the most who can live there")

:func:`table` takes the declarations out of the defaults and keeps them as ``Homes.columns``, from which
:mod:`sim.allocation` makes and grows the arrays and :mod:`sim.digest` knows how much of them is in use.
"""

from __future__ import annotations

import math
from collections import namedtuple
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

Array = np.ndarray[Any, Any]
Group = TypeVar("Group")


CACHE_LINE = 64
"""Bytes a processor fetches at a time."""


def filled(shape: tuple[int, ...], value: float, dtype: str) -> Array:
    """An array of ``value`` that begins where a line of the processor's cache does, so that a row of 64 bytes is one
    line."""
    size = math.prod(shape) * np.dtype(dtype).itemsize
    room = np.empty(size + CACHE_LINE, np.uint8)
    first = -room.ctypes.data % CACHE_LINE
    values = room[first : first + size].view(dtype).reshape(shape)
    values[...] = value
    return values


@dataclass(frozen=True)
class Column:
    """One array of a group."""

    dtype: str
    """numpy's short name: i1, i2, i4, i8, u1, u4, u8, f4, f8."""
    unused: float
    """What stands in rows not in use."""
    meaning: str
    unit: str = ""
    width: int | str = 0
    """Length of the second dimension, as a number or as the name of a size asked for (``slots``: ties a
    person can have; ``places``); 0 for a column of one dimension."""
    rows: str = ""
    """Name of the size that gives the first dimension, where it is not the rows of the group."""
    derived: bool = False
    """Follows from the rules in force this month, or is written anew in every month before it is read, and so is no
    part of what a state is the same by."""
    optional: bool = False
    """Passed over in what a state is the same by while nothing stands in it: a mechanism that nobody uses leaves the
    bytes that there were before it."""

    def empty(self, rows: int, sizes: dict[str, int]) -> Array:
        """The array with ``rows`` unused rows; ``sizes`` are the sizes asked for by name."""
        rows = sizes[self.rows] if self.rows else rows
        width = sizes[self.width] if isinstance(self.width, str) else self.width
        return filled((rows, width) if width else (rows,), self.unused, self.dtype)


def column(
    dtype: str,
    unused: float,
    meaning: str,
    *,
    unit: str = "",
    width: int | str = 0,
    rows: str = "",
    derived: bool = False,
    optional: bool = False,
) -> Any:
    """Declare a column: see :class:`Column`. To the reader of a group its value is an array."""
    return Column(dtype, unused, meaning, unit, width, rows, derived, optional)


def addressable(kind: type[Group], **more: Any) -> type[Group]:
    """The same named tuple with room to keep its address for kernels (:mod:`sim.state_abi`), and with ``more``
    class attributes.

    What is kept there is this object's own: copies and pickles leave it behind.
    """
    extras = {
        "__module__": kind.__module__,
        "__doc__": kind.__doc__,
        "__annotations__": getattr(kind, "__annotations__", {}),
        "__getstate__": lambda self: None,
        **more,
    }
    fields: tuple[str, ...] = getattr(kind, "_fields")  # noqa: B009  (mypy knows no such name)
    return type(kind.__name__, (namedtuple(kind.__name__, fields),), extras)


def table(group: type[Group], more: dict[str, Column] | None = None) -> type[Group]:
    """The named tuple of the arrays that ``group`` declares, with ``columns`` beside it; ``more``: further
    columns by name, after them.

    A field that is no column (a group of the state) stands as it is. Raises ``TypeError`` for a group some of
    whose fields say what they are and others do not.
    """
    declared: dict[str, Column] = getattr(group, "_field_defaults")  # noqa: B009
    fields: tuple[str, ...] = getattr(group, "_fields")  # noqa: B009
    if declared and set(declared) != set(fields):
        raise TypeError(f"{group.__name__}: columns without a declaration: {set(fields) - set(declared)}")
    columns = {**declared, **(more or {})}
    make: Any = namedtuple  # mypy asks for literal names
    wider = make(group.__name__, (*fields, *(more or {})), module=group.__module__)
    wider.__doc__, wider.__annotations__ = (
        group.__doc__,
        {**getattr(group, "__annotations__", {}), **dict.fromkeys(more or {}, Array)},
    )
    return addressable(wider, columns=columns)
