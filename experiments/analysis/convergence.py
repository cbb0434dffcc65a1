"""Whether a larger sample would still change the answer: every index again from parts of the sample."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from experiments.analysis.pawn import pawn
from experiments.analysis.screening import screening
from experiments.analysis.swept import Array, Index, Swept
from experiments.analysis.variance import variance

QUARTERS = (0.25, 0.5, 0.75, 1.0)
DOUBLING = (0.125, 0.25, 0.5, 1.0)
"""Of sequences that fill the space evenly at powers of two."""
WIDE = 0.2
"""An interval wider than this share of the largest index is still wide."""
LEADS = 0.1
"""Factors with less than this share of the largest index, or below what chance can do, have no say in it."""
AGREE = 0.9
"""Rank agreement of the last two sizes from which on a ranking counts as settled."""


class Convergence(NamedTuple):
    outcome: str
    by: str
    """"μ*", "ST", "S1" or "PAWN"."""
    factors: tuple[str, ...]
    sizes: tuple[int, ...]
    """Trajectories, base points or points."""
    unit: str
    """What the sizes count."""
    values: Array
    """[size, factor]"""
    low: Array
    high: Array
    agreement: float
    """Of the last two rankings of the factors that lead in either, −1 to 1, the top weighing more (weighted
    τ); 1 where the same one leads alone, NaN with one size."""
    width: float
    """Widest 95 % interval at the full size, as a share of the largest index."""

    @property
    def ranking_settled(self) -> bool:
        return bool(self.agreement >= AGREE)

    @property
    def values_settled(self) -> bool:
        """Narrow intervals, and no index left its own interval when the sample grew last."""
        if len(self.sizes) < 2:
            return False
        before, last = self.values[-2], len(self.sizes) - 1
        kept = (before >= self.low[last] - 1e-12) & (before <= self.high[last] + 1e-12)
        return bool(self.width <= WIDE and kept.mean() >= 0.9)


def convergence(swept: Swept, outcome: str, *, resamples: int = 100) -> tuple[Convergence, ...]:
    """For every index the design has, as it comes from growing parts of the sample."""
    shares = DOUBLING if swept.method in ("sobol", "halton", "sobol-indices") else QUARTERS
    found = []
    if swept.method == "morris":
        paths = [one for share in shares if (one := screening(swept, outcome, resamples=resamples, share=share))]
        found.append(
            _put("μ*", outcome, "trajectories", [(path.trajectories, path.indices, path.floor) for path in paths])
        )
    if swept.method == "sobol-indices":
        parts = [part for share in shares if (part := variance(swept, outcome, resamples=resamples, share=share))]
        found += [
            _put("ST", outcome, "base points", [(part.points, part.total, part.chance.floor) for part in parts]),
            _put("S1", outcome, "base points", [(part.points, part.first, 0.0) for part in parts]),
        ]
    some = [few for share in shares if (few := pawn(swept, outcome, resamples=resamples, share=share))]
    found.append(_put("PAWN", outcome, "points", [(few.points, few.indices, few.floor) for few in some]))
    return tuple(one for one in found if one is not None)


def _put(by: str, outcome: str, unit: str, steps: list[tuple[int, tuple[Index, ...], float]]) -> Convergence | None:
    if not steps:
        return None
    values, low, high = (
        np.array([[getattr(one, part) for one in indices] for _, indices, _ in steps])
        for part in ("value", "low", "high")
    )
    agreement = _agreement(values, [floor for _, _, floor in steps]) if len(steps) > 1 else np.nan
    largest = float(values[-1].max())
    width = float((high[-1] - low[-1]).max()) / largest if largest > 0 else np.nan
    return Convergence(
        outcome,
        by,
        tuple(one.factor for one in steps[-1][1]),
        tuple(size for size, _, _ in steps),
        unit,
        values,
        low,
        high,
        agreement,
        width,
    )


def _agreement(values: Array, floors: list[float]) -> float:
    """Of the last two rows of ``values`` [size, factor], among the factors that lead in either."""
    from scipy.stats import weightedtau

    leads = np.zeros(values.shape[1], bool)
    for row, floor in zip(values[-2:], floors[-2:], strict=True):
        leads |= row > max(LEADS * float(row.max()), 0.0 if np.isnan(floor) else floor)
    before, last = values[-2:, leads]
    if len(last) < 2:
        return float(values[-2].argmax() == values[-1].argmax())
    return float(weightedtau(before, last).statistic)


__all__ = ["Convergence", "convergence"]
