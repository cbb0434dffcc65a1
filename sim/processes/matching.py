"""Mentors and groups: who is brought together with whom, and how it comes apart."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import HERE, NOBODY, Enrolment, FocusSlot, Task, TieKind
from sim.foci import enter, quit_focus
from sim.jit import kernel
from sim.network import find_slot, set_kind, tie
from sim.processes.mentors import choose_mentor
from sim.processes.offers import GROUP_FORM, MENTOR_FORM, PLACEMENT_FORM, WORKPLACE
from sim.processes.placements import leave_host, take_in
from sim.quality import affinity_key, pair_quality
from sim.rng import Process, pair_key, pair_word
from sim.state import Array
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

WAITING, ACTIVE, DONE = Enrolment.WAITING.value, Enrolment.ACTIVE.value, Enrolment.DONE.value
MENTOR, FRIEND = TieKind.MENTOR.value, TieKind.FRIEND.value
HOUSEHOLD, KIN = TieKind.HOUSEHOLD.value, TieKind.KIN.value
WORK_TEAM, GROUP = FocusSlot.WORK.value, FocusSlot.PROGRAMME.value
MATCHING, TASK = Process.MATCHING.value, Task.MATCHING.value
WORD = 2.0**-32
TEN = 10
ONE = np.uint32(1)


@addressable
class Volunteers(NamedTuple):
    """Who can be asked to be a mentor or to help a group, by place. v volunteers, P places."""

    person: Array  # int64 (v,): their rows, those of a place together
    starts: Array  # int64 (P + 1,): where those of each place begin


@addressable
class Matched(NamedTuple):
    """What is counted up while people are matched, by programme (p)."""

    taken: Array  # int64 (p,): participants
    waited: Array  # float64 (p,) [month]: months that those matched have waited, added up
    met: Array  # int64 (p,): matches


goes_by_address(Volunteers)
goes_by_address(Matched)


@kernel
def loosen(a: int, b: int, ties: Any) -> None:
    """A mentor tie becomes one between friends, which lives by its own hours."""
    slot = find_slot(a, b, ties)
    if slot != NOBODY and ties.kind[a, slot] == MENTOR:
        set_kind(a, slot, FRIEND, ties)


@kernel
def bind(state: Any, rules: Any, a: int, b: int, affinity: Any) -> bool:
    """Have a mentor tie between two; household and kin stay what they are. False where there is no room."""
    ties = state.ties
    slot = find_slot(a, b, ties)
    if slot == NOBODY:
        quality = pair_quality(affinity, rules.ties, state.people, a, b)
        return tie(a, b, rules.mentoring.first_hours, MENTOR, quality, int(state.clock.month[0]), ties)
    kind = int(ties.kind[a, slot])
    if kind == HOUSEHOLD or kind == KIN:
        return False
    if kind != MENTOR:
        set_kind(a, slot, MENTOR, ties)
    return True


@kernel
def loosen_all(state: Any, row: int, which: int) -> None:
    """Loosen the ties of one mentor of an enrolment with the participant and their household."""
    enrolments, households = state.enrolments, state.households
    person, mentor = int(enrolments.person[row]), int(enrolments.mentors[row, which])
    if mentor == NOBODY:
        return
    loosen(person, mentor, state.ties)
    household = int(state.people.household[person])
    if household != NOBODY:
        for member in households.members[household]:
            if member != NOBODY and member != mentor:
                loosen(member, mentor, state.ties)


@kernel
def end(state: Any, row: int) -> None:
    """An enrolment is over: mentor ties are on their own, the group is left. Who the mentors were is kept."""
    enrolments, memberships, foci = state.enrolments, state.memberships, state.foci
    person = int(enrolments.person[row])
    for which in range(enrolments.mentors.shape[1]):
        loosen_all(state, row, which)
    focus = int(memberships.focus[person, GROUP])
    if focus != NOBODY and foci.owner[focus] == enrolments.programme[row]:
        quit_focus(state, person, GROUP)
    if enrolments.host[row] != NOBODY:
        leave_host(state, row)
    enrolments.state[row] = DONE
    enrolments.ends[row] = int(state.clock.month[0])


@kernel
def break_up(state: Any, rows: Any) -> None:
    """:func:`end` every enrolment in ``rows``."""
    for number in range(rows.shape[0]):
        end(state, int(rows[number]))


@kernel
def of_organisers(people: Any, offers: Any, programme: int, candidates: Any) -> Any:
    """Those of ``candidates`` (rows, int64) who may help in a programme: of the origins that organise it, or all."""
    if offers.organised[programme] == 0:
        return candidates
    own, count = np.zeros(candidates.shape[0], np.int64), 0
    for at in range(candidates.shape[0]):
        if offers.own[programme, int(people.origin[int(candidates[at])])]:
            own[count] = candidates[at]
            count += 1
    return own[:count]


@kernel
def find_group(
    state: Any, rules: Any, person: int, programme: int, each: int, key: Any, groups: Any, candidates: Any
) -> int:
    """A group of the place with a seat and volunteers enough (``each`` for ten), found a volunteer among
    ``candidates`` if need be; NOBODY where there is none."""
    people, memberships, foci, civic = state.people, state.memberships, state.foci, state.civic
    bit = ONE << np.uint32(programme)
    for focus in groups:
        if focus == NOBODY:
            break
        if foci.place[focus] != people.place[person] or foci.count[focus] + 2 > foci.capacity[focus]:
            continue
        helpers, participants = 0, 0
        start = int(foci.start[focus])
        for seat in range(int(foci.capacity[focus])):
            member = int(foci.roster[start + seat])
            if member != NOBODY:
                if (civic.joined[member] & bit) != 0:
                    participants += 1
                else:
                    helpers += 1
        if helpers * TEN >= each * (participants + 1):
            return focus
        best = NOBODY
        earliest = 2.0
        for helper in candidates:
            if helper == person or (civic.joined[helper] & bit) != 0:
                continue
            if civic.matched[helper] >= rules.mentoring.mentor_limit:
                continue
            if memberships.focus[helper, GROUP] != NOBODY or people.status[helper] != HERE:
                continue
            u = (np.float64(pair_word(key, people.uid[helper], foci.uid[focus])) + 0.5) * WORD
            if u < earliest:
                earliest = u
                best = helper
        if best != NOBODY and enter(state, best, GROUP, focus):
            civic.matched[best] += 1
            return focus
    return NOBODY


@kernel
def match(
    state: Any,
    rules: Any,
    offers: Any,
    waiting: Any,
    volunteers: Any,
    groups: Any,
    hosts: Any,
    matched: Any,
    quality: Any,
) -> None:
    """Go through those who wait, first come first served, and count them in ``matched``.

    ``waiting``: rows of enrolments in their order; ``groups`` (p, g): foci of each programme's groups; ``hosts``:
    placements.Hosts.
    """
    people, enrolments, civic = state.people, state.enrolments, state.civic
    memberships, foci, mentoring = state.memberships, state.foci, rules.mentoring
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    drawn, pairing = pair_key(seed, MATCHING, month), pair_key(seed, MATCHING, month + 1)
    keys = pairing, affinity_key(seed)
    for row in waiting:
        person, programme = int(enrolments.person[row]), int(enrolments.programme[row])
        place = int(people.place[person])
        if people.status[person] != HERE or not offers.at[programme, place]:
            enrolments.state[row] = DONE
            enrolments.ends[row] = month
            continue
        if matched.taken[programme] >= offers.capacity[programme]:
            continue
        form, level = int(offers.form[programme]), state.places.coordination[place, TASK]
        if form == MENTOR_FORM or form == GROUP_FORM:
            u = (np.float64(pair_word(drawn, people.uid[person], offers.uid[programme])) + 0.5) * WORD
            if u >= mentoring.matching_alone + (mentoring.matching - mentoring.matching_alone) * level:
                continue
        nearby = volunteers.person[volunteers.starts[place] : volunteers.starts[place + 1]]
        nearby = of_organisers(people, offers, programme, nearby)
        if form == GROUP_FORM:
            if memberships.focus[person, GROUP] != NOBODY:
                continue
            each = int(offers.each[programme])
            focus = int(find_group(state, rules, person, programme, each, pairing, groups[programme], nearby))
            if focus == NOBODY or not enter(state, person, GROUP, focus):
                continue
        elif form == MENTOR_FORM:
            found = 0
            kind, care = int(offers.mentors[programme]), mentoring.choosing * level
            for which in range(offers.each[programme]):
                mentor = NOBODY
                if kind == WORKPLACE:
                    team = int(memberships.focus[person, WORK_TEAM])
                    if team != NOBODY and state.work.job[person] != NOBODY:
                        start = int(foci.start[team])
                        colleagues = foci.roster[start : start + int(foci.capacity[team])]
                        mentor = int(choose_mentor(state, rules, row, kind, keys, care, colleagues, quality))
                else:
                    mentor = int(choose_mentor(state, rules, row, kind, keys, care, nearby, quality))
                if mentor == NOBODY:
                    break
                enrolments.mentors[row, which] = mentor
                civic.matched[mentor] += 1
                found += 1
            if found == 0:
                continue
        elif form == PLACEMENT_FORM and not take_in(state, rules, offers, hosts, row, keys, quality):
            continue
        enrolments.state[row] = ACTIVE
        months = int(offers.months[programme])
        if enrolments.months_left[row] > 0:  # they lost their mentors, and go on where they were
            months = int(enrolments.months_left[row])
            enrolments.months_left[row] = 0
        enrolments.begun[row] = month
        enrolments.ends[row] = month + months
        matched.taken[programme] += 1
        matched.waited[programme] += month - int(enrolments.asked[row])
        matched.met[programme] += 1
