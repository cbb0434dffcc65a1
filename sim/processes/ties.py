"""Spending the hours on the people one knows, and the fading of ties.

Offers. A person has hours of each focus kind (for clubs, of each club) for those known there, and free
hours for friends and relatives. Each tie has a weight, the square root of its hours (up to a saturation)
times the square root of the pair's lasting quality (those who click seek each other), and the hours are
offered in proportion: *rate* = hours / sum of weights. What two people spend is the weight times the smaller
of their two rates, in whole quarters of an hour. Both ends compute the same number from the same arrays, so
an hour is spent by both or by neither, nobody spends more than there is, and no order among people (or
threads) matters.

What somebody must know of everybody they know stands in one record of 64 bytes a person, ``contacts.offers``:
the rates, and at the end language, attitude, place and group. One line of the processor's cache is then all that is
fetched of a friend, whose row may be anywhere.

Fading. Hours-equivalent halve in ``half_life_months`` at ``half_life_hours``; the half-life grows with
the square root of the hours.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from sim.codes import CLUBS_MOST, FIRST_CLUB, FOCUS_KINDS, HERE, NOBODY, UNKNOWN, FocusSlot, Offer, TieKind
from sim.jit import kernel
from sim.quality import quality_between

HOUSEHOLD = TieKind.HOUSEHOLD.value
CLUB = TieKind.CLUB.value
MENTOR = TieKind.MENTOR.value
AFTER_CLUBS = FocusSlot.CLUB_3.value + 1
FREE, IN_CLUBS, RATES = Offer.FREE.value, Offer.CLUB_1.value, Offer.CLUB_3.value + 1
LANGUAGE, ATTITUDE, PLACE, GROUP = Offer.LANGUAGE.value, Offer.ATTITUDE.value, Offer.PLACE.value, Offer.GROUP.value
OFFERS = FOCUS_KINDS + len(Offer)
NO_FOCUS = CLUB
"""Column of the offers that is always 0: relatives and friends have no focus of their own, and those known from
clubs have one in each club (:data:`IN_CLUBS`)."""
SHIFT, MASK = 4, 15
SAME_COLUMN = 1 + (1 << SHIFT)
"""Times a column: that column of both."""
SEVERAL = 255
"""In ``ties.rates``: the two belong to more than one club together."""
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
    """Free hours a month, by health, with those that help with papers gives back, less those promised as a volunteer or
    had as a participant."""
    hours = meeting.free_hours * np.float64(people.health[person]) + np.float64(civic.papers[person])
    return max(0.0, hours - np.float64(civic.load[person]) - np.float64(civic.taking[person]))


@kernel
def club_in_common(focus: int, theirs: Any) -> int:
    """Which of the other's three clubs, counted from 1, has this focus; 0 for none."""
    found = 3 if focus == theirs[2] else 0
    found = 2 if focus == theirs[1] else found
    found = 1 if focus == theirs[0] else found
    return found if focus != NOBODY else 0


@kernel
def columns_of(a: int, b: int, kind: int, memberships: Any) -> int:
    """The two columns of the offers that a tie draws on at its focus, a's times 16 and b's; for those known from clubs
    ``SEVERAL`` where they share more than one."""
    if kind != CLUB:
        return (kind if kind < FOCUS_KINDS else NO_FOCUS) * SAME_COLUMN
    theirs = memberships.focus[b, FIRST_CLUB:AFTER_CLUBS]
    both = NO_FOCUS * SAME_COLUMN
    shared = 0
    for club in range(CLUBS_MOST):
        which = club_in_common(memberships.focus[a, FIRST_CLUB + club], theirs)
        both = ((IN_CLUBS + club) << SHIFT) + IN_CLUBS + which - 1 if which > 0 else both
        shared += 1 if which > 0 else 0
    return both if shared <= 1 else SEVERAL


@kernel
def rate_of(hours: float, weight: float) -> float:
    """Meetings per unit of weight; the division has no branch, for who has ties of which kind nobody could guess."""
    rate = hours / (weight if weight > 0.0 else 1.0)
    return rate if weight > 0.0 else 0.0


@kernel
def add_in_clubs(a: int, b: int, weight: float, weights: Any, memberships: Any) -> None:
    """Add the weight of two who belong to several clubs together in each of these."""
    theirs = memberships.focus[b, FIRST_CLUB:AFTER_CLUBS]
    for club in range(CLUBS_MOST):
        if club_in_common(memberships.focus[a, FIRST_CLUB + club], theirs) > 0:
            weights[IN_CLUBS + club] += weight


