"""Permits: every change is counted, so that people by kind of permit are inflow less outflow in every month."""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, STILL, Permit
from sim.families import is_dependent
from sim.jit import kernel

NONE, WAITING, TEMPORARY = Permit.NONE.value, Permit.WAITING.value, Permit.TEMPORARY.value


@kernel
def give_permit(state: Any, person: int, kind: int, until: int) -> None:
    """Somebody has a permit of ``kind`` (codes.Permit) from now ``until`` a month (STILL for ever), in place of any
    before; counted where they live."""
    people, places = state.people, state.places
    place, before = int(people.place[person]), int(people.permit[person])
    if before != NONE:
        places.permits_ended[place, before] += 1
    people.permit[person] = kind
    people.permit_until[person] = until
    places.permits_given[place, kind] += 1


@kernel
def give_permit_of_stream(state: Any, streams: Any, row: int, person: int) -> None:
    """The permit that those of a stream get who are granted one, from this month on."""
    kind, until = int(streams.permit[row]), STILL
    if kind == TEMPORARY:
        until = int(state.clock.month[0]) + int(streams.permit_months[row])
    give_permit(state, person, kind, until)


@kernel
def household_waits(state: Any, household: int) -> bool:
    """Whether somebody of a household waits for a decision."""
    members = state.households.members
    for person in members[household]:
        if person != NOBODY and state.people.permit[person] == WAITING:
            return True
    return False


@kernel
def has_sponsor(state: Any, rules: Any, household: int, kind: int) -> bool:
    """Whether a grown member of a household may stay whatever becomes of permits of ``kind``: has another one that
    does not end with it, or needs none."""
    members, permit = state.households.members, state.people.permit
    for person in members[household]:
        if person == NOBODY or is_dependent(state, rules, person):
            continue
        if permit[person] > TEMPORARY or permit[person] == NONE or (kind == WAITING and permit[person] == TEMPORARY):
            return True
    return False
