"""How the page looks: the figures' own colours in light and dark, one column on a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from experiments.figures.theme import css_variables


@cache
def style() -> str:
    """The style sheet, colours first."""
    sheet = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")
    return f":root,.theme--light{{{css_variables(False)}}}.theme--dark{{{css_variables(True)}}}\n{sheet}"


__all__ = ["style"]
