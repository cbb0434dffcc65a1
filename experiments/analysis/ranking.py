"""Which factors decide: every factor's standing by the index that suits the design."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from experiments.analysis.convergence import Convergence
from experiments.analysis.swept import Index
from sim.languages import N_

Standing = Literal["decides", "matters", "indistinguishable"]
DECIDES = 1 / 3
"""A factor decides whose index is at least this share of the largest."""
FLOOR = {"μ*": 0.05, "ST": 0.02}
"""Where one replicate cannot tell what chance does: a share of the largest μ*, or of the variance."""
NAMES = {
    "μ*": N_("mean size of elementary effects (Morris’s μ*)"),
    "ST": N_("total share of the variance (Sobol’ ST)"),
    "PAWN": N_("shift of the distribution (PAWN)"),
    "ρ": N_("rank correlation (Spearman’s ρ, its size)"),
    "step": N_("largest effect of moving it alone"),
    "effect": N_("largest main effect"),
}


class Ranked(NamedTuple):
    factor: str
    value: float
    low: float
    high: float
    standing: Standing
    """"indistinguishable": from a factor without effect."""
    by_another: bool = False
    """Whether it matters by a second index, the rank correlation, while this one may be chance."""


class Ranking(NamedTuple):
    outcome: str
    by: str
    """Key of :data:`NAMES`."""
    factors: tuple[Ranked, ...]
    """The largest index first."""
    floor: float
    """What an index may be by chance alone."""
    by_chance_known: bool
    """Whether replicates say what chance does; if not, the floor is a convention."""
    ranking_settled: bool | None
    """None where the sample has no parts to compare."""
    values_settled: bool | None

    def of(self, standing: Standing) -> tuple[Ranked, ...]:
        return tuple(one for one in self.factors if one.standing == standing)


def ranked(
    outcome: str,
    by: str,
    indices: Sequence[Index],
    floor: float = 0.0,
    convergence: Convergence | None = None,
    also: Collection[str] = (),
) -> Ranking:
    """The ranking of ``indices``.

    A factor is distinguishable from one without effect where the low end of its interval lies above
    ``floor``; with PAWN, whose floor holds the sample's own chance already, where its index does. Those in
    ``also`` are distinguishable by another index: they matter, at the least (:meth:`Ranked.by_another`).
    """
    largest = max((one.value for one in indices), default=0.0)
    known = not math.isnan(floor)
    if not known:
        floor = FLOOR.get(by, 0.0) * (1.0 if by == "ST" else largest)
    entries = []
    for one in sorted(indices, key=lambda one: -one.value):
        clear = (one.value if by == "PAWN" else one.low) > floor
        standing: Standing = (
            "decides"
            if clear and one.value >= DECIDES * largest
            else "matters"
            if clear or one.factor in also
            else "indistinguishable"
        )
        entries.append(Ranked(*one, standing, not clear and standing == "matters"))
    return Ranking(
        outcome,
        by,
        tuple(entries),
        floor,
        known,
        None if convergence is None else convergence.ranking_settled,
        None if convergence is None else convergence.values_settled,
    )


def convergence_of(by: str, found: Sequence[Convergence]) -> Convergence | None:
    return next((one for one in found if one.by == by), None)


def overall(rankings: Mapping[str, Ranking]) -> list[str]:
    """Factors by the best share of the largest index they have in any outcome, the largest first."""
    best: dict[str, float] = {}
    for ranking in rankings.values():
        largest = ranking.factors[0].value if ranking.factors else 0.0
        for one in ranking.factors:
            share = one.value / largest if largest > 0 and one.standing != "indistinguishable" else 0.0
            best[one.factor] = max(best.get(one.factor, 0.0), share)
    return sorted(best, key=lambda factor: -best[factor])


__all__ = ["NAMES", "Ranked", "Ranking", "Standing", "convergence_of", "overall", "ranked"]
