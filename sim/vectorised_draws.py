"""Draws for many at once: the words of :mod:`sim.rng`, for vectors of uids, in numpy.

A person's draw is keyed by the seed, the uid and the question asked, so adding a place, a club or a
neighbour changes nobody's own.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from sim.jit import kernel
from sim.kernel_folder import jit_enabled
from sim.rng import (
    LOW,
    MONTH_OFFSET,
    MULTIPLIER_0,
    MULTIPLIER_1,
    ROUNDS,
    SCALE,
    SHIFT,
    WEYL_0,
    WEYL_1,
    Process,
    named_uid,
    philox,
)

Array = np.ndarray[Any, Any]
CHUNK = 8192  # four counters and two products of so many words stay in the cache


class Ask(IntEnum):
    """What is asked of a uid (the draw's block). A number is never reused."""

    BODY = 0  # age, sex, schooling, health
    MIND = 1  # trust, attitude, openness, belonging
    LIFE = 2  # lives with parents, partner, pairing, recognised
    DAYS = 3  # in work, in clubs, volunteers, regular somewhere
    LANGUAGE = 4  # language, since when in work, order among clubs' members, order among regulars
    CLUBS = 5  # which clubs first: two blocks
    CLUBS_MORE = 6
    KIN = 7  # parents near, which, hours
    FAMILY = 8  # households: newcomers, years, pathway, origin
    HOME = 9  # households: tenure, which rent, order, beds
    FIRM = 10  # employers: size, willingness, order
    JOB = 11  # jobs: skill, vacancy, order, since when
    CLUB = 12  # clubs: size, welcome, venue, founded
    CAR = 13  # households: a car
    RELATIVE = 14  # which parents
    HEALTH = 15  # newcomers: ill
    CHILD = 100  # and up: to be a parent of a child of so many years


def philox_many(c0: Array, c1: Array, c2: Array, c3: Array, k0: Any, k1: Any) -> tuple[Array, ...]:
    """Philox4x32-10 on uint64 vectors of 32-bit words; the keys are scalars."""
    for _ in range(ROUNDS):
        p0 = c0 * MULTIPLIER_0
        p1 = c2 * MULTIPLIER_1
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ k0, p1 & LOW, (p0 >> SHIFT) ^ c3 ^ k1, p0 & LOW
        k0 = np.uint64((int(k0) + int(WEYL_0)) & 0xFFFFFFFF)
        k1 = np.uint64((int(k1) + int(WEYL_1)) & 0xFFFFFFFF)
    return c0, c1, c2, c3


@kernel
def fill_blocks(uids: Any, when: Any, block: Any, k0: Any, k1: Any, result: Any) -> None:
    """:func:`sim.rng.philox` of each uid, into ``result`` (4, n); all uint64."""
    for i in range(uids.shape[0]):
        w0, w1, w2, w3 = philox(uids[i] & LOW, uids[i] >> SHIFT, when, block, k0, k1)
        result[0, i] = w0
        result[1, i] = w1
        result[2, i] = w2
        result[3, i] = w3


def blocks_many(uids: Array, when: int, block: int, key: Any) -> Array:
    """(4, n) words: the block of each uid, for one time, block number and key (uint64)."""
    result = np.empty((4, len(uids)), np.uint64)
    second, third, k0, k1 = np.uint64(when), np.uint64(block), key & LOW, key >> SHIFT
    if jit_enabled():  # a few times as fast, and other threads can work meanwhile
        fill_blocks(np.ascontiguousarray(uids, np.uint64), second, third, k0, k1, result)
        return result
    for first in range(0, len(uids), CHUNK):
        part = uids[first : first + CHUNK]
        same = np.full(len(part), second)
        number = np.full(len(part), third)
        result[:, first : first + CHUNK] = philox_many(part & LOW, part >> SHIFT, same, number, k0, k1)
    return result


def words_many(seed: Any, process: int, uids: Array, month: int, block: int) -> Array:
    """(4, n) words, equal to :func:`sim.rng.words` of each uid."""
    return blocks_many(uids, ((month + MONTH_OFFSET) * 256 + process) & 0xFFFFFFFF, block, seed)


def uniforms_many(seed: Any, process: int, uids: Array, ask: int, month: int = 0) -> Array:
    """(4, n) draws from (0, 1), equal to :func:`sim.rng.uniforms` of each uid with block ``ask``."""
    return np.asarray((words_many(seed, process, uids, month, ask).astype(np.float64) + 0.5) * SCALE)


def person_draws(seed: Any, uids: Array, ask: int) -> Array:
    return uniforms_many(seed, Process.PERSON, uids, ask)


def thing_draws(seed: Any, uids: Array, ask: int) -> Array:
    """Draws for households, homes, employers, jobs and clubs."""
    return uniforms_many(seed, Process.REGION, uids, ask)


def numbered_uids(count: int, *names: object) -> Array:
    """uids of the first ``count`` things of a name: ``numbered_uids(3000, "resident", "vannas")``.

    Number k's uid depends on the names and k alone.
    """
    base = named_uid(*names)
    w0, w1, _, _ = blocks_many(np.arange(count, dtype=np.uint64), 0, 0, np.uint64(base))
    return np.asarray((w1 << SHIFT) | w0)


def derived_uids(uids: Array, kind: str) -> Array:
    """uids of things that belong to somebody, such as the household of its first member."""
    base = named_uid("derived", kind)
    w0, w1, _, _ = blocks_many(uids, 0, 0, np.uint64(base))
    return np.asarray((w1 << SHIFT) | w0)


def choice_many(u: Array, weights: Any) -> Array:
    """Which of some alternatives each draw falls on; ``weights`` (k) or (n, k), any scale."""
    weights = np.asarray(weights, np.float64)
    if weights.ndim == 1:
        bounds = np.cumsum(weights / weights.sum())[:-1]
        return np.searchsorted(bounds, u, side="right")
    bounds = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)[:, :-1]
    return np.asarray((u[:, None] >= bounds).sum(axis=1))


def beta_many(u: Array, mean: Any, concentration: float) -> Array:
    """Beta quantiles of ``u``, by tabulated inversion; ``mean`` one number, ``concentration`` = a + b."""
    mean = min(max(float(mean), 0.02), 0.98)
    a, b = mean * concentration, (1.0 - mean) * concentration
    x = (np.arange(2048) + 0.5) / 2048
    mass = np.cumsum(np.exp((a - 1.0) * np.log(x) + (b - 1.0) * np.log1p(-x)))
    return np.interp(u, mass / mass[-1], x)


def logistic_many(u: Array, sd: float) -> Array:
    """Noise of mean 0 and standard deviation ``sd`` (logistic)."""
    return np.asarray(np.log(u / (1.0 - u)) * (sd / 1.8138))


def apportioned(total: int, weights: Any) -> Array:
    """Whole numbers that sum to ``total`` in proportion to ``weights`` (largest remainders)."""
    weights = np.asarray(weights, np.float64)
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    rest = np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]
    whole[rest] += 1
    return whole
