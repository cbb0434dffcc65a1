"""Identifiability and coverage: known parameters, drawn from the prior, fitted end to end as the evidence was.

    1. sets are drawn from the prior (a Latin hypercube of its own) and simulated like any point
    2. what would be observed of each: its runs' means plus errors with the covariance of observation and discrepancy
    3. each is fitted from the first wave on: the runs of the first wave are of the prior and the same for all; further
       waves are simulated for each set, as many and as large as the settings say
    4. of all true values, 90 % should lie in their 90 % interval (Talts et al. 2018 on simulation-based calibration)

With a ``mechanism`` the sets are also simulated with that mechanism and fitted without it: what the intervals hold
when the model is wrong in a way that the discrepancies were not made for.

The rule for widening (:func:`widening`): where fewer than 90 % of the true values lie inside, the draws' distances from
their mean are multiplied, on the logit scale, by the least of 1.00, 1.05, ... with which 90 % do. Intervals are never
made narrower.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from calibration.plan import Calibration
from calibration.posterior import errors_of, logit_of, posterior_of
from calibration.running import Runs, Workers, run_points
from calibration.waves import Say, waves_of

Array = np.ndarray[Any, Any]
LEVEL = 0.9
OTHER = 2_000_003
"""Added to the seed for the runs of known sets: none has a seed of the fit."""
STEP, WIDEST = 0.05, 4.0
"""Steps of the factor that widens, and the greatest that is tried."""


@dataclass(frozen=True)
class Recovery:
    """How often the fit found known parameters again; T as a posterior is told by (:attr:`Space.told`)."""

    truth: Array
    """On the unit scale [set, T]."""
    mean: Array
    """Of each fit's draws on the logit scale, brought back [set, T]."""
    low: Array
    """5 % quantile [set, T]."""
    high: Array
    """95 % quantile [set, T]."""
    joint: Array
    """Whether the set as a whole lies within the 90 % of draws nearest to their mean, in Mahalanobis'
    distance (bool [set])."""
    runs: tuple[Runs, ...] = ()

    @property
    def inside(self) -> Array:
        """Whether each true value lies in its 90 % interval (bool [set, T])."""
        return self.inside_of(1.0)

    def inside_of(self, factor: float) -> Array:
        """The same of intervals widened by ``factor`` on the logit scale."""
        middle = logit_of(self.mean)
        low, high = (middle + factor * (logit_of(end) - middle) for end in (self.low, self.high))
        truth = logit_of(self.truth)
        return np.asarray((truth >= low) & (truth <= high))

    @property
    def share(self) -> float:
        """Of all true values, those in their 90 % interval."""
        return float(self.inside.mean())

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of that share, by a bootstrap over sets: values of one set are not independent."""
        by_set = self.inside.mean(axis=1)
        rng = np.random.default_rng(len(by_set))
        drawn = by_set[rng.integers(0, len(by_set), (2000, len(by_set)))].mean(axis=1)
        return float(np.quantile(drawn, 0.025)), float(np.quantile(drawn, 0.975))


def widening(found: Recovery) -> float:
    """The factor by which the posterior is widened: see the module."""
    for step in range(int((WIDEST - 1.0) / STEP) + 1):
        factor = 1.0 + step * STEP
        if found.inside_of(factor).mean() >= LEVEL:
            return round(factor, 4)
    return WIDEST


def recover(plan: Calibration, folder: Path, workers: Workers, say: Say, *, wrong: bool = False) -> Recovery | None:
    """Fit known sets drawn from the prior, with a mechanism more in the world they come from where ``wrong``.

    None where none are asked for, or no set was measured in any target.
    """
    settings = plan.settings.recovery
    if not settings.sets or (wrong and not settings.mechanism):
        return None
    asked = repr([settings.sets, settings.waves, settings.points, settings.mechanism if wrong else None])
    name = ("wrong-" if wrong else "known-") + hashlib.sha256(asked.encode()).hexdigest()[:8]
    world = _world(plan, wrong)
    runs = run_points(world, name, lambda: truths(plan), folder, workers)
    rng = np.random.default_rng([plan.seed, 8 + wrong])
    rows, made = [], [runs]
    for row, true in enumerate(runs.unit):
        aims = _observed(plan, runs, row, rng)
        if not aims:
            continue
        fitted = _of_known(plan, aims)
        waves = waves_of(fitted, folder, workers, name=f"{name}-{row + 1}")
        made += [wave.runs for wave in waves[1:]]
        found = posterior_of(fitted, waves)
        told = plan.space.told_unit(true[None, :])[0]
        inner = logit_of(found.told)
        low, high = np.quantile(found.told, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
        middle = 1.0 / (1.0 + np.exp(-inner.mean(axis=0)))
        rows.append((told, middle, low, high, _within(inner, logit_of(told))))
        say(f"{name}: set {row + 1} of {len(runs.unit)}")
    if not rows:
        return None
    truth, mean, low, high, joint = (np.array(column) for column in zip(*rows, strict=True))
    return Recovery(truth, mean, low, high, joint, tuple(made))


def truths(plan: Calibration) -> Array:
    """Known sets on the joint cube [set, coordinate]: a Latin hypercube, another than the first wave's."""
    from scipy.stats import qmc

    rng = np.random.default_rng([plan.seed, 10])
    return np.asarray(qmc.LatinHypercube(len(plan.space), rng=rng).random(plan.settings.recovery.sets))


def _observed(plan: Calibration, runs: Runs, row: int, rng: np.random.Generator) -> Sequence[Any]:
    """The targets with what one would observe of a set in place of what was published."""
    error = errors_of(plan.targets, 1, rng)[0]
    return [
        replace(target, value=float(runs.means[target.key][row] + error[place]))  # type: ignore[type-var]
        for place, target in enumerate(plan.targets)
        if np.isfinite(runs.means[target.key][row])
    ]


def _of_known(plan: Calibration, aims: Sequence[Any]) -> Calibration:
    """The fit of one known set: fewer simulations, and as many waves as the settings say."""
    settings = plan.settings
    waves = settings.waves.model_copy(
        update={"most": settings.recovery.waves, "later": settings.recovery.points, "points": plan.points_in(1)}
    )
    posterior = settings.posterior.model_copy(
        update={
            "simulations": settings.recovery.simulations,
            "accepted": max(settings.posterior.accepted, 0.1),
            "draws": min(settings.posterior.draws, 500),
        }
    )
    return replace(
        plan, targets=tuple(aims), settings=settings.model_copy(update={"waves": waves, "posterior": posterior})
    )


def _world(plan: Calibration, wrong: bool) -> Calibration:
    """What the known sets are simulated in: with seeds of its own, and with a mechanism more where ``wrong``."""
    from sim.scenario import with_overrides

    seeded = plan.settings.model_copy(update={"seed": (plan.seed + OTHER + wrong) % 2**63})
    mechanism = plan.settings.recovery.mechanism if wrong else {}
    bases = {name: with_overrides(base, mechanism) if mechanism else base for name, base in plan.bases.items()}
    return replace(plan, settings=seeded, bases=bases)


def _within(unit: Array, true: Array) -> bool:
    """Whether ``true`` [T] lies within the 90 % of draws nearest to their mean."""
    mean = unit.mean(axis=0)
    inverse = np.linalg.pinv(np.atleast_2d(np.cov(unit.T)))

    def distance(points: Array) -> Array:
        away = points - mean
        return np.asarray(np.sum((away @ inverse) * away, axis=1))

    return bool(distance(true[None, :])[0] <= np.quantile(distance(unit), LEVEL))


__all__ = ["LEVEL", "Recovery", "recover", "truths", "widening"]
