"""Statistics Denmark's StatBank: tables by name, described as JSON, asked by POST, answered as CSV.

CSV and not its JSON-stat, which is version 1 and has no signs for missing figures. It begins with a mark (BOM), sets
decimals by the language, and writes ``..`` for what is missing.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from bygd.places.refresh.answers import json_of, text_of
from bygd.places.refresh.cubes import Cube, Query, TableInfo, Variable
from bygd.places.refresh.errors import OfficeFailed
from bygd.places.refresh.sources import Office, Table
from bygd.places.refresh.web import Web

CONTENT = "INDHOLD"
"""The column of figures."""
MISSING = ("", "..", ".", ":", "-", "…")
"""Signs in place of a figure; only a dash alone says that it is nought."""


class StatBank:
    """The office of Denmark."""

    def __init__(self, web: Web, office: Office) -> None:
        self.web, self.office = web, office

    def most_cells(self) -> int:
        return self.office.cells

    def describe(self, table: Table) -> TableInfo:
        url = f"{self.office.base}/tableinfo/{table.table}"
        return self.web.get(
            self.office, url, lambda body: _info(json_of(body)), lang=self.office.language, format="JSON"
        )

    def ask(self, table: Table, query: Query) -> Cube:
        body = {
            "table": table.table,
            "format": "CSV",
            "lang": self.office.language,
            "delimiter": "Semicolon",
            "valuePresentation": "Code",
            "variables": [{"code": code, "values": list(values)} for code, values in query.items()],
        }
        return self.web.post(self.office, f"{self.office.base}/data", body, lambda answer: _figures(answer, query))


def _info(found: Any) -> TableInfo:
    if not isinstance(found, dict) or not isinstance(found.get("variables"), list):
        raise OfficeFailed("describes no such table")
    variables = {}
    for one in found["variables"]:
        try:
            values = {str(value["id"]): str(value["text"]) for value in one["values"]}
            variables[str(one["id"])] = Variable(
                str(one["id"]), str(one.get("text", one["id"])), values, bool(one.get("elimination"))
            )
        except (KeyError, TypeError):
            raise OfficeFailed("describes a variable without id, values or texts") from None
    return TableInfo(str(found.get("text", "")), variables)


def _figures(body: bytes, query: Query) -> Cube:
    rows = csv.reader(io.StringIO(text_of(body)), delimiter=";")
    head = [name.strip().upper() for name in next(rows, [])]
    if CONTENT not in head:
        raise OfficeFailed(f"the answer has no column {CONTENT}; it has {', '.join(head) or 'none'}")
    columns = {code: head.index(code.upper()) for code in query if code.upper() in head}
    if missing := [code for code in query if code not in columns]:
        raise OfficeFailed(f"the answer has no column {missing[0]}; it has {', '.join(head)}")
    content = head.index(CONTENT)
    found = Cube(tuple(query))
    for row in rows:
        if len(row) != len(head):
            raise OfficeFailed(f"the answer breaks off in line {rows.line_num}")
        key = tuple(row[columns[code]].strip() for code in query)
        text = row[content].strip()
        found.cells[key] = _number(text)
        if text in MISSING and text != "-":
            found.symbols[key] = text
    found.expect(query)
    return found


def _number(text: str) -> float | None:
    if text == "-":
        return 0.0
    if text in MISSING:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise OfficeFailed(f"the answer holds {text!r} in place of a figure") from None


__all__ = ["StatBank"]
