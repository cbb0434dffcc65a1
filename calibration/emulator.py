"""Emulators: what the model would say of one target at any point, and how sure that is.

A Gaussian process with a linear mean (universal kriging; Rasmussen and Williams 2006, section 2.7) on the
unit cube. Length scales, one a parameter, and variances are found by maximum likelihood with scikit-learn on
what the linear mean leaves; mean and variance then follow in closed form with the uncertainty of the linear
mean in them. Everything is seeded: the same runs give the same emulator.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sim.words import counted

Array = np.ndarray[Any, Any]
SHORTEST, LONGEST = 0.15, 30.0
"""Length scales looked among, in widths of the parameter's range; the longest is no effect but the linear."""
RESTARTS = 1
CHUNK = 4000
"""Points predicted at once."""
WITHIN, STANDARD = 0.85, 1.6
"""The check: at least so many leave-one-out errors within ±2 standard deviations, and their root mean square
at most so large."""
EXPLAINED, BY_CHANCE = 0.1, 1.5
"""The least share of the variance between points that is explained, beyond what noise alone reaches: ``BY_CHANCE``
divided by the square root of the number of points."""
JITTER = 1e-8


@dataclass(frozen=True)
class Check:
    """What leaving out each point in turn tells about an emulator."""

    errors: Array
    """(simulated − predicted) / standard deviation, without the point itself [point]."""
    predicted: Array
    """[point], in the target's unit."""
    simulated: Array
    """[point], in the target's unit."""
    explained: float
    """R² of these predictions: share of the variance between points."""

    @property
    def within(self) -> float:
        """Share of standardised errors within ±2; about 0.95 where the variance is right."""
        return float(np.mean(np.abs(self.errors) <= 2.0))

    @property
    def spread(self) -> float:
        """Root mean square of standardised errors; about 1 where the variance is right."""
        return float(np.sqrt(np.mean(self.errors**2)))

    @property
    def reason(self) -> str:
        """Why the emulator is not to be trusted; empty when it is."""
        if not np.isfinite(self.explained) or self.explained < EXPLAINED + BY_CHANCE / np.sqrt(len(self.errors)):
            return f"explains {max(0.0, 100 * self.explained):.0f} % of the variance between points"
        if self.within < WITHIN:
            return f"only {100 * self.within:.0f} % of its errors lie within two standard deviations"
        if self.spread > STANDARD:
            return f"errors are {self.spread:.1f} times what it says"
        return ""

    @property
    def passed(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Emulator:
    """One target, emulated."""

    key: str
    unit: Array
    """Points it was trained on [point, parameter]."""
    values: Array
    """Means over replicates there [point]."""
    chance: float
    """Variance of such a mean by chance alone, pooled over points; with one replicate what varies without pattern."""
    lengths: Array
    """Length scale [parameter]."""
    signal: float
    """Variance of the process [unit²]."""
    noise: Array
    """Variance of what varies from point to point without pattern [point]."""
    linear: bool
    """With a linear mean; else a constant one."""
    check: Check
    _weights: Array = field(repr=False)
    _trend: Array = field(repr=False)
    _explaining: Array = field(repr=False)
    """Inverse of the covariance bordered by the terms of the mean [point + term, point + term]."""
    view: Callable[[Array], Array] | None = field(default=None, repr=False)
    """Brings points to the coordinates it was trained in; None where they are the same."""

    def predict(self, unit: Array) -> tuple[Array, Array]:
        """Mean and variance [point] of the expected value of the model at points of the unit cube.

        The variance is of the expectation, not of a single run.
        """
        unit = np.atleast_2d(np.asarray(unit, float))
        unit = unit if self.view is None else self.view(unit)
        parts = [self._predict(unit[start : start + CHUNK]) for start in range(0, len(unit), CHUNK)]
        if not parts:
            return np.zeros(0), np.zeros(0)
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])

    def _predict(self, unit: Array) -> tuple[Array, Array]:
        cross = covariance(unit, self.unit, self.lengths, self.signal)
        basis = basis_of(unit, self.linear)
        mean = basis @ self._trend + cross @ self._weights
        both = np.hstack([cross, basis])
        variance = self.signal - np.sum((both @ self._explaining) * both, axis=1)
        return mean, np.maximum(variance, 0.0)


class Scales(NamedTuple):
    """What a search finds, of residuals brought to variance 1."""

    lengths: Array
    """Length scale [parameter]."""
    signal: float
    """Variance of the process."""
    noise: float
    """Variance of what varies from point to point without pattern."""

    def plain(self) -> dict[str, Any]:
        """As data that JSON holds to the last digit."""
        return {"lengths": self.lengths.tolist(), "signal": self.signal, "noise": self.noise}

    @staticmethod
    def of(data: dict[str, Any]) -> Scales:
        """What :meth:`plain` made ``data`` of."""
        return Scales(np.array(data["lengths"], float), float(data["signal"]), float(data["noise"]))


def covariance(one: Array, other: Array, lengths: Array, signal: float) -> Array:
    """Squared-exponential covariance [point of one, point of other]."""
    from scipy.spatial.distance import cdist

    return np.asarray(signal * np.exp(-0.5 * cdist(one / lengths, other / lengths, "sqeuclidean")))


