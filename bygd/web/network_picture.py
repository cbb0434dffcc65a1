"""The network drawn: who is friends with whom, through which clubs, and who is a mentor.

Colour and shape both tell groups apart: locals are blue dots, each origin group has a shape and a colour, a
mentor has a ring, clubs are squares, a coordinator is a star.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator

import numpy as np

from bygd.web.network import Shown
from experiments.lives.words import club_words
from experiments.report.svg import Point, color, path, picture, text
from sim.codes import ClubType
from sim.scenario import Scenario
from sim.town import Town
from sim.words import counted

WIDTH, HEIGHT = 640.0, 560.0
MARGIN = 18.0
LINE_WIDTHS = (0.5, 0.6, 1.1, 1.9)
"""Weaker than casual friend, casual friend, friend, close friend."""
CROWDED = 350
"""More lines than this are drawn thinner."""
GROUPS = (
    ("vermilion", "triangle"),
    ("purple", "diamond"),
    ("green", "wedge"),
    ("orange", "pentagon"),
    ("sky", "cross"),
    ("grey", "bar"),
)
"""Colour and shape of origin groups, in the order of the file; from the seventh on they begin again."""
CLUB_WORDS: dict[int, str] = {
    ClubType.SPORT: "sports club",
    ClubType.VILLAGE: "village association",
    ClubType.CULTURE: "culture club",
    ClubType.CONGREGATION: "congregation",
    ClubType.IMMIGRANT: "immigrants' association",
    ClubType.AID: "aid organisation",
    ClubType.POPUP: "pop-up network",
}


def drawn(shown: Shown, town: Town) -> str:
    """The picture as SVG."""
    where = np.column_stack(
        [MARGIN + shown.where[:, 0] * (WIDTH - 2 * MARGIN), MARGIN + shown.where[:, 1] * (HEIGHT - 2 * MARGIN)]
    )
    clubs = np.column_stack(
        [
            MARGIN + shown.club_where[:, 0] * (WIDTH - 2 * MARGIN),
            MARGIN + shown.club_where[:, 1] * (HEIGHT - 2 * MARGIN),
        ]
    )
    inside = [
        *_memberships(shown, where, clubs),
        *_lines(shown, where),
        *_clubs(shown, clubs, town),
        *_people(shown, where),
        *_coordinators(shown, where),
    ]
    return picture(WIDTH, HEIGHT, inside, in_words(shown), "picture network")


def in_words(shown: Shown) -> str:
    """What the picture shows, for somebody who does not see it."""
    newcomers = int(shown.newcomer.sum())
    a, b = shown.edges[:, 0], shown.edges[:, 1]
    across = int((shown.newcomer[a] != shown.newcomer[b]).sum())
    words = (
        f"Network of {len(shown.row)} people, {newcomers} of them newcomers, with {len(shown.edges)} "
        f"friendships; {across} of these join a newcomer and a local. {len(shown.club)} clubs"
    )
    words += f", {int(shown.mentor.sum())} mentors" if shown.mentor.any() else ""
    return words + (f", {', '.join(name for _, name in shown.coordinators)}." if shown.coordinators else ".")


def _memberships(shown: Shown, where: np.ndarray, clubs: np.ndarray) -> Iterator[str]:
    """A faint line from each newcomer to their clubs."""
    yield path(
        ((tuple(clubs[club]), tuple(where[who])) for club, who in shown.members.tolist() if shown.newcomer[who]),
        fill="none",
        stroke=color("shade"),
        stroke_width=0.6,
        stroke_opacity=0.55,
        stroke_dasharray="1 2.5",
    )


def _lines(shown: Shown, where: np.ndarray) -> Iterator[str]:
    a, b = shown.edges[:, 0], shown.edges[:, 1]
    across = shown.newcomer[a] != shown.newcomer[b]
    inside = shown.newcomer[a] & shown.newcomer[b]
    thin = min(1.0, math.sqrt(CROWDED / max(1, len(a))))
    for these, role, opacity in ((~across & ~inside, "blue", 0.25), (inside, "vermilion", 0.38), (across, "ink", 0.6)):
        for stage, width in enumerate(LINE_WIDTHS):
            chosen = shown.edges[these & (shown.stage == stage) & ~shown.mentoring]
            yield path(
                ((tuple(where[i]), tuple(where[j])) for i, j in chosen.tolist()),
                fill="none",
                stroke=color(role),
                stroke_width=f"{width * thin:.2f}",
                stroke_opacity=opacity,
            )
    yield path(
        ((tuple(where[i]), tuple(where[j])) for i, j in shown.edges[shown.mentoring].tolist()),
        fill="none",
        stroke=color("green"),
        stroke_width=1.6,
        stroke_dasharray="4 2",
    )


def _clubs(shown: Shown, clubs: np.ndarray, town: Town) -> Iterator[str]:
    count = np.bincount(shown.members[:, 0], minlength=len(clubs)) if len(clubs) else np.zeros(0, int)
    kinds = town.state.clubs.type
    for (x, y), row, members in zip(clubs.tolist(), shown.club.tolist(), count.tolist(), strict=True):
        half = 3.2 + 0.7 * math.sqrt(members)
        name = CLUB_WORDS.get(int(kinds[row])) or club_words(town, int(row)).partition(" ")[2]
        yield (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" '
            f'height="{2 * half:.1f}" rx="1" '
            f'fill="{color("paper")}" stroke="{color("ink")}" stroke-width="1.1">'
            f"<title>{html.escape(name)}, {members} of its members in the picture</title></rect>"
        )


def _people(shown: Shown, where: np.ndarray) -> Iterator[str]:
    points = [(float(x), float(y)) for x, y in where]
    local = [points[i] for i in np.flatnonzero(~shown.newcomer & ~shown.mentor)]
    yield path(
        ((point, (point[0], point[1] + 0.01)) for point in local),
        stroke=color("blue"),
        fill="none",
        stroke_width=6.4,
        stroke_linecap="round",
    )
    for origin in np.unique(shown.origin[shown.newcomer]).tolist():
        role, shape = group_look(int(origin))
        these = np.flatnonzero(shown.newcomer & (shown.origin == origin))
        yield _shapes([points[i] for i in these], shape, 4.6, fill=color(role), stroke=color("paper"), stroke_width=0.5)
    for i in np.flatnonzero(shown.mentor):
        x, y = points[i]
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{color("blue")}" stroke="{color("ink")}" '
            'stroke-width="2"><title>mentor</title></circle>'
        )


def _coordinators(shown: Shown, where: np.ndarray) -> Iterator[str]:
    rows = shown.row.tolist()
    elsewhere = 0
    for holder, name in shown.coordinators:
        if holder in rows:
            x, y = (float(part) for part in where[rows.index(holder)])
        else:  # somebody who is not in the picture stands in its corner
            x, y = 16.0, 16.0 + 22 * elsewhere
            elsewhere += 1
        yield _shapes([(x, y)], "star", 10, fill=color("orange"), stroke=color("ink"), stroke_width=1.2)
        left = x > WIDTH / 2  # the name stands on the side where there is room
        yield text(x - 12 if left else x + 12, y + 4, name, class_="name", text_anchor="end" if left else "start")


def group_look(origin: int) -> tuple[str, str]:
    """Colour role and shape of an origin group (1 is the first of the scenario)."""
    return GROUPS[(origin - 1) % len(GROUPS)]


SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "triangle": ((0, -1.15), (1.05, 0.8), (-1.05, 0.8)),
    "wedge": ((0, 1.15), (1.05, -0.8), (-1.05, -0.8)),
    "diamond": ((0, -1.2), (1.0, 0), (0, 1.2), (-1.0, 0)),
    "pentagon": tuple((math.sin(2 * math.pi * k / 5), -math.cos(2 * math.pi * k / 5)) for k in range(5)),
    "cross": (
        (-0.35, -1.1),
        (0.35, -1.1),
        (0.35, -0.35),
        (1.1, -0.35),
        (1.1, 0.35),
        (0.35, 0.35),
        (0.35, 1.1),
        (-0.35, 1.1),
        (-0.35, 0.35),
        (-1.1, 0.35),
        (-1.1, -0.35),
        (-0.35, -0.35),
    ),
    "bar": ((-1.2, -0.55), (1.2, -0.55), (1.2, 0.55), (-1.2, 0.55)),
    "star": tuple(
        (r * math.sin(math.pi * k / 5), -r * math.cos(math.pi * k / 5))
        for k in range(10)
        for r in ((1.0, 0.42)[k % 2],)
    ),
}
"""Corners about the middle, for a size of one."""


def _shapes(points: list[Point], shape: str, size: float, **style: object) -> str:
    outlines = ([(x + size * dx, y + size * dy) for dx, dy in (*SHAPES[shape], SHAPES[shape][0])] for x, y in points)
    return path(outlines, stroke_linejoin="round", **style)


def legend(shown: Shown, scenario: Scenario, population: int) -> str:
    """Who is who in the picture, with counts, as a list in HTML."""
    names = ["", *(origin.name or key for key, origin in scenario.origins.items())]

    def swatch(inside: str) -> str:
        return f'<svg viewBox="-8 -8 16 16" class="swatch" aria-hidden="true">{inside}</svg>'

    def line(stroke: str, **style: object) -> str:
        return swatch(path([[(-7, 0), (7, 0)]], stroke=stroke, fill="none", **style))

    entries = [(swatch(f'<circle r="4.5" fill="{color("blue")}"/>'), "locals", int((~shown.newcomer).sum()))]
    for origin in np.unique(shown.origin[shown.newcomer]).tolist():
        role, shape = group_look(int(origin))
        name = names[origin] if origin < len(names) else "other newcomers"
        number = int((shown.newcomer & (shown.origin == origin)).sum())
        entries.append((swatch(_shapes([(0, 0)], shape, 6, fill=color(role))), name, number))
    ring = f'<circle r="5" fill="{color("blue")}" stroke="{color("ink")}" stroke-width="2.4"/>'
    entries.append((swatch(ring), "of them mentors", int(shown.mentor.sum())))
    box = f'<rect x="-5" y="-5" width="10" height="10" fill="none" stroke="{color("ink")}" stroke-width="1.4"/>'
    entries.append((swatch(box), "clubs", len(shown.club)))
    star = _shapes([(0, 0)], "star", 8, fill=color("orange"), stroke=color("ink"))
    entries.append((swatch(star), "coordinators", len(shown.coordinators)))
    lines = [
        (line(color("ink"), stroke_width=2), "newcomer and local"),
        (line(color("vermilion"), stroke_width=2), "two newcomers"),
        (line(color("blue"), stroke_width=2), "two locals"),
        (line(color("green"), stroke_width=2.4, stroke_dasharray="4 2"), "mentor"),
        (line(color("muted"), stroke_width=0.9), "casual friend"),
        (line(color("muted"), stroke_width=1.9), "friend"),
        (line(color("muted"), stroke_width=3.4), "close friend"),
    ]
    items = [f"<li>{mark}{html.escape(name)} <b>{number}</b></li>" for mark, name, number in entries]
    items += [f"<li>{mark}{html.escape(name)}</li>" for mark, name in lines]
    return (
        f'<ul class="legend">{"".join(items)}</ul>'
        f'<p class="note">{len(shown.row)} of {counted(population, "person", "people")}: newcomers, and those '
        "reached over friendships from them; clubs with most members among them. Everybody keeps their place.</p>"
    )


__all__ = ["drawn", "group_look", "in_words", "legend"]
