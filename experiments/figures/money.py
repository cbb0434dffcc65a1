"""Money: what programmes and posts cost each year and who pays, beside the state grants."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.figures import style
from experiments.figures.picture import Picture
from experiments.outcomes.catalogue import group_label
from experiments.outcomes.findings import MONTHS, Findings
from experiments.outcomes.intervals import NOT_NEGATIVE, Band
from experiments.outcomes.interventions import by_year_of_run, filled, payers
from experiments.outcomes.wording import listed, money
from sim.languages import _
from sim.words import counted

WIDTH_OF_BARS = 0.72
"""Of a year."""


def draw(findings: Findings) -> Picture:
    years = {payer: by_year_of_run(findings, filled(findings, "spent_by_payer", payer)) for payer in payers(findings)}
    grants = by_year_of_run(findings, filled(findings, "state_grants", "all"))
    foot = style.band_note(findings.replicates, _("Bars"), _("Black lines on the sum"))
    if findings.months % MONTHS:
        foot += " " + _("The last year has {months}.", months=counted(findings.months % MONTHS, "month", "months"))
    figure, (spent, received) = style.new_figure(
        3.3,
        2,
        findings,
        _("What programmes and posts cost, and who pays"),
        _("Whole region, by year; beside it what the state pays municipalities for those who settled"),
        foot=foot,
        left=0.075,
        right=0.97,
        wspace=0.22,
        top=1 - 1.12 / 3.3,
    )
    style.legend(figure, [(group_label(payer), style.GROUPS[payer]) for payer in years], 6)
    reading = _spent(spent, findings, years)
    top = max(spent.get_ylim()[1], _height(findings.band(grants, NOT_NEGATIVE)))
    if years:
        style.money_axis(spent, top)
    _bars(received, findings, grants, np.zeros(grants.shape[1]), style.GROUPS["state"])
    granted = findings.band(grants, NOT_NEGATIVE)
    _sum_lines(received, findings, granted)
    _axes(received, findings, granted)
    style.money_axis(received, top)
    received.set_title(_("State grants"))
    reading += " " + _(
        "State grants come to {amount} over the run.", amount=money(float(np.nanmean(grants.sum(axis=1))))
    )
    return Picture(
        "money",
        _("Money"),
        figure,
        reading,
        _(
            "Two charts by year: what programmes and posts cost, stacked by payer, and state grants to the "
            "municipalities."
        )
        + f" {reading}",
    )


def _spent(axes: Any, findings: Findings, years: dict[str, Any]) -> str:
    axes.set_title(_("Spent, by payer"))
    if not years:
        style.nothing(axes, _("nothing was spent"))
        return _("Nothing was spent on programmes or posts.")
    base = np.zeros(next(iter(years.values())).shape[1])
    for payer, values in years.items():
        base = base + _bars(axes, findings, values, base, style.GROUPS[payer])
    whole = findings.band(np.sum(list(years.values()), axis=0), NOT_NEGATIVE)
    _sum_lines(axes, findings, whole)
    _axes(axes, findings, whole)
    shares = {payer: float(np.nansum(values)) for payer, values in years.items()}
    everything = sum(shares.values())
    parts = [
        _("{payer} {number} of 100 SEK", payer=group_label(payer), number=f"{100 * share / everything:.0f}")
        for payer, share in sorted(shares.items(), key=lambda item: -item[1])
    ]
    total = float(np.nanmean(np.sum([values.sum(axis=1) for values in years.values()], axis=0)))
    if len(shares) == 1:
        return _(
            "Programmes and posts cost {amount} over the run, all paid by {payer}.",
            amount=money(total),
            payer=group_label(next(iter(shares))),
        )
    return _("Programmes and posts cost {amount} over the run; {payers}.", amount=money(total), payers=listed(parts))


def _middles(findings: Findings, count: int) -> Any:
    return findings.calendar(np.arange(count) * MONTHS - 1) + 0.5


def _bars(axes: Any, findings: Findings, values: Any, base: Any, color: str) -> Any:
    mean = np.nan_to_num(findings.band(values).mean)
    axes.bar(_middles(findings, len(mean)), mean, WIDTH_OF_BARS, bottom=base, color=color, linewidth=0)
    return mean


def _sum_lines(axes: Any, findings: Findings, found: Band) -> None:
    """Where one more run would lie around the top of the bars."""
    if found.interval:
        seen = found.high > found.low
        axes.vlines(
            _middles(findings, len(found.mean))[seen], found.low[seen], found.high[seen], color=style.INK, linewidth=1.0
        )


def _axes(axes: Any, findings: Findings, found: Band) -> None:
    style.calendar_axis(axes, findings)
    count = len(found.mean)
    first = findings.calendar(-1)
    axes.set_xlim(first, first + count)
    axes.set_ylim(0, _height(found))


def _height(found: Band) -> float:
    top = float(np.nanmax([np.nanmax(found.mean), 0.0 if not found.interval else np.nanmax(found.high)]))
    return 1.08 * top if top > 0 else 1.0
