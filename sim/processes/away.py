"""Those who left in the years before the first month: people away, with a row each, who may come back.

As many of each year of birth as would have left, and not come back, had a place always had as many young as now.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import HERE, LEFT, MAN, NOBODY, WOMAN, Destination, Exit, Pathway, Schooling
from sim.jit import kernel
from sim.rng import Process, derived_uid, uniforms
from sim.state.clock import PEOPLE
from sim.town import Town, Used

RESIDENT = Pathway.RESIDENT.value
SECONDARY, COMPULSORY = Schooling.SECONDARY.value, Schooling.COMPULSORY.value
STUDIES, CITY = Exit.STUDIES.value, Destination.LARGER_CITY.value
RETURNING = Process.RETURNING.value
AWAY_UID = 11
YOUTH_FROM, YOUTH_TO = 18, 25
YOUNG_FROM, YOUNG_TO = 14, 20
"""Ages whose yearly number stands for those who were young before [year]."""
EACH = 1 << 16
"""Of one place and year of birth, at most."""


def left_and_back(rules: Any, inhabitants: float) -> list[tuple[float, float]]:
    """For each age from 18 to the last at which people return: (share of a year of birth that is away, mean age at
    which they left), by the rules in force and for a place of so many inhabitants.

    A share of each schooling leaves between 18 and 24 as in :mod:`sim.processes.leaving_nest`; those away come back by
    ``by_age``.
    """
    demography, returning = rules.demography, rules.returning
    total = max(1e-9, sum(float(weight) for weight in demography.youth_leave_by_age))
    pull = 1.0 + inhabitants / demography.youth_pull_inhabitants
    leaving = -math.log(1.0 - demography.youth_leave_share) / pull
    staying, away, when = 1.0, 0.0, 0.0
    found = []
    there = returning.parents_at_start + (1.0 - returning.parents_at_start) * returning.without_parents
    for age in range(YOUTH_FROM, int(returning.ages[-1])):
        band = int(np.searchsorted(returning.ages, age, side="right")) - 1
        rate = float(returning.by_age[band]) * there if 0 <= band < len(returning.by_age) else 0.0
        kept = away * math.exp(-rate)
        going = 0.0
        if age < YOUTH_TO and demography.youth_leave:
            going = staying * (
                1.0 - math.exp(-leaving * float(demography.youth_leave_by_age[age - YOUTH_FROM]) / total)
            )
        when = (when * kept + (age + 0.5) * going) / max(1e-9, kept + going)
        staying, away = staying - going, kept + going
        found.append((away, when))
    return found


@kernel
def young_of(state: Any, young: Any) -> None:
    """Fills ``young`` (float64, (P,)): locals of 14 to 19 in each place."""
    people, month = state.people, int(state.clock.month[0])
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] == HERE and people.newcomer[i] == 0:
            if 12 * YOUNG_FROM <= month - int(people.birth[i]) < 12 * YOUNG_TO:
                young[int(people.place[i])] += 1.0


@kernel
def parent_for(state: Any, birth: int, locals_here: Any, begin: int, rules: Any) -> int:
    """One of ``locals_here`` (rows of a place in order, int64), old enough to be a parent of somebody born in ``birth``
    (the mother's ages of birth, within the fertile ones), looked for from row ``begin`` on, around; or NOBODY."""
    people, demography = state.people, rules.demography
    least, most = 12 * max(demography.fertile_from, demography.parent_gap), 12 * demography.fertile_to
    first, last = 0, len(locals_here)
    while first < last:
        middle = (first + last) // 2
        if locals_here[middle] < begin:
            first = middle + 1
        else:
            last = middle
    for step in range(len(locals_here)):
        other = int(locals_here[(first + step) % len(locals_here)])
        if least <= birth - int(people.birth[other]) < most:
            return other
    return NOBODY


@kernel
def lay_away(
    state: Any, rules: Any, place: int, age: int, left: float, number: int, before: int, locals_here: Any
) -> bool:
    """``number`` people of a place who are ``age`` years old and left at ``left`` [year]; False when the arrays are
    full. ``before``: rows taken by those who live here, of whom ``locals_here`` are the place's locals."""
    people, minds, returning = state.people, state.minds, rules.returning
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for k in range(number):
        row = int(state.clock.used[0, PEOPLE])
        if row >= people.uid.shape[0]:
            return False
        state.clock.used[0, PEOPLE] = row + 1
        uid = derived_uid(state.places.uid[place], AWAY_UID, age * EACH + k)
        u, v, _, x = uniforms(seed, RETURNING, uid, month, 2)
        people.uid[row] = uid
        people.status[row] = LEFT
        people.birth[row] = month - 12 * age - int(12.0 * u)
        people.sex[row] = MAN if v < rules.demography.boys else WOMAN
        people.place[row] = place
        people.settled_in[row] = place
        people.schooling[row] = SECONDARY
        people.exit_month[row] = min(month - 1, month - int(12.0 * (age - left)))
        people.exit_cause[row] = STUDIES
        people.destination[row] = CITY
        if x < returning.parents_at_start:
            begin = int(uid % np.uint64(max(1, before)))
            parent = parent_for(state, int(people.birth[row]), locals_here, begin, rules)
            people.parent[row] = parent
            if parent != NOBODY:
                minds.trust[row], minds.attitude[row] = minds.trust[parent], minds.attitude[parent]
                minds.openness[row], minds.belonging[row] = minds.openness[parent], minds.belonging[parent]
    return True


def remember(town: Town) -> None:
    """Once in a run, lay those who left before: the whole number below what is expected, or one more by what is left
    over from the ages before."""
    places = town.state.places
    if places.remembered.all():
        return
    young = np.zeros(len(places.uid))
    young_of(town.state, young)
    yearly = young / (YOUNG_TO - YOUNG_FROM)
    before = int(town.used[Used.PEOPLE])
    people = town.state.people
    locals_ = np.flatnonzero((people.status[:before] == HERE) & (people.newcomer[:before] == 0))
    locals_ = locals_[np.argsort(people.place[locals_], kind="stable")]
    bounds = np.searchsorted(people.place[locals_], np.arange(len(places.uid) + 1))
    for place in np.flatnonzero(places.remembered == 0):
        shares = left_and_back(town.rules, float(places.population[place]))
        expected = np.cumsum([yearly[place] * away for away, _ in shares])
        number = np.diff(np.floor(expected + 0.5), prepend=0.0).astype(int)
        town.ensure_room(Used.PEOPLE, int(number.sum()))
        here = locals_[bounds[place] : bounds[place + 1]]
        for k, (_, left) in enumerate(shares):
            age, away = YOUTH_FROM + k, int(number[k])
            require(lay_away(town.state, town.rules, int(place), age, left, away, before, here))
        town.state.places.remembered[place] = 1
