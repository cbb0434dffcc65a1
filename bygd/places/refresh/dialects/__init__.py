"""The ways in which offices are asked: each describes tables and answers queries, in words of its own."""

from __future__ import annotations

from typing import Protocol

from bygd.places.refresh.cubes import Cube, Query, TableInfo
from bygd.places.refresh.sources import Office, Table
from bygd.places.refresh.web import Web


class Dialect(Protocol):
    """What every dialect can do. All raise :class:`~bygd.places.refresh.errors.OfficeFailed`."""

    office: Office

    def most_cells(self) -> int:
        """The most figures to ask for in one query."""

    def describe(self, table: Table) -> TableInfo:
        """The table's variables and their values."""

    def ask(self, table: Table, query: Query) -> Cube:
        """The figures of a query within the limits."""


def dialect_of(web: Web, office: Office) -> Dialect:
    """The dialect that an office speaks."""
    from bygd.places.refresh.dialects.kolada import Kolada
    from bygd.places.refresh.dialects.pxweb1 import PxWeb1
    from bygd.places.refresh.dialects.pxweb2 import PxWeb2
    from bygd.places.refresh.dialects.statbank import StatBank

    known: dict[str, type[Dialect]] = {"pxweb1": PxWeb1, "pxweb2": PxWeb2, "statbank": StatBank, "kolada": Kolada}
    made: Dialect = known[office.dialect](web, office)  # type: ignore[call-arg]
    return made


__all__ = ["Dialect", "dialect_of"]
