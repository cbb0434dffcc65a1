"""Morris's screening: elementary effects of every factor along trajectories through its range."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from experiments.analysis.chance import chance_of
from experiments.analysis.swept import Array, Index, Swept, over_replicates, seed_of
from experiments.outcomes.intervals import LEVEL, t_quantile

LEAST = 2
"""Trajectories below which there is no interval."""


class Elementary(NamedTuple):
    """What one factor does over its whole range, in the outcome's unit."""

    factor: str
    mu: float
    """Mean of the elementary effects: with its sign, effects of opposite signs cancel."""
    mu_star: float
    """Mean of their sizes."""
    low: float
    """95 % interval of ``mu_star``, Student's over the trajectories."""
    high: float
    sigma: float
    """Their standard deviation: large where the effect bends, or depends on other factors."""


class Screening(NamedTuple):
    outcome: str
    effects: tuple[Elementary, ...]
    """In the order of the factors."""
    trajectories: int
    """That finished whole."""
    floor: float
    """μ* that a factor would have which only changes the random draws; NaN with one replicate."""

    @property
    def indices(self) -> tuple[Index, ...]:
        return tuple(Index(one.factor, one.mu_star, one.low, one.high) for one in self.effects)


def screening(swept: Swept, outcome: str, *, resamples: int = 1000, share: float = 1.0) -> Screening | None:
    """Elementary effects on the mean over replicates (and over combinations of levels, where there are any).

    ``share`` of the trajectories is used, from the first on. A trajectory with a missing point is left out.
    None where fewer than two are whole.
    """
    from SALib.analyze import morris

    design = swept.design
    number = len(design.sampled)
    values = swept.rows(outcome)
    scaled = np.asarray(design.scaled, dtype=np.float64)
    length = number + 1
    paths = math.floor(share * (len(scaled) // length) + 1e-9)
    mean = over_replicates(values)[: paths * length].reshape(paths, length)
    whole = ~np.isnan(mean).any(axis=1)
    if whole.sum() < LEAST:
        return None
    used = scaled[: paths * length].reshape(paths, length, number)[whole].reshape(-1, number)
    step = _step(design.problem["bounds"], scaled)
    found = morris.analyze(
        design.problem,
        used,
        mean[whole].ravel(),
        num_resamples=resamples,
        conf_level=LEVEL,
        num_levels=_levels(step),
        seed=seed_of(design),
    )
    half = np.asarray(found["mu_star_conf"]) * _for_few(int(whole.sum()))
    error = chance_of(values).error
    # Two means with independent errors: the mean size of their difference is 2 error / √π.
    floor = 2 * error / math.sqrt(math.pi) / step
    return Screening(
        outcome,
        tuple(
            Elementary(
                factor,
                float(found["mu"][index]),
                float(found["mu_star"][index]),
                max(0.0, float(found["mu_star"][index] - half[index])),
                float(found["mu_star"][index] + half[index]),
                float(found["sigma"][index]),
            )
            for index, factor in enumerate(design.sampled)
        ),
        int(whole.sum()),
        floor,
    )


def _for_few(trajectories: int) -> float:
    """What makes a normal interval from trajectories drawn again one of few: drawing again sees their variance
    divided by their number instead of one less, and the normal's quantile is for many."""
    from scipy.stats import norm

    normal = float(norm.ppf(0.5 + LEVEL / 2))
    return float(t_quantile(trajectories - 1)) / normal * math.sqrt(trajectories / (trajectories - 1))


def _step(bounds: Array, scaled: Array) -> float:
    """Length of a step of a trajectory as a share of the range."""
    low, high = np.asarray(bounds, dtype=np.float64).T
    moved = np.abs(np.diff(scaled, axis=0)) / (high - low)
    number = scaled.shape[1]
    within = np.arange(len(moved)) % (number + 1) != number  # not from one trajectory to the next
    return float(np.median(moved[within].max(axis=1)))


def _levels(step: float) -> int:
    """Levels of the grid that a step belongs to: it is n / 2 (n − 1) of the range."""
    numbers = np.arange(2, 101, 2)
    return int(numbers[np.argmin(np.abs(numbers / (2 * (numbers - 1)) - step))])


__all__ = ["Elementary", "Screening", "screening"]
