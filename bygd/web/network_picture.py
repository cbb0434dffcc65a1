"""The network drawn: who is friends with whom, through which clubs, and who is a mentor.

Colour and shape both tell groups apart: locals are blue dots, each origin group has a shape and a colour, a
mentor has a ring, clubs are squares, a coordinator is a star.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bygd.web.network import Shown
from experiments.report.svg import Point, color, path, picture, text
from sim.codes import ClubType, Sex
from sim.languages import N_, _, ngettext, pgettext
from sim.scenario import Scenario
from sim.town import Town
from sim.words import counted

WIDTH, HEIGHT = 640.0, 560.0
MARGIN = 18.0
LINE_WIDTHS = (0.5, 0.6, 1.1, 1.9)
"""Weaker than casual friend, casual friend, friend, close friend."""
CROWDED = 350
"""More lines than this are drawn thinner."""


class TieLook(NamedTuple):
    """How a kind of tie is drawn."""

    name: str
    label: str
    color: str
    opacity: float
    dashes: str = ""


LOCALS, INSIDE, ACROSS, MENTOR = range(4)
TIES = (
    TieLook("locals", N_("two locals"), "sky", 0.45),
    TieLook("inside", N_("two newcomers"), "vermilion", 0.4),
    TieLook("across", N_("newcomer and local"), "ink", 0.6),
    TieLook("mentor", N_("mentor and newcomer"), "green", 1.0, "4 2"),
)
"""Kinds of tie in the order in which they are drawn, each with a colour of its own."""
OTHERS = N_("other newcomers")
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
    ClubType.SPORT: N_("sports club"),
    ClubType.VILLAGE: N_("village association"),
    ClubType.CULTURE: N_("culture club"),
    ClubType.CONGREGATION: N_("congregation"),
    ClubType.IMMIGRANT: N_("immigrants' association"),
    ClubType.AID: N_("aid organisation"),
    ClubType.POPUP: N_("pop-up network"),
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
        *_people(shown, where, town),
        *_coordinators(shown, where),
    ]
    return picture(WIDTH, HEIGHT, inside, in_words(shown), "picture network")


def in_words(shown: Shown) -> str:
    """What the picture shows, for somebody who does not see it."""
    newcomers = int(shown.newcomer.sum())
    a, b = shown.edges[:, 0], shown.edges[:, 1]
    across = int((shown.newcomer[a] != shown.newcomer[b]).sum())
    words = _(
        "Network of {people} people, {newcomers} of them newcomers, with {ties} friendships; {across} of these join a "
        "newcomer and a local.",
        people=len(shown.row),
        newcomers=newcomers,
        ties=len(shown.edges),
        across=across,
    )
    besides = [ngettext("{number} club", "{number} clubs", len(shown.club), number=len(shown.club))]
    if shown.mentor.any():
        mentors = int(shown.mentor.sum())
        besides.append(ngettext("{number} mentor", "{number} mentors", mentors, number=mentors))
    besides += [name for __, name in shown.coordinators]
    return f"{words} {', '.join(besides)}."


def _memberships(shown: Shown, where: np.ndarray, clubs: np.ndarray) -> Iterator[str]:
    """A faint line from each newcomer to their clubs."""
    for origin in _origins(shown):
        yield path(
            (
                (tuple(clubs[club]), tuple(where[who]))
                for club, who in shown.members.tolist()
                if shown.newcomer[who] and shown.origin[who] == origin
            ),
            class_=f"o{origin}",
            fill="none",
            stroke=color("shade"),
            stroke_width=0.6,
            stroke_opacity=0.55,
            stroke_dasharray="1 2.5",
        )


def _origins(shown: Shown) -> list[int]:
    """Origin groups of the newcomers in the picture."""
    return [int(origin) for origin in np.unique(shown.origin[shown.newcomer])]


def _lines(shown: Shown, where: np.ndarray) -> Iterator[str]:
    """Ties, those alike in kind, strength and origin of the two as one path: what can be shown or not by itself."""
    edges = shown.edges
    side = np.where(shown.newcomer[edges], shown.origin[edges], 0).reshape(-1, 2)
    low, high = side.min(axis=1), side.max(axis=1)
    kind = np.where(shown.mentoring, MENTOR, np.where(low > 0, INSIDE, np.where(high > 0, ACROSS, LOCALS)))
    thin = min(1.0, math.sqrt(CROWDED / max(1, len(edges))))
    looks = np.stack([kind, shown.stage, low, high], axis=1)
    for row in np.unique(looks, axis=0).tolist():
        tie, stage, one, other = (int(part) for part in row)
        look = TIES[tie]
        chosen = edges[(looks == row).all(axis=1)]
        width = 1.6 if tie == MENTOR else LINE_WIDTHS[stage] * thin
        classes = dict.fromkeys((f"k-{look.name}", f"s-{max(1, stage)}", f"o{one}", f"o{other}"))
        dashes = {"stroke_dasharray": look.dashes} if look.dashes else {}
        yield path(
            ((tuple(where[i]), tuple(where[j])) for i, j in chosen.tolist()),
            class_=" ".join(classes),
            fill="none",
            stroke=color(look.color),
            stroke_width=f"{width:.2f}",
            stroke_opacity=look.opacity,
            **dashes,
        )


def _clubs(shown: Shown, clubs: np.ndarray, town: Town) -> Iterator[str]:
    count = np.bincount(shown.members[:, 0], minlength=len(clubs)) if len(clubs) else np.zeros(0, int)
    kinds = town.state.clubs.type
    for (x, y), row, members in zip(clubs.tolist(), shown.club.tolist(), count.tolist(), strict=True):
        half = 3.2 + 0.7 * math.sqrt(members)
        name = CLUB_WORDS.get(int(kinds[row])) or further_club(town, int(row))
        yield (
            f'<rect x="{x - half:.1f}" y="{y - half:.1f}" width="{2 * half:.1f}" '
            f'height="{2 * half:.1f}" rx="1" '
            f'fill="{color("paper")}" stroke="{color("ink")}" stroke-width="1.1">'
            f"<title>{html.escape(name)}, {members} of its members in the picture</title></rect>"
        )


def further_club(town: Town, row: int) -> str:
    """What a club of a kind that the scenario adds is called."""
    from experiments.lives.words import club_words

    return club_words(town, row).partition(" ")[2]


def _people(shown: Shown, where: np.ndarray, town: Town) -> Iterator[str]:
    """Everybody by themselves, with who it is: number, sex, age, origin, years here, mentor."""
    about = who_is_who(shown, town)
    for origin in [0, *_origins(shown)]:
        these = np.flatnonzero(np.where(shown.newcomer, shown.origin, 0) == origin)
        role, shape = group_look(origin) if origin else ("blue", "")
        each = []
        for i in these[np.argsort(shown.mentor[these], kind="stable")].tolist():
            x, y = (float(part) for part in where[i])
            ring = f' stroke="{color("ink")}" stroke-width="2"' if shown.mentor[i] else ""
            if shape:
                each.append(f'<path d="{outline(x, y, shape, 4.6)}"{ring} data-p="{about[i]}"/>')
            else:
                radius = 5 if shown.mentor[i] else 3.2
                each.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}"{ring} data-p="{about[i]}"/>')
        edge = f'stroke="{color("paper")}" stroke-width="0.5"' if origin else 'stroke="none"'
        yield f'<g class="people o{origin}" fill="{color(role)}" {edge}>{"".join(each)}</g>'


def who_is_who(shown: Shown, town: Town) -> list[str]:
    """ "17 w 34 1 2 0" for each: number in the history, sex, age, origin (0: local), years here, whether a mentor."""
    people, month = town.state.people, town.month
    rows = shown.row
    origin = np.where(shown.newcomer, shown.origin, 0)
    age, years = (month - people.birth[rows]) // 12, np.maximum(0, month - people.arrival[rows]) // 12
    woman = people.sex[rows] == Sex.WOMAN
    columns = (rows + 1, np.where(woman, "w", "m"), age, origin, years, shown.mentor.astype(int))
    return [" ".join(map(str, each)) for each in zip(*(column.tolist() for column in columns), strict=True)]


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


def outline(x: float, y: float, shape: str, size: float) -> str:
    """A shape about a point, as the data of a path."""
    corners = [f"{x + size * dx:.1f} {y + size * dy:.1f}" for dx, dy in SHAPES[shape]]
    return f"M{'L'.join(corners)}Z"


def group_names(scenario: Scenario) -> list[str]:
    """What groups are called, in the order of the file: locals, then newcomers by where they are from."""
    from_there = (_("newcomers from {origin}", origin=origin.name or key) for key, origin in scenario.origins.items())
    return [pgettext("people", "locals"), *from_there]


def filters(shown: Shown, scenario: Scenario) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be shown or not: (heading, [(class in the picture, words)])."""
    names = group_names(scenario)
    people = [(f"o{each}", names[each] if each < len(names) else _(OTHERS)) for each in (0, *_origins(shown))]
    kinds = [(f"k-{look.name}", _(look.label)) for look in TIES]
    stages = (_("casual friends"), _("friends"), _("close friends"))
    strengths = [(f"s-{stage}", words) for stage, words in enumerate(stages, 1)]
    return [(_("People"), people), (_("Ties"), kinds), (_("Strength"), strengths)]


