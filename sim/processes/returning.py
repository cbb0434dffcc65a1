"""Those who grew up here and left come back (step 1): the same persons, to their parents' town, some with a family.

Who has left keeps a row, and in it which parent stayed behind. Each of them is asked every month by a threshold on a
draw of their own, so that a place that offers more brings back the same people sooner, and others never in their stead.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import HERE, LEFT, LONG_AGO, MAN, NOBODY, WOMAN, Exit, Flow, Pathway, Schooling, TieKind
from sim.homes import ANY_TENURE, find_home, ranges_of, take_home
from sim.households import count_move, join_household, new_household, new_person, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.network import find_slot, tie
from sim.processes.away import remember
from sim.processes.coming import add_member
from sim.processes.stream_numbers import poisson
from sim.processes.streams import Streams, moving_in, streams_of
from sim.processes.traits import clip, first_jobs
from sim.quality import affinity_key, pair_quality
from sim.rng import Process, derived_uid, normal_quantile, uniforms
from sim.threads import marked_rows
from sim.town import Town, Used

RESIDENT = Pathway.RESIDENT.value
KIN = TieKind.KIN.value
SECONDARY, HIGHER = Schooling.SECONDARY.value, Schooling.HIGHER.value
INFLOWED, RETURNED = Flow.INFLOW.value, Flow.RETURNED.value
NO_CAUSE = Exit.NONE.value
RETURNING, TRAITS = Process.RETURNING.value, Process.PERSON.value
BACK_UID, PARTNER_UID, CHILD_UID = 8, 9, 10


def sources_of(town: Town) -> Streams:
    """What partners and children bring along, as locals moving in do: a row for each place."""
    rules, places = town.scenario.arriving, town.scenario.places
    return streams_of([moving_in(rules, row, key, len(places)) for row, key in enumerate(places)], len(places))


@kernel
def parent_here(state: Any, person: int, place: int) -> bool:
    """Whether the parent somebody left behind still lives in ``place``."""
    parent = int(state.people.parent[person])
    return parent != NOBODY and state.people.status[parent] == HERE and state.people.place[parent] == place


@kernel
def band_of(returning: Any, age: int) -> int:
    """The band of ``by_age`` that an age [month] falls into, or NOBODY."""
    for band in range(returning.by_age.shape[0]):
        if 12 * returning.ages[band] <= age < 12 * returning.ages[band + 1]:
            return band
    return NOBODY


@kernel
def who_returns(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those away who want to come back this month.

    Of locals who grew up here: by age, whether a parent is still here, and what the place offers
    (``places.appeal``), after ``least_away`` months.
    """
    people, returning, places = state.people, rules.returning, state.places
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for person in range(start, stop):
        if people.status[person] != LEFT or people.newcomer[person] == 1 or people.pathway[person] != RESIDENT:
            continue
        if month - int(people.exit_month[person]) < returning.least_away:
            continue
        band = band_of(returning, month - int(people.birth[person]))
        if band == NOBODY:
            continue
        place = int(people.place[person])
        hazard = returning.by_age[band] / 12.0 * math.exp(places.appeal[place])
        if not parent_here(state, person, place):
            hazard *= returning.without_parents
        u, _, _, _ = uniforms(seed, RETURNING, people.uid[person], month, 0)
        marks[person] = u < 1.0 - math.exp(-hazard)


@kernel
def meet_parents(state: Any, rules: Any, person: int) -> None:
    """Kin ties with the parent's household, where it still lives in the place."""
    people, households, ties = state.people, state.households, state.ties
    if not parent_here(state, person, int(people.place[person])):
        return
    month, key = int(state.clock.month[0]), affinity_key(state.clock.seed[0])
    home = int(people.household[int(people.parent[person])])
    for other in households.members[home]:
        if other != NOBODY and find_slot(person, other, ties) == NOBODY:
            quality = pair_quality(key, rules.ties, people, person, other)
            tie(person, other, rules.returning.kin_hours, KIN, quality, month, ties)


