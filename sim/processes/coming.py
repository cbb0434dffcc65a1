"""One household that comes: its members, their traits, a home, and the jobs of those who come to one.

Whoever finds no home in the place is housed in the nearest place in reach, or does not come and is counted.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Channel, FamilyType, Flow, Pathway, Permit, SettlementRule, Sex, Tenure
from sim.homes import ANY_TENURE, find_home, take_home
from sim.households import count_move, join_household, new_household, new_person
from sim.jit import kernel
from sim.jobs import counted_schooling, is_vacant, take_job
from sim.permits import give_permit, give_permit_of_stream
from sim.processes.health import fall_ill, ill_on_arrival
from sim.processes.prospects import LEVELS, note_settled, place_by_rule
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
ONWARD, SECONDARY = Pathway.ONWARD.value, Flow.SECONDARY.value
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
FIRST = Channel.FIRST.value
JOBS = Used.JOBS.value
MEMBER_UID = 5
RECEPTION = Process.RECEPTION.value
WAITING, GIVEN = Permit.WAITING.value, SettlementRule.GIVEN.value


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
def give_mind(state: Any, rules: Any, person: int, trust: float, attitude: float, belonging: float) -> None:
    """Trust, attitude and openness of somebody who arrives, by uid, about the means; and belonging."""
    minds, arrivals = state.minds, rules.arrivals
    u, v, w, _ = uniforms(state.clock.seed[0], TRAITS, state.people.uid[person], 0, 1)
    minds.trust[person] = clip(trust + arrivals.trust_sd * normal_quantile(u), 0.0, 1.0)
    minds.attitude[person] = clip(attitude + arrivals.attitude_sd * normal_quantile(v), -1.0, 1.0)
    middle = math.log(arrivals.openness_mean / (1.0 - arrivals.openness_mean))
    minds.openness[person] = 1.0 / (1.0 + math.exp(-(middle + arrivals.openness_sd * normal_quantile(w))))
    minds.belonging[person] = belonging


@kernel
def furnish(state: Any, rules: Any, streams: Any, row: int, person: int) -> None:
    """Schooling, health, language, mind and introduction programme of somebody who arrives, by uid."""
    people, minds = state.people, state.minds
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    uid = people.uid[person]
    u, v, w, x = uniforms(seed, TRAITS, uid, 0, 0)
    adult = month - int(people.birth[person]) >= ADULT
    pathway = int(people.pathway[person])
    if adult:
        people.schooling[person] = pick(streams.schooling[row], u)
        people.recognised[person] = 1 if w < streams.recognised[row] else 0
    if v < ill_on_arrival(rules, pathway, month - int(people.birth[person])):
        fall_ill(state, rules, person)
    people.car[person] = 1 if x < streams.car[row] else 0
    if people.newcomer[person] == 1:
        minds.language[person] = streams.language[row]
        if streams.introduction[row] > 0 and people.permit[person] != WAITING:
            people.introduction_end[person] = month + streams.introduction[row]
    give_mind(state, rules, person, streams.trust[row], streams.attitude[row], streams.belonging[row])


@kernel
def first_jobs(state: Any, rules: Any, rows: Any, shares: Any) -> None:
    """Of the adults among ``rows`` (int64) aged 20-64 a share (``shares``, float64 by row) start in a vacant job
    they have the schooling for.

    In their place, looked for from a position by uid.
    """
    people, jobs = state.people, state.jobs
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
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
def nearest_home(state: Any, rules: Any, streams: Any, ranges: Any, row: int, size: int, anchor: Any) -> int:
    """A home for ``size`` people of a stream in its place, for newcomers from abroad else in the nearest other place
    within ``reach_minutes``; NOBODY if none."""
    places, place = state.places, int(streams.place[row])
    tenure = PUBLIC_RENT if streams.assigned[row] == 1 else ANY_TENURE
    alone = streams.pathway[row] == INFLOW_WAY or streams.pathway[row] == ONWARD
    reach = 0.0 if alone else rules.arrivals.reach_minutes
    home = find_home(state, rules, ranges, place, size, tenure, anchor)
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
        home = find_home(state, rules, ranges, best, size, tenure, anchor)
    return home


@kernel
def add_member(state: Any, rules: Any, streams: Any, row: int, household: int, person: int, waits: int) -> None:
    """Somebody new (of :func:`sim.households.new_person`) who comes with a stream joins a household that has its
    home, and is counted. A newcomer waits so many months for a decision, or has a permit (``waits`` 0)."""
    local = streams.pathway[row] == INFLOW_WAY
    people, place = state.people, int(state.households.place[household])
    people.newcomer[person] = 0 if local else 1
    people.recognised[person] = 1 if local else 0
    people.pathway[person] = streams.pathway[row]
    if not local:
        people.stream[person] = streams.uid[row]
        if waits > 0:
            give_permit(state, person, WAITING, int(state.clock.month[0]) + waits)
        else:
            give_permit_of_stream(state, streams, row, person)
    furnish(state, rules, streams, row, person)
    join_household(state, rules, person, household)
    state.places.flows[place, INFLOWED if local else ARRIVED] += 1
    if streams.pathway[row] == ONWARD:
        state.places.flows[place, SECONDARY] += 1
    count_move(state, person, place, 1)


@kernel
def await_family(state: Any, rules: Any, household: int, u: float, v: float) -> None:
    """Some singles have a family abroad, and some lone parents a spouse, who may follow; by the draws ``u``
    (whether) and ``v`` (how many)."""
    households, arrivals = state.households, rules.arrivals
    single = households.size[household] == 1
    if u >= (arrivals.awaiting_share_single if single else arrivals.awaiting_share_parent):
        return
    family_abroad = 1 + poisson(arrivals.awaiting_mean - 1.0, v) if single else 1
    households.awaiting[household] = min(arrivals.most_children, family_abroad)
    households.awaiting_since[household] = state.clock.month[0]


@kernel
def composition(rules: Any, streams: Any, row: int, seed: Any, uid: Any, month: int) -> Any:
    """(family type, adults, children) of the household ``uid`` of a stream: by its draws alone, wherever it goes."""
    arrivals = rules.arrivals
    u, v, _, _ = uniforms(seed, ARRIVALS, uid, month, 0)
    family = pick(streams.mix[row], u)
    if streams.pathway[row] == YOUTH:
        family = SINGLE_MAN if u < arrivals.youth_men else SINGLE_WOMAN
    children = 0
    if family in (COUPLE_CHILDREN, LONE_PARENT):
        children = min(arrivals.most_children, 1 + poisson(streams.children[row] - 1.0, v))
    return family, 2 if family in (COUPLE, COUPLE_CHILDREN) else 1, children


@kernel
def levels_of_coming(rules: Any, streams: Any, row: int, seed: Any, uid: Any, adults: int, levels: Any) -> None:
    """Fill ``levels`` (int64, by codes.Schooling): the grown of a household that is to come, by the schooling that
    will count here, as :func:`furnish` gives it to them."""
    levels[:] = 0
    for k in range(adults):
        u, _, w, _ = uniforms(seed, TRAITS, derived_uid(uid, MEMBER_UID, k), 0, 0)
        level = pick(streams.schooling[row], u)
        if w >= streams.recognised[row]:
            level = max(0, level - rules.work.unrecognised_steps)
        levels[level] += 1


@kernel
def months_of_waiting(streams: Any, row: int, seed: Any, uid: Any) -> int:
    """How long a household of a stream waits for a decision [month], by its uid: lognormal, at least 1; 0 where the
    stream does not wait."""
    mean = streams.waiting[row]
    if mean <= 0.0:
        return 0
    ratio = streams.spread[row] / mean
    variance = math.log(1.0 + ratio * ratio)
    z = normal_quantile(uniform(seed, RECEPTION, uid, 0, 0))
    return max(1, round(mean * math.exp(math.sqrt(variance) * z - 0.5 * variance)))


@kernel
def home_for(
    state: Any,
    rules: Any,
    streams: Any,
    ranges: Any,
    prospects: Any,
    row: int,
    uid: Any,
    size: int,
    levels: Any,
    waits: int,
    together: bool,
) -> int:
    """The home that a household of a stream comes to: in a reception centre or its own while it waits; else in the
    stream's place or where its rule says. NOBODY if there is none."""
    anchor = uid
    if streams.rule[row] != GIVEN and waits == 0:
        tenure = PUBLIC_RENT if streams.assigned[row] == 1 else ANY_TENURE
        origin = int(streams.origin[row])
        _, home = place_by_rule(
            state, rules, ranges, prospects, streams, row, uid, origin, size, levels, tenure, together, NOBODY
        )
        return int(home)
    if together or (waits > 0 and streams.centre[row] == 1):
        anchor = state.places.uid[int(streams.place[row])]
    return int(nearest_home(state, rules, streams, ranges, row, size, anchor))


