"""Spending the hours on the people one knows, and the fading of ties.

Offers. A person has hours of each focus kind (for clubs, of each club) for those known there, and free
hours for friends and relatives. Each tie has a weight, the square root of its hours (up to a saturation)
times the square root of the pair's lasting quality (those who click seek each other), and the hours are
offered in proportion: *rate* = hours / sum of weights. What two people spend is the weight times the smaller
of their two rates, in whole quarters of an hour. Both ends compute the same number from the same arrays, so
an hour is spent by both or by neither, nobody spends more than there is, and no order among people (or
threads) matters.

Fading. Hours-equivalent halve in ``half_life_months`` at ``half_life_hours``; the half-life grows with
the square root of the hours.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from sim.codes import CLUBS_MOST, FOCUS_KINDS, NOBODY, FocusSlot, Status, TieKind
from sim.jit import kernel
from sim.quality import passing_quality

HERE = Status.HERE.value
HOUSEHOLD = TieKind.HOUSEHOLD.value
CLUB = TieKind.CLUB.value
MENTOR = TieKind.MENTOR.value
FIRST_CLUB = FocusSlot.CLUB_1.value
FREE = FOCUS_KINDS
NO_FOCUS = FREE + 1
"""Column of the rates that is always 0: relatives and friends have no focus of their own, and those known
from clubs have one in each club (:data:`IN_CLUBS`)."""
IN_CLUBS = NO_FOCUS + 1
"""First of the columns with a rate for each club one belongs to, in the order of the memberships."""
RATES = IN_CLUBS + CLUBS_MOST
CLUB_DIGITS = CLUBS_MOST + 1
FADE_STEPS_PER_ROOT = 32
FADE_ROOTS = 32


@cache
def fade_table(half_life_months: float, half_life_hours: float) -> np.ndarray[Any, Any]:
    """What is left of a tie after a month, by the square root of its hours in steps of 1/32."""
    keep = np.zeros(FADE_STEPS_PER_ROOT * FADE_ROOTS)
    for step in range(1, keep.shape[0]):
        hours = (step / FADE_STEPS_PER_ROOT) * (step / FADE_STEPS_PER_ROOT)
        keep[step] = math.exp(-math.log(2.0) / (half_life_months * math.sqrt(hours / half_life_hours)))
    return keep


@kernel
def free_hours_of(person: int, meeting: Any, people: Any, civic: Any) -> float:
    """Free hours a month, by health, less those promised as a volunteer or had as a participant."""
    hours = meeting.free_hours * np.float64(people.health[person])
    return max(0.0, hours - np.float64(civic.load[person]) - np.float64(civic.taking[person]))


@kernel
def club_in_common(a: int, club: int, b: int, memberships: Any) -> int:
    """Which of ``b``'s clubs (0 to 2) is the one that ``a`` keeps as number ``club``; NOBODY for none."""
    focus = memberships.focus[a, FIRST_CLUB + club]
    if focus != NOBODY:
        for other in range(CLUBS_MOST):
            if memberships.focus[b, FIRST_CLUB + other] == focus:
                return other
    return NOBODY


@kernel
def offer_hours(
    start: int, stop: int, state: Any, rules: Any, hours_by_kind: Any, root_quality: Any, common: Any
) -> None:
    """Rates of people ``start`` to ``stop``: meetings offered per unit of tie weight, by kind.

    A meeting lasts ``quantum_hours``. ``hours_by_kind`` [hour/month] (8,): for those known at the focus;
    each club has its own, for those who belong to it; mentor ties have the hours their programmes give
    them, all alike. What somebody gives as a volunteer, and has as a participant, is taken from the free
    hours.
    ``root_quality`` (256,): square root of the quality table. Notes in ``common`` (uint8, as the ties) which
    clubs the two of a club tie have in common, for :func:`spend_and_fade`: a digit to the base
    :data:`CLUB_DIGITS` for each of one's own clubs, 0 for none, else one more than which of the other's it is.
    """
    people, memberships, civic = state.people, state.memberships, state.civic
    contacts, ties, meeting = state.contacts, state.ties, rules.meeting
    weights = np.zeros(RATES)
    meetings_per_hour = 1.0 / np.float64(meeting.quantum_hours)
    root_of_saturation = math.sqrt(np.float64(rules.ties.saturation_hours))
    slots = ties.partner.shape[1]
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        for kind in range(RATES):
            weights[kind] = 0.0
        for slot in range(slots):
            if ties.partner[i, slot] != NOBODY:
                weight = root_quality[int(ties.quality[i, slot])] * min(
                    root_of_saturation, math.sqrt(np.float64(ties.hours[i, slot]))
                )
                kind = int(ties.kind[i, slot])
                if kind == CLUB:
                    other = int(ties.partner[i, slot])
                    found, digit = 0, 1
                    for club in range(CLUBS_MOST):
                        theirs = club_in_common(i, club, other, memberships)
                        if theirs != NOBODY:
                            weights[IN_CLUBS + club] += weight
                            found += digit * (theirs + 1)
                        digit *= CLUB_DIGITS
                    common[i, slot] = found
                elif kind < FREE:
                    weights[kind] += weight if kind != MENTOR else 1.0
                if kind != HOUSEHOLD:
                    weights[FREE] += weight
        contacts.rate[i, NO_FOCUS] = 0.0
        for column in range(IN_CLUBS, RATES):
            rate = 0.0
            if weights[column] > 0.0:
                rate = meetings_per_hour * hours_by_kind[CLUB] / weights[column]
            contacts.rate[i, column] = rate
        for kind in range(FREE):
            rate = 0.0
            if weights[kind] > 0.0:
                rate = meetings_per_hour * hours_by_kind[kind] / weights[kind]
                if kind == MENTOR:  # a hair more, so that whole hours stay whole
                    rate = meetings_per_hour * np.float64(civic.company[i]) * 1.00001 / weights[kind]
            contacts.rate[i, kind] = rate
        rate = 0.0
        if weights[FREE] > 0.0:
            free = free_hours_of(i, meeting, people, civic)
            rate = meetings_per_hour * free / weights[FREE]
        contacts.rate[i, FREE] = rate


