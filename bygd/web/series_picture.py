"""Live series drawn: the run, the same run left alone dashed behind it, and the levers that were moved."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence

from bygd.web.series import Measure, Series, measures
from bygd.web.session import Mark
from experiments.report.svg import color, path, picture, text
from sim.languages import N_, _, localised
from sim.scenario.months import parse_month, write_month
from sim.words import counted, written

WIDTH, HEIGHT = 300.0, 130.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 6.0, 32.0, 22.0
TICKS = 3
LETTER = 8.0
"""Width of a letter of a unit, rather too wide."""
DIGIT, GAP = 9.0, 4.0
"""Width of a digit of a mark's number, and between two numbers at least."""
BETTER = {
    "more": N_("▲ More is better."),
    "less": N_("▼ Less is better."),
    "": N_("Which way is better is for you to say."),
}
LEAST_SPREAD = 0.1
"""An axis covers at least this share of its values."""


def cards(series: Series, baseline: Series, marks: Sequence[Mark], months: int, start: str) -> str:
    """All measures as small pictures with their present value in words, and the levers moved (HTML)."""
    moved = _("Levers moved")
    return (
        '<div class="series">'
        + "".join(
            card(measure, series.of(measure.key), baseline.of(measure.key), marks, months, start)
            for measure in measures()
        )
        + f'<section class="card"><h3>{html.escape(moved)}</h3>{marks_in_words(marks, start)}</section></div>'
    )


def card(
    measure: Measure, run: Sequence[float], alone: Sequence[float], marks: Sequence[Mark], months: int, start: str
) -> str:
    now = measure.shown(run[-1]) if run else "–"
    left = _("left alone {value}", value=measure.shown(alone[-1])) if alone else ""
    beside = f'<span class="alone">{html.escape(left)}</span>' if alone else ""
    sentence = html.escape(in_words(measure, run, alone, start))
    better = f'<span class="better">{html.escape(_(BETTER[measure.better]))}</span>'
    return (
        f'<section class="card" data-measure="{measure.key}"><h3>{html.escape(measure.title)}</h3>'
        f"<p><b>{now}</b> {beside}</p>"
        f'<p class="sentence">{sentence}. {better}</p>'
        f"{drawn(measure, run, alone, marks, months, start)}</section>"
    )


def drawn(
    measure: Measure, run: Sequence[float], alone: Sequence[float], marks: Sequence[Mark], months: int, start: str
) -> str:
    """One measure as SVG. ``run[k]`` is its value after k months; time goes to the end of the run."""
    scaled = [value * measure.scale for value in (*run, *alone) if value == value]
    low, high, step = extent(scaled)

    def x(month: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * month / max(1, months)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)

    def line(values: Sequence[float]) -> Iterator[list[tuple[float, float]]]:
        piece: list[tuple[float, float]] = []
        for month, value in enumerate(values):
            if value == value:
                piece.append((x(month), y(value * measure.scale)))
            elif piece:
                yield piece
                piece = []
        if piece:
            yield [*piece, (piece[-1][0] + 0.01, piece[-1][1])]

    inside = [*_grid(low, high, step, y), *_years(months, start, x), _unit(measure)]
    free = 0.0
    for number, month in enumerate(sorted({mark.month for mark in marks}), 1):
        inside.append(
            path(
                [[(x(month), TOP - 2), (x(month), HEIGHT - BOTTOM)]],
                stroke=color("ink"),
                stroke_width=1,
                stroke_dasharray="2 2",
                fill="none",
                class_="mark",
            )
        )
        half = DIGIT * len(str(number)) / 2
        if x(month) - half >= free:
            free = x(month) + half + GAP
            inside.append(text(x(month), TOP - 4, str(number), class_="number", text_anchor="middle"))
    if alone:
        inside.append(
            path(
                line(alone),
                stroke=color("muted"),
                stroke_width=1.4,
                stroke_dasharray="5 3",
                fill="none",
                class_="alone",
            )
        )
    inside.append(
        path(
            line(run),
            stroke=color(measure.color),
            stroke_width=2,
            fill="none",
            stroke_linejoin="round",
            stroke_linecap="round",
            class_="run",
        )
    )
    return picture(WIDTH, HEIGHT, inside, in_words(measure, run, alone, start), "picture line")


