"""The types of ASGI applications, and an answer of a few words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
POLICY_VIOLATION = 1008
"""Close code of a WebSocket (RFC 6455)."""


def headers_of(scope: Message) -> dict[bytes, str]:
    """Headers of a request by name; the last of several that have one name."""
    return {name: value.decode("latin-1") for name, value in scope["headers"]}


async def answer(send: Send, status: int, words: str) -> None:
    """Plain text."""
    start = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", b"text/plain; charset=utf-8")],
    }
    await send(start)
    await send({"type": "http.response.body", "body": f"{words}\n".encode()})


async def refuse_socket(receive: Receive, send: Send) -> None:
    """Close a WebSocket before it is taken up."""
    await receive()
    await send({"type": "websocket.close", "code": POLICY_VIOLATION})


__all__ = ["Application", "Message", "Receive", "Send", "answer", "headers_of", "refuse_socket"]
