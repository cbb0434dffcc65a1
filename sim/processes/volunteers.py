"""Volunteers for programmes: who begins, who stops, and public attention (step 4).

Somebody begins out of a friendly attitude, asked by a coordinator, with a friend who volunteers in mind, or
because everybody talks of it; and stops at a rate that grows with overload, with being left alone, and with
nothing to do.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import FIRST_CLUB, HERE, LAST_CLUB, NOBODY, ORIGIN_LIMIT, Enrolment, Flow, Task
from sim.jit import kernel
from sim.processes.offers import organisers
from sim.processes.venues import while_the_same_run
from sim.rng import Process, uniforms
from sim.threads import marked_rows
from sim.town import Town, Used

WAITING = Enrolment.WAITING.value
VOLUNTEERS = Process.VOLUNTEERS.value
MATCHING, KEEPING = Task.MATCHING.value, Task.KEEPING.value
ARRIVALS = Flow.ARRIVALS.value


@kernel
def is_loose(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody belongs to a pop-up network, or a kind of club like one."""
    for column in range(FIRST_CLUB, LAST_CLUB + 1):
        where = int(state.memberships.focus[person, column])
        if where != NOBODY and rules.clubs.loose[int(state.clubs.type[int(state.foci.owner[where])])]:
            return True
    return False


@kernel
def chance_to_begin(state: Any, rules: Any, person: int, u_slot: float, pull: float, organising: Any) -> float:
    """Monthly chance, before pop-up networks count. ``pull`` (>= 0): what the place adds for everybody; more for
    pensioners of the first years, and for those who came back to where a parent stayed. Newcomers need the language,
    unless people of their origin organise something (``organising`` bool (16,))."""
    volunteering, minds, partner = rules.volunteering, state.minds, state.ties.partner
    chance = volunteering.joining * pull * math.exp(volunteering.attitude * np.float64(minds.attitude[person]))
    if state.people.newcomer[person] == 1:
        own = organising[int(state.people.origin[person])]
        chance *= volunteering.newcomers * (1.0 if own else np.float64(minds.language[person]))
    age = int(state.clock.month[0]) - int(state.people.birth[person])
    if 12 * volunteering.retired_from <= age < 12 * volunteering.retired_to:
        chance *= volunteering.retired
    if state.people.parent[person] != NOBODY:
        chance *= volunteering.returned
    friend = int(partner[person, int(u_slot * partner.shape[1])])
    if friend != NOBODY and state.civic.ready[friend] == 1:
        chance *= 1.0 + volunteering.friends
    return chance


@kernel
def chance_to_stop(state: Any, rules: Any, person: int, monthly: float) -> float:
    """Monthly chance, before pop-up networks count: ``monthly``, and more for hours with participants against free
    hours (the more, the longer one has been a volunteer), for being left alone and for nothing to do."""
    volunteering, civic = rules.volunteering, state.civic
    kept = np.float64(state.places.coordination[int(state.people.place[person]), KEEPING])
    free = np.float64(rules.meeting.free_hours) * np.float64(state.people.health[person])
    load = np.float64(civic.load[person])
    more = 1.0 + volunteering.unsupported * (1.0 - kept)
    if free > 0.0:
        months = int(state.clock.month[0]) - int(civic.ready_since[person])
        tired = volunteering.fatigue * (1.0 - math.exp(-months / volunteering.fatigue_months))
        more += (volunteering.overload + tired) * min(1.0, load / free)
    if civic.matched[person] == 0:
        more += volunteering.idle
    return monthly * more


