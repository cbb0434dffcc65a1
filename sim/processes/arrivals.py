"""Newcomers by stream, their families after them, and locals moving in (step 1).

Who comes does not depend on the policy arm: a household's uid is its stream's, the month and its number
in the month, and its members' traits are functions of their uids. More a month means more numbers, the
first ones unchanged. Whoever finds no home in the place is housed in the nearest place in reach; where
there is none either, those whom the municipality houses wait for a home, others do not come and are counted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import MAN, NOBODY, WOMAN, Pathway, Tenure
from sim.compatriots import meet_compatriots
from sim.families import eldest, grown_members
from sim.homes import find_home, ranges_of, take_home
from sim.households import list_members, new_person, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.coming import ARRIVALS, GIVEN, add_member, bring, composition
from sim.processes.prospects import prospects_of
from sim.processes.stream_numbers import stream_rows
from sim.processes.streams import NUMBERS
from sim.processes.traits import clip, first_jobs
from sim.rng import Process, derived_uid, normal_quantile, uniforms
from sim.state.clock import HOUSEHOLDS
from sim.town import Town, Used

REUNIFICATION = Process.REUNIFICATION.value
INFLOW, TRAITS = Process.INFLOW.value, Process.PERSON.value
INFLOW_WAY, LABOUR = Pathway.INFLOW.value, Pathway.LABOUR.value
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
REUNITED_UID = 6
MOST_HELP = 500.0
"""More than programmes can multiply the chance of reunification by."""


@kernel
def arrive(state: Any, rules: Any, streams: Any, ranges: Any, prospects: Any, rows: int) -> bool:
    """This month's households of the first ``rows`` streams; False when the arrays are full.

    First those whose place is given, stream by stream; then those whom a rule gives a place, in the order of their
    uids, so that none is before another by the order of the file.
    """
    waiting = 0
    for row in range(rows):
        if streams.rule[row] != GIVEN:
            waiting += int(streams.households[row]) + int(streams.people[row])
            continue
        number, left = int(streams.first[row]), int(streams.people[row])
        by_people = left > 0
        for k in range(NUMBERS - number if by_people else int(streams.households[row])):
            came = bring(state, rules, streams, ranges, prospects, row, number + k, left)
            if came < 0:
                return False
            left -= came if by_people else 0
            if by_people and left <= 0:
                break
    return waiting == 0 or bool(arrive_by_rule(state, rules, streams, ranges, prospects, rows, waiting))


@kernel
def arrive_by_rule(state: Any, rules: Any, streams: Any, ranges: Any, prospects: Any, rows: int, most: int) -> bool:
    """Those of :func:`arrive` whom a rule gives a place, at ``most`` so many households."""
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    uids, whose, numbers = np.empty(most, np.uint64), np.empty(most, np.int64), np.empty(most, np.int64)
    count = 0
    for row in range(rows):
        if streams.rule[row] == GIVEN:
            continue
        number, left = int(streams.first[row]), int(streams.people[row])
        by_people = left > 0
        for k in range(NUMBERS - number if by_people else int(streams.households[row])):
            uid = derived_uid(streams.uid[row], ARRIVALS, month * NUMBERS + number + k)
            _, adults, children = composition(rules, streams, row, seed, uid, month)
            if by_people and adults + children > left:
                continue
            uids[count], whose[count], numbers[count] = uid, row, number + k
            count += 1
            left -= adults + children if by_people else 0
            if by_people and left <= 0:
                break
    for k in np.argsort(uids[:count]):
        if bring(state, rules, streams, ranges, prospects, int(whose[k]), int(numbers[k]), 0) < 0:
            return False
    return True


@kernel
def reunification_helped(state: Any, household: int) -> float:
    """The most that programmes help anybody of a household to have the family come."""
    helped = 0.0
    for person in state.households.members[household]:
        if person != NOBODY:
            helped = max(helped, np.float64(state.civic.reunification[person]))
    return helped


@kernel
def reunite(state: Any, rules: Any, streams: Any, ranges: Any, rows: int, concerned: Any) -> int:
    """Families abroad follow those here. Lists in ``concerned`` (int64) the households' members and returns how
    many; -1 when the arrays are full.

    From ``reunification_earliest`` months on, a constant monthly chance (times ``reunification_help``, and what
    programmes help); the whole family comes together, when its home has beds for all or a home that has is free in the
    place. The first to follow somebody without a partner here is the spouse, the others are children.
    Row ``rows + origin - 1`` of ``streams`` says what an origin's people bring along.
    """
    people, households, arrivals = state.people, state.households, rules.arrivals
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    chance = arrivals.reunification_help / arrivals.reunification_mean
    count = 0
    for household in range(int(state.clock.used[0, HOUSEHOLDS])):
        coming = int(households.awaiting[household])
        if coming <= 0 or households.size[household] == 0:
            continue
        if month - int(households.awaiting_since[household]) < arrivals.reunification_earliest:
            continue
        uid = households.uid[household]
        u, _, _, _ = uniforms(seed, REUNIFICATION, uid, month, 0)
        if u >= chance * MOST_HELP:
            continue
        if u >= chance * (1.0 + reunification_helped(state, household)):
            continue
        sponsor = int(eldest(state, household))  # whom the family abroad follows
        size = int(households.size[household]) + coming
        if people.origin[sponsor] == 0 or size > households.members.shape[1]:
            continue
        home = int(households.home[household])
        if home == NOBODY or state.homes.beds[home] < size:
            place = int(households.place[household])
            home = find_home(state, rules, ranges, place, size, PUBLIC_RENT, uid, 1.0, False)
            if home == NOBODY:
                continue
            take_home(state, household, home)
        row = rows + int(people.origin[sponsor]) - 1
        spouse = grown_members(state, rules, household) < 2
        oldest = (month - int(people.birth[sponsor])) / 12.0
        for k in range(coming):
            member_uid = derived_uid(uid, REUNITED_UID, k)
            c, d, _, _ = uniforms(seed, TRAITS, member_uid, 0, 2)
            if k == 0 and spouse and oldest >= arrivals.youngest_adult:
                sex = WOMAN if people.sex[sponsor] == MAN else MAN
                gap = arrivals.partner_older if sex == MAN else -arrivals.partner_older
                years = clip(
                    oldest + gap + arrivals.partner_spread * normal_quantile(c),
                    arrivals.youngest_adult,
                    arrivals.oldest_reunited,
                )
            else:
                sex = MAN if d < arrivals.boys else WOMAN
                years = c * min(arrivals.oldest_child, max(1.0, oldest - arrivals.youngest_adult))
            place = int(households.place[household])
            person = new_person(state, member_uid, month - int(years * 12.0), sex, place, int(streams.origin[row]))
            if person == NOBODY:
                return -1
            add_member(state, rules, streams, row, household, person, 0)
        households.awaiting[household] = 0
        count = list_members(state, household, concerned, count)
    return count


def step(town: Town) -> None:
    """Families reunited first, then newcomers' streams, then locals moving in."""
    rules = town.rules
    streams, rows, expected = stream_rows(town)
    for what in (Used.PEOPLE, Used.HOUSEHOLDS):
        town.ensure_room(what, expected + 256)
    ranges, concerned = ranges_of(town), rows_for(town)
    if rules.arrivals.reunification:
        count = reunite(town.state, rules, streams, ranges, rows, concerned)
        require(count >= 0)
        follow(town, concerned[:count])
        meet_compatriots(town, concerned[:count])
    first = int(town.used[Used.PEOPLE])
    by_rule = (streams.rule[:rows] != GIVEN) & (streams.households[:rows] + streams.people[:rows] > 0)
    prospects = prospects_of(town, bool(by_rule.any()))
    require(arrive(town.state, rules, streams, ranges, prospects, rows))
    came = np.arange(first, int(town.used[Used.PEOPLE]))
    if len(came) == 0:
        return
    follow(town, came)
    meet_compatriots(town, came)
    pathway = town.state.people.pathway[came]
    inflow = np.where(pathway == INFLOW_WAY, rules.arrivals.job_first_share, 0.0)
    first_jobs(town.state, rules, came, np.where(pathway == LABOUR, 1.0, inflow))
