"""The region drawn: places where they lie, how large they are, how they change."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import east_asian_width

import numpy as np

from experiments.figures.map_layout import SIDES, Box, Room, left_out, neighbours, radii
from experiments.outcomes.wording import counted
from experiments.report.svg import color, path, picture, text
from sim.languages import N_, _, localised, percent_sign
from sim.town import Town

if TYPE_CHECKING:
    from bygd.maps.geography import Geography
    from bygd.web.session import Session

WIDTH, HEIGHT, MARGIN = 640.0, 400.0, 60.0
KEY = N_(
    "Size of a circle: inhabitants; blue: grown, orange-red: shrunk since the start; filled middle: newcomers; lines: "
    "minutes by car."
)
LARGEST = 44.0
"""Radius of the circle of the largest place."""
SMALLEST = 7.0
LETTER, LINE = 7.4, 13.0
"""Width of a letter and height of a line [pixel] at 12 pixels."""
MOST_COUNTED = 20
"""Places of a map whose names have their inhabitants beneath."""
BELOW_FIRST = tuple((east, -north) for east, north in SIDES)
"""Sides of a circle for its name: y grows downwards."""
ANCHOR = {-1: "end", 0: "middle", 1: "start"}
NO_CHANGE = 0.005
"""Less than half of 100 is called no change."""


class Settlement(NamedTuple):
    """One place of the map."""

    name: str
    x: float
    y: float
    population: int
    newcomers: int
    change: float
    """Of the population since the start, as a share."""


def region_map(session: Session) -> str:
    """The map of a region as HTML; its places carry their keys."""
    town = session.town
    places = settlements(town, session.first_population)
    from bygd.maps.live import live_geography

    geo = live_geography(town.scenario.places)
    keys = list(town.scenario.places)
    return map_of(places, roads_of(town), keys) if geo is None else real_map(geo, keys, places)


def real_map(geo: Geography, keys: list[str], places: list[Settlement]) -> str:
    """Real places with coasts and borders as SVG, in the colours of how their population has changed."""
    from bygd.maps.live import Lived, region_svg

    lived = [
        Lived(key, [place.name, beneath(place)], in_words(place), place.change)
        for key, place in zip(keys, places, strict=True)
    ]
    sources = "; ".join(map(_, geo.sources))
    parts = [_("Colour: change of the population since the start.")]
    if geo.approximate:
        parts.append(_("Outlines are approximate: cells around the seats."))
    parts.append(f"{sources[:1].upper()}{sources[1:]}.")
    note = html.escape(" ".join(parts))
    return region_svg(geo, lived, description_of(places)) + f'<p class="note">{note}</p>'


def beneath(place: Settlement) -> str:
    """What stands beneath a name: inhabitants, and how many more or fewer than at the start."""
    return f"{localised(f'{place.population:,}')} ({signed(place.change)})"


def in_words(place: Settlement) -> str:
    """A place in a line."""
    return _(
        "{place}: {inhabitants}, {change} since the start, {newcomers}",
        place=place.name,
        inhabitants=counted(place.population, "inhabitant", "inhabitants"),
        change=signed(place.change),
        newcomers=counted(place.newcomers, "newcomer", "newcomers"),
    )


def settlements(town: Town, first: Any) -> list[Settlement]:
    """Places with positions [km]; ``first`` (P,) is their population at the start."""
    where = positions(town)
    now, newcomers = town.state.places.population, town.state.places.newcomers
    return [
        Settlement(
            place.name or key,
            *where[row],
            int(now[row]),
            int(newcomers[row]),
            float(now[row] / first[row] - 1.0) if first[row] else 0.0,
        )
        for row, (key, place) in enumerate(town.scenario.places.items())
    ]


def positions(town: Town) -> list[tuple[float, float]]:
    """Where places lie: as the file says, else from travel times (classical scaling)."""
    given = [place.position for place in town.scenario.places.values()]
    if all(given) and len(set(given)) == len(given):
        return [(float(each[0]), float(each[1])) for each in given if each]
    apart = np.asarray(town.state.places.travel, float)
    centre = np.eye(len(apart)) - 1.0 / len(apart)
    values, vectors = np.linalg.eigh(-0.5 * centre @ (apart * apart) @ centre)
    axes = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0.0))
    return [(float(row[0]), float(row[1]) if len(row) > 1 else 0.0) for row in axes]


def roads_of(town: Town) -> list[tuple[int, int, float]]:
    """Neighbours and minutes between them: no third place is nearer to both (Toussaint 1980)."""
    minutes = np.asarray(town.state.places.travel, float)
    return [(a, b, float(minutes[a, b])) for a, b in neighbours(minutes)]


def map_of(places: list[Settlement], roads: list[tuple[int, int, float]], keys: list[str]) -> str:
    """The places as SVG: the size of a circle is its population, the inner one its newcomers; each carries its key."""
    x, y = np.asarray([p.x for p in places]), np.asarray([p.y for p in places])
    span = max(float(np.ptp(x)) / (WIDTH - 2 * MARGIN), float(np.ptp(y)) / (HEIGHT - 2 * MARGIN), 1e-9)
    east, north = (x.max() + x.min()) / 2, (y.max() + y.min()) / 2
    at = [(WIDTH / 2 + (p.x - east) / span, HEIGHT / 2 - (p.y - north) / span) for p in places]
    largest = max(p.population for p in places) or 1
    wanted = [max(SMALLEST, LARGEST * math.sqrt(p.population / largest)) for p in places]
    room = Room(np.asarray(at), radii(np.asarray(at), wanted, WIDTH * HEIGHT), Box(0.0, 0.0, WIDTH, HEIGHT))
    lines = [[p.name, beneath(p)] for p in places]
    numbers = [2, 1] if len(places) <= MOST_COUNTED else [1]
    sizes = [[(max(map(width_of, each[:rows])), LINE * rows) for rows in numbers] for each in lines]
    labels = room.names(sizes, [p.population for p in places], lambda __: BELOW_FIRST, gap=4)
    inside, written = [], []
    for a, b, minutes in roads:
        inside.append(path([[at[a], at[b]]], stroke=color("shade"), stroke_width=1.4, fill="none"))
        middle = ((at[a][0] + at[b][0]) / 2, (at[a][1] + at[b][1]) / 2)
        minutes_text = _("{minutes} min", minutes=f"{minutes:.0f}")
        half = width_of(minutes_text) / 2
        if room.take(Box(middle[0] - half, middle[1] - LINE, middle[0] + half, middle[1])):
            written.append(text(middle[0], middle[1] - 3, minutes_text, class_="tick", text_anchor="middle"))
    for key, place, (px, py), radius, each, label in zip(keys, places, at, room.radius, lines, labels, strict=True):
        share = place.newcomers / max(1, place.population)
        role = "blue" if place.change > NO_CHANGE else "vermilion" if place.change < -NO_CHANGE else "shade"
        hover = in_words(place)
        inside.append(
            f'<g data-place="{html.escape(key)}"><title>{html.escape(hover)}</title>'
            f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{radius:.1f}" '
            f'fill="{color(role)}" fill-opacity="0.35" stroke="{color("ink")}"/><circle cx="{px:.1f}" '
            f'cy="{py:.1f}" r="{radius * math.sqrt(share):.1f}" fill="{color("vermilion")}"/></g>'
        )
        if label:
            written += [
                text(
                    label.x,
                    label.box.low + LINE * (row + 1) - 3,
                    line,
                    class_="tick" if row else "name",
                    text_anchor=ANCHOR[label.side[0]],
                )
                for row, line in enumerate(each[: numbers[label.wording]])
            ]
    inside += written
    note = (
        f'<p class="note">{html.escape(" ".join(filter(None, (_(KEY), unnamed(left_out(labels), len(places))))))}</p>'
    )
    return picture(WIDTH, HEIGHT, inside, description_of(places), "picture map") + note


def description_of(places: list[Settlement]) -> str:
    """The map in words."""
    return " ".join([_("Map of the region."), "; ".join(in_words(place) for place in places)])


def width_of(words: str) -> float:
    """About how wide bold text is [pixel]: the reader's font is not known, so rather too wide."""
    return LETTER * sum(1.7 if east_asian_width(letter) in "WF" else 1.0 for letter in words)


def unnamed(missing: int, places: int) -> str:
    """What the key says of names that have no room."""
    if not missing:
        return ""
    return _(
        "No room for {missing} of the {places} names: larger places are named first, the others when the pointer rests "
        "on them.",
        missing=localised(f"{missing:,}"),
        places=localised(f"{places:,}"),
    )


def signed(share: float) -> str:
    return percent_sign(localised(f"{round(100 * share, 1) + 0.0:+.1f}")).replace("-", "−")  # no minus sign before zero


__all__ = ["map_of", "real_map", "region_map", "settlements", "signed"]