@kernel
def who_may_change(start: int, stop: int, state: Any, rules: Any, pull: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` the volunteers, and those who may begin: nobody begins with more than
    a few times the ``pull`` (P,) of the place, so most are answered without a look at their friends."""
    people, civic, volunteering = state.people, state.civic, rules.volunteering
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    youngest, oldest = 12 * volunteering.youngest, 12 * volunteering.oldest
    most = volunteering.joining * math.exp(volunteering.attitude) * (1.0 + volunteering.friends) * volunteering.loose
    most *= max(1.0, volunteering.newcomers) * max(1.0, volunteering.retired) * max(1.0, volunteering.returned)
    for i in range(start, stop):
        if civic.ready[i] == 1:
            marks[i] = True
            continue
        age = month - int(people.birth[i])
        if people.status[i] != HERE or not volunteering.recruiting or age < youngest or age > oldest:
            continue
        u_begin, _, _, _ = uniforms(seed, VOLUNTEERS, people.uid[i], month, 0)
        marks[i] = u_begin < most * np.float64(pull[int(people.place[i])])


@kernel
def begin_and_stop(state: Any, rules: Any, asked: Any, pull: Any, organising: Any, monthly: float) -> None:
    """A month of volunteering for those ``asked`` (rows, of :func:`who_may_change`); one block of draws a person.

    ``pull`` (P,): what a place adds for everybody; ``organising``: of :func:`who_organises`; ``monthly``: chance that
    somebody who is looked after, and has enough to do, stops in a month.
    """
    people, civic, volunteering = state.people, state.civic, rules.volunteering
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for i in asked:
        if people.status[i] != HERE:
            civic.ready[i] = 0
            continue
        u_begin, u_slot, u_stop, _ = uniforms(seed, VOLUNTEERS, people.uid[i], month, 0)
        if civic.ready[i] == 0:
            chance = chance_to_begin(state, rules, i, u_slot, np.float64(pull[int(people.place[i])]), organising)
            if u_begin < chance * volunteering.loose:
                if u_begin < chance or is_loose(state, rules, i):
                    civic.ready[i] = 1
                    civic.ready_since[i] = month
            continue
        if volunteering.dropping_out:
            chance = chance_to_stop(state, rules, i, monthly)
            if u_stop < chance * volunteering.loose:
                if u_stop < chance or is_loose(state, rules, i):
                    civic.ready[i] = 0


def attend(town: Town) -> None:
    """Public attention by place: half gone in its half-life, raised by arrivals and by events."""
    rules, places = town.scenario.volunteering, town.state.places
    places.attention[:] *= 2.0 ** (-1.0 / rules.attention_half_life)
    people = np.maximum(1, places.population)
    places.attention[:] += rules.attention_inflow * places.flows[:, ARRIVALS] / people
    if rules.attention_shocks:
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
    found = np.zeros(len(state.places.uid), bool)
    if count == 0:
        return found
    rows = np.flatnonzero(state.enrolments.state[:count] == WAITING)
    rows = rows[town.kept(with_volunteers)[state.enrolments.programme[rows]]]
    people = state.enrolments.person[rows]
    found[state.people.place[people[state.people.status[people] == HERE]]] = True
    return found


def with_volunteers(town: Town) -> np.ndarray[Any, Any]:
    """Programmes in which volunteers keep participants company (bool, p)."""
    programmes = town.scenario.programmes.values()
    return np.array(
        [each.form == "group" or (each.form == "mentor" and each.mentors != "workplace") for each in programmes], bool
    )


def organised(town: Town) -> list[tuple[int, Any]]:
    """Programmes that newcomers organise: the row of each, and whose people do (bool (16,))."""
    own = enumerate(town.scenario.programmes.values())
    return [(row, organisers(town, each)) for row, each in own if each.organised_by]


def who_organises(town: Town) -> np.ndarray[Any, Any]:
    """Origins whose people organise a programme that runs (16,), bool."""
    return while_the_same_run(town, _who_organises)


def _who_organises(town: Town) -> np.ndarray[Any, Any]:
    found = np.zeros(ORIGIN_LIMIT, bool)
    for row, own in town.kept(organised):
        if town.state.programmes.stream[row] != NOBODY:
            found |= own
    return found


def step(town: Town) -> None:
    """Attention, then who begins and who stops."""
    attend(town)
    monthly = 1.0 - (1.0 - float(town.rules.volunteering.leaving)) ** (1.0 / 12.0)
    state, rules, pull = town.state, town.rules, pull_of(town)
    asked = marked_rows(who_may_change, int(town.used[Used.PEOPLE]), town.threads, state, rules, pull)
    begin_and_stop(state, rules, asked, pull, who_organises(town), monthly)
