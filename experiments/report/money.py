"""The report on programmes and their money: what happened in one run, and totals over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from experiments.outcomes.catalogue import group_label, measure
from experiments.outcomes.findings import EVERYWHERE, Findings, Intervention
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE, NOT_NEGATIVE
from experiments.outcomes.interventions import Array, filled, mean_wait, payers, while_running
from experiments.outcomes.wording import listed, month_and_year, ranged
from experiments.report.tables import Table
from sim.languages import N_, SOURCE, _, language
from sim.told import said, who_and_what

MOST_DATES = 80
"""Dates of the log shown on the page."""
SHORT = {"begins": "begin", "stops": "stop"}
"""What is said in a word, of one and of several."""
PURSE = ("state_grants", "tax", "support")


@dataclass(frozen=True)
class Chronicle:
    """What happened in the first run, by month."""

    dates: list[tuple[str, list[str]]]
    """(month, sentences)."""
    left_out: int
    """Dates beyond those shown."""


def chronicle(findings: Findings) -> Chronicle:
    """The log of the first finished run in plain words."""
    dates = [
        (month_and_year(findings.date(month)), sentences([words for __, words in entries]))
        for month, entries in groupby(findings.log, key=lambda entry: entry[0])
    ]
    return Chronicle(dates[:MOST_DATES], max(0, len(dates) - MOST_DATES))


def sentences(entries: Sequence[str]) -> list[str]:
    """Entries of one month of a run's log, with those to whom the same happened listed together."""
    whose: dict[str, list[str]] = {}
    for entry in entries:
        who, what = who_and_what(entry)
        names = whose.setdefault(said(what), [])
        if who not in names:
            names.append(who)
    return [_sentence(what, names) for what, names in whose.items()]


def _sentence(what: str, names: list[str]) -> str:
    if names == [""]:
        return f"{what[:1].upper()}{what[1:]}."
    if language() == SOURCE and what in SHORT:
        return f"{listed(names)} {what if len(names) == 1 else SHORT[what]}."
    return f"{listed(names)}: {what}."


def table_of_interventions(findings: Findings) -> Table | None:
    """What each programme and post cost and did, and who paid; None where the scenario has neither."""
    if not findings.interventions:
        return None
    ran = [
        one
        for one in findings.interventions
        if any(findings.measures.has(EVERYWHERE, name, one.group) for name in ("spent", "embedded"))
    ]
    sections = []
    for heading, post in ((N_("Coordinators"), True), (N_("Programmes"), False)):
        rows = [_row(findings, one) for one in ran if one.post == post]
        if rows:
            sections.append((_(heading), rows))
    if (rest := _besides(findings, ran)) is not None:
        sections.append((_("Besides"), [[_("Levers and public transport"), rest, *BLANK]]))
    paid = [[group_label(payer), _total(findings, "spent_by_payer", payer), *BLANK] for payer in payers(findings)]
    paid.append([_("all together"), _total(findings, "spent", "all"), *BLANK])
    sections.append((_("Paid by"), paid))
    sections.append(
        (
            _("For comparison, municipalities’ purse for newcomers"),
            [[_(measure(name).label), _total(findings, name, "all"), *BLANK] for name in PURSE],
        )
    )
    caption = (
        _(
            "Programmes, posts and money over the whole run: amounts in thousand SEK, persons and months on average "
            "while it ran; in brackets 95 % prediction intervals, where one more run would lie."
        )
        if findings.replicates >= FEWEST_FOR_ONE_MORE
        else _(
            "Programmes, posts and money over the whole run: amounts in thousand SEK, persons and months on average "
            "while it ran."
        )
    )
    return Table(caption, ["", _("thousand SEK"), _("taking part"), _("waiting"), _("months waited")], sections)


BLANK = ("", "", "")


def _row(findings: Findings, intervention: Intervention) -> list[str]:
    cost = _total(findings, "spent", intervention.group)
    if intervention.post:
        return [intervention.name, cost, *BLANK]
    return [
        intervention.name,
        cost,
        _persons(findings, while_running(findings, "taking_part", intervention.group)),
        _persons(findings, while_running(findings, "waiting", intervention.group)),
        _persons(findings, mean_wait(findings, intervention.group)),
    ]


def _total(findings: Findings, measure: str, group: str) -> str:
    """Over the run, in thousand SEK."""
    series = filled(findings, measure, group)
    return ranged(findings.band(series.values.sum(axis=1), series.limits), 1e-3)


def _besides(findings: Findings, ran: Sequence[Intervention]) -> str | None:
    """What is spent beyond programmes and posts, in thousand SEK; None where nothing is in any run."""
    everything = filled(findings, "spent", "all")
    theirs = [filled(findings, "spent", one.group).values for one in ran]
    rest = (everything.values - sum(theirs, np.zeros_like(everything.values))).sum(axis=1)
    if not (np.abs(np.nan_to_num(rest)) >= 1.0).any():
        return None
    return ranged(findings.band(rest, everything.limits), 1e-3)


def _persons(findings: Findings, values: Array) -> str:
    return ranged(findings.band(values, NOT_NEGATIVE), 1.0, 1 if float(np.nanmax(np.nan_to_num(values))) < 10 else 0)
