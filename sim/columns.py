"""Handing a kernel the columns it needs: compiling takes time in proportion to the arrays passed."""

from __future__ import annotations

from typing import Any


def columns(kind: Any, *groups: Any) -> Any:
    """The named tuple class ``kind`` filled with the columns of the same names in ``groups``.

    Where two groups have a column of one name, the first is taken.
    """
    return kind(*(next(getattr(group, name) for group in groups if name in group._fields) for name in kind._fields))
