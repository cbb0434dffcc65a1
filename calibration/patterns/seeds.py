"""What the seed documents tell of single places, beyond the rows of the evidence table."""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

POST = "coordinators.development_manager"


@pattern(
    of="arrivals",
    slow=True,
    shared=Arm("seeds/umea-shared-staff", ("arrivals", "spent")),
    none=Arm("umea-region", ("arrivals",)),
)
def shared_staff_bring_families(shared: Lived, none: Lived) -> list[Claim]:
    """Shared staff bring families; posts go on when the project's money ends."""
    period = "2006-01", "2015-12"
    return [
        above(
            "more arrivals over ten years",
            shared.over(*period, "arrivals").sum(axis=1) - none.over(*period, "arrivals").sum(axis=1),
        ),
        *(
            above(
                f"least spent on the shared post in a month {words} [SEK]",
                shared.over(*years, "spent", POST).min(axis=1),
                of="exact",
            )
            for words, years in {"of the project": ("2006-02", "2008-12"), "after it": ("2009-02", "2015-12")}.items()
        ),
    ]


@pattern(of="growth", surge=Arm("seeds/surge-town", ("population", "volunteers_ready")))
def a_surge_and_its_volunteers_pass(surge: Lived) -> list[Claim]:
    """A town grew by 4.3 % in a surge; volunteers came with it, and interest was down three years later."""
    growth = surge.at("2016-12", "population") / 3000 - 1
    ready = surge.over("2015-01", "2019-12", "volunteers_ready")
    peak = ready[:, 8:30].max(axis=1)
    return [
        above("growth in six years", growth, 0.01),
        below("growth in six years", growth, 0.08),
        above("most volunteers after the surge less before it", peak - ready[:, :8].mean(axis=1), of="volunteers"),
        below("volunteers three years on less the most", ready[:, -12:].mean(axis=1) - peak, of="volunteers"),
    ]


@pattern(
    of="local_friends",
    families=Arm("seeds/iceland-support-families", ("local_friends",)),
    none=Arm("seeds/iceland-support-families", ("local_friends",), (("programmes.support_families.active", False),)),
)
def support_families_leave_friends(families: Lived, none: Lived) -> list[Claim]:
    """Support families and those they helped call each other family after the programme ends."""
    return [
        above(f"more local friends in {date[:4]}", families.at(date, "local_friends") - none.at(date, "local_friends"))
        for date in ("2020-12", "2022-12")
    ]


@pattern(
    of="members",
    board=Arm("seeds/soenderborg", ("members", "local_friends")),
    none=Arm("seeds/soenderborg", ("members", "local_friends"), (("funding.village_forum.active", False),)),
)
def village_boards_bring_members(board: Lived, none: Lived) -> list[Claim]:
    """Inhabitants old and new who do things together: more newcomers are members, and have local friends."""
    last = "2018-12"
    return [
        above(
            "more members among newcomers",
            board.at(last, "members", "newcomers") - none.at(last, "members", "newcomers"),
        ),
        above(
            "more local friends", board.at(last, "local_friends") - none.at(last, "local_friends"), of="local_friends"
        ),
    ]


PERMITS = ("left_at_permit", "settled")


@pattern(
    of="moving_on",
    project=Arm("seeds/punkalaidun", PERMITS),
    nothing=Arm("seeds/punkalaidun", PERMITS, (("funding.project.active", False),)),
)
def fewer_go_with_their_permit(project: Lived, nothing: Lived) -> list[Claim]:
    """Before its project most of those placed in Punkalaidun went once they had a permit; with it more stayed."""

    def gone(arm: Lived) -> Any:
        """Of those who got a permit in the project's second and third year, or came with one: the share that went in
        that month."""
        left, settled = (arm.over("2015-01", "2016-12", name).sum(axis=1) for name in PERMITS)
        return left / np.maximum(1.0, left + settled)

    return [below("gone with their permit, with the project less without", gone(project) - gone(nothing))]


@pattern(
    of="ratio",
    matched=Arm("settlement-matched", ("employed_by_year",)),
    assigned=Arm("settlement-region", ("employed_by_year",)),
)
def matched_settlement_brings_work(matched: Lived, assigned: Lived) -> list[Claim]:
    """Matched against assigned settlement in one region: after three years up to 70 % more in work, never fewer.

    Exploratory: how far a matched place may go beyond its quota was set to 1 in that scenario after it had been seen
    that 0.2, the default, gains little.
    """

    def working(arm: Lived) -> Any:
        """Share in work three years after arrival, mean of the Decembers."""
        return np.nanmean([arm.at(f"{year}-12", "employed_by_year", "y3") for year in range(2015, 2019)], axis=0)

    more = working(matched) / working(assigned) - 1.0
    return [
        above("in work after three years, matched against assigned", more),
        below("in work after three years, matched against assigned", more, 0.7),
    ]
