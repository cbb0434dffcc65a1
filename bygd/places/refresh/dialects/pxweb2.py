"""PxWeb, version 2: tables by number; groupings of places are described too.

Specification: PxTools/PxApiSpecs, PxAPI-2.yml. ``GET {base}/config`` tells the limits. Queries are sent by POST: a long
address is answered 404.
"""

from __future__ import annotations

import re
from typing import Any

from bygd.places.refresh import jsonstat
from bygd.places.refresh.answers import json_of
from bygd.places.refresh.cubes import Cube, Query, TableInfo, Variable
from bygd.places.refresh.dialects.pxweb1 import told_limits
from bygd.places.refresh.errors import OfficeFailed
from bygd.places.refresh.sources import Office, Table
from bygd.places.refresh.web import Web


class PxWeb2:
    """An office that answers version 2."""

    def __init__(self, web: Web, office: Office) -> None:
        self.web, self.office = web, office
        self._most: int | None = None
        self._grouped: dict[str, set[str]] = {}
        """By table: values of its grouping of places, which are asked for through it."""

    def most_cells(self) -> int:
        if self._most is None:
            self._most = min([self.office.cells, *told_limits(self.web, self.office, f"{self.office.base}/config", {})])
        return self._most

    def describe(self, table: Table) -> TableInfo:
        """The table's variables; that of places with the values of its grouping before its own."""
        url = f"{self.office.base}/tables/{table.table}/metadata"
        found = self.web.get(self.office, url, json_of, lang=self.office.language)
        variables = jsonstat.variables(found)
        if table.region.codelist:
            code = next((name for name in table.region.variable if name in variables), table.region.variable[0])
            if code not in variables:
                raise OfficeFailed(f"has no variable {code}; there are {', '.join(variables)}")
            grouped = self._grouping(found["dimension"][code], table.region.codelist)
            self._grouped[table.table] = set(grouped)
            own = variables[code]
            variables[code] = Variable(
                code, own.text, {**grouped, **_others(own, table.region.pattern)}, own.may_be_left_out
            )
        return TableInfo(str(found.get("label", "")), variables)

    def ask(self, table: Table, query: Query) -> Cube:
        """Places of the grouping and places of the table itself cannot share a query: each goes by its own."""
        code = next((name for name in table.region.variable if name in query), "")
        grouped = self._grouped.get(table.table, set())
        through = tuple(value for value in query.get(code, ()) if value in grouped)
        own = tuple(value for value in query.get(code, ()) if value not in grouped)
        if not through:
            return self._post(table, query, "")
        found = self._post(table, {**query, code: through}, code)
        if own:
            found.add(self._post(table, {**query, code: own}, ""))
        return found

    def _post(self, table: Table, query: Query, grouped: str) -> Cube:
        selection = [
            {"variableCode": code, "valueCodes": list(values)}
            | ({"codelist": table.region.codelist} if code == grouped else {})
            for code, values in query.items()
        ]

        def parse(body: bytes) -> Cube:
            found = jsonstat.cube(json_of(body))
            found.expect(query)
            return found

        url = f"{self.office.base}/tables/{table.table}/data"
        params = {"lang": self.office.language, "outputFormat": "json-stat2"}
        return self.web.post(self.office, url, {"selection": selection}, parse, **params)

    def _grouping(self, dimension: dict[str, Any], name: str) -> dict[str, str]:
        """Text by code of a grouping that the table's description names."""
        listed = (dimension.get("extension") or {}).get("codelists") or []
        names = [str(one.get("id")) for one in listed if isinstance(one, dict)]
        if name not in names:
            raise OfficeFailed(f"has no grouping {name} of places; there are {', '.join(names) or 'none'}")
        found = self.web.get(self.office, f"{self.office.base}/codelists/{name}", json_of, lang=self.office.language)
        values = found.get("values") if isinstance(found, dict) else None
        if not isinstance(values, list) or not all(isinstance(one, dict) and "code" in one for one in values):
            raise OfficeFailed(f"describes the grouping {name} without values")
        return {str(one["code"]): str(one.get("label", one["code"])) for one in values}


def _others(own: Variable, municipality: str) -> dict[str, str]:
    """The table's own values but for municipalities, which it has of all times: the whole country and such."""
    return {code: text for code, text in own.values.items() if not re.fullmatch(municipality, code)}


__all__ = ["PxWeb2"]
