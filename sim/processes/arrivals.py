"""Newcomers by stream, their families after them, and locals moving in (step 1).

Who comes does not depend on the policy arm: a household's uid is its stream's, the month and its number
in the month, and its members' traits are functions of their uids. More a month means more numbers, the
first ones unchanged. Whoever finds no home in the place is housed in the nearest place in reach, or
does not come and is counted.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import WORKING_FROM, WORKING_TO
from sim.allocation import require
from sim.codes import NOBODY, Channel, FamilyType, Flow, Pathway, Sex, Tenure
from sim.compatriots import meet_compatriots
from sim.families import ADULT_MONTHS, grown_members
from sim.homes import ANY_TENURE, find_home, ranges_of, take_home
from sim.households import join_household, list_members, new_household, new_person, rows_for
from sim.jit import kernel
from sim.jobs import counted_schooling, is_vacant, take_job
from sim.moves import follow
from sim.processes.streams import NUMBERS, poisson, stream_rows
from sim.reach import by_car
from sim.rng import Process, derived_uid, normal_quantile, uniform, uniforms
from sim.town import Town, Used

WOMAN, MAN = Sex.WOMAN.value, Sex.MAN.value
ARRIVALS, REUNIFICATION = Process.ARRIVALS.value, Process.REUNIFICATION.value
INFLOW, TRAITS = Process.INFLOW.value, Process.PERSON.value
ARRIVED, INFLOWED, UNHOUSED = Flow.ARRIVALS.value, Flow.INFLOW.value, Flow.ARRIVALS_UNHOUSED.value
SINGLE_WOMAN, SINGLE_MAN = FamilyType.SINGLE_WOMAN.value, FamilyType.SINGLE_MAN.value
COUPLE, COUPLE_CHILDREN = FamilyType.COUPLE.value, FamilyType.COUPLE_CHILDREN.value
LONE_PARENT = FamilyType.LONE_PARENT.value
INFLOW_WAY, QUOTA, ASYLUM, FAMILY, LABOUR, YOUTH = (
    Pathway.INFLOW.value, Pathway.QUOTA.value, Pathway.ASYLUM.value, Pathway.FAMILY.value,
    Pathway.LABOUR.value, Pathway.YOUTH.value)
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
FIRST = Channel.FIRST.value
HOUSEHOLDS = Used.HOUSEHOLDS.value
JOBS = Used.JOBS.value
MEMBER_UID, REUNITED_UID = 5, 6
MOST_HELP = 500.0
"""More than programmes can multiply the chance of reunification by."""


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
def first_jobs(rows: Any, shares: Any, seed: Any, month: int, used: Any, people: Any, work: Any,
               memberships: Any, foci: Any, ties: Any, jobs: Any, employers: Any, places: Any) -> None:
    """A share (by row) of adults arriving at 20-64 start in a vacant job they have the schooling for.

    In their place, looked for from a position by uid.
    """
    count = int(used[JOBS])
    for k in range(rows.shape[0]):
        person = int(rows[k])
        age = month - int(people.birth[person])
        if count == 0 or shares[k] <= 0.0 or age < WORKING_FROM or age >= WORKING_TO:
            continue
        if work.job[person] != NOBODY or uniform(seed, TRAITS, people.uid[person], 0, 12) >= shares[k]:
            continue
        level = counted_schooling(person, people, 1)
        begin = int((people.uid[person] >> np.uint64(20)) % np.uint64(count))
        for step in range(count):
            job = (begin + step) % count
            if is_vacant(job, jobs) and jobs.skill[job] <= level:
                if employers.place[int(jobs.employer[job])] == people.place[person]:
                    take_job(person, job, FIRST, NOBODY, month, people, work, memberships, foci, ties, jobs,
                             employers, places)
                    break


@kernel
def nearest_home(place: int, size: int, tenure: int, anchor: Any, reach: float, ranges: Any,
                 state: Any) -> int:
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
def add_member(household: int, uid: Any, birth: int, sex: int, row: int, streams: Any, seed: Any, month: int,
               rules: Any, household_hours: float, tie_rules: Any, used: Any, state: Any) -> int:
    """Somebody of a stream joins a household that has its home; NOBODY when the arrays are full."""
    local = streams.pathway[row] == INFLOW_WAY
    place = int(state.households.place[household])
    person = new_person(uid, birth, sex, place, 0 if local else 1, int(streams.origin[row]),
                        int(streams.pathway[row]), month, used, state.people)
    if person == NOBODY:
        return NOBODY
    furnish(person, row, streams, seed, month, rules, state)
    join_household(person, household, household_hours, month, seed, tie_rules, state.people,
                   state.households, state.ties)
    state.places.flows[place, INFLOWED if local else ARRIVED] += 1
    return person


@kernel
def bring(row: int, number: int, room: int, streams: Any, seed: Any, month: int, rules: Any,
          concentration: float, household_hours: float, tie_rules: Any, ranges: Any, used: Any,
          state: Any) -> int:
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
    age = clip(streams.age[row] + streams.age_sd[row] * normal_quantile(y), youngest,
               rules.oldest_parent if children > 0 else rules.oldest_adult)
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
        person = add_member(household, member_uid, month - int(years * 12.0), sex, row, streams, seed, month,
                            rules, household_hours, tie_rules, used, state)
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


@kernel
def arrive(streams: Any, rows: int, seed: Any, month: int, rules: Any, concentration: float,
           household_hours: float, tie_rules: Any, ranges: Any, used: Any, state: Any) -> bool:
    """This month's households of the first ``rows`` streams; False when the arrays are full."""
    for row in range(rows):
        number = int(streams.first[row])
        if streams.people[row] == 0:
            for k in range(int(streams.households[row])):
                if bring(row, number + k, 0, streams, seed, month, rules, concentration, household_hours,
                         tie_rules, ranges, used, state) < 0:
                    return False
        else:
            left = int(streams.people[row])
            for k in range(NUMBERS - number):
                came = bring(row, number + k, left, streams, seed, month, rules, concentration,
                             household_hours, tie_rules, ranges, used, state)
                if came < 0:
                    return False
                left -= came
                if left <= 0:
                    break
    return True


