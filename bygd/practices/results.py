"""What was simulated of each card: a row an outcome, with its interval, its money, and what it was made with."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from experiments.spreadsheets import csv_text

FILE = Path(__file__).with_name("results.csv")
"""What comes with bygd."""
OUTCOMES = ("local_friends", "friendships", "stayers", "newcomers_in_work", "belonging", "net_balance")
"""What a card tells of, at the end of the runs (``net_balance``: over them)."""
SPENT = "spent"


@dataclass(frozen=True)
class Row:
    """One outcome of one card. Money in SEK over the runs, undiscounted; no figure is NaN."""

    card: str
    model: int
    """Number of the model (``sim/version.py``) that was simulated."""
    rules: str
    base_rules: str
    """Names of what the two scenarios said (:func:`bygd.practices.trials.rules`)."""
    seed: int
    months: int
    pairs: int
    outcome: str
    without: float
    """Mean without the practice."""
    difference: float
    low: float
    high: float
    """Mean paired difference and its 95 % interval."""
    one_costs: float = math.nan
    """Money spent for one more: ratio of means, of counted outcomes."""
    one_costs_low: float = math.nan
    one_costs_high: float = math.nan
    one_costs_shape: str = ""
    """Of its 95 % set, by Fieller: bounded, outside, any or none; empty where nothing is counted."""

    @property
    def same(self) -> bool:
        """No pair differs at all."""
        return self.difference == self.low == self.high == 0.0

    @property
    def clear(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0

    @property
    def priced(self) -> bool:
        """Whether what one more costs has a bounded interval, and is the price of more, not of less."""
        return self.one_costs_shape == "bounded" and self.one_costs_low > 0


COLUMNS = tuple(one.name for one in fields(Row))
KINDS: Mapping[str, type] = {"int": int, "float": float, "str": str}


def rows_text(rows: Mapping[str, Sequence[Row]]) -> str:
    """The table, cards in alphabetical order; nine digits say more than any run knows."""
    return csv_text(COLUMNS, (list(asdict(row).values()) for card in sorted(rows) for row in rows[card]), digits=9)


def written(file: Path) -> dict[str, list[Row]]:
    """The rows in a file, by card; nothing where there is no file. Raises ``ScenarioError`` for a file that is none."""
    found: dict[str, list[Row]] = {}
    if not file.is_file():
        return found
    with file.open(encoding="utf-8", newline="") as lines:
        for number, cells in enumerate(csv.DictReader(lines), 2):
            row = _row(cells, file, number)
            found.setdefault(row.card, []).append(row)
    return found


def _row(cells: Mapping[str, Any], file: Path, line: int) -> Row:
    from sim.scenario.errors import Problem, ScenarioError

    values: dict[str, Any] = {}
    for column in fields(Row):
        text = cells.get(column.name)
        if text is None:
            words = f"is no table of 'bygd practices --simulate': column {column.name!r} is missing"
            raise ScenarioError(Problem(words, "", str(file), line))
        kind = KINDS[str(column.type)]
        try:
            values[column.name] = kind(text) if text or kind is str else math.nan
        except ValueError:
            words = f"found {text!r}; allowed: {'a whole number' if kind is int else 'a number'}"
            raise ScenarioError(Problem(words, column.name, str(file), line)) from None
    return Row(**values)


@cache
def shipped() -> dict[str, list[Row]]:
    """The results that come with bygd."""
    return written(FILE)


__all__ = ["COLUMNS", "FILE", "OUTCOMES", "SPENT", "Row", "rows_text", "shipped", "written"]
