"""Kolada, version 3: key figures of Swedish municipalities by number and year, in pages.

A key figure says which year was published last. Figures of a year are asked for as a whole: with names of places, at
most 25 could be asked for at once.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bygd.places.refresh.answers import json_of
from bygd.places.refresh.cubes import Cube, Query, TableInfo, Variable
from bygd.places.refresh.errors import OfficeFailed
from bygd.places.refresh.sources import Office, Table
from bygd.places.refresh.web import Web

PLACE, YEAR, EVERYBODY = "municipality", "year", "T"
NATIONAL = "0000"
PAGES = 100
"""More pages than any question has."""
YEARS = 3
"""How many years are offered, the newest last."""


class Kolada:
    """The office of municipalities and regions in Sweden."""

    def __init__(self, web: Web, office: Office) -> None:
        self.web, self.office = web, office

    def most_cells(self) -> int:
        return self.office.cells

    def describe(self, table: Table) -> TableInfo:
        told = self._pages(f"kpi/{table.table}")
        if not told or "publ_period" not in told[0]:
            raise OfficeFailed(f"knows no key figure {table.table}, or not when it was published")
        try:
            last = int(str(told[0]["publ_period"])[:4])
        except ValueError:
            raise OfficeFailed(f"says {told[0]['publ_period']!r} in place of the year last published") from None
        places = {
            str(one.get("id")): str(one.get("title", ""))
            for one in self._pages("municipality")
            if one.get("type") == "K" or one.get("id") == NATIONAL
        }
        years = {str(year): str(year) for year in range(last - YEARS + 1, last + 1)}
        return TableInfo(
            str(told[0].get("title", "")), {PLACE: Variable(PLACE, PLACE, places), YEAR: Variable(YEAR, YEAR, years)}
        )

    def ask(self, table: Table, query: Query) -> Cube:
        found = Cube((PLACE, YEAR), {(place, year): None for place in query[PLACE] for year in query[YEAR]})
        for year in query[YEAR]:
            for one in self._pages(f"data/kpi/{table.table}/year/{year}"):
                key = (str(one.get("municipality")), str(one.get("period")))
                if key not in found.cells:
                    continue
                for value in one.get("values") or []:
                    if value.get("gender") == EVERYBODY:
                        number = value.get("value")
                        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
                            raise OfficeFailed(f"the answer holds {number!r} in place of a figure for {key[0]}")
                        found.cells[key] = None if number is None else float(number)
                        if value.get("status"):
                            found.symbols[key] = str(value["status"])
        return found

    def _pages(self, path: str) -> list[dict[str, Any]]:
        """The values of all pages of an answer."""
        url, params = f"{self.office.base}/{path}", {"per_page": str(self.office.cells)}
        found: list[dict[str, Any]] = []
        for _ in range(PAGES):
            page = self.web.get(self.office, url, _page, **params)
            found += page["values"]
            following = page.get("next_url")
            if not following:
                return found
            if urlsplit(str(following)).netloc != urlsplit(self.office.base).netloc:
                raise OfficeFailed(f"sends on to another address for the next page: {following}")
            url, params = str(following), {}
        raise OfficeFailed("sends on to ever further pages")


def _page(body: bytes) -> dict[str, Any]:
    found = json_of(body)
    if not isinstance(found, dict) or not isinstance(found.get("values"), list):
        raise OfficeFailed("the answer has no values")
    if not all(isinstance(one, dict) for one in found["values"]):
        raise OfficeFailed("the answer has values that are none")
    return found


__all__ = ["Kolada"]
