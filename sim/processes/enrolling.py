"""Whom a programme is for, and who asks to take part."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, LONG_AGO, NOBODY, FocusSlot, Task
from sim.jit import kernel
from sim.processes.offers import GROUP_FORM, OPEN_FORM
from sim.rng import Process, pair_key, pair_word
from sim.rules import own_column
from sim.venue_kinds import KINDS

OUTREACH = Process.OUTREACH.value
ALONE = own_column("mentoring.outreach_alone")
MEETING_PLACE = FocusSlot.MEETING_PLACE.value
MATCHING = Task.MATCHING.value
CHILD_MONTHS = 16 * 12
WORD = 2.0**-32
LASTING = LONG_AGO
ONE = np.uint32(1)


@kernel
def lives_with_child(state: Any, person: int) -> bool:
    """Whether somebody below 16 other than the person lives in the household."""
    people, households, month = state.people, state.households, int(state.clock.month[0])
    household = int(people.household[person])
    if household == NOBODY:
        return False
    for member in households.members[household]:
        if member != NOBODY and member != person and month - int(people.birth[member]) < CHILD_MONTHS:
            return True
    return False


@kernel
def is_for(state: Any, offers: Any, programme: int, person: int) -> bool:
    """Whether all that the target says holds for somebody."""
    people, work, month = state.people, state.work, int(state.clock.month[0])
    newcomer = int(people.newcomer[person])
    if offers.who[programme] == newcomer:  # "newcomers" is 0, so a local's mark; "locals" is a newcomer's
        return False
    if not offers.at[programme, int(people.place[person])]:
        return False
    if offers.sex[programme] != NOBODY and offers.sex[programme] != people.sex[person]:
        return False
    age = month - int(people.birth[person])
    if age < offers.age[programme, 0] or age >= offers.age[programme, 1]:
        return False
    if newcomer == 1:
        since = month - int(people.arrival[person])
        if since < offers.here[programme, 0] or since > offers.here[programme, 1]:
            return False
        if not offers.pathways[programme, int(people.pathway[person])]:
            return False
    if not offers.origins[programme, int(people.origin[person])]:
        return False
    if not offers.schooling[programme, int(people.schooling[person])]:
        return False
    if offers.work[programme] == 1 and work.job[person] != NOBODY:
        return False
    if offers.work[programme] == 2 and work.job[person] == NOBODY:
        return False
    if offers.needs[programme, 0] == 1 and people.recognised[person] == 1:
        return False
    if offers.needs[programme, 1] == 1 and people.health[person] >= 1.0:
        return False
    if offers.needs[programme, 2] == 1 and not lives_with_child(state, person):
        return False
    if offers.needs[programme, 3] == 1:
        household = int(people.household[person])
        if household == NOBODY or state.households.awaiting[household] == 0:
            return False
    return True


@kernel
def has_asked(state: Any, programme: int, person: int, whole: bool) -> bool:
    """Whether somebody asked for a programme before; where a household takes part as one, anybody of it."""
    households, joined = state.households, state.civic.joined
    bit = ONE << np.uint32(programme)
    household = int(state.people.household[person])
    if not whole or household == NOBODY:
        return (joined[person] & bit) != 0
    for member in households.members[household]:
        if member != NOBODY and (joined[member] & bit) != 0:
            return True
    return False


@kernel
def wants(state: Any, offers: Any, programme: int, person: int) -> bool:
    """Whether somebody whom a programme is for wants it, by a lasting draw."""
    word = pair_word(pair_key(state.clock.seed[0], OUTREACH, LASTING), state.people.uid[person], offers.uid[programme])
    return bool((np.float64(word) + 0.5) * WORD < offers.share[programme])


@kernel
def goes_there(state: Any, offers: Any, programme: int, person: int) -> bool:
    """Whether somebody is a regular of the kind of meeting place that a programme is held in."""
    focus = int(state.memberships.focus[person, MEETING_PLACE])
    if focus == NOBODY or offers.venue[programme] == NOBODY:
        return False
    owner = int(state.foci.owner[focus])
    return bool((owner if owner < KINDS else offers.venue[owner - KINDS]) == offers.venue[programme])


@kernel
def ask(state: Any, rules: Any, offers: Any, chosen: Any) -> None:
    """The programme each person begins to ask for this month (``chosen`` (n,), left where there is none);
    ``civic.joined`` remembers it.

    One hears of a programme with its outreach: ``outreach_alone`` of it where nobody coordinates, all of it
    with all the coordination needed, ``outreach_known`` more for who knows rights and services, ``own_outreach`` times
    as much of what people of one's origin organise, ``at_venue`` times as often as a regular of where it is held.
    Wanting it (``own_wants`` times as many of these, ``fit_weight`` more newcomers where what is offered fits them) and
    whether a venue keeps one away are lasting.
    """
    people, joined, coordination = state.people, state.civic.joined, state.places.coordination
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    not_neutral, outreach_known = rules.mentoring.not_neutral, rules.mentoring.outreach_known
    count = offers.uid.shape[0]
    hearing, wanting = pair_key(seed, OUTREACH, month), pair_key(seed, OUTREACH, LASTING)
    open_to = np.zeros((2, count), np.int64)  # programmes for locals and for newcomers, in their order
    many = np.zeros(2, np.int64)
    for programme in range(count):
        for newcomer in range(2):
            if (
                offers.running[programme] == 1
                and offers.form[programme] != OPEN_FORM
                and offers.who[programme] != newcomer
            ):
                open_to[newcomer, many[newcomer]] = programme
                many[newcomer] += 1
    for i in range(chosen.shape[0]):
        if people.status[i] != HERE:
            continue
        newcomer = int(people.newcomer[i])
        for number in range(many[newcomer]):
            programme = int(open_to[newcomer, number])
            if has_asked(state, programme, i, offers.whole[programme] == 1):
                continue
            if not is_for(state, offers, programme, i):
                continue
            alone = rules.own[int(people.place[i]), ALONE]
            found = alone + (1.0 - alone) * coordination[int(people.place[i]), MATCHING]
            uid = offers.uid[programme]
            u = (np.float64(pair_word(hearing, people.uid[i], uid)) + 0.5) * WORD
            if goes_there(state, offers, programme, i):
                found *= rules.meeting_places.at_venue
            own = offers.own[programme, int(people.origin[i])]
            found *= 1.0 + outreach_known * np.float64(state.minds.known[i])
            if u >= offers.outreach[programme] * found * (rules.mentoring.own_outreach if own else 1.0):
                continue
            want = (np.float64(pair_word(wanting, people.uid[i], uid)) + 0.5) * WORD
            share = offers.share[programme] * (rules.mentoring.own_wants if own else 1.0)
            if newcomer == 1:
                share *= 1.0 + rules.mentoring.fit_weight * state.places.fit[int(people.place[i])]
            if offers.form[programme] == GROUP_FORM and offers.neutral[programme] == 0:
                if people.newcomer[i] == 1:
                    share *= 1.0 - not_neutral
            if want < share:
                chosen[i] = programme
                joined[i] = joined[i] | (ONE << np.uint32(programme))
                break
