"""Clubs: how many are open, who belongs to them, which closed and which were kept alive."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.catalogue import group_label
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.summary import by_year
from experiments.outcomes.wording import amount, count
from sim.languages import N_, _, pgettext

SHOWN = 4
"""The commonest types are drawn one by one, the rest together."""
EVENTS = {
    "clubs_closed": (N_("closed"), style.INK),
    "clubs_founded": (N_("founded"), style.LOCALS),
    "clubs_saved": (N_("kept alive\nby newcomers"), style.NEWCOMERS),
}


def draw(findings: Findings) -> Picture:
    figure, (opened, members, events) = style.new_figure(
        3.1, 3, findings, _("Clubs and associations"), _("Whole region"), right=0.855, wspace=0.78
    )
    _open(opened, findings)
    labels, shares = [], {}
    names = {"locals": pgettext("figure", "locals"), "newcomers": pgettext("figure", "newcomers")}
    for group, color in (("locals", style.LOCALS), ("newcomers", style.NEWCOMERS)):
        series = findings.measures.get(EVERYWHERE, "members", group)
        if len(series.time):
            x = findings.calendar(series.time)
            found = style.line(members, x, series, color)
            labels.append((float(x[-1]), float(found.mean[-1]), names[group], color))
            shares[group] = float(found.mean[-1])
    style.calendar_axis(members, findings)
    style.share_axis(members)
    members.set_title(_("Adults who are members"))
    label_ends(members, labels)
    totals = _events(events, findings)

    reading = _reading(findings, totals, shares)
    return Picture(
        "clubs",
        _("Clubs"),
        figure,
        reading,
        _(
            "Three charts over time: open clubs by type, share of locals and newcomers who are members, and clubs "
            "closed, founded and kept alive by newcomers since the start."
        )
        + f" {reading}",
    )


def _open(axes: Any, findings: Findings) -> None:
    names = sorted(
        {key[2] for key in findings.measures.names() if key[:2] == (EVERYWHERE, "clubs_open") and key[2] != "all"}
    )
    series = {name: findings.measures.get(EVERYWHERE, "clubs_open", name) for name in names}
    series = {name: one for name, one in series.items() if np.nansum(one.values) > 0}
    largest = sorted(series, key=lambda name: -style.last_value(series[name]))
    labels = []
    for name in largest[:SHOWN]:
        x = findings.calendar(series[name].time)
        found = style.line(axes, x, series[name], style.GROUPS.get(name, style.MUTED), linewidth=1.4)
        labels.append(
            (
                float(x[-1]),
                float(found.mean[-1]),
                _(SHORT[name]) if name in SHORT else group_label(name),
                style.GROUPS.get(name, style.MUTED),
            )
        )
    if rest := largest[SHOWN:]:
        others = series[rest[0]]._replace(values=np.sum([series[name].values for name in rest], axis=0))
        x = findings.calendar(others.time)
        found = style.line(axes, x, others, style.MUTED, linewidth=1.4, linestyle=(0, (4, 1.5)))
        labels.append((float(x[-1]), float(found.mean[-1]), _("others"), style.MUTED))
    style.calendar_axis(axes, findings)
    axes.set_ylim(0, None)
    style.count_axis(axes)
    axes.set_title(_("Open clubs by type"))
    label_ends(axes, labels)


SHORT = {
    "village": N_("village"),
    "congregation": N_("congreg."),
    "immigrant": N_("immigrants’"),
    "aid": N_("aid"),
    "popup": N_("pop-up"),
}


def _events(axes: Any, findings: Findings) -> dict[str, float]:
    """Events since the start, year by year."""
    labels, totals = [], {}
    for name, (words, color) in EVENTS.items():
        series = findings.measures.get(EVERYWHERE, name, "all")
        years = by_year(series, "sum")
        kept = years.year > 0
        if not kept.any():
            continue
        since = np.cumsum(years.values[:, kept], axis=1)
        since = np.concatenate([np.zeros((len(since), 1)), since], axis=1)
        ends = np.concatenate([[-1], np.minimum(years.year[kept] * 12 - 1, findings.months - 1)])
        x = findings.calendar(ends)
        found = style.line(axes, x, series._replace(time=ends, values=since), color)
        totals[name] = float(found.mean[-1])
        labels.append((float(x[-1]), float(found.mean[-1]), _(words), color))
    style.calendar_axis(axes, findings)
    axes.set_ylim(0, max(1.0, axes.get_ylim()[1]))
    style.count_axis(axes)
    axes.set_title(_("Events since the start"))
    label_ends(axes, labels, gap=15)
    return totals


def _reading(findings: Findings, totals: dict[str, float], shares: dict[str, float]) -> str:
    series = findings.measures.get(EVERYWHERE, "clubs_open", "all")
    words = []
    if len(series.time):
        mean = series.band.mean
        words.append(_("Open clubs go from {start} to {end}", start=count(mean[0]), end=count(mean[-1])))
    if "clubs_closed" in totals:
        words.append(_("{number} close", number=amount(totals["clubs_closed"])))
    if round(totals.get("clubs_saved", 0.0)) >= 1:
        words.append(_("{number} more would have closed without newcomers", number=count(totals["clubs_saved"])))
    text = "; ".join(words) + "." if words else ""
    if {"locals", "newcomers"} <= set(shares):
        text += " " + _(
            "At the end {newcomers} of 100 newcomers and {locals} of 100 locals are members.",
            newcomers=f"{100 * shares['newcomers']:.0f}",
            locals=f"{100 * shares['locals']:.0f}",
        )
    return text