@kernel
def bring(state: Any, rules: Any, streams: Any, ranges: Any, prospects: Any, row: int, number: int, room: int) -> int:
    """One household of a stream arrives, the month's ``number``. Returns its size, or -1 when the arrays are full.

    A household larger than ``room`` people (0: any size) is left out. Family type by the stream's mix;
    ages of adults normal, partners within a few years, children below 18 and at least 18 years
    younger than the mother. None of it depends on the place. ``ranges``: of :func:`sim.homes.ranges_of`;
    ``prospects``: of :func:`sim.processes.prospects.prospects_of`, read where a rule gives the place.
    """
    places, arrivals = state.places, rules.arrivals
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    uid = derived_uid(streams.uid[row], ARRIVALS, month * NUMBERS + number)
    _, _, w, x = uniforms(seed, ARRIVALS, uid, month, 0)
    y, z, a, b = uniforms(seed, ARRIVALS, uid, month, 1)
    local = streams.pathway[row] == INFLOW_WAY
    family, adults, children = composition(rules, streams, row, seed, uid, month)
    size = adults + children
    if room > 0 and size > room:
        return 0
    head_sex = MAN if family == SINGLE_MAN else WOMAN
    if family == LONE_PARENT and a < arrivals.lone_fathers:
        head_sex = MAN
    place = int(streams.place[row])
    waits = 0 if local else int(months_of_waiting(streams, row, seed, uid))
    levels = np.zeros(LEVELS, np.int64)
    if streams.rule[row] != GIVEN:
        levels_of_coming(rules, streams, row, seed, uid, adults, levels)
    together = not local and w < rules.housing.concentration
    home = home_for(state, rules, streams, ranges, prospects, row, uid, size, levels, waits, together)
    if home == NOBODY:
        if not local and streams.pathway[row] != ONWARD:
            places.flows[place, UNHOUSED] += size
        return size
    place = int(state.homes.place[home])
    household = new_household(state, uid, place)
    if household == NOBODY:
        return -1
    take_home(state, household, home)
    youngest = arrivals.youngest_parent if children > 0 else arrivals.youngest_adult
    age = clip(
        streams.age[row] + streams.age_sd[row] * normal_quantile(y),
        youngest,
        arrivals.oldest_parent if children > 0 else arrivals.oldest_adult,
    )
    if streams.pathway[row] == YOUTH:
        age = arrivals.youth_from + arrivals.youth_span * y
    for k in range(size):
        member_uid = derived_uid(uid, MEMBER_UID, k)
        years, sex = age, head_sex
        if k == 1 and adults == 2:
            years = age + arrivals.partner_older + arrivals.partner_spread * normal_quantile(z)
            years = clip(years, arrivals.youngest_adult, arrivals.oldest_partner)
            sex = MAN
        elif k > 0:
            c, d, _, _ = uniforms(seed, TRAITS, member_uid, 0, 2)
            years = c * min(arrivals.oldest_child, age - arrivals.youngest_adult)
            sex = MAN if d < arrivals.boys else WOMAN
        person = new_person(state, member_uid, month - int(years * 12.0), sex, place, int(streams.origin[row]))
        if person == NOBODY:
            return -1
        add_member(state, rules, streams, row, household, person, waits)
    if not local and waits == 0:
        note_settled(state, prospects, int(streams.rule[row]), place, int(streams.origin[row]), size, levels)
    if adults == 1 and streams.pathway[row] in (QUOTA, ASYLUM):
        await_family(state, rules, household, x, b)
    return size