@kernel
def offer_hours(start: int, stop: int, state: Any, rules: Any, hours_by_kind: Any, root_quality: Any) -> None:
    """Offers of people ``start`` to ``stop``: meetings per unit of tie weight, by kind, and what else others must know.

    A meeting lasts ``quantum_hours``. ``hours_by_kind`` [hour/month] (8,): for those known at the focus;
    each club has its own, for those who belong to it; mentor ties have the hours their programmes give
    them, all alike. What somebody gives as a volunteer, and has as a participant, is taken from the free
    hours. ``root_quality`` (256,): square root of the quality table.
    Leaves for :func:`spend_and_fade` up to which slot there are ties (``contacts.known``), and what
    each tie draws on at its focus (``ties.rates``), which is found only where it may have changed.
    """
    people, memberships, civic, minds = state.people, state.memberships, state.civic, state.minds
    contacts, ties, meeting = state.contacts, state.ties, rules.meeting
    meetings_per_hour = 1.0 / np.float64(meeting.quantum_hours)
    root_of_saturation = math.sqrt(np.float64(rules.ties.saturation_hours))
    slots = ties.partner.shape[1]
    weights = np.zeros(RATES)
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        partner, hours, kinds, quality = ties.partner[i], ties.hours[i], ties.kind[i], ties.quality[i]
        rates, offers = ties.rates[i], contacts.offers[i]
        known = 0
        for slot in range(slots):
            known = max(known, slot + 1 if partner[slot] != NOBODY else 0)
        contacts.known[i] = known
        for kind in range(RATES):
            weights[kind] = 0.0
        free = 0.0
        for slot in range(known):
            if partner[slot] == NOBODY:
                continue
            kind = kinds[slot]
            weight = root_quality[quality[slot]] * min(root_of_saturation, math.sqrt(np.float64(hours[slot])))
            free += weight if kind != HOUSEHOLD else 0.0
            if rates[slot] == UNKNOWN:
                rates[slot] = columns_of(i, int(partner[slot]), int(kind), memberships)
            if rates[slot] != SEVERAL:
                weights[rates[slot] >> SHIFT] += weight if kind != MENTOR else 1.0  # hours promised: shared alike
            else:
                add_in_clubs(i, int(partner[slot]), weight, weights, memberships)
        weights[NO_FOCUS] = 0.0
        for kind in range(FOCUS_KINDS):
            offers[kind] = rate_of(meetings_per_hour * hours_by_kind[kind], weights[kind])
        # a hair more, so that whole hours stay whole
        offers[MENTOR] = rate_of(meetings_per_hour * np.float64(civic.company[i]) * 1.00001, weights[MENTOR])
        offers[FREE] = rate_of(meetings_per_hour * free_hours_of(i, meeting, people, civic), free)
        for column in range(IN_CLUBS, RATES):
            offers[column] = rate_of(meetings_per_hour * hours_by_kind[CLUB], weights[column])
        offers[LANGUAGE] = minds.language[i]
        offers[ATTITUDE] = minds.attitude[i]
        offers[PLACE] = people.place[i]
        offers[GROUP] = 2 * int(people.origin[i]) + int(people.newcomer[i])


@kernel
def meetings_in_clubs(a: int, b: int, weight: float, mine: Any, theirs: Any, memberships: Any) -> float:
    """Meetings of two who belong to several clubs together, in all of them."""
    clubs = memberships.focus[b, FIRST_CLUB:AFTER_CLUBS]
    meetings = 0.0
    for club in range(CLUBS_MOST):
        which = club_in_common(memberships.focus[a, FIRST_CLUB + club], clubs)
        if which > 0:
            meetings += int(weight * min(mine[IN_CLUBS + club], np.float64(theirs[IN_CLUBS + which - 1])))
    return meetings


