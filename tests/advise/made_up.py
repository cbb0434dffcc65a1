"""A made-up objective with noise, for tests of the search: the same code as for simulated mixes, in no time."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from bygd.advise.mixes import NOTHING, Budget, Choice, Mix, Problem, Sample, mix_of

YEARS = 2


class MadeUp:
    """Measures a, b, c … with effects, interactions and costs [SEK a year]; noise keyed by family, pair and measure."""

    def __init__(
        self,
        effects: Mapping[str, float],
        costs: Mapping[str, float],
        together: Mapping[tuple[str, str], float] | None = None,
        noise: float = 1.0,
        seed: int = 0,
        cost_noise: float = 0.0,
    ) -> None:
        self.effects, self.costs, self.noise, self.seed = effects, costs, noise, seed
        self.together, self.cost_noise = together or {}, cost_noise
        self.asked: list[Sample] = []

    def true(self, mix: Mix) -> float:
        keys = [one.candidate for one in mix]
        found = sum(self.effects[one.candidate] * one.amount for one in mix)
        return found + sum(more for pair, more in self.together.items() if set(pair) <= set(keys))

    def __call__(self, mixes: Sequence[Mix], pairs: int, family: int) -> list[Sample]:
        found = []
        for mix in mixes:
            value, cost = np.full(pairs, self.true(mix)), np.zeros((pairs, YEARS))
            for one in mix:
                draws = np.random.default_rng([self.seed, family, ord(one.candidate[0])])
                value += self.noise * draws.normal(size=1000)[:pairs]
                spread = self.cost_noise * draws.normal(size=(1000, YEARS))[:pairs]
                cost += self.costs[one.candidate] * one.amount * (1.0 + spread)
            found.append(Sample(mix, value, cost))
        self.asked += found
        return found


def problem(made: MadeUp, budget: float, amounts: Sequence[float] = (1.0,), fixed: Sequence[str] = ()) -> Problem:
    ways = {key: tuple(Choice(key, amount, 0, 24, 0.0) for amount in amounts) for key in made.effects}
    return Problem(ways, made, Budget(budget, YEARS), frozenset(fixed))


def every_mix(of: Problem) -> list[Mix]:
    """Brute force: all mixes there are."""
    each = [[None, *ways] for ways in of.choices.values()]
    return [mix_of([one for one in row if one is not None]) for row in itertools.product(*each)] or [NOTHING]
