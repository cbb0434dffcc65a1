"""Waiting for a decision, permits, and settlement after it (after arrivals in step 1).

Who waits lives in the stream's place (:mod:`sim.processes.coming`). When the wait is over the household gets a
permit or is refused and departs. Whoever got one after waiting may go where they like: the month counts as so many
months of the ordinary hazard of leaving. Who stays is settled, by the rule of the stream, and the introduction
programme begins. Temporary permits are renewed or not; one that hangs on work becomes permanent with work and ends
without. Decisions are lasting draws of the household against a share, so a higher share refuses none of those that a
lower one grants.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.codes import HERE, NOBODY, STILL, Destination, Exit, Flow, Permit, SettlementRule, Tenure
from sim.departures import depart
from sim.families import family_type, is_dependent
from sim.homes import ANY_TENURE, ranges_of, take_home
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.permits import give_permit, give_permit_of_stream, has_sponsor
from sim.processes.destinations import drawn_destination
from sim.processes.hazards import CAUSES, largest_push, newcomer_hazard
from sim.processes.place_rules import note_settled, place_by_rule
from sim.processes.prospects import LEVELS, levels_of, prospects_of
from sim.processes.stream_numbers import sources_of
from sim.processes.streams import row_of_stream
from sim.rng import Process, uniforms
from sim.threads import marked_rows
from sim.town import Town, Used

WAITING, TEMPORARY, PERMANENT, WORK = (
    Permit.WAITING.value,
    Permit.TEMPORARY.value,
    Permit.PERMANENT.value,
    Permit.WORK.value,
)
REFUSED, PERMIT_ENDED = Exit.REFUSED.value, Exit.PERMIT_ENDED.value
ABROAD = Destination.ABROAD.value
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
GIVEN = SettlementRule.GIVEN.value
LEFT_AT_PERMIT = Flow.LEFT_AT_PERMIT.value
RECEPTION = Process.RECEPTION.value


@kernel
def who_is_due(start: int, stop: int, state: Any, marks: Any) -> None:
    """Marks those of people ``start`` to ``stop`` whose permit is decided on this month, or hangs on work."""
    people, month = state.people, int(state.clock.month[0])
    for person in range(start, stop):
        permit = people.permit[person]
        if permit == WORK or permit == WAITING or permit == TEMPORARY:
            if people.status[person] == HERE and (permit == WORK or people.permit_until[person] <= month):
                marks[person] = True


@kernel
def works(state: Any, household: int) -> bool:
    """Whether somebody of a household is in work."""
    members = state.households.members
    for person in members[household]:
        if person != NOBODY and state.work.job[person] != NOBODY:
            return True
    return False


@kernel
def list_goers(state: Any, rules: Any, person: int, cause: int, going: int, gone: Any, goers: Any) -> int:
    """Lists in ``goers`` ((3, n): rows, codes.Exit, codes.Destination) those who depart with ``person``: members with
    the same permit (of one that hangs on work, the person alone), and the rest where no grown member would be left.
    ``gone`` (n,) marks them. Returns how many are listed then."""
    people, members = state.people, state.households.members
    household = int(people.household[person])
    permit = people.permit[person]
    grown_left = False
    for other in members[household]:
        if other == NOBODY or gone[other]:
            continue
        goes = other == person or (permit != WORK and people.permit[other] == permit)
        if not goes and not is_dependent(state, rules, other):
            grown_left = True
    for other in members[household]:
        if other == NOBODY or gone[other]:
            continue
        if other == person or (permit != WORK and people.permit[other] == permit) or not grown_left:
            gone[other] = True
            goers[0, going], goers[1, going], goers[2, going] = other, cause, ABROAD
            going += 1
    return going


@kernel
def decide(state: Any, rules: Any, streams: Any, due: Any, goers: Any, granted: Any) -> Any:
    """Decides on the permits of the people ``due`` (rows, ordered by household). Lists in ``goers`` (3, n) those who
    depart and in ``granted`` the households that have a permit after waiting; returns how many of each."""
    people, month, seed = state.people, int(state.clock.month[0]), state.clock.seed[0]
    gone = np.zeros(people.uid.shape[0], np.bool_)
    going, settling = 0, 0
    for person in due:
        permit = int(people.permit[person])
        if gone[person] or (permit != WORK and people.permit_until[person] > month):
            continue  # decided on with another member
        household = int(people.household[person])
        uid = state.households.uid[household]
        row = int(row_of_stream(streams, people.stream[person]))
        members = state.households.members[household]
        if permit == WAITING:
            _, u, _, _ = uniforms(seed, RECEPTION, uid, 0, 0)
            if row >= 0 and u >= streams.granted[row] and not has_sponsor(state, rules, household, WAITING):
                going = list_goers(state, rules, person, REFUSED, going, gone, goers)
                continue
            for other in members:
                if other != NOBODY and people.permit[other] == WAITING:
                    people.waited[other] = month - int(people.arrival[other])
                    if row >= 0:
                        give_permit_of_stream(state, streams, row, other)
                    else:
                        give_permit(state, other, PERMANENT, STILL)
            granted[settling] = household
            settling += 1
        elif permit == TEMPORARY:
            u, _, _, _ = uniforms(seed, RECEPTION, uid, month, 1)
            if row >= 0 and u >= streams.renewed[row] and not has_sponsor(state, rules, household, TEMPORARY):
                going = list_goers(state, rules, person, PERMIT_ENDED, going, gone, goers)
                continue
            for other in members:
                if other != NOBODY and people.permit[other] == TEMPORARY:
                    if row >= 0 and streams.then[row] == TEMPORARY:
                        give_permit(state, other, TEMPORARY, month + int(streams.permit_months[row]))
                    else:
                        give_permit(state, other, PERMANENT, STILL)
        elif month - int(people.birth[person]) < ADULT or state.work.studying[person] == 1:
            people.permit_until[person] = STILL
        elif works(state, household):
            give_permit(state, person, PERMANENT, STILL)
        elif people.permit_until[person] == STILL:
            within = int(streams.within[row]) if row >= 0 else STILL
            people.permit_until[person] = min(STILL, month + within)
        elif people.permit_until[person] <= month:
            going = list_goers(state, rules, person, PERMIT_ENDED, going, gone, goers)
    return going, settling


@kernel
def begin_settlement(state: Any, streams: Any, row: int, person: int, family: int) -> None:
    """Somebody who has waited is settled in the place where the household lives now: months since arrival, the cohort
    and the introduction programme begin."""
    people, month = state.people, int(state.clock.month[0])
    people.arrival[person] = month
    people.settled_in[person] = int(state.households.place[int(people.household[person])])
    people.settled_until[person] = STILL
    people.settled_as[person] = family
    if row >= 0 and streams.introduction[row] > 0:
        people.introduction_end[person] = month + streams.introduction[row]


@kernel
def settle(
    state: Any, rules: Any, streams: Any, ranges: Any, prospects: Any, granted: Any, movers: Any, goers: Any
) -> Any:
    """The households ``granted`` a permit after waiting go elsewhere (``goers``, (3, n)) or are settled: where they
    live, or where the rule of their stream says (``movers`` lists those who move). Returns how many of each."""
    people, households = state.people, state.households
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    pushes, levels = np.zeros(CAUSES), np.zeros(LEVELS, np.int64)
    moving, going = 0, 0
    for household in granted:
        size = int(households.size[household])
        if size == 0:
            continue
        uid, here = households.uid[household], int(households.place[household])
        hazard = newcomer_hazard(state, rules, household, pushes)
        u, v, w, _ = uniforms(seed, RECEPTION, uid, 0, 2)
        leaves = u < 1.0 - math.exp(-hazard * rules.reception.onward_months)
        first = NOBODY
        for person in households.members[household]:
            if person != NOBODY and people.waited[person] > 0:
                if int(people.arrival[person]) + int(people.waited[person]) == month:
                    first = person
                    break
        if first == NOBODY:
            continue
        row = int(row_of_stream(streams, people.stream[first]))
        origin = int(people.origin[first])
        rule = int(streams.rule[row]) if row >= 0 else GIVEN
        place = here
        if not leaves and rule != GIVEN:
            levels_of(state, rules, household, levels)
            tenure = PUBLIC_RENT if streams.assigned[row] == 1 else ANY_TENURE
            together = w < rules.housing.concentration
            place, home = place_by_rule(
                state, rules, ranges, prospects, streams, row, uid, origin, size, levels, tenure, together, here
            )
            if home != NOBODY:
                take_home(state, household, int(home))
                moving = list_members(state, household, movers, moving)
            place = int(households.place[household])
        family = int(family_type(state, household))
        for person in households.members[household]:
            if person != NOBODY and people.waited[person] > 0:
                if int(people.arrival[person]) + int(people.waited[person]) == month:
                    begin_settlement(state, streams, row, person, family)
        if not leaves:
            note_settled(state, prospects, rule, place, origin, size, levels)
            continue
        state.places.flows[here, LEFT_AT_PERMIT] += size
        before = going
        going = list_members(state, household, goers[0], going)
        cause, goal = largest_push(pushes, rules.leaving.named_push), drawn_destination(v, rules.leaving.destinations)
        for number in range(before, going):
            goers[1, number] = cause
            goers[2, number] = goal
    return moving, going


def step(town: Town) -> None:
    """Decisions on permits, and settlement of those who have one."""
    if not town.rules.reception.permits:
        return
    state, rules = town.state, town.rules
    due = marked_rows(who_is_due, int(town.used[Used.PEOPLE]), town.threads, state)
    if len(due) == 0:
        return
    due = due[np.argsort(state.households.uid[state.people.household[due]], kind="stable")]
    streams = town.kept(sources_of).streams
    movers = rows_for(town)
    goers, granted = np.empty((3, len(movers)), np.int64), np.empty(len(due), np.int64)
    going, settling = decide(state, rules, streams, due, goers, granted)
    depart(town, *goers[:, :going])
    if settling:
        prospects = prospects_of(town, bool((streams.rule != GIVEN).any()))
        moving, going = settle(state, rules, streams, ranges_of(town), prospects, granted[:settling], movers, goers)
        depart(town, *goers[:, :going])
        follow(town, movers[:moving])
