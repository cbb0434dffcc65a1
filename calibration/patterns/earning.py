"""Work and what it brings: before language, in newcomers' businesses, after a closure, with a licence; the purse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.daily import BASE, over_years
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern
from calibration.patterns.work import helped, who_works
from sim.codes import NOBODY, Status

if TYPE_CHECKING:
    from sim.town import Town

WORK_FIRST = "town:work-before-language"
LESSONS = "town:driving-school"
NO_LESSONS = (("programmes.driving_school.active", False),)
CAME = range(24, 30)
"""Months of the run in which those came who are followed: the first half of 2012."""
YEARS_ON = (2, 5)
CLOSES = 30
"""Month of the run in which the sawmill closes, counted from 0."""
FROM, TO = 25, 55
"""Ages of those followed after a closure."""
BEFORE, FOLLOWED = "before", "followed"


def a_cohort(town: Town, notes: dict[str, Any]) -> None:
    """Of adults who came in ``CAME``, two and five years after the last of them: how many are here, in work, and the
    sum of their language."""
    from sim.town import Used

    for years in YEARS_ON:
        if town.month == CAME.stop + 12 * years:
            people, used = town.state.people, int(town.used[Used.PEOPLE])
            arrival = people.arrival[:used]
            these = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 1)
            these &= (arrival >= CAME.start) & (arrival < CAME.stop) & (arrival - people.birth[:used] >= 12 * 18)
            work, language = town.state.work.job[:used][these] != NOBODY, town.state.minds.language[:used][these]
            notes[f"year {years}"] = np.array([these.sum(), work.sum(), language.sum(dtype=np.float64)])


def _mean(arm: Lived, years: int, column: int) -> Any:
    found = np.asarray(arm.counted(f"year {years}"), np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return found[:, column] / found[:, 0]


@pattern(
    of="in_work",
    placed=Arm(WORK_FIRST, count=a_cohort),
    taught=Arm(WORK_FIRST, (), (("programmes.work_before_language.active", False), ("levers", None)), a_cohort),
)
def work_before_language_is_caught_up(placed: Lived, taught: Lived) -> list[Claim]:
    """Placed in the first year instead of taught: language lower two years on; more in work then, in the fifth year by
    half of that at most."""
    work, later = (_mean(placed, years, 1) - _mean(taught, years, 1) for years in YEARS_ON)
    return [
        below("language two years on, placed less taught", _mean(placed, 2, 2) - _mean(taught, 2, 2), of="language"),
        above("in work two years on, placed less taught", work),
        above("half of that less the same five years on", work / 2.0 - later),
    ]


def hired(town: Town, notes: dict[str, Any]) -> None:
    """(hires, of these newcomers) by newcomers' businesses, and by all employers, summed over the months. Owners do not
    count as hired by themselves."""
    from sim.town import Used

    people, work, used = town.state.people, town.state.work, int(town.used[Used.PEOPLE])
    job, before = work.job[:used], notes.pop(BEFORE, None)
    if before is not None:
        held = np.full(used, NOBODY)
        held[: len(before)] = before
        rows = np.flatnonzero((job != NOBODY) & (job != held) & (people.status[:used] == Status.HERE))
        owner = town.state.employers.owner[town.state.jobs.employer[job[rows]]]
        rows, owner = rows[owner != rows], owner[owner != rows]
        new, theirs = people.newcomer[rows] == 1, (owner != NOBODY) & (people.newcomer[owner] == 1)
        for name, these in (("newcomers' businesses", theirs), ("all", np.ones(len(rows), bool))):
            notes[name] = notes.get(name, 0) + np.array([these.sum(), (these & new).sum()])
    if town.month < town.scenario.months:
        notes[BEFORE] = job.copy()


@pattern(of="share", town=Arm("rural-town", (), (("businesses.active", True),), hired))
def newcomers_businesses_hire_newcomers(town: Lived) -> list[Claim]:
    """Of those hired by newcomers' businesses a larger share are newcomers than of all hired in the place."""
    with np.errstate(invalid="ignore", divide="ignore"):
        theirs, everybody = (
            found[:, 1] / found[:, 0]
            for found in (np.asarray(town.counted(name), np.float64) for name in ("newcomers' businesses", "all"))
        )
    return [above("newcomers of those hired by newcomers' businesses, less of all hired", theirs - everybody)]


@pattern(of="in_work", lessons=Arm(LESSONS, count=who_works), none=Arm(LESSONS, (), NO_LESSONS, who_works))
def driving_lessons_do_little(lessons: Lived, none: Lived) -> list[Claim]:
    """Two years after paid driving lessons: between 2 points less and 6 points more in work."""
    more = helped(lessons, none, 24)
    return [above("in work two years on, with lessons less without", more, -0.02), below("the same", more, 0.06)]


def after_closure(town: Town, notes: dict[str, Any]) -> None:
    """Of locals of working age in work before the month of the closure: (here, in work) two, three and four years
    later, summed, of those without a job at its end and of the others."""
    from sim.town import Used

    people, work, used = town.state.people, town.state.work, int(town.used[Used.PEOPLE])
    age = (town.month - people.birth[:used]) / 12.0
    if town.month == CLOSES:
        these = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 0) & (age >= FROM) & (age < TO)
        notes[BEFORE] = np.flatnonzero(these & (work.job[:used] != NOBODY))
    elif town.month == CLOSES + 1:
        rows = notes.pop(BEFORE)
        notes[FOLLOWED] = (rows, work.job[rows] == NOBODY)
    elif town.month in range(CLOSES + 24, CLOSES + 49, 12):
        rows, lost = notes[FOLLOWED]
        here, working = people.status[rows] == Status.HERE, work.job[rows] != NOBODY
        for name, group in (("lost", lost), ("kept", ~lost)):
            notes[name] = notes.get(name, 0) + np.array([(group & here).sum(), (group & here & working).sum()])
        if town.month == CLOSES + 48:
            del notes[FOLLOWED]


@pattern(of="in_work", town=Arm("sawmill-closes", (), (("months", CLOSES + 49),), after_closure))
def work_comes_back_after_a_closure(town: Lived) -> list[Claim]:
    """Two to four years after a closure locals who lost their job are at most 10 points less often in work."""
    with np.errstate(invalid="ignore", divide="ignore"):
        lost, kept = (
            found[:, 1] / found[:, 0] for found in (np.asarray(town.counted(name), float) for name in ("lost", "kept"))
        )
    return [above("in work two to four years on, those who lost their job less the others", lost - kept, -0.1)]


@pattern(of="money", town=Arm("rural-town", ("net_per_newcomer",), (("months", 180), ("money.state_grant", 0.0))))
def the_net_cost_of_newcomers_falls(town: Lived) -> list[Claim]:
    """Without grants the municipality's net cost for each newcomer falls from the third to the tenth year."""
    third, tenth = (
        np.nanmean(
            [town.at(f"{year}-12", "net_per_newcomer", f"y{years}:stayed") for year in range(2020, 2025)], axis=0
        )
        for years in (3, 10)
    )
    return [above("net balance a year since settlement, ten years on less three years on [SEK]", tenth - third)]


@pattern(of="in_work", town=BASE)
def locals_and_newcomers_work_as_counted(town: Lived) -> list[Claim]:
    """Of locals 78 to 86 % are in work, of newcomers of all origins and years here 42 to 60 %."""
    found = []
    for group, low, high in (("newcomers", 0.42, 0.60), ("locals", 0.78, 0.86)):
        share = over_years(town, "employed", group)
        found += [above(f"{group} in work", share, low), below("the same", share, high)]
    return found
