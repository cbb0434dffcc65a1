"""PxWeb, version 1: a tree of folders and tables; GET describes a table, POST asks it.

Documented by the office that makes it (PxTools/PxWebApi). ``GET {base}/?config`` tells the limits.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from bygd.places.refresh import jsonstat
from bygd.places.refresh.answers import json_of
from bygd.places.refresh.cubes import Cube, Query, TableInfo, Variable
from bygd.places.refresh.errors import OfficeFailed, Unreachable
from bygd.places.refresh.sources import Office, Table
from bygd.places.refresh.web import Web

NEWEST = "{newest}"
"""Stands in a table's path for the newest year among the folders there."""
YEAR = re.compile(r"\d{4}")


class PxWeb1:
    """An office that answers version 1."""

    def __init__(self, web: Web, office: Office) -> None:
        self.web, self.office = web, office
        self._most: int | None = None

    def most_cells(self) -> int:
        """The smallest of the limits known and told.

        ``maxValues`` is taken as a limit of figures too: offices and clients read it in both ways.
        """
        if self._most is None:
            known = [self.office.cells, *([self.office.values] if self.office.values else [])]
            self._most = min(known + told_limits(self.web, self.office, f"{self.office.base}/", {"config": ""}))
        return self._most

    def describe(self, table: Table) -> TableInfo:
        return self.web.get(self.office, self._address(table), lambda body: _table_info(json_of(body)))

    def ask(self, table: Table, query: Query) -> Cube:
        items = [
            {"code": code, "selection": {"filter": "item", "values": list(values)}} for code, values in query.items()
        ]
        body = {"query": items, "response": {"format": "json-stat2"}}
        return self.web.post(self.office, self._address(table), body, lambda answer: _answered(answer, query))

    def _address(self, table: Table) -> str:
        path = table.table
        if NEWEST in path:
            folder = path[: path.index(NEWEST)].rstrip("/")
            path = path.replace(NEWEST, self.web.get(self.office, self._url(folder), _newest_folder))
        return self._url(path)

    def _url(self, path: str) -> str:
        return f"{self.office.base}/{'/'.join(quote(step) for step in path.split('/'))}"


def told_limits(web: Web, office: Office, url: str, params: dict[str, str]) -> list[int]:
    """Limits of figures that the office tells itself; an office that does not tell them is asked by those we know."""
    try:
        told = web.get(office, url, json_of, **params)
    except Unreachable:
        raise
    except OfficeFailed:
        return []
    found = [told.get(name) for name in ("maxCells", "maxValues", "maxDataCells")] if isinstance(told, dict) else []
    return [limit for limit in found if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0]


def _answered(answer: bytes, query: Query) -> Cube:
    found = jsonstat.cube(json_of(answer))
    found.expect(query)
    return found


def _newest_folder(body: bytes) -> str:
    listing = json_of(body)
    names = [str(one.get("id", "")) for one in listing if isinstance(one, dict)] if isinstance(listing, list) else []
    years = [name for name in names if YEAR.fullmatch(name)]
    if not years:
        raise OfficeFailed("lists no folder of a year where the newest was looked for")
    return max(years)


def _table_info(found: Any) -> TableInfo:
    if not isinstance(found, dict) or not isinstance(found.get("variables"), list):
        raise OfficeFailed("describes no table at this address; it may have been moved")
    variables = {}
    for one in found["variables"]:
        try:
            values = dict(zip(map(str, one["values"]), map(str, one["valueTexts"]), strict=True))
            code = str(one["code"])
        except (KeyError, TypeError, ValueError):
            raise OfficeFailed("describes a variable without code, values or texts") from None
        variables[code] = Variable(code, str(one.get("text", code)), values, bool(one.get("elimination")))
    return TableInfo(str(found.get("title", "")), variables)


__all__ = ["PxWeb1", "told_limits"]
