"""Names on a map: the largest places first, none over another or its dot, of many none too near a larger one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from bygd.maps.geography import Spot
from bygd.maps.letters import width
from bygd.maps.panel_parts import DOT, NAME, NEIGHBOUR, NUMBER, Drawing
from bygd.maps.paper import INK, MUTED, PAPER, words
from experiments.figures.map_layout import SIDES, Box, Room

MOST_NEIGHBOURS = 6
APART = 44.0
"""Least distance of two places that are both named, where there are many [pixel]."""
FEW = 25
"""Places up to which all are named that have room."""
GAP = 3.0
ANCHOR = {-1: "end", 0: "middle", 1: "start"}
Lines = Sequence[str]


def names(drawing: Drawing, room: Room, lines: Mapping[str, Lines], most: int) -> str:
    """Dots and names of the largest places, ``most`` at most; ``lines``: by key the name, and what stands beneath it
    where there is room."""
    found = ""
    placed: list[tuple[float, float]] = []
    apart = APART if len(drawing.geo.spots) > FEW else 0.0
    for spot in sorted(drawing.geo.spots, key=lambda one: (-one.people, one.key)):
        x, y = drawing.scale.at(np.array([[spot.x, spot.y]]))[0].tolist()
        dot = Box(x - DOT, y - DOT, x + DOT, y + DOT)
        if any(math.hypot(x - a, y - b) < apart for a, b in placed) or not room.free(dot):
            continue
        text = _beside(room, spot, lines[spot.key], x, y)
        if text:
            room.taken.append(dot)
            placed.append((x, y))
            found += (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{INK}" stroke="{PAPER}" stroke-width="0.8"/>{text}'
            )
        if len(placed) == most:
            break
    return found


def _beside(room: Room, spot: Spot, lines: Lines, x: float, y: float) -> str:
    """The name on the first side of its dot with room for all lines, else for the name alone; empty: there is none."""
    for shown in range(len(lines), 0, -1):
        sizes = [NUMBER if row else NAME for row in range(shown)]
        wide = max(width(line, size, bold=not row) for row, (line, size) in enumerate(zip(lines, sizes, strict=False)))
        high = 1.2 * sum(sizes)
        for east, south in ((east, -north) for east, north in SIDES):
            along = (DOT + GAP) / math.hypot(east, south)
            at, middle = x + east * along, y + south * along
            left, top = at + (east - 1) / 2 * wide, middle + (south - 1) / 2 * high
            if room.take(Box(left, top, left + wide, top + high)):
                return _text(lines[:shown], at, top, ANCHOR[east])
    return ""


def _text(lines: Lines, x: float, top: float, anchor: str) -> str:
    found = ""
    for row, line in enumerate(lines):
        size = NUMBER if row else NAME
        top += size * 1.2
        found += words(x, top - 0.25 * size, line, size=size, bold=not row, anchor=anchor, halo=True)
    return found


def neighbours(drawing: Drawing, room: Room) -> str:
    """Names of the largest municipalities around, small and grey, where they lie within the frame."""
    found: list[str] = []
    for spot in drawing.geo.around:
        x, y = drawing.scale.at(np.array([[spot.x, spot.y]]))[0].tolist()
        wide = width(spot.name, NEIGHBOUR)
        if len(found) < MOST_NEIGHBOURS and room.take(Box(x - wide / 2, y - NEIGHBOUR, x + wide / 2, y + 2)):
            found.append(words(x, y, spot.name, size=NEIGHBOUR, fill=MUTED, anchor="middle"))
    return "".join(found)


__all__ = ["names", "neighbours"]
