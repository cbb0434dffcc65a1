"""What kind of family a household is."""

from __future__ import annotations

from typing import Any

from sim.ages import ADULT
from sim.codes import NOBODY, FamilyType, Sex
from sim.jit import kernel

ADULT_MONTHS = ADULT
MAN = Sex.MAN.value
SINGLE_WOMAN = FamilyType.SINGLE_WOMAN.value
SINGLE_MAN = FamilyType.SINGLE_MAN.value
COUPLE = FamilyType.COUPLE.value
COUPLE_CHILDREN = FamilyType.COUPLE_CHILDREN.value
LONE_PARENT = FamilyType.LONE_PARENT.value


@kernel
def family_type(household: int, month: int, people: Any, households: Any) -> int:
    """codes.FamilyType of a household in ``month``: adults are 18 or older.

    Two adults or more count as a couple; one with minors as a lone parent; one alone as single by sex
    (an unaccompanied minor too).
    """
    adults = 0
    minors = 0
    man = False
    for seat in range(households.members.shape[1]):
        person = int(households.members[household, seat])
        if person == NOBODY:
            continue
        if month - int(people.birth[person]) >= ADULT_MONTHS:
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


CHILD_GAP_MONTHS = 16 * 12
GROWN_MONTHS = 30 * 12


@kernel
def is_dependent(person: int, month: int, people: Any, households: Any) -> bool:
    """A minor, or somebody below 30 who lives with a member at least 16 years older."""
    age = month - int(people.birth[person])
    if age < ADULT_MONTHS:
        return True
    if age >= GROWN_MONTHS:
        return False
    household = int(people.household[person])
    for seat in range(households.members.shape[1]):
        other = int(households.members[household, seat])
        if other != NOBODY and int(people.birth[person]) - int(people.birth[other]) >= CHILD_GAP_MONTHS:
            return True
    return False


@kernel
def partner_of(person: int, month: int, people: Any, households: Any) -> int:
    """The other grown member of the household nearest in age (less than 16 years apart), or NOBODY."""
    household = int(people.household[person])
    if household == NOBODY or households.size[household] < 2:
        return NOBODY
    if is_dependent(person, month, people, households):
        return NOBODY
    partner = NOBODY
    least = CHILD_GAP_MONTHS
    for seat in range(households.members.shape[1]):
        other = int(households.members[household, seat])
        if other != NOBODY and other != person:
            gap = abs(int(people.birth[person]) - int(people.birth[other]))
            if gap < least and not is_dependent(other, month, people, households):
                partner = other
                least = gap
    return partner


@kernel
def grown_members(household: int, month: int, people: Any, households: Any) -> int:
    """Members who are not dependents."""
    grown = 0
    for seat in range(households.members.shape[1]):
        person = int(households.members[household, seat])
        if person != NOBODY and not is_dependent(person, month, people, households):
            grown += 1
    return grown
