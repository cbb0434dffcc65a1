"""How likely a household is to leave this month, and why (the hazards of :mod:`sim.processes.leaving`).

A household is a newcomers' if any grown member is a newcomer. Its monthly hazard is

    (1 - onward) x base x pathway x family x exp(pushes) x (hold of the programme | jump after it)
      + onward x moves by age x pathway x family x (hold of the programme) / what the place offers,

each push ``weight x (1 - 2 satisfaction)`` or a plain weight; see :mod:`sim.scenario.schema.leaving`
for the stays this amounts to.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT, PUPIL_FROM, PUPIL_TO, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Exit, FamilyType, Service
from sim.families import eldest, family_type, is_dependent
from sim.jit import kernel
from sim.permits import household_waits
from sim.processes.destinations import ALONE, TOGETHER, WITH_CHILDREN
from sim.processes.housing import is_crowded
from sim.processes.offers import choice
from sim.scenario.schema.rivals import RivalSettings

SINGLE_WOMAN, SINGLE_MAN = FamilyType.SINGLE_WOMAN.value, FamilyType.SINGLE_MAN.value
COUPLE = FamilyType.COUPLE.value
SCHOOL, SHOP = Service.SCHOOL.value, Service.SHOP.value
WORK, LONELINESS, COMPATRIOTS, HOUSING, PROGRAMME_END, SERVICES, OTHER, ELSEWHERE = (
    Exit.WORK.value,
    Exit.LONELINESS.value,
    Exit.COMPATRIOTS.value,
    Exit.HOUSING.value,
    Exit.PROGRAMME_END.value,
    Exit.SERVICES.value,
    Exit.OTHER.value,
    Exit.ELSEWHERE.value,
)
CAUSES = len(Exit)
YOUTH_TO = 25
"""Age below which the young who live alone are asked by demography instead [year]."""
DRIVES_OUT = choice(RivalSettings, "school_closure", "drives_out")


@kernel
def service_pushes(state: Any, rules: Any, place: int, pupils: int) -> float:
    """Push of a closed school (families, under that rival) and of a place without a shop."""
    is_open, push = state.places.service_open, 0.0
    if pupils > 0 and rules.rivals.school_closure == DRIVES_OUT and is_open[place, SCHOOL] == 0:
        push += rules.leaving.school_closed
    if is_open[place, SHOP] == 0:
        push += rules.leaving.shop_closed
    return push


@kernel
def moves_by_age(leaving: Any, months: int) -> float:
    """How often people of an age [month] move away in a month, content or not."""
    band = 0
    while band < leaving.ages.shape[0] and months >= 12.0 * leaving.ages[band]:
        band += 1
    return leaving.by_age[band] / 12.0


@kernel
def lets_go(state: Any, rules: Any, household: int) -> float:
    """What of the hazard to move on is left by what ties a household to the place whether it is content or not: waiting
    for a decision, or the introduction programme of its first newcomer to be in one."""
    if household_waits(state, household):
        return float(rules.reception.hold)
    people, members, month = state.people, state.households.members, int(state.clock.month[0])
    for person in members[household]:
        if person != NOBODY and people.newcomer[person] == 1 and month < people.introduction_end[person]:
            return float(rules.leaving.programme_hold)
    return 1.0


@kernel
def onward_hazard(state: Any, rules: Any, household: int) -> float:
    """Monthly hazard at which a newcomers' household is drawn elsewhere, whether it is content or not.

    ``onward`` x ``by_age`` of the oldest x pathway and family, less where compatriots are many and the place offers
    work and a labour market, and as far as the programme lets go (:func:`lets_go`).
    """
    people, households, leaving, places = state.people, state.households, rules.leaving, state.places
    month = int(state.clock.month[0])
    oldest, first, partner = int(eldest(state, household)), NOBODY, False
    for person in households.members[household]:
        if person == NOBODY:
            continue
        if people.newcomer[person] == 1 and (first == NOBODY or people.arrival[person] < people.arrival[first]):
            first = person
        if people.newcomer[person] == 0 and not is_dependent(state, rules, person):
            partner = True
    if first == NOBODY:
        return 0.0
    place = int(households.place[household])
    hazard = leaving.onward * moves_by_age(leaving, month - int(people.birth[oldest]))
    hazard *= leaving.pathway[int(people.pathway[first])] * leaving.family[family_type(state, household)]
    if partner:
        hazard *= leaving.local_partner
    own = np.float64(places.compatriots[place, int(people.origin[first])])
    held = leaving.onward_compatriots * (2.0 * own / (own + leaving.onward_compatriots_half) - 1.0)
    held += rules.attraction.holding * places.prospects[place]
    return hazard * math.exp(-held) * lets_go(state, rules, household)


@kernel
def newcomer_hazard(state: Any, rules: Any, household: int, pushes: Any) -> float:
    """Monthly hazard of a newcomers' household, ``pushes`` filled (float64 by codes.Exit, log hazard).

    0 for a locals' one, and in the month of arrival.
    """
    people, households, work, contacts = state.people, state.households, state.work, state.contacts
    leaving, month = rules.leaving, int(state.clock.month[0])
    for cause in range(CAUSES):
        pushes[cause] = 0.0
    grown, newcomers, locals_, pupils = 0, 0, 0, 0
    belonging, friends, bonding = 0.0, 0.0, 0.0
    in_work = False
    arrival, end, pathway = 0, 0, 0
    for person in households.members[household]:
        if person == NOBODY:
            continue
        age = month - int(people.birth[person])
        if PUPIL_FROM <= age < PUPIL_TO:
            pupils += 1
        if age < ADULT and households.size[household] > 1:
            continue
        if is_dependent(state, rules, person) and households.size[household] > 1:
            continue
        grown += 1
        belonging += np.float64(state.minds.belonging[person])
        if work.job[person] != NOBODY or work.studying[person] == 1:
            in_work = True
        if people.newcomer[person] == 1:
            # what a local partner's bridging ties count are newcomers, and their own group is the locals
            friends += np.float64(contacts.bridging[person])
            bonding += np.float64(contacts.bonding[person])
            # the household's time here is that of its first newcomer; its programme ends with the last
            if newcomers == 0 or people.arrival[person] < arrival:
                arrival = int(people.arrival[person])
                pathway = int(people.pathway[person])
            if newcomers == 0 or people.introduction_end[person] > end:
                end = int(people.introduction_end[person])
            newcomers += 1
        else:
            locals_ += 1
    if newcomers == 0 or arrival == month:
        return 0.0
    place = int(households.place[household])
    in_programme = month < end
    weight = leaving.work * (leaving.programme_work if in_programme else 1.0)
    pushes[WORK] = -weight if in_work else weight
    known = friends / newcomers
    pushes[LONELINESS] = leaving.friends * (1.0 - 2.0 * known / (known + leaving.friends_half))
    known = belonging / grown
    pushes[LONELINESS] += leaving.belonging * (1.0 - 2.0 * known / (known + leaving.belonging_half))
    known = bonding / newcomers
    pushes[COMPATRIOTS] = leaving.compatriots * (1.0 - 2.0 * known / (known + leaving.compatriots_half))
    if is_crowded(state, rules, household):
        pushes[HOUSING] = leaving.crowding
    pushes[SERVICES] = service_pushes(state, rules, place, pupils)
    if pupils > 0 and state.places.service_open[place, SCHOOL] == 1:
        pushes[OTHER] -= leaving.school_children
    settled = month - arrival - leaving.settling_after
    if settled > 0:
        pushes[OTHER] -= leaving.settling_per_year * min(settled, leaving.settling_months) / 12.0
    hazard = leaving.base * leaving.pathway[pathway]
    hazard *= leaving.family[family_type(state, household)]
    if in_programme:
        hazard *= leaving.programme_hold
    elif month - end < leaving.programme_jump_months:
        pushes[PROGRAMME_END] = math.log(leaving.programme_jump)
    if locals_ > 0:
        hazard *= leaving.local_partner
    waits = household_waits(state, household)
    if waits:
        hazard *= rules.reception.hold
    total = 0.0
    for cause in range(CAUSES):
        total += pushes[cause]
    hazard *= math.exp(total)
    if leaving.onward > 0.0:
        hazard = (1.0 - leaving.onward) * hazard + onward_hazard(state, rules, household)
    if not waits and month - arrival < rules.settlement.incentive_months:
        hazard *= math.exp(-rules.settlement.incentive_effect * rules.settlement.incentive / 1000.0)
    return hazard


@kernel
def local_hazard(state: Any, rules: Any, household: int, pushes: Any) -> float:
    """Monthly hazard of a household without grown newcomers, ``pushes`` filled; 0 for a newcomers' one, and for the
    young who live alone (they leave with the other youth).

    ``by_age`` of the oldest x exp(pushes), less where the place offers work and a labour market.
    """
    people, households, work = state.people, state.households, state.work
    leaving, month = rules.leaving, int(state.clock.month[0])
    for cause in range(CAUSES):
        pushes[cause] = 0.0
    oldest, pupils = 0, 0
    earner, working_age = False, False
    for person in households.members[household]:
        if person == NOBODY:
            continue
        age = month - int(people.birth[person])
        if people.newcomer[person] == 1 and (households.size[household] == 1 or not is_dependent(state, rules, person)):
            return 0.0
        oldest = max(oldest, age)
        if PUPIL_FROM <= age < PUPIL_TO:
            pupils += 1
        if WORKING_FROM <= age < WORKING_TO:
            working_age = True
            if work.job[person] != NOBODY or work.studying[person] == 1:
                earner = True
    if rules.demography.youth_leave and households.size[household] == 1 and oldest < 12 * YOUTH_TO:
        return 0.0
    if working_age and not earner and oldest < WORKING_TO:
        pushes[WORK] = leaving.local_no_work
    if is_crowded(state, rules, household):
        pushes[HOUSING] = leaving.local_crowding
    place = int(households.place[household])
    pushes[SERVICES] = service_pushes(state, rules, place, pupils)
    if pupils > 0:
        pushes[OTHER] = -leaving.local_school_children
    total = -rules.attraction.holding * state.places.prospects[place]
    for cause in range(CAUSES):
        total += pushes[cause]
    return moves_by_age(leaving, oldest) * math.exp(total)


@kernel
def largest_push(pushes: Any, least: float) -> int:
    """The cause with the largest push, OTHER where none is above ``least`` (log hazard)."""
    cause = OTHER
    largest = least
    for k in range(CAUSES):
        if k != OTHER and pushes[k] > largest:
            cause = k
            largest = pushes[k]
    return cause


@kernel
def living_as(state: Any, household: int) -> int:
    """How a household weighs the size of places: alone, together, or with children."""
    family = family_type(state, household)
    if family == SINGLE_WOMAN or family == SINGLE_MAN:
        return ALONE
    return TOGETHER if family == COUPLE else WITH_CHILDREN
