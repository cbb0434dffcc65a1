"""Who stays: Kaplan-Meier curves of those who arrived during the run."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.catalogue import group_label
from experiments.outcomes.findings import MONTHS, Findings
from experiments.outcomes.intervals import at
from experiments.outcomes.panel import Series
from experiments.outcomes.retention import curve
from experiments.outcomes.wording import count, in_words, of_hundred, percent
from sim.languages import _, ngettext

FAMILIES = ("lone_parent", "couple_children", "couple", "single_woman", "single_man")
ENOUGH_FAMILIES = 3
"""Kinds of family that must have been followed for a comparison."""


def draw(findings: Findings) -> Picture:
    figure, (everybody, families) = style.new_figure(
        3.8,
        2,
        findings,
        _("Who stays"),
        _("Share still in the place of settlement, of those who arrived during the run"),
        right=0.785,
        wspace=0.2,
        bottom=0.27,
    )
    series, followed = curve(findings, "all")
    if not len(series.time):
        for axes in (everybody, families):
            style.nothing(axes, _("too few newcomers to follow"))
        words = _("Too few newcomers arrived to draw a curve.")
        return Picture("retention", _("Who stays"), figure, words, words)
    last = max(1.0, float(series.time[-1]) / MONTHS)
    style.line(everybody, series.time / MONTHS, series, style.NEWCOMERS, drawstyle="steps-post")
    everybody.set_title(_("All newcomers"))
    floor = _floor(series)
    _mark_years(everybody, series)
    labels = []
    for family in FAMILIES:
        part, __ = curve(findings, f"family:{family}")
        if len(part.time) < 2:
            continue
        found = style.line(families, part.time / MONTHS, part, style.GROUPS[family], linewidth=1.5)
        labels.append((float(part.time[-1]) / MONTHS, float(found.mean[-1]), group_label(family), style.GROUPS[family]))
        floor = min(floor, _floor(part))
    families.set_title(_("By family on arrival"))
    for axes in (everybody, families):
        style.since_arrival_axis(axes, last)
        style.share_axis(axes, floor, 1.0)
    if not labels:
        style.nothing(families, _("too few newcomers to tell families apart"))
    label_ends(families, labels, gap=11.5)
    _numbers_followed(everybody, series, followed)

    reading = _reading(findings, series)
    return Picture(
        "retention",
        _("Who stays"),
        figure,
        reading,
        _(
            "Two charts of the share of newcomers still living where they settled, by years since arrival, for all and "
            "by type of family."
        )
        + f" {reading}",
    )


def _floor(series: Series) -> float:
    """A round share beneath the whole curve; half the axis where everybody stays."""
    lowest = float(np.nanmin(series.band.mean if len(series.values) == 1 else series.values))
    return max(0.0, min(0.5, math.floor(lowest * 10 - 0.5) / 10))


def _mark_years(axes: Any, series: Series) -> None:
    found = series.band
    for year in (1, 3, 5, 10):
        where = np.flatnonzero(series.time == year * MONTHS)
        if where.size and year * MONTHS < series.time[-1]:
            height = float(found.mean[where[0]])
            axes.plot([year], [height], "o", color=style.NEWCOMERS, markersize=4.5, markeredgewidth=0)
            axes.annotate(
                percent(height),
                (year, height),
                (3, 3),
                textcoords="offset points",
                fontsize=8,
                fontweight="bold",
                color=style.text_color(style.NEWCOMERS),
            )


def _numbers_followed(axes: Any, series: Series, followed: Any) -> None:
    """The row beneath the chart: how many are still under observation (per run)."""
    years = [int(tick) for tick in axes.get_xticks() if 0 <= tick * MONTHS <= series.time[-1]]
    axes.text(
        -0.005,
        -0.27,
        _("newcomers followed, per run:"),
        transform=axes.transAxes,
        fontsize=7.5,
        color=style.MUTED,
        ha="left",
    )
    for year in years:
        where = np.flatnonzero(series.time == year * MONTHS)
        if where.size:
            axes.text(
                year,
                -0.345,
                count(float(followed[where[0]])),
                transform=axes.get_xaxis_transform(),
                fontsize=7.5,
                color=style.MUTED,
                ha="center",
            )


def _reading(findings: Findings, series: Series) -> str:
    found = series.band
    years = [year for year in (1, 5) if year * MONTHS in series.time]
    if not years:
        return _("No newcomer has been followed for a year yet.")
    first, fifth = (
        of_hundred(at(found, list(series.time).index(year * MONTHS))) if year in years else "" for year in (1, 5)
    )
    if not fifth:
        words = _("Of 100 newcomers, {first} after one year still live where they settled.", first=first)
    else:
        words = _(
            "Of 100 newcomers, {first} after one year and {fifth} after five years still live where they settled.",
            first=first,
            fifth=fifth,
        )
    return words + _families(findings)


def _families(findings: Findings) -> str:
    """Which families stay least and most, at the latest of some years that several kinds reach."""
    for year in (5, 3, 2, 1):
        shares = {}
        for family in FAMILIES:
            part, __ = curve(findings, f"family:{family}")
            if year * MONTHS in part.time:
                where = list(part.time).index(year * MONTHS)
                shares[family] = float(part.band.mean[where])
        if len(shares) >= ENOUGH_FAMILIES:
            least, most = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
            return " " + ngettext(
                "After {years} year, {least} of {few} and {most} of {many} do.",
                "After {years} years, {least} of {few} and {most} of {many} do.",
                year,
                years=in_words(year),
                least=percent(shares[least]),
                few=group_label(least),
                most=percent(shares[most]),
                many=group_label(most),
            )
    return ""
