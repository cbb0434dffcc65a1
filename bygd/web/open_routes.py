"""Which of Solara's routes are open: those that a page needs, and no others.

Solara also tells how many sessions, threads and processors there are (``/resourcez``), what kernel there would be
(``/jupyter/api``), and can be asked to drop a session (``evict``): nobody here needs that, so it is not found.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from bygd.web.asgi import Application, Message, Receive, Send, answer, refuse_socket

READY = "/readyz"
"""Answers "ok", for a web server in front that looks whether this one is up."""
FILES = re.compile(r"/(static|_solara/cdn|jupyter/nbextensions)/.+")
"""Scripts, style sheets and fonts, from this machine."""
SOLARAS = re.compile(r"/(static|_solara|jupyter|readyz|resourcez)(/|$)")
"""Paths that Solara has for itself; all others are pages."""
CLOSE = re.compile(r"/_solara/api/close/[^/]+")
SOCKET = re.compile(r"/jupyter/api/kernels/[^/]+/channels")
READS = ("GET", "HEAD")


class OpenRoutes:
    """An ASGI application around Solara's."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "websocket":
            if SOCKET.fullmatch(path) and has_session(scope):
                await self.application(scope, receive, send)
            else:
                await refuse_socket(receive, send)
        elif scope["type"] != "http":
            await self.application(scope, receive, send)
        elif CLOSE.fullmatch(path) and scope["method"] == "POST":
            if has_session(scope):
                await self.application(scope, receive, send)
            else:
                await answer(send, 400, "session_id: missing; the page that closes says its own.")
        elif path == READY:
            await answer(send, 200, "ok")
        elif FILES.fullmatch(path) or not SOLARAS.match(path):
            if scope["method"] in READS:
                await self.application(scope, receive, send)
            else:
                await answer(send, 405, "Pages and files are only read.")
        else:
            await answer(send, 404, "There is nothing here.")


def has_session(scope: Message) -> bool:
    """Whether a request says which page it comes from; without, Solara fails."""
    return bool(parse_qs(scope.get("query_string", b"").decode("latin-1")).get("session_id"))


__all__ = ["OpenRoutes"]
