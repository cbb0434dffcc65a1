"""A small town as it is: jobs lost, courses without a result, whom locals know, clubs, mothers, those who stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern
from sim.codes import LONG_AGO, NOBODY, FocusSlot, Schooling, Status

if TYPE_CHECKING:
    from sim.town import Town

Array = np.ndarray[Any, Any]
YOUNGEST, OLDEST = 20, 60
"""Ages at which whoever is without a job afterwards is taken to have lost it: before, many study; after, retire."""
AFTER, LITTLE = 4, 0.2
"""Full years since the first course place, and the level below which people say little."""
HELD = "held"
"""Those in work at the end of the month before, while the run goes on."""
YEARS = ("2015-12", "2016-12", "2017-12", "2018-12", "2019-12")


def a_town(town: Town, notes: dict[str, Any]) -> None:
    """Jobs held and lost, by month; courses, each December; company and clubs at the end."""
    from sim.town import Used

    people, used = town.state.people, int(town.used[Used.PEOPLE])
    here, new = people.status[:used] == Status.HERE, people.newcomer[:used] == 1
    jobs(town, notes, here, new)
    if town.month % 12 == 0:
        begun = (town.month - town.state.minds.course_begun[:used]) // 12 == AFTER
        level = town.state.minds.language[:used] < LITTLE
        compulsory = people.schooling[:used] == Schooling.COMPULSORY
        for name, these in (("little schooling", compulsory), ("more schooling", ~compulsory)):
            group = here & new & begun & these
            notes[name] = notes.get(name, 0) + np.array([group.sum(), level[group].sum()])
    if town.month == town.scenario.months:
        grown = here & ~new & (town.month - people.birth[:used] >= 12 * 18)
        notes["who know one"] = float((town.state.contacts.bridging[:used][grown] > 0).mean())
        notes["clubs"] = clubs(town, here & new).tolist()


def jobs(town: Town, notes: dict[str, Any], here: Array, new: Array) -> None:
    """(jobs held, of these lost within a month) of newcomers and locals, summed over the months."""
    age, work = (town.month - town.state.people.birth[: len(here)]) // 12, town.state.work
    before = notes.pop(HELD, np.zeros(0, np.int64))
    lost = here[before] & (work.job[before] == NOBODY) & (work.studying[before] == 0)
    for name, these in (("newcomers", new[before]), ("locals", ~new[before])):
        notes[name] = notes.get(name, 0) + np.array([these.sum(), (these & lost).sum()])
    if town.month < town.scenario.months:
        notes[HELD] = np.flatnonzero(here & (work.job[: len(here)] != NOBODY) & (age >= YOUNGEST) & (age < OLDEST))


def clubs(town: Town, newcomers: Array) -> Array:
    """How many clubs are open, have a newcomer among their members, and one on their board."""
    memberships, owner = town.state.memberships, town.state.foci.owner
    columns = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    focus = memberships.focus[: len(newcomers), columns]
    member = newcomers[:, None] & (focus != NOBODY)
    serves = member & (memberships.board_until[: len(newcomers)] != LONG_AGO)
    return np.array(
        [town.state.clubs.open.sum(), len(np.unique(owner[focus[member]])), len(np.unique(owner[focus[serves]]))]
    )


TOWN = Arm("rural-town", count=a_town)


def _rate(town: Lived, *groups: str) -> Array:
    """The second of the numbers noted by the first, by run."""
    found = sum(np.asarray(town.counted(group), dtype=np.float64) for group in groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(found[:, 1] / found[:, 0])  # type: ignore[index]


@pattern(town=TOWN)
def newcomers_lose_jobs_more_often(town: Lived) -> list[Claim]:
    """Newcomers lose their job 1.3 to 3 times as often as locals."""
    ratio = _rate(town, "newcomers") / _rate(town, "locals")
    return [above("jobs lost by newcomers, by those lost by locals", ratio, 1.3), below("the same", ratio, 3.0)]


@pattern(town=TOWN)
def many_courses_end_without_a_result(town: Lived) -> list[Claim]:
    """Of those who began a course 20 to 50 % say little four years later, more of those with little schooling."""
    everybody = _rate(town, "little schooling", "more schooling")
    return [
        above("say little four years after the first course", everybody, 0.2),
        below("the same", everybody, 0.5),
        above("with little schooling less with more", _rate(town, "little schooling") - _rate(town, "more schooling")),
    ]


@pattern(town=TOWN)
def some_locals_know_a_newcomer(town: Lived) -> list[Claim]:
    """Where 5 to 15 % are newcomers 10 to 45 % of grown locals have one among their friends."""
    share = np.asarray(town.counted("who know one"))
    return [above("grown locals with a newcomer among their friends", share, 0.1), below("the same", share, 0.45)]


@pattern(town=TOWN)
def some_clubs_have_newcomers(town: Lived) -> list[Claim]:
    """Of the clubs of a small place 15 to 60 % have a newcomer among their members, fewer among those who run them."""
    found = np.asarray(town.counted("clubs"), dtype=np.float64)
    members, boards = found[:, 1] / found[:, 0], found[:, 2] / found[:, 0]
    return [
        above("clubs with a newcomer among their members", members, 0.15),
        below("the same", members, 0.6),
        above("that less the clubs with one on their board", members - boards),
    ]


ASKS = ("employed", "employed_mothers")
BASE = Arm("rural-town", ASKS)


def over_years(arm: Lived, measure: str, group: str) -> Array:
    """Mean of the last five Decembers, by run."""
    return np.asarray(np.nanmean([arm.at(date, measure, group) for date in YEARS], axis=0))


@pattern(newcomers=BASE, none=Arm("rural-town", ASKS, (("arriving.newcomers", False),)))
def newcomers_displace_no_locals(newcomers: Lived, none: Lived) -> list[Claim]:
    """With newcomers who come locals are in work within 1.5 points of how many are without."""
    more = over_years(newcomers, "employed", "locals") - over_years(none, "employed", "locals")
    return [above("locals in work, with newcomers less without", more, -0.015), below("the same", more, 0.015)]


@pattern(usual=BASE, paid=Arm("rural-town", ASKS, (("childcare.home_care_allowance", 7500.0),)))
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


@pattern(town=BASE)
def most_are_still_there_after_three_years(town: Lived) -> list[Claim]:
    """Of those received 58 to 78 % are still in the municipality three years later."""
    share = town.stays(36)
    return [above("still there after three years", share, 0.58), below("the same", share, 0.78)]
