"""A mix of measures as a value, and what its runs came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]


class Choice(NamedTuple):
    """One candidate as it is bought."""

    candidate: str
    """Its key."""
    amount: float
    """In the candidate's unit."""
    start: int
    """Months after the first of the plan."""
    months: int
    """For so long it is paid."""
    takeover: float
    """Chance negotiated at the start that the municipality goes on with it where all is in favour."""


Mix = tuple[Choice, ...]
"""Choices of different candidates in the order of their keys; empty: nothing is bought."""
NOTHING: Mix = ()


def mix_of(choices: Sequence[Choice]) -> Mix:
    return tuple(sorted(choices))


def without(mix: Mix, candidate: str) -> Mix:
    return tuple(one for one in mix if one.candidate != candidate)


@dataclass(frozen=True)
class Sample:
    """What the runs of one mix came to against the same runs with nothing bought."""

    mix: Mix
    value: Array
    """What the mix is judged by, within each pair of runs (pair,)."""
    cost: Array
    """Money that counts against the budget, by pair and year of the plan (pair, year) [SEK]."""
    missing: tuple[str, ...] = ()
    """What there was not enough of, or why it cannot be simulated, in words; empty: feasible."""
    gains: Mapping[str, Array] = field(default_factory=dict)
    """By outcome, at the end of the run, within each pair (pair,)."""
    at_end_of_money: Mapping[str, Array] = field(default_factory=dict)
    """The same at the end of the plan."""
    after: Array = field(default_factory=lambda: np.zeros(0))
    """Money a year after the plan, within each pair (pair,) [SEK/year]."""

    @property
    def pairs(self) -> int:
        return len(self.value)

    @property
    def mean(self) -> float:
        return float(self.value.mean()) if self.pairs else float("nan")

    @property
    def total(self) -> float:
        """Mean cost over the plan [SEK]."""
        return float(self.cost.sum(axis=1).mean()) if len(self.cost) else 0.0


Evaluate = Callable[[Sequence[Mix], int, int], list[Sample]]
"""Given mixes, a number of pairs and a family of seeds: their samples, in order. Equal pairs of equal families have the
same random draws for all mixes, whenever they are asked for."""


@dataclass(frozen=True)
class Budget:
    """What may be spent."""

    amount: float
    """[SEK] a year, or in all."""
    years: int
    in_all: bool = False

    def holds(self, sample: Sample) -> bool:
        """Whether no simulated run spent more, in any year."""
        if not len(sample.cost):
            return True
        spent = sample.cost.sum(axis=1) if self.in_all else sample.cost.max(axis=1)
        return bool((spent <= self.amount).all())

    def most(self, sample: Sample) -> float:
        """The most a simulated run spent, in a year or in all [SEK]."""
        if not len(sample.cost):
            return 0.0
        return float(sample.cost.sum(axis=1).max() if self.in_all else sample.cost.max())


@dataclass(frozen=True)
class Problem:
    """What to choose among, and how it is found out."""

    choices: Mapping[str, tuple[Choice, ...]]
    """By candidate, every way to buy it; the first is the usual one."""
    evaluate: Evaluate
    budget: Budget
    fixed: frozenset[str] = frozenset()
    """Candidates that every mix has."""

    def allowed(self, sample: Sample) -> bool:
        return not sample.missing and self.budget.holds(sample)

    def complete(self, mix: Mix) -> bool:
        return self.fixed <= {one.candidate for one in mix}


__all__ = ["NOTHING", "Array", "Budget", "Choice", "Evaluate", "Mix", "Problem", "Sample", "mix_of", "without"]
