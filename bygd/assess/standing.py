"""How a municipality stands by its own answers: means by dimension, strengths, weaknesses, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bygd.assess.answers import Answers
from bygd.assess.catalogue import DIMENSIONS, Benchmark, benchmarks
from sim.languages import _
from sim.words import lower_first

STRONG, WEAK = 3, 1
"""Answers from which, and up to which, a benchmark counts as a strength or a weakness."""


class Mean(NamedTuple):
    """Of the answers of one dimension."""

    dimension: str
    """In English; said in the language in force by :attr:`said`."""
    value: float | None
    """0 to 4; None where nothing is known."""
    known: int
    of: int

    @property
    def said(self) -> str:
        return _(self.dimension)


class Change(NamedTuple):
    """An answer that differs between two years."""

    benchmark: Benchmark
    before: int | None
    now: int | None


def means(answers: Answers) -> tuple[Mean, ...]:
    """By dimension, over the answers there are: what is not known counts neither way."""
    found = []
    for dimension in DIMENSIONS.values():
        rows = [row for row in benchmarks() if row.dimension == dimension]
        values = [value for row in rows if (value := answers.value(row.id)) is not None]
        found.append(Mean(dimension, sum(values) / len(values) if values else None, len(values), len(rows)))
    return tuple(found)


def strengths(answers: Answers) -> list[Benchmark]:
    return [row for row in benchmarks() if (value := answers.value(row.id)) is not None and value >= STRONG]


def weaknesses(answers: Answers) -> list[Benchmark]:
    return [row for row in benchmarks() if (value := answers.value(row.id)) is not None and value <= WEAK]


def unknown(answers: Answers) -> list[Benchmark]:
    return [row for row in benchmarks() if answers.value(row.id) is None]


def changes(before: Answers, now: Answers) -> list[Change]:
    """Benchmarks whose answer differs, those not known in one of the two included."""
    pairs = [Change(row, before.value(row.id), now.value(row.id)) for row in benchmarks()]
    return [one for one in pairs if one.before != one.now]


def named(rows: Sequence[Benchmark]) -> list[str]:
    """As they stand in a sentence: "E8 courses people can attend"."""
    return [f"{row.id} {lower_first(row.said_title)}" for row in rows]


__all__ = ["STRONG", "WEAK", "Change", "Mean", "changes", "means", "named", "strengths", "unknown", "weaknesses"]
