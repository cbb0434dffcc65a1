"""Meeting places: who takes one up, to which group of regulars they go, and who stops going (after step 6).

A meeting place's regulars are in groups who come at the same hours, each a focus (:mod:`sim.processes.venues`). Taking
up and quitting are hazards with modifiers, against the person's own draw of the month.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.care import has_small_child
from sim.codes import HERE, NOBODY, Enrolment, Flow, FocusSlot, Task, TieKind
from sim.foci import enter, new_foci, quit_focus
from sim.jit import kernel
from sim.processes.club_members import has_club
from sim.processes.clubs import monthly
from sim.processes.enrolling import WORD, is_for, wants
from sim.processes.offers import OPEN_FORM, offers_of, with_venue
from sim.processes.venues import at_work, draws_with, houses_now, kinds_of, parents_only, rates_with
from sim.rng import (
    AHEAD,
    ROOM_AHEAD,
    SCALE,
    SHIFT,
    Process,
    pair_key,
    pair_word,
    rank_of,
    uniforms,
    uniforms_ahead,
    words,
)
from sim.rules import own
from sim.state import Array
from sim.state.clock import FOCI
from sim.threads import marked_rows
from sim.town import Town, Used
from sim.vectorised_draws import numbered_uids
from sim.venue_kinds import KINDS

MEETING_PLACE = TieKind.MEETING_PLACE.value
COLUMN = FocusSlot.MEETING_PLACE.value
DRAWS = Process.MEETING_PLACES.value
ABOVE_ROUNDING = 1.0 + 1e-9
SEATS = 128
"""Seats of a group of regulars (a power of two)."""
TAKEN_UP, QUIT = Flow.PLACES_TAKEN_UP.value, Flow.PLACES_QUIT.value


@kernel
def count_groups(state: Any, groups: Any, regulars: Any) -> None:
    """Groups of regulars into ``groups``, and how many belong to them into ``regulars`` (int64, P x owners)."""
    foci = state.foci
    for focus in range(int(state.clock.used[0, FOCI])):
        if foci.kind[focus] == MEETING_PLACE:
            groups[int(foci.place[focus]), int(foci.owner[focus])] += 1
            regulars[int(foci.place[focus]), int(foci.owner[focus])] += int(foci.count[focus])


@kernel
def mean_birth(state: Any, focus: int) -> float:
    """Mean month of birth of a group's regulars; NaN where it has none."""
    foci, total = state.foci, 0.0
    for seat in range(int(foci.start[focus]), int(foci.start[focus]) + int(foci.capacity[focus])):
        if foci.roster[seat] != NOBODY:
            total += int(state.people.birth[int(foci.roster[seat])])
    return total / int(foci.count[focus]) if foci.count[focus] > 0 else math.nan


@kernel
def list_groups(
    state: Any, draws: Any, parents: Any, groups: Any, rows: Any, weights: Any, births: Any, closed: Any, starts: Any
) -> None:
    """The groups at places that are open, place by place, with the columns of :func:`groups_now`; ``groups``: of
    :func:`count_groups`."""
    foci, found = state.foci, 0
    for place in range(draws.shape[0]):
        for owner in range(draws.shape[1]):
            if draws[place, owner] > 0.0:
                found += groups[place, owner]
        starts[place + 1] = found
    ends = starts[:-1].copy()
    for focus in range(int(state.clock.used[0, FOCI])):
        if foci.kind[focus] != MEETING_PLACE:
            continue
        place, owner = int(foci.place[focus]), int(foci.owner[focus])
        if draws[place, owner] > 0.0:
            k = int(ends[place])
            ends[place] = k + 1
            rows[k], weights[k] = focus, draws[place, owner] / groups[place, owner]
            births[k], closed[k] = mean_birth(state, focus), parents[owner]


def groups_now(town: Town, draws: Array, parents: Array) -> tuple[Array, ...]:
    """The groups of regulars at places that are open: rows of foci (g,), what each draws, mean birth, whether only
    parents go there, and where those of each place begin (P + 1,). Where all there are would be full another one opens.
    ``draws``, ``parents``: of :mod:`sim.processes.venues`."""
    most, groups = town.scenario.region.clubs_here.meeting_group, np.zeros(draws.shape, np.int64)
    regulars = np.zeros_like(groups)
    count_groups(town.state, groups, regulars)
    for place, owner in np.argwhere((regulars >= most * groups) & (draws > 0.0)).tolist():
        nth, names = int(groups[place, owner]), list(town.scenario.programmes)
        name = owner if owner < KINDS else names[owner - KINDS]
        uid = numbered_uids(nth + 1, "meeting place opened", list(town.scenario.places)[place], name)[nth:]
        new_foci(town, MEETING_PLACE, place, np.full(1, SEATS), owner, uid)
        groups[place, owner] += 1
    many, starts = int(groups[draws > 0.0].sum()), np.zeros(len(draws) + 1, np.int64)
    columns = np.empty(many, np.int64), np.empty(many), np.empty(many), np.empty(many, np.bool_)
    list_groups(town.state, draws, parents, groups, *columns, starts)
    return (*columns, starts)


