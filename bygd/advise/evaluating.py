"""Mixes simulated: through the runner and the kept runs of comparisons, every run once in the life of a folder.

Pair k of a family of seeds has the same random draws in every mix and in the town without any, so one more pair costs
one more run of each mix, and a command that was stopped goes on.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from bygd.advise.missing import homes_missing, missing
from bygd.advise.mixes import NOTHING, Array, Mix, Sample
from bygd.advise.reading import Reading, asked, packed, taken, unpacked
from bygd.advise.town import YEAR, Town
from experiments.commands.kept import Kept, key_for, outcomes_of
from experiments.commands.run import AllFailed
from experiments.outcomes.outcome import BY_KEY
from experiments.posterior import Draws
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.order import Order, Recipe, Simulate
from experiments.workers.pool import Progress
from experiments.workers.run import Outcome, Run, replicate_seed
from sim.scenario.errors import ScenarioError

FAMILY = 1 << 40
"""Families of seeds are this far from replicates that a command asks for."""
PILOT = 8
"""First runs of the search without a mix, whose spread is the unit of each outcome."""
Bar = Callable[[int, int], Progress | None]


def family_seed(seed: int, family: int, pair: int) -> int:
    """Seed of a run: families share no run with each other, nor with the replicates of ``seed``."""
    return replicate_seed(replicate_seed(seed, FAMILY + family), pair)


@dataclass
class Evaluator:
    """Simulates mixes of one town into one folder; called with mixes, pairs and family (:data:`.mixes.Evaluate`)."""

    town: Town
    weights: Mapping[str, float]
    """By outcome, what it counts; of all of them it is known whether more or less is better."""
    seed: int
    kept: Kept
    pilot: int = PILOT
    payers: frozenset[str] = frozenset()
    """Whose money counts against the budget; empty: everybody's."""
    draws: Draws | None = None
    """Sets of parameters: pair k has set k modulo their number."""
    jobs: int = 1
    limits: Limits = NO_LIMITS
    bar: Bar | None = None
    simulate: Simulate | None = None
    ran: int = 0
    """Runs simulated now."""
    seconds: float = 0.0
    failed: list[Outcome] = field(default_factory=list)
    _pickled: dict[Mix, bytes | str] = field(default_factory=dict)
    _scale: dict[str, float] = field(default_factory=dict)

    def __call__(self, mixes: Sequence[Mix], pairs: int, family: int) -> list[Sample]:
        """Raises ``AllFailed`` when a run of the town without a mix failed."""
        found = self.runs([NOTHING, *mixes], pairs, family)
        return [self._sample(mix, found[mix], found[NOTHING]) for mix in mixes]

    def scale(self) -> dict[str, float]:
        """Standard deviation of each outcome between the first runs of the search without a mix; those that vary."""
        if not self._scale:
            readings = self._read(self.runs([NOTHING], self.pilot, 0)[NOTHING])
            for key in self.weights:
                values = [one.values.get(key, math.nan) for one in readings.values()]
                spread = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
                if spread > 0.0:
                    self._scale[key] = spread
        return self._scale

    def runs(self, mixes: Sequence[Mix], pairs: int, family: int) -> dict[Mix, list[Outcome] | str]:
        """Outcomes by mix; words where a mix cannot be."""
        found: dict[Mix, list[Outcome] | str] = {}
        orders, keys, owner = [], [], []
        for mix in dict.fromkeys(mixes):
            held = self._scenario(mix)
            if isinstance(held, str):
                found[mix] = held
                continue
            found[mix] = []
            digest = pickle.loads(held).digest()
            for pair in range(pairs):
                changes = tuple(self._drawn(pair).items())
                run = Run(digest, (), family_seed(self.seed, family, pair), self.town.months, pair)
                recipe = Recipe(held, changes)
                order = Order(run, recipe, simulate=self.simulate, read=packed, limits=self.limits, asked=asked())
                orders.append(order)
                keys.append(key_for(run, taken(), changes))
                owner.append(mix)
        outcomes, ran = outcomes_of(orders, keys, self.kept, unpacked, _made, jobs=self.jobs, bar=self.bar)
        self.ran += ran
        for mix, outcome in zip(owner, outcomes, strict=True):
            self.seconds += outcome.seconds
            self.failed += [outcome] if outcome.failed else []
            held_of = found[mix]
            if isinstance(held_of, list):
                held_of.append(outcome)
        base = found.get(NOTHING)
        if isinstance(base, list) and (bad := [one for one in base if one.failed]):
            raise AllFailed(bad[0])
        return found

    def _scenario(self, mix: Mix) -> bytes | str:
        if mix not in self._pickled:
            try:
                from sim.region import problems

                scenario = self.town.scenario(mix)
                found = problems(scenario)
                self._pickled[mix] = f"it cannot be: {found[0]}" if found else pickle.dumps(scenario)
            except ScenarioError as refusal:
                self._pickled[mix] = f"it cannot be: {refusal.problems[0].message}"
        return self._pickled[mix]

    def _drawn(self, pair: int) -> Mapping[str, Any]:
        return self.draws.changes[pair % len(self.draws.changes)] if self.draws is not None else {}

    def _read(self, outcomes: list[Outcome] | str) -> dict[int, Reading]:
        these = outcomes if isinstance(outcomes, list) else []
        return {one.run.replicate: one.read for one in these if not one.failed}

    def _sample(self, mix: Mix, outcomes: list[Outcome] | str, without: list[Outcome] | str) -> Sample:
        years = self.town.plan // YEAR
        if isinstance(outcomes, str):
            return Sample(mix, np.zeros(0), np.zeros((0, years)), (outcomes,))
        with_it, base = self._read(outcomes), self._read(without)
        lost = [one for one in outcomes if one.failed]
        both = sorted(set(with_it) & set(base))
        last = self.town.first + self.town.plan - 1
        scale, gains, at_end = self.scale(), {}, {}
        for key in BY_KEY:
            gains[key] = np.array([_less(with_it[k].values, base[k].values, key) for k in both])
            at_end[key] = np.array([with_it[k].at(key, last) - base[k].at(key, last) for k in both])
        value = np.zeros(len(both))
        total = sum(self.weights[key] for key in scale)
        for key, spread in scale.items():
            sign = -1.0 if BY_KEY[key].better == "less" else 1.0
            value += sign * self.weights[key] / total * gains[key] / spread
        books = np.array([self._money(with_it[k]) - self._money(base[k]) for k in both]).reshape(len(both), -1)
        plan = slice(self.town.first, self.town.first + self.town.plan)
        cost = books[:, plan].reshape(len(both), years, YEAR).sum(axis=2)
        later = books[:, self.town.first + self.town.plan :]
        after = later.mean(axis=1) * YEAR if later.shape[1] else np.zeros(len(both))
        short = [f"a run failed at {lost[0].stage}: {lost[0].error}"] if lost else []
        short += missing(self.town, mix, list(with_it.values()))
        short += homes_missing(self.town, [(with_it[k], base[k]) for k in both])
        known = {key: held for key, held in gains.items() if not np.isnan(held).any()}
        then = {key: held for key, held in at_end.items() if not np.isnan(held).any()}
        return Sample(mix, value, cost, tuple(short), known, then, after)

    def _money(self, reading: Reading) -> Array:
        """Money that counts, by month (months,) [SEK]."""
        counted = [held for payer, held in reading.spent.items() if not self.payers or payer in self.payers]
        found: Array = np.zeros(self.town.months)
        for held in counted:
            found = found + held
        return found

    def levels(self, pairs: int, family: int) -> dict[str, float]:
        """Means of the outcomes of the town with nothing bought."""
        readings = list(self._read(self.runs([NOTHING], pairs, family)[NOTHING]).values())
        return {
            key: float(np.mean([one.values[key] for one in readings]))
            for key in BY_KEY
            if readings and all(key in one.values for one in readings)
        }


def _less(values: Mapping[str, float], others: Mapping[str, float], key: str) -> float:
    return values.get(key, math.nan) - others.get(key, math.nan)


def _made(run: Run, reading: Any, seconds: float) -> Outcome:
    return replace(Outcome(run, None, seconds=seconds), read=reading)


__all__ = ["PILOT", "Evaluator", "family_seed"]
