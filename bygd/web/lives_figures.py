"""Pictures of one life: its closest ties, its friends on both sides, what is learned and felt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from bygd.web.lives import Friend, Gathering, LifeStory
from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.outcomes.wording import counted, in_words, listed, plain
from sim.words import MONTHS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 4.6, 2.95
"""Inches: letters stay readable on a telephone, where a picture is as wide as the screen."""
COLORS = (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE, style.ORANGE, style.SKY)
"""Of the closest friends, in order; each line carries its letter too."""
LEAST = 5.0
"""Hours-equivalent below which a tie is not drawn."""
DASHES: tuple[Any, ...] = ("-", "-", "-", (0, (5, 1.5)), (0, (5, 1.5)), (0, (5, 1.5)))


class _Calendar:
    """Months of a history as years, for the axes."""

    def __init__(self, gathering: Gathering) -> None:
        self.months = gathering.months
        year, month = gathering.start.split("-")
        self.first = int(year) + (int(month) - 1) / 12

    def calendar(self, month: Any) -> Any:
        return self.first + (np.asarray(month) + 1) / 12


def ties(life: LifeStory, gathering: Gathering) -> Picture:
    """Hours-equivalent with each of the closest friends, stages of friendship as lines."""
    figure, axes = _sheet("Closest ties", "Hours-equivalent, logarithmic scale; outside one's own home")
    calendar = _Calendar(gathering)
    x = calendar.calendar(np.arange(gathering.months))
    if not life.friends:
        style.nothing(axes, "no tie outside one's own home")
        words = "No tie outside one's own home in these months."
        return Picture("ties", "Closest ties", figure, words, words)
    top = max(float(np.nanmax(friend.hours)) for friend in life.friends)
    top = 1.6 * max(top, gathering.stages[-1])
    axes.set_yscale("log")  # old friendships reach ten times what makes a close friend
    axes.set_ylim(LEAST, top)
    axes.yaxis.set_major_locator(FixedLocator([hours for hours in (1, 10, 100, 1000, 10_000) if hours < top]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.yaxis.set_minor_locator(NullLocator())
    _time(axes, calendar)
    ends = []
    for friend, color, dashes in zip(life.friends, COLORS, DASHES, strict=False):
        axes.plot(x, friend.hours, color=color, linestyle=dashes, linewidth=1.9)
        last = int(np.flatnonzero(~np.isnan(friend.hours))[-1])
        ends.append((float(x[last]), max(LEAST, float(friend.hours[last])), friend.letter, color))
    for hours, words in zip(gathering.stages, ("casual friend", "friend", "close friend"), strict=True):
        axes.axhline(hours, color=style.MUTED, linewidth=0.9, linestyle=(0, (1, 2)), zorder=0)
        axes.annotate(
            words,
            (0, hours),
            (3, 2),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            fontsize=8,
            color=style.MUTED,
        )
    _letters(axes, ends, (LEAST, top))
    reading = ties_reading(life)
    return Picture(
        "ties", "Closest ties", figure, reading, f"Lines by month, one for each of the closest friends. {reading}"
    )


def _letters(axes: Axes, ends: list[tuple[float, float, str, str]], scale: tuple[float, float]) -> None:
    """Letters at the ends of lines: :func:`style.label_ends` reckons in shares of a straight scale."""
    bottom, top = (math.log(value) for value in scale)
    straight = axes.twinx()
    straight.set_axis_off()
    straight.set_ylim(0, 1)
    straight.set_xlim(axes.get_xlim())
    style.label_ends(
        straight, [(x, (math.log(hours) - bottom) / (top - bottom), letter, color) for x, hours, letter, color in ends]
    )


def ties_reading(life: LifeStory) -> str:
    close = [friend for friend in life.friends if friend.now in ("friend", "close friend")]
    across = sum(friend.local for friend in life.friends)
    other = ("a local", "locals") if life.newcomer else ("a newcomer", "newcomers")
    number = len(life.friends)
    with_whom = f"{'are' if across > 1 else 'is'} with {other[0] if across == 1 else other[1]}"
    ties_in_all = counted(number, "closest tie", "closest ties")
    text = f"Of the {ties_in_all}, {in_words(across) if across else 'none'} {with_whom}. "
    when = "At the end" if life.here else "In the last month here"
    if close:
        return (
            text
            + f"{when}, {listed([friend.letter for friend in close])} "
            + ("is a friend or closer." if len(close) == 1 else "are friends or closer.")
        )
    return text + f"{when}, none of them is a friend or closer."


def company(life: LifeStory, gathering: Gathering) -> Picture:
    """Friends over the divide and on the own side, casual friends included."""
    figure, axes = _sheet("Friends", "Casual friends and closer, outside one's own home; persons")
    calendar = _Calendar(gathering)
    across, own = life.series["local_friends"], life.series["own_friends"]
    sides = (
        (("locals", style.LOCALS, across), ("newcomers", style.NEWCOMERS, own))
        if life.newcomer
        else (("newcomers", style.NEWCOMERS, across), ("locals", style.LOCALS, own))
    )
    _lines(axes, calendar, [(*side, place) for place, side in enumerate(sides)])
    axes.set_ylim(0, max(2.0, axes.get_ylim()[1]))
    style.count_axis(axes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    ends = [f"{_last(values):.0f} {words}" for words, _, values in sides]
    reading = (
        f"Friends at the end: {listed(ends)}." if life.here else f"Friends in the last month here: {listed(ends)}."
    )
    return Picture("friends", "Friends", figure, reading, f"Two lines by month. {reading}")


def learning(life: LifeStory, gathering: Gathering) -> Picture:
    """Local language and belonging."""
    figure, axes = _sheet("Language and belonging", "Both from 0 to 1; language 0.5 is about B1")
    calendar = _Calendar(gathering)
    language, belonging = life.series["language"], life.series["belonging"]
    axes.set_ylim(0, 1.02)
    _lines(axes, calendar, [("language", style.BLUE, language, 0), ("belonging", style.GREEN, belonging, 1)])
    axes.set_ylim(0, 1.02)
    reading = (
        f"Local language goes from {plain(_first(language), 2)} to {plain(_last(language), 2)}, "
        f"belonging from {plain(_first(belonging), 2)} to {plain(_last(belonging), 2)}."
    )
    return Picture("learning", "Language and belonging", figure, reading, f"Two lines by month. {reading}")


def pictures(life: LifeStory, gathering: Gathering) -> list[Picture]:
    """All pictures of a life, in the order of the page."""
    return [ties(life, gathering), company(life, gathering), learning(life, gathering)]


def friend_rows(friends: tuple[Friend, ...]) -> list[list[str]]:
    """The table beside the picture: letter, who, how they know each other, closest, now."""
    return [[friend.letter, friend.who, friend.how, friend.highest, friend.now] for friend in friends]


def _sheet(title: str, note: str) -> tuple[Any, Axes]:
    figure, rows = style.new_sheet(
        HEIGHT, 1, 1, title, note, "", width=WIDTH, left=0.095, right=0.80, top=1 - 0.74 / HEIGHT, bottom=0.52 / HEIGHT
    )
    return figure, rows[0][0]


def _time(axes: Axes, calendar: _Calendar) -> None:
    style.calendar_axis(axes, calendar)
    if calendar.months < 24:  # years alone would leave one tick or none
        first, last = calendar.calendar(0), calendar.calendar(calendar.months - 1)
        axes.set_xlim(calendar.calendar(-1), last)
        axes.set_xticks(
            [first, last] if calendar.months > 1 else [first],
            [_month(value) for value in ((first, last) if calendar.months > 1 else (first,))],
        )
        axes.set_xlabel("")


def _month(year: float) -> str:
    """The month that ends at a point of the axis: "Jan 2010"."""
    count = round(year * 12) - 1
    return f"{MONTHS[count % 12][:3]} {count // 12:04d}"


def _lines(axes: Axes, calendar: _Calendar, lines: list[tuple[str, str, Any, int]]) -> None:
    x = calendar.calendar(np.arange(calendar.months))
    labels = []
    for words, color, values, place in lines:
        axes.plot(x, values, color=color, linewidth=1.9, linestyle="-" if place == 0 else (0, (5, 1.5)))
        there = np.flatnonzero(~np.isnan(values))
        if len(there):
            labels.append((float(x[there[-1]]), float(values[there[-1]]), words, color))
    _time(axes, calendar)
    axes.set_ylim(min(0.0, axes.get_ylim()[0]), axes.get_ylim()[1])
    style.label_ends(axes, labels)


def _first(values: Any) -> float:
    there = values[~np.isnan(values)]
    return float(there[0]) if len(there) else float("nan")


def _last(values: Any) -> float:
    there = values[~np.isnan(values)]
    return float(there[-1]) if len(there) else float("nan")


__all__ = ["company", "friend_rows", "learning", "pictures", "ties", "ties_reading"]
