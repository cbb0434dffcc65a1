"""One household that comes: its members and a home.

Whoever finds no home in the place is housed in the nearest place in reach. Where there is none either, those whom the
municipality houses come and wait for a home (:func:`sim.processes.housing.serve_queue`); the others do not come and
are counted.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, FamilyType, Flow, Pathway, Permit, SettlementRule, Sex, Tenure
from sim.homes import ANY_TENURE, find_home, take_home
from sim.households import count_move, join_household, new_household, new_person
from sim.jit import kernel
from sim.permits import give_permit, give_permit_of_stream
from sim.processes.place_rules import note_settled, place_by_rule
from sim.processes.prospects import LEVELS
from sim.processes.stream_numbers import poisson
from sim.processes.streams import NUMBERS
from sim.processes.traits import MEMBER_UID, clip, furnish, levels_of_coming
from sim.reach import by_car
from sim.rng import Process, derived_uid, normal_quantile, pick, uniform, uniforms

WOMAN, MAN = Sex.WOMAN.value, Sex.MAN.value
ARRIVALS, RECEPTION, TRAITS = Process.ARRIVALS.value, Process.RECEPTION.value, Process.PERSON.value
ARRIVED, INFLOWED, UNHOUSED = Flow.ARRIVALS.value, Flow.INFLOW.value, Flow.ARRIVALS_UNHOUSED.value
SINGLE_WOMAN, SINGLE_MAN = FamilyType.SINGLE_WOMAN.value, FamilyType.SINGLE_MAN.value
COUPLE, COUPLE_CHILDREN = FamilyType.COUPLE.value, FamilyType.COUPLE_CHILDREN.value
LONE_PARENT = FamilyType.LONE_PARENT.value
INFLOW_WAY, QUOTA, ASYLUM, YOUTH = Pathway.INFLOW.value, Pathway.QUOTA.value, Pathway.ASYLUM.value, Pathway.YOUTH.value
ONWARD, SECONDARY = Pathway.ONWARD.value, Flow.SECONDARY_ARRIVALS.value
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
WAITING, GIVEN = Permit.WAITING.value, SettlementRule.GIVEN.value


@kernel
def nearest_home(
    state: Any, rules: Any, streams: Any, ranges: Any, row: int, size: int, uid: Any, together: bool
) -> int:
    """A home for the household ``uid`` of ``size`` people of a stream in its place, for newcomers from abroad else in
    the nearest other place within ``reach_minutes``; NOBODY if none."""
    places, place = state.places, int(streams.place[row])
    tenure = PUBLIC_RENT if streams.assigned[row] == 1 else ANY_TENURE
    alone = streams.pathway[row] == INFLOW_WAY or streams.pathway[row] == ONWARD
    reach = 0.0 if alone else rules.arrivals.reach_minutes
    new = 0.0 if streams.pathway[row] == INFLOW_WAY else 1.0
    home = find_home(state, rules, ranges, place, size, tenure, uid, new, together)
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
        home = find_home(state, rules, ranges, best, size, tenure, uid, new, together)
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
) -> Any:
    """(place, home) that a household of a stream comes to: in a reception centre or its own home while it waits; else
    in the stream's place or where its rule says. Where no home is free the place, and NOBODY for the home."""
    own = int(streams.place[row])
    if streams.rule[row] != GIVEN and waits == 0:
        tenure = PUBLIC_RENT if streams.assigned[row] == 1 else ANY_TENURE
        origin = int(streams.origin[row])
        place, home = place_by_rule(
            state, rules, ranges, prospects, streams, row, uid, origin, size, levels, tenure, together, NOBODY
        )
        return (int(place) if place != NOBODY else own), int(home)
    beside = together or (waits > 0 and streams.centre[row] == 1)
    home = int(nearest_home(state, rules, streams, ranges, row, size, uid, beside))
    return (int(state.homes.place[home]) if home != NOBODY else own), home


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
    waits = 0 if local else int(months_of_waiting(streams, row, seed, uid))
    levels = np.zeros(LEVELS, np.int64)
    if streams.rule[row] != GIVEN:
        levels_of_coming(rules, streams, row, seed, uid, adults, levels)
    together = not local and w < rules.housing.concentration
    place, home = home_for(state, rules, streams, ranges, prospects, row, uid, size, levels, waits, together)
    if home == NOBODY and streams.assigned[row] == 0:
        if not local and streams.pathway[row] != ONWARD:
            places.flows[int(streams.place[row]), UNHOUSED] += size
        return size
    household = new_household(state, uid, place)
    if household == NOBODY:
        return -1
    state.households.moved_in[household] = month  # from when a place in the queue counts
    if home != NOBODY:
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
