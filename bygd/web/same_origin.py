"""Keeps pages of other websites away from a server on this machine.

A browser lets any page it shows open a WebSocket to any address, 127.0.0.1 too, and a name of somebody
else's may be made to point here. So a WebSocket is taken up only from a page that this server sent, and on a
loopback address only requests that name such an address are answered. Behind a web server that hands requests on,
the one outer address that was named counts as the server's own.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]
USUAL = {"http": 80, "https": 443}
POLICY_VIOLATION = 1008
"""Close code of a WebSocket (RFC 6455)."""


class SameOrigin:
    """An ASGI application around another. ``loopback``: whether it listens on a loopback address alone;
    ``outer``: origin under which a web server in front of it is reached, such as ``https://town.example.org``."""

    def __init__(self, application: Application, *, loopback: bool, outer: str | None = None) -> None:
        self.application, self.loopback = application, loopback
        self.outer = None if outer is None else urlsplit(outer)

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
            same = origin is None or self._ours(urlsplit(origin), host)
        except ValueError:  # no address at all
            return False
        ours = not self.loopback or is_loopback(named) or (self.outer is not None and host.lower() == self.outer.netloc)
        return (same or scope["type"] == "http") and ours

    def _ours(self, origin: SplitResult, host: str) -> bool:
        """Whether a page of ``origin`` was sent by this server, or by the web server in front of it."""
        if self.outer is None:
            return origin.netloc == host
        if origin[:2] == self.outer[:2]:
            return True
        return origin.netloc == host and host.lower() != self.outer.netloc  # outside, the scheme counts too


def origin_of(url: str) -> str:
    """Scheme, name and port of an outer address as browsers write them: small letters, without the usual port.

    Raises ``ValueError`` with what is wrong, in words.
    """
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:
        raise ValueError("the port is not a number from 0 to 65535") from None
    if parts.scheme not in USUAL or not parts.hostname or parts.username is not None:
        raise ValueError("write it as http:// or https:// and a name, such as https://town.example.org")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("the page has to stand at the top of its address, with nothing behind the name")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{name}" + (f":{port}" if port not in (None, USUAL[parts.scheme]) else "")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = ["SameOrigin", "is_loopback", "origin_of"]
