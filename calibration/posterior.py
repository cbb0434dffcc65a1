"""The posterior: approximate Bayesian computation with regression adjustment within the last region.

    1. parameters evenly spread over what no wave ruled out (there the prior is even)
    2. for each, what one would observe: each target's emulated mean plus a normal error with the variances of
       emulator, observation, discrepancy and chance together; with the errors in the simulation, what is
       accepted follows the posterior of a model with such errors (Wilkinson 2013)
    3. the simulations nearest to the targets are accepted, weighted by Epanechnikov's kernel. Nearness is
       measured in the parameters that a linear regression predicts from the statistics, so that statistics
       which tell nothing do not count (Fearnhead and Prangle 2012)
    4. a local linear regression moves each accepted point to where it would lie had its statistics been the
       targets (Beaumont, Zhang and Balding 2002), on the logit scale, so that none leaves its range

Everything is drawn from the calibration's seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from calibration.covariance import covariance_of
from calibration.emulator import Emulator
from calibration.plan import Aim, Calibration
from calibration.plausible_space import Region, Sampled, many
from calibration.waves import Wave

Array = np.ndarray[Any, Any]
EDGE = 1e-6
PRIOR_SD = 12**-0.5
"""Standard deviation of the prior on the unit cube."""


class Accepted(NamedTuple):
    """What regression adjustment makes of simulations."""

    unit: Array
    """Adjusted points [accepted, parameter]."""
    weight: Array
    """[accepted], summing to 1."""


class Predicted(NamedTuple):
    """What one target comes to over the posterior, by its emulator."""

    mean: float
    low: float
    """5 % quantile over draws, with the emulator's own uncertainty."""
    high: float
    centre: float
    """At the posterior's centre."""


@dataclass(frozen=True)
class Posterior:
    """What is known of the parameters after the evidence."""

    unit: Array
    """Equally weighted draws on the joint cube [draw, coordinate]."""
    values: Array
    """The same in their own units."""
    told: Array
    """What they are told by, on the unit scale [draw, T] (:attr:`calibration.space.Space.told`)."""
    prior: Array
    """Points of the last region from which simulations were made [point, coordinate]."""
    centre: Array
    """Mean of ``told`` [T]."""
    parameters: int
    """So many of the T are what countries have in common; the others are countries' own."""
    used: dict[str, Emulator]
    """Emulators of the targets it rests on."""
    unused: dict[str, str]
    """Targets it does not rest on, and why."""
    accepted: int
    inside: float
    """Share of adjusted points, by weight, that lie in the last region; the draws are among these where they
    are half or more."""
    predicted: dict[str, Predicted]
    widened: float = 1.0
    """By what the draws' distances from their mean were multiplied, on the logit scale (:func:`widened`)."""

    @property
    def informed(self) -> Array:
        """Posterior by prior standard deviation [parameter]: 1 where nothing was learned."""
        return np.asarray(self.told[:, : self.parameters].std(axis=0) / PRIOR_SD)

    @property
    def correlations(self) -> Array:
        """Of the draws [parameter, parameter]."""
        if self.parameters == 1:
            return np.ones((1, 1))
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.nan_to_num(np.corrcoef(self.told[:, : self.parameters].T)))


def posterior_of(plan: Calibration, waves: Sequence[Wave], without: Sequence[str] = ()) -> Posterior:
    """The posterior after the last of ``waves``; ``without``: targets it is not to rest on."""
    last = waves[-1]
    used, unused = trusted(plan, waves)
    unused |= dict.fromkeys(without, "left out")
    used = {key: one for key, one in used.items() if key not in without}
    return within(plan, last.after, used, unused)


def within(
    plan: Calibration, region: Sampled, used: dict[str, Emulator], unused: dict[str, str] | None = None
) -> Posterior:
    """The posterior in a region by the targets that ``used`` has emulators of."""
    settings, unused = plan.settings.posterior, unused or {}
    prior = many(region, settings.simulations, plan.seed)
    targets = [target for target in plan.targets if target.key in used]
    rng = np.random.default_rng([plan.seed, 6])
    if not targets:
        unit = prior[rng.permutation(len(prior))[: settings.draws]]
        return _described(plan, unit, prior, used, unused, len(unit), 1.0, {})
    statistics = simulated(targets, used, prior, rng)
    observed = np.array([target.value for target in targets])
    found = adjusted(prior, statistics, observed, settings.accepted)
    unit, inside = drawn(found, region.region, settings.draws, rng)
    return _described(plan, unit, prior, used, unused, len(found.unit), inside, predictions(plan, used, unit))


def trusted(plan: Calibration, waves: Sequence[Wave]) -> tuple[dict[str, Emulator], dict[str, str]]:
    """The latest emulator of each target that passed its check; and targets without one, with the reason."""
    used: dict[str, Emulator] = {}
    for wave in waves:
        used |= wave.rule.emulators
    return (
        {target.key: used[target.key] for target in plan.targets if target.key in used},
        {target.key: waves[-1].refused[target.key] for target in plan.targets if target.key not in used},
    )


def simulated(
    targets: Sequence[Aim], emulators: Mapping[str, Emulator], unit: Array, rng: np.random.Generator
) -> Array:
    """What would be observed at points of the unit cube [point, target], with all errors: those of emulator and
    chance are each target's own, those of observation and discrepancy have the targets' covariance."""
    columns = []
    for target in targets:
        emulator = emulators[target.key]
        mean, variance = emulator.predict(unit)
        columns.append(mean + np.sqrt(variance + emulator.chance) * rng.normal(size=len(unit)))
    return np.column_stack(columns) + errors_of(targets, len(unit), rng)