def in_words(measure: Measure, run: Sequence[float], alone: Sequence[float], start: str) -> str:
    """A measure in a sentence."""
    if not run:
        return _("{measure}: nothing yet", measure=measure.title)
    said: dict[str, object] = {
        "measure": measure.title,
        "first": measure.shown(run[0]),
        "unit": measure.unit,
        "start": start,
        "last": measure.shown(run[-1]),
        "months": counted(len(run) - 1, "month", "months"),
    }
    if not alone:
        return _("{measure}: {first} {unit} at the start ({start}), {last} after {months}", **said)
    return _(
        "{measure}: {first} {unit} at the start ({start}), {last} after {months}, {alone} with the levers left alone",
        **said,
        alone=measure.shown(alone[-1]),
    )


def extent(values: Sequence[float]) -> tuple[float, float, float]:
    """Bottom, top and step of an axis in round numbers; from zero where that costs little."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low >= 0 and low < 0.6 * high:
        low = 0.0
    if low == high == 0:
        high = 1.0
    if high - low < LEAST_SPREAD * abs(high):  # a flat line is not blown up
        middle, spread = (high + low) / 2, LEAST_SPREAD * abs(high)
        low, high = middle - spread / 2, middle + spread / 2
    raw = (high - low) / TICKS
    size = 10 ** math.floor(math.log10(raw))
    step = next(part * size for part in (1, 2, 2.5, 5, 10) if part * size >= raw * 0.999)
    bottom = math.floor(low / step + 1e-9) * step
    top = math.ceil(high / step - 1e-9) * step
    return bottom, max(top, bottom + step), step


def _grid(low: float, high: float, step: float, y: object) -> Iterator[str]:
    assert callable(y)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if written(step).strip("0.").startswith("25") else 0)
    for index in range(round((high - low) / step) + 1):
        value = low + index * step
        yield path([[(LEFT, y(value)), (WIDTH - RIGHT, y(value))]], stroke=color("grid"), stroke_width=0.8, fill="none")
        yield text(LEFT - 4, y(value) + 5, localised(f"{value:,.{decimals}f}"), class_="tick", text_anchor="end")


def _unit(measure: Measure) -> str:
    """What the axis counts, drawn together where it would be wider than the picture."""
    wide = len(measure.unit) * LETTER > WIDTH
    narrow = {"textLength": f"{WIDTH:.0f}", "lengthAdjust": "spacingAndGlyphs"} if wide else {}
    return text(0, 13, measure.unit, class_="tick", **narrow)


def _years(months: int, start: str, x: object) -> Iterator[str]:
    """The years that fit, at their Januaries."""
    assert callable(x)
    year, month = (int(part) for part in start.split("-"))
    first = (13 - month) % 12
    januaries = range(first, months + 1, 12)
    every = max(1, math.ceil(len(januaries) / 5))
    for index, at in enumerate(januaries):
        if index % every == 0:
            yield text(
                x(at),
                HEIGHT - 4,
                str(year + (month + at - 1) // 12),
                class_="tick",
                text_anchor="start" if at == 0 else ("end" if at == months else "middle"),
            )


def marks_in_words(marks: Sequence[Mark], start: str) -> str:
    """The levers moved, numbered as in the pictures, as a list in HTML."""
    months = sorted({mark.month for mark in marks})
    if not months:
        none = _("None yet. Once one is, a dashed line shows the same town with the same random draws, left alone.")
        return f'<p class="note">{html.escape(none)}</p>'
    items = []
    for month in months:
        words = "; ".join(html.escape(mark.words) for mark in marks if mark.month == month)
        items.append(f"<li><b>{write_month(parse_month(start) + month)}</b> {words}</li>")
    label = html.escape(_("Levers moved"))
    return f'<ol class="marks" aria-label="{label}">{"".join(items)}</ol>'


__all__ = ["card", "cards", "drawn", "extent", "in_words", "marks_in_words"]
