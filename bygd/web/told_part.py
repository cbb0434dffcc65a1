"""What a command said, on a page: its parts, its files, and how to ask it again."""

from __future__ import annotations

import solara

from bygd.web import markup
from bygd.web.commands import Told
from bygd.web.pieces import Words
from bygd.web.results import Entry
from sim.languages import N_, _

REPEAT = N_("With the files in one folder, this command gives the same numbers:")


def told_parts(entry: Entry) -> None:
    """The answer of a command that a page has asked."""
    told: Told = entry.answer
    Words(told.html)
    with solara.Div(classes=["row"]):
        for path, label, kind in told.files:
            file = entry.path / path
            if file.is_file():
                solara.FileDownload(file.read_bytes, filename=file.name, label=_(label), mime_type=kind)
    Words(markup.paragraphs([_(REPEAT)]) + markup.command(told.command))


__all__ = ["told_parts"]
