"""Locals and newcomers' trust: a sudden rise and what is left of it, who trusts, and what a human library does."""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.counts import granby
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

EXTRA, MONTHS = 60, [f"{year}-{month:02d}" for year in range(2012, 2017) for month in range(1, 13)]
"""People who come on top of the town's streams, and the five years in which they come one a month."""
STREAM = "arrivals.asylum_middle_east.months"


@pattern(
    of="attitude",
    sudden=Arm("rural-town", ("attitude",), ((STREAM, {"2012-01": EXTRA / 2, "2012-02": EXTRA / 2}),)),
    even=Arm("rural-town", ("attitude",), ((STREAM, dict.fromkeys(MONTHS, EXTRA / len(MONTHS))),)),
)
def a_sudden_rise_is_felt_and_passes(sudden: Lived, even: Lived) -> list[Claim]:
    """As many newcomers in two months as otherwise in five years: a lower attitude the year after, and not for ever."""
    apart = {
        date: sudden.at(date, "attitude", "locals") - even.at(date, "attitude", "locals")
        for date in ("2012-12", "2017-12")
    }
    return [
        below("attitude of locals in the year of it, less where they came evenly", apart["2012-12"]),
        above("of that less than half is left five years later", apart["2017-12"] - 0.5 * apart["2012-12"]),
    ]


def _trust(arm: Lived, group: str) -> Any:
    found = np.asarray(arm.counted(group), np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return found[:, 1] / found[:, 0]


@pattern(of="trust", town=Arm("rural-town", count=granby))
def newcomers_in_mixed_clubs_trust_more(town: Lived) -> list[Claim]:
    """Of newcomers with equal years those in mixed clubs trust more than those in none, those in their own less so."""
    mixed, own, none = (_trust(town, group) for group in ("mixed", "own", "none"))
    return [
        above("trust in clubs of all, less in none", mixed - none),
        above("trust in clubs of all, less in an association of their own", mixed - own),
    ]
