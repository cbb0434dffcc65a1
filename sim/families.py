"""What kind of family a household is."""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, FamilyType, Sex
from sim.jit import kernel

ADULT_MONTHS = 18 * 12
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
