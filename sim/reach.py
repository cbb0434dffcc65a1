"""Who can get where: minutes between places by car and by lines of public transport, and what is in whose reach.

The minutes stand in the state, ``places.travel`` by car and ``places.transit`` by lines (infinite where none runs),
the latter brought up to date at the opening of a month whose rules changed. Everything that asks for the way
between two places asks here: how far is too far for work, a club, friends or a home is said once.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.jit import kernel
from sim.scenario.schema.lines import LINES, LineSettings
from sim.state import Array

if TYPE_CHECKING:
    from sim.scenario import Scenario

WITHOUT_CAR, BY_CAR, BY_BICYCLE = 0, 1, 2
"""First index of the tables: what ``people.car`` holds; and of the ways to work, a bicycle that a programme gives."""


def running(scenario: Scenario) -> Iterator[tuple[str, LineSettings]]:
    """(``buses.<key>``, line) of every line that runs under the rules in force."""
    for field in LINES:
        for key, line in getattr(scenario, field).items():
            if line.active:
                yield f"{field}.{key}", line


def legs_of(scenario: Scenario, line: LineSettings) -> list[float]:
    """Minutes from each stop of a line to the next."""
    by_car = (scenario.minutes(stop, after) * line.times_by_car for stop, after in pairwise(line.between))
    return list(line.minutes or by_car)


def minutes_by_lines(scenario: Scenario) -> Array:
    """The shortest way by lines, waiting and changes included (P, P) [minute]; infinite where there is none."""
    rows = {key: row for row, key in enumerate(scenario.places)}
    ways = np.full((len(rows), len(rows)), np.inf)
    np.fill_diagonal(ways, 0.0)
    for _, line in running(scenario):
        stops = np.array([rows[stop] for stop in line.between])
        at = np.concatenate([[0.0], np.cumsum(legs_of(scenario, line))])
        np.minimum.at(ways, (stops[:, None], stops[None, :]), np.abs(at[:, None] - at) + line.waiting)
    for change in range(len(rows)):  # Floyd and Warshall: by way of every place in turn
        ways = np.minimum(ways, ways[:, change, None] + ways[None, change])
    return ways


def lay_lines(scenario: Scenario, places: Any) -> None:
    """Bring ``places.transit`` into agreement with the lines of ``scenario``, the rules in force."""
    places.transit[:] = minutes_by_lines(scenario)


@kernel
def by_car(here: int, there: int, places: Any) -> float:
    """Minutes by car from one place to another; none within a place."""
    return 0.0 if here == there else np.float64(places.travel[here, there])


@kernel
def by_line(here: int, there: int, places: Any) -> float:
    """Minutes by public transport; none within a place, infinite where no line runs."""
    return 0.0 if here == there else np.float64(places.transit[here, there])


@kernel
def by_any(here: int, there: int, places: Any) -> float:
    """Minutes by car or by a line, whichever is shorter."""
    return min(by_car(here, there, places), by_line(here, there, places))


@kernel
def reaches_club(drives: bool, here: int, there: int, rules: Any, places: Any) -> bool:
    """Whether a club in place ``there`` is near enough (``rules``: ClubRules): by a line for everybody, by car for
    those who have one or a lift; within the place for all."""
    if here == there or by_line(here, there, places) <= rules.reach_transit:
        return True
    return drives and by_car(here, there, places) <= rules.reach


def ways(minutes: Any) -> Array:
    """A matrix of the state in double precision, with no minutes from a place to itself."""
    found = np.array(minutes, np.float64)
    np.fill_diagonal(found, 0.0)
    return found


def minutes_to_work(places: Any, rules: Any) -> Array:
    """Minutes from each home to each workplace, without and with a car and by bicycle (3, P, P); infinite beyond reach.

    ``rules``: WorkRules (or the section). By car minutes up to ``reach_no_car`` (on foot, by bicycle, with a
    colleague), ``reach_car`` and ``reach_bicycle``, by lines up to ``reach_transit``, whichever is shorter. Without
    ``commuting`` only the own place is in reach.
    """
    car, line = ways(places.travel), ways(places.transit)
    near = np.where(line <= rules.reach_transit, line, np.inf)
    reaches = (rules.reach_no_car, rules.reach_car, max(rules.reach_no_car, rules.reach_bicycle))
    table = np.stack([np.minimum(near, np.where(car <= reach, car, np.inf)) for reach in reaches])
    if not rules.commuting:
        table[:, ~np.eye(len(car), dtype=bool)] = np.inf
    return table


def share_of_friends(places: Any, half_minutes: float) -> Array:
    """Share of free hours that survive the way between places, by whether either has a car (2, P, P).

    By car, of one's own or a lift, half at ``half_minutes`` apart: 1 / (1 + (t / half)²). Two friends without a
    car lose an hour only where neither a lift nor a line would have served.
    """

    def left(minutes: Any) -> Array:
        parts = ways(minutes) / half_minutes
        return np.asarray(1.0 / (1.0 + parts * parts))

    by_lift, served = left(places.travel), np.isfinite(ways(places.transit))
    either = 1.0 - (1.0 - by_lift) * (1.0 - left(places.transit))
    return np.stack([np.where(served, either, by_lift), by_lift])
