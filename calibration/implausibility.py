"""Implausibility: how far what the model would say at a point lies from the targets, in standard deviations.

Targets that err together (:mod:`calibration.covariance`) are asked together, by Mahalanobis' distance:

    d^2 = (z - m)' V^-1 (z - m),   V = covariance of observation error and discrepancy
                                       + diag(emulator's variance + chance)

and d^2 is brought to the scale of a single target: I is the standard normal deviate with the same two-sided tail as d^2
has in a chi-squared distribution with as many degrees of freedom as targets, so that one cutoff suits groups of all
sizes, and a group of one is |z - m| / sd as ever. Chance is the variance of a mean over the replicates of one
town: what is published came about once, too. (Craig et al. 1997; Vernon, Goldstein and Bower 2010, section 3.4, on
multivariate implausibility.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from calibration.covariance import covariance_of, together
from calibration.emulator import Emulator
from calibration.plan import Aim

Array = np.ndarray[Any, Any]
FARTHEST = 38.0
"""Beyond it tails of a normal distribution are too small for a float: all that lies farther is equally far."""


def implausibility(target: Aim, emulator: Emulator, unit: Array) -> Array:
    """Of one target at points of the unit cube [point]."""
    mean, variance = emulator.predict(unit)
    total = variance + target.variance + emulator.chance
    return np.asarray(np.abs(target.value - mean) / np.sqrt(np.maximum(total, 1e-300)))


def of_group(targets: Sequence[Aim], emulators: Mapping[str, Emulator], unit: Array) -> Array:
    """Of targets that err together at points of the unit cube [point], on the scale of one target."""
    if len(targets) == 1:
        return implausibility(targets[0], emulators[targets[0].key], unit)
    away = np.empty((len(unit), len(targets)))
    own = np.empty((len(unit), len(targets)))
    for place, target in enumerate(targets):
        mean, variance = emulators[target.key].predict(unit)
        away[:, place] = target.value - mean
        own[:, place] = variance + emulators[target.key].chance
    total = covariance_of(targets)[None, :, :] + own[:, :, None] * np.eye(len(targets))
    solved = np.linalg.solve(total, away[:, :, None])[:, :, 0]
    return as_one(np.sum(away * solved, axis=1), len(targets))


def as_one(squared: Array, number: int) -> Array:
    """The deviate of a standard normal with the tail that ``squared`` has in chi-squared with ``number`` degrees."""
    from scipy.special import ndtri_exp
    from scipy.stats import chi2

    with np.errstate(divide="ignore"):
        tail = chi2.logsf(np.maximum(squared, 0.0), number) - np.log(2.0)
    found = np.where(np.isfinite(tail), -ndtri_exp(np.where(np.isfinite(tail), tail, -1.0)), FARTHEST)
    return np.asarray(np.clip(found, 0.0, FARTHEST))


def nth_largest(values: Array, nth: int) -> Array:
    """The ``nth`` largest (1: the largest) of ``values`` [group, point] at each point; 0 with fewer."""
    if len(values) < nth:
        return np.zeros(values.shape[1])
    return np.asarray(np.sort(values, axis=0)[-nth])


@dataclass(frozen=True)
class Rule:
    """What one wave rules out."""

    targets: Sequence[Aim]
    emulators: Mapping[str, Emulator]
    """By target; those that failed their check are not among them and rule nothing out."""
    cutoff: float
    forgiven: int
    """Groups of targets that a point may miss."""

    @cached_property
    def groups(self) -> list[list[Aim]]:
        """Emulated targets that err together."""
        used = [target for target in self.targets if target.key in self.emulators]
        return [[used[place] for place in places] for places in together(used)]

    def of_targets(self, unit: Array) -> dict[str, Array]:
        """Implausibility of each emulated target alone."""
        return {
            target.key: implausibility(target, self.emulators[target.key], unit)
            for group in self.groups
            for target in group
        }

    def implausibility(self, unit: Array) -> Array:
        """The one that decides: the largest after those forgiven [point]."""
        found = [of_group(group, self.emulators, unit) for group in self.groups]
        if not found:
            return np.zeros(len(unit))
        return nth_largest(np.array(found), 1 + self.forgiven)

    def holds(self, unit: Array) -> Array:
        """Whether a point is not ruled out (bool [point]).

        As ``implausibility(unit) <= cutoff``; a point that has missed too many groups is not asked about the
        others, which leaves very few to most emulators.
        """
        unit = np.asarray(unit, float)
        missed, left = np.zeros(len(unit), np.int64), np.arange(len(unit))
        for group in self.groups:
            if len(left):
                missed[left] += of_group(group, self.emulators, unit[left]) > self.cutoff
                left = left[missed[left] <= self.forgiven]
        found = np.zeros(len(unit), bool)
        found[left] = True
        return found


__all__ = ["Rule", "as_one", "implausibility", "nth_largest", "of_group"]
