"""Leaving the region, or dying: all that somebody held is freed, and the flow is counted.

Works on lists of rows with kernels of its own, so that what it takes to go is compiled once and not again
in every step that lets people go.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.care import give_up_care
from sim.codes import DEAD, LEFT, NOBODY, Destination, Exit, Flow, Permit, TieKind
from sim.foci import quit_foci
from sim.households import count_move, leave_household
from sim.jit import kernel
from sim.jobs import quit_jobs
from sim.network import leave_network
from sim.state import Array
from sim.town import Town

HOUSEHOLD, KIN = TieKind.HOUSEHOLD.value, TieKind.KIN.value
DEATH = Exit.DEATH.value
NOWHERE = Destination.NONE.value
REFUSED, PERMIT_ENDED = Exit.REFUSED.value, Exit.PERMIT_ENDED.value
NO_PERMIT = Permit.REFUSED.value
DEATHS = Flow.DEATHS.value
REFUSALS = Flow.REFUSED.value
DEPARTURES_NEWCOMERS = Flow.DEPARTURES_NEWCOMERS.value
DEPARTURES_LOCALS = Flow.DEPARTURES_LOCALS.value


@kernel
def parent_of(state: Any, rules: Any, person: int) -> int:
    """The dearest of somebody's household or kin who is at least ``parent_gap`` years older, or NOBODY."""
    ties, birth = state.ties, state.people.birth
    gap = 12 * rules.demography.parent_gap
    found, dearest = NOBODY, 0.0
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other == NOBODY or (ties.kind[person, slot] != HOUSEHOLD and ties.kind[person, slot] != KIN):
            continue
        hours = np.float64(ties.hours[person, slot])
        if int(birth[person]) - int(birth[other]) >= gap and hours > dearest:
            found, dearest = other, hours
    return found


@kernel
def empty_seats(state: Any, rules: Any, rows: Any) -> None:
    """Those of ``rows`` who are gone give up every tie and their seat in the household; whom of their parents they
    leave behind is remembered."""
    for k in range(rows.shape[0]):
        state.people.parent[int(rows[k])] = parent_of(state, rules, int(rows[k]))
        leave_network(int(rows[k]), state.ties)
        leave_household(state, int(rows[k]))


@kernel
def mark_gone(state: Any, rows: Any, causes: Any, destinations: Any) -> None:
    """Note when, why and where to, and count the flow; all int64 (n,)."""
    people, flows = state.people, state.places.flows
    for k in range(rows.shape[0]):
        person = int(rows[k])
        place = int(people.place[person])
        state.minds.in_course[person] = 0
        give_up_care(state, person)
        people.exit_month[person] = state.clock.month[0]
        people.exit_cause[person] = causes[k]
        state.places.permits_ended[place, int(people.permit[person])] += 1
        if causes[k] == DEATH:
            people.status[person] = DEAD
            people.destination[person] = NOWHERE
            flows[place, DEATHS] += 1
            continue
        people.status[person] = LEFT
        people.destination[person] = destinations[k]
        if causes[k] == REFUSED or causes[k] == PERMIT_ENDED:
            flows[place, REFUSALS] += 1
        if causes[k] == REFUSED:
            people.permit[person] = NO_PERMIT
        state.places.gone_to[place, int(destinations[k])] += 1
        count_move(state, person, place, -1)
        if people.newcomer[person] == 1:
            flows[place, DEPARTURES_NEWCOMERS] += 1
        else:
            flows[place, DEPARTURES_LOCALS] += 1


def depart(town: Town, rows: Array, causes: Array, destinations: Array) -> None:
    """People leave the region or die (``causes`` DEATH): all they held is freed, the flows are counted.

    ``rows`` (int64), ``causes`` (codes.Exit) and ``destinations`` (codes.Destination) have one entry each
    per person; nobody may be named twice.
    """
    if len(rows) == 0:
        return
    s = town.state
    quit_jobs(s, rows)
    quit_foci(s, rows, False)
    empty_seats(s, town.rules, rows)
    mark_gone(s, rows, causes, destinations)
