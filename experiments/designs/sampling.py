"""Methods: how rows of numbers are drawn from the ranges of factors.

All methods but one-at-a-time work on the scale on which a factor's values are spread evenly. Everything is
drawn from one seed: the same design has the same points, on every machine.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.designs.factors import Range
from experiments.designs.settings import DesignSettings

Array = np.ndarray[Any, Any]
STEPS = {"grid": 3, "morris": 4, "one-at-a-time": 2}
"""Values along a range where the design does not say how many."""
SPREAD = ("latin-hypercube", "sobol", "halton")
"""Methods that spread points over the ranges; what they find is read by regression or by eye."""
WITH_POINTS = (*SPREAD, "morris", "sobol-indices")
"""Methods that take the size of the sample as a setting."""
POWERS_OF_TWO = ("sobol", "sobol-indices")
"""Methods built on Sobol' sequences, which are balanced only for 2, 4, 8, 16 … points."""


def steps_of(settings: DesignSettings) -> int:
    return settings.steps or STEPS.get(settings.method, 0)


def rows_of(settings: DesignSettings, factors: int) -> int:
    """Rows of the sample of that many factors, before anything is drawn."""
    points = settings.points or 0
    if settings.method == "morris":
        return points * (factors + 1)
    if settings.method == "sobol-indices":
        return points * (2 * factors + 2 if settings.second_order else factors + 2)
    if settings.method == "one-at-a-time":
        return 1 + factors * steps_of(settings)
    return points if settings.method in SPREAD else 1


def neighbours(points: int) -> tuple[int, int]:
    """The powers of two below and above."""
    below = 2 ** int(math.log2(points))
    return below, below * 2


def problem_of(ranges: Mapping[str, Range]) -> dict[str, Any]:
    """The factors as SALib wants them, on the scale on which they are sampled."""
    return {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(one.scaled) for one in ranges.values()]}


def draw(settings: DesignSettings, ranges: Mapping[str, Range], seed: int) -> Array:
    """The sample [row, factor] in the factors' own units, in the order in which the method makes it.

    Numbers of fields that take whole numbers are not rounded yet. One-at-a-time needs factors that have a
    value in the base.
    """
    if settings.method == "one-at-a-time":
        return _one_at_a_time(list(ranges.values()), steps_of(settings))
    if settings.method in SPREAD:
        unit = _spread(settings.method, len(ranges), settings.points or 0, seed)
        bounds = np.array(problem_of(ranges)["bounds"])
        scaled = bounds[:, 0] + unit * (bounds[:, 1] - bounds[:, 0])
    else:
        scaled = _for_indices(settings, problem_of(ranges), seed)
    columns = [one.from_scale(scaled[:, index]) for index, one in enumerate(ranges.values())]
    return np.column_stack(columns)


def _spread(method: str, factors: int, points: int, seed: int) -> Array:
    """Points in the unit cube."""
    from scipy.stats import qmc

    rng = np.random.default_rng(seed)
    if method == "latin-hypercube":
        return np.asarray(qmc.LatinHypercube(factors, rng=rng).random(points))
    if method == "sobol":
        return np.asarray(qmc.Sobol(factors, scramble=True, rng=rng).random(points))
    return np.asarray(qmc.Halton(factors, scramble=True, rng=rng).random(points))


def _for_indices(settings: DesignSettings, problem: dict[str, Any], seed: int) -> Array:
    """Samples from which SALib reckons Morris' measures or Sobol' indices.

    Morris' trajectories are drawn one by one and not chosen for their spread: intervals by resampling
    trajectories need them independent.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of SALib's own old ways
        if settings.method == "morris":
            from SALib.sample import morris

            return np.asarray(
                morris.sample(
                    problem,
                    settings.points,
                    num_levels=steps_of(settings),
                    optimal_trajectories=None,
                    seed=np.random.default_rng(seed),
                )
            )
        from SALib.sample import sobol

        return np.asarray(
            sobol.sample(
                problem, settings.points, calc_second_order=settings.second_order, seed=np.random.default_rng(seed)
            )
        )


def _one_at_a_time(ranges: Sequence[Range], steps: int) -> Array:
    """The base, then each factor at its values with all others as in the base."""
    base = np.array([np.nan if one.base is None else one.base for one in ranges])
    sample = np.tile(base, (1 + len(ranges) * steps, 1))
    for index, one in enumerate(ranges):
        first = 1 + index * steps
        sample[first : first + steps, index] = one.steps(steps)
    return sample


__all__ = ["POWERS_OF_TWO", "SPREAD", "STEPS", "WITH_POINTS", "draw", "neighbours", "problem_of", "rows_of", "steps_of"]
