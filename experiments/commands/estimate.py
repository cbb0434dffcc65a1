"""How long a sweep is going to take, before it starts."""

from __future__ import annotations

from experiments.designs import Design

BUILDING = 240e-6
"""Seconds to build one inhabitant and read out the outcomes, as measured on one core of a server."""
MONTH = 3.8e-6
"""Seconds of one inhabitant's month, there."""


def seconds(design: Design, runs: int, jobs: int) -> float:
    """About how long ``runs`` of a design take on ``jobs`` workers [s]."""
    people = sum(place.population for place in design.base.places.values())
    return runs * people * (BUILDING + design.months * MONTH) / max(1, min(jobs, runs))


__all__ = ["seconds"]
