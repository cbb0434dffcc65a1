"""Two people meeting, and the encounters of a month at every focus.

An encounter pairs the seats of a roster: in each round of a month seat s is with seat s XOR mask, the mask being
drawn for the focus. That is mutual, and somebody's joining or leaving changes nobody's company but their own.

Most of what an encounter costs, the draws and logarithms that say who lets whom in and what an hour of theirs counts,
depends on nothing that the month's encounters change. It is found first, for ranges of foci at once
(:func:`look_up`); then the encounters are held one after the other (:func:`hold_encounters`), and where an earlier
one has changed what was looked up (a tie made or given up between the same two) the pair meets anew.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, TieKind
from sim.jit import kernel
from sim.network import find_slot, tie
from sim.quality import affinity_key, pair_quality, passing_quality
from sim.rng import Process, pair_key, pair_word, words
from sim.state import State
from sim.threads import over_ranges
from sim.town import Town, Used

MENTOR = TieKind.MENTOR.value
MINGLING = Process.MINGLING.value


@kernel
def strengthen(a: int, b: int, slot: int, hours: float, ties: Any) -> None:
    """Add hours-equivalent to a tie that stands in ``slot`` of ``a``, at both ends alike."""
    new = np.float64(ties.hours[a, slot]) + hours
    ties.hours[a, slot] = new
    ties.hours[b, find_slot(b, a, ties)] = new


@kernel
def lets_in(rules: Any, mingling: Any, people: Any, minds: Any, a: int, b: int) -> bool:
    """Whether two strangers take each other in, by one draw of the pair and month."""
    if not rules.openness_matters:
        return True
    word = pair_word(mingling, people.uid[a], people.uid[b])
    u = (np.float64(word) + 0.5) * 2.0**-32
    return bool(u * u < np.float64(minds.openness[a]) * np.float64(minds.openness[b]))


@kernel
def note_other_hours(people: Any, contacts: Any, a: int, b: int, hours: float, gain: float) -> None:
    """Where a newcomer and a local met: hours with the other group, and the newcomer's with locals."""
    if people.newcomer[a] != people.newcomer[b]:
        contacts.other_hours[a] += gain
        contacts.other_hours[b] += gain
        if people.newcomer[a] == 1:
            contacts.local_hours[a] += hours
        else:
            contacts.local_hours[b] += hours


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
    if slot == NOBODY and not lets_in(rules.meeting, mingling, people, minds, a, b):
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
    note_other_hours(people, contacts, a, b, hours, gain)
    return True


