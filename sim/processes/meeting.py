"""Meeting: hours with those one knows, encounters at the foci, introductions by friends.

Everyone has limited social hours. Hours at a focus belong to that focus: a share goes to those already
known there (:mod:`sim.processes.ties`), the rest to whoever comes. An encounter pairs the seats of a
roster: in each round of a month seat s is with seat s XOR mask, the mask being drawn for the focus.
That is mutual, and somebody's joining or leaving changes nobody's company but their own. Free hours
that no friend had time for can be spent with a friend's friend.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import FOCUS_KINDS, NOBODY, TIE_KINDS, Status, TieKind
from sim.jit import kernel
from sim.network import find_slot, tie
from sim.processes import ties as known
from sim.quality import affinity_key, pair_quality, passing_quality, quality_table
from sim.reach import share_of_friends
from sim.rng import SCALE, SHIFT, Process, pair_key, pair_word, words
from sim.threads import over_rows
from sim.town import Town, Used

HERE = Status.HERE.value
HOUSEHOLD = TieKind.HOUSEHOLD.value
FRIEND = TieKind.FRIEND.value
MENTOR = TieKind.MENTOR.value
MINGLING = Process.MINGLING.value
INTRODUCTIONS = Process.INTRODUCTIONS.value
PEOPLE, FOCI = Used.PEOPLE.value, Used.FOCI.value


def hours_by_kind(rules: Any) -> np.ndarray[Any, Any]:
    """Hours a month at each focus kind, all told (float64, 8); ``rules`` are the MeetingRules."""
    hours = np.zeros(FOCUS_KINDS)
    hours[TieKind.HOUSEHOLD] = rules.household_hours
    hours[TieKind.NEIGHBOUR] = rules.neighbour_hours
    hours[TieKind.WORK] = rules.work_hours
    hours[TieKind.SCHOOL_GATE] = rules.gate_hours
    hours[TieKind.COMPATRIOT] = rules.compatriot_hours
    hours[TieKind.MEETING_PLACE] = rules.place_hours
    hours[TieKind.CLUB] = rules.club_hours
    return hours


def encounters_by_kind(rules: Any) -> np.ndarray[Any, Any]:
    """Encounters a month at each focus kind (int64, 8); programmes' groups have their own."""
    rounds = np.zeros(FOCUS_KINDS, np.int64)
    rounds[TieKind.NEIGHBOUR] = rules.neighbour_encounters
    rounds[TieKind.WORK] = rules.work_encounters
    rounds[TieKind.SCHOOL_GATE] = rules.gate_encounters
    rounds[TieKind.COMPATRIOT] = rules.compatriot_encounters
    rounds[TieKind.MEETING_PLACE] = rules.place_encounters
    rounds[TieKind.CLUB] = rules.club_encounters
    return rounds


def hours_with_known(rules: Any) -> np.ndarray[Any, Any]:
    """Hours for those already known, by focus kind: all of them at home and with a mentor, and where no
    encounters are held; elsewhere the ``known_share``."""
    hours = hours_by_kind(rules)
    rounds = encounters_by_kind(rules)
    return np.where(rounds > 0, hours * rules.known_share, hours)


def hours_per_encounter(rules: Any) -> np.ndarray[Any, Any]:
    """Hours one encounter lasts, by focus kind (float64, 8)."""
    rounds = encounters_by_kind(rules)
    left = hours_by_kind(rules) - hours_with_known(rules)
    return np.where(rounds > 0, left / np.maximum(rounds, 1), 0.0)


def group_hours(town: Town) -> np.ndarray[Any, Any]:
    """Hours one encounter in a programme's group lasts (float64, programmes; at least one)."""
    share = (1.0 - town.rules.meeting.known_share) / town.rules.mentoring.group_meetings
    programmes = town.scenario.programmes.values()
    return np.array([share * each.hours if each.form == "group" else 0.0 for each in programmes] or [0.0])


def count_by_kind(rules: Any) -> np.ndarray[Any, Any]:
    """What an hour at each kind of tie counts towards friendship (float64, 10)."""
    count = np.ones(TIE_KINDS)
    count[TieKind.WORK] = rules.work_count
    return count


@kernel
def strengthen(a: int, b: int, slot: int, hours: float, ties: Any) -> None:
    """Add hours-equivalent to a tie that stands in ``slot`` of ``a``, at both ends alike."""
    new = np.float64(ties.hours[a, slot]) + hours
    ties.hours[a, slot] = new
    ties.hours[b, find_slot(b, a, ties)] = new


@kernel
def meet(
    state: Any,
    rules: Any,
    mingling: Any,
    affinity: Any,
    a: int,
    b: int,
    kind: int,
    hours: float,
    count: float,
    quality: Any,
) -> bool:
    """Two people spend ``hours``; those already tied grow closer, strangers may become acquainted.

    A stranger is let in with the geometric mean of both people's ``openness``, by one draw of the
    pair and month (key ``mingling``). False when they kept to themselves. ``affinity``: the key of
    lasting affinities.
    """
    people, minds, contacts, ties = state.people, state.minds, state.contacts, state.ties
    slot = find_slot(a, b, ties)
    if slot == NOBODY and rules.meeting.openness_matters:
        word = pair_word(mingling, people.uid[a], people.uid[b])
        u = (np.float64(word) + 0.5) * 2.0**-32
        if u * u >= np.float64(minds.openness[a]) * np.float64(minds.openness[b]):
            return False
    contacts.spent[a] += hours
    contacts.spent[b] += hours
    gain = hours * count
    if people.origin[a] != people.origin[b]:
        gain *= passing_quality(rules.meeting, people, minds, a, b)
    if slot == NOBODY:
        step = pair_quality(affinity, rules.ties, people, a, b)
        gain *= quality[step]
        if gain >= rules.ties.forget_hours:
            tie(a, b, gain, kind, step, int(state.clock.month[0]), ties)
    else:
        gain *= quality[int(ties.quality[a, slot])]
        strengthen(a, b, slot, gain, ties)
    if people.newcomer[a] != people.newcomer[b]:
        contacts.other_hours[a] += gain
        contacts.other_hours[b] += gain
        if people.newcomer[a] == 1:
            contacts.local_hours[a] += hours
        else:
            contacts.local_hours[b] += hours
    return True


