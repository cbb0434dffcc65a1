"""The form to fill in: every benchmark with its statement, and room for an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from bygd.assess.catalogue import DIMENSIONS, MET, Benchmark, benchmarks
from sim.languages import N_, _, localised, ngettext
from sim.scenario.writing import scalar_text

HOW = (
    N_(
        "Answer behind the colon how far each statement holds: 0 (not) to {met} (met), or not, partly, met. Leave it "
        "empty\nwhere it is not known: that counts as unknown, never as 0. A note goes like this:"
    ),
    N_(
        "A line says behind the statement what stands for it in the model: simulated, simulated in part, or outside "
        "the model.\n"
        "With a town's file, 'bygd assess my-town.yaml {file}' says how you stand, and what raising each would buy."
    ),
)
"""What stands above a form, around an example of a note."""
NOTE = N_("no childcare, no evening course")
KINDS = {"lever": N_("simulated"), "proxy": N_("simulated in part"), "checklist": N_("outside the model")}
WIDTH = 118


def form(
    file: str, *, core: bool = False, title: str = N_("My municipality"), given: Mapping[str, int] | None = None
) -> str:
    """The text of a form, in the language in force: statements and what is said around them; keys and answers are the
    same in every language. ``core``: only the benchmarks for a first hour; ``given``: answers to write in, by id."""
    rows = [row for row in benchmarks() if row.core or not core]
    text = _head(len(rows), file) + f"title: {scalar_text(_(title))}\ndate:\nnote:\n\nanswers:\n"
    parts = []
    for letter, dimension in DIMENSIONS.items():
        lines = [_line(row, (given or {}).get(row.id)) for row in rows if row.id[0] == letter]
        parts.append("\n".join([f"  # {_(dimension)}", *lines]))
    return text + "\n\n".join(parts) + "\n"


def _head(number: int, file: str) -> str:
    first = ngettext(
        "Self-assessment of a municipality: {number} benchmark.",
        "Self-assessment of a municipality: {number} benchmarks.",
        number,
        number=localised(f"{number:,}"),
    )
    how, then = (_(words, met=MET, file=file) for words in HOW)
    note = f"""  E8: {{value: 1, note: "{_(NOTE)}"}}"""
    return (
        "".join(f"# {line}".rstrip() + "\n" for line in (first, "", *_wrapped(how), "", note, "", *_wrapped(then)))
        + "\n"
    )


def _wrapped(text: str) -> list[str]:
    lines = text.split("\n")
    return [
        part for line in lines for part in textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
    ]


def _line(row: Benchmark, answer: int | None) -> str:
    said = f"  # {_(row.ask)} [{_(KINDS[row.kind])}]\n"
    stands = _("by {part}", part=row.said_by)
    part = f"  #   [{stands}]\n" if row.kind == "proxy" else ""
    return f"{said}{part}  {row.id}:" + ("" if answer is None else f" {answer}")


__all__ = ["form"]
