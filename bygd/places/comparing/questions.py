"""The questions that every place is asked: outcomes that places of any size can be held to."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from experiments.outcomes.outcome import Result
from sim.languages import N_

YEAR = 12


class Question(NamedTuple):
    """One outcome of a place."""

    key: str
    label: str
    unit: str
    value: Callable[[Result, int, int], float]
    """Given what is kept of a run, the inhabitants at the start and the months."""
    factor: float = 1.0
    """From the unit of the value to that of the table."""
    decimals: int = 1
    better: str = "more"
    """more, less, or empty where it is neither."""


def _kept(key: str) -> Callable[[Result, int, int], float]:
    return lambda result, people, months: float(result.values.get(key, math.nan))


def _growth(result: Result, people: int, months: int) -> float:
    """Change of the inhabitants in a year, of those at the start."""
    return (float(result.values.get("population", math.nan)) / people - 1.0) / (months / YEAR)


def _purse(result: Result, people: int, months: int) -> float:
    """Net balance of the municipality for each inhabitant of the start and year [SEK]."""
    return float(result.values.get("net_balance", math.nan)) / people / (months / YEAR)


QUESTIONS = (
    Question("growth", N_("inhabitants, change in a year"), N_("% of those at the start"), _growth, 100.0, 2, ""),
    Question(
        "newcomers",
        N_("newcomers living there"),
        N_("for each thousand at the start"),
        lambda r, p, m: _kept("newcomers")(r, p, m) / p,
        1000.0,
        1,
        "",
    ),
    Question(
        "retention_3", N_("still there three years after arrival"), N_("of 100 newcomers"), _kept("retention_3"), 100.0
    ),
    Question(
        "retention_5", N_("still there five years after arrival"), N_("of 100 newcomers"), _kept("retention_5"), 100.0
    ),
    Question("employed", N_("newcomers in work"), N_("of 100 aged 20–64"), _kept("employed"), 100.0),
    Question("employed_locals", N_("locals in work"), N_("of 100 aged 20–64"), _kept("employed_locals"), 100.0),
    Question("local_friends", N_("local friends of a newcomer"), N_("ties"), _kept("local_friends"), 1.0, 2),
    Question("isolated", N_("newcomers without a local friend"), N_("of 100"), _kept("isolated"), 100.0, 1, "less"),
    Question("belonging", N_("belonging of newcomers"), N_("0 to 100"), _kept("belonging"), 100.0),
    Question("language", N_("local language of newcomers"), N_("0 to 100 (50 is about B1)"), _kept("language"), 100.0),
    Question("purse", N_("net balance of the municipality"), N_("SEK for each inhabitant and year"), _purse, 1.0, 0),
)
"""In the order of the tables, at the end of the runs (change and balance: over them)."""

__all__ = ["QUESTIONS", "Question"]