def _shapes(points: list[Point], shape: str, size: float, **style: object) -> str:
    outlines = ([(x + size * dx, y + size * dy) for dx, dy in (*SHAPES[shape], SHAPES[shape][0])] for x, y in points)
    return path(outlines, stroke_linejoin="round", **style)


def legend(shown: Shown, scenario: Scenario, population: int) -> str:
    """Who is who in the picture, with counts, as a list in HTML."""
    names = group_names(scenario)

    def swatch(inside: str) -> str:
        return f'<svg viewBox="-8 -8 16 16" class="swatch" aria-hidden="true">{inside}</svg>'

    def line(stroke: str, **style: object) -> str:
        return swatch(path([[(-7, 0), (7, 0)]], stroke=stroke, fill="none", **style))

    entries = [
        (
            swatch(f'<circle r="4.5" fill="{color("blue")}"/>'),
            pgettext("people", "locals"),
            int((~shown.newcomer).sum()),
        )
    ]
    for origin in np.unique(shown.origin[shown.newcomer]).tolist():
        role, shape = group_look(int(origin))
        name = names[origin] if origin < len(names) else _(OTHERS)
        number = int((shown.newcomer & (shown.origin == origin)).sum())
        entries.append((swatch(_shapes([(0, 0)], shape, 6, fill=color(role))), name, number))
    ring = f'<circle r="5" fill="none" stroke="{color("ink")}" stroke-width="2.4"/>'
    entries.append((swatch(ring), _("ringed: mentors among them"), int(shown.mentor.sum())))
    box = f'<rect x="-5" y="-5" width="10" height="10" fill="none" stroke="{color("ink")}" stroke-width="1.4"/>'
    entries.append((swatch(box), pgettext("legend", "clubs"), len(shown.club)))
    star = _shapes([(0, 0)], "star", 8, fill=color("orange"), stroke=color("ink"))
    entries.append((swatch(star), pgettext("legend", "coordinators"), len(shown.coordinators)))
    lines = [
        (
            line(
                color(look.color),
                stroke_width=2.4 if look.dashes else 2,
                **({"stroke_dasharray": look.dashes} if look.dashes else {}),
            ),
            _(look.label),
        )
        for look in TIES
    ]
    widths = zip((-5, 0, 5), (0.9, 1.9, 3.4), strict=True)
    steps = "".join(
        path([[(-7, y), (7, y)]], stroke=color("muted"), fill="none", stroke_width=width) for y, width in widths
    )
    lines.append((swatch(steps), _("thicker: casual friend, friend, close friend")))
    items = [f"<li>{mark}{html.escape(name)} <b>{number}</b></li>" for mark, name, number in entries]
    items += [f"<li>{mark}{html.escape(name)}</li>" for mark, name in lines]
    note = _(
        "{shown} of {people}: newcomers, and those reached over friendships from them; clubs with most members among "
        "them. Everybody keeps their place.",
        shown=len(shown.row),
        people=counted(population, "person", "people"),
    )
    return f'<ul class="legend">{"".join(items)}</ul><p class="note">{html.escape(note)}</p>'


__all__ = ["drawn", "filters", "group_look", "group_names", "in_words", "legend"]
