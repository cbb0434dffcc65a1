"""One household that comes: its members, their traits, a home, and the jobs of those who come to one.

Whoever finds no home in the place is housed in the nearest place in reach, or does not come and is counted.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Channel, FamilyType, Flow, Pathway, Sex, Tenure
from sim.families import ADULT_MONTHS
from sim.homes import ANY_TENURE, find_home, take_home
from sim.households import join_household, new_household, new_person
from sim.jit import kernel
from sim.jobs import counted_schooling, is_vacant, take_job
from sim.processes.streams import NUMBERS, poisson
from sim.reach import by_car
from sim.rng import Process, derived_uid, normal_quantile, uniform, uniforms
from sim.town import Used

WOMAN, MAN = Sex.WOMAN.value, Sex.MAN.value
ARRIVALS = Process.ARRIVALS.value
INFLOW, TRAITS = Process.INFLOW.value, Process.PERSON.value
ARRIVED, INFLOWED, UNHOUSED = Flow.ARRIVALS.value, Flow.INFLOW.value, Flow.ARRIVALS_UNHOUSED.value
SINGLE_WOMAN, SINGLE_MAN = FamilyType.SINGLE_WOMAN.value, FamilyType.SINGLE_MAN.value
COUPLE, COUPLE_CHILDREN = FamilyType.COUPLE.value, FamilyType.COUPLE_CHILDREN.value
LONE_PARENT = FamilyType.LONE_PARENT.value
INFLOW_WAY, QUOTA, ASYLUM, YOUTH = Pathway.INFLOW.value, Pathway.QUOTA.value, Pathway.ASYLUM.value, Pathway.YOUTH.value
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
FIRST = Channel.FIRST.value
JOBS = Used.JOBS.value
MEMBER_UID = 5


@kernel
def pick(weights: Any, u: float) -> int:
    """Position drawn from ``weights``."""
    total = 0.0
    for k in range(weights.shape[0]):
        total += weights[k]
    reached = 0.0
    for k in range(weights.shape[0]):
        reached += weights[k]
        if u * total < reached:
            return k
    return weights.shape[0] - 1


@kernel
def clip(value: float, low: float, high: float) -> float:
    return low if value < low else (high if value > high else value)


@kernel
def furnish(person: int, row: int, streams: Any, seed: Any, month: int, rules: Any, state: Any) -> None:
    """Schooling, health, language, mind and introduction programme of somebody who arrives, by uid."""
    people, minds = state.people, state.minds
    uid = people.uid[person]
    u, v, w, x = uniforms(seed, TRAITS, uid, 0, 0)
    adult = month - int(people.birth[person]) >= ADULT_MONTHS
    pathway = int(people.pathway[person])
    if adult:
        people.schooling[person] = pick(streams.schooling[row], u)
        people.recognised[person] = 1 if w < streams.recognised[row] else 0
        if pathway in (QUOTA, ASYLUM):
            if v < rules.ill_share:
                people.health[person] = rules.ill_health
    people.car[person] = 1 if x < streams.car[row] else 0
    if people.newcomer[person] == 1:
        minds.language[person] = streams.language[row]
        if streams.introduction[row] > 0:
            people.introduction_end[person] = month + streams.introduction[row]
    u, v, w, _ = uniforms(seed, TRAITS, uid, 0, 1)
    minds.trust[person] = clip(streams.trust[row] + rules.trust_sd * normal_quantile(u), 0.0, 1.0)
    minds.attitude[person] = clip(streams.attitude[row] + rules.attitude_sd * normal_quantile(v), -1.0, 1.0)
    middle = math.log(rules.openness_mean / (1.0 - rules.openness_mean))
    minds.openness[person] = 1.0 / (1.0 + math.exp(-(middle + rules.openness_sd * normal_quantile(w))))
    minds.belonging[person] = streams.belonging[row]


@kernel
def first_jobs(state: Any, rules: Any, rows: Any, shares: Any) -> None:
    """A share (by row) of adults arriving at 20-64 start in a vacant job they have the schooling for.

    In their place, looked for from a position by uid.
    """
    people, jobs, month, seed = state.people, state.jobs, int(state.clock.month[0]), state.clock.seed[0]
    count = int(state.clock.used[0, JOBS])
    for k in range(rows.shape[0]):
        person = int(rows[k])
        age = month - int(people.birth[person])
        if count == 0 or shares[k] <= 0.0 or age < WORKING_FROM or age >= WORKING_TO:
            continue
        if state.work.job[person] != NOBODY or uniform(seed, TRAITS, people.uid[person], 0, 12) >= shares[k]:
            continue
        level = counted_schooling(state, rules, person)
        begin = int((people.uid[person] >> np.uint64(20)) % np.uint64(count))
        for step in range(count):
            job = (begin + step) % count
            if is_vacant(state, job) and jobs.skill[job] <= level:
                if state.employers.place[int(jobs.employer[job])] == people.place[person]:
                    take_job(state, person, job, FIRST, NOBODY)
                    break


@kernel
def nearest_home(place: int, size: int, tenure: int, anchor: Any, reach: float, ranges: Any, state: Any) -> int:
    """A home in ``place``, else in the nearest other place within ``reach`` minutes; NOBODY if none."""
    home = find_home(place, size, tenure, anchor, ranges, state.homes)
    places = state.places
    done = -1.0
    last = place
    while home == NOBODY:
        # the next place by travel time, ties by row
        best = NOBODY
        for other in range(places.uid.shape[0]):
            minutes = by_car(place, other, places)
            if other == place or minutes > reach:
                continue
            if minutes > done or (minutes == done and other > last):
                if best == NOBODY or minutes < by_car(place, best, places):
                    best = other
        if best == NOBODY:
            return NOBODY
        done = by_car(place, best, places)
        last = best
        home = find_home(best, size, tenure, anchor, ranges, state.homes)
    return home


@kernel
def add_member(
    household: int,
    uid: Any,
    birth: int,
    sex: int,
    row: int,
    streams: Any,
    seed: Any,
    month: int,
    rules: Any,
    household_hours: float,
    tie_rules: Any,
    used: Any,
    state: Any,
) -> int:
    """Somebody of a stream joins a household that has its home; NOBODY when the arrays are full."""
    local = streams.pathway[row] == INFLOW_WAY
    place = int(state.households.place[household])
    person = new_person(
        uid,
        birth,
        sex,
        place,
        0 if local else 1,
        int(streams.origin[row]),
        int(streams.pathway[row]),
        month,
        used,
        state.people,
    )
    if person == NOBODY:
        return NOBODY
    furnish(person, row, streams, seed, month, rules, state)
    join_household(
        person, household, household_hours, month, seed, tie_rules, state.people, state.households, state.ties
    )
    state.places.flows[place, INFLOWED if local else ARRIVED] += 1
    return person


@kernel
def bring(
    row: int,
    number: int,
    room: int,
    streams: Any,
    seed: Any,
    month: int,
    rules: Any,
    concentration: float,
    household_hours: float,
    tie_rules: Any,
    ranges: Any,
    used: Any,
    state: Any,
) -> int:
    """One household of a stream arrives. Returns its size, or -1 when the arrays are full.

    A household larger than ``room`` people (0: any size) is left out. Family type by the stream's mix;
    ages of adults normal, partners within a few years, children below 18 and at least 18 years
    younger than the mother. Some singles and lone parents have family abroad who may follow.
    """
    homes, households, places = state.homes, state.households, state.places
    uid = derived_uid(streams.uid[row], ARRIVALS, month * NUMBERS + number)
    u, v, w, x = uniforms(seed, ARRIVALS, uid, month, 0)
    y, z, a, b = uniforms(seed, ARRIVALS, uid, month, 1)
    local = streams.pathway[row] == INFLOW_WAY
    family = pick(streams.mix[row], u)
    if streams.pathway[row] == YOUTH:
        family = SINGLE_MAN if u < rules.youth_men else SINGLE_WOMAN
    children = 0
    if family in (COUPLE_CHILDREN, LONE_PARENT):
        children = min(rules.most_children, 1 + poisson(streams.children[row] - 1.0, v))
    adults = 2 if family in (COUPLE, COUPLE_CHILDREN) else 1
    size = adults + children
    if room > 0 and size > room:
        return 0
    head_sex = MAN if family == SINGLE_MAN else WOMAN
    if family == LONE_PARENT and a < rules.lone_fathers:
        head_sex = MAN
    place = int(streams.place[row])
    anchor = uid
    if not local and w < concentration:
        anchor = places.uid[place]
    tenure = PUBLIC_RENT if streams.assigned[row] == 1 else ANY_TENURE
    reach = 0.0 if local else rules.reach_minutes
    home = nearest_home(place, size, tenure, anchor, reach, ranges, state)
    if home == NOBODY:
        if not local:
            places.flows[place, UNHOUSED] += size
        return size
    household = new_household(uid, int(homes.place[home]), used, households)
    if household == NOBODY:
        return -1
    take_home(household, home, month, households, homes)
    youngest = rules.youngest_parent if children > 0 else rules.youngest_adult
    age = clip(
        streams.age[row] + streams.age_sd[row] * normal_quantile(y),
        youngest,
        rules.oldest_parent if children > 0 else rules.oldest_adult,
    )
    if streams.pathway[row] == YOUTH:
        age = rules.youth_from + rules.youth_span * y
    for k in range(size):
        member_uid = derived_uid(uid, MEMBER_UID, k)
        years, sex = age, head_sex
        if k == 1 and adults == 2:
            years = age + rules.partner_older + rules.partner_spread * normal_quantile(z)
            years = clip(years, rules.youngest_adult, rules.oldest_partner)
            sex = MAN
        elif k > 0:
            c, d, _, _ = uniforms(seed, TRAITS, member_uid, 0, 2)
            years = c * min(rules.oldest_child, age - rules.youngest_adult)
            sex = MAN if d < 0.5 else WOMAN
        person = add_member(
            household,
            member_uid,
            month - int(years * 12.0),
            sex,
            row,
            streams,
            seed,
            month,
            rules,
            household_hours,
            tie_rules,
            used,
            state,
        )
        if person == NOBODY:
            return -1
    pathway = int(streams.pathway[row])
    if pathway in (QUOTA, ASYLUM):
        if adults == 1 and children == 0 and x < rules.awaiting_share_single:
            family_abroad = 1 + poisson(rules.awaiting_mean - 1.0, b)
            households.awaiting[household] = min(rules.most_children, family_abroad)
            households.awaiting_since[household] = month
        elif family == LONE_PARENT and x < rules.awaiting_share_parent:
            households.awaiting[household] = 1
            households.awaiting_since[household] = month
    return size
