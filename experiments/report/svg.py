"""SVG inside a page, in the page's own colours, so that light and dark are one drawing: shapes, small lines,
and Matplotlib's figures without their wrapping."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from experiments.figures.theme import THEME

Point = tuple[float, float]
_ATTRIBUTE_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^)"]+)')


def path(points: Iterable[Iterable[Point]], **style: object) -> str:
    """Polylines as one element."""
    data = "".join(
        "".join(f"{'M' if index == 0 else 'L'}{x:.1f} {y:.1f}" for index, (x, y) in enumerate(line)) for line in points
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
    """An ``svg`` that fills its box and says in words what it shows; ``kind`` is its class."""
    return (
        f'<svg viewBox="0 0 {width:.1f} {height:.1f}" role="img" class="{kind}" '
        f'aria-label="{html.escape(label)}">{"".join(inside)}</svg>'
    )


def color(role: str) -> str:
    return f"var(--{role})"


def inline_svg(svg: str, name: str, alt: str) -> str:
    """``svg`` as an element of an HTML page.

    No header, no metadata, no namespaces (HTML needs none); ids carry ``name`` so that no two figures share
    one; colours that stand for a role become the page's variables, so that they follow light and
    dark.
    """
    start, end = svg.index("<svg"), svg.rindex("</svg>")
    body = svg[svg.index(">", start) + 1 : end]
    box = re.search(r'viewBox="([^"]+)"', svg[start:])
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).replace("xlink:href=", "href=")
    body = _ATTRIBUTE_ID.sub(lambda found: f'id="{name}-{found[1]}"', body)
    body = _REFERENCE.sub(lambda found: f"{found[1]}{name}-{found[2]}", body)
    for role, (light, _) in THEME.items():
        body = body.replace(light, f"var(--{role})")
    return (
        f'<svg viewBox="{box[1] if box else ""}" role="img" aria-label="{html.escape(alt)}" class="figure">{body}</svg>'
    )


def sparkline(values: list[float | None], low: float, high: float, role: str, label: str) -> str:
    """A small line of a monthly series; gaps (None) are left open."""
    width, height = 150.0, 30.0
    span = (high - low) or 1.0
    step = width / max(1, len(values) - 1)
    lines: list[list[Point]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            lines.append([])
        else:
            y = height - 2 - (min(max(value, low), high) - low) / span * (height - 4)
            lines[-1].append((index * step, y))
    ground = [[(0.0, height - 1), (width, height - 1)]]
    return picture(
        width,
        height,
        [
            path(ground, stroke=color("grid"), fill="none"),
            path(lines, stroke=color(role), stroke_width=1.6, fill="none", stroke_linejoin="round"),
        ],
        label,
        "spark",
    )


__all__ = ["Point", "attributes", "color", "inline_svg", "path", "picture", "sparkline", "text"]
