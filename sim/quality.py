"""What an hour of a pair counts: a lasting affinity and likeness, and what they can say to each other.

The lasting part (some pairs click; likes seek likes, by what they are when they meet) is one byte kept in both slots
of the tie, on a logarithmic scale; the passing part (shared language, attitudes) is asked each month.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from sim import rng
from sim.codes import LONG_AGO
from sim.jit import kernel
from sim.rng import normal_quantile, pair_key, pair_word

AFFINITY = rng.Process.AFFINITY.value
STEPS = 256
LEAST, MOST = 0.02, 40.0
LOG_LEAST = math.log(LEAST)
LOG_STEP = (math.log(MOST) - math.log(LEAST)) / (STEPS - 1)
MONTHS = 12.0


@cache
def quality_table() -> np.ndarray[Any, Any]:
    """Multiplier (float64, 256) of each quality byte."""
    return np.array([math.exp(LOG_LEAST + LOG_STEP * step) for step in range(STEPS)])


@kernel
def affinity_key(seed: Any) -> Any:
    """The key of lasting affinities, for :func:`pair_quality`."""
    return pair_key(seed, AFFINITY, 0)


@kernel
def graded(gap: float, least: float) -> float:
    """1 for no gap, half of the way down to ``least`` for a gap of 1, ``least`` for one without end."""
    return least + (1.0 - least) / (1.0 + gap * gap)


@kernel
def likeness(rules: Any, people: Any, a: int, b: int) -> float:
    """What an hour of two people counts for their likeness as they are when they meet; ``rules`` are the TiesRules.

    A product of one factor for each dimension, 1 where they are alike, at least ``least_likeness``: age (falling
    with the gap, half at ``age_gap_years``), origin (``other_origin_likeness``), and stage of life: down to
    ``other_stage_likeness`` between those with children at home and those without, and between parents the farther
    the ages of their youngest are apart, half of it at ``stage_gap_years``.
    """
    gap = (np.float64(people.birth[a]) - np.float64(people.birth[b])) / (MONTHS * rules.age_gap_years)
    count = graded(gap, 0.0)
    if people.origin[a] != people.origin[b]:
        count *= rules.other_origin_likeness
    if people.youngest[a] != people.youngest[b]:
        if people.youngest[a] == LONG_AGO or people.youngest[b] == LONG_AGO:
            count *= rules.other_stage_likeness
        else:
            apart = np.float64(people.youngest[a]) - np.float64(people.youngest[b])
            count *= graded(apart / (MONTHS * rules.stage_gap_years), rules.other_stage_likeness)
    return max(float(rules.least_likeness), count)


@kernel
def pair_quality(key: Any, rules: Any, people: Any, a: int, b: int) -> int:
    """The quality byte of a pair; ``key`` from :func:`affinity_key`, ``rules`` are the TiesRules.

    Affinity is lognormal with mean 1 and ``affinity_sigma``, a function of the seed and the two uids; it is
    multiplied by :func:`likeness`.
    """
    word = pair_word(key, people.uid[a], people.uid[b])
    z = normal_quantile((np.float64(word) + 0.5) * 2.0**-32)
    sigma = rules.affinity_sigma
    log_quality = sigma * z - 0.5 * sigma * sigma + math.log(likeness(rules, people, a, b))
    step = int((log_quality - LOG_LEAST) / LOG_STEP + 0.5)
    return max(0, min(STEPS - 1, step))


@kernel
def passing_quality(rules: Any, people: Any, minds: Any, a: int, b: int) -> float:
    """What language and attitudes make of an hour between two of different origin, from 0 up.

    ``rules`` are the MeetingRules. With the product of both levels at ``language_enough`` an hour counts
    in full, with none ``language_floor``, linear between; the more their levels differ the less it counts, down to
    ``other_level_likeness``; where a newcomer meets a local, the attitude of each adds or takes ``attitude_weight``
    of it.
    """
    return quality_between(
        rules,
        people.newcomer[a] != people.newcomer[b],
        np.float64(minds.language[a]),
        np.float64(minds.language[b]),
        np.float64(minds.attitude[a]),
        np.float64(minds.attitude[b]),
    )


@kernel
def quality_between(
    rules: Any, bridges: bool, language_a: float, language_b: float, attitude_a: float, attitude_b: float
) -> float:
    """:func:`passing_quality` from the numbers it depends on; ``bridges``: one is a newcomer, the other is not."""
    count = 1.0
    if rules.shared_language:
        shared = language_a * language_b / rules.language_enough
        count = rules.language_floor + (1.0 - rules.language_floor) * min(1.0, shared)
    count *= 1.0 - (1.0 - rules.other_level_likeness) * abs(language_a - language_b)
    if rules.attitudes_matter and bridges:
        count *= 1.0 + rules.attitude_weight * (attitude_a + attitude_b)
    return count
