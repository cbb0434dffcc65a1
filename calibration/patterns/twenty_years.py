"""Granby in twenty years without any policy, as a small place far from cities: who is born, moves, ages; what closes.

Its ranges are those of the stage's table (:mod:`calibration.stage`), which holds more kinds of place against them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

ASKS = (
    "pupils",
    "population",
    "births",
    "deaths",
    "age_share",
    "aged_18",
    "aged_28",
    "clubs_founded",
    "clubs_closed",
    "homes_vacant",
    "net_migration",
)
TOWN = Arm("rural-town", ASKS, (("months", 240),))
FIRST, LAST, START = "2010-01", "2029-12", "2009-12"


def _all(town: Lived, measure: str, group: str = "all") -> Any:
    """Sum of a flow over the twenty years, by run (runs,)."""
    return town.over(FIRST, LAST, measure, group).sum(axis=1)


def _person_years(town: Lived) -> Any:
    return town.over(FIRST, LAST, "population").sum(axis=1) / 12.0


def _within(words: str, values: Any, low: float, high: float) -> list[Claim]:
    return [above(words, values, low), below("the same", values, high)]


@pattern(of="growth", town=TOWN)
def school_classes_shrink(town: Lived) -> list[Claim]:
    """Rural school classes lost 24.5 % of their pupils in twenty years."""
    change = town.at(LAST, "pupils") / town.at(START, "pupils") - 1.0
    return [
        below("change in pupils over twenty years", change),
        above("the same, against twice the fall", change, -0.49),
        below("the same, against half the fall", change, -0.1225),
    ]


@pattern(of="growth", town=TOWN)
def remote_places_have_fewer_pupils(town: Lived) -> list[Claim]:
    """A small town or a remote place has 10 to 40 % fewer pupils after twenty years."""
    return _within("change in pupils", town.at(LAST, "pupils") / town.at(START, "pupils") - 1.0, -0.4, -0.1)


@pattern(of="yearly", town=TOWN)
def births_fall_short_of_deaths(town: Lived) -> list[Claim]:
    """In a sparsely populated place births less deaths are −1.0 to −0.3 % a year."""
    balance = (_all(town, "births") - _all(town, "deaths")) / _person_years(town)
    return _within("births less deaths a year, for each inhabitant", balance, -0.01, -0.003)


@pattern(of="yearly", town=TOWN)
def small_places_shrink_slowly(town: Lived) -> list[Claim]:
    """The least central places lose 0.2 to 1.2 % of their people a year."""
    growth = (town.at(LAST, "population") / town.at(START, "population")) ** (1.0 / 20.0) - 1.0
    return _within("growth a year", growth, -0.012, -0.002)


@pattern(of="share", town=TOWN)
def a_third_is_old_and_more_than_before(town: Lived) -> list[Claim]:
    """After twenty years 25 to 40 % of a small inland place are 65 or older, 2 to 12 points more than before."""
    share, before = town.at(LAST, "age_share", "65+"), town.at(START, "age_share", "65+")
    return [*_within("aged 65 and over", share, 0.25, 0.4), *_within("more than before", share - before, 0.02, 0.12)]


@pattern(of="ratio", town=TOWN)
def the_very_old_become_many_more(town: Lived) -> list[Claim]:
    """After twenty years those of 80 and over are 1.3 to 2.2 times as many."""
    last, first = (town.at(date, "age_share", "80+") * town.at(date, "population") for date in (LAST, START))
    return _within("aged 80 and over, times as many", last / first, 1.3, 2.2)


@pattern(of="share", town=TOWN)
def a_generation_thins_out(town: Lived) -> list[Claim]:
    """In a small place 28-year-olds are 50 to 95 % of the 18-year-olds of ten years before."""
    years = range(2010, 2020)
    young = np.sum([town.at(f"{year}-12", "aged_18") for year in years], axis=0)
    grown = np.sum([town.at(f"{year + 10}-12", "aged_28") for year in years], axis=0)
    return _within("aged 28, by those aged 18 ten years before", grown / young, 0.5, 0.95)


@pattern(of="yearly", town=TOWN)
def the_young_move_out(town: Lived) -> list[Claim]:
    """From small towns and remote places more of those aged 18 to 24 move out than in."""
    net = _all(town, "net_migration", "18-24") / _person_years(town)
    return [below("moving in less moving out at 18 to 24 a year, for each inhabitant", net)]


@pattern(of="ratio", town=TOWN)
def clubs_close_more_than_open(town: Lived) -> list[Claim]:
    """Where people become fewer, 1.0 to 2.2 clubs close for each that is founded."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = _all(town, "clubs_closed") / _all(town, "clubs_founded")
    return _within("clubs closed for each founded", ratio, 1.0, 2.2)


@pattern(of="share", town=TOWN)
def homes_stand_empty(town: Lived) -> list[Claim]:
    """In a shrinking place 3 to 20 % of all homes stand empty after twenty years."""
    return _within("homes that stand empty", town.at(LAST, "homes_vacant"), 0.03, 0.2)
