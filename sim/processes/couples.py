"""Couples: singles find each other and move together, couples part (step 1)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Sex, Status, TieKind
from sim.families import ADULT_MONTHS, grown_members, is_dependent, partner_of
from sim.homes import ANY_TENURE, find_home, take_home
from sim.households import join_household, leave_home, leave_household, list_members
from sim.jit import kernel
from sim.rng import Process, derived_uid, uniforms, words
from sim.town import Used

HERE = Status.HERE.value
MAN = Sex.MAN.value
HOUSEHOLD_TIE, KIN_TIE = TieKind.HOUSEHOLD.value, TieKind.KIN.value
PEOPLE = Used.PEOPLE.value
PARTNERS = Process.PARTNERS.value
PART_UID, PAIR_UID = 3, 4


@kernel
def could_pair(a: int, b: int, month: int, gap_months: float, people: Any, households: Any) -> bool:
    """Whether two live in the same place, are grown, of opposite sex and like age, and both single."""
    if people.status[b] != HERE or people.place[a] != people.place[b] or people.sex[a] == people.sex[b]:
        return False
    if month - int(people.birth[b]) < ADULT_MONTHS or people.household[a] == people.household[b]:
        return False
    if abs(int(people.birth[a]) - int(people.birth[b])) > gap_months:
        return False
    if households.awaiting[people.household[b]] > 0:
        return False
    return partner_of(b, month, people, households) == NOBODY


@kernel
def find_partner(person: int, seed: Any, month: int, rules: Any, friend_hours: float, state: Any) -> int:
    """The dearest single among friends; else the first single found on seats of one's foci; else NOBODY."""
    people, households, ties = state.people, state.households, state.ties
    memberships, foci = state.memberships, state.foci
    gap = rules.partner_age_gap * 12.0
    found = NOBODY
    dearest = friend_hours
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other == NOBODY or ties.kind[person, slot] == HOUSEHOLD_TIE or ties.kind[person, slot] == KIN_TIE:
            continue
        hours = np.float64(ties.hours[person, slot])
        if hours >= dearest and could_pair(person, other, month, gap, people, households):
            found = other
            dearest = hours
    if found != NOBODY:
        return found
    for attempt in range(rules.partner_tries):
        focus = int(memberships.focus[person, attempt % memberships.focus.shape[1]])
        if focus == NOBODY:
            continue
        word, _, _, _ = words(seed, PARTNERS, people.uid[person], month, 1 + attempt)
        other = int(foci.roster[int(foci.start[focus]) + int(word) % int(foci.capacity[focus])])
        if other != NOBODY and other != person:
            if could_pair(person, other, month, gap, people, households):
                slot = NOBODY
                for s in range(ties.partner.shape[1]):
                    if ties.partner[person, s] == other and ties.kind[person, s] == KIN_TIE:
                        slot = s
                if slot == NOBODY:
                    return other
    return NOBODY


@kernel
def move_in(
    guest: int, host: int, alone: bool, month: int, seed: Any, hours: float, tie_rules: Any, state: Any
) -> None:
    """``guest`` (with the rest of the household unless ``alone``) joins the household ``host``."""
    people, households, ties = state.people, state.households, state.ties
    before = int(people.household[guest])
    for seat in range(households.members.shape[1]):
        other = int(households.members[before, seat])
        if other != NOBODY and (other == guest or not alone):
            leave_household(other, people, households, state.homes, ties)
            join_household(other, host, hours, month, seed, tie_rules, people, households, ties)


@kernel
def is_head(person: int, month: int, people: Any, households: Any) -> bool:
    """Whether somebody is the one grown member of a household."""
    if is_dependent(person, month, people, households):
        return False
    return grown_members(int(people.household[person]), month, people, households) == 1


@kernel
def beds_of(household: int, households: Any, homes: Any) -> int:
    home = int(households.home[household])
    return int(homes.beds[home]) if home != NOBODY else 0


