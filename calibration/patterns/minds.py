"""Locals and newcomers' trust: a sudden rise and what is left of it, who trusts, and what a human library does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern
from sim.codes import NOBODY, FocusSlot, Status

if TYPE_CHECKING:
    from sim.town import Town

EXTRA, MONTHS = 60, [f"{year}-{month:02d}" for year in range(2012, 2017) for month in range(1, 13)]
"""People who come on top of the town's streams, and the five years in which they come one a month."""
STREAM = "arrivals.asylum_middle_east.months"
YEARS_HERE = (3.0, 9.0)
"""Newcomers compared have been here from so many years to so many."""


@pattern(
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


def trust_by_club(town: Town, notes: dict[str, Any]) -> None:
    """Number and sum of trust of adult newcomers of ``YEARS_HERE``, each December of the last three years: in a club of
    all (or helping in one), only in an association of their own, in none."""
    from sim.town import Used

    if town.month % 12 or town.month <= town.scenario.months - 36:
        return
    state, used = town.state, int(town.used[Used.PEOPLE])
    people, foci = state.people, state.memberships.focus[:used, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    years = (town.month - people.arrival[:used]) / 12.0
    these = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 1)
    these &= (town.month - people.birth[:used] >= 12 * 18) & (years >= YEARS_HERE[0]) & (years < YEARS_HERE[1])
    own = state.clubs.origin[state.foci.owner[foci]] != 0
    mixed = np.any((foci != NOBODY) & ~own, axis=1)
    alone = np.any((foci != NOBODY) & own, axis=1) & ~mixed
    for name, group in {"mixed": these & mixed, "own": these & alone, "none": these & ~mixed & ~alone}.items():
        seen = np.array([group.sum(), state.minds.trust[:used][group].sum(dtype=np.float64)])
        notes[name] = notes.get(name, 0) + seen


def _trust(arm: Lived, group: str) -> Any:
    found = np.asarray(arm.counted(group), np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return found[:, 1] / found[:, 0]


@pattern(town=Arm("rural-town", count=trust_by_club))
def newcomers_in_mixed_clubs_trust_more(town: Lived) -> list[Claim]:
    """Of newcomers with equal years those in mixed clubs trust more than those in none, those in their own less so."""
    mixed, own, none = (_trust(town, group) for group in ("mixed", "own", "none"))
    return [
        above("trust in clubs of all, less in none", mixed - none),
        above("trust in clubs of all, less in an association of their own", mixed - own),
    ]
