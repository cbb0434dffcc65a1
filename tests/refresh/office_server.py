"""All offices in one small server on 127.0.0.1, each in its dialect, with faults on demand. It ends with the test."""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import office_tables
from office_tables import Published

BOM = "\ufeff"
PAGE = "<!DOCTYPE html><html><head><title>Underhåll pågår</title></head><body>Välkommen åter</body></html>"


@dataclass
class Fault:
    """What happens instead of an answer, to the next ``times`` calls whose method and path hold ``where``."""

    where: str
    kind: str
    """``status:429``, ``html``, ``cut``, ``half``, ``slow``, ``empty``."""
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    after: int = 0
    """How many such calls are answered before."""


@dataclass
class Offices:
    """The state that tests set and read."""

    tables: dict[tuple[str, str], Published] = field(default_factory=office_tables.tables)
    faults: list[Fault] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)
    """By office the most figures it answers without 403."""
    told: dict[str, Any] = field(default_factory=dict)
    """By office what its configuration says."""
    bom: set[str] = field(default_factory=lambda: {"dst"})
    calls: list[tuple[str, str, int]] = field(default_factory=list)
    """Method, path and figures asked for."""
    folders: dict[str, list[str]] = field(
        default_factory=lambda: {"Kuntien_avainluvut": ["2023", "2024", "2025", "uusin"]}
    )
    address: str = ""
    outlines: dict[str, Any] = field(default_factory=dict)
    """By office the GeoJSON that it answers."""

    def data_calls(self, part: str) -> list[int]:
        return [cells for method, path, cells in self.calls if part in path and cells]


