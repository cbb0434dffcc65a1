"""Who has a child this month, by the mother's age."""

from __future__ import annotations

import math
from typing import Any

from sim.codes import HERE, LONG_AGO, MAN, NOBODY, WOMAN, Flow
from sim.families import partner_of
from sim.homes import ANY_TENURE, are_newcomers, find_home, take_home
from sim.households import join_household, list_members, new_person
from sim.jit import kernel
from sim.rng import Process, derived_uid, uniforms

BIRTHS, BIRTHS_FLOW = Process.BIRTHS.value, Flow.BIRTHS.value
CHILD_UID = 1


@kernel
def birth_density(demography: Any, months: int) -> float:
    """Of all births a woman has, the share that falls in the month in which she is so many months old."""
    scale = 1.0 / (demography.fertility_sd * math.sqrt(2.0 * math.pi) * 12.0)
    z = (months / 12.0 - demography.fertility_mean_age) / demography.fertility_sd
    return math.exp(-0.5 * z * z) * scale


@kernel
def who_may_give_birth(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` the women whose draw may let them have a child this month."""
    people, demography = state.people, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    most = (
        demography.total_fertility
        * max(demography.fertility_partnered, demography.fertility_single)
        * max(1.0, demography.newcomer_fertility)
    )
    for mother in range(start, stop):
        if people.status[mother] != HERE or people.sex[mother] != WOMAN:
            continue
        months = month - int(people.birth[mother])
        if months < demography.fertile_from * 12 or months >= demography.fertile_to * 12:
            continue
        u, _, _, _ = uniforms(seed, BIRTHS, people.uid[mother], month, 0)
        marks[mother] = u < birth_density(demography, months) * most


@kernel
def take_after(state: Any, child: int, mother: int) -> None:
    """A child has the mother's car and mind."""
    state.people.car[child] = state.people.car[mother]
    minds = state.minds
    minds.trust[child] = minds.trust[mother]
    minds.attitude[child] = minds.attitude[mother]
    minds.openness[child] = minds.openness[mother]
    minds.belonging[child] = minds.belonging[mother]


@kernel
def give_birth(state: Any, rules: Any, ranges: Any, asked: Any, rows: Any) -> int:
    """Births among the women ``asked`` (rows, of :func:`who_may_give_birth`), normal by the mother's age. Lists in
    ``rows`` (int64) who follows into a home and returns how many; -1 when the arrays are full. ``ranges``: of
    :func:`sim.homes.ranges_of`.

    More where a partner lives and in a newcomer's first years; none within ``birth_spacing_months`` of
    the household's youngest. A household without a bed to spare moves first; where no home is free the
    birth is put off. The child is local, of the mother's origin, and takes after her in mind.
    """
    people, households, homes, demography = state.people, state.households, state.homes, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    count = 0
    for mother in asked:
        u, v, _, _ = uniforms(seed, BIRTHS, people.uid[mother], month, 0)
        chance = birth_density(demography, month - int(people.birth[mother])) * demography.total_fertility
        if partner_of(state, rules, mother) != NOBODY:
            chance *= demography.fertility_partnered
        else:
            chance *= demography.fertility_single
        if people.newcomer[mother] == 1:
            if month - int(people.arrival[mother]) < demography.newcomer_fertility_years * 12.0:
                chance *= demography.newcomer_fertility
        if u >= chance:
            continue
        household = int(people.household[mother])
        size = int(households.size[household])
        if size >= households.members.shape[1]:
            continue
        youngest = LONG_AGO * 2
        for other in households.members[household]:
            if other != NOBODY and people.birth[other] > youngest:
                youngest = int(people.birth[other])
        if month - youngest < demography.birth_spacing_months:
            continue
        home = int(households.home[household])
        place = int(people.place[mother])
        if home == NOBODY or homes.beds[home] <= size:
            who, new = households.uid[household], are_newcomers(state, household)
            larger = find_home(state, rules, ranges, place, size + 1, ANY_TENURE, who, new, False)
            if larger == NOBODY:
                continue
            take_home(state, household, larger)
            count = list_members(state, household, rows, count)
        sex = MAN if v < demography.boys else WOMAN
        uid = derived_uid(people.uid[mother], CHILD_UID, month)
        child = new_person(state, uid, month, sex, place, int(people.origin[mother]))
        if child == NOBODY:
            return -1
        take_after(state, child, mother)
        join_household(state, rules, child, household)
        state.places.flows[place, BIRTHS_FLOW] += 1
        rows[count] = child
        count += 1
    return count
