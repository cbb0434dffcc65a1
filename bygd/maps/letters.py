"""How wide text is: by the letters of DejaVu Sans, which is wider than most, so that any reader's font has room."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

FAMILY = "DejaVu Sans, Verdana, Geneva, sans-serif"
REPLACED = 1.0
"""Width of a letter that the font has not [em]."""


def font_files() -> list[str]:
    """The plain and the bold letters, as Matplotlib brings them along."""
    found = importlib.util.find_spec("matplotlib")
    folders = (found.submodule_search_locations if found is not None else None) or []
    fonts = Path(next(iter(folders))) / "mpl-data" / "fonts" / "ttf"
    return [str(fonts / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]


@functools.cache
def _advances(bold: bool) -> dict[str, float]:
    """Width of each letter [em]."""
    from fontTools.ttLib import TTFont

    with TTFont(font_files()[bold], lazy=True) as font:
        widths, em = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@functools.lru_cache(maxsize=4096)
def width(words: str, size: float, bold: bool = False) -> float:
    """Of a line of text in letters of ``size`` [pixel]."""
    known = _advances(bold)
    return size * sum(known.get(letter, REPLACED) for letter in words)


__all__ = ["FAMILY", "font_files", "width"]