@kernel
def take_up(state: Any, person: int, household: int, graduate: bool) -> None:
    """Somebody away is here again: what they were, without the posts, promises and courses of before."""
    people, work, civic = state.people, state.work, state.civic
    place, month = int(state.households.place[household]), int(state.clock.month[0])
    people.status[person] = HERE
    people.place[person] = place
    people.exit_cause[person] = NO_CAUSE
    people.exit_month[person] = LONG_AGO
    people.destination[person] = 0
    if graduate and people.schooling[person] == SECONDARY:
        people.schooling[person] = HIGHER
    work.since[person] = month
    civic.ready[person] = 0
    civic.matched[person] = 0
    civic.load[person] = 0.0
    state.memberships.volunteer[person] = 0
    state.memberships.candidate[person] = NOBODY
    state.places.flows[place, INFLOWED] += 1
    count_move(state, person, place, 1)


@kernel
def come_back(state: Any, rules: Any, streams: Any, ranges: Any, rows: Any, back: Any) -> int:
    """Those of ``rows`` (int64, of :func:`who_returns`) come back with their families, where a home is free.

    Lists in ``back`` (int64) everybody who comes and returns how many; -1 when the arrays are full. From the second
    age on a share has a partner, from the third on a share of these children; a share of those with upper secondary
    schooling comes back with higher.
    """
    people, arrivals, returning = state.people, rules.arrivals, rules.returning
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count = 0
    for person in rows:
        place, uid = int(people.place[person]), people.uid[person]
        age = month - int(people.birth[person])
        _, v, w, x = uniforms(seed, RETURNING, uid, month, 0)
        y, graduate, _, _ = uniforms(seed, RETURNING, uid, month, 1)
        partner = age >= 12 * returning.ages[1] and v < returning.partner
        children = 0
        if partner and age >= 12 * returning.ages[2] and w < returning.children:
            children = min(arrivals.most_children, 1 + poisson(arrivals.inflow_children_mean - 1.0, x))
        size = 1 + (1 if partner else 0) + children
        home = find_home(state, rules, ranges, place, size, ANY_TENURE, uid, 0.0, False)
        if home == NOBODY:
            continue
        household = new_household(state, derived_uid(uid, BACK_UID, month), place)
        if household == NOBODY:
            return -1
        take_home(state, household, home)
        take_up(state, person, household, graduate < returning.graduates)
        join_household(state, rules, person, household)
        back[count] = person
        count += 1
        years = age / 12.0
        for member in range(1, size):
            sex, old = MAN if people.sex[person] == WOMAN else WOMAN, years
            other = derived_uid(uid, PARTNER_UID, month)
            if member == 1:
                gap = arrivals.partner_older if sex == MAN else -arrivals.partner_older
                old += gap + arrivals.partner_spread * normal_quantile(y)
                old = clip(old, arrivals.youngest_adult, arrivals.oldest_partner)
            else:
                other = derived_uid(uid, CHILD_UID, month * arrivals.most_children + member)
                c, d, _, _ = uniforms(seed, TRAITS, other, 0, 2)
                old = c * min(arrivals.oldest_child, years - arrivals.youngest_parent)
                sex = MAN if d < arrivals.boys else WOMAN
            row = new_person(state, other, month - int(max(0.0, old) * 12.0), sex, place, 0)
            if row == NOBODY:
                return -1
            add_member(state, rules, streams, place, household, row, 0)
            back[count] = row
            count += 1
        state.places.flows[place, RETURNED] += size
        meet_parents(state, rules, person)
    return count


def step(town: Town) -> None:
    """Those away who come back; in the first month those who left before are remembered."""
    rules = town.rules.returning
    if not rules.returning:
        return
    if rules.away_at_start:
        remember(town)
    rows = marked_rows(who_returns, int(town.used[Used.PEOPLE]), town.threads, town.state, town.rules)
    if len(rows) == 0:
        return
    for what in (Used.PEOPLE, Used.HOUSEHOLDS):
        town.ensure_room(what, len(rows) * town.state.households.members.shape[1])
    back = rows_for(town)
    count = int(come_back(town.state, town.rules, town.kept(sources_of), ranges_of(town), rows, back))
    require(count >= 0)
    follow(town, back[:count])
    first_jobs(town.state, town.rules, back[:count], np.full(count, town.rules.arrivals.job_first_share))
