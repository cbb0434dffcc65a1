"""Hands on the document that Solara makes with what it lacks added, and a policy of its own."""

from __future__ import annotations

import secrets
import threading
from contextlib import suppress
from urllib.parse import parse_qs

from bygd.web.asgi import Application, Message, Receive, Send
from bygd.web.document.writing import written
from bygd.web.preferred import usual_language
from bygd.web.protecting_headers import page_policy

MOST_FIELDS = 40
DROPPED = (b"content-length", b"content-encoding", b"etag", b"last-modified")


class Document:
    """An ASGI application around Solara's: its HTML is written anew, everything else is handed on.

    ``compressing``: files may be; on one machine that takes longer than handing them on. ``handed_on``: set when
    the first page is.
    """

    def __init__(
        self, application: Application, *, compressing: bool = True, handed_on: threading.Event | None = None
    ) -> None:
        self.application, self.compressing = application, compressing
        self.handed_on = handed_on or threading.Event()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        start: Message | None = None
        body: list[bytes] = []

        async def keep(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _send(send, start, b"".join(body), _language(scope))
                    self.handed_on.set()

        plain = _asks_for_a_page(scope) or not self.compressing
        await self.application(_uncompressed(scope) if plain else scope, receive, keep)


def _asks_for_a_page(scope: Message) -> bool:
    """Pages have no dot in their path; everything compressed that has one is handed on as it is."""
    return "." not in scope["path"]


def _uncompressed(scope: Message) -> Message:
    """The request without leave to compress the answer."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]}


def _is_page(message: Message) -> bool:
    headers = dict(message.get("headers", ()))
    return (
        message["status"] == 200
        and headers.get(b"content-type", b"").startswith(b"text/html")
        and b"content-encoding" not in headers
    )


def _language(scope: Message) -> str:
    """The language in which the page is going to speak (see :func:`bygd.web.preferred.usual_language`)."""
    query: dict[str, list[str]] = {}
    with suppress(ValueError):  # more fields than an address of ours has
        query = parse_qs(scope.get("query_string", b"").decode("ascii", "replace"), max_num_fields=MOST_FIELDS)
    headers = dict(scope.get("headers", ()))
    accepted = headers.get(b"accept-language", b"").decode("latin-1")
    return usual_language(accepted, query.get("lang", [""])[0])


async def _send(send: Send, start: Message, body: bytes, language: str) -> None:
    """A page under a policy that names its own scripts, kept by nobody: the next has other names."""
    nonce = secrets.token_urlsafe(16)
    page = written(body.decode("utf-8"), nonce, language).encode()
    headers = [(name, value) for name, value in start["headers"] if name not in DROPPED]
    headers += [
        (b"content-length", str(len(page)).encode()),
        (b"content-security-policy", page_policy(nonce).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": page})


__all__ = ["Document"]