@kernel
def hold_encounters(
    state: Any, rules: Any, rounds: Any, hours: Any, group_hours: Any, count: Any, quality: Any
) -> None:
    """The month's encounters at every focus; ``rounds``, ``hours`` and ``count`` by kind (8 or more);
    ``group_hours``: what an encounter lasts in the groups of each programme.

    Members of one household do not count as an encounter, nor do children below ``least_age_years``.
    """
    people, foci = state.people, state.foci
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    born_by = month - 12.0 * rules.meeting.least_age_years
    mingling, affinity = pair_key(seed, MINGLING, month), affinity_key(seed)
    for focus in range(int(state.clock.used[0, FOCI])):
        if foci.count[focus] < 2:
            continue
        kind = int(foci.kind[focus])
        capacity = int(foci.capacity[focus])
        start = int(foci.start[focus])
        lasts = group_hours[int(foci.owner[focus])] if kind == MENTOR else hours[kind]
        for turn in range(rounds[kind]):
            word, _, _, _ = words(seed, MINGLING, foci.uid[focus], month, turn)
            mask = 1 + int(word) % (capacity - 1)
            for seat in range(capacity):
                other = seat ^ mask
                if other <= seat:
                    continue
                a = int(foci.roster[start + seat])
                b = int(foci.roster[start + other])
                if a == NOBODY or b == NOBODY or people.household[a] == people.household[b]:
                    continue
                if people.birth[a] <= born_by and people.birth[b] <= born_by:
                    meet(state, rules, mingling, affinity, a, b, kind, lasts, count[kind], quality)


@kernel
def find_introductions(state: Any, rules: Any) -> Any:
    """Whom friends would introduce to whom: those with hours to spare, to a random friend of a random friend.

    Two slots are drawn; an empty one means nobody was there to introduce. Returns rows of both, and a lot
    (uint64) of each pair's by which their turns go.
    """
    people, contacts, ties = state.people, state.contacts, state.ties
    month, seed, people_used = int(state.clock.month[0]), state.clock.seed[0], int(state.clock.used[0, PEOPLE])
    hours = np.float64(rules.meeting.introduction_hours)
    slots = ties.partner.shape[1]
    who = np.empty(people_used, np.int64)
    whom = np.empty(people_used, np.int64)
    lots = np.empty(people_used, np.uint64)
    count = 0
    for i in range(people_used):
        if people.status[i] != HERE or contacts.spare[i] < hours:
            continue
        chance, first, second, lot = words(seed, INTRODUCTIONS, people.uid[i], month, 0)
        if (np.float64(chance) + 0.5) * SCALE >= rules.meeting.introductions:
            continue
        friend = int(ties.partner[i, int((np.float64(first) + 0.5) * SCALE * slots)])
        if friend == NOBODY:
            continue
        other = int(ties.partner[friend, int((np.float64(second) + 0.5) * SCALE * slots)])
        if other == NOBODY or other == i or people.place[other] != people.place[i]:
            continue
        if contacts.spare[other] < hours or find_slot(i, other, ties) != NOBODY:
            continue
        who[count] = i
        whom[count] = other
        lots[count] = (lot << SHIFT) | first
        count += 1
    return who[:count], whom[:count], lots[:count]


@kernel
def introduce(state: Any, rules: Any, who: Any, whom: Any, quality: Any) -> None:
    """The introductions of :func:`find_introductions`, in the order given, while both have hours to spare."""
    contacts, ties = state.contacts, state.ties
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    hours = np.float64(rules.meeting.introduction_hours)
    mingling, affinity = pair_key(seed, MINGLING, month), affinity_key(seed)
    for number in range(who.shape[0]):
        a, b = int(who[number]), int(whom[number])
        if contacts.spare[a] < hours or contacts.spare[b] < hours or find_slot(a, b, ties) != NOBODY:
            continue
        if meet(state, rules, mingling, affinity, a, b, FRIEND, hours, 1.0, quality):
            contacts.spare[a] -= hours
            contacts.spare[b] -= hours


def step(town: Town) -> None:
    """A month of company: known people, encounters, introductions."""
    state, rules, meeting = town.state, town.rules, town.rules.meeting
    people_used = int(town.used[Used.PEOPLE])
    quality = quality_table()
    root_quality = np.sqrt(quality)
    count = count_by_kind(meeting)
    common = np.empty(state.ties.partner.shape, np.uint8)
    over_rows(
        known.offer_hours, people_used, town.threads, state, rules, hours_with_known(meeting), root_quality, common
    )
    over_rows(
        known.spend_and_fade,
        people_used,
        town.threads,
        state,
        rules,
        count,
        quality,
        root_quality,
        known.fade_table(rules.ties.half_life_months, rules.ties.half_life_hours),
        share_of_friends(state.places, float(meeting.travel_half_minutes)),
        common,
    )
    rounds = encounters_by_kind(meeting)
    rounds[MENTOR] = town.rules.mentoring.group_meetings
    hold_encounters(state, rules, rounds, hours_per_encounter(meeting), group_hours(town), count, quality)
    who, whom, lots = find_introductions(state, rules)
    turns = np.argsort(lots, kind="stable")  # by lot, so that nobody's row gives them the first or last turn
    introduce(state, rules, who[turns], whom[turns], quality)
