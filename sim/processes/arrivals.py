"""Newcomers by stream, their families after them, and locals moving in (step 1).

Who comes does not depend on the policy arm: a household's uid is its stream's, the month and its number
in the month, and its members' traits are functions of their uids. More a month means more numbers, the
first ones unchanged. Whoever finds no home in the place is housed in the nearest place in reach, or
does not come and is counted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import NOBODY, Pathway, Sex, Tenure
from sim.compatriots import meet_compatriots
from sim.families import grown_members
from sim.homes import find_home, ranges_of, take_home
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.coming import add_member, bring, clip, first_jobs
from sim.processes.streams import NUMBERS, stream_rows
from sim.rng import Process, derived_uid, normal_quantile, uniforms
from sim.town import Town, Used

WOMAN, MAN = Sex.WOMAN.value, Sex.MAN.value
REUNIFICATION = Process.REUNIFICATION.value
INFLOW, TRAITS = Process.INFLOW.value, Process.PERSON.value
INFLOW_WAY, LABOUR = Pathway.INFLOW.value, Pathway.LABOUR.value
PUBLIC_RENT = Tenure.PUBLIC_RENT.value
HOUSEHOLDS = Used.HOUSEHOLDS.value
REUNITED_UID = 6
MOST_HELP = 500.0
"""More than programmes can multiply the chance of reunification by."""


@kernel
def arrive(
    streams: Any,
    rows: int,
    seed: Any,
    month: int,
    rules: Any,
    concentration: float,
    household_hours: float,
    tie_rules: Any,
    ranges: Any,
    used: Any,
    state: Any,
) -> bool:
    """This month's households of the first ``rows`` streams; False when the arrays are full."""
    for row in range(rows):
        number = int(streams.first[row])
        if streams.people[row] == 0:
            for k in range(int(streams.households[row])):
                if (
                    bring(
                        row,
                        number + k,
                        0,
                        streams,
                        seed,
                        month,
                        rules,
                        concentration,
                        household_hours,
                        tie_rules,
                        ranges,
                        used,
                        state,
                    )
                    < 0
                ):
                    return False
        else:
            left = int(streams.people[row])
            for k in range(NUMBERS - number):
                came = bring(
                    row,
                    number + k,
                    left,
                    streams,
                    seed,
                    month,
                    rules,
                    concentration,
                    household_hours,
                    tie_rules,
                    ranges,
                    used,
                    state,
                )
                if came < 0:
                    return False
                left -= came
                if left <= 0:
                    break
    return True


@kernel
def reunite(
    streams: Any,
    rows: int,
    seed: Any,
    month: int,
    rules: Any,
    household_hours: float,
    tie_rules: Any,
    ranges: Any,
    used: Any,
    state: Any,
    concerned: Any,
) -> int:
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
                years = clip(
                    oldest + gap + rules.partner_spread * normal_quantile(c),
                    rules.youngest_adult,
                    rules.oldest_reunited,
                )
            else:
                sex = MAN if d < 0.5 else WOMAN
                years = c * min(rules.oldest_child, max(1.0, oldest - rules.youngest_adult))
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
        count = reunite(streams, rows, seed, month, rules, hours, tie_rules, ranges, used, town.state, concerned)
        require(count >= 0)
        follow(town, concerned[:count])
        meet_compatriots(town, concerned[:count])
    first = int(used[Used.PEOPLE])
    require(
        arrive(
            streams,
            rows,
            seed,
            month,
            rules,
            town.rules.housing.concentration,
            hours,
            tie_rules,
            ranges,
            used,
            town.state,
        )
    )
    came = np.arange(first, int(used[Used.PEOPLE]))
    follow(town, came)
    meet_compatriots(town, came)
    s = town.state
    pathway = s.people.pathway[came]
    shares = np.where(pathway == LABOUR, 1.0, np.where(pathway == INFLOW_WAY, rules.job_first_share, 0.0))
    first_jobs(s, town.rules, came, shares)
