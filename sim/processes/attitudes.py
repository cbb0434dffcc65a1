"""Attitudes to the other group, felt threat, and trust.

Attitudes come back to a disposition given by lasting openness; contact, friends and, for locals, felt
threat move them away from it. Trust moves towards what openness, taking part and treatment warrant.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, Flow
from sim.jit import kernel
from sim.processes.club_members import has_club
from sim.rng import Process, uniforms
from sim.state.clock import PEOPLE
from sim.threads import over_rows
from sim.town import Town, Used

ATTITUDES = Process.ATTITUDES.value
ARRIVALS = Flow.ARRIVALS.value
UNHOUSED = Flow.ARRIVALS_UNHOUSED.value
INFORMAL, INSTITUTIONS = 1, 2
"""Positions in ``rivals.trust``."""
BY_LEVEL = 1
"""Position in ``rivals.diversity``."""


def share_gone(half_life: float) -> float:
    """Share of a distance gone after a month."""
    return float(1.0 - 2.0 ** (-1.0 / half_life))


@kernel
def feel_threat(state: Any, rules: Any, gone: float) -> None:
    """A place's threat goes ``gone`` of the distance to the year's rate of inflow above what is taken in stride
    as a share of the rate felt as the fullest threat. Those who found no home are counted again. Under the rival that
    ``diversity`` is felt by its level, to the share of newcomers in the same way."""
    places, attitudes = state.places, rules.attitudes
    for place in range(places.threat.shape[0]):
        if places.population[place] <= 0:
            continue
        inflow = np.float64(places.flows[place, ARRIVALS]) + np.float64(places.flows[place, UNHOUSED])
        yearly = 12.0 * inflow / np.float64(places.population[place])
        excess = 0.0
        if attitudes.threat:
            excess = (yearly - attitudes.inflow_taken_in_stride) / attitudes.inflow_full_threat
            if rules.rivals.diversity == BY_LEVEL:
                share = np.float64(places.newcomers[place]) / np.float64(places.population[place])
                excess = (share - attitudes.share_taken_in_stride) / attitudes.share_full_threat
        felt = np.float64(places.threat[place])
        places.threat[place] = min(1.0, max(0.0, felt + gone * (excess - felt)))


@kernel
def climate_of(state: Any) -> Any:
    """How the locals of each place meet newcomers, float64 (P,) 0 to 1: their mean attitude less felt threat,
    halved about the middle. Summed in row order."""
    people, threat = state.people, state.places.threat
    place_count = threat.shape[0]
    total = np.zeros(place_count)
    count = np.zeros(place_count, np.int64)
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] == HERE and people.newcomer[i] == 0:
            total[people.place[i]] += np.float64(state.minds.attitude[i])
            count[people.place[i]] += 1
    for place in range(place_count):
        mean = total[place] / np.float64(count[place]) if count[place] > 0 else 0.0
        total[place] = min(1.0, max(0.0, 0.5 + 0.5 * (mean - np.float64(threat[place]))))
    return total


@kernel
def attitude_alone(state: Any, rules: Any, person: int, gone: float) -> Any:
    """Somebody's attitude after a month before anybody is followed; and the friend who is, or NOBODY.

    Disposition: middling + openness, for locals less threat and with the mood from outside; ``gone`` is the share of
    the distance gone. Contact: gain saturates in the hours and in the attitude, and only ``spread`` of it reaches
    the group as such; a bad experience is likelier the worse the attitude. Friends: at times one
    acquaintance of the own group, drawn by tie slot, is followed a step (:func:`follow_friends`).
    """
    people, minds, partner, weights = state.people, state.minds, state.ties.partner, rules.attitudes
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    attitude = np.float64(minds.attitude[person])
    disposition = weights.disposition_openness * (np.float64(minds.openness[person]) - 0.5)
    if people.newcomer[person] == 1:
        disposition += weights.disposition_newcomer
    else:
        felt = np.float64(state.places.threat[int(people.place[person])])
        disposition += weights.disposition_local - weights.threat_harm * felt
        disposition += rules.climate.weight * state.places.mood[int(people.place[person])]
    new = attitude + gone * (disposition - attitude)
    u_bad, u_slot, u_talk, _ = uniforms(seed, ATTITUDES, people.uid[person], month, 0)
    hours = np.float64(state.contacts.other_hours[person])
    if weights.contact and hours > 0.0:
        much = hours / (hours + weights.contact_half)
        new += weights.contact_gain * weights.spread * much * (1.0 - attitude)
        if u_bad < weights.bad_contact * much * (1.0 - attitude):
            new -= weights.bad_harm * (1.0 + attitude)
    if weights.influence and u_talk < weights.influence_chance:
        friend = int(partner[person, int(u_slot * partner.shape[1])])
        if friend != NOBODY and people.newcomer[friend] == people.newcomer[person]:
            return new, friend
    return new, NOBODY


@kernel
def trust_after(state: Any, rules: Any, person: int, gone: float, climate: float) -> float:
    """Somebody's trust after a month: ``gone`` of the distance to what their life warrants; ``climate`` (0 to 1):
    how the locals of the place meet newcomers.

    Among people: membership, helping and, for newcomers, treatment by locals. By institutions: half for knowing rights
    and services, half for hours with officials who listen, h / (h + half). The rival ``trust`` says which count.
    """
    minds, civic, weights = state.minds, state.civic, rules.attitudes
    target = weights.trust_middle + weights.trust_openness * (np.float64(minds.openness[person]) - 0.5)
    if rules.rivals.trust != INSTITUTIONS:
        if has_club(state, person):
            target += weights.trust_member
        if state.memberships.volunteer[person] == 1 or (civic.ready[person] == 1 and civic.matched[person] > 0):
            target += weights.trust_volunteer
        if state.people.newcomer[person] == 1:
            target += weights.trust_treatment * (climate - 0.5)
    if rules.rivals.trust != INFORMAL:
        hours = np.float64(civic.officials[person])
        heard = hours / (hours + weights.trust_officials_half)
        target += weights.trust_institutions * 0.5 * (np.float64(minds.known[person]) + heard)
    trust = np.float64(minds.trust[person])
    return trust + gone * (min(1.0, max(0.0, target)) - trust)


@kernel
def feel(
    start: int,
    stop: int,
    state: Any,
    rules: Any,
    attitude_gone: float,
    trust_gone: float,
    climate: Any,
    alone: Any,
    followed: Any,
) -> None:
    """Trust of people ``start`` to ``stop`` after the month, and what their attitudes would be but for friends.

    They go ``attitude_gone`` and ``trust_gone`` of the distance to what they come back to; ``climate`` (P,): from
    :func:`climate_of`. Writes :func:`attitude_alone` to ``alone`` (float64, people) and ``followed`` (int32, people).
    """
    people, minds = state.people, state.minds
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        alone[i], followed[i] = attitude_alone(state, rules, i, attitude_gone)
        if rules.attitudes.trust:
            minds.trust[i] = trust_after(state, rules, i, trust_gone, climate[int(people.place[i])])


@kernel
def follow_friends(state: Any, rules: Any, alone: Any, followed: Any) -> None:
    """Everybody's attitude after the month, in row order: whoever has had their turn is followed to where they are
    by now. ``alone`` and ``followed``: from :func:`feel`."""
    status, attitude, share = state.people.status, state.minds.attitude, rules.attitudes.influence_step
    for i in range(alone.shape[0]):
        if status[i] != HERE:
            continue
        new = alone[i]
        friend = int(followed[i])
        if friend != NOBODY:
            new += share * (np.float64(attitude[friend]) - np.float64(attitude[i]))
        attitude[i] = min(1.0, max(-1.0, new))


def step(town: Town) -> None:
    """Threat by place, then attitudes and trust."""
    state, rules, half, used = town.state, town.rules, town.rules.attitudes, int(town.used[Used.PEOPLE])
    feel_threat(state, rules, share_gone(half.threat_half_life))
    gone = share_gone(half.disposition_half_life), share_gone(half.trust_half_life)
    alone, followed = np.empty(used), np.empty(used, np.int32)
    over_rows(feel, used, town.threads, state, rules, *gone, climate_of(state), alone, followed)
    follow_friends(state, rules, alone, followed)
