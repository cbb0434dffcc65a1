"""Placements and businesses: who works later, whose posts give way, who employs themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern
from calibration.patterns.work import helped, who_works

if TYPE_CHECKING:
    from sim.town import Town

PAID = "programmes.subsidised_post"
TOWN = "town:subsidised-posts"
UNPAID = ((f"{PAID}.host.pay", "none"),)
NONE = ((f"{PAID}.active", False),)


def placed_and_posts(town: Town, notes: dict[str, Any]) -> None:
    """As :func:`who_works`; and in the sixth year the months of people placed, and of posts that are not subsidised."""
    from sim.town import Used

    who_works(town, notes)
    if 60 <= town.month - 1 < 72:
        jobs, used = town.state.jobs, int(town.used[Used.JOBS])
        own = int(((jobs.open[:used] == 1) & (jobs.subsidised[:used] == 0)).sum())
        notes["posts"] = notes.get("posts", 0) + own
        notes["placed"] = notes.get("placed", 0) + int(town.state.programmes.taking_part.sum())


def _displaced(arm: Lived, none: Lived) -> Any:
    """Posts fewer than without the programme for each person placed, by pair."""
    lost = np.asarray(none.counted("posts"), float) - np.asarray(arm.counted("posts"), float)
    return lost / np.maximum(1.0, np.asarray(arm.counted("placed"), float))


@pattern(
    of="in_work",
    paid=Arm(TOWN, (), (), placed_and_posts),
    unpaid=Arm(TOWN, (), UNPAID, placed_and_posts),
    none=Arm(TOWN, (), NONE, placed_and_posts),
)
def subsidised_posts_bring_work_two_years_on(paid: Lived, unpaid: Lived, none: Lived) -> list[Claim]:
    """Subsidised posts with private employers raise work two years later more than placements without pay.

    The same persons with and without, counted from the month in which they began.
    """
    with_post, without_pay = helped(paid, none, 24), helped(unpaid, none, 24)
    return [
        above(
            "in work two years on, with a subsidised post less with a placement without pay", with_post - without_pay
        ),
        above("in work two years on, with a subsidised post less without", with_post),
    ]


@pattern(
    of="posts",
    paid=Arm(TOWN, (), (), placed_and_posts),
    unpaid=Arm(TOWN, (), UNPAID, placed_and_posts),
    none=Arm(TOWN, (), NONE, placed_and_posts),
)
def subsidised_posts_displace_training_does_not(paid: Lived, unpaid: Lived, none: Lived) -> list[Claim]:
    """About 65 of 100 subsidised posts displace others, training none."""
    posts, training = _displaced(paid, none), _displaced(unpaid, none)
    return [
        above("other posts fewer for each subsidised one", posts, 0.3),
        below("the same", posts, 1.0),
        below("other posts fewer for each person placed without pay", training, 0.2),
    ]


@pattern(
    of="in_work",
    placed=Arm(TOWN, (), (*UNPAID, (f"{PAID}.carries.language", 40.0)), who_works),
    none=Arm(TOWN, (), NONE, who_works),
)
def a_year_of_language_and_practice(placed: Lived, none: Lived) -> list[Claim]:
    """A year of language, supervised practice and matching: 4 to 20 points more in work the year after, less than half
    of that in the fifth year."""
    year, fifth = helped(placed, none, 24), helped(placed, none, 60)
    return [
        above("in work in the year after, with less without", year, 0.04),
        below("the same", year, 0.2),
        above("half of it less what is left in the fifth year", year / 2.0 - fifth),
    ]


@pattern(of="share", town=Arm("rural-town", ("self_employed",), (("businesses.active", True),)))
def some_newcomers_have_a_business(town: Lived) -> list[Claim]:
    """Ten years on 2 to 12 % of newcomers in work have a business of their own."""
    share = town.at("2019-12", "self_employed", "newcomers")
    return [
        above("of newcomers in work, with a business of their own ten years on", share, 0.02),
        below("the same", share, 0.12),
    ]
