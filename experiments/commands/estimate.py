"""How long a sweep is going to take, before it starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from experiments.designs import Design
from experiments.workers.limits import NO_LIMITS
from experiments.workers.order import Order
from experiments.workers.shared import Looks, Shared, extrapolated, foreseen

BUILDING = 240e-6
"""Seconds to build one inhabitant and read out the outcomes, as measured on one core of a server."""
MONTH = 3.8e-6
"""Seconds of one inhabitant's month, there."""
LOOKED_AT = 128
"""Runs of one seed whose pasts are compared before work starts; more have as much in common as the last of these."""


def shared(design: Design) -> Shared:
    """What the runs of a design have in common, as far as its points say."""
    from experiments.commands.sweep import orders_of

    points = min(len(design.points), LOOKED_AT)
    orders = orders_of(
        design, [(0, point) for point in range(points)], threads=1, limits=NO_LIMITS, simulate=None, draws=None
    )
    return shared_of(orders, len(design.points), design.replicates)


def shared_of(orders: Iterable[Order], runs: int, seeds: int) -> Shared:
    """What ``runs`` with each of some seeds have in common, as far as ``orders``, the first with one of them, say."""
    first = [replace(order, position=place) for place, order in enumerate(orders)]
    look = Looks()
    whole = foreseen(first, look)
    half = foreseen(first[: len(first) // 2], look) if len(first) < runs else whole
    return extrapolated(whole, half, runs).times(seeds)


def seconds(design: Design, jobs: int, work: Shared) -> float:
    """About how long the runs of a design take on ``jobs`` workers [s], if they have ``work`` in all."""
    people = sum(place.population for place in design.base.places.values())
    each = work.regions * BUILDING + work.simulated * MONTH
    return people * each / max(1, min(jobs, design.runs))


__all__ = ["LOOKED_AT", "seconds", "shared", "shared_of"]
