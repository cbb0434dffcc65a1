"""From one place to another, feature by feature, in two opposite orders: which towns that takes, and what each adds.

What a feature does depends on which others are there already. Putting all in one after the other gives each a
difference, and these add up to the whole difference between the places; the mean over one order and the opposite one is
the Shapley value estimated from a pair of opposite permutations (of all orders there are the factorial of the number of
features). How far the two orders lie apart says how much features act together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from bygd.places.comparing.features import Feature
from experiments.outcomes.intervals import Interval, mean_interval

Array = np.ndarray[Any, Any]
Mix = frozenset[str]
"""Keys of the features that a town has of the other place."""


class Part(NamedTuple):
    """What one feature does to one outcome, put from the other place into the first."""

    feature: Feature
    mean: float
    """Over seeds, of the mean of the two orders."""
    low: float
    high: float
    """95 % interval of that mean; NaN with fewer than two seeds."""
    forwards: float
    """In the order of the features."""
    backwards: float
    """In the opposite order."""

    @property
    def clear(self) -> bool:
        return Interval(self.low, self.high).excludes_zero


def mixes(features: Sequence[Feature]) -> list[Mix]:
    """The towns that the two orders pass through, each once: from none of the features to all of them."""
    keys = [feature.key for feature in features]
    found = [frozenset(keys[:count]) for count in range(len(keys) + 1)]
    found += [frozenset(keys[count:]) for count in range(len(keys) - 1, 0, -1)]
    return list(dict.fromkeys(found))


def parts(features: Sequence[Feature], values: Mapping[Mix, Array]) -> list[Part]:
    """What each feature does. ``values``: by town of :func:`mixes`, an outcome by seed (n,), no NaN. The parts of a
    seed add up to the difference between its towns with all and with none."""
    keys = [feature.key for feature in features]
    found = []
    for at, feature in enumerate(features):
        forwards = values[frozenset(keys[: at + 1])] - values[frozenset(keys[:at])]
        backwards = values[frozenset(keys[at:])] - values[frozenset(keys[at + 1 :])]
        both = (forwards + backwards) / 2
        low, high = mean_interval(both)
        found.append(Part(feature, float(both.mean()), low, high, float(forwards.mean()), float(backwards.mean())))
    return found


__all__ = ["Mix", "Part", "mixes", "parts"]
