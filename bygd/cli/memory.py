"""How much memory a run takes, estimated from the scenario before anything is built."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.state import GROUPS, PEOPLE_MORE, PER_PERSON

if TYPE_CHECKING:
    from sim.scenario import Scenario

BIRTHS = 0.015
"""Births a year for each inhabitant, more than any Nordic municipality has."""
DRAWN = 1.5
"""Locals who move in, return or come with those who do, and newcomers from elsewhere in the country, for each whom
`arriving.inflow_per_thousand` speaks of."""
WORKERS = 0.55
"""Jobs for each inhabitant at the start, more than a place usually has."""
OTHER = 900
"""Households, homes, foci, rosters and what a month computes, for each person [bytes] (measured)."""
MEASURES, CELL = 400, 40
"""Numbers kept of each place and month, and what one of them takes [bytes] (measured)."""
BASE = 300_000_000
"""Python, libraries and compiled kernels [bytes]."""
GROWING = 1.5
"""Arrays grow by half, people by :data:`~sim.state.PEOPLE_MORE` rows at most."""
COLUMN = 0.1
"""Arrays grow column by column: of all there is, the largest one twice for a while (measured)."""


def row_bytes(group: str, slots: int, places: int) -> int:
    """What one row of a group of arrays takes."""
    sizes = {"slots": slots, "places": places}
    return sum(column.empty(1, sizes).nbytes for column in GROUPS[group].columns.values() if not column.rows)


def people_in_all(scenario: Scenario, months: int | None = None) -> float:
    """People who ever live in the region during a run: rows are not given to others when somebody leaves."""
    start = sum(place.population for place in scenario.places.values())
    years = (months or scenario.months) / 12.0
    came = 0.0
    for _, phase in scenario.phases:
        streams = phase.arrivals.values() if phase.arriving.newcomers else ()
        surges = sum(sum(stream.months.values()) for stream in streams)
        yearly = sum(stream.per_year for stream in streams)
        yearly += phase.arriving.inflow_per_thousand / 1000.0 * start * DRAWN if phase.arriving.inflow else 0.0
        came = max(came, yearly * years + surges)
    return (start + came) * (1.0 + BIRTHS * years)


def jobs_in_all(scenario: Scenario, people: float, months: int | None = None) -> float:
    """Posts at their most: what there is for ``people`` to do, and vacancies that grow faster than they are
    given up."""
    most = 1.0
    for _, phase in scenario.phases:
        work = phase.work
        if not work.posts:
            continue
        opened = work.posts_opened + max(0.0, *work.growth) / 12.0
        waiting = math.exp(min(50.0, opened * work.patience_months))
        if work.withdrawal > opened:
            vacancies = opened / (work.withdrawal - opened) * waiting
        else:
            vacancies = math.exp(min(50.0, (opened - work.withdrawal) * (months or scenario.months))) * waiting
        most = max(most, 1.0 + vacancies)
    sites = sum(max(phase.sites[key].posts for _, phase in scenario.phases) for key in scenario.sites)
    return WORKERS * people * most + sites


def memory_needed(scenario: Scenario, months: int | None = None) -> float:
    """About what one run of ``months`` (as many as the scenario says) takes at its most [bytes]; never much less."""
    slots, places = scenario.ties.slots, len(scenario.places)
    people = people_in_all(scenario, months)
    person = sum(row_bytes(group, slots, places) for group in PER_PERSON) + OTHER
    rows = min(GROWING * people, people + PEOPLE_MORE)
    state = rows * person + GROWING * jobs_in_all(scenario, people, months) * row_bytes("jobs", slots, places)
    history = (months or scenario.months) * (places + 1) * MEASURES * CELL
    return BASE + (1.0 + COLUMN) * state + history


__all__ = ["jobs_in_all", "memory_needed", "people_in_all", "row_bytes"]
