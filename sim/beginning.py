"""A town to live with: built from a scenario, or gone on with under levers moved in the middle of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.month_bookkeeping import count_people
from sim.region import Built, build_region, untold
from sim.scenario import Scenario, ScenarioError, with_levers
from sim.town import Town

SEED_MOST, THREADS_MOST = 2**64 - 1, 1024


def within(name: str, value: Any, least: int, most: int) -> int:
    """``value`` as a whole number; a ValueError that names what is allowed unless it is one of them."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not least <= value <= most:
        raise ValueError(f"{name}: found {value!r}; allowed: a whole number from {least} to {most}")
    return int(value)


def begin(scenario: Scenario, seed: int | str | None = None, *, threads: int = 1, built: Built | None = None) -> Town:
    """The region of ``scenario`` before its first month, ready for :func:`sim.schedule.month`.

    Raises ``ScenarioError`` for a region that cannot be built, and ``ValueError`` for a ``seed`` that is no
    whole number from 0 to 2^64 - 1 (or its digits) and for ``threads`` outside 1 to 1024. ``built(part)`` is told
    now and then which part of the building is done [0-1].
    """
    if isinstance(seed, str) and seed.isdecimal():
        seed = int(seed)
    seed = scenario.seed if seed is None else within("seed", seed, 0, SEED_MOST)
    town: Town = build_region(scenario, seed, within("threads", threads, 1, THREADS_MOST), built or untold)
    count_people(town.state)
    return town


def pull(town: Town, scenario: Scenario, levers: Mapping[str, Any]) -> tuple[Scenario, Town]:
    """Move levers in the middle of a run of ``scenario``: ``{dotted path: value}``, from the next month on.

    Returns the same scenario with these levers in its file, so that a run of it from the start is the same
    history, and the town to go on with: ``town`` itself, or before its first month one built anew. Raises
    ``ScenarioError`` for a path no lever can stand at, a value that is not allowed, or when no month is
    left; ``town`` is then as before.
    """
    if town.month >= scenario.months:
        raise ScenarioError("the run is over: no month is left in which a lever could act")
    moved = with_levers(scenario, scenario.date_of(town.month), levers)
    if town.month == 0:  # some levers are at work when the region is built
        return moved, begin(moved, int(town.seed), threads=town.threads)
    town.scenario = moved.at(town.month - 1)  # its rules are those in force already
    return moved, town