def errors_of(targets: Sequence[Aim], number: int, rng: np.random.Generator) -> Array:
    """Errors of observation and discrepancy as the targets have them together [draw, target]."""
    root = np.linalg.cholesky(covariance_of(targets))
    return np.asarray(rng.normal(size=(number, len(targets))) @ root.T)


def adjusted(unit: Array, statistics: Array, observed: Array, share: float) -> Accepted:
    """The nearest ``share`` of simulations, moved by local linear regression.

    ``unit`` [simulation, parameter], ``statistics`` [simulation, target], ``observed`` [target].
    """
    scale = np.maximum(statistics.std(axis=0), 1e-12)
    distance = (statistics - observed) / scale
    logit = logit_of(unit)
    slope = _slopes(distance, logit, np.ones(len(unit)))
    away = np.sqrt(np.sum((distance @ slope[1:]) ** 2, axis=1))
    number = min(len(unit), max(int(np.ceil(share * len(unit))), 4 * (len(observed) + 2)))
    near = np.argsort(away, kind="stable")[:number]
    reach = away[near[-1]]
    weight = 1.0 - (away[near] / reach) ** 2 if reach > 0 else np.ones(number)
    weight = np.maximum(weight, 1e-9)
    local = _slopes(distance[near], logit[near], weight)
    moved = logit[near] - distance[near] @ local[1:]
    return Accepted(1.0 / (1.0 + np.exp(-moved)), weight / weight.sum())


def _slopes(statistics: Array, logit: Array, weight: Array) -> Array:
    """Intercept and slopes [1 + target, parameter] of a weighted linear regression."""
    root = np.sqrt(weight)[:, None]
    design = np.column_stack([np.ones(len(statistics)), statistics])
    return np.asarray(np.linalg.lstsq(root * design, root * logit, rcond=None)[0])


def drawn(found: Accepted, region: Region, number: int, rng: np.random.Generator) -> tuple[Array, float]:
    """Equally weighted draws, and the share of the adjusted points that lie in the region.

    By systematic resampling, in random order. Points moved out of the region are left out unless that is
    most.
    """
    holds = region.holds(found.unit)
    inside = float(found.weight[holds].sum())
    weight = np.where(holds, found.weight, 0.0) if inside >= 0.5 else found.weight
    steps = (np.arange(number) + rng.random()) / number
    chosen = np.searchsorted(np.cumsum(weight / weight.sum()), steps).clip(0, len(weight) - 1)
    return found.unit[rng.permutation(chosen)], inside


def predictions(plan: Calibration, used: Mapping[str, Emulator], unit: Array) -> dict[str, Predicted]:
    """What the emulators say of each target over draws [draw, parameter] and at their mean."""
    rng = np.random.default_rng([plan.seed, 7])
    found = {}
    for key, emulator in used.items():
        mean, variance = emulator.predict(unit)
        sampled = mean + np.sqrt(variance + emulator.chance) * rng.normal(size=len(mean))
        centre = emulator.predict(unit.mean(axis=0, keepdims=True))[0]
        low, high = np.quantile(sampled, [0.05, 0.95])
        found[key] = Predicted(float(mean.mean()), float(low), float(high), float(centre[0]))
    return found


def _described(
    plan: Calibration,
    unit: Array,
    prior: Array,
    used: dict[str, Emulator],
    unused: dict[str, str],
    accepted: int,
    inside: float,
    predicted: dict[str, Predicted],
) -> Posterior:
    values = plan.space.from_unit(unit)
    told = plan.space.to_told(values)
    return Posterior(
        plan.space.to_unit(values),
        values,
        told,
        prior,
        told.mean(axis=0),
        len(plan.space.parameters),
        used,
        unused,
        accepted,
        inside,
        predicted,
    )


def widened(plan: Calibration, found: Posterior, factor: float) -> Posterior:
    """The posterior with the draws' distances from their mean multiplied by ``factor``, on the logit scale of each
    number it is told by; what the emulators say of the targets follows."""
    if factor == 1.0:
        return found
    inner = logit_of(found.told)
    middle = inner.mean(axis=0)
    told = 1.0 / (1.0 + np.exp(-(middle + factor * (inner - middle))))
    own = plan.space.from_told(told)
    values = np.column_stack([own, found.values[:, -1]]) if plan.space.own else own
    told, unit = plan.space.to_told(values), plan.space.to_unit(values)
    return replace(
        found,
        unit=unit,
        values=values,
        told=told,
        centre=told.mean(axis=0),
        predicted=predictions(plan, found.used, unit),
        widened=factor,
    )


def logit_of(unit: Array) -> Array:
    """On the logit scale, the ends of the range held off."""
    held = np.clip(unit, EDGE, 1 - EDGE)
    return np.asarray(np.log(held) - np.log1p(-held))


__all__ = [
    "PRIOR_SD",
    "Accepted",
    "Posterior",
    "Predicted",
    "adjusted",
    "drawn",
    "errors_of",
    "logit_of",
    "posterior_of",
    "predictions",
    "simulated",
    "trusted",
    "widened",
    "within",
]
