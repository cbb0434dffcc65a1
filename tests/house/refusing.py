"""A kernel that refuses, in one that calls it: what an error says must come back from a file too."""

from __future__ import annotations

from typing import Any

from sim.jit import kernel


@kernel
def checked(value: float, least: float) -> float:
    if value < least:
        raise ValueError("too_small")
    return value


@kernel
def refuse_below(values: Any, least: float) -> float:
    total = 0.0
    for at in range(values.shape[0]):
        total += checked(values[at], least)
    return total
