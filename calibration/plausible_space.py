"""The region not ruled out: how large it is, and points spread evenly in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.implausibility import Rule

Array = np.ndarray[Any, Any]
BATCH = 20_000
MOST_TRIED = 100_000
"""Points of the whole cube that are tried before a smaller region is sampled by walking in it."""
STEPS = 20
"""Steps of each walker of the slice sampler between one sample and the next."""
THINNED = 3
"""Steps between two points of one walker that are kept."""
SHRINKS = 40
"""Times a slice is shortened before a walker stays where it is."""


@dataclass(frozen=True)
class Region:
    """What all waves so far leave of the unit cube."""

    parameters: int
    rules: tuple[Rule, ...] = ()

    def holds(self, unit: Array) -> Array:
        """Whether points [point, parameter] lie in it; later waves are asked of what earlier ones leave."""
        unit = np.asarray(unit, float)
        left = np.flatnonzero(np.all((unit >= 0) & (unit <= 1), axis=1))
        for rule in self.rules:
            left = left[rule.holds(unit[left])] if len(left) else left
        found = np.zeros(len(unit), bool)
        found[left] = True
        return found

    def within(self, rule: Rule) -> Region:
        return Region(self.parameters, (*self.rules, rule))


@dataclass(frozen=True)
class Sampled:
    """A region with its size and points evenly spread in it."""

    region: Region
    volume: float
    """Share of the whole cube."""
    unit: Array
    """[point, parameter]; empty when nothing is left."""


def whole(parameters: int, number: int, seed: int) -> Sampled:
    """The whole cube."""
    rng = np.random.default_rng([seed, 1])
    return Sampled(Region(parameters), 1.0, rng.random((number, parameters)))


def narrowed(before: Sampled, rule: Rule, number: int, seed: int) -> Sampled:
    """What ``rule`` leaves of a region, sampled with ``number`` points.

    While enough of the cube is left the sample is drawn by rejection, which also measures the volume. Of a
    small region the volume is the share of the earlier sample that is left, times the volume before; those
    points are then spread by slice sampling (Neal 2003) along lines between them. Deterministic.
    """
    region = before.region.within(rule)
    kept: list[Array] = []
    tried = 0
    rng = np.random.default_rng([seed, len(region.rules), 2])
    while tried < MOST_TRIED and sum(map(len, kept)) < number:
        unit = rng.random((BATCH, region.parameters))
        kept.append(unit[region.holds(unit)])
        tried += BATCH
        if tried >= BATCH * 2 and sum(map(len, kept)) * MOST_TRIED < number * tried:
            break  # too small for rejection
    found = np.concatenate(kept)
    if len(found) >= number:
        return Sampled(region, len(found) / tried, found[:number])
    left = before.unit[region.holds(before.unit)]
    share = len(left) / len(before.unit) if len(before.unit) else 0.0
    starts = np.concatenate([left, found])
    volume = len(found) / tried if len(found) >= len(left) else before.volume * share
    if not len(starts):
        return Sampled(region, 0.0, starts.reshape(0, region.parameters))
    return Sampled(region, volume or 1.0 / tried, walked(region, starts, number, rng))


def walked(region: Region, starts: Array, number: int, rng: np.random.Generator, steps: int = STEPS) -> Array:
    """``number`` points evenly spread in a region, from some that lie in it.

    Walkers begin at the starts and move along random lines, half of them parallel to the line between two
    others, by shrinking slices: each step leaves the even distribution unchanged.
    """
    place = (
        starts[rng.permutation(len(starts))[:number]]
        if len(starts) >= number
        else starts[np.concatenate([np.arange(len(starts)), rng.integers(0, len(starts), number - len(starts))])]
    )
    place = place.copy()
    spread = np.maximum(place.std(axis=0), 0.02)
    for _ in range(steps):
        line = rng.normal(size=place.shape) * spread
        one, other = rng.integers(0, number, (2, number))
        between = place[one] - place[other]
        paired = (rng.random(number) < 0.5) & (np.abs(between).max(axis=1) > 1e-9)
        line[paired] = between[paired]
        place = _slice(region, place, line, rng)
    return place


def _slice(region: Region, place: Array, line: Array, rng: np.random.Generator) -> Array:
    """One step of every walker: somewhere on the stretch of its line that lies in the cube and the region."""
    with np.errstate(divide="ignore", invalid="ignore"):
        to_low, to_high = -place / line, (1.0 - place) / line
    first = np.where(line > 0, to_low, to_high)
    last = np.where(line > 0, to_high, to_low)
    low = np.where(line == 0, -np.inf, first).max(axis=1)
    high = np.where(line == 0, np.inf, last).min(axis=1)
    new, active = place.copy(), np.arange(len(place))
    for _ in range(SHRINKS):
        if not len(active):
            break
        step = low[active] + rng.random(len(active)) * (high[active] - low[active])
        tried = np.clip(place[active] + step[:, None] * line[active], 0.0, 1.0)
        good = region.holds(tried)
        new[active[good]] = tried[good]
        back = step < 0
        low[active[~good & back]] = step[~good & back]
        high[active[~good & ~back]] = step[~good & ~back]
        active = active[~good]
    return new


def many(sampled: Sampled, number: int, seed: int) -> Array:
    """``number`` points evenly spread in a region: by rejection while it is large, else the places that its
    sample's walkers come through. Neighbouring rows of the latter are not independent."""
    rng = np.random.default_rng([seed, 5])
    region, kept = sampled.region, [np.zeros((0, sampled.region.parameters))]
    if sampled.volume * MOST_TRIED >= 0.2 * number:
        while sum(map(len, kept)) < number:
            unit = rng.random((BATCH, region.parameters))
            kept.append(unit[region.holds(unit)])
        return np.concatenate(kept)[:number]
    place = sampled.unit
    while sum(map(len, kept)) < number:
        place = walked(region, place, len(place), rng, THINNED)
        kept.append(place)
    return np.concatenate(kept)[:number]


def spread_out(sample: Array, number: int, seed: int, tries: int = 50) -> Array:
    """``number`` of the sample's points that keep their distance: of some random choices the one whose
    nearest neighbours are furthest apart, on average of the logarithm."""
    from scipy.spatial.distance import pdist, squareform

    rng = np.random.default_rng([seed, 3])
    if len(sample) <= number:
        return sample
    best, kept = -np.inf, sample[:number]
    for _ in range(tries):
        chosen = sample[np.sort(rng.choice(len(sample), number, replace=False))]
        distance = squareform(pdist(chosen)) + np.diag(np.full(number, np.inf))
        nearest = float(np.log(np.maximum(distance.min(axis=1), 1e-12)).mean())
        if nearest > best:
            best, kept = nearest, chosen
    return np.asarray(kept)


def first_points(parameters: int, number: int, seed: int) -> Array:
    """A Latin hypercube [point, parameter] over the whole cube."""
    from scipy.stats import qmc

    rng = np.random.default_rng([seed, 4])
    return np.asarray(qmc.LatinHypercube(parameters, rng=rng).random(number))


__all__ = ["Region", "Sampled", "first_points", "many", "narrowed", "spread_out", "walked", "whole"]
