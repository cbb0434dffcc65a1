"""Appearing, moving and going: the only way people enter a place, change home or are gone.

Two layers. *Seats*: kernels for one person or household that touch people, households, homes and household
ties; a step's own kernel calls them as it decides, so that homes and seats are taken in turn. *Following*:
afterwards :func:`follow` brings everything else of those concerned into agreement (place, job, foci), and
:func:`depart` lets people go (job, foci, ties, seat, home). Both work on lists of rows with kernels of
their own, so that what it takes to move is compiled once and not again in every step that moves people.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.arena import NoRoom
from sim.codes import NOBODY, Destination, Exit, Flow, FocusSlot, Status, TieKind
from sim.foci import enter, quit_all, quit_focus
from sim.homes import free_home, take_home
from sim.jit import kernel
from sim.jobs import free_job
from sim.network import find_slot, leave_network, set_kind, tie
from sim.processes.quality import affinity_key, pair_quality
from sim.rng import derived_uid
from sim.town import Town, Used

Array = np.ndarray[Any, Any]

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
JOB_LOSSES = Flow.JOB_LOSSES.value
PEOPLE = Used.PEOPLE.value
HOUSEHOLDS = Used.HOUSEHOLDS.value
FOCI = Used.FOCI.value
SEATS = Used.SEATS.value
COMPATRIOT_SEATS = 64
"""Seats of one compatriot group; where more of one origin live in a place they have several."""
COMPATRIOT_FOCUS = 7  # kind of derived uid


@kernel
def new_person(uid: Any, birth: int, sex: int, place: int, newcomer: int, origin: int, pathway: int,
               arrival: int, used: Any, people: Any) -> int:
    """A row for somebody who appears in ``place`` now; NOBODY when the arrays are full.

    All other columns hold the values of an unused row (health 1, fluent, trust 0.5, no job …) until the
    caller sets them. The person has no household yet: :func:`join_household` next. No flow is counted.
    """
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
def new_household(uid: Any, place: int, used: Any, households: Any) -> int:
    """A row for an empty household in ``place``, without a home; NOBODY when the arrays are full."""
    row = int(used[HOUSEHOLDS])
    if row >= households.uid.shape[0]:
        return NOBODY
    used[HOUSEHOLDS] = row + 1
    households.uid[row] = uid
    households.place[row] = place
    return row


@kernel
def join_household(person: int, household: int, hours: float, month: int, seed: Any, tie_rules: Any,
                   people: Any, households: Any, ties: Any) -> bool:
    """Seat ``person`` in ``household``: a household tie to each member (new ones of ``hours``).

    False (and nothing changed) when no seat is free. The person must have left any earlier household,
    and follows the household's place and neighbourhood with :func:`follow`.
    """
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
                quality = pair_quality(affinity_key(seed), tie_rules, people, person, other)
                tie(person, other, hours, HOUSEHOLD, quality, month, ties)
            else:
                set_kind(person, slot, HOUSEHOLD, ties)
    households.members[household, free] = person
    households.size[household] += 1
    people.household[person] = household
    return True


@kernel
def leave_household(person: int, people: Any, households: Any, homes: Any, ties: Any) -> None:
    """Give up the seat; household ties become kin; the last to leave frees the home."""
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
        free_home(household, households, homes)
        households.place[household] = NOBODY
        households.awaiting[household] = 0


@kernel
def leave_home(person: int, uid: Any, home: int, month: int, used: Any, people: Any, households: Any,
               homes: Any, ties: Any) -> int:
    """Somebody forms a household of their own in a vacant ``home``, here or in another place of the region.

    Returns the new household, or NOBODY (and nothing changed) when the arrays are full. Ties to those
    left behind become kin. The person :func:`follow`s.
    """
    household = new_household(uid, int(homes.place[home]), used, households)
    if household == NOBODY:
        return NOBODY
    leave_household(person, people, households, homes, ties)
    households.members[household, 0] = person
    households.size[household] = 1
    people.household[person] = household
    take_home(household, home, month, households, homes)
    return household


@kernel
def list_members(household: int, households: Any, rows: Any, count: int) -> int:
    """Append a household's members to ``rows``; returns the new count."""
    for seat in range(households.members.shape[1]):
        person = int(households.members[household, seat])
        if person != NOBODY:
            rows[count] = person
            count += 1
    return count


@kernel
def quit_jobs(rows: Any, month: int, people: Any, work: Any, memberships: Any, foci: Any, ties: Any,
              jobs: Any, employers: Any) -> None:
    for k in range(rows.shape[0]):
        free_job(int(rows[k]), month, people, work, memberships, foci, ties, jobs, employers)
        work.studying[int(rows[k])] = 0


@kernel
def quit_foci(rows: Any, keep_team: bool, work: Any, memberships: Any, foci: Any, ties: Any) -> None:
    """Quit every focus (with ``keep_team`` not the work team of those who have a job)."""
    for k in range(rows.shape[0]):
        person = int(rows[k])
        if keep_team and work.job[person] != NOBODY:
            for column in range(memberships.focus.shape[1]):
                if column != TEAM:
                    quit_focus(person, column, memberships, foci, ties)
            memberships.candidate[person] = NOBODY
            memberships.volunteer[person] = 0
        else:
            quit_all(person, memberships, foci, ties)


@kernel
def empty_seats(rows: Any, people: Any, households: Any, homes: Any, ties: Any) -> None:
    """Those who are gone give up every tie and their seat in the household."""
    for k in range(rows.shape[0]):
        leave_network(int(rows[k]), ties)
        leave_household(int(rows[k]), people, households, homes, ties)


