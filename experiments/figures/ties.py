"""Ties of newcomers: with locals, with people of their own origin; and who has none."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.intervals import Band, at
from experiments.outcomes.panel import Series, by_years_since_arrival
from experiments.outcomes.wording import of_hundred, ranged
from sim.languages import N_, _, ngettext, pgettext
from sim.words import measured

NO_BAND = Band(np.nan, np.nan, np.nan, np.nan, np.nan, 0)
PARTS = {"women": (N_("women"), style.WOMEN), "men": (N_("men"), style.MEN)}


def draw(findings: Findings) -> Picture:
    figure, (friends, none, time) = style.new_figure(
        3.1,
        3,
        findings,
        _("Ties of newcomers"),
        _(
            "Adults; friends are ties worth {hours} together or more, own household aside",
            hours=measured(findings.stages[0], "hour", "hours"),
        ),
        right=0.865,
        wspace=0.62,
    )
    panel = findings.measures
    local = by_years_since_arrival(panel, EVERYWHERE, "local_friends")
    own = by_years_since_arrival(panel, EVERYWHERE, "bonding")
    alone = by_years_since_arrival(panel, EVERYWHERE, "isolated")
    last = max((int(series.time[-1]) for series in (local, own) if len(series.time)), default=1)

    if len(local.time):
        labels = []
        for series, color, name in (
            (local, style.NEWCOMERS, pgettext("figure", "local")),
            (own, style.BONDING, _("same\norigin")),
        ):
            found = style.line(friends, series.time, series, color, marker=True)
            labels.append((float(series.time[-1]), float(found.mean[-1]), name, color))
        style.since_arrival_axis(friends, last + 0.15)
        friends.set_ylim(0, None)
        style.count_axis(friends)
        label_ends(friends, labels, gap=18)
        _alone(none, findings, alone, last)
    else:
        style.nothing(friends, _("nobody has been here for a year"))
        style.nothing(none, _("nobody has been here for a year"))
    friends.set_title(_("Friends per newcomer"))
    none.set_title(_("Without a local friend"))

    labels = []
    for group, (name, color) in PARTS.items():
        series = panel.get(EVERYWHERE, "local_friends", group)
        if len(series.time):
            x = findings.calendar(series.time)
            found = style.line(time, x, series, color)
            labels.append((float(x[-1]), float(found.mean[-1]), _(name), color))
    style.calendar_axis(time, findings)
    time.set_ylim(0, None)
    style.count_axis(time)
    time.set_title(_("Local friends, by year"))
    label_ends(time, labels)

    reading = _reading(local, own, alone)
    return Picture(
        "ties",
        _("Ties"),
        figure,
        reading,
        _(
            "Three charts: friends per newcomer by years since arrival, the share without a local friend, and local "
            "friends of women and men over time."
        )
        + f" {reading}",
    )


def _alone(axes: Any, findings: Findings, alone: Series, last: int) -> None:
    labels = []
    found = style.line(axes, alone.time, alone, style.NEWCOMERS, marker=True)
    labels.append((float(alone.time[-1]), float(found.mean[-1]), _("all"), style.NEWCOMERS))
    for part, (name, color) in PARTS.items():
        series = by_years_since_arrival(findings.measures, EVERYWHERE, "isolated", part)
        if len(series.time):
            found = series.band
            axes.plot(series.time, found.mean, color=color, linewidth=1.1, linestyle=(0, (4, 1.5)))
            labels.append((float(series.time[-1]), float(found.mean[-1]), _(name), color))
    style.since_arrival_axis(axes, last + 0.15)
    style.share_axis(axes)
    label_ends(axes, labels)


def _reading(local: Series, own: Series, alone: Series) -> str:
    if not len(local.time):
        return _("Nobody in this run has been here for a year yet.")
    year = 5 if 5 in local.time else int(local.time[-1])
    words = ngettext(
        "After {year} year a newcomer has {local} local friends and {own} of the same origin.",
        "After {year} years a newcomer has {local} local friends and {own} of the same origin.",
        year,
        year=year,
        local=ranged(_in(local, year), 1, 1),
        own=ranged(_in(own, year), 1, 1),
    )
    if 1 in alone.time and year > 1 and year in alone.time:
        words += " " + _(
            "Of 100 newcomers, {first} have no local friend after one year, and {later} after {year}.",
            first=of_hundred(_in(alone, 1)),
            later=of_hundred(_in(alone, year)),
            year=year,
        )
    elif 1 in alone.time:
        first = of_hundred(_in(alone, 1))
        words += " " + _("Of 100 newcomers, {first} have no local friend after one year.", first=first)
    return words


def _in(series: Series, year: int) -> Band:
    """The band of the given year since arrival; NaN where there is none."""
    if year not in series.time:
        return NO_BAND
    return at(series.band, list(series.time).index(year))
