"""Who gains by the matched rule, who is sent elsewhere, and whether the gap between groups grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from bygd.settle.effects import VALUE, Effect, Effects, OfGroup

Array = np.ndarray[Any, Any]


class Gap(NamedTuple):
    """Between the groups of a dimension."""

    dimension: str
    worst: OfGroup
    """The group with the lowest value today."""
    gap: Effect
    """Value of the best group less that of the worst, both as they are today and by the matched rule."""


class ByEstimate(NamedTuple):
    """What the estimates say of the assignment, as shares of all households."""

    moved: float
    """Sent elsewhere than today."""
    lower: float
    """Sent where their kind is estimated to do worse than it does on average today."""
    envy: float
    """Sent where their kind is estimated to do worse than elsewhere in the region, where some of the same kind are
    sent."""
    envy_today: float


def gaps(found: Effects) -> list[Gap]:
    """Of family, origin and schooling, where there are two groups or more with runs of their own."""
    told = []
    for dimension in dict.fromkeys(one.dimension for one in found.groups if one.dimension):
        groups = [one for one in found.groups if one.dimension == dimension and VALUE in one.effects]
        if len(groups) < 2:
            continue
        worst = min(groups, key=lambda one: one.effects[VALUE].today)
        best = max(groups, key=lambda one: one.effects[VALUE].today)
        ends = [
            (max(ends) - min(ends)) for ends in ([getattr(one.effects[VALUE], arm) for one in groups] for arm in ARMS)
        ]
        one, other = worst.effects[VALUE].values, best.effects[VALUE].values
        both = min(one.size, other.size)
        change = (other[:both] - one[:both]) if one.size == other.size else np.zeros(0)
        told.append(Gap(dimension, worst, Effect(ends[0], ends[1], change)))
    return told


ARMS = ("today", "matched")


def by_estimate(value: Array, today: Array, sent: Array) -> ByEstimate:
    """``value`` (supply, place) as estimated; ``today``, ``sent`` (supply, place): households a year."""
    whole = float(sent.sum())
    average = (value * today).sum(axis=1) / today.sum(axis=1)
    lower = value < average[:, None] - CLOSE

    def envious(households: Array) -> float:
        best = np.where(households > 0.0, value, -np.inf).max(axis=1)
        return float(households[value < best[:, None] - CLOSE].sum()) / whole

    moved = float(np.clip(sent - today, 0.0, None).sum()) / whole
    return ByEstimate(moved, float(sent[lower].sum()) / whole, envious(sent), envious(today))


CLOSE = 0.01
"""Estimates that differ by less count as the same."""


def gainers(found: Effects) -> tuple[list[OfGroup], list[OfGroup]]:
    """Groups whose value is shown to rise, and shown to fall."""
    groups: Sequence[OfGroup] = [one for one in found.groups if one.dimension]
    effects: Mapping[str, Effect] = {one.group: one.effects[VALUE] for one in groups if VALUE in one.effects}
    up = [one for one in groups if one.group in effects and effects[one.group].better]
    down = [one for one in groups if one.group in effects and effects[one.group].worse]
    return up, down


__all__ = ["ByEstimate", "Gap", "by_estimate", "gainers", "gaps"]
