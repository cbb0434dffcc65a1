"""Who meets whom: lone men, parents, mothers; clubs, venues, friends of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern
from sim.codes import FocusSlot, Sex, Status

if TYPE_CHECKING:
    from sim.town import Town

TIES = ("local_friends", "isolated", "bonding")
LAST_YEARS = 36
"""Months before the end whose Decembers are looked at."""


def by_family(town: Town, notes: dict[str, Any]) -> None:
    """Sums over adult newcomers, each December of the last three years: members, local friends, isolated.

    A *lone man* lives alone; a *parent* with a child of 6 to 15 at school; a *mother of small children* with
    one below 4, others being women of 20 to 44 without.
    """
    from sim.town import Used

    if town.month % 12 or town.month <= town.scenario.months - LAST_YEARS:
        return
    people, used = town.state.people, int(town.used[Used.PEOPLE])
    here = people.status[:used] == Status.HERE
    age = (town.month - people.birth[:used]) / 12.0
    home = people.household[:used]
    adult = here & (age >= 18) & (people.newcomer[:used] == 1)
    men = people.sex[:used] == Sex.MAN
    homes = int(home.max()) + 1
    size = np.bincount(home[here], minlength=homes)[home]
    with_pupil = np.bincount(home[here & (age >= 6) & (age < 16)], minlength=homes)[home] > 0
    with_small = np.bincount(home[here & (age < 4)], minlength=homes)[home] > 0
    clubs = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    member: Any = np.any(town.state.memberships.focus[:used, clubs] >= 0, axis=1)
    friends = town.state.contacts.bridging[:used]
    groups = {
        "lone_men": adult & men & (size == 1),
        "others": adult & ~(men & (size == 1)),
        "parents": adult & with_pupil & (age >= 25),
        "childless": adult & ~with_pupil & ~with_small & (age >= 25),
        "mothers": adult & ~men & with_small & (age < 45),
        "women": adult & ~men & ~with_small & (age >= 20) & (age < 45),
    }
    for name, these in groups.items():
        seen = np.array([these.sum(), member[these].sum(), friends[these].sum(), (friends[these] == 0).sum()])
        notes[name] = notes.get(name, 0) + seen


TAKING_PART = Arm("rural-town", count=by_family)


def _share(arm: Lived, group: str, column: int) -> Any:
    found = np.asarray(arm.counted(group), dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return found[:, column] / found[:, 0]


@pattern(town=TAKING_PART)
def lone_men_take_part_less(town: Lived) -> list[Claim]:
    """Lone men take part less than other newcomers."""
    return [
        below(
            "members among newcomer men who live alone, less other adult newcomers",
            _share(town, "lone_men", 1) - _share(town, "others", 1),
        )
    ]


@pattern(town=TAKING_PART)
def parents_meet_locals(town: Lived) -> list[Claim]:
    """Parents of school children meet locals through their children."""
    return [
        above(
            "local friends of newcomers with a child at school, less those without children",
            _share(town, "parents", 2) - _share(town, "childless", 2),
        )
    ]


@pattern(town=TAKING_PART)
def mothers_of_small_children_are_isolated(town: Lived) -> list[Claim]:
    """Mothers of small children are more often without a local friend than other women of their age."""
    return [
        above(
            "without a local friend among newcomer mothers of small children, less other women",
            _share(town, "mothers", 3) - _share(town, "women", 3),
        )
    ]


@pattern(
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
        ),
        above(
            "friends of the same origin less local friends, all newcomers however long here",
            nobody.at(last, "bonding") - nobody.at(last, "local_friends"),
        ),
    ]


@pattern(
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


@pattern(slow=True, town=Arm("rural-town", ("pupils",), (("months", 240),)))
def school_classes_shrink(town: Lived) -> list[Claim]:
    """Rural school classes lost 24.5 % of their pupils in twenty years."""
    start = town.at("2009-12", "pupils")
    change = town.at("2029-12", "pupils") / start - 1.0
    return [
        below("change in pupils over twenty years", change),
        above("the same, against twice the fall", change, -0.49),
        below("the same, against half the fall", change, -0.1225),
    ]
