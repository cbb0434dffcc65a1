"""A second method beside the posterior's: the likelihood itself, on the same points and emulators.

What is observed is normal about what the emulators say, with the covariance of observation and discrepancy and the
variances of emulator and chance. So the points that the posterior's simulations began from can be weighted by their
likelihood (importance sampling from what no wave ruled out), without a choice of distance, of a share accepted or of a
regression. Where only few points carry the weight it says little, and says how few.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from calibration.covariance import covariance_of
from calibration.plan import Calibration
from calibration.posterior import Posterior

Array = np.ndarray[Any, Any]
CHUNK = 500
"""Points weighted at once."""


class Second(NamedTuple):
    """What the likelihood makes of the same points."""

    effective: float
    """Points that carry the weight: 1 / sum of squared weights."""
    centre: Array
    """Weighted mean, on the unit scale [T]."""
    apart: Array
    """Its distance from the posterior's centre, in the posterior's standard deviations [T]."""


def by_likelihood(plan: Calibration, found: Posterior) -> Second | None:
    """The likelihood's answer; None where the posterior rests on no target."""
    targets = [target for target in plan.targets if target.key in found.used]
    if not targets:
        return None
    emulated = [found.used[target.key].predict(found.prior) for target in targets]
    away = np.column_stack([target.value - mean for target, (mean, _) in zip(targets, emulated, strict=True)])
    own = np.column_stack([variance for _, variance in emulated])
    own = own + [found.used[target.key].chance for target in targets]
    shared, eye = covariance_of(targets), np.eye(len(targets))
    log = np.empty(len(away))
    for start in range(0, len(away), CHUNK):
        these = slice(start, start + CHUNK)
        root = np.linalg.cholesky(shared[None] + own[these, :, None] * eye)
        solved = np.linalg.solve(root, away[these, :, None])[:, :, 0]
        log[these] = -0.5 * np.sum(solved**2, axis=1) - np.sum(np.log(np.diagonal(root, axis1=1, axis2=2)), axis=1)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    centre = weight @ plan.space.told_unit(found.prior)
    spread = np.maximum(found.told.std(axis=0), 1e-9)
    return Second(float(1.0 / np.sum(weight**2)), centre, (centre - found.centre) / spread)


__all__ = ["Second", "by_likelihood"]
