"""What benefits and the hours of preschools make of the search for work: factors of ``seeking.search_intensity``."""

from __future__ import annotations

import math
from typing import Any

from sim.codes import NOBODY, WOMAN
from sim.jit import kernel

LN2 = math.log(2.0)


@kernel
def benefit_factor(state: Any, rules: Any, person: int) -> float:
    """How much a newcomer looks for work at the benefit in force, against that at which search was measured.

    level ^ -effect: of men with an effect that halves with each ``benefits.effect_half`` months here, of women with one
    that stays.
    """
    people, benefits = state.people, rules.benefits
    if people.newcomer[person] == 0 or benefits.level == 1.0:
        return 1.0
    effect = 1.0 * benefits.effect_women
    if people.sex[person] != WOMAN:
        here = max(0, int(state.clock.month[0]) - int(people.arrival[person]))
        effect = benefits.effect_men * math.exp(-LN2 * here / benefits.effect_half)
    return math.exp(-effect * math.log(benefits.level))


@kernel
def hours_factor(state: Any, rules: Any, person: int) -> float:
    """Of a mother with a child at preschool: the share of posts that its opening hours leave her."""
    care, people, members = rules.childcare, state.people, state.households.members
    if not care.care or care.opening_hours >= care.working_day:
        return 1.0
    household = int(people.household[person])
    if household != NOBODY:
        gap = rules.demography.parent_gap * 12.0
        for other in members[household]:
            if other != NOBODY and people.care[other] != NOBODY:
                if int(people.birth[other]) - int(people.birth[person]) >= gap:
                    return care.opening_hours / care.working_day
    return 1.0
