"""Factors with levels: main effects and interactions, over the sample where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from experiments.analysis.swept import Array, Index, Swept
from experiments.comparison.effects import Effect, against_reference, effects
from experiments.comparison.paired import Difference
from experiments.designs import Design


@dataclass(frozen=True)
class DesignFindings:
    """What a design of levels found."""

    design: Design
    values: Mapping[str, Array]
    """By outcome: [replicate, factor 1, factor 2, …]; NaN where a run failed."""
    effects: Mapping[str, list[Effect]]
    """By outcome."""
    cells: Mapping[str, dict[tuple[int, ...], Difference]]
    """By outcome and position: every cell against the first."""

    @property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """By factor, in the order of the axes of ``values``."""
        return {key: names for key, names in self.design.levels.items() if key not in self.design.tabled}

    @property
    def replicates(self) -> int:
        """Replicates in which every cell finished."""
        return max((one.pairs for found in self.cells.values() for one in found.values()), default=0)


def design_findings(swept: Swept) -> DesignFindings | None:
    """Effects of the factors that have levels; None where there are none.

    Where other factors are sampled, cells are means over the rows of the sample that finished in all of
    them; with the rows the same in every cell, effects are still differences of the same runs.
    """
    design = swept.design
    if not swept.levels:
        return None
    values = {}
    for outcome in swept.outcomes:
        found = swept.cells(outcome)
        if found.shape[1] > 1:
            found = found[:, ~np.isnan(found).any(axis=(0, 2))]
        mean = found.mean(axis=1) if found.shape[1] else np.full((len(found), found.shape[2]), np.nan)
        values[outcome] = mean.reshape(len(mean), *design.shape)
    return DesignFindings(
        design,
        values,
        {outcome: effects(outcome, found, swept.levels) for outcome, found in values.items()},
        {outcome: against_reference(outcome, found) for outcome, found in values.items()},
    )


def largest_effects(found: DesignFindings, outcome: str) -> tuple[Index, ...]:
    """By factor: the size of its largest main effect."""
    largest: dict[str, Difference] = {}
    for effect in found.effects.get(outcome, ()):
        if effect.kind == "main":
            ((factor, _),) = effect.levels
            if factor not in largest or abs(effect.difference.mean) > abs(largest[factor].mean):
                largest[factor] = effect.difference
    indices = []
    for factor, one in largest.items():
        low, high = sorted((abs(one.low), abs(one.high)))
        indices.append(Index(factor, abs(one.mean), low if one.distinguishable else 0.0, high))
    return tuple(indices)


__all__ = ["DesignFindings", "design_findings", "largest_effects"]