@kernel
def knows_a_regular(state: Any, person: int, focus: int) -> bool:
    """Whether somebody has a tie from meeting places to another regular of their group."""
    ties = state.ties
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other != NOBODY and ties.kind[person, slot] == MEETING_PLACE:
            if state.memberships.focus[other, COLUMN] == focus:
                return True
    return False


@kernel
def who_may_change(
    start: int,
    stop: int,
    state: Any,
    rules: Any,
    born_by: int,
    rates: Any,
    leaving: float,
    draws: Any,
    parents: Any,
    marks: Any,
) -> None:
    """Marks of people ``start`` to ``stop`` the regulars whose place has closed or is for parents or who may stop
    going, and those who may take one up. ``rates`` (P, 2), ``draws`` (P, owners), ``parents`` (owners): of
    :mod:`sim.processes.venues`; ``leaving``: chance a month of who knows somebody."""
    people, memberships, foci, own = state.people, state.memberships, state.foci, rules.meeting_places
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    most, alone = (1.0 + own.clubless) * (1.0 + own.friends), leaving * own.friendless_leaving
    ahead = np.empty(ROOM_AHEAD)
    for i in range(start, stop):
        at = (i - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, DRAWS, people.uid, i, stop, month, ahead)
        if people.status[i] != HERE or people.birth[i] > born_by:
            continue
        focus, u = int(memberships.focus[i, COLUMN]), ahead[at]
        if focus == NOBODY:
            marks[i] = u < rates[int(people.place[i]), 1] * most
        else:
            owner = int(foci.owner[focus])
            marks[i] = u < alone or parents[owner] or draws[int(foci.place[focus]), owner] == 0.0


@kernel
def is_parent(state: Any, rules: Any, person: int) -> bool:
    """Whether a small child lives with somebody."""
    return bool(has_small_child(state, rules, person, 12 * rules.clubs.small_child_age, False))


@kernel
def drawn_group(state: Any, rules: Any, person: int, parent: bool, groups: Any) -> int:
    """The group of regulars of the person's place that draws them most, NOBODY where none has a seat: each with a
    chance in proportion to what it draws and to how near it is in age (an exponential race by the pair's own draw).
    ``groups``: of :func:`groups_now`."""
    people, foci = state.people, state.foci
    rows, weights, births, parents, starts = groups
    high, low, _, _ = words(state.clock.seed[0], DRAWS, people.uid[person], int(state.clock.month[0]), 1)
    place, found, least = int(people.place[person]), NOBODY, math.inf
    for k in range(starts[place], starts[place + 1]):
        focus = int(rows[k])
        if foci.count[focus] >= foci.capacity[focus] or (parents[k] and not parent):
            continue
        u = (np.float64(rank_of((high << SHIFT) | low, foci.uid[focus]) >> SHIFT) + 0.5) * SCALE
        if 1.0 - u > least * weights[k] * ABOVE_ROUNDING:  # -log(u) is later still
            continue
        when = -math.log(u) / weights[k]
        if when >= least:  # age only makes it later
            continue
        apart = 0.0 if math.isnan(births[k]) else abs(births[k] - int(people.birth[person])) / 12.0
        when *= math.exp(apart / rules.meeting_places.age_years)
        if when < least:
            found, least = focus, when
    return found


@kernel
def come_and_go(
    state: Any, rules: Any, asked: Any, rates: Any, leaving: float, draws: Any, parents: Any, groups: Any
) -> None:
    """Of those ``asked`` (rows, of :func:`who_may_change`) some stop going and others become regulars."""
    people, memberships, foci, own = state.people, state.memberships, state.foci, rules.meeting_places
    partner, flows, floor = state.ties.partner, state.places.flows, np.float64(own.without_language)
    month, seed, alone = int(state.clock.month[0]), state.clock.seed[0], leaving * own.friendless_leaving
    for i in asked:
        u, u_slot, _, _ = uniforms(seed, DRAWS, people.uid[i], month, 0)
        focus, place = int(memberships.focus[i, COLUMN]), int(people.place[i])
        if focus != NOBODY:
            owner = int(foci.owner[focus])
            stays = draws[int(foci.place[focus]), owner] > 0.0 and (not parents[owner] or is_parent(state, rules, i))
            if not stays or (u < alone and (u < leaving or not knows_a_regular(state, i, focus))):
                quit_focus(state, i, COLUMN)
                flows[place, QUIT] += 1
            continue
        parent = rates[place, 1] != rates[place, 0] and is_parent(state, rules, i)
        chance = rates[place, 1 if parent else 0] * (floor + (1.0 - floor) * np.float64(state.minds.language[i]))
        if not has_club(state, i):
            chance *= 1.0 + own.clubless
        goes_to = NOBODY
        if u < chance:
            goes_to = int(drawn_group(state, rules, i, parent, groups))
        elif u < chance * (1.0 + own.friends):
            friend = int(partner[i, int(u_slot * partner.shape[1])])
            goes_to = int(memberships.focus[friend, COLUMN]) if friend != NOBODY else NOBODY
            if goes_to != NOBODY and (foci.place[goes_to] != place or (parents[foci.owner[goes_to]] and not parent)):
                goes_to = NOBODY
        if goes_to != NOBODY and draws[place, int(foci.owner[goes_to])] > 0.0 and enter(state, i, COLUMN, goes_to):
            flows[place, TAKEN_UP] += 1


