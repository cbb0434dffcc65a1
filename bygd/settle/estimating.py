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


class NobodyFollowed(ValueError):
    """There is nothing to learn from. The message says so."""


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

    Raises :class:`NobodyFollowed` where there is no household at all.
    """
    there = counts > 0
    if not there.any():
        raise NobodyFollowed("no household was followed to the end: more --years or --pairs show more")
    noise = max(spread, SMALLEST) / np.where(there, counts, 1.0)
    middle = float(np.average(values[there], weights=counts[there]))
    start = max(float(np.average((values[there] - middle) ** 2, weights=counts[there])), SMALLEST) / 3.0
    variances = (start, start, start)
    mean, own = np.full(counts.shape, middle), np.zeros(counts.shape)
    for _ in range(STEPS):
        left = variances[2]
        weight = np.where(there, 1.0 / (left + noise), 0.0)
        found = _effects(values, weight, variances[0], variances[1])
        mean = found.middle + found.kinds[:, None] + found.places[None, :]
        sure, cross = np.diag(found.covariance), found.with_places
        fit = (sure[0] + sure[1:] + 2.0 * found.covariance[0, 1:])[:, None] + found.of_places[None, :]
        fit += 2.0 * (cross[0] + cross[1:])
        part = left * weight  # how much of what is left of a cell is believed
        own = np.where(there, part * (values - mean), 0.0)
        new = (
            float(np.mean(found.kinds**2 + sure[1:])),
            float(np.mean(found.places**2 + found.of_places)),
            float(np.mean((own * own + left * (1.0 - part) + part * part * fit)[there])),
        )
        moved = max(abs(a - b) for a, b in zip(new, variances, strict=True))
        variances = (max(new[0], SMALLEST), max(new[1], SMALLEST), max(new[2], SMALLEST))
        if moved < CLOSE:
            break
    return Pooled(mean + own, variances[0] ** 0.5, variances[1] ** 0.5, variances[2] ** 0.5)


class _Effects(NamedTuple):
    """Predictions, and how sure they are."""

    middle: float
    kinds: Array
    places: Array
    covariance: Array
    """Of the mean and the effects of kinds (1 + kind, 1 + kind)."""
    with_places: Array
    """Of these with the effects of places (1 + kind, place)."""
    of_places: Array
    """Variances of the effects of places (place,)."""


def _effects(values: Array, weight: Array, of_kind: float, of_place: float) -> _Effects:
    """Henderson's equations, the places eliminated, whose block is diagonal: a country costs no more than its kinds."""
    by_kind, by_place = weight.sum(axis=1), weight.sum(axis=0)
    heavy = weight * np.where(weight > 0.0, values, 0.0)
    block = np.diag(np.concatenate([[weight.sum()], by_kind + 1.0 / of_kind]))
    block[0, 1:] = block[1:, 0] = by_kind
    beside = np.vstack([by_place, weight])
    of = by_place + 1.0 / of_place
    covariance: Array = np.linalg.inv(block - (beside / of) @ beside.T)
    right = np.concatenate([[heavy.sum()], heavy.sum(axis=1)]) - (beside / of) @ heavy.sum(axis=0)
    own = covariance @ right
    cross = -covariance @ (beside / of)
    variances = 1.0 / of - ((beside / of) * cross).sum(axis=0)
    return _Effects(float(own[0]), own[1:], (heavy.sum(axis=0) - beside.T @ own) / of, covariance, cross, variances)


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


__all__ = ["NobodyFollowed", "Pooled", "means_of", "of_households", "pooled"]
