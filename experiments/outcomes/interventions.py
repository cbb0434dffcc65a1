"""Programmes, posts and their money, over the runs: series without gaps, and totals."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.outcomes.findings import EVERYWHERE, MONTHS, Findings
from experiments.outcomes.panel import Series

Array = np.ndarray[Any, Any]
PAYERS: tuple[str, ...] = ("municipality", "region", "state", "eu", "foundation", "association")
"""In the order in which they are drawn and listed."""


def filled(findings: Findings, measure: str, group: str) -> Series:
    """A monthly series of the whole run; what was not yet, or no longer, there counts as nothing."""
    found = findings.measures.get(EVERYWHERE, measure, group)
    values = np.zeros((findings.measures.replicates, findings.months))
    inside = (found.time >= 0) & (found.time < findings.months)
    values[:, found.time[inside]] = np.nan_to_num(found.values[:, inside])
    gone = np.isnan(findings.measures.get(EVERYWHERE, "population", "all").values).all(axis=1)
    values[gone] = np.nan  # a run that failed says nothing
    return found._replace(time=np.arange(findings.months), values=values)


def payers(findings: Findings) -> list[str]:
    """Who paid anything in any run."""
    return [payer for payer in PAYERS if np.nansum(filled(findings, "spent_by_payer", payer).values) > 0]


def by_year_of_run(findings: Findings, series: Series) -> Array:
    """Sums over each twelve months of the run [replicate, year]; the last year may be shorter."""
    firsts = np.arange(0, findings.months, MONTHS)
    return np.asarray(np.add.reduceat(series.values, firsts, axis=1))


def while_running(findings: Findings, measure: str, group: str) -> Array:
    """Mean of a monthly measure over the months in which the programme was at work [replicate]."""
    signs = ("spent", "taking_part", "waiting")
    running = np.any([filled(findings, sign, group).values > 0 for sign in signs], axis=0)
    values = filled(findings, measure, group).values
    months = running.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(running, values, 0.0).sum(axis=1) / np.where(months > 0, months, np.nan))


def mean_wait(findings: Findings, group: str) -> Array:
    """Months waited by those let in, as a mean over the months in which anybody was [replicate]."""
    found = findings.measures.get(EVERYWHERE, "mentor_wait", group).values
    there = ~np.isnan(found)
    count = there.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(there, found, 0.0).sum(axis=1) / np.where(count > 0, count, np.nan))