@kernel
def bring(
    state: Any, rules: Any, offers: Any, programme: int, who: Any, born_by: int, chances: Any, groups: Any
) -> None:
    """Of ``who`` (rows of people), those without a meeting place become regulars of one of ``groups`` with the chance
    of their place (``chances`` (P,)), less without the language; of an open house's, those whom it is for."""
    people, memberships, own = state.people, state.memberships, rules.meeting_places
    floor, key = np.float64(own.without_language), pair_key(state.clock.seed[0], DRAWS, int(state.clock.month[0]))
    for i in who:
        if people.status[i] != HERE or people.birth[i] > born_by or memberships.focus[i, COLUMN] != NOBODY:
            continue
        chance = chances[int(people.place[i])] * (floor + (1.0 - floor) * np.float64(state.minds.language[i]))
        if (np.float64(pair_word(key, people.uid[i], offers.uid[programme])) + 0.5) * WORD >= chance:
            continue
        if offers.form[programme] == OPEN_FORM:
            if not is_for(state, offers, programme, i) or not wants(state, offers, programme, i):
                continue
        goes_to = int(drawn_group(state, rules, i, is_parent(state, rules, i), groups))
        if goes_to != NOBODY and enter(state, i, COLUMN, goes_to):
            state.places.flows[int(people.place[i]), TAKEN_UP] += 1


def bring_along(town: Town, born_by: int, groups: tuple[Array, ...]) -> None:
    """Programmes bring people to meeting places: an open house those who hear of it, others those who take part in
    what is held there. ``groups``: as :func:`drawn_group` takes them."""
    state, scenario = town.state, town.scenario
    held = town.kept(with_venue)
    runs = at_work(town) if held else ()
    running = [row for row in held if runs[row]]
    if not running:
        return
    offers, stay_on, alone = offers_of(town), scenario.meeting_places.stay_on, own(town, "mentoring.outreach_alone")
    enrolments, used = state.enrolments, int(town.used[Used.ENROLMENTS])
    told = alone + (1.0 - alone) * state.places.coordination[:, Task.MATCHING]
    owner, starts = state.foci.owner[groups[0]], np.arange(len(told) + 1)
    for row in running:
        if offers.form[row] == OPEN_FORM:
            who, these = np.arange(int(town.used[Used.PEOPLE])), owner == KINDS + row
            chances = offers.outreach[row] * told * stay_on
        else:
            active = enrolments.state[:used] == Enrolment.ACTIVE
            who = enrolments.person[:used][active & (enrolments.programme[:used] == row)].astype(np.int64)
            these = town.kept(kinds_of)[owner] == offers.venue[row]
            chances = np.full(len(told), stay_on)
        there = tuple(column[these] for column in groups[:-1])
        there = (*there, np.searchsorted(state.foci.place[there[0]], starts))
        bring(state, town.rules, offers, row, who, born_by, chances, there)


def step(town: Town) -> None:
    """A month of meeting places: regulars stop going, others take a place up, programmes bring some."""
    settings = town.scenario.meeting_places
    if not settings.living:
        return
    houses, parents, leaving = houses_now(town), town.kept(parents_only), float(monthly(settings.leaving))
    draws, rates = town.kept(draws_with, houses), town.kept(rates_with, houses)
    groups = groups_now(town, draws, parents)
    born_by = town.month - int(12 * town.scenario.region.clubs_here.meeting_from)
    used, state, rules = int(town.used[Used.PEOPLE]), town.state, town.rules
    asked = marked_rows(who_may_change, used, town.threads, state, rules, born_by, rates, leaving, draws, parents)
    come_and_go(state, rules, asked, rates, leaving, draws, parents, groups)
    bring_along(town, born_by, groups)
