"""Work: after the introduction programme, with a job mentor, straight from school."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.patterns.arms import Arm, Lived
from calibration.patterns.findings import Claim, above, below
from calibration.patterns.pattern import pattern
from sim.codes import Exit, Pathway, Permit, Schooling, Sex, Status

if TYPE_CHECKING:
    from sim.town import Town


def a_year_after_the_programme(town: Town, notes: dict[str, Any]) -> None:
    """Sums over those aged 18 to 55 whose introduction ended twelve months ago: how many, how many of them
    in work or studies, by sex."""
    from sim.town import Used

    people, work, used = town.state.people, town.state.work, int(town.used[Used.PEOPLE])
    age = (town.month - people.birth[:used]) / 12.0
    these = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 1)
    these &= (people.introduction_end[:used] == town.month - 12) & (age >= 18) & (age < 56)
    busy = (work.job[:used] >= 0) | (work.studying[:used] == 1)
    for name, sex in (("men", Sex.MAN), ("women", Sex.WOMAN)):
        group = these & (people.sex[:used] == sex)
        notes[name] = notes.get(name, 0) + np.array([group.sum(), busy[group].sum()])


def _shares(arm: Lived, *groups: str) -> Any:
    found = sum(np.asarray(arm.counted(group), dtype=np.float64) for group in groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        return found[:, 1] / found[:, 0]  # type: ignore[index]


@pattern(of="in_work", town=Arm("target:norway-like", count=a_year_after_the_programme))
def work_a_year_after_the_programme(town: Lived) -> list[Claim]:
    """In Norway 65 % work or study a year after the programme, men 73 and women 59 %.

    Near is within ten points: a small town for a whole country.
    """
    everybody, men, women = _shares(town, "men", "women"), _shares(town, "men"), _shares(town, "women")
    return [
        above("in work or studies a year after the programme", everybody, 0.55),
        below("the same", everybody, 0.75),
        above("men less women", men - women),
    ]


def who_works(town: Town, notes: dict[str, Any]) -> None:
    """By month the newcomers here, by identity: in work or not; and who took part from when."""
    from sim.town import Used

    people, used = town.state.people, int(town.used[Used.PEOPLE])
    rows = np.flatnonzero((people.status[:used] == Status.HERE) & (people.newcomer[:used] == 1))
    uids = map(str, people.uid[rows].tolist())
    notes[f"month {town.month - 1}"] = dict(zip(uids, (town.state.work.job[rows] >= 0).tolist(), strict=True))
    if town.month == town.scenario.months:
        enrolments, many = town.state.enrolments, int(town.used[Used.ENROLMENTS])
        begun = np.flatnonzero(enrolments.begun[:many] >= 0)
        person = enrolments.person[begun]
        notes["begun"] = list(
            zip(
                map(str, people.uid[person].tolist()),
                enrolments.begun[begun].tolist(),
                (people.schooling[person] == Schooling.COMPULSORY).tolist(),
                strict=True,
            )
        )


def helped(arm: Lived, other: Lived, after: int, low: bool | None = None) -> Any:
    """Mean difference in work, the same persons in both arms, ``after`` months from their beginning."""
    found = []
    for mine, theirs in zip(arm.runs, other.runs, strict=True):
        gains = []
        for uid, begun, little in mine.counts["begun"]:
            name = f"month {begun + after}"
            here, there = mine.counts.get(name, {}).get(uid), theirs.counts.get(name, {}).get(uid)
            if here is not None and there is not None and low in (None, little):
                gains.append(float(here) - float(there))
        found.append(float(np.mean(gains)) if gains else math.nan)
    return np.asarray(found)


@pattern(
    of="in_work",
    mentors=Arm("town:job-mentors", count=who_works),
    none=Arm("town:job-mentors", (), (("programmes.job_mentor.active", False),), who_works),
)
def help_to_a_job_works_late(mentors: Lived, none: Lived) -> list[Claim]:
    """Help to find a job: nothing after six months, up to 13 points after twelve, most for the low-educated.

    The same persons in both arms, counted from the month in which they met their job mentor.
    """
    half, year = (helped(mentors, none, after) for after in (6, 12))
    little, more = (helped(mentors, none, 12, low) for low in (True, False))
    return [
        above("in work a year on, with a job mentor less without", year),
        above("that less the same after six months", year - half),
        below("more in work after six months", half, 0.05),
        above("those with little schooling less the others, a year on", little - more),
    ]


def youths(town: Town, notes: dict[str, Any]) -> None:
    """Of the unaccompanied youths, at the end: of those whose permit hung on work and was decided on, the share that
    got a lasting one, which is who worked within the months given; of all who came, the share with a lasting permit
    who are still here.

    Who works among those still here says nothing: whoever does not work has had to go.
    """
    if town.month == town.scenario.months:
        people = town.state.people
        came = (people.pathway == Pathway.YOUTH) & (people.arrival >= 0)
        lasting = came & (people.permit == Permit.PERMANENT)
        ended = came & (people.exit_cause == Exit.PERMIT_ENDED)
        here = lasting & (people.status == Status.HERE)
        decided = int(lasting.sum() + ended.sum())
        notes["lasting"] = float(lasting.sum() / decided) if decided else math.nan
        notes["stayed"] = float(here.sum() / came.sum()) if came.any() else math.nan


@pattern(
    of="share",
    slow=True,
    worker=Arm("seeds/hudiksvall", count=youths),
    nobody=Arm("seeds/hudiksvall", (), (("programmes.ung_kraft.active", False),), youths),
)
def one_worker_for_the_youths(worker: Lived, nobody: Lived) -> list[Claim]:
    """With one worker for 46 unaccompanied youths almost all soon had stable jobs, and most of the 46 could stay."""
    with_, without = (np.asarray(arm.counted("lasting")) for arm in (worker, nobody))
    stay, left = (np.asarray(arm.counted("stayed")) for arm in (worker, nobody))
    return [
        above("permits that became lasting by work, of those decided on", with_, 0.5),
        above("that less the same without the worker", with_ - without),
        above("permits that became lasting, against almost all (nine in ten)", with_, 0.9),
        above("still there with a lasting permit (most of the 46)", stay, 0.5, of="still_there"),
        above("that less the same without the worker, of the 46", stay - left, of="still_there"),
    ]
