"""Pages of other websites cannot reach a server on this machine through the browser that shows them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bygd.web.same_origin import SameOrigin, origin_of

HERE = "127.0.0.1:8765"


def asked(
    kind: str, host: str, origin: str | None = None, *, loopback: bool = True, outer: str | None = None
) -> list[dict[str, Any]]:
    """What is sent back; ``reached`` where the application was."""
    sent: list[dict[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "reached"})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    asking = SameOrigin(application, loopback=loopback, outer=outer)({"type": kind, "headers": headers}, receive, send)
    with ThreadPoolExecutor(1) as apart:  # Playwright keeps an event loop running in the tests' own thread
        apart.submit(asyncio.run, asking).result()
    return sent


@pytest.mark.parametrize(
    ("kind", "host", "origin", "loopback"),
    [
        ("http", HERE, None, True),
        ("http", "localhost:8765", None, True),
        ("http", "[::1]:8765", None, True),
        ("websocket", HERE, f"http://{HERE}", True),
        ("websocket", HERE, None, True),
        ("websocket", "town.example:8765", "http://town.example:8765", False),
    ],
)
def test_its_own_pages_are_answered(kind: str, host: str, origin: str | None, loopback: bool) -> None:
    assert asked(kind, host, origin, loopback=loopback) == [{"type": "reached"}]


@pytest.mark.parametrize("loopback", [True, False])
def test_a_socket_from_another_website_is_closed(loopback: bool) -> None:
    sent = asked("websocket", HERE, "http://elsewhere.example", loopback=loopback)
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_foreign_name_that_points_here_is_refused() -> None:
    assert asked("http", "elsewhere.example:8765")[0]["status"] == 403
    assert asked("websocket", "elsewhere.example:8765", "http://elsewhere.example:8765")[0]["code"] == 1008


@pytest.mark.parametrize(("host", "origin"), [("http://[", None), (HERE, "http://["), (HERE, "null"), ("", None)])
def test_what_is_no_address_is_refused(host: str, origin: str | None) -> None:
    assert asked("websocket", host, origin)[0]["code"] == 1008


OUTER = "https://town.example.org"


@pytest.mark.parametrize("loopback", [True, False])
@pytest.mark.parametrize(
    ("kind", "host", "origin"),
    [
        ("http", "town.example.org", None),
        ("websocket", "town.example.org", OUTER),  # the web server passes the name on
        ("websocket", HERE, OUTER),  # it asks in its own name
        ("websocket", HERE, f"http://{HERE}"),  # opened on the machine itself
    ],
)
def test_behind_a_web_server_its_address_is_answered(kind: str, host: str, origin: str | None, loopback: bool) -> None:
    assert asked(kind, host, origin, loopback=loopback, outer=OUTER) == [{"type": "reached"}]


@pytest.mark.parametrize(
    ("kind", "host", "origin"),
    [
        ("http", "elsewhere.example", None),
        ("websocket", "elsewhere.example", "https://elsewhere.example"),
        ("websocket", "town.example.org", "https://elsewhere.example"),
        ("websocket", "town.example.org", "http://town.example.org"),
        ("websocket", "town.example.org", "https://town.example.org:8443"),
        ("websocket", HERE, "https://town.example.org.elsewhere.example"),
        ("websocket", HERE, "null"),
    ],
)
def test_behind_a_web_server_everything_else_stays_refused(kind: str, host: str, origin: str | None) -> None:
    sent = asked(kind, host, origin, outer=OUTER)[0]
    assert sent.get("status", sent.get("code")) == {"http": 403, "websocket": 1008}[kind]


def test_an_outer_address_is_written_as_browsers_write_it() -> None:
    assert origin_of("https://Town.example.org:443/") == OUTER
    assert origin_of("http://[::1]:8080") == "http://[::1]:8080"


@pytest.mark.parametrize(
    "url",
    ["town.example.org", "ftp://a.example", "https://", "https://a/b", "https://a?x", "https://u@a", "http://a:x"],
)
def test_what_is_no_outer_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValueError, match=r"write it as|at the top|the port"):
        origin_of(url)


def test_the_life_of_the_server_is_not_touched() -> None:
    assert asked("lifespan", "") == [{"type": "reached"}]
