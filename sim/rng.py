"""Random numbers that belong to people, not to a stream.

Every draw is a function of (seed, process, uid, month, draw number): Philox4x32-10 (Salmon, Moraes,
Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3") with key = seed and counter =
(uid low, uid high, month and process, block). Two arms of an experiment therefore share every draw
that is asked the same question, in any order, on any number of threads.

A block gives four words; :func:`uniforms` is the cheap way to get four draws for one person and month.
"""

from __future__ import annotations

import hashlib
import math
from enum import IntEnum
from typing import Any

import numpy as np

from sim.jit import kernel

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
MIX_0 = np.uint64(0xBF58476D1CE4E5B9)
MIX_1 = np.uint64(0x94D049BB133111EB)
LOW = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)
ROUNDS = 10
SCALE = 2.0**-32
PAIRS = 0xFFFFFFFF  # the block that keys of pairs come from; no uid 0 ever asks for it
AHEAD = 256
"""Rows that :func:`uniforms_ahead` draws for at once: what they draw stays in the nearest cache."""
ROOM_AHEAD = 4 * AHEAD
"""Length of the array that takes their draws."""
MONTH_OFFSET = 1 << 20  # months before the start are negative; counters are not


class Process(IntEnum):
    """Who is drawing. A number is never reused: an old number's draws must stay its own."""

    REGION = 1
    PERSON = 2
    HOUSEHOLD = 3
    WIRING = 4
    DEATHS = 10
    BIRTHS = 11
    YOUTH = 12
    PARTNERS = 13
    ARRIVALS = 14
    REUNIFICATION = 15
    INFLOW = 16
    CLUB_HEARING = 20
    CLUB_JOINING = 21
    CLUB_LEAVING = 22
    CLUB_FOUNDING = 23
    MINGLING = 30
    INTRODUCTIONS = 31
    AFFINITY = 32
    COURSES = 40
    ATTITUDES = 50
    INFLUENCE = 51
    VACANCIES = 60
    HIRING = 61
    JOB_LOSS = 62
    RECOGNITION = 63
    EMPLOYERS = 64
    SCHOOLING = 65
    HOUSING = 70
    SERVICES = 71
    FUNDING = 75
    COORDINATION = 76
    VOLUNTEERS = 77
    OUTREACH = 78
    MATCHING = 79
    LEAVING = 80
    DESTINATION = 81
    IDENTITY = 90
    SAMPLING = 91
    TAKING_PART = 92
    RECEPTION = 93
    SETTLEMENT = 94
    CLUB_BOARDS = 95
    CLUB_FIRST_TERMS = 96
    SERVICE_DECISIONS = 97
    CHILDCARE = 105
    DRIVING = 100
    HOME_STOCK = 101
    HEALTH = 110
    RETURNING = 111
    SECONDARY = 112
    MEETING_PLACES = 120
    SPREADING = 122
    PLACEMENTS = 123
    BUSINESSES = 124
    CLIMATE = 126


OWN_NUMBERS = range(128, 256)
_owners: dict[int, str] = {}


def own_number(number: int, owner: str) -> int:
    """A number for the draws of a process that keeps it in its own module rather than in :class:`Process`.

    ``number``: one of ``OWN_NUMBERS``; ``owner``: the module, ``__name__``. Raises ``ValueError`` for a number
    that another module has: two processes would share their draws.
    """
    if number not in OWN_NUMBERS:
        raise ValueError(f"{owner}: {number} is no number of its own; give one from 128 to 255")
    if _owners.setdefault(number, owner) != owner:
        raise ValueError(f"{owner}: {_owners[number]} draws by number {number} already; give another")
    return number


@kernel
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """Philox4x32-10. All arguments and the four results are uint64 holding 32-bit words."""
    for _ in range(ROUNDS):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0, c1, c2, c3 = ((p1 >> SHIFT) ^ c1 ^ k0, p1 & LOW, (p0 >> SHIFT) ^ c3 ^ k1, p0 & LOW)
        k0 = (k0 + WEYL_0) & LOW
        k1 = (k1 + WEYL_1) & LOW
    return c0, c1, c2, c3


@kernel
def words(seed: Any, process: int, uid: Any, month: int, block: int) -> Any:
    """Four 32-bit words for (seed, process, uid, month, block); ``seed`` and ``uid`` are uint64."""
    return philox(
        uid & LOW,
        uid >> SHIFT,
        np.uint64((month + MONTH_OFFSET) * 256 + process) & LOW,
        np.uint64(block),
        seed & LOW,
        seed >> SHIFT,
    )


@kernel
def uniforms(seed: Any, process: int, uid: Any, month: int, block: int) -> Any:
    """Four draws from the open interval (0, 1)."""
    w0, w1, w2, w3 = words(seed, process, uid, month, block)
    return (
        (np.float64(w0) + 0.5) * SCALE,
        (np.float64(w1) + 0.5) * SCALE,
        (np.float64(w2) + 0.5) * SCALE,
        (np.float64(w3) + 0.5) * SCALE,
    )


