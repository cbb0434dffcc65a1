"""The best mixes by the emulator within the budget, exactly: an integer linear program, solved by HiGHS (SciPy).

One binary variable for each way to buy each candidate, one for each pair of candidates that interact. The second best
is the best without the first, and so on. docs/advise.md tells how other optimisers did on the same problems.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bygd.advise.emulator import Emulator
from bygd.advise.mixes import Array, Budget, Choice, Mix, mix_of

SECONDS = 10.0
"""The longest one program may take; what was found by then is used."""
HALF = 0.5


def best_mixes(
    emulator: Emulator,
    choices: Mapping[str, Sequence[Choice]],
    budget: Budget,
    fixed: frozenset[str],
    number: int,
    known: Sequence[Mix] = (),
) -> list[Mix]:
    """At most ``number`` mixes of the highest value by the emulator whose cost by it is within the budget, best first,
    none of them in ``known``; each has all of ``fixed``."""
    ways = [one for each in choices.values() for one in each]
    if not ways:
        return []
    program = _Program(emulator, ways, budget, fixed)
    found: list[Mix] = []
    for mix in known:
        program.forbid(mix)
    while len(found) < number:
        best = program.best()
        if best is None:
            break
        program.forbid(best)
        found.append(best)
    return found


class _Program:
    def __init__(self, emulator: Emulator, ways: Sequence[Choice], budget: Budget, fixed: frozenset[str]) -> None:
        self.ways = ways
        self.place = {one: place for place, one in enumerate(ways)}
        of: dict[str, list[int]] = {}
        for place, one in enumerate(ways):
            of.setdefault(one.candidate, []).append(place)
        pairs = [
            (first, second, emulator.pair(first, second))
            for first, second in itertools.combinations(sorted(of), 2)
            if emulator.pair(first, second).any()
        ]
        self.size = len(ways) + len(pairs)
        alone = np.array([[emulator.value((one,)), *emulator.costs((one,))] for one in ways])
        table = np.vstack([alone, *(pair[None, :] for _, _, pair in pairs)])
        self.gain = table[:, 0]
        self.rows: list[Array] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for candidate, places in of.items():
            self._add(dict.fromkeys(places, 1.0), 1.0 if candidate in fixed else 0.0, 1.0)
        for both, (first, second, _) in enumerate(pairs, len(ways)):
            for candidate in (first, second):
                self._add({both: 1.0, **dict.fromkeys(of[candidate], -1.0)}, -np.inf, 0.0)
            self._add({both: -1.0, **dict.fromkeys((*of[first], *of[second]), 1.0)}, -np.inf, 1.0)
        years = table[:, 1:]
        for column in [years.sum(axis=1)] if budget.in_all else list(years.T):
            self._add(dict(enumerate(column)), -np.inf, budget.amount)

    def _add(self, terms: Mapping[int, float], low: float, high: float) -> None:
        row = np.zeros(self.size)
        for place, factor in terms.items():
            row[place] = factor
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def forbid(self, mix: Mix) -> None:
        """That mix and no other: at least one way is bought more, or one less."""
        inside = {self.place[one] for one in mix if one in self.place}
        if len(inside) < len(mix):
            return
        terms = {place: -1.0 if place in inside else 1.0 for place in range(len(self.ways))}
        self._add(terms, 1.0 - len(inside), np.inf)

    def best(self) -> Mix | None:
        solved: Any = milp(
            -self.gain,
            constraints=LinearConstraint(np.array(self.rows), self.low, self.high),
            bounds=Bounds(0, 1),
            integrality=np.ones(self.size),
            options={"time_limit": SECONDS},
        )
        if solved.x is None:
            return None
        return mix_of([one for one, bought in zip(self.ways, solved.x, strict=False) if bought > HALF])


__all__ = ["best_mixes"]
