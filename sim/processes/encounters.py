"""Two people meeting, and the encounters of a month at every focus.

An encounter pairs the seats of a roster: in each round of a month seat s is with seat s XOR mask, the mask being
drawn for the focus. That is mutual, and somebody's joining or leaving changes nobody's company but their own.

Most of what an encounter costs, the draws and logarithms that say who lets whom in and what an hour of theirs counts,
depends on nothing that the month's encounters change. It is found first, for ranges of foci at once
(:func:`look_up`); then the encounters are held one after the other (:func:`hold_encounters`), and where an earlier
one has changed what was looked up (a tie made or given up between the same two) the pair meets anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import cycle, pairwise
from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, TieKind
from sim.jit import kernel
from sim.network import find_slot, tie
from sim.processes.family_stage import note_stages
from sim.quality import affinity_key, pair_quality, passing_quality
from sim.rng import Process, pair_key, pair_word, words
from sim.state import Array
from sim.state.columns import addressable
from sim.state_abi import goes_by_address
from sim.threads import over_calls, parts_of
from sim.town import Town, Used

MENTOR, FRIEND = TieKind.MENTOR.value, TieKind.FRIEND.value
MINGLING = Process.MINGLING.value
AT_ONCE = 1 << 18
"""Room for encounters that are looked up before they are held: 5 MB, twice with threads, whatever the number of
people."""


@addressable
class Terms(NamedTuple):
    """How many encounters there are at each kind of focus, how long one lasts, and what comes of an hour."""

    rounds: Array  # int64 (8,): encounters a month
    hours: Array  # float64 (8,) [h]: of one encounter
    group_hours: Array  # float64 (programmes,) [h]: of one encounter in the groups of each programme
    counts: Array  # float64 (10,): what an hour counts towards friendship, by kind of tie
    quality: Array  # float64 (256,): sim.quality.quality_table


@addressable
class Pairs(NamedTuple):
    """Who has an encounter, and what comes of it: those of each focus from its ``begin`` on. f foci, e room for the
    encounters of one batch of foci."""

    begin: Array  # int64 (f,): from batches_of
    found: Array  # int64 (f,): how many encounters each focus has
    rows: Array  # int32 (e, 2): the two people
    slot: Array  # int16 (e,): that of their tie with the first of them, or NOBODY
    step: Array  # uint8 (e,): their quality byte
    gain: Array  # float64 (e,) [h]: hours-equivalent gained


goes_by_address(Terms)
goes_by_address(Pairs)


@kernel
def keys_of_pairs(state: Any) -> Any:
    """The keys (uint64) of two strangers' draws: whether they let each other in this month, and their affinity."""
    seed = state.clock.seed[0]
    return pair_key(seed, MINGLING, int(state.clock.month[0])), affinity_key(seed)


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
    state: Any, rules: Any, keys: Any, a: int, b: int, kind: int, hours: float, count: float, quality: Any
) -> bool:
    """Two people spend ``hours``; those already tied grow closer, strangers may become acquainted.

    A stranger is let in with the geometric mean of both people's ``openness``, by one draw of the
    pair and month. False when they kept to themselves. ``keys``: from :func:`keys_of_pairs`; ``count``: what an hour
    counts; ``quality``: the table.
    """
    mingling, affinity = keys
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


@kernel
def get_to_know(state: Any, rules: Any, keys: Any, a: int, b: int, quality: Any) -> bool:
    """Two people introduced by somebody spend ``meeting.introduction_hours`` (:func:`meet`)."""
    return bool(meet(state, rules, keys, a, b, FRIEND, np.float64(rules.meeting.introduction_hours), 1.0, quality))


