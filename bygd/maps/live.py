"""The region of a live town on its map: how each place has grown or shrunk since the start, month by month."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bygd.maps import legend
from bygd.maps.classes import FEWER, MORE, Classes, scale
from bygd.maps.geography import Geography, geography, shaped
from bygd.maps.locating import Place
from bygd.maps.panel import panel, patterns, shared
from bygd.maps.panel_parts import Drawing
from bygd.maps.paper import Scale, document, element
from bygd.maps.values import Value, Values
from bygd.places.table import load_table
from experiments.outcomes.catalogue import measure
from experiments.report.svg import inline_svg
from sim.languages import N_

WIDTH = 480.0
"""About as wide as it stands on the page [pixel], so that letters have their size."""
FLATTEST, TALLEST = 0.5, 0.85
"""Height of the map, as a share of its width."""
LIMITS = (-5.0, -1.0, 0.0, 1.0, 5.0)
"""Of the classes of change [%]: always the same, so that a colour means the same in every month."""
NAMED = 24
NAME = "region"


class Lived(NamedTuple):
    """One place as it is now."""

    key: str
    lines: Sequence[str]
    """Its name, and what stands beneath it where there is room."""
    told: str
    """What it says under the pointer."""
    change: float
    """Of its inhabitants since the start, as a share."""


def live_geography(places: Mapping[str, Place]) -> Geography | None:
    """Where real places lie; None where they are made up. Found once for the same places."""
    return _found(
        tuple(
            _Known(key, place.name or key, place.population, place.position, tuple(place.groups.items()))
            for key, place in places.items()
        )
    )


class _Known(NamedTuple):
    key: str
    name: str
    population: int
    position: tuple[float, float] | None
    labels: tuple[tuple[str, str], ...]

    @property
    def groups(self) -> dict[str, str]:
        return dict(self.labels)


@functools.lru_cache(maxsize=16)
def _found(places: tuple[_Known, ...]) -> Geography | None:
    return geography(load_table(), {one.key: one for one in places})


def region_svg(geo: Geography, places: Sequence[Lived], alt: str) -> str:
    """The map as an element of an HTML page, in the page's colours; ``alt`` says in words what it shows."""
    found = {one.key: (Value(one.change),) for one in places}
    values = Values(measure("population"), "change", ("",), found, "")
    drawing = _drawing(geo)._replace(values=values)
    inside = panel(
        drawing,
        0,
        named=NAMED,
        lines={one.key: one.lines for one in places},
        told={one.key: one.told for one in places},
        linked=lambda key: f' data-place="{html.escape(key)}"',
    )
    key, low = legend.row(drawing, 0.0, drawing.scale.height + 8, WIDTH)
    parts = [_definitions(geo), element("g", inside), *key]
    svg = inline_svg(document(WIDTH, round(low + 4), parts, alt), NAME, alt)
    return _in_classes(svg.replace('class="figure"', 'class="picture region"'))


def _in_classes(svg: str) -> str:
    """What the page's style sheet says of text is said by classes: it wins over attributes."""
    text = re.compile(r'(<text [^>]*?)(?: font-weight="bold"|(?<= )fill="var\(--muted\)")')
    return text.sub(lambda one: f'{one[1]} class="{"name" if "bold" in one[0] else "tick"}"', svg)


def _drawing(geo: Geography) -> Drawing:
    box = shaped(geo.box, min(max(geo.box.height / geo.box.width, FLATTEST), TALLEST))
    colors = (*reversed(scale(FEWER, 3)), *scale(MORE, 3))
    nothing = Values(measure("population"), "change", ("",), {}, "")
    return Drawing(geo, Scale(box, WIDTH / box.width), nothing, Classes(LIMITS, colors, (N_("less"), N_("more"))))


@functools.lru_cache(maxsize=16)
def _definitions(geo: Geography) -> str:
    return patterns() + shared(_drawing(geo))


__all__ = ["Lived", "live_geography", "region_svg"]