class Refused(Exception):
    def __init__(self, status: int, body: Any) -> None:
        self.status, self.body = status, body


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    offices: Offices

    def do_GET(self) -> None:
        self.answer("GET")

    def do_POST(self) -> None:
        self.answer("POST")

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self, method: str) -> None:
        split = urlsplit(self.path)
        office, _, path = unquote(split.path).lstrip("/").partition("/")
        query = parse_qs(split.query, keep_blank_values=True)
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "null")
        try:
            found, cells = self.found(office, path, query, body)
            status = 200
        except Refused as refusal:
            found, status, cells = refusal.body, refusal.status, 0
        text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        self.offices.calls.append((method, f"{office}/{path}", cells))
        self.send(f"{method} {office}/{path}", status, (BOM * (office in self.offices.bom) + text).encode())

    def send(self, asked: str, status: int, body: bytes) -> None:
        headers, fault = {}, self.fault(asked)
        kind = fault.kind if fault else ""
        length = len(body)
        if fault and kind.startswith("status:"):
            status, headers, body = int(kind[7:]), fault.headers, b'{"title": "Too many"}'
            length = len(body)
        elif kind == "html":
            body, length = PAGE.encode(), len(PAGE.encode())
        elif kind == "half":
            body = body[: len(body) // 2]
            length = len(body)
        elif kind == "empty":
            body, length = b"", 0
        elif kind == "cut":
            body = body[: len(body) // 2]
        elif kind == "slow":
            time.sleep(30)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)
        if kind == "cut":
            self.close_connection = True

    def fault(self, asked: str) -> Fault | None:
        for fault in self.offices.faults:
            if fault.where in asked and fault.times:
                if fault.after:
                    fault.after -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    def found(self, office: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[Any, int]:
        if office in self.offices.outlines:
            return self.offices.outlines[office], 0
        if "config" in query or path == "config":
            return self.offices.told.get(office, {}), 0
        if office in ("scb", "ssb"):
            return self.version_2(office, path, body)
        if office == "dst":
            return self.statbank(path, body)
        if office == "kolada":
            return self.kolada(path, query)
        return self.version_1(office, path, body)

    def table(self, office: str, path: str) -> Published:
        try:
            return self.offices.tables[office, path]
        except KeyError:
            raise Refused(404, {"type": "NotFound", "title": "Non-existent table"}) from None

    def size(self, office: str, asked: dict[str, list[str]]) -> int:
        cells = math.prod(len(codes) for codes in asked.values())
        if cells > self.offices.limits.get(office, 10**9):
            raise Refused(403, {"type": "Parameter error", "title": "Too many cells selected"})
        return cells

    def checked(self, table: Published, asked: dict[str, list[str]], listed: dict[str, dict[str, str]]) -> None:
        """As offices do: unknown values and missing variables are refused."""
        for one in table.variables:
            known = {**one.values, **listed.get(one.code, {})}
            if one.code in asked and any(code not in known for code in asked[one.code]):
                raise Refused(400, {"type": "Parameter error", "title": "Non-existent value"})
            if one.code not in asked and not one.elimination:
                raise Refused(400, {"type": "Parameter error", "title": "Missing selection for mandantory variable"})

    def version_1(self, office: str, path: str, body: Any) -> tuple[Any, int]:
        if body is None:
            if path in self.offices.folders:
                return [{"id": name, "type": "l", "text": name} for name in self.offices.folders[path]], 0
            table = self.table(office, path)
            return {
                "title": table.title,
                "variables": [
                    {
                        "code": one.code,
                        "text": one.text,
                        "values": list(one.values),
                        "valueTexts": list(one.values.values()),
                        **({"elimination": True} if one.elimination else {}),
                    }
                    for one in table.variables
                ],
            }, 0
        table = self.table(office, path)
        assert body["response"] == {"format": "json-stat2"}
        assert all(one["selection"]["filter"] == "item" for one in body["query"])
        asked = {one["code"]: one["selection"]["values"] for one in body["query"]}
        self.checked(table, asked, {})
        return office_tables.answer_json(table, asked, {}), self.size(office, asked)

    def version_2(self, office: str, path: str, body: Any) -> tuple[Any, int]:
        steps = path.split("/")
        if steps[0] == "codelists":
            for (owner, _), table in self.offices.tables.items():
                if owner == office and table.codelist and table.codelist[1] == steps[1]:
                    values = [
                        {"code": code, "label": name, "valueMap": [code]} for code, name in table.codelist[2].items()
                    ]
                    return {"id": steps[1], "type": "Aggregation", "values": values}, 0
            raise Refused(404, {"title": "Non-existent codelist", "status": 404})
        table = self.table(office, steps[1])
        listed = {table.codelist[0]: table.codelist[2]} if table.codelist else {}
        if steps[2] == "metadata":
            return self.described(table), 0
        asked = {one["variableCode"]: one["valueCodes"] for one in body["selection"]}
        grouped = {one["variableCode"] for one in body["selection"] if "codelist" in one}
        for code in grouped:
            if any(value not in listed[code] for value in asked[code]):
                raise Refused(400, {"title": "Non-existent value", "status": 400})
        self.checked(table, asked, listed)
        return office_tables.answer_json(table, asked, listed), self.size(office, asked)

    def described(self, table: Published) -> dict[str, Any]:
        """A dataset without figures."""
        dimension = {}
        for one in table.variables:
            extension: dict[str, Any] = {"elimination": one.elimination}
            if table.codelist and table.codelist[0] == one.code:
                extension["codelists"] = [{"id": table.codelist[1], "label": "", "type": "Aggregation", "links": []}]
            index = {code: position for position, code in enumerate(one.values)}
            dimension[one.code] = {
                "label": one.text,
                "category": {"index": index, "label": one.values},
                "extension": extension,
            }
        ids = [one.code for one in table.variables]
        sizes = [len(one.values) for one in table.variables]
        return {
            "version": "2.0",
            "class": "dataset",
            "label": table.title,
            "id": ids,
            "size": sizes,
            "dimension": dimension,
        }

    def statbank(self, path: str, body: Any) -> tuple[Any, int]:
        import itertools

        if path.startswith("tableinfo/"):
            table = self.table("dst", path.partition("/")[2])
            return {
                "id": path.partition("/")[2],
                "text": table.title,
                "active": True,
                "variables": [
                    {
                        "id": one.code,
                        "text": one.text,
                        "elimination": one.elimination,
                        "values": [{"id": code, "text": text} for code, text in one.values.items()],
                    }
                    for one in table.variables
                ],
            }, 0
        table = self.table("dst", body["table"])
        asked = {one["code"]: one["values"] for one in body["variables"]}
        self.checked(table, asked, {})
        cells = self.size("dst", asked)
        lines = [";".join([*(code.upper() for code in asked), "INDHOLD"])]
        for key in itertools.product(*asked.values()):
            figure = table.at(dict(zip(asked, key, strict=True)))
            text = ".." if figure is None else str(figure).replace(".", ",") if not isinstance(figure, str) else figure
            lines.append(";".join([*key, text]))
        return "\r\n".join(lines) + "\r\n", cells

    def kolada(self, path: str, query: dict[str, list[str]]) -> tuple[Any, int]:
        steps = path.split("/")
        table = self.table("kolada", "N02926")
        if steps[0] == "kpi":
            self.table("kolada", steps[1])
            return {"count": 1, "values": [{"id": steps[1], "title": table.title, "publ_period": "2024"}]}, 0
        page = int(query.get("page", ["1"])[0])
        if steps[0] == "municipality":
            places = table.variables[0].values
            values = [{"id": code, "title": name, "type": "K"} for code, name in places.items()]
            values.append({"id": "0024", "title": "Region Västerbotten", "type": "L"})
        else:
            values = []
            for code in table.variables[0].values:
                figure = table.at({"municipality": code, "year": steps[4]})
                genders = [{"gender": "K", "value": 1.0}, {"gender": "T", "value": figure, "status": ""}]
                values.append({"kpi": steps[2], "municipality": code, "period": int(steps[4]), "values": genders})
        half = (len(values) + 1) // 2
        following = f"{self.offices.address}/kolada/{path}?page=2" if page == 1 else None
        shown = values[:half] if page == 1 else values[half:]
        return {"count": len(shown), "values": shown, "next_url": following}, len(shown)


@contextmanager
def serving(offices: Offices) -> Iterator[str]:
    """The address of a server that lasts as long as the block."""
    handler = type("OwnHandler", (Handler,), {"offices": offices})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    offices.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield offices.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


__all__ = ["Fault", "Offices", "serving"]
