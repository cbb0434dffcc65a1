"""Couples: singles find each other and move together, couples part (step 1)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.codes import HERE, MAN, NOBODY, TieKind
from sim.families import grown_members, is_dependent, partner_of
from sim.homes import ANY_TENURE, are_newcomers, find_home, take_home
from sim.households import join_household, leave_home, leave_household, list_members
from sim.jit import kernel
from sim.rng import AHEAD, ROOM_AHEAD, Process, derived_uid, drawn, uniforms, uniforms_ahead, words

HOUSEHOLD_TIE, KIN_TIE = TieKind.HOUSEHOLD.value, TieKind.KIN.value
PARTNERS = Process.PARTNERS.value
PART_UID, PAIR_UID = 3, 4
FULL = -2
"""In place of a household where the arrays are full."""


@kernel
def could_pair(state: Any, rules: Any, a: int, b: int) -> bool:
    """Whether two live in the same place, are grown, of opposite sex and like age, and both single."""
    people = state.people
    if people.status[b] != HERE or people.place[a] != people.place[b] or people.sex[a] == people.sex[b]:
        return False
    if int(state.clock.month[0]) - int(people.birth[b]) < ADULT or people.household[a] == people.household[b]:
        return False
    if abs(int(people.birth[a]) - int(people.birth[b])) > 12.0 * rules.demography.partner_age_gap:
        return False
    if state.households.awaiting[people.household[b]] > 0:
        return False
    return partner_of(state, rules, b) == NOBODY


@kernel
def find_partner(state: Any, rules: Any, person: int) -> int:
    """The dearest single among friends; else the first single found on seats of one's foci; else NOBODY."""
    people, ties, memberships, foci = state.people, state.ties, state.memberships, state.foci
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    found = NOBODY
    dearest = rules.ties.friend_hours
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other == NOBODY or ties.kind[person, slot] == HOUSEHOLD_TIE or ties.kind[person, slot] == KIN_TIE:
            continue
        hours = np.float64(ties.hours[person, slot])
        if hours >= dearest and could_pair(state, rules, person, other):
            found = other
            dearest = hours
    if found != NOBODY:
        return found
    for attempt in range(rules.demography.partner_tries):
        focus = int(memberships.focus[person, attempt % memberships.focus.shape[1]])
        if focus == NOBODY:
            continue
        word, _, _, _ = words(seed, PARTNERS, people.uid[person], month, 1 + attempt)
        other = int(foci.roster[int(foci.start[focus]) + int(word) % int(foci.capacity[focus])])
        if other != NOBODY and other != person:
            if could_pair(state, rules, person, other):
                slot = NOBODY
                for s in range(ties.partner.shape[1]):
                    if ties.partner[person, s] == other and ties.kind[person, s] == KIN_TIE:
                        slot = s
                if slot == NOBODY:
                    return other
    return NOBODY


@kernel
def move_in(state: Any, rules: Any, guest: int, host: int, alone: bool) -> None:
    """``guest`` (with the rest of the household unless ``alone``) joins the household ``host``."""
    households = state.households
    before = int(state.people.household[guest])
    for other in households.members[before]:
        if other != NOBODY and (other == guest or not alone):
            leave_household(state, other)
            join_household(state, rules, other, host)


