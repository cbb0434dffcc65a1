"""The region: places where they lie, how large they are, how they change, how far apart.

A region of one place has no map worth drawing; it gets the balance of its population instead.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from experiments.figures import style
from experiments.figures.map_layout import SIDES, Box, Room, Side, left_out, neighbours, radii
from experiments.figures.picture import Picture, any_script
from experiments.outcomes.findings import EVERYWHERE, Findings, PlaceOnMap
from experiments.outcomes.intervals import NOT_NEGATIVE, Band
from experiments.outcomes.wording import count, in_words, percent, years_in_words
from sim.languages import N_, _, ngettext
from sim.words import counted

CHANGE = LinearSegmentedColormap.from_list("change", [style.VERMILION, "#f0d2bf", "#eef0f2", "#bfd9ec", style.BLUE])
BALANCE = (
    ("births", N_("births"), 1),
    ("arrivals", N_("newcomers\narriving"), 1),
    ("inflow", N_("locals\nmoving in"), 1),
    ("deaths", N_("deaths"), -1),
    ("departures_newcomers", N_("newcomers\nleaving"), -1),
    ("departures_locals", N_("locals\nleaving"), -1),
)
NAME, ROAD, LINE = 8.0, 7.0, 1.25
"""Sizes of names and of minutes on roads [point], and the height of a line as a multiple of them."""
UNEVEN = 0.01
"""From here on the figure says that some circles are drawn smaller than others."""
MOST_COUNTED = 20
"""Places of a map whose names have their inhabitants beneath."""
MOST_BARS = 18
"""Bars that the panel has room for: those of the largest places."""


def draw(findings: Findings) -> Picture:
    return _balance(findings) if len(findings.places) == 1 else _map(findings)


def _map(findings: Findings) -> Picture:
    figure, (land, bars) = style.new_figure(
        4.6,
        2,
        findings,
        _("The region"),
        _(
            "Size of a circle: inhabitants. Colour: change in {years}. Lines: minutes by car between neighbours",
            years=years_in_words(findings.months),
        ),
        style.band_note(findings.replicates, _("Circles and bars"), _("Dark lines")),
        left=0.012,
        right=0.965,
        wspace=0.30,
        width_ratios=[1.9, 1],
        top=0.82,
        bottom=0.14,
    )
    places = findings.places
    where = positions(findings)
    largest = max(place.start for place in places)
    extreme = max(0.1, *(abs(place.change) for place in places))
    norm = TwoSlopeNorm(0.0, -extreme, extreme)
    _frame(land, where, scale=all(place.x is not None for place in places))
    room = _room(land, findings, where, largest)
    for place, radius in zip(places, room.radius, strict=True):
        x, y = where[place.key]
        land.scatter(
            [x],
            [y],
            s=4 * radius * radius,
            color=[CHANGE(norm(place.change))],
            edgecolor=style.INK,
            linewidth=0.8,
            zorder=3,
        )
    unnamed = _names(land, findings, where, room)
    _roads(land, findings, where, room)
    _change_bars(bars, findings, norm)
    grown = [place.name for place in places if place.change > 0]
    worst = min(places, key=lambda place: place.change)
    best = max(places, key=lambda place: place.change)
    values = {
        "places": in_words(len(places)),
        "years": years_in_words(findings.months),
        "best": best.name,
        "up": _signed(best.change),
        "worst": worst.name,
        "down": _signed(worst.change),
    }
    reading = (
        ngettext(
            "{number} of the {places} places grows in {years}: {best} changes by {up}, {worst} by {down}.",
            "{number} of the {places} places grow in {years}: {best} changes by {up}, {worst} by {down}.",
            len(grown),
            number=in_words(len(grown)).capitalize(),
            **values,
        )
        if grown
        else _("None of the {places} places grows in {years}: {best} changes by {up}, {worst} by {down}.", **values)
    )
    if np.ptp(room.radius / _wanted(places, largest)) > UNEVEN:
        reading += " " + _("Circles of near neighbours are drawn smaller than in proportion, so that they stay apart.")
    if unnamed:
        reading += " " + _(
            "The map has no room for {unnamed} of the {places} names; larger places are named first.",
            unnamed=count(unnamed),
            places=count(len(places)),
        )
    listing = "; ".join(
        _(
            "{place} {start} to {end}, {newcomers} of them newcomers",
            place=place.name,
            start=count(place.start),
            end=count(place.end),
            newcomers=count(place.newcomers),
        )
        for place in places
    )
    alt = _("Map of the places.") + f" {reading} {listing}."
    return Picture("region", _("The region"), figure, reading, alt)


ALIGN = {
    (0, -1): ("center", "top"),
    (1, 0): ("left", "center"),
    (-1, 0): ("right", "center"),
    (0, 1): ("center", "bottom"),
    (1, 1): ("left", "bottom"),
    (-1, 1): ("right", "bottom"),
    (1, -1): ("left", "top"),
    (-1, -1): ("right", "top"),
}
"""Sides of a circle a name may stand on, and how it is aligned there."""


def _room(axes: Any, findings: Findings, where: dict[str, tuple[float, float]], largest: float) -> Room:
    """The map in points from its lower left corner, with a circle for each place."""
    (left, right), (low, high), box = axes.get_xlim(), axes.get_ylim(), axes.get_position()
    width, height = box.width * style.WIDTH * 72, box.height * style.height_of(axes) * 72
    at = (np.array([where[place.key] for place in findings.places]) - (left, low)) * (
        width / (right - left),
        height / (high - low),
    )
    room = Room(at, radii(at, _wanted(findings.places, largest), width * height), Box(0.0, 0.0, width, height))
    room.take(Box(0.0, 0.0, 0.16 * width, 0.09 * height))  # the scale bar
    return room


def _wanted(places: list[PlaceOnMap], largest: float) -> Any:
    """Radii of circles [point] that have all the room they like."""
    return np.array([math.sqrt(60 + 1900 * place.end / largest) / 2 for place in places])


def _names(axes: Any, findings: Findings, where: dict[str, tuple[float, float]], room: Room) -> int:
    """Names, and inhabitants where places are few, beside the circles; returns how many have no room."""
    places, ways = findings.places, roads(findings)
    few = len(places) <= MOST_COUNTED
    size = NAME if few else ROAD
    words = [[f"{place.name}\n{count(place.end)}", place.name][not few :] for place in places]
    labels = room.names(
        [[_size(text, size) for text in each] for each in words],
        [place.end for place in places],
        lambda row: _free_sides(places[row].key, ways, where),
        gap=4,
    )
    for place, texts, label, centre in zip(places, words, labels, room.at, strict=True):
        if label:
            axes.annotate(
                texts[label.wording],
                where[place.key],
                (label.x - centre[0], label.y - centre[1]),
                textcoords="offset points",
                ha=ALIGN[label.side][0],
                va=ALIGN[label.side][1],
                fontsize=size,
                linespacing=LINE,
                zorder=4,
            )
    return left_out(labels)


def _size(words: str, size: float) -> tuple[float, float]:
    """Width and height of text [point]."""
    font = FontProperties(family=style.RC["font.sans-serif"], size=size)
    with any_script():
        widths = [text_to_path.get_text_width_height_descent(line, font, False)[0] for line in words.split("\n")]
    return max(widths), LINE * size * len(widths)


def _free_sides(
    key: str, ways_between: list[tuple[str, str, float]], where: dict[str, tuple[float, float]]
) -> list[Side]:
    """Sides of a place, first that which points furthest away from its roads; below where as good."""
    x, y = where[key]
    ways = []
    for a, b, __ in ways_between:
        if key in (a, b):
            other = where[b if key == a else a]
            length = math.dist((x, y), other) or 1.0
            ways.append(((other[0] - x) / length, (other[1] - y) / length))

    def crowded(side: Side) -> float:
        long = math.hypot(*side)
        return max((round((side[0] * east + side[1] * north) / long, 1) for east, north in ways), default=0.0)

    return sorted(SIDES, key=crowded)


def _signed(share: float) -> str:
    return ("+" if share > 0 else "") + percent(share, 1)


def positions(findings: Findings) -> dict[str, tuple[float, float]]:
    """Where places lie [km]; from travel times (classical scaling) where the file gives no positions."""
    if all(place.x is not None and place.y is not None for place in findings.places):
        given = {place.key: (float(place.x or 0.0), float(place.y or 0.0)) for place in findings.places}
        if len(set(given.values())) == len(given):
            return given
    keys = [place.key for place in findings.places]
    apart = np.zeros((len(keys), len(keys)))
    for (a, b), minutes in findings.minutes.items():
        i, j = keys.index(a), keys.index(b)
        apart[i, j] = apart[j, i] = minutes
    centre = np.eye(len(keys)) - 1.0 / len(keys)
    values, vectors = np.linalg.eigh(-0.5 * centre @ (apart * apart) @ centre)
    axes = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0.0))
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])] < 0, -1.0, 1.0)
    return {key: (float(axes[i, 0]), float(axes[i, 1]) if axes.shape[1] > 1 else 0.0) for i, key in enumerate(keys)}


def roads(findings: Findings) -> list[tuple[str, str, float]]:
    """Connections worth drawing: a and b are joined unless a third place is nearer to both
    than they are to each other (relative neighbourhood graph, Toussaint 1980).
    """

    row = {place.key: number for number, place in enumerate(findings.places)}
    minutes = np.full((len(row), len(row)), np.inf)
    for (a, b), direct in findings.minutes.items():
        minutes[row[a], row[b]] = minutes[row[b], row[a]] = direct
    near = set(neighbours(minutes))
    return [
        (a, b, direct)
        for (a, b), direct in findings.minutes.items()
        if (row[a], row[b]) in near or (row[b], row[a]) in near
    ]


def _roads(axes: Any, findings: Findings, where: dict[str, tuple[float, float]], room: Room) -> None:
    """Lines between places, with minutes half-way between the rims of their circles where there is room."""
    row = {place.key: number for number, place in enumerate(findings.places)}
    for a, b, minutes in roads(findings):
        (x0, y0), (x1, y1) = where[a], where[b]
        one, other = room.at[row[a]], room.at[row[b]]
        apart = max(math.dist(one, other), 1e-9)
        share = 0.5 + (room.radius[row[a]] - room.radius[row[b]]) / 2 / apart
        axes.plot([x0, x1], [y0, y1], color=style.SHADE, linewidth=1.2, zorder=1)
        minutes_text = f"{minutes:.0f} min"
        (x, y), (width, height) = one + share * (other - one), _size(minutes_text, ROAD)
        if room.take(Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)):
            axes.annotate(
                minutes_text,
                (x0 + share * (x1 - x0), y0 + share * (y1 - y0)),
                ha="center",
                va="center",
                fontsize=ROAD,
                color=style.MUTED,
                zorder=2,
                bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.2, "boxstyle": "round,pad=0.2"},
            )


def _frame(axes: Any, where: dict[str, tuple[float, float]], scale: bool) -> None:
    """Equal scales, room for circles and names, and a scale bar where positions are in kilometres."""
    axes.set_axis_off()
    x, y = np.array(list(where.values())).T
    box = axes.get_position()
    shape = box.width * style.WIDTH / (box.height * style.height_of(axes))
    width, height = 1.3 * max(np.ptp(x), 1.0), 1.45 * max(np.ptp(y), 1.0)
    width, height = max(width, height * shape), max(height, width / shape)
    middle_x, middle_y = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2 - 0.04 * height
    axes.set_xlim(middle_x - width / 2, middle_x + width / 2)
    axes.set_ylim(middle_y - height / 2, middle_y + height / 2)
    if scale:
        kilometres = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if step >= 0.12 * width)
        left, low = middle_x - 0.48 * width, middle_y - 0.46 * height
        axes.plot([left, left + kilometres], [low, low], color=style.MUTED, linewidth=1.4)
        axes.annotate(
            f"{kilometres} km",
            (left + kilometres / 2, low),
            (0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=7,
            color=style.MUTED,
        )


def _change_bars(axes: Any, findings: Findings, norm: Any) -> None:
    shown = sorted(findings.places, key=lambda place: -place.end)[:MOST_BARS]
    places = sorted(shown, key=lambda place: place.change)
    for row, place in enumerate(places):
        series = findings.measures.get(place.key, "population", "all")
        found: Band = findings.band(series.values[:, -1] / series.values[:, 0] - 1.0, (-1.0, np.inf))
        axes.barh(row, found.mean, height=0.62, color=CHANGE(norm(place.change)), edgecolor=style.INK, linewidth=0.7)
        if found.interval:
            axes.plot([found.low, found.high], [row, row], color=style.INK, linewidth=1.4)
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.set_yticks(range(len(places)), [place.name for place in places], fontsize=8, color=style.INK)
    style.signed_percent_axis(axes.xaxis)
    axes.grid(False)
    axes.grid(True, axis="x")
    axes.margins(x=0.12)
    fewer = len(places) < len(findings.places)
    axes.set_title(_("Change: the {number} largest", number=len(places)) if fewer else _("Change of population"))


def _balance(findings: Findings) -> Picture:
    """Population at the start, what came and went, population at the end."""
    place = findings.places[0]
    figure, (axes,) = style.new_figure(
        3.6,
        1,
        findings,
        _("{place}: what changed its population", place=place.name),
        _("Persons over {years}", years=years_in_words(findings.months)),
        style.band_note(findings.replicates, _("Bars"), _("Dark lines")),
        left=0.07,
        right=0.985,
        bottom=0.21,
        top=0.82,
    )
    names, level, tops = [_("at the start")], place.start, []
    axes.bar(0, place.start, width=0.66, color=style.SHADE)
    tops.append((0, place.start, count(place.start)))
    totals: dict[str, float] = {}
    for measure, words, sign in BALANCE:
        values = np.nansum(findings.measures.get(EVERYWHERE, measure, "all").values, axis=1)
        found = findings.band(values, NOT_NEGATIVE)
        totals[measure] = float(found.mean)
        column = len(names)
        color = style.NEWCOMERS if "newcomers" in words else style.LOCALS
        after = level + sign * totals[measure]
        axes.bar(
            column, totals[measure], bottom=min(level, after), width=0.66, color=color, alpha=1.0 if sign > 0 else 0.55
        )
        if found.interval:
            ends = [level + sign * float(found.low), level + sign * float(found.high)]
            axes.plot([column, column], ends, color=style.INK, linewidth=1.4)
        axes.plot([column - 0.67, column + 0.33], [level, level], color=style.MUTED, linewidth=0.7)
        tops.append((column, max(level, after), ("+" if sign > 0 else "−") + count(totals[measure])))
        names.append(_(words))
        level = after
    column = len(names)
    axes.plot([column - 0.67, column + 0.33], [level, level], color=style.MUTED, linewidth=0.7)
    axes.bar(column, place.end, width=0.66, color=style.SHADE)
    tops.append((column, place.end, count(place.end)))
    names.append(_("at the end"))
    axes.set_ylim(0, 1.1 * max(entry[1] for entry in tops))
    for x, top, text in tops:
        axes.annotate(text, (x, top), (0, 4), textcoords="offset points", ha="center", fontsize=8, fontweight="bold")
    axes.set_xticks(range(len(names)), names, fontsize=8, color=style.INK)
    axes.tick_params(axis="x", length=0)
    style.count_axis(axes)
    natural = totals["births"] - totals["deaths"]
    leaving = totals["departures_newcomers"] + totals["departures_locals"]
    moving = totals["arrivals"] + totals["inflow"] - leaving
    reading = _(
        "In {years} {place} goes from {start} to {end}: births less deaths {natural}, moving in less moving out "
        "{moving}.",
        years=years_in_words(findings.months),
        place=place.name,
        start=count(place.start),
        end=counted(round(float(place.end)), "inhabitant", "inhabitants"),
        natural=_plus(natural),
        moving=_plus(moving),
    )
    alt = _("Bars from the first to the last population.") + f" {reading}"
    return Picture("region", _("The place"), figure, reading, alt)


def _plus(value: float) -> str:
    return ("+" if value > 0 else "") + count(value)
