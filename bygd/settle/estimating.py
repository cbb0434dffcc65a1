"""How good each place is for each kind of household: partial pooling of what simulated households came to.

An outcome of a household of kind k in place p has the mean ``m + a_k + b_p + c_kp``, with the three effects drawn from
normal distributions. Where few of a kind were settled in a place, its mean is drawn towards what its kind and its place
have in common (best linear unbiased prediction, Robinson 1991); how far, follows from the variances of the effects,
which are estimated from the same households by expectation and maximisation. So a place does not look best for a kind
because three households were lucky there. Luck that all households of a run share is left in: with twenty runs it is
small beside that of households.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]
STEPS, CLOSE = 200, 1e-6
SMALLEST = 1e-10
"""Of a variance."""


class Pooled(NamedTuple):
    """Estimates of one outcome."""

    mean: Array
    """(kind, place): of a household."""
    kinds: float
    """Standard deviation of what kinds have in common everywhere."""
    places: float
    """Of what places have in common for everybody."""
    together: float
    """Of what is left, by kind and place: what a matching can use."""


def pooled(values: Array, counts: Array, spread: float) -> Pooled:
    """``values`` (kind, place): means of households, anything where there is none; ``counts``: households; ``spread``:
    variance of one household's outcome within a kind and place.

    Raises ``ValueError`` where there is no household at all.
    """
    kinds, places = counts.shape
    there = np.flatnonzero(counts.ravel() > 0)
    if not there.size:
        raise ValueError("no household was followed")
    y, number = values.ravel()[there], counts.ravel()[there].astype(float)
    k, p = there // places, there % places
    fixed = np.ones((there.size, 1))
    random = np.zeros((there.size, kinds + places))
    random[np.arange(there.size), k] = 1.0
    random[np.arange(there.size), kinds + p] = 1.0
    design = np.concatenate([fixed, random], axis=1)
    noise = max(spread, SMALLEST) / number
    start = max(float(np.average((y - np.average(y, weights=number)) ** 2, weights=number)), SMALLEST) / 3.0
    of_kind, of_place, left = start, start, start
    effects = np.zeros(1 + kinds + places)
    own = np.zeros(there.size)
    for _ in range(STEPS):
        weight = 1.0 / (left + noise)
        penalty = np.concatenate([[0.0], np.full(kinds, 1.0 / of_kind), np.full(places, 1.0 / of_place)])
        inverse = np.linalg.inv(design.T @ (weight[:, None] * design) + np.diag(penalty))
        effects = inverse @ (design.T @ (weight * y))
        part = left * weight  # how much of what is left of a cell is believed
        own = part * (y - design @ effects)
        fit = np.einsum("ij,jk,ik->i", design, inverse, design)
        sure = np.diag(inverse)
        new = (
            float(np.mean(effects[1 : 1 + kinds] ** 2 + sure[1 : 1 + kinds])),
            float(np.mean(effects[1 + kinds :] ** 2 + sure[1 + kinds :])),
            float(np.mean(own**2 + left * (1.0 - part) + part**2 * fit)),
        )
        moved = max(abs(a - b) for a, b in zip(new, (of_kind, of_place, left), strict=True))
        of_kind, of_place, left = (max(one, SMALLEST) for one in new)
        if moved < CLOSE:
            break
    mean = effects[0] + effects[1 : 1 + kinds][:, None] + effects[1 + kinds :][None, :]
    mean = np.broadcast_to(mean, (kinds, places)).copy()
    mean.ravel()[there] += own
    return Pooled(mean, of_kind**0.5, of_place**0.5, left**0.5)


def means_of(kind: Array, place: Array, value: Array, shape: tuple[int, int]) -> tuple[Array, Array, float]:
    """Means and numbers of households by kind and place, and the variance of one within them, of the columns of single
    households (n,)."""
    counts, sums, squares = (np.zeros(shape) for _ in range(3))
    np.add.at(counts, (kind, place), 1.0)
    np.add.at(sums, (kind, place), value)
    np.add.at(squares, (kind, place), value * value)
    means = sums / np.maximum(counts, 1.0)
    free = float((counts - 1.0).clip(0.0).sum())
    within = float((squares - counts * means * means).sum())
    return means, counts, within / free if free > 0.0 else float(np.var(value)) if value.size else 0.0


def of_households(household: Array, *columns: Array) -> list[Array]:
    """Columns of adults (n,) as means by household, in the order in which households first appear."""
    _, first, whose = np.unique(household, return_index=True, return_inverse=True)
    size = np.bincount(whose)
    order = np.argsort(first, kind="stable")
    return [(np.bincount(whose, column.astype(float)) / size)[order] for column in columns]


__all__ = ["Pooled", "means_of", "of_households", "pooled"]
