"""What a calibration found, ready to be written, drawn and described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from calibration.plan import Aim, Calibration
from calibration.posterior import Posterior
from calibration.predicting import Half
from calibration.recovery import Recovery
from calibration.running import Runs
from calibration.waves import Wave
from experiments.outcomes.intervals import prediction_interval

Array = np.ndarray[Any, Any]
TOLERATED = 2.0
"""Standard deviations of observation and discrepancy together that a target tolerates."""
STRONGLY, SOMEWHAT = 0.5, 0.85
"""Posterior by prior standard deviation below which a parameter counts as well informed, and as informed."""
STRONG_CORRELATION = 0.3
"""Correlations beyond this are reported."""


class Fitted(NamedTuple):
    """One target and what the model says of it after the fit; NaN where that was not measured."""

    target: Aim
    tolerance: float
    """Two standard deviations of observation and discrepancy together."""
    emulated: tuple[float, float, float]
    """Mean, 5 % and 95 % quantile over the posterior, by the emulator."""
    simulated: tuple[float, float, float]
    """Mean and 90 % prediction interval over the draws that were simulated in full: they are few."""
    centre: float
    """Simulated at the posterior's centre: mean over the fresh seeds."""
    half: float
    """Half the 95 % interval of that mean (Student's t over seeds)."""
    unused: str
    """Why the fit does not rest on it; empty when it does."""

    @property
    def shown(self) -> float:
        """What it is judged by: simulated at the centre; where nothing was simulated, emulated."""
        return self.emulated[0] if np.isnan(self.centre) else self.centre

    @property
    def inside(self) -> bool:
        return bool(abs(self.shown - self.target.value) <= self.tolerance)

    @property
    def verdict(self) -> str:
        """Inside or missed with the whole interval over seeds; else at the edge."""
        if np.isnan(self.shown):
            return "not measured"
        away, half = abs(self.shown - self.target.value), self.half if np.isfinite(self.half) else 0.0
        if away - half <= self.tolerance < away + half:
            return "at the edge"
        return "inside" if away <= self.tolerance else "missed"


class Held(NamedTuple):
    """An emulator against runs of points that no wave was trained on."""

    key: str
    points: int
    within: float
    """Share of errors within two standard deviations of emulator and chance together."""
    spread: float
    """Root mean square of errors in such standard deviations; 1 where they are right."""


@dataclass(frozen=True)
class Fit:
    """A calibration and all that came of it."""

    plan: Calibration
    waves: Sequence[Wave]
    posterior: Posterior
    checked: Runs | None
    """Some draws, simulated in full with the seeds of the fit."""
    recovery: Recovery | None
    middle: Runs | None = None
    """The centre, simulated with fresh seeds."""
    wrong: Recovery | None = None
    """Coverage when the world has a mechanism more than the model."""
    without: Posterior | None = None
    """The posterior without the targets that are missed at the centre; None where none are."""
    halves: tuple[Half, ...] = ()
    """What a fit to half of the countries says of the others'."""

    @property
    def volume(self) -> float:
        """Share of the whole space that is not ruled out."""
        return self.waves[-1].after.volume

    @property
    def centre(self) -> Array:
        """The posterior's centre in the parameters' own units, as it would be written in a file."""
        return centre_of(self.plan, self.posterior)

    @property
    def targets(self) -> list[Fitted]:
        return [self._fitted(target) for target in self.plan.targets]

    def _fitted(self, target: Aim) -> Fitted:
        nothing = float("nan")
        said = self.posterior.predicted.get(target.key)
        unknown = (nothing, nothing, nothing)
        emulated = (said.mean, said.low, said.high) if said is not None else unknown
        centre, simulated = nothing, unknown
        half = nothing
        if self.middle is not None:
            from scipy.stats import t

            centre = float(self.middle.means[target.key][0])
            spread, seeds = float(self.middle.chance[target.key][0]), self.plan.settings.posterior.fresh
            half = float(t.ppf(0.975, seeds - 1)) * spread**0.5
        if self.checked is not None:
            rest = self.checked.means[target.key]
            rest = rest[np.isfinite(rest)]
            if len(rest):
                low, high = prediction_interval(rest, 0.9)
                simulated = (float(rest.mean()), float(low), float(high))
        return Fitted(
            target,
            TOLERATED * float(np.sqrt(target.variance)),
            emulated,
            simulated,
            centre,
            half,
            self.posterior.unused.get(target.key, ""),
        )

    @property
    def held(self) -> list[Held]:
        """Each emulator that the posterior rests on, against the draws that were simulated in full."""
        if self.checked is None:
            return []
        found = []
        for key, emulator in self.posterior.used.items():
            means = self.checked.means[key]
            there = np.isfinite(means)
            if there.sum() >= 2:
                mean, variance = emulator.predict(self.checked.unit[there])
                error = (means[there] - mean) / np.sqrt(np.maximum(variance + emulator.noise.mean(), 1e-300))
                found.append(
                    Held(key, int(there.sum()), float(np.mean(np.abs(error) <= 2)), float(np.sqrt(np.mean(error**2))))
                )
        return found

    @property
    def correlated(self) -> list[tuple[str, str, float]]:
        """Pairs of parameters with a correlation worth reporting, the strongest first."""
        matrix, keys = self.posterior.correlations, [one.key for one in self.plan.parameters]
        pairs = [
            (keys[one], keys[other], float(matrix[one, other]))
            for one in range(len(keys))
            for other in range(one)
            if abs(matrix[one, other]) > STRONG_CORRELATION
        ]
        return sorted(pairs, key=lambda pair: -abs(pair[2]))


def centre_of(plan: Calibration, posterior: Posterior) -> Array:
    """Mean of the draws on the scale of each parameter, rounded to three digits where that stays in range."""
    values = plan.space.from_told(posterior.centre[None, :])[0]
    for index, one in enumerate(plan.space.told):
        rounded = float(f"{values[index]:.3g}")
        values[index] = one.range.value(min(max(rounded, one.range.low), one.range.high))
    return np.append(values, posterior.values[:, -1].mean()) if plan.space.own else np.asarray(values)


def informed_words(ratio: float) -> str:
    """How much the evidence tells of a parameter."""
    return "well informed" if ratio < STRONGLY else "informed" if ratio < SOMEWHAT else "weakly informed"


__all__ = ["SOMEWHAT", "STRONGLY", "STRONG_CORRELATION", "Fit", "Fitted", "Held", "centre_of", "informed_words"]
