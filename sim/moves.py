"""Moving within the region: bringing everything of those who moved into agreement.

A step's kernel moves a household (:mod:`sim.households`, :mod:`sim.homes`); afterwards :func:`follow` brings
place, job and foci of its people after it. It works on lists of rows with kernels of its own, so that what it
takes to move is compiled once and not again in every step that moves people.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.care import give_up_care
from sim.codes import HERE, NOBODY, Flow, FocusSlot
from sim.compatriots import meet_compatriots
from sim.foci import enter, quit_foci, quit_focus
from sim.households import count_move
from sim.jit import kernel
from sim.jobs import quit_jobs
from sim.reach import by_any
from sim.state import Array
from sim.town import Town

NEIGHBOURS = FocusSlot.NEIGHBOURS.value
MOVES_IN = Flow.MOVES_IN.value
MOVES_OUT = Flow.MOVES_OUT.value
JOB_LOSSES = Flow.JOB_LOSSES.value


@kernel
def change_places(state: Any, rules: Any, rows: Any, moved: Any) -> int:
    """Those of ``rows`` whose household is in another place now live there; flows counted.

    ``moved`` (int64, twice as long as ``rows``) is filled from its start with those who changed place (their
    number is returned) and from its end backwards with those of them whose job is beyond ``commute_minutes``
    by car and by lines, and so is lost.
    """
    people, households, work, places = state.people, state.households, state.work, state.places
    count, lost = 0, 0
    for person in rows:
        if people.status[person] != HERE:
            continue
        before, after = int(people.place[person]), int(households.place[int(people.household[person])])
        if before == after:
            continue
        people.place[person] = after
        give_up_care(state, person)
        places.flows[before, MOVES_OUT] += 1
        places.flows[after, MOVES_IN] += 1
        count_move(state, person, before, -1)
        count_move(state, person, after, 1)
        moved[count] = person
        count += 1
        job = int(work.job[person])
        if job != NOBODY:
            workplace = int(state.employers.place[int(state.jobs.employer[job])])
            if by_any(after, workplace, places) > rules.housing.commute_minutes:
                lost += 1
                moved[moved.shape[0] - lost] = person
                places.flows[before, JOB_LOSSES] += 1
    return count


@kernel
def enter_neighbourhoods(state: Any, rows: Any) -> None:
    """Each of ``rows`` belongs to the neighbourhood of their home; a full one leaves them without."""
    people, households, homes, memberships = state.people, state.households, state.homes, state.memberships
    for person in rows:
        if people.status[person] != HERE:
            continue
        home = int(households.home[int(people.household[person])])
        focus = int(homes.focus[home]) if home != NOBODY else NOBODY
        if memberships.focus[person, NEIGHBOURS] != focus:
            quit_focus(state, person, NEIGHBOURS)
            if focus != NOBODY:
                enter(state, person, NEIGHBOURS, focus)


def follow(town: Town, rows: Array) -> None:
    """People follow their household into its place and home.

    Who changes place quits local foci (ties kept there live on as friends) and a job out of reach;
    school classes too: the new place's school enrols. Newcomers join the compatriots of the new place.
    Then everybody enters the neighbourhood of the home. Those gone since, and those named twice, do no
    harm.
    """
    if len(rows) == 0:
        return
    s = town.state
    if s.places.uid.shape[0] > 1:
        moved = np.empty(2 * len(rows), np.int64)
        moved[:] = NOBODY
        count = int(change_places(s, town.rules, rows, moved))
        lost = moved[count:][moved[count:] != NOBODY]
        if len(lost):
            quit_jobs(s, lost)
        if count:
            quit_foci(s, moved[:count], True)
            meet_compatriots(town, moved[:count])  # new groups may make the arrays grow
    enter_neighbourhoods(town.state, rows)
