"""Headers that keep other websites out of the pages, and the pages from asking anything of other machines."""

from __future__ import annotations

import re
from functools import partial

from bygd.web.asgi import Application, Message, Receive, Send

ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",  # for browsers that do not know frame-ancestors
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(
        f"{power}=()"
        for power in (
            "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "microphone",
            "midi", "payment", "publickey-credentials-get", "serial", "usb",
        )
    ),
}  # fmt: skip
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""Policy of what is no page: opened by itself it may do nothing."""
VERSIONED = re.compile(r"/_solara/cdn/.+@\d+(\.\d+)+/.+")
"""Files that never change under their name."""
YEAR = 31_536_000


def page_policy(nonce: str) -> str:
    """The Content-Security-Policy of a page whose own scripts carry ``nonce``.

    Vue compiles templates while the page runs, which is ``unsafe-eval``; Vuetify and pictures set styles in
    attributes. Nothing may be asked of another machine, no page may hold this one in a frame.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class ProtectingHeaders:
    """An ASGI application around another, whose answers all carry the headers. ``encrypted``: a web server in
    front speaks https, so that cookies go nowhere else."""

    def __init__(self, application: Application, *, encrypted: bool = False) -> None:
        self.application, self.encrypted = application, encrypted

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            send = partial(self._send, send, scope["path"])
        await self.application(scope, receive, send)

    async def _send(self, send: Send, path: str, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = self._headers(path, message["status"], list(message.get("headers", ())))
        await send(message)

    def _headers(self, path: str, status: int, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        kept = [(name, self._cookie(value) if name == b"set-cookie" else value) for name, value in given]
        there = {name for name, _ in kept}
        more = dict(ALWAYS)
        if b"content-security-policy" not in there:
            more["content-security-policy"] = NOTHING
        if b"cache-control" not in there and status == 200 and VERSIONED.fullmatch(path):
            more["cache-control"] = f"public, max-age={YEAR}, immutable"
        return kept + [(name.encode(), value.encode()) for name, value in more.items() if name.encode() not in there]

    def _cookie(self, value: bytes) -> bytes:
        """A cookie for pages of our own alone."""
        parts = [part.strip() for part in value.decode("latin-1").split(";")]
        kept = [part for part in parts if part.split("=")[0].lower() not in ("samesite", "secure", "httponly")]
        kept += ["HttpOnly", "SameSite=Lax", *(["Secure"] if self.encrypted else [])]
        return "; ".join(kept).encode("latin-1")


__all__ = ["ProtectingHeaders", "page_policy"]
