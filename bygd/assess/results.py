"""What raising each benchmark buys: paired differences, money, an index over the outcomes, and what goes together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bygd.assess.catalogue import Benchmark
from experiments.comparison.fieller import Ratio, fieller
from experiments.comparison.paired import Difference, difference
from experiments.outcomes.outcome import Result
from experiments.posterior import Draws
from experiments.workers.run import Outcome

Array = np.ndarray[Any, Any]
OUTCOMES = {
    "local_friends": "friends",
    "stayers": "staying",
    "newcomers_in_work": "work",
    "belonging": "belonging",
    "net_balance": "net balance",
}
"""What a benchmark is judged by, and what each is called in tables; of all of them more is better."""
SPENT = "spent"
MONEY_FOR = ("friendships", "stayers", "newcomers_in_work")
"""Counted outcomes that money is held against."""
INDEX = "index"
"""Mean of the five outcomes, each in standard deviations between runs of the town as assessed."""
MILLION = 1e6
TOP = 8
"""Benchmarks whose pairs are simulated."""
CHOSEN_BY = 20
"""First pairs of runs by which these are chosen: more pairs later leave the choice as it is."""


@dataclass(frozen=True)
class Bought:
    """What raising one benchmark to the full changes."""

    benchmark: Benchmark
    answer: int
    differences: Mapping[str, Difference]
    """By outcome, the index and the money spent among them."""
    per_million: Mapping[str, Ratio]
    """By counted outcome, how many more for a million SEK; empty where the model books no cost."""

    @property
    def index(self) -> float:
        found = self.differences.get(INDEX)
        return found.mean if found is not None else math.nan

    @property
    def clear(self) -> bool:
        """Whether any of the five outcomes is distinguishable from zero."""
        return any(self.differences[key].distinguishable for key in OUTCOMES if key in self.differences)


@dataclass(frozen=True)
class Together:
    """What benchmarks do together beyond what each does alone, in the index."""

    benchmarks: tuple[Benchmark, ...]
    """Two; or one, among all others that are open."""
    alone: float
    """What they do alone: of one, of two the sum."""
    together: float
    """Of one, what it does where all others are met; of two, what both do."""
    more: Difference
    """Together less alone."""

    @property
    def kind(self) -> str:
        """complement, substitute, or neither: cannot be told from a sum."""
        if not self.more.distinguishable:
            return "neither"
        return "complement" if self.more.mean > 0 else "substitute"


class Runs:
    """Outcomes of runs by arm, seen pair by pair."""

    def __init__(self, base: Sequence[Outcome], draws: Draws | None = None) -> None:
        self.draws = draws
        self.base = _read(base)
        results = list(self.base.values())
        self.outcomes = [key for key in (*OUTCOMES, *MONEY_FOR, SPENT) if all(key in one.values for one in results)]
        self.outcomes = list(dict.fromkeys(self.outcomes))
        self.scale = {key: sd for key in OUTCOMES if key in self.outcomes and (sd := self._sd(key)) > 0}
        """Standard deviation between runs of the town as assessed, of outcomes that vary."""

    def _sd(self, key: str) -> float:
        values = [one.values[key] for one in self.base.values()]
        return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0

    def value(self, result: Result, key: str) -> float:
        """An outcome of one run; the index against nothing in particular, for differences."""
        if key != INDEX:
            return float(result.values.get(key, math.nan))
        parts = [result.values.get(one, math.nan) / sd for one, sd in self.scale.items()]
        return float(np.mean(parts)) if parts else math.nan

    def values(self, runs: Mapping[int, Result], at: Sequence[int], key: str) -> Array:
        return np.array([self.value(runs[replicate], key) for replicate in at])

    def bought(self, row: Benchmark, answer: int, arm: Sequence[Outcome]) -> Bought:
        found = _read(arm)
        both = sorted(set(found) & set(self.base))
        groups = self._groups(both)
        keys = [key for key in (*self.outcomes, *([INDEX] if self.scale else [])) if both]
        pairs = {key: (self.values(self.base, both, key), self.values(found, both, key)) for key in keys}
        differences = {
            key: difference(key, base, arm_values, groups)
            for key, (base, arm_values) in pairs.items()
            if not np.isnan(arm_values).any()
        }
        per_million = {}
        if row.costed and SPENT in differences and differences[SPENT].values.any():
            money = differences[SPENT].values / MILLION
            per_million = {
                key: fieller(differences[key].values, money, one_more=groups is not None)
                for key in MONEY_FOR
                if key in differences
            }
        return Bought(row, answer, differences, per_million)

    def together(
        self,
        rows: tuple[Benchmark, ...],
        alone: Sequence[tuple[Sequence[Outcome], Sequence[Outcome]]],
        together: tuple[Sequence[Outcome], Sequence[Outcome]],
    ) -> Together | None:
        """``alone``: pairs of arms (without, with) whose differences add up to what they do alone; ``together``: the
        arms (without, with) of both. None without an index, or without a run that all arms have."""
        arms = [(_read(one), _read(other)) for one, other in (*alone, together)]
        both = sorted(set.intersection(*(set(one) & set(other) for one, other in arms)))
        if not self.scale or not both:
            return None
        gains = [self.values(with_, both, INDEX) - self.values(without, both, INDEX) for without, with_ in arms]
        apart = np.sum(gains[:-1], axis=0)
        found = difference(INDEX, apart, gains[-1], self._groups(both))
        return Together(rows, float(apart.mean()), float(gains[-1].mean()), found)

    def _groups(self, replicates: Sequence[int]) -> Array | None:
        return self.draws.groups(replicates) if self.draws is not None else None

    def first(self, arm: Sequence[Outcome]) -> list[Outcome]:
        """The runs of an arm by which the best benchmarks are chosen: with sets of parameters, all."""
        return list(arm) if self.draws is not None else [one for one in arm if one.run.replicate < CHOSEN_BY]


def ranked(found: Sequence[Bought]) -> list[Bought]:
    """By the index, the largest first; those without one last, in their order."""
    return sorted(found, key=lambda one: -one.index if not math.isnan(one.index) else math.inf)


def _read(outcomes: Sequence[Outcome]) -> dict[int, Result]:
    return {one.run.replicate: one.read for one in outcomes if not one.failed}


__all__ = ["CHOSEN_BY", "INDEX", "MONEY_FOR", "OUTCOMES", "SPENT", "TOP", "Bought", "Runs", "Together", "ranked"]
