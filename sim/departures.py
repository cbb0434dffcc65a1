"""Leaving the region, or dying: all that somebody held is freed, and the flow is counted.

Works on lists of rows with kernels of its own, so that what it takes to go is compiled once and not again
in every step that lets people go.
"""

from __future__ import annotations

from typing import Any

from sim.codes import Destination, Exit, Flow, Status
from sim.foci import quit_foci
from sim.households import leave_household
from sim.jit import kernel
from sim.jobs import quit_jobs
from sim.network import leave_network
from sim.state import Array
from sim.town import Town

LEFT = Status.LEFT.value
DEAD = Status.DEAD.value
DEATH = Exit.DEATH.value
NOWHERE = Destination.NONE.value
DEATHS = Flow.DEATHS.value
DEPARTURES_NEWCOMERS = Flow.DEPARTURES_NEWCOMERS.value
DEPARTURES_LOCALS = Flow.DEPARTURES_LOCALS.value


@kernel
def empty_seats(rows: Any, people: Any, households: Any, homes: Any, ties: Any) -> None:
    """Those who are gone give up every tie and their seat in the household."""
    for k in range(rows.shape[0]):
        leave_network(int(rows[k]), ties)
        leave_household(int(rows[k]), people, households, homes, ties)


@kernel
def mark_gone(rows: Any, causes: Any, destinations: Any, month: int, people: Any, minds: Any, places: Any) -> None:
    """Note when, why and where to, and count the flow."""
    for k in range(rows.shape[0]):
        person = int(rows[k])
        place = int(people.place[person])
        minds.in_course[person] = 0
        people.exit_month[person] = month
        people.exit_cause[person] = causes[k]
        if causes[k] == DEATH:
            people.status[person] = DEAD
            people.destination[person] = NOWHERE
            places.flows[place, DEATHS] += 1
            continue
        people.status[person] = LEFT
        people.destination[person] = destinations[k]
        if people.newcomer[person] == 1:
            places.flows[place, DEPARTURES_NEWCOMERS] += 1
        else:
            places.flows[place, DEPARTURES_LOCALS] += 1


def depart(town: Town, rows: Array, causes: Array, destinations: Array) -> None:
    """People leave the region or die (``causes`` DEATH): all they held is freed, the flows are counted.

    ``rows`` (int64), ``causes`` (codes.Exit) and ``destinations`` (codes.Destination) have one entry each
    per person; nobody may be named twice.
    """
    if len(rows) == 0:
        return
    s = town.state
    quit_jobs(s, rows)
    quit_foci(rows, False, s.work, s.memberships, s.foci, s.ties)
    empty_seats(rows, s.people, s.households, s.homes, s.ties)
    mark_gone(rows, causes, destinations, town.month, s.people, s.minds, s.places)
