"""Keeps pages of other websites away from a server on this machine.

A browser lets any page it shows open a WebSocket to any address, 127.0.0.1 too, and a name of somebody
else's may be made to point here. So a WebSocket is taken up only from a page that this server sent, and on a
loopback address only requests that name such an address are answered.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]
POLICY_VIOLATION = 1008
"""Close code of a WebSocket (RFC 6455)."""


class SameOrigin:
    """An ASGI application around another. ``loopback``: whether it listens on a loopback address alone."""

    def __init__(self, application: Application, *, loopback: bool) -> None:
        self.application, self.loopback = application, loopback

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        if scope["type"] not in ("http", "websocket") or self.welcome(scope):
            await self.application(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await send(
                {
                    "type": "http.response.start",
                    "status": 403,
                    "headers": [(b"content-type", b"text/plain; charset=utf-8")],
                }
            )
            body = b"This server answers to its own address alone.\n"
            await send({"type": "http.response.body", "body": body})

    def welcome(self, scope: Message) -> bool:
        """Whether a request comes from where it may."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        try:
            named = urlsplit(f"//{host}").hostname or ""
            same = origin is None or urlsplit(origin).netloc == host
        except ValueError:  # no address at all
            return False
        return (same or scope["type"] == "http") and (not self.loopback or is_loopback(named))


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = ["SameOrigin", "is_loopback"]
