"""Differences by place and group, within pairs of runs as all others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.comparison.paired import Difference, difference
from experiments.outcomes.breakdown import Key, keys_of
from experiments.outcomes.catalogue import measure
from experiments.outcomes.outcome import LEAST, Result

Array = np.ndarray[Any, Any]


def differences_in(
    base: Sequence[Result], policy: Sequence[Result], groups: Array | None = None
) -> dict[Key, Difference]:
    """By (measure, place, group), of what every run of both arms has.

    ``base`` and ``policy``: runs of the same replicates in the same order; ``groups`` as in
    :func:`~experiments.comparison.paired.difference`, so that the intervals are of the same kind. Retention
    counts only where enough newcomers are followed on average, as in the whole region.
    """
    results = (*base, *policy)
    found = {}
    for key in keys_of(one.breakdown for one in results):
        followed = [one.followed_in.get(key, 0.0) for one in results]
        if any(key in one.followed_in for one in results) and float(np.mean(followed)) < LEAST:
            continue
        none = 0.0 if measure(key[0]).adds_up else math.nan  # no row: nothing happened, or nobody is there
        before, after = (np.array([one.breakdown.get(key, none) for one in arm]) for arm in (base, policy))
        if not np.isnan(before + after).any():
            found[key] = difference(key[0], before, after, groups)
    return found


__all__ = ["differences_in"]