@kernel
def room_before(state: Any, rounds: Any, before: Any) -> None:
    """How many encounters a month there is room for at all foci before each, and at all of them, into ``before``
    (int64, foci + 1)."""
    foci, room = state.foci, 0
    before[0] = 0
    for focus in range(before.shape[0] - 1):
        if foci.count[focus] > 1:
            room += rounds[int(foci.kind[focus])] * (int(foci.capacity[focus]) // 2)
        before[focus + 1] = room


def batches_of(before: Array) -> list[int]:
    """Where batches of foci begin, and the end: each has room for :data:`AT_ONCE` encounters or is one focus.
    ``before``: from :func:`room_before`."""
    foci = len(before) - 1
    cuts = [0]
    while cuts[-1] < foci:
        fits = int(np.searchsorted(before, before[cuts[-1]] + AT_ONCE, side="right")) - 1
        cuts.append(min(max(fits, cuts[-1] + 1), foci))
    return cuts


@kernel
def look_up(start: int, stop: int, state: Any, rules: Any, terms: Any, pairs: Any) -> None:
    """Who has an encounter at the foci ``start`` to ``stop`` this month, and what comes of it, written to ``pairs``.

    Members of one household do not count as an encounter, nor do children below ``least_age_years``.
    Strangers who do not let each other in are left out.
    """
    people, minds, foci, ties = state.people, state.minds, state.foci, state.ties
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    born_by = month - 12.0 * rules.meeting.least_age_years
    mingling, affinity = keys_of_pairs(state)
    for focus in range(start, stop):
        at = int(pairs.begin[focus])
        kind, capacity = int(foci.kind[focus]), int(foci.capacity[focus])
        lasts = terms.group_hours[int(foci.owner[focus])] if kind == MENTOR else terms.hours[kind]
        for turn in range(terms.rounds[kind] if foci.count[focus] > 1 else 0):
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
                gain = lasts * terms.counts[kind]
                if people.origin[a] != people.origin[b]:
                    gain *= passing_quality(rules.meeting, people, minds, a, b)
                step = (
                    pair_quality(affinity, rules.ties, people, a, b) if slot == NOBODY else int(ties.quality[a, slot])
                )
                pairs.rows[at, 0] = a
                pairs.rows[at, 1] = b
                pairs.slot[at] = slot
                pairs.step[at] = step
                pairs.gain[at] = gain * terms.quality[step]
                at += 1
        pairs.found[focus] = at - pairs.begin[focus]


@kernel
def has_changed(ties: Any, a: int, b: int, slot: int, step: int) -> bool:
    """Whether a tie is no longer what :func:`look_up` found: in ``slot`` of ``a``, with the byte ``step``."""
    if slot == NOBODY:
        return bool(find_slot(a, b, ties) != NOBODY)
    return bool(ties.partner[a, slot] != b or int(ties.quality[a, slot]) != step)


@kernel
def hold_encounters(start: int, stop: int, state: Any, rules: Any, terms: Any, pairs: Any) -> None:
    """The encounters at the foci ``start`` to ``stop``, in the order of foci, rounds and seats; ``pairs``: from
    :func:`look_up`."""
    people, contacts, foci, ties = state.people, state.contacts, state.foci, state.ties
    month, keys = int(state.clock.month[0]), keys_of_pairs(state)
    forget = rules.ties.forget_hours
    for focus in range(start, stop):
        kind = int(foci.kind[focus])
        lasts = terms.group_hours[int(foci.owner[focus])] if kind == MENTOR else terms.hours[kind]
        for at in range(pairs.begin[focus], pairs.begin[focus] + pairs.found[focus]):
            a, b = int(pairs.rows[at, 0]), int(pairs.rows[at, 1])
            slot, gain = int(pairs.slot[at]), np.float64(pairs.gain[at])
            if has_changed(ties, a, b, slot, int(pairs.step[at])):
                meet(state, rules, keys, a, b, kind, lasts, terms.counts[kind], terms.quality)
                continue
            contacts.spent[a] += lasts
            contacts.spent[b] += lasts
            if slot != NOBODY:
                strengthen(a, b, slot, gain, ties)
            elif gain >= forget:
                tie(a, b, gain, kind, int(pairs.step[at]), month, ties)
            note_other_hours(people, contacts, a, b, lasts, gain)


def encounters(town: Town, terms: Terms) -> None:
    """The month's encounters, batch by batch of foci: looked up on all threads, then held one after the other.

    With threads the next batch is looked up while one is held. What that finds may have changed, or be about to, when
    its turn comes, which :func:`has_changed` tells; and a pair that was left out has no tie then either, for nobody who
    is not let in makes one. So the bytes do not hang on who was when where.
    """
    note_stages(town)
    used, threads = int(town.used[Used.FOCI]), town.threads
    before = np.empty(used + 1, np.int64)
    room_before(town.state, terms.rounds, before)
    batches = batches_of(before)
    room, found = int(np.diff(before[batches]).max(initial=0)), np.zeros(used, np.int64)
    begin = before[:-1] - np.repeat(before[batches[:-1]], np.diff(batches))
    in_turn = cycle([room_for_pairs(begin, found, room) for _ in range(min(2, threads))])
    held: list[Callable[[], None]] = []
    for first, stop in pairwise(batches):
        rows = int(before[stop] - before[first])
        parts = parts_of(rows, threads)
        cuts = first + np.searchsorted(
            before[first:stop], [before[first] + rows * part // parts for part in range(parts)]
        )
        given = (town.state, town.rules, terms, next(in_turn))
        looked_up = [partial(look_up, *cut, *given) for cut in pairwise([*cuts.tolist(), stop])]
        over_calls([*held, *looked_up], threads)
        held = [partial(hold_encounters, first, stop, *given)]
    over_calls(held, threads)


def room_for_pairs(begin: Array, found: Array, room: int) -> Pairs:
    """Nothing looked up yet, with ``room`` for the encounters of a batch."""
    return Pairs(
        begin=begin,
        found=found,
        rows=np.empty((room, 2), np.int32),
        slot=np.empty(room, np.int16),
        step=np.empty(room, np.uint8),
        gain=np.empty(room),
    )
