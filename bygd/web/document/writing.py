"""What Solara's document lacks, put into it.

Solara's own page has no language, forbids zooming, stays blank without JavaScript, says "Loading app" for ever where
no connection comes about, and lays a grey overlay on the button that would help once the server is gone. Each is
replaced by its text; a test sees that Solara's page still has what is replaced (the version is pinned).
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from bygd.web.look import style
from bygd.web.markup import style as page_style
from sim.languages import N_, SOURCE, _, in_language, language

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
TITLE = N_("bygd: watch a town live")
WITHOUT_SCRIPTS = N_(
    "These pages are drawn by JavaScript, which is switched off in this browser, or blocked. Allow it for this address "
    "(everything comes from this server alone) and load the page anew. Without a browser, <code>bygd run</code>, "
    "<code>bygd compare</code> and <code>bygd report</code> answer the same questions in the terminal."
)
NOTICES = {
    "lost": (
        N_("The server does not answer."),
        N_(
            "What you see stays as it was. The page tries again by itself; it goes on where it was if the server comes "
            "back within three minutes."
        ),
    ),
    "anew": (
        N_("The server does not know this page any more."),
        N_("It was started anew, or the page was away for too long, so its run is gone. Load the page to begin again."),
    ),
    "gone": (
        N_("The page cannot be loaded: the server does not answer."),
        N_("See whether bygd serve is still at work, then load the page again."),
    ),
    "blocked": (
        N_("The page cannot be used yet: its live connection does not come about."),
        N_(
            "The server answers, but a WebSocket to it does not open. A web server in front, a proxy or an extension "
            "of the browser may block WebSockets: allow them for this address, or open the page on the machine itself."
        ),
    ),
}
"""What is said when the server is gone, was started anew, or cannot be reached by the page's live connection."""
AGAIN = N_("Load the page again")
NOTICE = '<div id="bygd-notice" class="bygd-notice" hidden></div>'
REPLACED = (
    (re.compile(r"<html>"), '<html lang="{language}">'),
    (re.compile(r"<title>.*?</title>"), "<title>{title}</title>"),
    (re.compile(r'<meta name="viewport"[^>]*>'), VIEWPORT),
    # Said by our own notice, which nothing lies upon.
    (re.compile(r'<v-overlay style="z-index: 100002;".*?</v-overlay>', re.DOTALL), ""),
    (re.compile(r'<v-alert v-if="needsRefresh.*?</v-alert>', re.DOTALL), ""),
    (re.compile(r'<v-dialog v-model="needsRefresh".*?</v-dialog>', re.DOTALL), ""),
    # The line that says the server is busy has no name, and nothing to say to a screen reader.
    (re.compile(r"<v-progress-linear :style"), '<v-progress-linear aria-hidden="true" :style'),
    (
        re.compile(r'<v-progress-linear :indeterminate="loadingP'),
        '<v-progress-linear aria-label="{loading}" :indeterminate="loadingP',
    ),
)
"""What is looked for, once each, and what stands in its place, with {places} for what is said in a language."""
SCRIPT = re.compile(r"<script(?=[\s>])")


def written(page: str, nonce: str, code: str = SOURCE) -> str:
    """Solara's ``page`` with what it lacks, in the language ``code``; its scripts carry ``nonce``."""
    with in_language(code):
        return _written(page, nonce)


def _written(page: str, nonce: str) -> str:
    said = {"{language}": language(), "{title}": escape(_(TITLE)), "{loading}": escape(_("Loading"))}
    for wanted, instead in REPLACED:
        for place, words in said.items():
            instead = instead.replace(place, words)
        page = wanted.sub(lambda found, instead=instead: instead, page, count=1)  # type: ignore[misc]
    head = f'<style class="solara-template-css">{_sheets()}</style></head>'
    page = page.replace("</head>", head, 1)
    without = f"<h1>{escape(_(TITLE))}</h1><p>{_(WITHOUT_SCRIPTS)}</p>"
    notices = {which: [_(words) for words in lines] for which, lines in NOTICES.items()}
    words = json.dumps({**notices, "again": _(AGAIN)}).replace("<", "\\u003c")
    begin = (
        f"<noscript><main class='bygd-notice'>{without}</main></noscript>{NOTICE}"
        f"<script>const BYGD_WORDS = {words};\n{_script()}</script>"
    )
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
