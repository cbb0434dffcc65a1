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
GIVEN_UP = Flow.POSTS_GIVEN_UP.value


@kernel
def is_vacant(state: Any, job: int) -> bool:
    """Whether the post is there and nobody holds it."""
    return state.jobs.open[job] == 1 and state.jobs.holder[job] == NOBODY


@kernel
def free_job(state: Any, person: int) -> int:
    """Give up the job, for whatever reason; the post stays open and is vacant from this month on, but a subsidised
    one, which is there for its holder alone.

    Returns the row of the job given up, or NOBODY when there was none. No flow is counted: use it for
    deaths, moves away, retirement and changes of job, and :func:`lose_job` for dismissals.
    """
    work, memberships, jobs, month = state.work, state.memberships, state.jobs, state.clock.month[0]
    job = int(work.job[person])
    if job == NOBODY:
        return NOBODY
    team = int(jobs.focus[job])
    if team != NOBODY and memberships.focus[person, TEAM] == team:
        quit_focus(state, person, TEAM)
    jobs.holder[job] = NOBODY
    jobs.vacant_since[job] = month
    if jobs.subsidised[job] == 1:
        jobs.open[job] = 0
        state.places.flows[int(state.employers.place[int(jobs.employer[job])]), GIVEN_UP] += 1
    state.employers.origins[int(jobs.employer[job]), int(state.people.origin[person])] -= 1
    work.job[person] = NOBODY
    work.since[person] = month
    work.found_by[person] = NO_CHANNEL
    work.contact[person] = NOBODY
    return job


@kernel
def lose_job(state: Any, person: int) -> int:
    """Lose the job against one's will: :func:`free_job`, counted as a job loss where the person lives."""
    job = int(free_job(state, person))
    if job != NOBODY:
        state.places.flows[int(state.people.place[person]), JOB_LOSSES] += 1
    return job


@kernel
def take_job(state: Any, person: int, job: int, channel: int, contact: int) -> bool:
    """Start in a vacant post; False (and nothing changed) when the post is not vacant.

    A job held before is given up and falls vacant. A school class is left for the work team; where the
    team has no seat free the person works without one. ``channel`` (codes.Channel) and ``contact`` (the
    person through whom, or NOBODY) are kept; hires by the four channels are counted where the person
    lives.
    """
    if not is_vacant(state, job):
        return False
    people, work, jobs = state.people, state.work, state.jobs
    free_job(state, person)
    quit_focus(state, person, TEAM)
    jobs.holder[job] = person
    team = int(jobs.focus[job])
    if team != NOBODY:
        enter(state, person, TEAM, team)
    state.employers.origins[int(jobs.employer[job]), int(people.origin[person])] += 1
    work.job[person] = job
    work.since[person] = state.clock.month[0]
    work.found_by[person] = channel
    work.contact[person] = contact
    if OPEN_CHANNEL <= channel <= CONTACT_CHANNEL:
        state.places.flows[int(people.place[person]), HIRES_OPEN + channel - OPEN_CHANNEL] += 1
    return True


@kernel
def counted_schooling(state: Any, rules: Any, person: int) -> int:
    """The schooling an employer counts: one's own, or ``work.unrecognised_steps`` levels lower where it is not
    recognised."""
    level = int(state.people.schooling[person])
    return level if state.people.recognised[person] == 1 else max(0, level - rules.work.unrecognised_steps)


@kernel
def quit_jobs(state: Any, rows: Any) -> None:
    """The people in ``rows`` (int64) give up their jobs and their studies."""
    for k in range(rows.shape[0]):
        free_job(state, int(rows[k]))
        state.work.studying[int(rows[k])] = 0
