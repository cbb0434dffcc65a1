"""Newcomers of a small place come to work in the town near by as the years bring licences, cars and the language, and
a bus line brings them there sooner.

Paired runs of a made-up region with common random numbers; ``pytest -s`` shows the figures.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from calibration.patterns import HOLDS, above
from sim.ages import WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Status
from sim.history import begin
from sim.scenario import scenario_from
from sim.schedule import month as live_a_month
from sim.town import Town, Used

pytestmark = [pytest.mark.pattern, pytest.mark.slow]

SEEDS = range(1, 7)
MONTHS, OPENS = 132, 48
REGION = {
    "months": MONTHS,
    "places": {
        "village": {"population": 1200, "newcomers": 0.04, "vacant_homes": 0.2, "jobs": 0.6},
        "town": {"population": 2600, "newcomers": 0.05, "vacant_homes": 0.1, "jobs": 1.2},
    },
    "travel": {"village": {"town": 30}},
    "origins": {"east": {}},
    "arrivals": {"quota": {"pathway": "quota", "place": "village", "origin": "east", "per_year": 30}},
    "buses": {"line": {"between": ["village", "town"], "active": False}},
}
LINE = {"buses.line.active": {"2014-01": True}}
"""From month OPENS on."""
YEARS = {"in their first three years": (0, 36), "in the next three": (36, 72), "later": (72, 1200)}


def of_the_village(town: Town) -> dict[str, np.ndarray]:
    """Of the village's newcomers of working age, by years here and without the use of a car: how many, how many in
    work, and how many of these in the town."""
    people, used = town.state.people, int(town.used[Used.PEOPLE])
    age, here_for = town.month - people.birth[:used], town.month - people.arrival[:used]
    job = town.state.work.job[:used]
    at_work = job != NOBODY
    away = at_work & (town.state.employers.place[town.state.jobs.employer[job]] == 1)
    these = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 1) & (people.place[:used] == 0)
    these &= (age >= WORKING_FROM) & (age < WORKING_TO)
    groups = {name: these & (here_for >= low) & (here_for < high) for name, (low, high) in YEARS.items()}
    groups["without a car"] = these & (people.car[:used] == 0)
    return {
        name: np.array([group.sum(), (group & at_work).sum(), (group & away).sum()]) for name, group in groups.items()
    }


@cache
def lived(seed: int, line: bool) -> list[dict[str, np.ndarray]]:
    """What :func:`of_the_village` says, month by month."""
    town = begin(scenario_from(REGION | ({"levers": LINE} if line else {})), seed)
    months = []
    for _ in range(MONTHS):
        live_a_month(town)
        months.append(of_the_village(town))
    return months


def share(line: bool, group: str, part: int, whole: int) -> np.ndarray:
    """One column of :func:`of_the_village` by another, over the months since the line opens, by seed."""
    sums = np.array([sum(month[group] for month in lived(seed, line)[OPENS:]) for seed in SEEDS])
    return sums[:, part] / sums[:, whole]


def test_newcomers_work_in_the_town_near_by_more_with_the_years() -> None:
    first, then, later = (share(False, group, 2, 1) for group in YEARS)
    print(f"\nof those in work in the town: {first.mean():.3f}, {then.mean():.3f}, {later.mean():.3f}")
    for words, gain in (("first three years to next", then - first), ("next three years to later", later - then)):
        claim = above(words, gain)
        assert claim.verdict == HOLDS, claim.in_words()


def test_a_bus_line_brings_those_without_a_car_to_work_in_the_town() -> None:
    for words, part, whole in (("of those in work in the town", 2, 1), ("in work", 1, 0)):
        without, with_line = (share(line, "without a car", part, whole) for line in (False, True))
        claim = above(words, with_line - without)
        print(f"\nwithout a car, {words}: {without.mean():.3f}, with the line {with_line.mean():.3f}")
        assert claim.verdict == HOLDS, claim.in_words()


def test_before_the_line_opens_the_two_runs_are_one() -> None:
    def flat(months: list[dict[str, np.ndarray]]) -> list[list[int]]:
        return [[int(value) for seen in month.values() for value in seen] for month in months]

    for seed in SEEDS:
        without, with_line = flat(lived(seed, False)), flat(lived(seed, True))
        assert with_line[:OPENS] == without[:OPENS]
        assert with_line[OPENS:] != without[OPENS:]
