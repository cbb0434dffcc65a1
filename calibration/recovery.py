"""Identifiability: known parameters, what one would observe of them, and whether the fit finds them again.

The known sets are points of the last wave, which were run: their targets are made up of those runs' means
plus a normal error with the variances of observation and discrepancy. The emulators forget these points; then
each set is fitted as the evidence was, by :mod:`calibration.posterior`, within the region that the wave's
points were drawn from. (That region is where the sets could have come from: so the 90 % intervals should hold
nine of ten true values. It is not fitted again from the first wave.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.emulator import Emulator
from calibration.plan import Calibration
from calibration.plausible_space import many
from calibration.posterior import adjusted, drawn, simulated
from calibration.waves import Wave

Array = np.ndarray[Any, Any]
LEVEL = 0.9


@dataclass(frozen=True)
class Recovery:
    """How often the fit found known parameters again."""

    truth: Array
    """On the unit cube [set, parameter]."""
    mean: Array
    """Of each fit's draws [set, parameter]."""
    low: Array
    """5 % quantile [set, parameter]."""
    high: Array
    """95 % quantile [set, parameter]."""
    joint: Array
    """Whether the set as a whole lies within the 90 % of draws nearest to their mean, in Mahalanobis'
    distance (bool [set])."""

    @property
    def inside(self) -> Array:
        """Whether each true value lies in its 90 % interval (bool [set, parameter])."""
        return np.asarray((self.truth >= self.low) & (self.truth <= self.high))

    @property
    def share(self) -> float:
        """Of all true values, those in their 90 % interval."""
        return float(self.inside.mean())


def recover(plan: Calibration, wave: Wave, number: int) -> Recovery:
    """Fit ``number`` known sets (as many as the wave has points, at most), taken at random from ``wave``.

    Raises ``ValueError`` when no target could be emulated or no point was measured in all of them.
    """
    targets = [target for target in plan.targets if target.key in wave.rule.emulators]
    means = np.array([wave.runs.means[target.key] for target in targets])
    whole = np.flatnonzero(np.isfinite(means).all(axis=0)) if targets else np.zeros(0, int)
    if not len(whole):
        raise ValueError("no known parameters to recover: no point of the last wave has all targets")
    rng = np.random.default_rng([plan.seed, 8])
    chosen = np.sort(rng.permutation(whole)[:number])
    truth = wave.runs.unit[chosen]
    emulators = _forgetting(wave.rule.emulators, truth)
    settings = plan.settings.posterior
    prior = many(wave.before, settings.simulations, plan.seed + 1)
    statistics = simulated(targets, emulators, prior, rng)
    error = np.sqrt([target.variance for target in targets])
    rows = []
    for place, true in zip(chosen, truth, strict=True):
        observed = means[:, place] + error * rng.normal(size=len(targets))
        found = adjusted(prior, statistics, observed, settings.accepted)
        unit, _ = drawn(found, wave.before.region, settings.draws, rng)
        rows.append(
            (unit.mean(axis=0), *np.quantile(unit, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0), _within(unit, true))
        )
    mean, low, high, joint = (np.array(column) for column in zip(*rows, strict=True))
    return Recovery(truth, mean, low, high, joint)


def _forgetting(emulators: Mapping[str, Emulator], truth: Array) -> dict[str, Emulator]:
    """The emulators without the points to be found."""
    known = {tuple(point) for point in truth.tolist()}
    return {
        key: one.without(np.array([tuple(point) in known for point in one.unit.tolist()]))
        for key, one in emulators.items()
    }


def _within(unit: Array, true: Array) -> bool:
    """Whether ``true`` [parameter] lies within the 90 % of draws nearest to their mean."""
    mean = unit.mean(axis=0)
    inverse = np.linalg.pinv(np.atleast_2d(np.cov(unit.T)))

    def distance(points: Array) -> Array:
        away = points - mean
        return np.asarray(np.sum((away @ inverse) * away, axis=1))

    return bool(distance(true[None, :])[0] <= np.quantile(distance(unit), LEVEL))


__all__ = ["LEVEL", "Recovery", "recover"]
