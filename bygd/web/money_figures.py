"""Pictures of the books: who pays by year, and when each stream of money runs and ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Patch

from bygd.web.grants import Row, Spell
from bygd.web.paying import Books
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.outcomes.catalogue import group_label
from experiments.outcomes.wording import listed, money
from sim.languages import _, pgettext
from sim.words import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 4.6
"""Inches, as for the pictures of lives."""
BAR, HEIGHT = 0.72, 3.1
HATCHES = {
    "municipality": "",
    "region": "....",
    "state": "////",
    "eu": "\\\\\\\\",
    "foundation": "xxxx",
    "association": "----",
}
"""So that payers are told apart without colour."""
NAME_LENGTH = 24
ORDER = ("money", "post", "programme")


def by_year(books: Books) -> Picture:
    """What was spent in each year of the run, stacked by payer."""
    figure, axes = _sheet(HEIGHT, _("Who pays"), _("Programmes and posts, by year of the run"), left=0.125)
    if not books.paid:
        style.nothing(axes, _("nothing was spent"))
        words = _("Nothing was spent on programmes or posts.")
        return Picture("payers", _("Who pays"), figure, words, words)
    x = np.arange(len(books.years))
    base = np.zeros(len(x))
    for payer, values in books.paid.items():
        axes.bar(
            x,
            values,
            BAR,
            bottom=base,
            color=style.GROUPS[payer],
            hatch=HATCHES[payer],
            edgecolor=style.PAPER,
            linewidth=0,
        )
        base = base + values
    _legend(figure, HEIGHT, list(books.paid))
    axes.set_ylim(0, 1.08 * float(base.max()))
    axes.set_xlim(-0.6, len(x) - 0.4)
    step = max(1, -(-len(x) // 8))
    ticks = x[::step]
    axes.set_xticks(ticks, [_short(books.years[place]) for place in ticks])
    style.money_axis(axes, float(base.max()))
    reading = _spending_reading(books, [float(value) for value in base])
    payers = listed([group_label(payer) for payer in books.paid])
    bars = _("Bars by year, stacked by payer: {payers}.", payers=payers)
    return Picture("payers", _("Who pays"), figure, reading, f"{bars} {reading}")


def _spending_reading(books: Books, spent: list[float]) -> str:
    """When most was spent, and what lately. ``spent``: by year [SEK]."""
    if len(spent) == 1:
        return _("{amount} in {year}.", amount=money(spent[0]), year=books.years[0])
    most = int(np.argmax(spent))
    values = {"year": books.years[most], "most": money(spent[most]), "latest": money(spent[-1])}
    if short := books.months % 12:
        values["months"] = counted(short, "month", "months")
        if spent[-1]:
            return _("Most was spent in {year}, {most}; in the last {months} {latest}.", **values)
        return _("Most was spent in {year}, {most}; in the last {months} nothing.", **values)
    if spent[-1]:
        return _("Most was spent in {year}, {most}; in the last year {latest}.", **values)
    return _("Most was spent in {year}, {most}; in the last year nothing.", **values)


def timeline(books: Books, last: int) -> Picture:
    """When each stream of money runs and ends, and what ran meanwhile. ``last``: month in which the scenario
    ends."""
    rows = sorted(books.rows, key=lambda row: ORDER.index(row.kind))
    height = 1.55 + 0.34 * max(2, len(rows))
    figure, axes = _sheet(
        height,
        _("When the money ends"),
        _("Filled: paid so far. Pale: granted or planned."),
        left=_name_width(rows) if rows else 0.1,
    )
    if not rows:
        style.nothing(axes, _("no grants, posts or programmes"))
        words = _("There are no grants, posts or programmes.")
        return Picture("timeline", _("When the money ends"), figure, words, words)
    first_year, first_month = (int(part) for part in books.start.split("-"))
    start = first_year + (first_month - 1) / 12
    payers: list[str] = []
    for place, row in enumerate(rows):
        for spell in row.spells:
            _bar(axes, place, spell, start, thin=row.kind != "money")
            if spell.payer not in payers:
                payers.append(spell.payer)
    now = start + books.months / 12
    axes.axvline(now, color=style.INK, linewidth=1.0)
    axes.annotate(
        pgettext("on a time axis", "now"),
        (now, 1.0),
        (0, 2),
        xycoords=axes.get_xaxis_transform(),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=8,
        color=style.INK,
    )
    _legend(figure, height, payers)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [_clipped(row.name) for row in rows])
    for label, row in zip(axes.get_yticklabels(), rows, strict=True):
        label.set_color(style.INK)
        label.set_fontweight("bold" if row.kind == "money" else "normal")
    end = start + max(last, books.months) / 12
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    style.calendar_axis(axes, _Span(start, end))
    reading = " ".join(f"{row.name}: {row.words}" for row in rows if row.kind == "money") or _(
        "No stream of money pays for anything."
    )
    return Picture(
        "timeline",
        _("When the money ends"),
        figure,
        reading,
        " ".join(
            [
                _("A bar for each stream of money, post and programme along the years."),
                *(f"{row.name}: {row.words}" for row in rows),
            ]
        ),
    )


class _Span:
    """Years from the start to the end of the scenario, for the axis."""

    def __init__(self, start: float, end: float) -> None:
        self.start, self.months = start, round((end - start) * 12)

    def calendar(self, month: Any) -> Any:
        return self.start + (np.asarray(month) + 1) / 12


def _bar(axes: Axes, place: int, spell: Spell, start: float, *, thin: bool) -> None:
    left, width = start + spell.first / 12, (spell.last - spell.first + 1) / 12
    color = style.GROUPS.get(spell.payer, style.MUTED)
    height = 0.3 if thin else 0.62
    if spell.how == "paid":
        axes.barh(
            place,
            width,
            height,
            left=left,
            color=color,
            hatch=HATCHES.get(spell.payer, ""),
            edgecolor=style.PAPER,
            linewidth=0,
        )
    elif spell.how == "planned":
        axes.barh(place, width, height, left=left, color=color, alpha=0.25, linewidth=0)
    else:
        axes.plot([left, left + width], [place, place], color=color, linewidth=1.2, linestyle=(0, (1, 1.5)))


def _legend(figure: Any, height: float, payers: list[str]) -> None:
    figure.legend(
        handles=[
            Patch(
                facecolor=style.GROUPS[payer],
                hatch=HATCHES[payer],
                edgecolor=style.PAPER,
                linewidth=0,
                label=group_label(payer),
            )
            for payer in payers
        ],
        loc="upper left",
        ncols=3,
        bbox_to_anchor=(0.0, 1 - 0.50 / height),
        frameon=False,
        borderpad=0.2,
        handlelength=1.5,
        handleheight=1.0,
        handletextpad=0.5,
        columnspacing=1.4,
        prop={"size": 8, "weight": "bold"},
    )


def _sheet(height: float, title: str, note: str, left: float) -> tuple[Any, Axes]:
    figure, rows = style.new_sheet(
        height, 1, 1, title, note, "", width=WIDTH, left=left, right=0.955, top=1 - 1.02 / height, bottom=0.48 / height
    )
    return figure, rows[0][0]


def _short(year: str) -> str:
    """What stands under a bar: the first month where a year is none of the calendar."""
    return year.split(" ")[0]


def _name_width(rows: Sequence[Row]) -> float:
    """Share of the figure's width that the longest name takes."""
    return min(0.42, 0.05 + style.name_margin([_clipped(row.name) for row in rows], WIDTH) * 0.8)


def _clipped(name: str) -> str:
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}…"


def rows_in_words(rows: tuple[Row, ...]) -> list[tuple[str, str, str]]:
    """(name, kind in words, what became of it), money first: the timeline without the picture."""
    kinds = {"money": _("stream of money"), "post": _("coordinator's post"), "programme": _("programme")}
    return [(row.name, kinds[row.kind], row.words) for row in sorted(rows, key=lambda row: ORDER.index(row.kind))]


__all__ = ["by_year", "rows_in_words", "timeline"]
