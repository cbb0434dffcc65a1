"""How an outcome goes with its leading factors, all else averaged over: partial dependence of a surrogate."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.analysis.swept import Array, Swept, over_replicates, seed_of

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

LEAST, MOST = 40, 400
"""Points below which no surrogate is fitted, and those it is fitted to at most (the first; evenly spread)."""
PREDICTS = 0.3
"""Cross-validated R² below which nothing is drawn."""
INPUTS = 8
"""Factors that the surrogate looks at: those that single regressions say most about."""
FOLDS, STEPS, AVERAGED = 5, 21, 150
"""Parts of the cross-validation, points of a curve, points that a curve is averaged over."""


class Curve(NamedTuple):
    factor: str
    at: Array
    """Values of the factor, in its own unit (step,)."""
    mean: Array
    low: Array
    """95 % interval: what the points leave open about the surrogate's mean."""
    high: Array


class Dependence(NamedTuple):
    outcome: str
    r2: float
    """Cross-validated: share of the variance of points left out that the surrogate predicts."""
    points: int
    curves: tuple[Curve, ...]
    """Empty where the surrogate does not predict."""


def dependence(swept: Swept, outcome: str, factors: Sequence[str], *, folds: int = FOLDS) -> Dependence | None:
    """Curves of ``factors`` from a Gaussian process fitted to the mean over replicates.

    None with fewer than 40 points or where nothing varies. The choice of inputs is part of what is
    cross-validated. The interval is the process's own, for the average over the sample's points.
    """
    from sklearn.base import clone
    from sklearn.model_selection import KFold, cross_val_predict

    design = swept.design
    scaled = np.asarray(design.scaled, dtype=np.float64)
    mean = over_replicates(swept.rows(outcome))
    there = ~np.isnan(mean)
    scaled, mean, own = scaled[there][:MOST], mean[there][:MOST], np.asarray(design.sample)[there][:MOST]
    if len(mean) < LEAST or np.ptp(mean) == 0:
        return None
    bounds = np.asarray(design.problem["bounds"], dtype=np.float64)
    unit = (scaled - bounds[:, 0]) / (bounds[:, 1] - bounds[:, 0])
    model = _surrogate(unit.shape[1], seed_of(design))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # length scales at their bounds: a factor that does nothing
        parts = KFold(folds, shuffle=True, random_state=seed_of(design))
        predicted = cross_val_predict(clone(model), unit, mean, cv=parts)
        r2 = 1 - float(((mean - predicted) ** 2).sum() / ((mean - mean.mean()) ** 2).sum())
        if not r2 >= PREDICTS:
            return Dependence(outcome, r2, len(mean), ())
        model.fit(unit, mean)
    curves = [_curve(model, unit, own, factor, design.sampled.index(factor)) for factor in factors
              if factor in design.sampled]
    return Dependence(outcome, r2, len(mean), tuple(curves))


def _surrogate(number: int, seed: int) -> Pipeline:
    """The inputs that matter most on their own, then a Gaussian process with a length scale for each."""
    from sklearn.feature_selection import SelectKBest
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
    from sklearn.pipeline import make_pipeline

    kept = min(INPUTS, number)
    kernel = (ConstantKernel(1.0, (1e-2, 1e3)) * RBF([1.0] * kept, (0.1, 30.0))
              + WhiteKernel(0.1, (1e-6, 10.0)))
    process = GaussianProcessRegressor(kernel, normalize_y=True, random_state=seed)
    return make_pipeline(SelectKBest(bent, k=kept), process)


def bent(inputs: Array, outcome: Array) -> Array:
    """Share of the variance that a parabola in each input explains (factor,): bends count as well as slopes."""
    left = []
    for column in inputs.T:
        terms = np.column_stack([np.ones_like(column), column, column**2])
        fitted = terms @ np.linalg.lstsq(terms, outcome, rcond=None)[0]
        left.append(((outcome - fitted) ** 2).sum())
    found: Array = 1 - np.array(left) / ((outcome - outcome.mean()) ** 2).sum()
    return found


def _curve(model: Any, unit: Array, own: Array, factor: str, place: int) -> Curve:
    """The surrogate averaged over points, with the factor at each of some values."""
    order = np.argsort(own[:, place])
    at = np.linspace(own[order[0], place], own[order[-1], place], STEPS)
    where = np.interp(at, own[order, place], unit[order, place])
    chosen, process = model[0].transform, model[1]
    mean, error = np.empty(STEPS), np.empty(STEPS)
    for step, value in enumerate(where):
        moved = unit[:AVERAGED].copy()
        moved[:, place] = value
        predicted, together = process.predict(chosen(moved), return_cov=True)
        # The kernel's white noise is luck at single points: it is no doubt about the mean, so it is left out.
        noise = process.kernel_.k2.noise_level * process._y_train_std**2
        together = together - noise * np.eye(len(together))
        mean[step], error[step] = predicted.mean(), np.sqrt(max(0.0, float(together.mean())))
    return Curve(factor, at, mean, mean - 1.96 * error, mean + 1.96 * error)


__all__ = ["PREDICTS", "Curve", "Dependence", "bent", "dependence"]
