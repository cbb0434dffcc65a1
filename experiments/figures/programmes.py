"""Programmes: who takes part, who waits, and the volunteers they live on."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.findings import EVERYWHERE, Findings, Intervention
from experiments.outcomes.interventions import filled, mean_wait, while_running
from experiments.outcomes.wording import counted, listed
from sim.languages import _

SHOWN = 4
"""The largest programmes are drawn one by one, the rest together."""
NAME_LENGTH = 26


def draw(findings: Findings) -> Picture:
    if not any(not intervention.post for intervention in findings.interventions):
        return _posts_only(findings)
    figure, (taking, waiting, volunteers) = style.new_figure(
        3.4,
        3,
        findings,
        _("Programmes and their volunteers"),
        _("Persons at the end of each month, whole region"),
        left=0.05,
        right=0.91,
        wspace=0.27,
        top=1 - 1.12 / 3.4,
    )
    largest, rest = _largest(findings)
    names = [(clipped(intervention.name), color) for intervention, color in largest]
    style.legend(figure, names + ([(_("others"), style.MUTED)] if rest else []))
    for axes, measure, title in ((taking, "taking_part", _("Taking part")), (waiting, "waiting", _("Waiting"))):
        _by_programme(axes, findings, measure, largest, rest)
        axes.set_title(title)
    _volunteers(volunteers, findings)
    reading = _reading(findings, [*(intervention for intervention, __ in largest), *rest])
    return Picture(
        "programmes",
        _("Programmes"),
        figure,
        reading,
        _(
            "Three charts over time: people taking part in each programme, people waiting for it, and volunteers who "
            "are ready and at work."
        )
        + f" {reading}",
    )


def _posts_only(findings: Findings) -> Picture:
    figure, (embedded, volunteers) = style.new_figure(
        3.1, 2, findings, _("Coordinators and volunteers"), _("Whole region"), right=0.83, wspace=0.55
    )
    labels = []
    for position, post in enumerate(one for one in findings.interventions if one.post):
        series = filled(findings, "embedded", post.group)
        color = _color(position)
        x = findings.calendar(series.time)
        found = style.line(embedded, x, series, color)
        labels.append((float(x[-1]), float(found.mean[-1]), clipped(post.name), color))
    style.calendar_axis(embedded, findings)
    embedded.set_ylim(0, 1)
    embedded.set_title(_("How well embedded, 0 to 1"))
    label_ends(embedded, labels)
    _volunteers(volunteers, findings)
    reading = f"{_volunteers_in_words(findings)}."
    return Picture(
        "programmes",
        _("Coordinators"),
        figure,
        reading,
        _("Two charts over time: how well embedded coordinators are, and volunteers.") + f" {reading}",
    )


def _color(position: int) -> str:
    return style.PROGRAMMES[position] if position < len(style.PROGRAMMES) else style.MUTED


def clipped(name: str) -> str:
    """A name that fits its place in the legend."""
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}…"


def _largest(findings: Findings) -> tuple[list[tuple[Intervention, str]], list[Intervention]]:
    """The largest programmes with their colours, in the order of the file, and the others that ever ran."""
    programmes = [intervention for intervention in findings.interventions if not intervention.post]
    ran = [one for one in programmes if findings.measures.has(EVERYWHERE, "taking_part", one.group)]

    def size(intervention: Intervention) -> float:
        return float(np.max(filled(findings, "taking_part", intervention.group).band.mean))

    largest = sorted(ran, key=size, reverse=True)[:SHOWN]
    shown, free = [one for one in ran if one in largest], list(style.PROGRAMMES)
    colored = []
    for intervention in shown:
        own = _color(programmes.index(intervention))
        free.remove(color := own if own in free else free[-1])
        colored.append((intervention, color))
    return colored, [one for one in ran if one not in largest]


def _by_programme(
    axes: Any, findings: Findings, measure: str, largest: list[tuple[Intervention, str]], rest: list[Intervention]
) -> None:
    if not largest:
        style.nothing(axes, _("no programme has run"))
        return
    entries = [(filled(findings, measure, intervention.group), color) for intervention, color in largest]
    if rest:
        each = [filled(findings, measure, intervention.group) for intervention in rest]
        entries.append((each[0]._replace(values=np.sum([one.values for one in each], axis=0)), style.MUTED))
    x = findings.calendar(np.arange(findings.months))
    for series, color in entries:
        style.line(axes, x, series, color, linewidth=1.4)
    style.calendar_axis(axes, findings)
    axes.set_ylim(0, max(1.0, axes.get_ylim()[1]))
    style.count_axis(axes)


def _volunteers(axes: Any, findings: Findings) -> None:
    labels = []
    for measure, words, dashes in (
        ("volunteers_ready", _("ready"), "-"),
        ("volunteers_matched", _("at work"), (0, (4, 1.5))),
    ):
        series = findings.measures.get(EVERYWHERE, measure, "all")
        if len(series.time):
            x = findings.calendar(series.time)
            found = style.line(axes, x, series, style.INK, linewidth=1.4, linestyle=dashes)
            labels.append((float(x[-1]), float(found.mean[-1]), words, style.INK))
    style.calendar_axis(axes, findings)
    axes.set_ylim(0, max(1.0, axes.get_ylim()[1]))
    style.count_axis(axes)
    axes.set_title(_("Volunteers"))
    label_ends(axes, labels)


def _volunteers_in_words(findings: Findings) -> str:
    series = findings.measures.get(EVERYWHERE, "volunteers_ready", "all")
    if not len(series.time):
        return _("Volunteers were not counted")
    mean = series.band.mean
    peak = int(np.argmax(mean))
    year = findings.date(int(series.time[peak]))[:4]
    return _(
        "There are most volunteers in {year}, {most}, and {last} at the end",
        year=year,
        most=f"{mean[peak]:.0f}",
        last=f"{mean[-1]:.0f}",
    )


def _reading(findings: Findings, programmes: list[Intervention]) -> str:
    if not programmes:
        none = _("No programme has run.")
        return f"{none} {_volunteers_in_words(findings)}."
    parts: list[str] = []
    for intervention in programmes[:3]:
        took = findings.band(while_running(findings, "taking_part", intervention.group)).mean
        queue = findings.band(while_running(findings, "waiting", intervention.group)).mean
        if not np.isnan(took):
            parts.append(
                _(
                    "{number} in {programme} with {waiting} waiting",
                    number=f"{took:.0f}",
                    programme=intervention.name,
                    waiting=f"{queue:.0f}",
                )
            )
    text = _("While programmes run, on average {numbers}.", numbers=listed(parts))
    waits = [(findings.band(mean_wait(findings, one.group)).mean, one.name) for one in programmes]
    longest = max(((float(wait), name) for wait, name in waits if not np.isnan(wait)), default=None)
    if longest and longest[0] >= 1:
        wait = counted(round(longest[0]), "month", "months")
        text += " " + _(
            "The longest queue is for {programme}: {wait} until one is let in.", programme=longest[1], wait=wait
        )
    return f"{text} {_volunteers_in_words(findings)}."
