"""What Solara's document lacks, put into it.

Solara's own page has no language, forbids zooming, stays blank without JavaScript, says "Loading app" for ever where
no connection comes about, and lays a grey overlay on the button that would help once the server is gone. Each is
replaced by its text; a test sees that Solara's page still has what is replaced (the version is pinned).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bygd.web.look import style
from bygd.web.markup import style as page_style

LANGUAGE = "en"
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
TITLE = "bygd: watch a town live"
WITHOUT_SCRIPTS = (
    "<noscript><main class='bygd-notice'><h1>bygd: watch a town live</h1><p>These pages are drawn by JavaScript, which "
    "is switched off in this browser, or blocked. Allow it for this address (everything comes from this server "
    "alone) and load the page anew. Without a browser, <code>bygd run</code>, <code>bygd compare</code> and "
    "<code>bygd report</code> answer the same questions in the terminal.</p></main></noscript>"
)
NOTICE = '<div id="bygd-notice" class="bygd-notice" hidden></div>'
REPLACED = (
    (re.compile(r"<html>"), f'<html lang="{LANGUAGE}">'),
    (re.compile(r"<title>.*?</title>"), f"<title>{TITLE}</title>"),
    (re.compile(r'<meta name="viewport"[^>]*>'), VIEWPORT),
    # Said by our own notice, which nothing lies upon.
    (re.compile(r'<v-overlay style="z-index: 100002;".*?</v-overlay>', re.DOTALL), ""),
    (re.compile(r'<v-alert v-if="needsRefresh.*?</v-alert>', re.DOTALL), ""),
    (re.compile(r'<v-dialog v-model="needsRefresh".*?</v-dialog>', re.DOTALL), ""),
    # The line that says the server is busy has no name, and nothing to say to a screen reader.
    (re.compile(r"<v-progress-linear :style"), '<v-progress-linear aria-hidden="true" :style'),
    (
        re.compile(r'<v-progress-linear :indeterminate="loadingP'),
        '<v-progress-linear aria-label="Loading" :indeterminate="loadingP',
    ),
)
"""What is looked for, once each, and what stands in its place."""
SCRIPT = re.compile(r"<script(?=[\s>])")


def written(page: str, nonce: str) -> str:
    """Solara's ``page`` with what it lacks; its scripts carry ``nonce``."""
    for wanted, instead in REPLACED:
        page = wanted.sub(lambda _, instead=instead: instead, page, count=1)  # type: ignore[misc]
    head = f'<style class="solara-template-css">{_sheets()}</style></head>'
    page = page.replace("</head>", head, 1)
    begin = f"{WITHOUT_SCRIPTS}{NOTICE}<script>{_script()}</script>"
    page = re.sub(r"<body[^>]*>", lambda found: found[0] + begin, page, count=1)
    return SCRIPT.sub(f'<script nonce="{nonce}"', page)


@cache
def _sheets() -> str:
    return "\n".join((style(), page_style(), _own("notice.css")))


@cache
def _script() -> str:
    return _own("notice.js")


def _own(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


__all__ = ["REPLACED", "written"]
