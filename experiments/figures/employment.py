"""Newcomers in work by years since arrival: women and men, and by schooling."""

from __future__ import annotations

from typing import Any

from experiments.figures import style
from experiments.figures.line_ends import label_ends
from experiments.figures.picture import Picture
from experiments.outcomes.catalogue import group_label
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.intervals import at
from experiments.outcomes.panel import by_years_since_arrival
from experiments.outcomes.wording import of_hundred
from sim.languages import _, ngettext

SEXES = {"men": style.MEN, "women": style.WOMEN}
SCHOOLING = ("higher", "secondary", "compulsory")


def draw(findings: Findings) -> Picture:
    figure, (sexes, schooling) = style.new_figure(
        3.3,
        2,
        findings,
        _("Newcomers in work"),
        _("Share of those aged 20–64, at each anniversary of arrival"),
        right=0.83,
        wspace=0.38,
    )
    everybody = by_years_since_arrival(findings.measures, EVERYWHERE, "employed_by_year")
    if not len(everybody.time):
        for axes in (sexes, schooling):
            style.nothing(axes, _("too few newcomers have been here for a year"))
        words = _("Too few newcomers of working age have been here for a year.")
        return Picture("employment", _("Work"), figure, words, words)
    last = int(everybody.time[-1])
    labels = [_curve(sexes, findings, sex, color, group_label(sex)) for sex, color in SEXES.items()]
    middle = everybody.band.mean
    sexes.plot(everybody.time, middle, color=style.INK, linewidth=1.1, linestyle=(0, (4, 1.5)))
    labels.append((float(last), float(middle[-1]), _("all"), style.INK))
    local = findings.measures.get(EVERYWHERE, "employed", "locals")
    if len(local.time):
        height = style.last_value(local)
        sexes.axhline(height, color=style.LOCALS, linewidth=1.0)
        sexes.annotate(
            _("locals"),
            (0, height),
            (2, 3),
            textcoords="offset points",
            fontsize=8,
            fontweight="bold",
            color=style.text_color(style.LOCALS),
        )
    sexes.set_title(_("Women and men"))
    grades = [_curve(schooling, findings, grade, style.GROUPS[grade], group_label(grade)) for grade in SCHOOLING]
    schooling.set_title(_("By schooling"))
    for axes, names in ((sexes, labels), (schooling, grades)):
        style.since_arrival_axis(axes, last + 0.15)
        style.share_axis(axes)
        label_ends(axes, [name for name in names if name is not None])
    reading = _reading(findings, last)
    return Picture(
        "employment",
        _("Work"),
        figure,
        reading,
        _("Two charts of the share of newcomers in work by years since arrival: women and men, and by schooling.")
        + f" {reading}",
    )


def _curve(axes: Any, findings: Findings, part: str, color: str, name: str) -> tuple[float, float, str, str] | None:
    series = by_years_since_arrival(findings.measures, EVERYWHERE, "employed_by_year", part)
    if not len(series.time):
        return None
    found = style.line(axes, series.time, series, color, marker=True)
    return float(series.time[-1]), float(found.mean[-1]), name, color


def _reading(findings: Findings, last: int) -> str:
    year = min(5, last)
    said: dict[str, str] = {}
    for sex in ("women", "men"):
        series = by_years_since_arrival(findings.measures, EVERYWHERE, "employed_by_year", sex)
        if year in series.time:
            said[sex] = of_hundred(at(series.band, list(series.time).index(year)))
    if not said:
        return _("Too few women and men of working age to compare.")
    if len(said) == 2:
        return ngettext(
            "After {year} year, {women} of 100 newcomer women and {men} of 100 newcomer men are in work.",
            "After {year} years, {women} of 100 newcomer women and {men} of 100 newcomer men are in work.",
            year,
            year=year,
            **said,
        )
    if "women" in said:
        return ngettext(
            "After {year} year, {women} of 100 newcomer women are in work.",
            "After {year} years, {women} of 100 newcomer women are in work.",
            year,
            year=year,
            **said,
        )
    return ngettext(
        "After {year} year, {men} of 100 newcomer men are in work.",
        "After {year} years, {men} of 100 newcomer men are in work.",
        year,
        year=year,
        **said,
    )
