"""Months as people write them ("2006-01") and as the model counts them (0 = the scenario's start)."""

from __future__ import annotations

import re
from functools import lru_cache

MONTH_PATTERN = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"
_MONTH = re.compile(MONTH_PATTERN)


def parse_month(text: str) -> int:
    """Months since year 0 of ``"2006-01"``. Raises ``ValueError`` for anything else."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not a month written like 2006-01")
    return _parsed(text)


@lru_cache(maxsize=4096)  # a run asks for its start many times a month
def _parsed(text: str) -> int:
    if not _MONTH.match(text):
        raise ValueError(f"{text!r} is not a month written like 2006-01")
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def write_month(count: int) -> str:
    """The inverse of :func:`parse_month`."""
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