def room_for_pairs(state: State, used: int, rounds: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Where each focus's encounters of a month begin in a list of them, and its end (int64, foci + 1)."""
    foci = state.foci
    pairs = rounds[foci.kind[:used]] * (foci.capacity[:used].astype(np.int64) // 2)
    begin = np.zeros(used + 1, np.int64)
    np.cumsum(np.where(foci.count[:used] > 1, pairs, 0), out=begin[1:])
    return begin


@kernel
def look_up(
    start: int,
    stop: int,
    state: Any,
    rules: Any,
    begin: Any,
    rounds: Any,
    hours: Any,
    group_hours: Any,
    count: Any,
    quality: Any,
    pairs: Any,
    slots: Any,
    steps: Any,
    gains: Any,
    found: Any,
) -> None:
    """Who has an encounter at the foci ``start`` to ``stop`` this month, and what comes of it.

    Members of one household do not count as an encounter, nor do children below ``least_age_years``.
    ``begin``: from :func:`room_for_pairs`; the others as for :func:`hold_encounters`. Writes, from ``begin`` of each
    focus on, ``pairs`` (e, 2) the rows of the two, ``slots`` (e,) that of their tie with the first of them or
    NOBODY, ``steps`` (e,) the quality byte of strangers, ``gains`` (e,) hours-equivalent gained; ``found`` (foci,) how
    many. Strangers who do not let each other in are left out.
    """
    people, minds, foci, ties = state.people, state.minds, state.foci, state.ties
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    born_by = month - 12.0 * rules.meeting.least_age_years
    mingling, affinity = pair_key(seed, MINGLING, month), affinity_key(seed)
    for focus in range(start, stop):
        at = int(begin[focus])
        kind, capacity = int(foci.kind[focus]), int(foci.capacity[focus])
        lasts = group_hours[int(foci.owner[focus])] if kind == MENTOR else hours[kind]
        for turn in range(rounds[kind] if begin[focus + 1] > at else 0):
            word, _, _, _ = words(seed, MINGLING, foci.uid[focus], month, turn)
            mask = 1 + int(word) % (capacity - 1)
            highest = 1
            while highest * 2 <= mask:
                highest *= 2
            for nth in range(capacity // 2):  # the seats without the mask's highest bit: each pair once
                seat = (nth // highest) * 2 * highest + nth % highest
                a = int(foci.roster[foci.start[focus] + seat])
                b = int(foci.roster[foci.start[focus] + (seat ^ mask)])
                if a == NOBODY or b == NOBODY or people.household[a] == people.household[b]:
                    continue
                if people.birth[a] > born_by or people.birth[b] > born_by:
                    continue
                slot = find_slot(a, b, ties)
                if slot == NOBODY and not lets_in(rules.meeting, mingling, people, minds, a, b):
                    continue
                gain = lasts * count[kind]
                if people.origin[a] != people.origin[b]:
                    gain *= passing_quality(rules.meeting, people, minds, a, b)
                step = (
                    pair_quality(affinity, rules.ties, people, a, b) if slot == NOBODY else int(ties.quality[a, slot])
                )
                pairs[at, 0] = a
                pairs[at, 1] = b
                slots[at] = slot
                steps[at] = step
                gains[at] = gain * quality[step]
                at += 1
        found[focus] = at - begin[focus]


@kernel
def hold_encounters(
    state: Any,
    rules: Any,
    begin: Any,
    hours: Any,
    group_hours: Any,
    count: Any,
    quality: Any,
    pairs: Any,
    slots: Any,
    steps: Any,
    gains: Any,
    found: Any,
) -> None:
    """The month's encounters, in the order of foci, rounds and seats; ``hours`` (what one lasts) and ``count`` by kind;
    ``group_hours``: what one lasts in the groups of each programme; ``quality``: the table; the others from
    :func:`look_up`.
    """
    people, contacts, foci, ties = state.people, state.contacts, state.foci, state.ties
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    mingling, affinity = pair_key(seed, MINGLING, month), affinity_key(seed)
    forget = rules.ties.forget_hours
    for focus in range(found.shape[0]):
        kind = int(foci.kind[focus])
        lasts = group_hours[int(foci.owner[focus])] if kind == MENTOR else hours[kind]
        for at in range(begin[focus], begin[focus] + found[focus]):
            a, b, slot, gain = int(pairs[at, 0]), int(pairs[at, 1]), int(slots[at]), np.float64(gains[at])
            if (ties.partner[a, slot] != b) if slot != NOBODY else (find_slot(a, b, ties) != NOBODY):
                meet(state, rules, mingling, affinity, a, b, kind, lasts, count[kind], quality)
                continue
            contacts.spent[a] += lasts
            contacts.spent[b] += lasts
            if slot != NOBODY:
                strengthen(a, b, slot, gain, ties)
            elif gain >= forget:
                tie(a, b, gain, kind, int(steps[at]), month, ties)
            note_other_hours(people, contacts, a, b, lasts, gain)


def encounters(
    town: Town,
    rounds: np.ndarray[Any, Any],
    hours: np.ndarray[Any, Any],
    group_hours: np.ndarray[Any, Any],
    count: np.ndarray[Any, Any],
    quality: np.ndarray[Any, Any],
) -> None:
    """The month's encounters; ``rounds`` of them by kind, the rest as for :func:`hold_encounters`."""
    used = int(town.used[Used.FOCI])
    begin = room_for_pairs(town.state, used, rounds)
    most = int(begin[-1])
    pairs, slots, steps = np.empty((most, 2), np.int32), np.empty(most, np.int16), np.empty(most, np.uint8)
    gains, found = np.empty(most), np.zeros(used, np.int64)
    looked_up = (pairs, slots, steps, gains, found)
    cuts = np.searchsorted(begin, [most * part // town.threads for part in range(town.threads)])
    over_ranges(
        look_up,
        [*cuts.tolist(), used],
        town.state,
        town.rules,
        begin,
        rounds,
        hours,
        group_hours,
        count,
        quality,
        *looked_up,
    )
    hold_encounters(town.state, town.rules, begin, hours, group_hours, count, quality, *looked_up)


__all__ = ["encounters", "meet"]
