"""A small town as it is: jobs lost, courses without a result, whom locals know, clubs, mothers, those who stay."""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.counts import granby
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

Array = np.ndarray[Any, Any]
YEARS = ("2015-12", "2016-12", "2017-12", "2018-12", "2019-12")


TOWN = Arm("rural-town", count=granby)


def _rate(town: Lived, *groups: str) -> Array:
    """The second of the numbers noted by the first, by run."""
    found = sum(np.asarray(town.counted(group), dtype=np.float64) for group in groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(found[:, 1] / found[:, 0])  # type: ignore[index]


@pattern(of="ratio", town=TOWN)
def newcomers_lose_jobs_more_often(town: Lived) -> list[Claim]:
    """Newcomers lose their job 1.3 to 3 times as often as locals."""
    ratio = _rate(town, "newcomers") / _rate(town, "locals")
    return [above("jobs lost by newcomers, by those lost by locals", ratio, 1.3), below("the same", ratio, 3.0)]


@pattern(of="share", town=TOWN)
def many_courses_end_without_a_result(town: Lived) -> list[Claim]:
    """Of those who began a course 20 to 50 % say little four years later, more of those with little schooling."""
    everybody = _rate(town, "little schooling", "more schooling")
    return [
        above("say little four years after the first course", everybody, 0.2),
        below("the same", everybody, 0.5),
        above("with little schooling less with more", _rate(town, "little schooling") - _rate(town, "more schooling")),
    ]


@pattern(of="share", town=TOWN)
def some_locals_know_a_newcomer(town: Lived) -> list[Claim]:
    """Where 5 to 15 % are newcomers 10 to 45 % of grown locals have one among their friends."""
    share = np.asarray(town.counted("who know one"))
    return [above("grown locals with a newcomer among their friends", share, 0.1), below("the same", share, 0.45)]


@pattern(of="share", town=TOWN)
def some_clubs_have_newcomers(town: Lived) -> list[Claim]:
    """Of the clubs of a small place 15 to 60 % have a newcomer among their members, fewer among those who run them."""
    found = np.asarray(town.counted("clubs"), dtype=np.float64)
    members, boards = found[:, 1] / found[:, 0], found[:, 2] / found[:, 0]
    return [
        above("clubs with a newcomer among their members", members, 0.15),
        below("the same", members, 0.6),
        above("that less the clubs with one on their board", members - boards),
    ]


ASKS = ("employed", "employed_mothers", "regulars")
BASE = Arm("rural-town", ASKS)


def over_years(arm: Lived, measure: str, group: str) -> Array:
    """Mean of the last five Decembers, by run."""
    return np.asarray(np.nanmean([arm.at(date, measure, group) for date in YEARS], axis=0))


@pattern(of="in_work", newcomers=BASE, none=Arm("rural-town", ASKS, (("arriving.newcomers", False),)))
def newcomers_displace_no_locals(newcomers: Lived, none: Lived) -> list[Claim]:
    """With newcomers who come locals are in work within 1.5 points of how many are without."""
    more = over_years(newcomers, "employed", "locals") - over_years(none, "employed", "locals")
    return [above("locals in work, with newcomers less without", more, -0.015), below("the same", more, 0.015)]


@pattern(of="in_work", usual=BASE, paid=Arm("rural-town", ASKS, (("childcare.home_care_allowance", 7500.0),)))
def money_for_care_at_home_keeps_newcomers_from_work(usual: Lived, paid: Lived) -> list[Claim]:
    """Money for small children at home lowers newcomer mothers' work, and more than local mothers'."""
    newcomers, locals_ = (
        over_years(paid, "employed_mothers", group) - over_years(usual, "employed_mothers", group)
        for group in ("newcomers", "locals")
    )
    return [
        below("newcomer mothers in work, with the money less without", newcomers),
        below("that less the same of local mothers", newcomers - locals_),
    ]


@pattern(of="still_there", town=BASE)
def most_are_still_there_after_three_years(town: Lived) -> list[Claim]:
    """Of those received 58 to 78 % are still in the municipality three years later."""
    share = town.stays(36)
    return [above("still there after three years", share, 0.58), below("the same", share, 0.78)]
