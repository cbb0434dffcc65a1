"""Main effects and two-way interactions of a factorial experiment, computed within replicates."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.comparison.paired import Difference, difference

Array = np.ndarray[Any, Any]


class Effect(NamedTuple):
    """What one level does, or two together beyond what each does alone."""

    levels: tuple[tuple[str, str], ...]
    """(factor, level): one for a main effect, two for an interaction."""
    reference: tuple[str, ...]
    """The level of each of these factors it is compared with."""
    difference: Difference
    """Main effect: mean over all other factors at the level, less at the reference. Interaction: of both
    together against neither, less the sum of each alone."""

    @property
    def kind(self) -> str:
        return "main" if len(self.levels) == 1 else "interaction"


def complete(values: Array) -> Array:
    """Replicates (rows) without a missing cell. ``values`` [replicate, factor 1, factor 2, …]."""
    return values[~np.isnan(values.reshape(len(values), -1)).any(axis=1)]


def effects(outcome: str, values: Array, levels: Mapping[str, Sequence[str]]) -> list[Effect]:
    """All main effects, then all two-way interactions, of ``values`` [replicate, factor 1, factor 2, …].

    ``levels``: by factor, in the order of the axes; the first of each is the reference. Replicates with a
    cell missing are left out. No effects where no replicate is complete.
    """
    whole = complete(values)
    if not len(whole):
        return []
    names = list(levels)
    found = []
    for axis, name in enumerate(names):
        margin = _margin(whole, (axis,))
        for index, level in enumerate(levels[name]):
            if index:
                found.append(
                    Effect(((name, level),), (levels[name][0],), difference(outcome, margin[:, 0], margin[:, index]))
                )
    for one, two in itertools.combinations(range(len(names)), 2):
        margin = _margin(whole, (one, two))
        first, second = levels[names[one]], levels[names[two]]
        for a, b in itertools.product(range(1, len(first)), range(1, len(second))):
            alone = margin[:, a, 0] + margin[:, 0, b] - 2 * margin[:, 0, 0]
            both = margin[:, a, b] - margin[:, 0, 0]
            found.append(
                Effect(
                    ((names[one], first[a]), (names[two], second[b])),
                    (first[0], second[0]),
                    difference(outcome, alone, both),
                )
            )
    return found


def _margin(values: Array, kept: tuple[int, ...]) -> Array:
    """Mean over all factors but those kept: [replicate, kept …]."""
    others = tuple(axis + 1 for axis in range(values.ndim - 1) if axis not in kept)
    mean: Array = values.mean(axis=others)
    return mean


def against_reference(outcome: str, values: Array) -> dict[tuple[int, ...], Difference]:
    """Every cell against the first one, by position; empty where no replicate is complete."""
    whole = complete(values)
    if not len(whole):
        return {}
    flat = whole.reshape(len(whole), -1)
    return {
        index: difference(outcome, flat[:, 0], flat[:, column])
        for column, index in enumerate(np.ndindex(*whole.shape[1:]))
    }


__all__ = ["Effect", "against_reference", "complete", "effects"]
