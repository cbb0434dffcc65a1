"""Small pieces of SVG, coloured by the page's own variables, so that light and dark are one drawing."""

from __future__ import annotations

import html
from collections.abc import Iterable

Point = tuple[float, float]


def path(points: Iterable[Iterable[Point]], **style: object) -> str:
    """Polylines as one element."""
    data = "".join(
        "".join(f"{'M' if index == 0 else 'L'}{x:.1f} {y:.1f}" for index, (x, y) in enumerate(line))
        for line in points
    )
    return f'<path d="{data}"{attributes(style)}/>' if data else ""


def attributes(style: dict[str, object]) -> str:
    """``stroke_width=2`` as `` stroke-width="2"``."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"' for name, value in style.items()
    )


def text(x: float, y: float, words: str, **style: object) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{attributes(style)}>{html.escape(words)}</text>'


def picture(width: float, height: float, inside: Iterable[str], label: str, kind: str) -> str:
    """An ``svg`` that fills its box and says in words what it shows."""
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" class="picture {kind}" '
        f'aria-label="{html.escape(label)}">{"".join(inside)}</svg>'
    )


def color(role: str) -> str:
    return f"var(--{role})"


__all__ = ["Point", "attributes", "color", "path", "picture", "text"]
