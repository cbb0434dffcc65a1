"""Places and what they do: what is copied, who is settled where and stays, villages and cities, libraries."""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.daily import BASE
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

COPIED = ("copies",)
CARRIED = ("language", "information", "friends", "job_leads")
WITHOUT_RESULTS = tuple((f"programmes.friend_mentor.carries.{name}", 0.0) for name in CARRIED)


@pattern(of="copies", works=Arm("town:six-towns", COPIED), fails=Arm("town:six-towns", COPIED, WITHOUT_RESULTS))
def what_works_is_copied(works: Lived, fails: Lived) -> list[Claim]:
    """A programme with results is copied within ten years by one of five neighbours at least, one without by fewer."""
    copied, without = (arm.over("2019-12", "2019-12", "copies")[:, 0] for arm in (works, fails))
    return [
        above("neighbours of five that copy it, less those that copy one that carries nothing", copied - without),
        above("neighbours of five that copy it within ten years", copied, 1.0),
    ]


ASKED = ("attitude",)


def _more(base: str) -> Arm:
    return Arm(base, ASKED, (("levers", MORE[base]),))


MORE = {
    "town:votes-village": {"arrivals.settled.per_year": {"2012-01": 14.0, "2014-01": 4.0}},
    "town:votes-city": {"arrivals.settled.per_year": {"2012-01": 210.0, "2014-01": 60.0}},
}
"""One of a hundred inhabitants more in each of two years, on top of four in a thousand."""


@pattern(
    of="attitude",
    village=Arm("town:votes-village", ASKED),
    more_in_village=_more("town:votes-village"),
    city=Arm("town:votes-city", ASKED),
    more_in_city=_more("town:votes-city"),
)
def small_places_turn_against_more_settled(
    village: Lived, more_in_village: Lived, city: Lived, more_in_city: Lived
) -> list[Claim]:
    """More settled in two years lowers locals' attitude in a small place, and more than in a city."""
    end = "2013-12"
    small, large = (
        more.at(end, "attitude", "locals") - usual.at(end, "attitude", "locals")
        for more, usual in ((more_in_village, village), (more_in_city, city))
    )
    return [
        below("attitude of locals of a small place, with more settled less without", small),
        below("that less the same in a city", small - large),
    ]


VILLAGE = ("attitude", "school_open")


@pattern(
    of="attitude",
    invited=Arm("seeds/school-saved", VILLAGE),
    nobody=Arm("seeds/school-saved", VILLAGE, (("arrivals.invited_families", None),)),
)
def a_village_that_did_not_want_them(invited: Lived, nobody: Lived) -> list[Claim]:
    """Where attitudes are low, a school kept open by newcomers' children and time bring them no lower than without."""
    last = "2020-12"
    return [
        above(
            "attitude of locals five years on, with the families less without (no lower)",
            invited.at(last, "attitude", "locals") - nobody.at(last, "attitude", "locals"),
            -1e-9,
        ),
        above(
            "schools open then, with the families less without",
            invited.at(last, "school_open") - nobody.at(last, "school_open"),
            of="share",
        ),
    ]


@pattern(of="ratio", town=BASE)
def newcomers_are_regulars_as_often(town: Lived) -> list[Claim]:
    """Ten years on newcomers are regulars of a meeting place 0.8 to 1.6 times as often as locals."""
    ratio = town.at("2019-12", "regulars", "newcomers") / town.at("2019-12", "regulars", "locals")
    return [above("regulars among newcomers, by those among locals", ratio, 0.8), below("the same", ratio, 1.6)]


NORWAY = Arm("target:norway-like")


@pattern(of="moving_on", town=NORWAY)
def fewer_move_on_in_the_year_after_settlement(town: Lived) -> list[Claim]:
    """Fewer move on in the year after settlement than in the year after the programme, which takes two."""
    first, third = 1.0 - town.stays(12), 1.0 - town.stays(36) / town.stays(24)
    return [below("gone in the first year less gone in the third, of those there at its beginning", first - third)]


@pattern(of="still_there", town=NORWAY)
def two_of_three_stay_seven_years(town: Lived) -> list[Claim]:
    """Of those settled 57 to 75 % are still there after seven years."""
    share = town.stays(84)
    return [above("still there after seven years", share, 0.57), below("the same", share, 0.75)]


@pattern(of="still_there", free=Arm("settlement-free"), assigned=Arm("settlement-region"))
def own_housing_keeps_no_fewer(free: Lived, assigned: Lived) -> list[Claim]:
    """Those who choose where they settle leave their first place no more often than those assigned to one."""
    more: Any = np.asarray(free.stays(60) - assigned.stays(60))
    return [above("still there after five years, free less assigned (no fewer)", more, -1e-9)]
