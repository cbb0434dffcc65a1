"""Headers, routes that are open, and the policy of a page: without a browser."""

from __future__ import annotations

import re

import pytest

from bygd.web.document import Document, written
from bygd.web.open_routes import OpenRoutes
from bygd.web.protecting_headers import ProtectingHeaders
from bygd.web.same_origin import SameOrigin
from tests.web.asgi import Answer, asked, reached

KERNEL = "/jupyter/api/kernels/1234/channels"


def test_every_answer_carries_the_headers() -> None:
    for application in (reached, OpenRoutes(reached)):
        headers = asked(ProtectingHeaders(application), "/resourcez").headers
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"] and headers["x-frame-options"] == "DENY"
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_a_page_names_its_own_scripts_in_a_policy_of_its_own() -> None:
    first, second = (asked(ProtectingHeaders(Document(reached))) for _ in range(2))
    policy = first.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None and f'<script nonce="{nonce[1]}">' in first.body.decode()
    assert "<script>" not in first.body.decode()
    assert policy != second.headers["content-security-policy"], "the next page has another name"
    assert first.headers["cache-control"] == "no-store"
    assert int(first.headers["content-length"]) == len(first.body)
    for part in ("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in policy
    assert "script-src 'self' 'nonce-" in policy and "'unsafe-inline'" not in policy.split("style-src")[0]


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_cookie_is_for_our_own_pages(encrypted: bool) -> None:
    cookie = asked(ProtectingHeaders(reached, encrypted=encrypted)).headers["set-cookie"]
    assert cookie == "solara-session-id=1; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if encrypted else "")


def opened(path: str, **request: str) -> Answer:
    return asked(OpenRoutes(reached), path, **request)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "path", ["/", "/lives", "/static/main.js", "/_solara/cdn/a@1.0.0/b.js", "/jupyter/nbextensions/a.js"]
)
def test_pages_and_their_files_are_read_and_nothing_else(path: str) -> None:
    assert opened(path).status == 200
    assert opened(path, method="POST").status == opened(path, method="DELETE").status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/resourcez", "/resourcez/", "/jupyter", "/jupyter/api/kernels/1", "/jupyter/api/kernels/1/channels",
        "/_solara", "/_solara/api/evict/1", "/_solara/auth/login", "/static", "/static/", "/jupyter/nbextensions/",
    ],
)  # fmt: skip
def test_what_no_page_needs_is_not_found(path: str) -> None:
    assert opened(path).status == opened(path, method="POST").status == 404


def test_it_says_that_it_is_up_and_no_more() -> None:
    assert opened("/readyz").body == b"ok\n"


def test_closing_without_a_session_is_refused_in_words() -> None:
    assert opened("/_solara/api/close/1", method="POST").status == 400
    assert opened("/_solara/api/close/1", method="POST", query="session_id=").status == 400
    assert opened("/_solara/api/close/1", method="POST", query="session_id=2").status == 200


def test_a_socket_says_which_page_it_belongs_to() -> None:
    assert opened(KERNEL, kind="websocket", query="session_id=2").status == 200
    assert opened(KERNEL, kind="websocket").status == 1008
    assert opened("/anything", kind="websocket", query="session_id=2").status == 1008


def fetched(site: str, mode: str, wanted: str) -> int:
    headers = {"host": "127.0.0.1:8765", "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": wanted}
    return asked(SameOrigin(reached, loopback=True), headers=headers).status


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_website_may_link_here_and_no_more(site: str) -> None:
    assert fetched(site, "navigate", "document") == 200
    for mode, wanted in (("navigate", "iframe"), ("navigate", "embed"), ("no-cors", "script"), ("cors", "empty")):
        assert fetched(site, mode, wanted) == 403, wanted


def test_its_own_pages_load_their_files() -> None:
    assert fetched("same-origin", "no-cors", "script") == fetched("none", "navigate", "document") == 200


def test_files_with_their_version_in_their_name_are_kept_by_browsers() -> None:
    path = "/_solara/cdn/@widgetti/solara-vuetify-app@10.1.1/dist/fonts.css"
    assert "immutable" in asked(ProtectingHeaders(reached), path).headers["cache-control"]
    assert "cache-control" not in asked(ProtectingHeaders(reached), "/static/main.js").headers


def test_solaras_page_still_has_everything_that_is_replaced() -> None:
    from importlib.resources import files

    from bygd.web.document.writing import REPLACED

    pytest.importorskip("solara", reason="the extra 'web' is not installed")
    templates = files("solara.server") / "templates"
    page = "".join((templates / name).read_text(encoding="utf-8") for name in ("solara.html.j2", "loader-plain.html"))
    for wanted, _ in REPLACED:
        assert wanted.search(page), wanted.pattern
    done = written(page, "n")
    assert '<html lang="en">' in done and "user-scalable" not in done and "<noscript>" in done
    assert "Please refresh the page" not in done and '<script nonce="n"' in done
