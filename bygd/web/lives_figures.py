"""Pictures of one life: its closest ties, its friends on both sides, what is learned and felt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from bygd.web.lives import STAGES, Friend, Gathering, LifeStory
from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.wording import counted, in_words, listed, plain
from sim.languages import _, ngettext
from sim.told import said
from sim.words import short_month_and_year

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 4.6, 2.95
"""Inches: letters stay readable on a telephone, where a picture is as wide as the screen."""
LETTER = 0.078
"""Inches that a letter of a label takes at most, on average."""
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
    figure, axes = _sheet(_("Closest ties"), _("Hours-equivalent, logarithmic scale; outside one's own home"))
    calendar = _Calendar(gathering)
    x = calendar.calendar(np.arange(gathering.months))
    if not life.friends:
        style.nothing(axes, _("no tie outside one's own home"))
        words = _("No tie outside one's own home in these months.")
        return Picture("ties", _("Closest ties"), figure, words, words)
    top = max(float(np.nanmax(friend.hours)) for friend in life.friends)
    top = 1.6 * max(top, gathering.stages[-1])
    axes.set_yscale("log")  # old friendships reach ten times what makes a close friend
    axes.set_ylim(LEAST, top)
    axes.yaxis.set_major_locator(FixedLocator([hours for hours in (1, 10, 100, 1000, 10_000) if hours < top]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, __: plain(value, 0)))
    axes.yaxis.set_minor_locator(NullLocator())
    _time(axes, calendar)
    ends = []
    for friend, color, dashes in zip(life.friends, COLORS, DASHES, strict=False):
        axes.plot(x, friend.hours, color=color, linestyle=dashes, linewidth=1.9)
        last = int(np.flatnonzero(~np.isnan(friend.hours))[-1])
        ends.append((float(x[last]), max(LEAST, float(friend.hours[last])), friend.letter, color))
    for hours, words in zip(gathering.stages, STAGES[1:], strict=True):
        axes.axhline(hours, color=style.MUTED, linewidth=0.9, linestyle=(0, (1, 2)), zorder=0)
        axes.annotate(
            _(words),
            (0, hours),
            (3, 2),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            fontsize=8,
            color=style.MUTED,
        )
    _letters(axes, ends, (LEAST, top))
    reading = ties_reading(life)
    lines = _("Lines by month, one for each of the closest friends.")
    return Picture("ties", _("Closest ties"), figure, reading, f"{lines} {reading}")


def _letters(axes: Axes, ends: list[tuple[float, float, str, str]], scale: tuple[float, float]) -> None:
    """Letters at the ends of lines: :func:`label_ends` reckons in shares of a straight scale."""
    bottom, top = (math.log(value) for value in scale)
    straight = axes.twinx()
    straight.set_axis_off()
    straight.set_ylim(0, 1)
    straight.set_xlim(axes.get_xlim())
    label_ends(
        straight, [(x, (math.log(hours) - bottom) / (top - bottom), letter, color) for x, hours, letter, color in ends]
    )


def ties_reading(life: LifeStory) -> str:
    close = [friend.letter for friend in life.friends if friend.now in STAGES[2:]]
    across = sum(friend.local for friend in life.friends)
    ties_in_all = counted(len(life.friends), "closest tie", "closest ties")
    values = {"ties": ties_in_all, "number": in_words(across)}
    if not across:
        with_whom = (
            _("Of the {ties}, none is with locals.") if life.newcomer else _("Of the {ties}, none is with newcomers.")
        )
        with_whom = with_whom.format(**values)
    elif life.newcomer:
        with_whom = ngettext(
            "Of the {ties}, {number} is with a local.", "Of the {ties}, {number} are with locals.", across, **values
        )
    else:
        with_whom = ngettext(
            "Of the {ties}, {number} is with a newcomer.",
            "Of the {ties}, {number} are with newcomers.",
            across,
            **values,
        )
    return " ".join([with_whom, _close_words(close, here=life.here)])


def _close_words(letters: list[str], *, here: bool) -> str:
    """Who is close when somebody is last seen."""
    if not letters and here:
        return _("At the end, none of them is a friend or closer.")
    if not letters:
        return _("In the last month here, none of them is a friend or closer.")
    values = {"friends": listed(letters)}
    if here:
        return ngettext(
            "At the end, {friends} is a friend or closer.",
            "At the end, {friends} are friends or closer.",
            len(letters),
            **values,
        )
    return ngettext(
        "In the last month here, {friends} is a friend or closer.",
        "In the last month here, {friends} are friends or closer.",
        len(letters),
        **values,
    )


def company(life: LifeStory, gathering: Gathering) -> Picture:
    """Friends over the divide and on the own side, casual friends included."""
    locals_, newcomers = _("locals"), _("newcomers")
    figure, axes = _sheet(
        _("Friends"), _("Casual friends and closer, outside one's own home; persons"), locals_, newcomers
    )
    calendar = _Calendar(gathering)
    across, own = life.series["local_friends"], life.series["own_friends"]
    sides = (
        ((locals_, style.LOCALS, across), (newcomers, style.NEWCOMERS, own))
        if life.newcomer
        else ((newcomers, style.NEWCOMERS, across), (locals_, style.LOCALS, own))
    )
    _lines(axes, calendar, [(*side, place) for place, side in enumerate(sides)])
    axes.set_ylim(0, max(2.0, axes.get_ylim()[1]))
    style.count_axis(axes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    ends = [f"{_last(values):.0f} {words}" for words, __, values in sides]
    if life.here:
        reading = _("Friends at the end: {friends}.", friends=listed(ends))
    else:
        reading = _("Friends in the last month here: {friends}.", friends=listed(ends))
    return Picture("friends", _("Friends"), figure, reading, " ".join([_("Two lines by month."), reading]))


def learning(life: LifeStory, gathering: Gathering) -> Picture:
    """Local language and belonging."""
    spoken, felt = _("language"), _("belonging")
    figure, axes = _sheet(
        _("Language and belonging"), _("Both from 0 to 1; language {half} is about B1", half=plain(0.5)), spoken, felt
    )
    calendar = _Calendar(gathering)
    language, belonging = life.series["language"], life.series["belonging"]
    axes.set_ylim(0, 1.02)
    _lines(axes, calendar, [(spoken, style.BLUE, language, 0), (felt, style.GREEN, belonging, 1)])
    axes.set_ylim(0, 1.02)
    reading = _(
        "Local language goes from {first} to {last}, belonging from {low} to {high}.",
        first=plain(_first(language), 2),
        last=plain(_last(language), 2),
        low=plain(_first(belonging), 2),
        high=plain(_last(belonging), 2),
    )
    alt = " ".join([_("Two lines by month."), reading])
    return Picture("learning", _("Language and belonging"), figure, reading, alt)


def pictures(life: LifeStory, gathering: Gathering) -> list[Picture]:
    """All pictures of a life, in the order of the page."""
    return [ties(life, gathering), company(life, gathering), learning(life, gathering)]


def friend_rows(friends: tuple[Friend, ...]) -> list[list[str]]:
    """The table beside the picture: letter, who, how they know each other, closest, now."""
    return [[one.letter, said(one.who), _(one.how), _(one.highest), _(one.now)] for one in friends]


def _sheet(title: str, note: str, *labels: str) -> tuple[Any, Axes]:
    """A sheet with room for ``labels`` at the ends of its lines, which are longer in some languages than in others."""
    room = 0.2 + LETTER * max(map(len, labels), default=0)
    right = min(0.80, 1 - room / WIDTH)
    figure, rows = style.new_sheet(
        HEIGHT, 1, 1, title, note, "", width=WIDTH, left=0.095, right=right, top=1 - 0.74 / HEIGHT, bottom=0.52 / HEIGHT
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
    return short_month_and_year(f"{count // 12:04d}-{count % 12 + 1:02d}")


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
    label_ends(axes, labels)


def _first(values: Any) -> float:
    there = values[~np.isnan(values)]
    return float(there[0]) if len(there) else float("nan")


def _last(values: Any) -> float:
    there = values[~np.isnan(values)]
    return float(there[-1]) if len(there) else float("nan")


__all__ = ["company", "friend_rows", "learning", "pictures", "ties", "ties_reading"]
