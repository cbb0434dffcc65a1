"""The form to fill in: every benchmark with its statement, and room for an answer."""

from __future__ import annotations

from collections.abc import Mapping

from bygd.assess.catalogue import DIMENSIONS, MET, Benchmark, benchmarks
from sim.scenario.writing import scalar_text
from sim.words import counted

HEAD = """\
# Self-assessment of a municipality: {number}.
#
# Answer behind the colon how far each statement holds: 0 (not) to {met} (met), or not, partly, met. Leave it empty
# where it is not known: that counts as unknown, never as 0. A note goes like this:
#
#   E8: {{value: 1, note: "no childcare, no evening course"}}
#
# A line says behind the statement what stands for it in the model: simulated, simulated in part, or outside the model.
# With a town's file, 'bygd assess my-town.yaml {file}' says how you stand, and what raising each would buy.

title: {title}
date:
note:

answers:
"""
KINDS = {"lever": "simulated", "proxy": "simulated in part", "checklist": "outside the model"}


def form(
    file: str, *, core: bool = False, title: str = "My municipality", given: Mapping[str, int] | None = None
) -> str:
    """The text of a form. ``core``: only the benchmarks for a first hour; ``given``: answers to write in, by id."""
    rows = [row for row in benchmarks() if row.core or not core]
    text = HEAD.format(
        number=counted(len(rows), "benchmark", "benchmarks"), met=MET, file=file, title=scalar_text(title)
    )
    parts = []
    for letter, dimension in DIMENSIONS.items():
        lines = [_line(row, (given or {}).get(row.id)) for row in rows if row.id[0] == letter]
        parts.append("\n".join([f"  # {dimension}", *lines]))
    return text + "\n\n".join(parts) + "\n"


def _line(row: Benchmark, answer: int | None) -> str:
    said = f"  # {row.ask} [{KINDS[row.kind]}]\n"
    part = f"  #   [by {row.by}]\n" if row.kind == "proxy" else ""
    return f"{said}{part}  {row.id}:" + ("" if answer is None else f" {answer}")


__all__ = ["form"]
