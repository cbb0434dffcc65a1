"""Which layout of ties is cheapest for a month of company? Run: ``python -m experiments.bench.tie_layouts``.

Four ways to let 100,000 people spend a month's hours on whom they know, over the same random ties:

- *choice, asking the partner*: sixteen weighted choices a person, each a scan of the slots that looks
  at the partner to see whether the focus fits;
- *choice, kept weight*: the same with the focus and the weight kept in the slot;
- *choice, random tries*: a few tries at random slots, accepted in proportion to the weight;
- *shares*: no choice at all; hours are offered in proportion to weights, and two people spend the smaller
  of the two offers (:mod:`sim.processes.ties`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

PEOPLE, TIES, MEETINGS = 100_000, 24, 16
FOCI = 6
Kernel = Callable[..., float]


def _ties(slots: int, seed: int = 1) -> tuple[Any, ...]:
    generator = np.random.default_rng(seed)
    near = generator.integers(-1500, 1500, (PEOPLE, slots))
    partner = ((np.arange(PEOPLE)[:, None] + near) % PEOPLE).astype(np.int32)
    partner[generator.random((PEOPLE, slots)) > TIES / slots] = -1
    hours = generator.lognormal(3.0, 1.2, (PEOPLE, slots)).astype(np.float32)
    focus = generator.integers(0, FOCI, (PEOPLE, slots)).astype(np.uint8)
    member = generator.integers(0, 50, (PEOPLE, FOCI)).astype(np.int32)
    return partner, hours, focus, np.sqrt(np.minimum(hours, 400)).astype(np.float32), member


@numba.njit
def _next(word: Any) -> Any:
    return word * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)


@numba.njit
def asking_partner(partner: Any, hours: Any, focus: Any, weight: Any, member: Any) -> float:
    word, met = np.uint64(1), 0.0
    for i in range(partner.shape[0]):
        for meeting in range(MEETINGS):
            word = _next(word)
            wanted = meeting % FOCI
            total, chosen = 0.0, -1
            u = float(word >> np.uint64(32)) * 2.0**-32
            for slot in range(partner.shape[1]):
                j = partner[i, slot]
                if j >= 0 and member[j, wanted] == member[i, wanted]:
                    w = math.sqrt(min(hours[i, slot], 400.0))
                    total += w
                    if u * total < w:
                        chosen = slot
            met += chosen
    return met


@numba.njit
def kept_weight(partner: Any, hours: Any, focus: Any, weight: Any, member: Any) -> float:
    word, met = np.uint64(1), 0.0
    for i in range(partner.shape[0]):
        for meeting in range(MEETINGS):
            word = _next(word)
            wanted = meeting % FOCI
            total, chosen = 0.0, -1
            u = float(word >> np.uint64(32)) * 2.0**-32
            for slot in range(partner.shape[1]):
                if partner[i, slot] >= 0 and focus[i, slot] == wanted:
                    total += weight[i, slot]
                    if u * total < weight[i, slot]:
                        chosen = slot
            met += chosen
    return met


@numba.njit
def random_tries(partner: Any, hours: Any, focus: Any, weight: Any, member: Any) -> float:
    word, met = np.uint64(1), 0.0
    for i in range(partner.shape[0]):
        for _ in range(MEETINGS):
            for _ in range(6):
                word = _next(word)
                slot = int((word >> np.uint64(33)) % np.uint64(partner.shape[1]))
                u = float((word >> np.uint64(20)) & np.uint64(0xFFF)) / 4096.0
                if partner[i, slot] >= 0 and u * 20.0 < weight[i, slot]:
                    met += slot
                    break
    return met


@numba.njit
def shares(partner: Any, hours: Any, focus: Any, weight: Any, member: Any) -> float:
    people, slots = partner.shape
    rate = np.zeros((people, FOCI + 1), np.float32)
    total = np.zeros(FOCI + 1)
    for i in range(people):
        total[:] = 0.0
        for slot in range(slots):
            if partner[i, slot] >= 0:
                w = math.sqrt(min(hours[i, slot], 400.0))
                total[focus[i, slot]] += w
                total[FOCI] += w
        for kind in range(FOCI + 1):
            rate[i, kind] = 10.0 / total[kind] if total[kind] > 0.0 else 0.0
    met = 0.0
    for i in range(people):
        for slot in range(slots):
            j = partner[i, slot]
            if j >= 0:
                w = math.sqrt(min(hours[i, slot], 400.0))
                kind = focus[i, slot]
                met += w * (min(rate[i, kind], rate[j, kind]) + min(rate[i, FOCI], rate[j, FOCI]))
    return met


def main() -> None:
    kernels: dict[str, Kernel] = {
        "choice, asking the partner": asking_partner,
        "choice, kept weight": kept_weight,
        "choice, random tries": random_tries,
        "shares": shares,
    }
    print(f"{PEOPLE:,} people, about {TIES} ties each; choices: {MEETINGS} a month; median of 5")
    print(f"{'layout':30s} {'24 slots':>20s} {'40 slots':>20s}   ns per person-month")
    for name, kernel in kernels.items():
        cells = []
        for slots in (24, 40):
            data = _ties(slots)
            kernel(*data)
            times = []
            for _ in range(5):
                began = time.perf_counter()
                kernel(*data)
                times.append(time.perf_counter() - began)
            cells.append(f"{np.median(times) / PEOPLE * 1e9:20.0f}")
        print(f"{name:30s} {cells[0]} {cells[1]}")


if __name__ == "__main__":
    main()
