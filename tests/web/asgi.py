"""One request to an ASGI application, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """What came back: of a WebSocket the close code stands for the status."""

    status: int
    headers: dict[str, str]
    body: bytes


def asked(
    application: Any,
    path: str = "/",
    *,
    kind: str = "http",
    method: str = "GET",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """What ``application`` answers to one request."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect" if kind == "websocket" else "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
    }
    with ThreadPoolExecutor(1) as apart:  # Playwright keeps an event loop running in the tests' own thread
        apart.submit(asyncio.run, application(scope, receive, send)).result()
    start = sent[0]
    given = {name.decode(): value.decode() for name, value in start.get("headers", ())}
    return Answer(
        start.get("status", start.get("code", 0)), given, b"".join(each.get("body", b"") for each in sent[1:])
    )


async def reached(scope: Any, receive: Any, send: Any) -> None:
    """Stands in for Solara's application: a page with a cookie."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 200})
        return
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"set-cookie", b"solara-session-id=1; Path=/; SameSite=none"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"<!doctype html><html><head></head><body>", "more_body": True})
    await send({"type": "http.response.body", "body": b"<script>1</script></body></html>"})


__all__ = ["Answer", "asked", "reached"]
