"""What kind of family a household is."""

from __future__ import annotations

from typing import Any

from sim.ages import ADULT
from sim.codes import MAN, NOBODY, FamilyType
from sim.jit import kernel

SINGLE_WOMAN = FamilyType.SINGLE_WOMAN.value
SINGLE_MAN = FamilyType.SINGLE_MAN.value
COUPLE = FamilyType.COUPLE.value
COUPLE_CHILDREN = FamilyType.COUPLE_CHILDREN.value
LONE_PARENT = FamilyType.LONE_PARENT.value


@kernel
def family_type(state: Any, household: int) -> int:
    """codes.FamilyType of a household this month: adults are 18 or older.

    Two adults or more count as a couple; one with minors as a lone parent; one alone as single by sex
    (an unaccompanied minor too).
    """
    people, households, month = state.people, state.households, int(state.clock.month[0])
    adults = 0
    minors = 0
    man = False
    for person in households.members[household]:
        if person == NOBODY:
            continue
        if month - int(people.birth[person]) >= ADULT:
            adults += 1
        else:
            minors += 1
        if people.sex[person] == MAN:
            man = True
    if adults >= 2:
        return COUPLE_CHILDREN if minors > 0 else COUPLE
    if adults == 1 and minors > 0:
        return LONE_PARENT
    return SINGLE_MAN if man else SINGLE_WOMAN


@kernel
def is_dependent(state: Any, rules: Any, person: int) -> bool:
    """A minor, or somebody below ``dependent_until`` who lives with a member at least ``parent_gap`` years older."""
    people, households = state.people, state.households
    age = int(state.clock.month[0]) - int(people.birth[person])
    if age < ADULT:
        return True
    if age >= 12 * rules.demography.dependent_until:
        return False
    gap = 12 * rules.demography.parent_gap
    household = int(people.household[person])
    for other in households.members[household]:
        if other != NOBODY and int(people.birth[person]) - int(people.birth[other]) >= gap:
            return True
    return False


@kernel
def partner_of(state: Any, rules: Any, person: int) -> int:
    """The other grown member of the household nearest in age (less than ``parent_gap`` years apart), or NOBODY."""
    people, households = state.people, state.households
    household = int(people.household[person])
    if household == NOBODY or households.size[household] < 2:
        return NOBODY
    if is_dependent(state, rules, person):
        return NOBODY
    partner = NOBODY
    least = 12 * rules.demography.parent_gap
    for other in households.members[household]:
        if other != NOBODY and other != person:
            gap = abs(int(people.birth[person]) - int(people.birth[other]))
            if gap < least and not is_dependent(state, rules, other):
                partner = other
                least = gap
    return partner


@kernel
def grown_members(state: Any, rules: Any, household: int) -> int:
    """Members who are not dependents."""
    households = state.households
    grown = 0
    for person in households.members[household]:
        if person != NOBODY and not is_dependent(state, rules, person):
            grown += 1
    return grown


@kernel
def eldest(state: Any, household: int) -> int:
    """The oldest member of a household; NOBODY where it has none."""
    people, members = state.people, state.households.members
    found = NOBODY
    for person in members[household]:
        if person != NOBODY and (found == NOBODY or people.birth[person] < people.birth[found]):
            found = person
    return found
