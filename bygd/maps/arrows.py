"""Flows between places as arrows: their width is how many go."""

from __future__ import annotations

import html
import math
from typing import NamedTuple

import numpy as np

from bygd.maps.flows import Flows
from bygd.maps.geography import Spot
from bygd.maps.panel_parts import Drawing
from bygd.maps.paper import INK, PAPER
from bygd.maps.topology import Array
from experiments.outcomes.wording import count, counted
from sim.languages import N_, _

WIDEST, THINNEST = 11.0, 0.7
"""Of an arrow [pixel]."""
MOST = 60
LEAST = 0.03
"""Arrows drawn at most; none of so small a share of the largest."""
BEND = 0.16
"""How far an arrow leaves the straight line, as a share of its length: those of both directions lie apart."""
NEAR = 5.0
"""Distance of its ends from the seats [pixel]."""
WIDTHS = {
    "commuters": N_(
        "Width of an arrow: commuters; the widest is {most} from {start} to {end}. {arrows}: {shown} of {everybody}."
    ),
    "movers": N_(
        "Width of an arrow: movers; the widest is {most} from {start} to {end}. {arrows}: {shown} of {everybody}."
    ),
}


class Drawn(NamedTuple):
    """Arrows, and what the map's foot says of them."""

    svg: str
    note: str


def arrows(drawing: Drawing, flows: Flows) -> Drawn:
    """The largest flows between the places of ``drawing``, the largest on top."""
    spots, found = drawing.geo.spots, largest(flows.persons)
    if not found:
        return Drawn("", _("Nobody goes from place to place ({when}).", when=flows.when))
    at = drawing.scale.at(np.array([[spot.x, spot.y] for spot in spots]))
    top = found[0][2]
    parts = [_arrow(spots[a], spots[b], at[a], at[b], number, top, flows) for a, b, number in reversed(found)]
    a, b = found[0][:2]
    shown = sum(one[2] for one in found)
    note = _(
        WIDTHS[flows.kind],
        most=_persons(flows, top),
        start=spots[a].name,
        end=spots[b].name,
        arrows=counted(len(found), "arrow", "arrows"),
        shown=count(shown),
        everybody=count(int(flows.persons.sum())),
    )
    return Drawn("".join(parts), note)


def largest(persons: Array) -> list[tuple[int, int, int]]:
    """(from, to, persons) of the flows that are drawn, the largest first."""
    pairs = np.argwhere(persons > 0)
    sizes = persons[pairs[:, 0], pairs[:, 1]]
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -sizes))[:MOST]
    return [
        (int(pairs[row, 0]), int(pairs[row, 1]), int(sizes[row]))
        for row in order.tolist()
        if sizes[row] >= LEAST * sizes[order[0]]
    ]


def _arrow(start: Spot, end: Spot, a: Array, b: Array, number: int, top: int, flows: Flows) -> str:
    wide = max(THINNEST, WIDEST * number / top)
    along = b - a
    length = float(np.hypot(*along)) or 1.0
    unit = along / length
    aside = np.array([unit[1], -unit[0]])
    middle = (a + b) / 2 + BEND * length * aside
    first = a + NEAR * _unit(middle - a)
    into = _unit(b - middle)
    tip = b - NEAR * into
    head = min(0.45 * length, 4.0 + 1.1 * wide)
    neck = tip - head * into
    across = np.array([into[1], -into[0]]) * (wide / 2 + 2.0 + 0.25 * wide)
    said = _("{start} to {end}: {persons}", start=start.name, end=end.name, persons=_persons(flows, number))
    line = f'<path d="M{_at(first)}Q{_at(middle)} {_at(neck)}" fill="none" stroke'
    point = f"M{_at(tip)}L{_at(neck + across)}L{_at(neck - across)}z"
    return (
        f"<g><title>{html.escape(said)}</title>"
        f'{line}="{PAPER}" stroke-width="{wide + 1.4:.1f}" stroke-opacity="0.8"/>'
        f'{line}="{INK}" stroke-width="{wide:.1f}" stroke-opacity="0.72"/>'
        f'<path d="{point}" fill="{INK}" stroke="{PAPER}" stroke-width="0.7"/></g>'
    )


def _persons(flows: Flows, number: int) -> str:
    if flows.kind == "commuters":
        return counted(number, "commuter", "commuters")
    return counted(number, "mover", "movers")


def _unit(step: Array) -> Array:
    found: Array = step / (math.hypot(*step.tolist()) or 1.0)
    return found


def _at(point: Array) -> str:
    return f"{float(point[0]):.1f} {float(point[1]):.1f}"


__all__ = ["Drawn", "arrows", "largest"]