@kernel
def mark_gone(rows: Any, causes: Any, destinations: Any, month: int, people: Any, minds: Any,
              places: Any) -> None:
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


@kernel
def change_places(rows: Any, moved: Any, commute_minutes: float, people: Any, households: Any, work: Any,
                  jobs: Any, employers: Any, places: Any) -> int:
    """Those whose household is in another place now live there; flows counted.

    ``moved`` is filled from its start with those who changed place (their number is returned) and from
    its end backwards with those of them whose job is beyond ``commute_minutes`` and so is lost.
    """
    count, lost = 0, 0
    for k in range(rows.shape[0]):
        person = int(rows[k])
        if people.status[person] != HERE:
            continue
        before, after = int(people.place[person]), int(households.place[int(people.household[person])])
        if before == after:
            continue
        people.place[person] = after
        places.flows[before, MOVES_OUT] += 1
        places.flows[after, MOVES_IN] += 1
        moved[count] = person
        count += 1
        job = int(work.job[person])
        if job != NOBODY:
            workplace = int(employers.place[int(jobs.employer[job])])
            if np.float64(places.travel[after, workplace]) > commute_minutes:
                lost += 1
                moved[moved.shape[0] - lost] = person
                places.flows[before, JOB_LOSSES] += 1
    return count


@kernel
def enter_neighbourhoods(rows: Any, people: Any, households: Any, homes: Any, memberships: Any, foci: Any,
                         ties: Any) -> None:
    """Everybody belongs to the neighbourhood of their home; a full one leaves them without."""
    for k in range(rows.shape[0]):
        person = int(rows[k])
        if people.status[person] != HERE:
            continue
        home = int(households.home[int(people.household[person])])
        focus = int(homes.focus[home]) if home != NOBODY else NOBODY
        if memberships.focus[person, NEIGHBOURS] != focus:
            quit_focus(person, NEIGHBOURS, memberships, foci, ties)
            if focus != NOBODY:
                enter(person, NEIGHBOURS, focus, people, memberships, foci)


@kernel
def join_compatriots(rows: Any, used: Any, people: Any, memberships: Any, foci: Any, places: Any) -> bool:
    """Newcomers take a seat in a compatriot group of their origin and place; a new one when all are full.

    False when the arrays for a new group are full.
    """
    for k in range(rows.shape[0]):
        person = int(rows[k])
        origin, place = int(people.origin[person]), int(people.place[person])
        if people.status[person] != HERE or people.newcomer[person] == 0 or origin == 0:
            continue
        if memberships.focus[person, COMPATRIOTS] != NOBODY:
            continue
        groups = 0
        seated = False
        for focus in range(int(used[FOCI])):
            if foci.kind[focus] == COMPATRIOT and foci.place[focus] == place and foci.owner[focus] == origin:
                groups += 1
                if foci.count[focus] < foci.capacity[focus]:
                    seated = enter(person, COMPATRIOTS, focus, people, memberships, foci)
                    break
        if seated:
            continue
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
        foci.uid[focus] = derived_uid(places.uid[place], COMPATRIOT_FOCUS, origin * 4096 + groups)
        enter(person, COMPATRIOTS, focus, people, memberships, foci)
    return True


def depart(town: Town, rows: Array, causes: Array, destinations: Array) -> None:
    """People leave the region or die (``causes`` DEATH): all they held is freed, the flows are counted.

    ``rows`` (int64), ``causes`` (codes.Exit) and ``destinations`` (codes.Destination) have one entry each
    per person; nobody may be named twice.
    """
    if len(rows) == 0:
        return
    s = town.state
    quit_jobs(rows, town.month, s.people, s.work, s.memberships, s.foci, s.ties, s.jobs, s.employers)
    quit_foci(rows, False, s.work, s.memberships, s.foci, s.ties)
    empty_seats(rows, s.people, s.households, s.homes, s.ties)
    mark_gone(rows, causes, destinations, town.month, s.people, s.minds, s.places)


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
        count = int(change_places(
            rows, moved, town.rules.housing.commute_minutes, s.people, s.households, s.work, s.jobs,
            s.employers, s.places))
        lost = moved[count:][moved[count:] != NOBODY]
        if len(lost):
            quit_jobs(lost, town.month, s.people, s.work, s.memberships, s.foci, s.ties, s.jobs, s.employers)
        if count:
            quit_foci(moved[:count], True, s.work, s.memberships, s.foci, s.ties)
            meet_compatriots(town, moved[:count])
            s = town.state  # new groups may have made the arrays grow
    enter_neighbourhoods(rows, s.people, s.households, s.homes, s.memberships, s.foci, s.ties)


def meet_compatriots(town: Town, rows: Array) -> None:
    """Seats among compatriots for newcomers (they may need new groups: the arrays grow)."""
    town.ensure_room(Used.FOCI, len(rows))
    town.ensure_room(Used.SEATS, len(rows) * COMPATRIOT_SEATS)
    s = town.state
    require(join_compatriots(rows, town.used, s.people, s.memberships, s.foci, s.places))


def rows_for(town: Town) -> Array:
    """Room for a list of everybody (three times over, for those named more than once)."""
    return np.empty(3 * int(town.used[Used.PEOPLE]) + 4096, np.int64)


def require(room: bool) -> None:
    """Stop where a kernel found the arrays full (it never drops anybody silently)."""
    if not room:
        raise NoRoom("people or households: the month brought more than was planned for; raise capacity")
