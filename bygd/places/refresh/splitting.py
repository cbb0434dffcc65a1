"""Large queries in pieces that an office answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from bygd.places.refresh.cubes import Cube, Query
from bygd.places.refresh.errors import OfficeFailed, TooManyCells


def cells(query: Query) -> int:
    """How many figures a query asks for."""
    return math.prod(len(values) for values in query.values())


def pieces(query: Query, most: int) -> Iterator[Query]:
    """The query in pieces of at most ``most`` figures, together exactly the whole."""
    if cells(query) <= most:
        yield query
        return
    for half in halves(query):
        yield from pieces(half, most)


def halves(query: Query) -> tuple[Query, Query]:
    """The query cut in two along the variable with most values."""
    longest = max(query, key=lambda name: len(query[name]))
    values = query[longest]
    middle = (len(values) + 1) // 2
    return {**query, longest: values[:middle]}, {**query, longest: values[middle:]}


def ask_in_pieces(ask: Callable[[Query], Cube], query: Query, most: int) -> Cube:
    """The figures of the whole query. A piece that is refused as too large is halved until it is one figure.

    Raises :class:`OfficeFailed` where the office refuses one figure alone: then it is no matter of size.
    """
    found: Cube | None = None
    for piece in pieces(query, most):
        answer = _ask(ask, piece)
        if found is None:
            found = answer
        else:
            found.add(answer)
    assert found is not None
    return found


def _ask(ask: Callable[[Query], Cube], piece: Query) -> Cube:
    try:
        return ask(piece)
    except TooManyCells as refusal:
        if cells(piece) == 1:
            raise OfficeFailed(f"{refusal}; even for one figure, so that it may not be asked at all") from None
    first, second = halves(piece)
    found = _ask(ask, first)
    found.add(_ask(ask, second))
    return found


__all__ = ["ask_in_pieces", "cells", "halves", "pieces"]
