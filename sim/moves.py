"""Appearing, moving and going: the only way people enter a place, change home or are gone.

Every kernel here leaves all books in agreement: a person's household and its seats, a home and who lives
there, rosters and memberships, jobs and holders, ties at both ends, and the month's flows by place. They
take the whole ``State`` because a move touches nearly all of it; they are called for a few people a month.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.arena import NoRoom
from sim.codes import NOBODY, Destination, Exit, Flow, FocusSlot, Status, TieKind
from sim.foci import enter, quit_all, quit_focus
from sim.jit import kernel
from sim.jobs import free_job, lose_job
from sim.network import find_slot, leave_network, set_kind, tie
from sim.processes.quality import pair_quality
from sim.rng import derived_uid
from sim.town import Town, Used

HERE = Status.HERE.value
LEFT = Status.LEFT.value
DEAD = Status.DEAD.value
DEATH = Exit.DEATH.value
NOWHERE = Destination.NONE.value
NEIGHBOURS = FocusSlot.NEIGHBOURS.value
TEAM = FocusSlot.WORK.value
COMPATRIOTS = FocusSlot.COMPATRIOTS.value
HOUSEHOLD = TieKind.HOUSEHOLD.value
KIN = TieKind.KIN.value
COMPATRIOT = TieKind.COMPATRIOT.value
DEATHS = Flow.DEATHS.value
DEPARTURES_NEWCOMERS = Flow.DEPARTURES_NEWCOMERS.value
DEPARTURES_LOCALS = Flow.DEPARTURES_LOCALS.value
MOVES_IN = Flow.MOVES_IN.value
MOVES_OUT = Flow.MOVES_OUT.value
PEOPLE = Used.PEOPLE.value
HOUSEHOLDS = Used.HOUSEHOLDS.value
FOCI = Used.FOCI.value
SEATS = Used.SEATS.value
COMPATRIOT_SEATS = 64
"""Seats of one compatriot group; where more of one origin live in a place they have several."""
ANY_TENURE = -1
ROOMY = 2
"""Beds beyond the household's size that a first search accepts; a second takes any home large enough."""
COMPATRIOT_FOCUS = 7  # kinds of derived uid made in this file


@kernel
def new_person(uid: Any, birth: int, sex: int, place: int, newcomer: int, origin: int, pathway: int,
               arrival: int, used: Any, state: Any) -> int:
    """A row for somebody who appears in ``place`` now; NOBODY when the arrays are full.

    All other columns hold the values of an unused row (health 1, fluent, trust 0.5, no job …) until the
    caller sets them. The person has no household yet: :func:`join_household` next. No flow is counted.
    """
    people = state.people
    row = int(used[PEOPLE])
    if row >= people.uid.shape[0]:
        return NOBODY
    used[PEOPLE] = row + 1
    people.uid[row] = uid
    people.status[row] = HERE
    people.birth[row] = birth
    people.sex[row] = sex
    people.place[row] = place
    people.newcomer[row] = newcomer
    people.origin[row] = origin
    people.pathway[row] = pathway
    people.arrival[row] = arrival
    people.settled_in[row] = place
    people.recognised[row] = 1 - newcomer
    return row


@kernel
def new_household(uid: Any, place: int, used: Any, state: Any) -> int:
    """A row for an empty household in ``place``, without a home; NOBODY when the arrays are full."""
    households = state.households
    row = int(used[HOUSEHOLDS])
    if row >= households.uid.shape[0]:
        return NOBODY
    used[HOUSEHOLDS] = row + 1
    households.uid[row] = uid
    households.place[row] = place
    return row


@kernel
def join_household(person: int, household: int, hours: float, month: int, seed: Any, tie_rules: Any,
                   state: Any) -> bool:
    """Seat ``person`` in ``household``: a household tie to each member (new ones of ``hours``).


    Where the household has a home, the person also joins its neighbourhood. False (and nothing changed)
    when no seat is free. The person must have left any earlier household.
    """
    people, households, ties = state.people, state.households, state.ties
    free = NOBODY
    for seat in range(households.members.shape[1]):
        if households.members[household, seat] == NOBODY:
            free = seat
            break
    if free == NOBODY:
        return False
    for seat in range(households.members.shape[1]):
        other = int(households.members[household, seat])
        if other != NOBODY:
            slot = find_slot(person, other, ties)
            if slot == NOBODY:
                quality = pair_quality(seed, tie_rules, people, person, other)
                tie(person, other, hours, HOUSEHOLD, quality, month, ties)
            else:
                set_kind(person, slot, HOUSEHOLD, ties)
    households.members[household, free] = person
    households.size[household] += 1
    people.household[person] = household
    home = int(households.home[household])
    if home != NOBODY:
        enter_neighbourhood(person, int(state.homes.focus[home]), state)
    return True


