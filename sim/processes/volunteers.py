"""Volunteers for programmes: who begins, who stops, and public attention (step 4).

Somebody begins out of a friendly attitude, asked by a coordinator, with a friend who volunteers in mind, or
because everybody talks of it; and stops at a rate that grows with overload, with being left alone, and with
nothing to do.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, ClubType, Enrolment, Flow, FocusSlot, Status, Task
from sim.columns import columns
from sim.jit import kernel
from sim.rng import Process, uniforms
from sim.state import Array
from sim.town import Town, Used

HERE = Status.HERE.value
VOLUNTEERS = Process.VOLUNTEERS.value
POPUP = ClubType.POPUP.value
FIRST_CLUB, LAST_CLUB = FocusSlot.CLUB_1.value, FocusSlot.CLUB_3.value
MATCHING, KEEPING = Task.MATCHING.value, Task.KEEPING.value
ARRIVALS = Flow.ARRIVALS.value


class Helpers(NamedTuple):
    """What volunteering needs to know of people (columns of :mod:`sim.state`); ``focus`` of memberships,
    ``partner`` of ties."""

    uid: Array
    status: Array
    birth: Array
    place: Array
    newcomer: Array
    health: Array
    language: Array
    attitude: Array
    ready: Array
    ready_since: Array
    matched: Array
    load: Array
    focus: Array
    partner: Array


@kernel
def is_loose(person: int, focus: Any, owner: Any, club_type: Any) -> bool:
    """Whether somebody belongs to a pop-up network."""
    for column in range(FIRST_CLUB, LAST_CLUB + 1):
        where = int(focus[person, column])
        if where != NOBODY and club_type[int(owner[where])] == POPUP:
            return True
    return False


@kernel
def chance_to_begin(person: int, u_slot: float, pull: float, rules: Any, people: Any) -> float:
    """Monthly chance, before pop-up networks count. ``pull`` (>= 0): what the place adds for everybody."""
    chance = rules.joining * pull * math.exp(rules.attitude * np.float64(people.attitude[person]))
    if people.newcomer[person] == 1:
        chance *= rules.newcomers * np.float64(people.language[person])
    friend = int(people.partner[person, int(u_slot * people.partner.shape[1])])
    if friend != NOBODY and people.ready[friend] == 1:
        chance *= 1.0 + rules.friends
    return chance


@kernel
def chance_to_stop(person: int, monthly: float, kept: float, free_hours: float, rules: Any, people: Any) -> float:
    """Monthly chance, before pop-up networks count; ``kept`` (0 to 1): how well they are looked after."""
    free = free_hours * np.float64(people.health[person])
    load = np.float64(people.load[person])
    more = 1.0 + rules.unsupported * (1.0 - kept)
    if free > 0.0:
        more += rules.overload * min(1.0, load / free)
    if people.matched[person] == 0:
        more += rules.idle
    return monthly * more


@kernel
def begin_and_stop(
    people_used: int,
    month: int,
    seed: Any,
    monthly: float,
    free_hours: float,
    pull: Any,
    coordination: Any,
    rules: Any,
    people: Any,
    owner: Any,
    club_type: Any,
) -> None:
    """A month of volunteering; one block of draws a person. ``pull`` (P,): see :func:`chance_to_begin`."""
    youngest, oldest = 12 * rules.youngest, 12 * rules.oldest
    # nobody begins with more than this times the pull: most are answered without a look at their friends
    most = rules.joining * math.exp(rules.attitude) * (1.0 + rules.friends) * rules.loose
    most *= max(1.0, rules.newcomers)
    for i in range(people_used):
        if people.status[i] != HERE:
            people.ready[i] = 0
            continue
        age = month - int(people.birth[i])
        if people.ready[i] == 0 and (not rules.recruiting or age < youngest or age > oldest):
            continue
        u_begin, u_slot, u_stop, _ = uniforms(seed, VOLUNTEERS, people.uid[i], month, 0)
        place = int(people.place[i])
        if people.ready[i] == 0:
            if u_begin >= most * pull[place]:
                continue
            chance = chance_to_begin(i, u_slot, np.float64(pull[place]), rules, people)
            if u_begin < chance * rules.loose:
                if u_begin < chance or is_loose(i, people.focus, owner, club_type):
                    people.ready[i] = 1
                    people.ready_since[i] = month
            continue
        if rules.dropping_out:
            kept = np.float64(coordination[place, KEEPING])
            chance = chance_to_stop(i, monthly, kept, free_hours, rules, people)
            if u_stop < chance * rules.loose:
                if u_stop < chance or is_loose(i, people.focus, owner, club_type):
                    people.ready[i] = 0


def attend(town: Town) -> None:
    """Public attention by place: half gone in its half-life, raised by arrivals and by events."""
    rules, places = town.scenario.volunteering, town.state.places
    places.attention[:] *= 2.0 ** (-1.0 / rules.attention_half_life)
    people = np.maximum(1, places.population)
    places.attention[:] += rules.attention_inflow * places.flows[:, ARRIVALS] / people
    places.attention[:] += rules.attention_shocks.get(town.scenario.date_of(town.month), 0.0)
    np.minimum(places.attention, 1.0, out=places.attention)


def pull_of(town: Town) -> np.ndarray[Any, Any]:
    """What a place adds to its people's readiness (P,): attention, being asked, and whether anybody waits."""
    rules, places = town.rules.volunteering, town.state.places
    pull = (1.0 + rules.attention * places.attention) * (1.0 + rules.asked * places.coordination[:, MATCHING])
    return np.asarray(np.where(somebody_waits(town), pull, pull * rules.demand))


def somebody_waits(town: Town) -> np.ndarray[Any, Any]:
    """Where somebody is in the queue for a volunteer (P,): help without company and colleagues need none."""
    state, count = town.state, int(town.used[Used.ENROLMENTS])
    with_volunteers = np.array(
        [
            each.form == "group" or (each.form == "mentor" and each.mentors != "workplace")
            for each in town.scenario.programmes.values()
        ],
        bool,
    )
    rows = np.flatnonzero(state.enrolments.state[:count] == Enrolment.WAITING)
    rows = rows[with_volunteers[state.enrolments.programme[rows]]]
    people = state.enrolments.person[rows]
    found = np.zeros(len(state.places.uid), bool)
    found[state.people.place[people[state.people.status[people] == HERE]]] = True
    return found


def step(town: Town) -> None:
    """Attention, then who begins and who stops."""
    state, rules = town.state, town.rules.volunteering
    attend(town)
    people = columns(Helpers, state.people, state.minds, state.civic, state.memberships, state.ties)
    monthly = 1.0 - (1.0 - float(rules.leaving)) ** (1.0 / 12.0)
    begin_and_stop(
        int(town.used[Used.PEOPLE]),
        town.month,
        town.seed,
        monthly,
        float(town.rules.meeting.free_hours),
        pull_of(town),
        state.places.coordination,
        rules,
        people,
        state.foci.owner,
        state.clubs.type,
    )
