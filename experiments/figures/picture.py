"""A figure with the words that belong to it, and the files it becomes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 160


@dataclass(frozen=True)
class Picture:
    """A drawn figure."""

    name: str
    """File name without ending."""
    title: str
    figure: Figure
    reading: str
    """One or two sentences: what it shows in this experiment."""
    alt: str
    """What somebody who cannot see it should know."""


@dataclass(frozen=True)
class Rendered:
    """A picture as files: the same bytes for the same results."""

    name: str
    title: str
    reading: str
    alt: str
    svg: str
    png: bytes


def svg_of(picture: Picture) -> str:
    """A picture as SVG, without dates or versions in it."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    svg = io.StringIO()
    scalable: Any = FigureCanvasSVG(picture.figure)
    scalable.print_svg(svg, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return svg.getvalue()


def rendered(picture: Picture) -> Rendered:
    """SVG and PNG of a picture, without dates or versions in them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    svg, png = svg_of(picture), io.BytesIO()
    picture.figure.set_dpi(DPI)
    pixels: Any = FigureCanvasAgg(picture.figure)
    pixels.print_png(png, metadata={"Software": None}, pil_kwargs={"compress_level": 4})
    return Rendered(picture.name, picture.title, picture.reading, picture.alt, svg, png.getvalue())


__all__ = ["Picture", "Rendered", "rendered", "svg_of"]
