"""The report on programmes and their money: what happened in one run, and totals over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from experiments.outcomes.catalogue import group_label, measure
from experiments.outcomes.findings import EVERYWHERE, Effort, Findings
from experiments.outcomes.intervals import band
from experiments.outcomes.interventions import Array, filled, mean_wait, payers, while_running
from experiments.outcomes.wording import listed, ranged
from experiments.report.stories import spoken
from experiments.report.tables import Table

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
    dates = [(spoken(findings.date(month)), sentences([words for _, words in entries]))
             for month, entries in groupby(findings.log, key=lambda entry: entry[0])]
    return Chronicle(dates[:MOST_DATES], max(0, len(dates) - MOST_DATES))


def sentences(entries: Sequence[str]) -> list[str]:
    """Entries of one month, "whose: what", with those to whom the same happened told in one."""
    whose: dict[str, list[str]] = {}
    for words in entries:
        who, _, what = words.rpartition(": ")
        names = whose.setdefault(what, [])
        if who not in names:
            names.append(who)
    return [_sentence(what, names) for what, names in whose.items()]


def _sentence(what: str, names: list[str]) -> str:
    if names == [""]:
        return f"{what[:1].upper()}{what[1:]}."
    if what in SHORT:
        return f"{listed(names)} {what if len(names) == 1 else SHORT[what]}."
    return f"{listed(names)}: {what}."


def table_of_efforts(findings: Findings) -> Table | None:
    """What each programme and post cost and did, and who paid; None where the scenario has neither."""
    if not findings.efforts:
        return None
    ran = [effort for effort in findings.efforts
           if any(findings.measures.has(EVERYWHERE, name, effort.group) for name in ("spent", "embedded"))]
    sections = []
    for heading, post in (("Coordinators", True), ("Programmes", False)):
        rows = [_row(findings, effort) for effort in ran if effort.post == post]
        if rows:
            sections.append((heading, rows))
    paid = [[group_label(payer), _money(filled(findings, "spent_by_payer", payer).values.sum(axis=1)), *BLANK]
            for payer in payers(findings)]
    paid.append(["all together", _money(filled(findings, "spent", "all").values.sum(axis=1)), *BLANK])
    sections.append(("Paid by", paid))
    sections.append(("For comparison, municipalities’ purse for newcomers", [
        [measure(name).label, _money(filled(findings, name, "all").values.sum(axis=1)), *BLANK]
        for name in PURSE
    ]))
    note = "; in brackets where nearly all runs lie" if findings.replicates > 1 else "; one run"
    return Table(
        f"Programmes, posts and money over the whole run: amounts in thousand SEK, persons and months on "
        f"average while it ran{note}.",
        ["", "thousand SEK", "taking part", "waiting", "months waited"], sections,
    )


BLANK = ("", "", "")


def _row(findings: Findings, effort: Effort) -> list[str]:
    cost = _money(filled(findings, "spent", effort.group).values.sum(axis=1))
    if effort.post:
        return [effort.name, cost, *BLANK]
    return [
        effort.name, cost, _persons(while_running(findings, "taking_part", effort.group)),
        _persons(while_running(findings, "waiting", effort.group)),
        _persons(mean_wait(findings, effort.group)),
    ]


def _money(values: Array) -> str:
    return ranged(band(values), 1e-3)


def _persons(values: Array) -> str:
    return ranged(band(values), 1.0, 1 if float(np.nanmax(np.nan_to_num(values))) < 10 else 0)
