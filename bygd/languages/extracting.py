"""The template of translations: every text that reports, forms and cards are put together from."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2.ext import babel_extract

from bygd.languages.data import texts

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "bygd.pot"
HEADER = "# Texts of bygd that are translated, as 'python -m bygd.languages --extract' finds them in the code."
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "pgettext": ((1, "c"), 2),
    "ngettext": (1, 2),
    "counted": (2, 3),
    "plural": (2, 3),
    "measured": (2, 3),
    "tell": (1,),
    "tell_many": (1, 2),
}
"""Functions whose arguments are texts, and which of them (babel.messages.extract)."""
SOURCES: tuple[str, ...] = (
    "sim/words.py",
    "sim/processes",
    "experiments/attempts.py",
    "experiments/analysis",
    "experiments/designs/words.py",
    "experiments/lives",
    "experiments/outcomes",
    "experiments/comparison",
    "experiments/figures",
    "experiments/report",
    "bygd/assess",
    "bygd/advise",
    "bygd/cli/advise.py",
    "bygd/cli/assessing.py",
    "bygd/cli/practices.py",
    "bygd/places/comparing",
    "bygd/practices",
    "bygd/settle",
    "bygd/cli/options.py",
    "experiments/commands/compare.py",
    "experiments/posterior.py",
    "bygd/web",
    "bygd/maps",
)
"""Where texts stand that a reader of another language meets."""
LEFT_OUT = (
    "experiments/report/calibration.html",
    "experiments/comparison/result.py",
    "bygd/advise/town.py",
    "bygd/assess/town.py",
)
"""Calibrations, which researchers read, and what a command says while it works: English alone."""


def template() -> Catalog:
    """The template. Places are files, and lines are left out when it is written, so that a line more above a text
    changes nothing."""
    made = Catalog(project="bygd", charset="utf-8", fuzzy=False, header_comment=HEADER)
    for where, message, context in (*calls(), *((f"data:{where}", text, context) for where, context, text in texts())):
        made.add(message, locations=[(where, 0)], context=context or None)
    return made


def calls() -> Iterator[tuple[str, Any, str]]:
    """(file, message, context) of every call in :data:`SOURCES`; a message with a plural is a pair."""
    for source in SOURCES:
        path = ROOT / source
        for file in [path] if path.is_file() else sorted((*path.rglob("*.py"), *path.rglob("*.html"))):
            name = file.relative_to(ROOT).as_posix()
            if name not in LEFT_OUT:
                yield from ((name, message, context) for message, context in calls_in(file))


def calls_in(file: Path) -> Iterator[tuple[Any, str]]:
    method: Any = "python" if file.suffix == ".py" else babel_extract
    options = {} if file.suffix == ".py" else {"silent": "false"}
    with file.open("rb") as stream, contextlib.redirect_stderr(io.StringIO()):  # values that are f-strings: no faults
        for _, message, _, context in extract(method, stream, KEYWORDS, (), options):
            yield (one_line(message) if file.suffix == ".html" else message), context or ""


def one_line(message: Any) -> Any:
    """A text of a page without the breaks of its lines."""
    return " ".join(message.split()) if isinstance(message, str) else tuple(" ".join(each.split()) for each in message)


def text_of(catalogue: Catalog) -> str:
    """A catalogue as its file, without a date: made twice, the same bytes."""
    catalogue.creation_date = catalogue.revision_date = None  # type: ignore[assignment]
    written = io.BytesIO()
    write_po(written, catalogue, width=100, include_lineno=False)
    dated = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
        "Project-Id",
        "Report-Msgid",
    )
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{word}' for word in dated)))


__all__ = ["TEMPLATE", "template", "text_of"]