@kernel
def reunite(streams: Any, rows: int, seed: Any, month: int, rules: Any, household_hours: float,
            tie_rules: Any, ranges: Any, used: Any, state: Any, concerned: Any) -> int:
    """Families abroad follow those here; lists the households' members, -1 when the arrays are full.

    From ``reunification_earliest`` months on, a constant monthly chance (times ``reunification_help``,
    and what programmes help);
    the whole family comes together, when its home has beds for all or a home that has is free in the
    place. The first to follow somebody without a partner here is the spouse, the others are children.
    Row ``rows + origin - 1`` of ``streams`` says what an origin's people bring along.
    """
    people, households, homes = state.people, state.households, state.homes
    chance = rules.reunification_help / rules.reunification_mean
    count = 0
    for household in range(int(used[HOUSEHOLDS])):
        coming = int(households.awaiting[household])
        if coming <= 0 or households.size[household] == 0:
            continue
        if month - int(households.awaiting_since[household]) < rules.reunification_earliest:
            continue
        uid = households.uid[household]
        u, _, _, _ = uniforms(seed, REUNIFICATION, uid, month, 0)
        if u >= chance * MOST_HELP:
            continue
        sponsor, helped = NOBODY, 0.0
        for seat in range(households.members.shape[1]):
            person = int(households.members[household, seat])
            if person != NOBODY:
                helped = max(helped, np.float64(state.civic.reunification[person]))
            if person != NOBODY and (sponsor == NOBODY or people.birth[person] < people.birth[sponsor]):
                sponsor = person
        if u >= chance * (1.0 + helped):
            continue
        size = int(households.size[household]) + coming
        if people.origin[sponsor] == 0 or size > households.members.shape[1]:
            continue
        home = int(households.home[household])
        if home == NOBODY or homes.beds[home] < size:
            home = find_home(int(households.place[household]), size, PUBLIC_RENT, uid, ranges, homes)
            if home == NOBODY:
                continue
            take_home(household, home, month, households, homes)
        row = rows + int(people.origin[sponsor]) - 1
        spouse = grown_members(household, month, people, households) < 2
        oldest = (month - int(people.birth[sponsor])) / 12.0
        for k in range(coming):
            member_uid = derived_uid(uid, REUNITED_UID, k)
            c, d, _, _ = uniforms(seed, TRAITS, member_uid, 0, 2)
            if k == 0 and spouse and oldest >= rules.youngest_adult:
                sex = WOMAN if people.sex[sponsor] == MAN else MAN
                gap = rules.partner_older if sex == MAN else -rules.partner_older
                years = clip(oldest + gap + rules.partner_spread * normal_quantile(c), rules.youngest_adult,
                             rules.oldest_reunited)
            else:
                sex = MAN if d < 0.5 else WOMAN
                years = c * min(rules.oldest_child, max(1.0, oldest - rules.youngest_adult))
            person = add_member(household, member_uid, month - int(years * 12.0), sex, row, streams, seed,
                                month, rules, household_hours, tie_rules, used, state)
            if person == NOBODY:
                return -1
        households.awaiting[household] = 0
        count = list_members(household, households, concerned, count)
    return count


def step(town: Town) -> None:
    """Families reunited first, then newcomers' streams, then locals moving in."""
    rules, tie_rules = town.rules.arrivals, town.rules.ties
    streams, rows, expected = stream_rows(town)
    for what in (Used.PEOPLE, Used.HOUSEHOLDS):
        town.ensure_room(what, expected + 256)
    ranges, concerned = ranges_of(town), rows_for(town)
    seed, month, used = town.seed, town.month, town.used
    hours = town.rules.demography.household_tie_hours
    if rules.reunification:
        count = reunite(
            streams, rows, seed, month, rules, hours, tie_rules, ranges, used, town.state, concerned)
        require(count >= 0)
        follow(town, concerned[:count])
        meet_compatriots(town, concerned[:count])
    first = int(used[Used.PEOPLE])
    require(arrive(
        streams, rows, seed, month, rules, town.rules.housing.concentration, hours, tie_rules, ranges, used,
        town.state))
    came = np.arange(first, int(used[Used.PEOPLE]))
    follow(town, came)
    meet_compatriots(town, came)
    s = town.state
    pathway = s.people.pathway[came]
    shares = np.where(pathway == LABOUR, 1.0, np.where(pathway == INFLOW_WAY, rules.job_first_share, 0.0))
    first_jobs(came, shares, seed, month, used, s.people, s.work, s.memberships, s.foci, s.ties, s.jobs,
               s.employers, s.places)
