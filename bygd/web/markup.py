"""Words, tables and pictures as HTML: everything that comes from a scenario is escaped."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sim.languages import SOURCE, _, language
from sim.told import said as told
from sim.version import has_posterior, is_fitted

if TYPE_CHECKING:
    from experiments.figures.picture import Picture
    from experiments.report.tables import Table


class InEnglish(str):
    """A text that is in English whatever language the page speaks, as names of fields and a town's log are."""


_drawing = threading.Lock()
"""Matplotlib's settings are the process's: one picture at a time."""


def fit_words() -> str:
    """How far the model agrees with evidence: the beginning of a sentence."""
    if is_fitted():
        return _("The model is fitted to published figures only in part")
    if has_posterior():
        return _(
            "The model is fitted to published figures only in part, and the numbers it begins with are an earlier fit’s"
        )
    return _("The model as it is now is not fitted yet, only an earlier version of it in part")


def said(text: str) -> str:
    """A text as markup; marked as English where it is and the page speaks another language."""
    if isinstance(text, InEnglish) and language() != SOURCE:
        return f'<span lang="{SOURCE}">{escape(text)}</span>'
    return escape(text)


def paragraphs(sentences: Iterable[str], kind: str = "") -> str:
    """One paragraph a sentence."""
    mark = f' class="{escape(kind)}"' if kind else ""
    return "".join(f"<p{mark}>{said(sentence)}</p>" for sentence in sentences)


def heading(text: str) -> str:
    """Of a part of a page."""
    return f"<h3>{escape(text)}</h3>"


def folded(summary: str, inside: str) -> str:
    """What most do not need, behind a line that opens it."""
    return f"<details><summary>{escape(summary)}</summary>{inside}</details>"


def aside(text: str) -> str:
    """Something to be read with care."""
    return f'<div class="caveat" role="note">{escape(text)}</div>'


def bullets(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{said(sentence)}</li>" for sentence in sentences) + "</ul>"


def dated(events: Iterable[tuple[str, str, str]]) -> str:
    """(date, what, why) as a list with dates; the cause, where there is one, in brackets. What and why may be told
    (:class:`sim.told.Told`)."""
    rows = "".join(
        f"<li><time>{escape(date)}</time> <span>{escape(told(text))}"
        f"{f' <em>({escape(told(cause))})</em>' if cause else ''}</span></li>"
        for date, text, cause in events
    )
    return f'<ol class="dated">{rows}</ol>'


def table(found: Table, *, words: bool = False) -> str:
    """A table that scrolls by itself where the screen is narrow. ``words``: cells hold words, set left."""
    from experiments.report.template import table_html

    return table_html(found, "words" if words else "numbers")


def figure(name: str, svg: str, alt: str, reading: str = "", *, wide: bool = False, title: str = "") -> str:
    """A picture in the page's own colours with what it says beneath. ``wide``: it scrolls sideways on a
    narrow screen rather than shrink beyond reading; ``title``: what it is called then."""
    from experiments.report.svg import inline_svg

    caption = f"<figcaption>{escape(reading)}</figcaption>" if reading else ""
    picture = inline_svg(svg, name, alt)
    if wide:
        label = escape(_("{figure}, scrolls sideways", figure=title or alt))
        picture = f'<div class="scroll wide" tabindex="0" role="region" aria-label="{label}">{picture}</div>'
    return f"<figure>{picture}{caption}</figure>"


def drawn(picture: Picture, name: str) -> str:
    """A picture just drawn; ``name`` is its own on the page."""
    from experiments.figures.picture import svg_of

    with _drawing:
        svg = svg_of(picture)
    return figure(name, svg, picture.alt, picture.reading)


def command(text: str) -> str:
    """A command to copy."""
    label = escape(_("Command"))
    return f'<pre tabindex="0" aria-label="{label}"><code>{escape(text)}</code></pre>'


def facts(rows: Sequence[tuple[str, str]]) -> str:
    """Names with what is said of each."""
    said = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in rows)
    return f"<dl>{said}</dl>"


@cache
def style() -> str:
    """The style sheet of the pages beside the town. Colours are variables of the figures' own names."""
    return (Path(__file__).parent / "pages.css").read_text(encoding="utf-8")


__all__ = [
    "InEnglish",
    "aside",
    "bullets",
    "command",
    "dated",
    "drawn",
    "facts",
    "figure",
    "folded",
    "heading",
    "paragraphs",
    "said",
    "style",
    "table",
]
