"""What a lever on the welcome or the venues of a kind of club changes in the clubs there are.

A club keeps its rank among the clubs of its kind: the welcome it was laid or founded with moves by the odds of the
kind's mean against the mean of then, so that it stays between 0 and 1, follows from the present mean alone however
often that was moved, and is as it was, to the byte, when a lever is taken back; a venue is neutral where the club's
lasting draw is below the kind's share, so that the same share always means the same venues.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.scenario.schema.clubs import trait
from sim.town import Town, Used
from sim.vectorised_draws import Ask, thing_draws

Array = np.ndarray[Any, Any]
WELCOME, NEUTRAL = trait("welcome"), trait("neutral")
LEAST = 1e-3
"""A welcome or a mean of exactly 0 or 1 counts as so far from it: otherwise what clubs differ in would be lost
for good, and a club with the fullest welcome would keep it whatever happens."""


def odds(mean: Any) -> Any:
    mean = np.clip(mean, LEAST, 1.0 - LEAST)
    return mean / (1.0 - mean)


def moved_welcome(own: Array, usual: Array, now: float) -> Array:
    """Welcome (n,) of clubs that were laid or founded with ``own`` (float32, (n,)) when their kind's mean was ``usual``
    (float32, (n,)): its odds multiplied by those of the mean ``now`` over those of then."""
    factor = odds(now) / odds(usual.astype(np.float64))
    inside = np.where(own >= 1.0, 1.0 - LEAST, np.where(own <= 0.0, LEAST, own.astype(np.float64)))
    return np.where(usual == np.float32(now), own, inside * factor / (1.0 - inside + inside * factor))


def follow(town: Town, before: Any, now: Any) -> None:
    """Open and closed clubs take over what changed from the rules ``before`` to those of ``now``."""
    clubs, count = town.state.clubs, int(town.used[Used.CLUBS])
    for kind in range(now.by_type.shape[1]):
        welcome = float(before.by_type[WELCOME, kind]), float(now.by_type[WELCOME, kind])
        venue = float(before.by_type[NEUTRAL, kind]), float(now.by_type[NEUTRAL, kind])
        these = np.flatnonzero(clubs.type[:count] == kind)
        if welcome[0] != welcome[1]:
            clubs.welcome[these] = moved_welcome(clubs.welcome_own[these], clubs.welcome_usual[these], welcome[1])
        if venue[0] != venue[1]:
            drawn = thing_draws(town.seed, clubs.uid[these], Ask.CLUB)[2]  # as when they were laid or founded
            clubs.neutral[these] = drawn < venue[1]
