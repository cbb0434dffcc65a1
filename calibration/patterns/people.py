"""Who meets whom: lone men, parents, mothers; clubs, venues, friends of one's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.counts import granby
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern

TIES = ("local_friends", "isolated", "bonding")
TAKING_PART = Arm("rural-town", count=granby)


def _share(arm: Lived, group: str, column: int) -> Any:
    found = np.asarray(arm.counted(group), dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return found[:, column] / found[:, 0]


@pattern(of="members", town=TAKING_PART)
def lone_men_take_part_less(town: Lived) -> list[Claim]:
    """Lone men take part less than other newcomers."""
    return [
        below(
            "members among newcomer men who live alone, less other adult newcomers",
            _share(town, "lone_men", 1) - _share(town, "others", 1),
        )
    ]


@pattern(of="local_friends", town=TAKING_PART)
def parents_meet_locals(town: Lived) -> list[Claim]:
    """Parents of school children meet locals through their children."""
    return [
        above(
            "local friends of newcomers with a child at school, less those without children",
            _share(town, "parents", 2) - _share(town, "childless", 2),
        )
    ]


@pattern(of="isolated", town=TAKING_PART)
def mothers_of_small_children_are_isolated(town: Lived) -> list[Claim]:
    """Mothers of small children are more often without a local friend than other women of their age."""
    return [
        above(
            "without a local friend among newcomer mothers of small children, less other women",
            _share(town, "mothers", 3) - _share(town, "women", 3),
        )
    ]


@pattern(
    of="part_taken",
    library=Arm("town:language-cafe", ("taking_part",)),
    church=Arm("town:language-cafe", ("taking_part",), (("programmes.language_cafe.neutral_venue", False),)),
)
def a_venue_keeps_some_away(library: Lived, church: Lived) -> list[Claim]:
    """Church venues keep some newcomers away, libraries nobody."""
    taking = [
        arm.over("2013-01", "2019-12", "taking_part", "programmes.language_cafe").mean(axis=1)
        for arm in (library, church)
    ]
    return [above("taking part in a language café at the library, less in one at a church hall", taking[0] - taking[1])]


@pattern(
    of="local_friends",
    nobody=Arm("seeds/no-one-responsible", TIES),
    somebody=Arm("three-levers-town", TIES, (("funding.project.months", None), ("funding.project.permanent", True))),
)
def own_group_first(nobody: Lived, somebody: Lived) -> list[Claim]:
    """Newcomers often have no friend outside their group, more of them where nobody is responsible."""
    last = "2019-12"
    found = [
        above(
            f"friends of the same origin in year {year[1:]}, less one and a half times the local friends",
            nobody.at(last, "bonding", year) - 1.5 * nobody.at(last, "local_friends", year),
        )
        for year in ("y1", "y2", "y3", "y5")
    ]
    return [
        *found,
        above(
            "more without a local friend than where somebody is responsible",
            nobody.at(last, "isolated") - somebody.at(last, "isolated"),
            of="isolated",
        ),
        above(
            "friends of the same origin less local friends, all newcomers however long here",
            nobody.at(last, "bonding") - nobody.at(last, "local_friends"),
        ),
    ]


@pattern(
    of="clubs",
    free=Arm("seeds/club-near-closing", ("clubs_saved", "clubs_closed")),
    nothing=Arm("seeds/club-near-closing", ("clubs_saved", "clubs_closed"), (("programmes.free_sport.active", False),)),
)
def a_club_near_closing_is_saved(free: Lived, nothing: Lived) -> list[Claim]:
    """Clubs in danger of closing are kept alive by newcomers."""
    period = "2011-01", "2019-12"
    saved, closed = (
        free.over(*period, measure).sum(axis=1) - nothing.over(*period, measure).sum(axis=1)
        for measure in ("clubs_saved", "clubs_closed")
    )
    return [
        above("more club-months kept alive by newcomers", saved),
        below("more clubs closed (at most none)", closed, 1e-9),
    ]