@kernel
def pair(
    a: int,
    b: int,
    seed: Any,
    month: int,
    rules: Any,
    tie_rules: Any,
    ranges: Any,
    used: Any,
    state: Any,
    rows: Any,
    count: int,
) -> int:
    """Two singles move together with their children, where a home has beds for all.

    To the home of either if it is theirs and large enough; else to a vacant one. Where none is free
    they do not move together. Appends who follows; returns the new count, or -1 when the arrays are full.
    """
    people, households, homes = state.people, state.households, state.homes
    head_a, head_b = is_head(a, month, people, households), is_head(b, month, people, households)
    house_a, house_b = int(people.household[a]), int(people.household[b])
    total = int(households.size[house_a]) if head_a else 1
    total += int(households.size[house_b]) if head_b else 1
    if total > households.members.shape[1]:
        return count
    if (
        head_b
        and not (head_a and beds_of(house_a, households, homes) >= total)
        and (not head_a or beds_of(house_b, households, homes) >= total)
    ):
        # b is the host: only b has a home of their own, or only b's is large enough
        a, b, head_a, head_b, house_a = b, a, head_b, head_a, house_b
    if not head_a or beds_of(house_a, households, homes) < total:
        home = find_home(int(people.place[a]), total, ANY_TENURE, people.uid[a], ranges, homes)
        if home == NOBODY:
            return count
        if head_a:
            take_home(house_a, home, month, households, homes)
        else:
            uid = derived_uid(people.uid[a], PAIR_UID, month)
            house_a = leave_home(a, uid, home, month, used, people, households, homes, state.ties)
            if house_a == NOBODY:
                return -1
    move_in(b, house_a, not head_b, month, seed, rules.household_tie_hours, tie_rules, state)
    return list_members(house_a, households, rows, count)


@kernel
def pair_and_part(
    seed: Any, month: int, rules: Any, tie_rules: Any, ranges: Any, used: Any, state: Any, rows: Any
) -> int:
    """Singles of 18-74 look for somebody, less often with age; couples part.

    Who parts is asked once per couple, of the one with the lower uid; the man (or the one asked) moves
    to a home of his own if one is free, the children stay. Lists who follows; -1 when the arrays are full.
    """
    people, households, homes = state.people, state.households, state.homes
    looking = rules.partnering_per_year / 12.0
    parting = rules.separation_per_year / 12.0
    count = 0
    for person in range(int(used[PEOPLE])):
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) / 12.0
        if age < rules.partnering_from or age >= rules.partnering_to:
            continue
        u, v, _, _ = uniforms(seed, PARTNERS, people.uid[person], month, 0)
        if u >= looking and v >= parting:
            continue
        partner = partner_of(person, month, people, households)
        if partner == NOBODY:
            chance = looking
            if age < rules.partnering_full_from:
                chance *= rules.partnering_young
            elif age > rules.partnering_full_to:
                older = age - rules.partnering_full_to
                chance *= math.exp(-math.log(2.0) * older / rules.partnering_half_age)
            if rules.partnering and u < chance and households.awaiting[people.household[person]] == 0:
                other = find_partner(person, seed, month, rules, tie_rules.friend_hours, state)
                if other != NOBODY:
                    count = pair(person, other, seed, month, rules, tie_rules, ranges, used, state, rows, count)
                    if count < 0:
                        return -1
        elif rules.separation and v < parting and people.uid[person] < people.uid[partner]:
            goer = partner if people.sex[partner] == MAN and people.sex[person] != MAN else person
            home = find_home(int(people.place[goer]), 1, ANY_TENURE, people.uid[goer], ranges, homes)
            if home != NOBODY:
                uid = derived_uid(people.uid[goer], PART_UID, month)
                if leave_home(goer, uid, home, month, used, people, households, homes, state.ties) == NOBODY:
                    return -1
                rows[count] = goer
                count += 1
    return count
