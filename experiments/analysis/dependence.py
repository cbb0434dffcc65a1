"""How an outcome goes with its leading factors, all else averaged over: partial dependence of a surrogate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Swept, over_replicates, seed_of
from experiments.analysis.variance import independent_rows

LEAST = 40
"""Points below which no surrogate is fitted."""
PREDICTS = 0.3
"""Cross-validated R² below which nothing is drawn."""
UNDERSMOOTHED = 0.1
"""Of the penalty, what remains where points are drawn again: what predicts best is pulled towards a level line, and
intervals about it would cover 87 in 100 instead of 95 (undersmoothing: Hall 1992)."""
FOLDS, STEPS, KNOTS = 5, 25, 6
"""Parts of the cross-validation, points of a curve, knots of a factor's spline."""


class Curve(NamedTuple):
    factor: str
    at: Array
    """Values of the factor, in its own unit (step,)."""
    mean: Array
    low: Array
    """95 % interval, by drawing the points again."""
    high: Array


class Dependence(NamedTuple):
    outcome: str
    r2: float
    """Cross-validated: share of the variance of points left out that the surrogate predicts."""
    points: int
    curves: tuple[Curve, ...]
    """Empty where the surrogate does not predict."""


def dependence(swept: Swept, outcome: str, factors: Sequence[str], *, resamples: int = 200) -> Dependence | None:
    """Curves of ``factors`` from a sum of penalised splines, one a factor, fitted to the replicates' mean.

    A sum has no interactions, so it needs few points; what interactions do lowers the R² that is reported. Points
    of a trajectory are left out together, and of a Saltelli sample only independent points are used. None
    with fewer than 40 points or where nothing varies.
    """
    from sklearn.base import clone
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from threadpoolctl import threadpool_limits

    design = swept.design
    scaled, mean = np.asarray(design.scaled, dtype=np.float64), over_replicates(swept.rows(outcome))
    own = np.asarray(design.sample, dtype=np.float64)
    together = np.arange(len(mean)) // (scaled.shape[1] + 1 if swept.method == "morris" else 1)
    used = independent_rows(scaled) if swept.method == "sobol-indices" else np.arange(len(mean))
    used = used[~np.isnan(mean[used])]
    scaled, mean, own, together = scaled[used], mean[used], own[used], together[used]
    if len(mean) < LEAST or np.ptp(mean) == 0 or len(np.unique(together)) < FOLDS:
        return None
    model = _surrogate()
    with threadpool_limits(1):  # small matrices: several threads only wait for each other
        predicted = cross_val_predict(clone(model), scaled, mean, groups=together, cv=GroupKFold(FOLDS))
        model.fit(scaled, mean)
    r2 = 1 - float(((mean - predicted) ** 2).sum() / ((mean - mean.mean()) ** 2).sum())
    positions = [design.sampled.index(factor) for factor in factors if factor in design.sampled]
    if not r2 >= PREDICTS or not positions:
        return Dependence(outcome, r2, len(mean), ())
    grids = [_grid(own[:, position], scaled[:, position]) for position in positions]
    fitted = [_average(model, scaled, position, where) for position, (_, where) in zip(positions, grids, strict=True)]
    with threadpool_limits(1):
        again = _again(
            model, scaled, mean, together, positions, [where for _, where in grids], resamples, seed_of(design)
        )
    low, high = np.quantile(again, [0.025, 0.975], axis=0)
    return Dependence(
        outcome,
        r2,
        len(mean),
        tuple(
            Curve(design.sampled[position], at, fitted[number], low[number], high[number])
            for number, (position, (at, _)) in enumerate(zip(positions, grids, strict=True))
        ),
    )


def _surrogate() -> Any:
    """A spline of every factor, summed; the penalty is the one that predicts left-out points best."""
    from sklearn.linear_model import RidgeCV
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import SplineTransformer, StandardScaler

    return make_pipeline(
        SplineTransformer(KNOTS, degree=3, extrapolation="constant"), StandardScaler(), RidgeCV(np.logspace(-3, 4, 15))
    )


def _grid(own: Array, scaled: Array) -> tuple[Array, Array]:
    """Evenly spaced values of a factor, in its own unit and on the scale it is sampled on."""
    order = np.argsort(own)
    at = np.linspace(own[order[0]], own[order[-1]], STEPS)
    return at, np.interp(at, own[order], scaled[order])


def _average(model: Any, inputs: Array, position: int, where: Array) -> Array:
    """The surrogate's mean over points, with one factor at each of ``where`` (step,).

    In a sum the factor adds the same at every point, so its own part is what the points' mean moves by.
    """
    moved = np.repeat(inputs[:1], len(where) + len(inputs), axis=0)
    moved[:, position] = np.concatenate([where, inputs[:, position]])
    own = model.predict(moved)
    found: Array = own[: len(where)] - own[len(where) :].mean() + model.predict(inputs).mean()
    return found


def _again(
    model: Any,
    inputs: Array,
    mean: Array,
    together: Array,
    positions: list[int],
    grids: list[Array],
    resamples: int,
    seed: int,
) -> Array:
    """The curves [resample, curve, step] of surrogates fitted to points drawn again, groups as a whole.

    Splines stay as they are and less of the penalty is used: only the weights of the sum are fitted again, from
    normal equations in which a point counts as often as it was drawn.
    """
    rng = np.random.default_rng(seed)
    terms, penalty = model[:-1].transform(inputs), UNDERSMOOTHED * float(model[-1].alpha_)
    owned = []
    for position, where in zip(positions, grids, strict=True):
        moved = np.repeat(inputs[:1], len(where), axis=0)
        moved[:, position] = where
        width = terms.shape[1] // inputs.shape[1]
        here = slice(position * width, (position + 1) * width)
        owned.append((here, model[:-1].transform(moved)[:, here]))
    groups, member = np.unique(together, return_inverse=True)
    found = np.empty((resamples, len(positions), STEPS))
    for turn in range(resamples):
        times = np.bincount(rng.integers(len(groups), size=len(groups)), minlength=len(groups))[member]
        middle, level = times @ terms / times.sum(), float(times @ mean / times.sum())
        apart = terms - middle
        weights = np.linalg.solve(
            (apart * times[:, None]).T @ apart + penalty * np.eye(terms.shape[1]),
            (apart * times[:, None]).T @ (mean - level),
        )
        found[turn] = [level + (own - middle[here]) @ weights[here] for here, own in owned]
    return found


__all__ = ["PREDICTS", "Curve", "Dependence", "dependence"]
