"""Implausibility: how far what the model would say at a point lies from the targets, in standard deviations.

    I² = (target − emulated)² / (emulator's variance + observation² + discrepancy² + chance)

Chance is the variance of a mean over the replicates: they use the same random draws at all points, so more points do
not average it away. (History matching: Craig et al. 1997; Vernon, Goldstein and Bower 2010.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.emulator import Emulator
from calibration.plan import Aim

Array = np.ndarray[Any, Any]


def implausibility(target: Aim, emulator: Emulator, unit: Array) -> Array:
    """Of one target at points of the unit cube [point]."""
    mean, variance = emulator.predict(unit)
    total = variance + target.variance + emulator.chance
    return np.asarray(np.abs(target.value - mean) / np.sqrt(np.maximum(total, 1e-300)))


def nth_largest(values: Array, nth: int) -> Array:
    """The ``nth`` largest (1: the largest) of ``values`` [target, point] at each point; 0 with fewer."""
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
    """Targets that a point may miss."""

    def of_targets(self, unit: Array) -> dict[str, Array]:
        """Implausibility of each emulated target."""
        return {
            target.key: implausibility(target, self.emulators[target.key], unit)
            for target in self.targets
            if target.key in self.emulators
        }

    def implausibility(self, unit: Array) -> Array:
        """The one that decides: the largest after those forgiven [point]."""
        found = list(self.of_targets(unit).values())
        if not found:
            return np.zeros(len(unit))
        return nth_largest(np.array(found), 1 + self.forgiven)

    def holds(self, unit: Array) -> Array:
        """Whether a point is not ruled out (bool [point]).

        As ``implausibility(unit) <= cutoff``; a point that has missed too many targets is not asked about the
        others, which leaves very few to most emulators.
        """
        unit = np.asarray(unit, float)
        missed, left = np.zeros(len(unit), np.int64), np.arange(len(unit))
        for target in self.targets:
            if target.key in self.emulators and len(left):
                missed[left] += implausibility(target, self.emulators[target.key], unit[left]) > self.cutoff
                left = left[missed[left] <= self.forgiven]
        found = np.zeros(len(unit), bool)
        found[left] = True
        return found


__all__ = ["Rule", "implausibility", "nth_largest"]
