"""How robust advice is over sets of parameters, and what it would be worth to know one of them.

Regret of a set: what the best mix for it has more than the advised one. The expected value of partial perfect
information of a parameter is estimated by regression (Strong, Oakley and Brennan 2014): each mix's value is regressed
on the parameter, and what the best of the fitted values has on average more than the best on average is what knowing it
would bring. Noise alone gives something above 0 too: a parameter is named only where it gives more than most
shufflings of its values do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from bygd.advise.mixes import Array, Sample

SHUFFLES = 1000
LEVEL = 0.95
"""For all parameters together."""
LEAST = 0.005
"""What knowing a parameter must add, in the unit of the value, to be told."""
FEWEST = 8
"""Sets of parameters below which nothing is said of single ones."""


class Robust(NamedTuple):
    """The advised mix over sets of parameters."""

    sets: int
    best_in: float
    """Share of sets in which no other mix of the confirmation has a higher mean."""
    regret: float
    """Mean over sets of what the best mix of each has more, in the unit of the value. Runs of a set are few, so chance
    is in it: an upper bound."""
    deciding: tuple[tuple[str, float], ...] = ()
    """Parameters whose value would change the advice, and what knowing each would add, the most first."""


def robust(advised: Sample, others: Sequence[Sample], changes: Sequence[Mapping[str, Any]], seed: int = 0) -> Robust:
    """``changes``: by set of parameters; pair k of all samples has set k modulo their number. Of several pairs of a set
    the mean counts."""
    number = min(len(changes), advised.pairs)
    table = np.array([[one.value[d :: len(changes)].mean() for d in range(number)] for one in (advised, *others)])
    best = table.max(axis=0)
    deciding = []
    if number >= FEWEST:
        draws = np.random.default_rng(seed)
        quantile = 1.0 - (1.0 - LEVEL) / max(1, len(changes[0]))
        for path in changes[0]:
            values = _numbers([changes[d].get(path) for d in range(number)])
            if values is None:
                continue
            worth = partial_information(table, values)
            by_chance = [partial_information(table, draws.permutation(values)) for _ in range(SHUFFLES)]
            more = worth - float(np.mean(by_chance))
            if worth > np.quantile(by_chance, quantile) and more >= LEAST:
                deciding.append((path, more))
    deciding.sort(key=lambda one: -one[1])
    return Robust(number, float((table[0] >= best).mean()), float((best - table[0]).mean()), tuple(deciding))


def partial_information(table: Array, values: Array) -> float:
    """What knowing a parameter brings: ``table`` (mix, set) of values, ``values`` (set,) of the parameter."""
    spread = values - values.mean()
    slopes = table @ spread / (spread @ spread)
    fitted = table.mean(axis=1)[:, None] + slopes[:, None] * spread
    return float(fitted.max(axis=0).mean() - fitted.mean(axis=1).max())


def _numbers(values: Sequence[Any]) -> Array | None:
    """A parameter's values where they are numbers and vary."""
    if any(isinstance(one, bool) or not isinstance(one, (int, float)) for one in values):
        return None
    found = np.array(values, float)
    return found if float(found.std()) > 0.0 else None


__all__ = ["Robust", "partial_information", "robust"]
