"""Keeps pages of other websites away from a server on this machine.

A browser lets any page it shows open a WebSocket to any address, 127.0.0.1 too, and a name of somebody
else's may be made to point here. So a WebSocket is taken up only from a page that this server sent, and on a
loopback address only requests that name such an address are answered. Behind a web server that hands requests on,
the one outer address that was named counts as the server's own. Browsers say what a request is for
(``Sec-Fetch-*``, W3C Fetch Metadata): another website may link to a page, and may neither hold it in a frame nor
load anything from here into its own.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from bygd.web.asgi import Application, Message, Receive, Send, answer, headers_of, refuse_socket

USUAL = {"http": 80, "https": 443}
OWN_SITES = ("same-origin", "none")
"""What a browser calls requests of our own pages, and those that somebody typed or had among the bookmarks."""


class SameOrigin:
    """An ASGI application around another. ``loopback``: whether it listens on a loopback address alone;
    ``outer``: origin under which a web server in front of it is reached, such as ``https://town.example.org``."""

    def __init__(self, application: Application, *, loopback: bool, outer: str | None = None) -> None:
        self.application, self.loopback = application, loopback
        self.outer = None if outer is None else urlsplit(outer)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self.welcome(scope):
            await self.application(scope, receive, send)
        elif scope["type"] == "websocket":
            await refuse_socket(receive, send)
        else:
            await answer(send, 403, "This server answers to its own address, and to its own pages, alone.")

    def welcome(self, scope: Message) -> bool:
        """Whether a request comes from where it may."""
        headers = headers_of(scope)
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        try:
            named = urlsplit(f"//{host}").hostname or ""
            same = origin is None or self._ours(urlsplit(origin), host)
        except ValueError:  # no address at all
            return False
        ours = not self.loopback or is_loopback(named) or (self.outer is not None and host.lower() == self.outer.netloc)
        return ours and (wanted_by_us(headers) if scope["type"] == "http" else same)

    def _ours(self, origin: SplitResult, host: str) -> bool:
        """Whether a page of ``origin`` was sent by this server, or by the web server in front of it."""
        if self.outer is None:
            return origin.netloc == host
        if origin[:2] == self.outer[:2]:
            return True
        return origin.netloc == host and host.lower() != self.outer.netloc  # outside, the scheme counts too


def wanted_by_us(headers: dict[bytes, str]) -> bool:
    """Whether our own page asks, or somebody follows a link here in a window of its own.

    Browsers of before 2023 say nothing about it: for them the headers of the answer have to do.
    """
    if headers.get(b"sec-fetch-site", "none") in OWN_SITES:
        return True
    return (headers.get(b"sec-fetch-mode"), headers.get(b"sec-fetch-dest")) == ("navigate", "document")


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