@kernel
def enter_neighbourhood(person: int, focus: int, state: Any) -> None:
    """Exchange the neighbourhood for ``focus`` (NOBODY: none); a full one leaves the person without."""
    memberships = state.memberships
    if memberships.focus[person, NEIGHBOURS] == focus:
        return
    quit_focus(person, NEIGHBOURS, memberships, state.foci, state.ties)
    if focus != NOBODY:
        enter(person, NEIGHBOURS, focus, state.people, memberships, state.foci)


@kernel
def leave_household(person: int, state: Any) -> None:
    """Give up the seat; household ties become kin; the last to leave frees the home."""
    people, households, ties = state.people, state.households, state.ties
    household = int(people.household[person])
    if household == NOBODY:
        return
    for seat in range(households.members.shape[1]):
        other = int(households.members[household, seat])
        if other == person:
            households.members[household, seat] = NOBODY
            households.size[household] -= 1
        elif other != NOBODY:
            slot = find_slot(person, other, ties)
            if slot != NOBODY:
                set_kind(person, slot, KIN, ties)
    people.household[person] = NOBODY
    if households.size[household] == 0:
        free_home(household, state)
        households.place[household] = NOBODY
        households.awaiting[household] = 0


@kernel
def free_home(household: int, state: Any) -> None:
    home = int(state.households.home[household])
    if home != NOBODY:
        state.homes.household[home] = NOBODY
        state.households.home[household] = NOBODY


@kernel
def settle(household: int, home: int, month: int, state: Any) -> None:
    """The household moves into a vacant ``home`` (of its place) and its members into the neighbourhood."""
    free_home(household, state)
    state.homes.household[home] = household
    state.households.home[household] = home
    state.households.moved_in[household] = month
    focus = int(state.homes.focus[home])
    for seat in range(state.households.members.shape[1]):
        person = int(state.households.members[household, seat])
        if person != NOBODY:
            enter_neighbourhood(person, focus, state)


@kernel
def depart(person: int, cause: int, destination: int, month: int, state: Any) -> None:
    """Somebody leaves the region or dies (``cause`` DEATH): all they held is freed, the flow counted."""
    people = state.people
    place = int(people.place[person])
    free_job(person, month, people, state.work, state.memberships, state.foci, state.ties, state.jobs,
             state.employers)
    quit_all(person, state.memberships, state.foci, state.ties)
    leave_network(person, state.ties)
    leave_household(person, state)
    state.minds.in_course[person] = 0
    state.work.studying[person] = 0
    people.exit_month[person] = month
    people.exit_cause[person] = cause
    if cause == DEATH:
        people.status[person] = DEAD
        people.destination[person] = NOWHERE
        state.places.flows[place, DEATHS] += 1
        return
    people.status[person] = LEFT
    people.destination[person] = destination
    if people.newcomer[person] == 1:
        state.places.flows[place, DEPARTURES_NEWCOMERS] += 1
    else:
        state.places.flows[place, DEPARTURES_LOCALS] += 1


@kernel
def depart_household(household: int, cause: int, destination: int, month: int, state: Any) -> int:
    """Everybody of the household leaves the region. Returns how many."""
    gone = 0
    for seat in range(state.households.members.shape[1]):
        person = int(state.households.members[household, seat])
        if person != NOBODY:
            depart(person, cause, destination, month, state)
            gone += 1
    return gone


@kernel
def change_place(person: int, place: int, month: int, commute_minutes: float, state: Any) -> None:
    """Somebody goes to live in another place of the region; the household and its home are the caller's.

    Local foci are quit (ties kept there live on as friends). A job within ``commute_minutes`` is kept
    with its work team; one beyond is lost. School classes are quit: the new place's school enrols.
    """
    people, memberships, foci, ties = state.people, state.memberships, state.foci, state.ties
    before = int(people.place[person])
    job = int(state.work.job[person])
    if job != NOBODY:
        workplace = int(state.employers.place[int(state.jobs.employer[job])])
        if float(state.places.travel[place, workplace]) > commute_minutes:
            lose_job(person, month, people, state.work, memberships, foci, ties, state.jobs,
                     state.employers, state.places)
    for column in range(memberships.focus.shape[1]):
        if column != TEAM or state.work.job[person] == NOBODY:
            quit_focus(person, column, memberships, foci, ties)
    memberships.candidate[person] = NOBODY
    memberships.volunteer[person] = 0
    people.place[person] = place
    state.places.flows[before, MOVES_OUT] += 1
    state.places.flows[place, MOVES_IN] += 1


@kernel
def move_household(household: int, home: int, month: int, commute_minutes: float, used: Any,
                   state: Any) -> None:
    """The household moves into a vacant ``home``, in its place or in another one of the region.

    Within a place only the neighbourhood changes. Newcomers join the compatriots of the new place.
    """
    households = state.households
    place = int(state.homes.place[home])
    if place != households.place[household]:
        households.place[household] = place
        for seat in range(households.members.shape[1]):
            person = int(households.members[household, seat])
            if person != NOBODY:
                change_place(person, place, month, commute_minutes, state)
                if state.people.newcomer[person] == 1:
                    join_compatriots(person, used, state)
    settle(household, home, month, state)