@kernel
def spend_and_fade(
    start: int,
    stop: int,
    state: Any,
    rules: Any,
    count_by_kind: Any,
    quality_of: Any,
    root_quality: Any,
    fade: Any,
    reach: Any,
) -> None:
    """Spend the month's hours on known people, then fade, for people ``start`` to ``stop``.

    Writes only rows of its own people; reads offers of their partners, as :func:`offer_hours` left them.
    ``count_by_kind`` (10,): what an hour at the focus counts; ``quality_of``, ``root_quality`` (256,) and ``fade``:
    tables; ``reach`` (2, P, P): share of the free hours offered that survive the way between two places, for friends
    without a car and others (:func:`sim.reach.share_of_friends`). Ties below ``forget_hours`` go, at both ends alike,
    but for those of a household.
    """
    people, civic = state.people, state.civic
    contacts, ties, meeting = state.contacts, state.ties, rules.meeting
    quantum = np.float64(meeting.quantum_hours)
    root_of_saturation = math.sqrt(np.float64(rules.ties.saturation_hours))
    forget, casual = np.float64(rules.ties.forget_hours), np.float64(rules.ties.casual_hours)
    closest = max(casual, np.float64(rules.ties.close_hours))
    last_fade = np.uint64(fade.shape[0] - 1)
    mine = np.zeros(OFFERS)
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        partner, hours, kinds, quality = ties.partner[i], ties.hours[i], ties.kind[i], ties.quality[i]
        rates = ties.rates[i]
        spent = 0.0
        free = 0.0
        bridged = 0.0
        other_hours = 0.0
        bridging = 0
        bonding = 0
        friends = 0
        close = 0
        outsiders = 0
        for column in range(OFFERS):
            mine[column] = np.float64(contacts.offers[i, column])
        place, group = mine[PLACE], mine[GROUP]
        for slot in range(contacts.known[i]):
            if partner[slot] == NOBODY:
                continue
            theirs = contacts.offers[np.uint64(partner[slot])]
            kind = kinds[slot]
            old = np.float64(hours[slot])
            root = math.sqrt(old)
            weight = root_quality[quality[slot]] * min(root_of_saturation, root)
            share = weight if kind != MENTOR else 1.0
            columns = int(rates[slot])
            if columns != SEVERAL:
                meetings = np.floor(share * min(mine[columns >> SHIFT], np.float64(theirs[columns & MASK])))
            else:
                meetings = meetings_in_clubs(i, int(partner[slot]), weight, mine, theirs, state.memberships)
            at_focus = quantum * meetings
            rate = min(mine[FREE], np.float64(theirs[FREE]))
            if place != np.float64(theirs[PLACE]):
                rate *= reach[int(people.car[i] | people.car[partner[slot]]), int(place), int(theirs[PLACE])]
            at_leisure = quantum * np.floor(weight * (rate if kind != HOUSEHOLD else 0.0))
            both = at_focus + at_leisure
            gain = (at_focus * count_by_kind[kind] + at_leisure) * quality_of[quality[slot]]
            spent += both
            free += at_leisure
            same_origin, bridges = 1, 0
            if group != np.float64(theirs[GROUP]):
                differ = int(group) ^ int(theirs[GROUP])
                same_origin, bridges = 1 if differ < 2 else 0, differ & 1
                if same_origin == 0:
                    gain *= quality_between(
                        meeting,
                        bridges == 1,
                        mine[LANGUAGE],
                        np.float64(theirs[LANGUAGE]),
                        mine[ATTITUDE],
                        np.float64(theirs[ATTITUDE]),
                    )
                if bridges == 1:
                    bridged += both
                    other_hours += gain
            new = old * fade[min(last_fade, np.uint64(root * FADE_STEPS_PER_ROOT))] + gain
            if new < forget and kind == HOUSEHOLD:
                new = forget  # nobody forgets those they live with
            elif new < forget:
                partner[slot] = NOBODY
                hours[slot] = 0.0
                kinds[slot] = 0
                quality[slot] = 0
                ties.since[i, slot] = 0
                rates[slot] = UNKNOWN
                continue
            hours[slot] = new
            outside = 1 if kind != HOUSEHOLD else 0
            friend = outside if new >= casual else 0
            outsiders += outside
            friends += friend
            bridging += friend * bridges
            bonding += friend * same_origin
            close += friend if new >= closest else 0
        contacts.spent[i] = spent
        contacts.spare[i] = free_hours_of(i, meeting, people, civic) - free
        contacts.local_hours[i] = bridged if people.newcomer[i] == 1 else 0.0
        contacts.other_hours[i] = other_hours
        contacts.bridging[i] = bridging
        contacts.bonding[i] = bonding
        contacts.friends[i] = friends
        contacts.close[i] = close
        contacts.acquaintances[i] = outsiders - friends
