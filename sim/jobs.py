"""Taking and leaving jobs: a job has one holder or none, and every book about it agrees.

A post is a stable row of ``Jobs``. It is vacant when it is open and has no holder; ``vacant_since`` says
since when. Whoever hires, dismisses, moves or dies goes through these kernels, so that the holder,
the work team, the employer's count by origin and the month's flows never disagree.
"""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, Channel, Flow, FocusSlot
from sim.foci import enter, quit_focus
from sim.jit import kernel

TEAM = FocusSlot.WORK.value
HIRES_OPEN = Flow.HIRES_OPEN.value
JOB_LOSSES = Flow.JOB_LOSSES.value
OPEN_CHANNEL = Channel.OPEN.value
CONTACT_CHANNEL = Channel.CONTACT.value
NO_CHANNEL = Channel.NONE.value


@kernel
def is_vacant(job: int, jobs: Any) -> bool:
    """Whether the post is there and nobody holds it."""
    return jobs.open[job] == 1 and jobs.holder[job] == NOBODY


@kernel
def free_job(
    person: int, month: int, people: Any, work: Any, memberships: Any, foci: Any, ties: Any, jobs: Any, employers: Any
) -> int:
    """Give up the job, for whatever reason; the post stays open and is vacant from ``month``.

    Returns the row of the job given up, or NOBODY when there was none. No flow is counted: use it for
    deaths, moves away, retirement and changes of job, and :func:`lose_job` for dismissals.
    """
    job = int(work.job[person])
    if job == NOBODY:
        return NOBODY
    team = int(jobs.focus[job])
    if team != NOBODY and memberships.focus[person, TEAM] == team:
        quit_focus(person, TEAM, memberships, foci, ties)
    jobs.holder[job] = NOBODY
    jobs.vacant_since[job] = month
    employers.origins[int(jobs.employer[job]), int(people.origin[person])] -= 1
    work.job[person] = NOBODY
    work.since[person] = month
    work.found_by[person] = NO_CHANNEL
    work.contact[person] = NOBODY
    return job


@kernel
def lose_job(
    person: int,
    month: int,
    people: Any,
    work: Any,
    memberships: Any,
    foci: Any,
    ties: Any,
    jobs: Any,
    employers: Any,
    places: Any,
) -> int:
    """Lose the job against one's will: :func:`free_job`, counted as a job loss where the person lives."""
    job = int(free_job(person, month, people, work, memberships, foci, ties, jobs, employers))
    if job != NOBODY:
        places.flows[int(people.place[person]), JOB_LOSSES] += 1
    return job


@kernel
def take_job(
    person: int,
    job: int,
    channel: int,
    contact: int,
    month: int,
    people: Any,
    work: Any,
    memberships: Any,
    foci: Any,
    ties: Any,
    jobs: Any,
    employers: Any,
    places: Any,
) -> bool:
    """Start in a vacant post; False (and nothing changed) when the post is not vacant.

    A job held before is given up and falls vacant. A school class is left for the work team; where the
    team has no seat free the person works without one. ``channel`` (codes.Channel) and ``contact`` (the
    person through whom, or NOBODY) are kept; hires by the four channels are counted where the person
    lives.
    """
    if jobs.open[job] == 0 or jobs.holder[job] != NOBODY:
        return False
    free_job(person, month, people, work, memberships, foci, ties, jobs, employers)
    quit_focus(person, TEAM, memberships, foci, ties)
    jobs.holder[job] = person
    team = int(jobs.focus[job])
    if team != NOBODY:
        enter(person, TEAM, team, people, memberships, foci)
    employers.origins[int(jobs.employer[job]), int(people.origin[person])] += 1
    work.job[person] = job
    work.since[person] = month
    work.found_by[person] = channel
    work.contact[person] = contact
    if OPEN_CHANNEL <= channel <= CONTACT_CHANNEL:
        places.flows[int(people.place[person]), HIRES_OPEN + channel - OPEN_CHANNEL] += 1
    return True


@kernel
def matched(person: int, people: Any, work: Any, jobs: Any) -> bool:
    """Whether somebody in work holds a job that asks for at least their own schooling."""
    job = int(work.job[person])
    return job != NOBODY and jobs.skill[job] >= people.schooling[person]


@kernel
def counted_schooling(person: int, people: Any, unrecognised_steps: int) -> int:
    """The schooling an employer counts: one's own, or ``unrecognised_steps`` lower where unrecognised."""
    level = int(people.schooling[person])
    return level if people.recognised[person] == 1 else max(0, level - unrecognised_steps)


@kernel
def quit_jobs(
    rows: Any, month: int, people: Any, work: Any, memberships: Any, foci: Any, ties: Any, jobs: Any, employers: Any
) -> None:
    for k in range(rows.shape[0]):
        free_job(int(rows[k]), month, people, work, memberships, foci, ties, jobs, employers)
        work.studying[int(rows[k])] = 0