@kernel
def leave_home(person: int, uid: Any, home: int, month: int, used: Any, state: Any) -> int:
    """Somebody forms a household of their own in a vacant ``home`` of the same place.

    Returns the new household, or NOBODY (and nothing changed) when the arrays are full. Ties to those
    left behind become kin.
    """
    household = new_household(uid, int(state.homes.place[home]), used, state)
    if household == NOBODY:
        return NOBODY
    leave_household(person, state)
    state.households.members[household, 0] = person
    state.households.size[household] = 1
    state.people.household[person] = household
    settle(household, home, month, state)
    return household


@kernel
def home_range(place: int, homes: Any, used_homes: int) -> Any:
    """First row and one past the last of the homes of a place (laid place by place by the region)."""
    first, end = 0, 0
    found = False
    for home in range(used_homes):
        if homes.place[home] == place:
            if not found:
                first = home
                found = True
            end = home + 1
    return first, end


@kernel
def home_ranges(places: int, homes: Any, used_homes: int) -> Any:
    """:func:`home_range` of every place, as int64 (P, 2)."""
    ranges = np.zeros((places, 2), np.int64)
    for home in range(used_homes):
        place = int(homes.place[home])
        if place != NOBODY:
            if ranges[place, 1] == 0:
                ranges[place, 0] = home
            ranges[place, 1] = home + 1
    return ranges


@kernel
def find_home(place: int, size: int, tenure: int, anchor: Any, ranges: Any, homes: Any) -> int:
    """A vacant home of ``place`` with at least ``size`` beds, or NOBODY.

    The search starts at a position given by ``anchor`` (uint64: a household's uid spreads households
    over the place; one common number clusters them) and takes the first home of ``tenure`` with few
    beds to spare, then of any tenure, then any home large enough. So the home wanted does not depend
    on how many others are vacant.
    """
    first, end = int(ranges[place, 0]), int(ranges[place, 1])
    count = end - first
    if count <= 0:
        return NOBODY
    begin = int((anchor >> np.uint64(20)) % np.uint64(count))
    of_tenure, any_size = NOBODY, NOBODY
    for step in range(count):
        home = first + (begin + step) % count
        if homes.household[home] == NOBODY and homes.place[home] == place:
            beds = int(homes.beds[home])
            if beds >= size:
                if beds <= size + ROOMY:
                    if tenure == ANY_TENURE or homes.tenure[home] == tenure:
                        return home
                    if of_tenure == NOBODY:
                        of_tenure = home
                elif any_size == NOBODY:
                    any_size = home
    return of_tenure if of_tenure != NOBODY else any_size


@kernel
def join_compatriots(person: int, used: Any, state: Any) -> bool:
    """A seat in a compatriot group of the same origin in the same place; a new group when all are full.

    False when the person is already in one or the arrays for a new group are full.
    """
    people, memberships, foci = state.people, state.memberships, state.foci
    if memberships.focus[person, COMPATRIOTS] != NOBODY or people.origin[person] == 0:
        return False
    place, origin = int(people.place[person]), int(people.origin[person])
    groups = 0
    for focus in range(int(used[FOCI])):
        if foci.kind[focus] == COMPATRIOT and foci.place[focus] == place and foci.owner[focus] == origin:
            groups += 1
            if foci.count[focus] < foci.capacity[focus]:
                return enter(person, COMPATRIOTS, focus, people, memberships, foci)
    focus, start = int(used[FOCI]), int(used[SEATS])
    if focus >= foci.kind.shape[0] or start + COMPATRIOT_SEATS > foci.roster.shape[0]:
        return False
    used[FOCI] = focus + 1
    used[SEATS] = start + COMPATRIOT_SEATS
    foci.kind[focus] = COMPATRIOT
    foci.place[focus] = place
    foci.start[focus] = start
    foci.capacity[focus] = COMPATRIOT_SEATS
    foci.owner[focus] = origin
    foci.uid[focus] = derived_uid(state.places.uid[place], COMPATRIOT_FOCUS, origin * 4096 + groups)
    return enter(person, COMPATRIOTS, focus, people, memberships, foci)


@kernel
def poisson(mean: float, u: float) -> int:
    """Poisson quantile of ``u`` by inversion (means up to a few hundred)."""
    term = math.exp(-mean)
    total = term
    count = 0
    while u > total and count < 10_000:
        count += 1
        term *= mean / count
        total += term
        if term == 0.0 and count > mean:
            break
    return count


def ranges_of(town: Town) -> np.ndarray[Any, Any]:
    """First home and one past the last, for every place."""
    state = town.state
    ranges: np.ndarray[Any, Any] = home_ranges(
        state.places.uid.shape[0], state.homes, int(town.used[Used.HOMES]))
    return ranges


def require(room: bool) -> None:
    """Stop where a kernel found the arrays full (it never drops anybody silently)."""
    if not room:
        raise NoRoom("people or households: the month brought more than was planned for; raise capacity")
