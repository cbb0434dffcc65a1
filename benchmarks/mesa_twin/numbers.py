"""The scenario's numbers by name: ``numbers.meeting.free_hours``. No number is said twice: they come with the town."""

from __future__ import annotations

import math
import random
from types import SimpleNamespace
from typing import Any

MASK = 0xFFFFFFFF


def named(value: Any) -> Any:
    """Dictionaries as attributes, all the way down."""
    if isinstance(value, dict):
        return SimpleNamespace(**{key: named(inner) for key, inner in value.items()})
    return value


def share_gone(half_life: float) -> float:
    """Share of a distance gone after a month."""
    return float(1.0 - 2.0 ** (-1.0 / half_life))


def power_of_two(seats: int) -> int:
    """Seats of a roster for at least so many: the next power of two."""
    return 1 << (seats - 1).bit_length()


def clip(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))


def poisson(mean: float, source: random.Random) -> int:
    """A Poisson number by inversion; Python's ``random`` has none."""
    u = source.random()
    term = total = math.exp(-mean)
    count = 0
    while u > total and term > 0.0:
        count += 1
        term *= mean / count
        total += term
    return count


def pair_number(key: int, uid_a: int, uid_b: int) -> float:
    """What a pair keeps for life, in (0, 1): Philox4x32-10 (Salmon et al. 2011) of both identities.

    bygd keeps the affinity of every pair this way, also of those who do not know each other; both programs must start
    from the same pairs as well as from the same people.
    """
    low, high = min(uid_a, uid_b), max(uid_a, uid_b)
    c0, c1, c2, c3 = low & MASK, low >> 32, high & MASK, high >> 32
    k0, k1 = key & MASK, key >> 32
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & MASK, (p0 >> 32) ^ c3 ^ k1, p0 & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return (c0 + 0.5) * 2.0**-32