@kernel
def uniforms_ahead(seed: Any, process: int, uids: Any, first: int, stop: int, month: int, draws: Any) -> None:
    """:func:`uniforms` of block 0 for rows ``first`` to ``stop`` of ``uids``, at most :data:`AHEAD` of them.

    ``draws`` (:data:`ROOM_AHEAD`,) is read by :func:`drawn`. Where nearly everybody draws this costs a third of a draw
    at a time, for the compiler has eight people drawn for at once; it is one array so that nothing must be proved of
    four.
    """
    when = np.uint64((month + MONTH_OFFSET) * 256 + process) & LOW
    k0, k1 = seed & LOW, seed >> SHIFT
    for k in range(min(stop - first, AHEAD)):
        uid = uids[np.uint64(first + k)]  # unsigned: no row counted from the end, which is what vectors need
        w0, w1, w2, w3 = philox(uid & LOW, uid >> SHIFT, when, np.uint64(0), k0, k1)
        draws[k] = (np.float64(w0) + 0.5) * SCALE
        draws[k + AHEAD] = (np.float64(w1) + 0.5) * SCALE
        draws[k + 2 * AHEAD] = (np.float64(w2) + 0.5) * SCALE
        draws[k + 3 * AHEAD] = (np.float64(w3) + 0.5) * SCALE


@kernel
def drawn(draws: Any, at: int) -> Any:
    """The four draws of the row ``at`` places after the first that :func:`uniforms_ahead` drew for."""
    return draws[at], draws[at + AHEAD], draws[at + 2 * AHEAD], draws[at + 3 * AHEAD]


@kernel
def uniform(seed: Any, process: int, uid: Any, month: int, draw: int) -> float:
    """Draw number ``draw`` from (0, 1). Prefer :func:`uniforms` where several are needed."""
    u = uniforms(seed, process, uid, month, draw // 4)
    return u[draw % 4]


@kernel
def pair_key(seed: Any, process: int, month: int) -> Any:
    """The key (uint64) of a month's draws of pairs: two uids fill the counter, the rest makes the key."""
    w0, w1, _, _ = words(seed, process, np.uint64(0), month, PAIRS)
    return (w1 << SHIFT) | w0


@kernel
def pair_word(key: Any, uid_a: Any, uid_b: Any) -> Any:
    """One 32-bit word for an unordered pair of people: the same whichever of them asks.

    ``key``: from :func:`pair_key`.
    """
    low, high = (uid_a, uid_b) if uid_a < uid_b else (uid_b, uid_a)
    w0, _, _, _ = philox(low & LOW, low >> SHIFT, high & LOW, high >> SHIFT, key & LOW, key >> SHIFT)
    return w0


@kernel
def rank_of(word: Any, uid: Any) -> Any:
    """The rank (uint64) of a thing in somebody's eyes: the least of those there are is the one drawn.

    Rendezvous hashing (Thaler and Ravishankar 1998, "Using name-based mappings to increase hit rates"):
    each thing is the least with the same chance, and one thing more or less changes the answer only of
    those who would have drawn it. ``word``: what was drawn for the person and question (uint64); ``uid``:
    the thing's.
    Mixed by the finaliser of SplitMix64 (Steele, Lea and Flood 2014), many times cheaper than Philox.
    """
    z = word ^ uid
    z = (z ^ (z >> np.uint64(30))) * MIX_0
    z = (z ^ (z >> np.uint64(27))) * MIX_1
    return z ^ (z >> np.uint64(31))


@kernel
def derived_uid(uid: Any, kind: int, ordinal: int) -> Any:
    """The uid of somebody who exists because of somebody else (a child, a reunited spouse).

    Does not depend on the seed or the arm: the same mother's same child has the same uid everywhere.
    """
    w0, w1, _, _ = philox(
        uid & LOW, uid >> SHIFT, np.uint64(kind), np.uint64(ordinal), np.uint64(0x62796764), np.uint64(0)
    )
    return (w1 << SHIFT) | w0


@kernel
def normal_quantile(p: float) -> float:
    """Standard normal quantile (Acklam's rational approximation, relative error below 1.2e-9)."""
    if p < 0.02425 or p > 0.97575:
        tail = p if p < 0.5 else 1.0 - p
        q = math.sqrt(-2.0 * math.log(tail))
        x = (
            (
                (
                    ((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e00) * q
                    - 2.549732539343734e00
                )
                * q
                + 4.374664141464968e00
            )
            * q
            + 2.938163982698783e00
        ) / (
            (
                ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e00) * q
                + 3.754408661907416e00
            )
            * q
            + 1.0
        )
        return x if p < 0.5 else -x
    q = p - 0.5
    r = q * q
    return (
        (
            (
                (
                    ((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
                    + 1.383577518672690e02
                )
                * r
                - 3.066479806614716e01
            )
            * r
            + 2.506628277459239e00
        )
        * q
    ) / (
        (
            (((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01)
            * r
            - 1.328068155288572e01
        )
        * r
        + 1.0
    )


def named_uid(*names: object) -> int:
    """A 64-bit uid for something that has a name: ``named_uid("resident", "Vännäs", 17)``."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def seed_word(seed: int | str) -> np.uint64:
    """The key of all draws. ``"42"`` and ``42`` are the same seed."""
    return np.uint64(int(seed) & 0xFFFFFFFFFFFFFFFF)


@kernel
def pick(weights: Any, u: float) -> int:
    """Position in ``weights`` (n,), each as likely as its share of their sum, by the draw ``u``."""
    total = 0.0
    for k in range(weights.shape[0]):
        total += weights[k]
    reached = 0.0
    for k in range(weights.shape[0]):
        reached += weights[k]
        if u * total < reached:
            return k
    return weights.shape[0] - 1