def basis_of(unit: Array, linear: bool) -> Array:
    """What the mean is made of [point, term]: 1 and, centred, the parameters."""
    ones = np.ones((len(unit), 1))
    return np.hstack([ones, unit - 0.5]) if linear else ones


def fit(
    key: str, unit: Array, values: Array, chance: Array | None = None, *, seed: int = 0, scales: Scales | None = None
) -> Emulator:
    """The emulator of means ``values`` [point] at ``unit`` [point, parameter].

    ``chance``: variance of each mean by chance alone [point], or None where it is not known. ``scales``: what
    :func:`scales_of` found for these data, which is else looked for. Raises ``ValueError`` with fewer than
    four points.
    """
    unit, values = np.atleast_2d(np.asarray(unit, float)), np.asarray(values, float)
    points = len(unit)
    if points < 4:
        raise ValueError(f"{key}: {counted(points, 'point', 'points')} are too few for an emulator")
    _, scale, linear = _without_mean(unit, values)
    known = 0.0 if chance is None else float(np.mean(chance))
    extra = np.zeros(points) if chance is None else np.maximum(chance - known, -0.5 * known)
    lengths, signal, noise = scales or scales_of(unit, values, chance, seed)
    variance = np.maximum(noise * scale**2 + extra, JITTER * scale**2)
    by_chance = known if chance is not None else noise * scale**2
    return conditioned(key, unit, values, by_chance, lengths, signal * scale**2, variance, linear)


def scales_of(unit: Array, values: Array, chance: Array | None, seed: int) -> Scales:
    """The likeliest length scales and variances of some data; for the arguments see :func:`fit`."""
    left, scale, _ = _without_mean(unit, values)
    known = 0.0 if chance is None else float(np.mean(chance))
    return _likeliest(unit, left / scale, known / scale**2, seed)


def _without_mean(unit: Array, values: Array) -> tuple[Array, float, bool]:
    """What the mean leaves of ``values`` [point], its standard deviation, and whether the mean is linear."""
    points, parameters = unit.shape
    linear = points >= 2 * (parameters + 1)
    basis = basis_of(unit, linear)
    left = values - basis @ np.linalg.lstsq(basis, values, rcond=None)[0]
    return left, float(np.std(left)) or float(np.std(values)) or 1.0, linear


def _likeliest(unit: Array, left: Array, known: float, seed: int) -> Scales:
    """Length scales, variance of the process and of the noise, of residuals of variance 1.

    The noise is found by likelihood, starting from what is known: small towns differ by more than
    their replicates tell.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    start = min(max(known, 1e-3), 1.0) if known > 0 else 0.1
    smooth = ConstantKernel(1.0, (1e-3, 1e2)) * RBF(np.ones(unit.shape[1]), (SHORTEST, LONGEST))
    model = GaussianProcessRegressor(
        smooth + WhiteKernel(start, (1e-6, 2.0)), alpha=JITTER, n_restarts_optimizer=RESTARTS, random_state=seed % 2**32
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a length scale at its end: no effect
        warnings.simplefilter("ignore", RuntimeWarning)
        model.fit(unit, left)
    found = model.kernel_
    lengths = np.broadcast_to(np.asarray(found.k1.k2.length_scale, float), (unit.shape[1],)).copy()
    return Scales(lengths, float(found.k1.k1.constant_value), float(found.k2.noise_level))


def conditioned(
    key: str, unit: Array, values: Array, chance: float, lengths: Array, signal: float, noise: Array, linear: bool
) -> Emulator:
    """An emulator of given length scales and variances, and its check."""
    from scipy.linalg import cho_solve, cholesky

    matrix = covariance(unit, unit, lengths, signal) + np.diag(noise + JITTER * signal)
    factor = cholesky(matrix, lower=True)
    basis = basis_of(unit, linear)
    solved = cho_solve((factor, True), basis)
    trend_inverse = np.linalg.pinv(basis.T @ solved)
    trend = trend_inverse @ (solved.T @ values)
    weights = cho_solve((factor, True), values - basis @ trend)
    inverse = cho_solve((factor, True), np.eye(len(unit)))
    border = solved @ trend_inverse
    projected = inverse - border @ solved.T
    explaining = np.block([[projected, border], [border.T, -trend_inverse]])
    return Emulator(
        key,
        unit,
        values,
        chance,
        lengths,
        signal,
        noise,
        linear,
        _check(values, weights, projected),
        weights,
        trend,
        explaining,
    )


def _check(values: Array, weights: Array, projected: Array) -> Check:
    """Leave-one-out errors in closed form (Dubrule 1983): no point helps to predict itself, not even in the
    linear mean."""
    variance = 1.0 / np.maximum(np.diag(projected), 1e-300)
    error = weights * variance
    total = float(np.sum((values - values.mean()) ** 2))
    explained = 1.0 - float(np.sum(error**2)) / total if total > 0 else float("nan")
    return Check(error / np.sqrt(variance), values - error, values, explained)


__all__ = ["Check", "Emulator", "Scales", "basis_of", "conditioned", "covariance", "fit", "scales_of"]
