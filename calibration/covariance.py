"""The covariance of discrepancies: which targets err together, and how far.

    cov(i, j) = sum over components k that both share of a_ik a_jk,   a: loading x the component's standard deviation
    var(i)    = that with itself + observation squared + discrepancy squared

Figures of one table, cohort or survey are not independent witnesses: what separates the published population from the
model's town (a country for a town, a period, a definition) moves them together. The additive form is a factor model of
the discrepancy term of Kennedy and O'Hagan (2001) and of Goldstein and Rougier (2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

Array = np.ndarray[Any, Any]


class Erring(Protocol):
    """What is needed of a target."""

    @property
    def observation(self) -> float: ...
    @property
    def discrepancy(self) -> float: ...
    @property
    def shared(self) -> tuple[tuple[str, float], ...]: ...


def variance_of(one: Erring) -> float:
    """Of observation error and all discrepancy together, in the figure's unit squared."""
    return one.observation**2 + one.discrepancy**2 + sum(part * part for _, part in one.shared)


def covariance_of(targets: Sequence[Erring]) -> Array:
    """Of observation error and discrepancy [target, target]."""
    names = sorted({name for one in targets for name, _ in one.shared})
    loading = np.zeros((len(targets), len(names)))
    for row, one in enumerate(targets):
        for name, part in one.shared:
            loading[row, names.index(name)] = part
    own = [one.observation**2 + one.discrepancy**2 for one in targets]
    return np.asarray(loading @ loading.T + np.diag(own))


def together(targets: Sequence[Erring]) -> list[list[int]]:
    """Positions of targets that err together, directly or by way of others, as groups in the order of the first."""
    groups: list[tuple[set[str], list[int]]] = []
    for place, one in enumerate(targets):
        names = {name for name, _ in one.shared}
        met = [group for group in groups if group[0] & names]
        names |= {name for group in met for name in group[0]}
        places = sorted([place, *(each for group in met for each in group[1])])
        groups = [group for group in groups if group not in met] + [(names, places)]
    return sorted((places for _, places in groups), key=lambda places: places[0])


__all__ = ["Erring", "covariance_of", "together", "variance_of"]
