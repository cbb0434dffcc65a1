"""Attitudes to the other group, felt threat, and trust.

Attitudes come back to a disposition given by lasting openness; contact, friends and, for locals, felt
threat move them away from it. Trust moves towards what openness, taking part and treatment warrant.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Flow, Status
from sim.columns import columns
from sim.jit import kernel
from sim.processes.club_members import has_club
from sim.rng import Process, uniforms
from sim.state import Array
from sim.town import Town, Used

HERE = Status.HERE.value
ATTITUDES = Process.ATTITUDES.value
ARRIVALS = Flow.ARRIVALS.value
UNHOUSED = Flow.ARRIVALS_UNHOUSED.value


class Feelings(NamedTuple):
    """What attitudes and trust need to know of people (columns of :mod:`sim.state`); ``focus`` of
    memberships, ``partner`` of ties."""

    uid: Array
    status: Array
    place: Array
    newcomer: Array
    attitude: Array
    openness: Array
    trust: Array
    volunteer: Array
    ready: Array
    matched: Array
    other_hours: Array
    focus: Array
    partner: Array


def share_gone(half_life: float) -> float:
    """Share of a distance gone after a month."""
    return float(1.0 - 2.0 ** (-1.0 / half_life))


@kernel
def feel_threat(gone: float, rules: Any, population: Any, flows: Any, threat: Any) -> None:
    """A place's threat follows, with its half-life, the year's rate of inflow above what is taken in stride
    as a share of the rate felt as the fullest threat. Those who found no home are counted again."""
    for place in range(threat.shape[0]):
        if population[place] <= 0:
            continue
        inflow = np.float64(flows[place, ARRIVALS]) + np.float64(flows[place, UNHOUSED])
        yearly = 12.0 * inflow / np.float64(population[place])
        excess = 0.0
        if rules.threat:
            excess = (yearly - rules.inflow_taken_in_stride) / rules.inflow_full_threat
        felt = np.float64(threat[place])
        threat[place] = min(1.0, max(0.0, felt + gone * (excess - felt)))


@kernel
def climate_of(people_used: int, status: Any, newcomer: Any, place_of: Any, attitude: Any, threat: Any) -> Any:
    """How the locals of each place meet newcomers, (P,) 0 to 1: their mean attitude less felt threat,
    halved about the middle. Summed in row order."""
    place_count = threat.shape[0]
    total = np.zeros(place_count)
    count = np.zeros(place_count, np.int64)
    for i in range(people_used):
        if status[i] == HERE and newcomer[i] == 0:
            total[place_of[i]] += np.float64(attitude[i])
            count[place_of[i]] += 1
    for place in range(place_count):
        mean = total[place] / np.float64(count[place]) if count[place] > 0 else 0.0
        total[place] = min(1.0, max(0.0, 0.5 + 0.5 * (mean - np.float64(threat[place]))))
    return total


@kernel
def attitude_after(person: int, month: int, seed: Any, gone: float, rules: Any, people: Any, threat: Any) -> float:
    """Somebody's attitude after a month.

    Disposition: middling + openness, less threat for locals; ``gone`` is the share of the distance
    gone. Contact: gain saturates in the hours and in the attitude, and only ``spread`` of it reaches
    the group as such; a bad experience is likelier the worse the attitude. Friends: at times one
    acquaintance of the own group, drawn by tie slot, is followed a step.
    """
    attitude = np.float64(people.attitude[person])
    disposition = rules.disposition_openness * (np.float64(people.openness[person]) - 0.5)
    if people.newcomer[person] == 1:
        disposition += rules.disposition_newcomer
    else:
        felt = np.float64(threat[int(people.place[person])])
        disposition += rules.disposition_local - rules.threat_harm * felt
    new = attitude + gone * (disposition - attitude)
    u_bad, u_slot, u_talk, _ = uniforms(seed, ATTITUDES, people.uid[person], month, 0)
    hours = np.float64(people.other_hours[person])
    if rules.contact and hours > 0.0:
        much = hours / (hours + rules.contact_half)
        new += rules.contact_gain * rules.spread * much * (1.0 - attitude)
        if u_bad < rules.bad_contact * much * (1.0 - attitude):
            new -= rules.bad_harm * (1.0 + attitude)
    if rules.influence and u_talk < rules.influence_chance:
        friend = int(people.partner[person, int(u_slot * people.partner.shape[1])])
        if friend != NOBODY and people.newcomer[friend] == people.newcomer[person]:
            new += rules.influence_step * (np.float64(people.attitude[friend]) - attitude)
    return min(1.0, max(-1.0, new))


@kernel
def trust_after(person: int, gone: float, climate: float, rules: Any, people: Any) -> float:
    """Somebody's trust after a month: ``gone`` of the distance to what their life warrants."""
    target = rules.trust_middle + rules.trust_openness * (np.float64(people.openness[person]) - 0.5)
    if has_club(person, people.focus):
        target += rules.trust_member
    if people.volunteer[person] == 1 or (people.ready[person] == 1 and people.matched[person] > 0):
        target += rules.trust_volunteer
    if people.newcomer[person] == 1:
        target += rules.trust_treatment * (climate - 0.5)
    trust = np.float64(people.trust[person])
    return trust + gone * (min(1.0, max(0.0, target)) - trust)


@kernel
def feel(
    people_used: int,
    month: int,
    seed: Any,
    attitude_gone: float,
    trust_gone: float,
    climate: Any,
    rules: Any,
    people: Any,
    threat: Any,
) -> None:
    """Everybody's attitude and trust after the month, in row order."""
    for i in range(people_used):
        if people.status[i] != HERE:
            continue
        people.attitude[i] = attitude_after(i, month, seed, attitude_gone, rules, people, threat)
        if rules.trust:
            people.trust[i] = trust_after(i, trust_gone, climate[int(people.place[i])], rules, people)


def climate(town: Town) -> Any:
    """:func:`climate_of` a town's places."""
    people, minds = town.state.people, town.state.minds
    return climate_of(
        int(town.used[Used.PEOPLE]),
        people.status,
        people.newcomer,
        people.place,
        minds.attitude,
        town.state.places.threat,
    )


def step(town: Town) -> None:
    """Threat by place, then attitudes and trust."""
    state, rules = town.state, town.rules.attitudes
    places = state.places
    feel_threat(share_gone(rules.threat_half_life), rules, places.population, places.flows, places.threat)
    people = columns(Feelings, state.people, state.minds, state.contacts, state.memberships, state.civic, state.ties)
    feel(
        int(town.used[Used.PEOPLE]),
        town.month,
        town.seed,
        share_gone(rules.disposition_half_life),
        share_gone(rules.trust_half_life),
        climate(town),
        rules,
        people,
        places.threat,
    )
