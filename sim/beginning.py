"""A town to live with: built from a scenario, or gone on with under levers moved in the middle of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.month_bookkeeping import count_people
from sim.region import build_region
from sim.scenario import Scenario, ScenarioError, with_levers
from sim.town import Town, Used


def begin(scenario: Scenario, seed: int | str | None = None, *, threads: int = 1) -> Town:
    """The region of ``scenario`` before its first month, ready for :func:`sim.schedule.month`."""
    town: Town = build_region(scenario, scenario.seed if seed is None else int(seed), threads)
    count_people(int(town.used[Used.PEOPLE]), town.state.people, town.state.places)
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
