"""Figures as lines of a scenario file, each with a comment that says how it is known; and these comments counted."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bygd.places.figures import Figure

WIDTH = 118
GRADES = ("measured", "converted", "assumed")
COMMENT = re.compile(rf"(?:^|\s)# ({'|'.join(GRADES)}): \S", re.MULTILINE)
"""How the comment of a figure begins; a line that goes on with it is indented further."""
SHARED = re.compile(r"^( *)<<: &(\w+)\n((?:\1  .*\n)+)", re.MULTILINE)
"""Figures that several places have: indent, name and lines of the place that is written out."""


def line(key: str, figure: Figure, depth: int = 0) -> str:
    """``key: value`` with its comment: behind it where it fits, else above."""
    indent = "  " * depth
    text = f"{indent}{key}: {flow(figure.value)}"
    if not figure.grade:
        return "\n".join([*_comment(figure.words, indent, ""), text])
    behind = f"{text}  # {figure.grade}: {figure.words}"
    if len(behind) <= WIDTH:
        return behind
    return "\n".join([*_comment(figure.words, indent, figure.grade), text])


def remark(words: str, depth: int = 0) -> str:
    """Plain comment lines."""
    return "\n".join(_comment(words, "  " * depth, ""))


def flow(value: Any) -> str:
    """A value as YAML in one line."""
    from sim.scenario.writing import scalar_text

    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return scalar_text(value) if isinstance(value, str) else json.dumps(value)


def counts(text: str) -> dict[str, int]:
    """How many figures of a file are measured, converted and assumed, by their comments (what places share counts for
    each); empty where none is measured or converted: a file written by hand says ``assumed`` in its own way."""
    found = Counter(COMMENT.findall(text))
    for _, name, block in SHARED.findall(text):
        for grade in COMMENT.findall(block):
            found[grade] += text.count(f"<<: *{name}\n")
    return {grade: found[grade] for grade in GRADES} if found["measured"] or found["converted"] else {}


def _comment(words: str, indent: str, grade: str) -> list[str]:
    if not words:
        return []
    first = f"{indent}# {grade}: " if grade else f"{indent}# "
    rest = f"{indent}#   " if grade else f"{indent}# "
    return textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


__all__ = ["COMMENT", "GRADES", "counts", "flow", "line", "remark"]