@kernel
def is_head(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody is the one grown member of a household."""
    if is_dependent(state, rules, person):
        return False
    return grown_members(state, rules, int(state.people.household[person])) == 1


@kernel
def bring_newcomers(state: Any, person: int, head: bool) -> float:
    """How somebody, with the rest of the household where they are its ``head``, is taken for newcomers."""
    if head:
        return float(are_newcomers(state, int(state.people.household[person])))
    return np.float64(state.people.newcomer[person])


@kernel
def beds_of(state: Any, household: int) -> int:
    """Beds of a household's home; 0 where it has none."""
    home = int(state.households.home[household])
    return int(state.homes.beds[home]) if home != NOBODY else 0


@kernel
def pair(state: Any, rules: Any, ranges: Any, a: int, b: int) -> int:
    """Two singles move together with their children, where a home has beds for all.

    To the home of either if it is theirs and large enough; else to a vacant one. Where none is free
    they do not move together. Returns the household whose members follow, NOBODY where they do not move
    together, or FULL when the arrays are.
    """
    people, households = state.people, state.households
    head_a, head_b = is_head(state, rules, a), is_head(state, rules, b)
    house_a, house_b = int(people.household[a]), int(people.household[b])
    total = int(households.size[house_a]) if head_a else 1
    total += int(households.size[house_b]) if head_b else 1
    if total > households.members.shape[1]:
        return NOBODY
    if (
        head_b
        and not (head_a and beds_of(state, house_a) >= total)
        and (not head_a or beds_of(state, house_b) >= total)
    ):
        # b is the host: only b has a home of their own, or only b's is large enough
        a, b, head_a, head_b, house_a = b, a, head_b, head_a, house_b
    if not head_a or beds_of(state, house_a) < total:
        new = max(bring_newcomers(state, a, head_a), bring_newcomers(state, b, head_b))
        who = households.uid[house_a] if head_a else people.uid[a]
        home = find_home(state, rules, ranges, int(people.place[a]), total, ANY_TENURE, who, new, False)
        if home == NOBODY:
            return NOBODY
        if head_a:
            take_home(state, house_a, home)
        else:
            uid = derived_uid(people.uid[a], PAIR_UID, int(state.clock.month[0]))
            house_a = leave_home(state, a, uid, home)
            if house_a == NOBODY:
                return FULL
    move_in(state, rules, b, house_a, not head_b)
    return house_a


@kernel
def who_may_pair_or_part(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those of an age to pair whose draws may let them find somebody or part."""
    people, demography = state.people, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    looking = demography.partnering_per_year / 12.0
    parting = demography.separation_per_year / 12.0
    draws = np.empty(ROOM_AHEAD)
    for person in range(start, stop):
        at = (person - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, PARTNERS, people.uid, person, stop, month, draws)
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) / 12.0
        if age < demography.partnering_from or age >= demography.partnering_to:
            continue
        u, v, _, _ = drawn(draws, at)
        marks[person] = u < looking or v < parting


@kernel
def pair_and_part(state: Any, rules: Any, ranges: Any, asked: Any, rows: Any) -> int:
    """Singles of 18-74 among those ``asked`` (rows, of :func:`who_may_pair_or_part`) look for somebody, less often with
    age; couples part.

    Who parts is asked once per couple, of the one with the lower uid; the man (or the one asked) moves
    to a home of his own if one is free, the children stay. Lists in ``rows`` (int64) who follows and returns
    how many; -1 when the arrays are full.
    """
    people, households, demography = state.people, state.households, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    looking = demography.partnering_per_year / 12.0
    parting = demography.separation_per_year / 12.0
    count = 0
    for person in asked:
        age = (month - int(people.birth[person])) / 12.0
        u, v, _, _ = uniforms(seed, PARTNERS, people.uid[person], month, 0)
        partner = partner_of(state, rules, person)
        if partner == NOBODY:
            chance = looking
            if age < demography.partnering_full_from:
                chance *= demography.partnering_young
            elif age > demography.partnering_full_to:
                older = age - demography.partnering_full_to
                chance *= math.exp(-math.log(2.0) * older / demography.partnering_half_age)
            if demography.partnering and u < chance and households.awaiting[people.household[person]] == 0:
                other = find_partner(state, rules, person)
                together = pair(state, rules, ranges, person, other) if other != NOBODY else NOBODY
                if together == FULL:
                    return -1
                if together != NOBODY:
                    count = list_members(state, together, rows, count)
        elif demography.separation and v < parting and people.uid[person] < people.uid[partner]:
            goer = partner if people.sex[partner] == MAN and people.sex[person] != MAN else person
            place, new = int(people.place[goer]), np.float64(people.newcomer[goer])
            home = find_home(state, rules, ranges, place, 1, ANY_TENURE, people.uid[goer], new, False)
            if home != NOBODY:
                uid = derived_uid(people.uid[goer], PART_UID, month)
                if leave_home(state, goer, uid, home) == NOBODY:
                    return -1
                rows[count] = goer
                count += 1
    return count
