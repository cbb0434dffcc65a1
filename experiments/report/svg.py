"""Figures inside a page: Matplotlib's SVG without its wrapping, in the page's own colours."""

from __future__ import annotations

import html
import re

from experiments.figures.theme import THEME

_ATTRIBUTE_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(url\(#|href="#)([^)"]+)')


def inline_svg(svg: str, name: str, alt: str) -> str:
    """``svg`` as an element of an HTML page.

    No header, no metadata, no namespaces (HTML needs none); ids carry ``name`` so that no two figures share
    one; colours that stand for a role become the page's variables, so that they follow light and
    dark.
    """
    start, end = svg.index("<svg"), svg.rindex("</svg>")
    body = svg[svg.index(">", start) + 1:end]
    box = re.search(r'viewBox="([^"]+)"', svg[start:])
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).replace("xlink:href=", "href=")
    body = _ATTRIBUTE_ID.sub(lambda found: f'id="{name}-{found[1]}"', body)
    body = _REFERENCE.sub(lambda found: f"{found[1]}{name}-{found[2]}", body)
    for role, (light, _) in THEME.items():
        body = body.replace(light, f"var(--{role})")
    return (
        f'<svg viewBox="{box[1] if box else ""}" role="img" aria-label="{html.escape(alt)}" '
        f'class="figure">{body}</svg>'
    )


def sparkline(values: list[float | None], low: float, high: float, color: str, label: str) -> str:
    """A small line of a monthly series; gaps (None) are left open."""
    width, height = 150.0, 30.0
    span = (high - low) or 1.0
    step = width / max(1, len(values) - 1)
    parts, pen = [], "M"
    for index, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        y = height - 2 - (min(max(value, low), high) - low) / span * (height - 4)
        parts.append(f"{pen}{index * step:.1f} {y:.1f}")
        pen = "L"
    return (
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" class="spark" role="img" '
        f'aria-label="{html.escape(label)}">'
        f'<path d="M0 {height - 1:.0f}H{width:.0f}" stroke="var(--grid)" fill="none"/>'
        f'<path d="{"".join(parts)}" stroke="var(--{color})" stroke-width="1.6" fill="none" '
        'stroke-linejoin="round"/></svg>'
    )


__all__ = ["inline_svg", "sparkline"]