@kernel
def spend_and_fade(
    start: int,
    stop: int,
    state: Any,
    rules: Any,
    count_by_kind: Any,
    quality: Any,
    root_quality: Any,
    fade: Any,
    reach: Any,
    common: Any,
) -> None:
    """Spend the month's hours on known people, then fade, for people ``start`` to ``stop``.

    Writes only rows of its own people; reads rates and traits of their partners. ``count_by_kind`` (10,):
    what an hour at the focus counts; ``quality``, ``root_quality`` (256,) and ``fade``: tables; ``reach``
    (2, P, P): share of the free hours offered that survive the way between two places, for friends without
    a car and others (:func:`sim.reach.share_of_friends`); ``common``: from :func:`offer_hours`. Ties below
    ``forget_hours`` go, at both ends alike, but for those of a household.
    """
    people, minds, civic = state.people, state.minds, state.civic
    contacts, ties, meeting = state.contacts, state.ties, rules.meeting
    quantum = np.float64(meeting.quantum_hours)
    root_of_saturation = math.sqrt(np.float64(rules.ties.saturation_hours))
    forget, casual = np.float64(rules.ties.forget_hours), np.float64(rules.ties.casual_hours)
    closest = max(casual, np.float64(rules.ties.close_hours))
    slots = ties.partner.shape[1]
    last_fade = fade.shape[0] - 1
    mine = np.zeros(RATES)
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        spent = 0.0
        free = 0.0
        bridged = 0.0
        other_hours = 0.0
        bridging = 0
        bonding = 0
        friends = 0
        close = 0
        acquaintances = 0
        newcomer = int(people.newcomer[i])
        origin = int(people.origin[i])
        place = int(people.place[i])
        for kind in range(RATES):
            mine[kind] = np.float64(contacts.rate[i, kind])
        for slot in range(slots):
            j = int(ties.partner[i, slot])
            if j == NOBODY:
                continue
            old = np.float64(ties.hours[i, slot])
            kind = int(ties.kind[i, slot])
            root = math.sqrt(old)
            weight = root_quality[int(ties.quality[i, slot])] * min(root_of_saturation, root)
            # no branch where the processor could not guess it
            focus = kind if kind < FREE else NO_FOCUS
            share = weight if kind != MENTOR else 1.0  # hours promised to several are shared alike
            at_focus = quantum * int(share * min(mine[focus], np.float64(contacts.rate[j, focus])))
            if kind == CLUB:
                shared = int(common[i, slot])
                for club in range(CLUBS_MOST):
                    theirs = shared % CLUB_DIGITS - 1
                    shared //= CLUB_DIGITS
                    if theirs != NOBODY:
                        offered = np.float64(contacts.rate[j, IN_CLUBS + theirs])
                        at_focus += quantum * int(weight * min(mine[IN_CLUBS + club], offered))
            rate = min(mine[FREE], np.float64(contacts.rate[j, FREE]))
            if place != people.place[j]:
                rate *= reach[int(people.car[i] | people.car[j]), place, int(people.place[j])]
            at_leisure = quantum * int(weight * (rate if kind != HOUSEHOLD else 0.0))
            counted = at_focus * count_by_kind[kind] + at_leisure
            both = at_focus + at_leisure
            gain = counted * quality[int(ties.quality[i, slot])]
            same_origin = origin == int(people.origin[j])
            bridges = newcomer != int(people.newcomer[j])
            if not same_origin:
                gain *= passing_quality(meeting, people, minds, i, j)
            new = old * fade[min(last_fade, int(root * FADE_STEPS_PER_ROOT))] + gain
            spent += both
            free += at_leisure
            bridged += both if bridges else 0.0
            other_hours += gain if bridges else 0.0
            if new < forget and kind == HOUSEHOLD:
                new = forget  # nobody forgets those they live with
            elif new < forget:
                ties.partner[i, slot] = NOBODY
                ties.hours[i, slot] = 0.0
                ties.kind[i, slot] = 0
                ties.quality[i, slot] = 0
                ties.since[i, slot] = 0
                continue
            ties.hours[i, slot] = new
            outside = 1 if kind != HOUSEHOLD else 0
            friend = outside if new >= casual else 0
            friends += friend
            bridging += friend if bridges else 0
            bonding += friend if same_origin else 0
            close += friend if new >= closest else 0
            acquaintances += outside - friend
        contacts.spent[i] = spent
        contacts.spare[i] = free_hours_of(i, meeting, people, civic) - free
        contacts.local_hours[i] = bridged if newcomer == 1 else 0.0
        contacts.other_hours[i] = other_hours
        contacts.bridging[i] = bridging
        contacts.bonding[i] = bonding
        contacts.friends[i] = friends
        contacts.close[i] = close
        contacts.acquaintances[i] = acquaintances
