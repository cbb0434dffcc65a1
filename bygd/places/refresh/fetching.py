"""One table from description to figures: the newest period that has them, in pieces within the limits."""

from __future__ import annotations

from collections.abc import Callable

from bygd.places.refresh.cubes import Cube, Query
from bygd.places.refresh.dialects import Dialect
from bygd.places.refresh.figures import Figures, figures
from bygd.places.refresh.selecting import plan
from bygd.places.refresh.sources import Table
from bygd.places.refresh.splitting import ask_in_pieces, pieces

PERIODS = 3
"""How many periods are tried, the newest first: offices announce some before their figures."""


def fetch(
    dialect: Dialect,
    table: Table,
    merged: dict[str, str],
    *,
    may_lack: float,
    progress: Callable[[float], None] = lambda share: None,
) -> Figures:
    """The figures of ``table`` of the newest period where at most a share ``may_lack`` of the places has none.

    Where no period has so many, those of the newest: the checks refuse them with the numbers. Raises
    :class:`~bygd.places.refresh.errors.OfficeFailed`.
    """
    planned = plan(dialect.describe(table), table)
    most = dialect.most_cells()
    newest: Figures | None = None
    for period, year in planned.periods[:PERIODS]:
        query = planned.query(period)
        count, done = sum(1 for _ in pieces(query, most)), 0

        def ask(piece: Query, count: int = count) -> Cube:
            nonlocal done
            answer = dialect.ask(table, piece)
            done += 1
            progress(min(1.0, done / count))
            return answer

        found = figures(ask_in_pieces(ask, query, most), planned, table, year, merged)
        places = {merged.get(code, code) for code in planned.municipalities.values()}
        if found.national is not None and len(lacking(found, places)) <= may_lack * len(places):
            return found
        newest = newest or found
    assert newest is not None  # a plan has periods
    return newest


def lacking(found: Figures, places: set[str]) -> set[str]:
    """Those of ``places`` of which the office has no figure."""
    if found.table.gives == "people":
        return places - set(found.people)
    return {code for code in places if found.rates.get(code) is None}


__all__ = ["fetch", "lacking"]
