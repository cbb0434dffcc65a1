"""Births, deaths, couples and the young who go (step 1); households of locals leave by :mod:`leaving`.

Monthly chances are asked of each person by uid. Ageing is the date against the month of birth.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import LONG_AGO, NOBODY, Destination, Exit, Flow, Schooling, Sex, Status
from sim.departures import depart
from sim.families import ADULT_MONTHS, is_dependent, partner_of
from sim.homes import ANY_TENURE, find_home, other_place, ranges_of, take_home
from sim.households import join_household, leave_home, list_members, new_person, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.couples import pair_and_part
from sim.processes.leaving import drawn_destination, locals_leave
from sim.rng import Process, derived_uid, uniforms
from sim.town import Town, Used

HERE = Status.HERE.value
WOMAN, MAN = Sex.WOMAN.value, Sex.MAN.value
DEATH, STUDIES, OTHER = Exit.DEATH.value, Exit.STUDIES.value, Exit.OTHER.value
NOWHERE, SMALL = Destination.NONE.value, Destination.SMALL_OR_RURAL.value
BIRTHS_FLOW = Flow.BIRTHS.value
SECONDARY = Schooling.SECONDARY.value
PEOPLE = Used.PEOPLE.value
DEATHS, BIRTHS, YOUTH = Process.DEATHS.value, Process.BIRTHS.value, Process.YOUTH.value
CHILD_UID, NEST_UID = 1, 2
OLDEST = 120
YOUTH_FROM, YOUTH_TO = 18, 25


@kernel
def death_chances(rules: Any) -> Any:
    """Monthly chance of dying, (2, 120) by sex and age: Gompertz from 60, plus a rate for every age."""
    chances = np.zeros((2, OLDEST))
    for age in range(OLDEST):
        growth = math.exp(rules.death_growth * (age + 0.5 - 60.0))
        chances[WOMAN, age] = 1.0 - math.exp(-(rules.death_rate_60_women * growth + rules.death_rate_any_age) / 12.0)
        chances[MAN, age] = 1.0 - math.exp(-(rules.death_rate_60_men * growth + rules.death_rate_any_age) / 12.0)
    return chances


@kernel
def who_dies(seed: Any, month: int, rules: Any, used: Any, people: Any, rows: Any) -> int:
    """Lists those who die this month; returns how many."""
    chances = death_chances(rules)
    count = 0
    for person in range(int(used[PEOPLE])):
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) // 12
        age = min(max(age, 0), OLDEST - 1)
        u, _, _, _ = uniforms(seed, DEATHS, people.uid[person], month, 0)
        if u < chances[int(people.sex[person]), age]:
            rows[count] = person
            count += 1
    return count


@kernel
def orphans(affected: Any, month: int, people: Any, households: Any, rows: Any) -> int:
    """Lists minors of the ``affected`` households in which no adult is left; returns how many."""
    count = 0
    for k in range(affected.shape[0]):
        household = int(affected[k])
        adults = 0
        for seat in range(households.members.shape[1]):
            other = int(households.members[household, seat])
            if other != NOBODY and month - int(people.birth[other]) >= ADULT_MONTHS:
                adults += 1
        if adults == 0:
            count = list_members(household, households, rows, count)
    return count


@kernel
def give_birth(seed: Any, month: int, rules: Any, tie_rules: Any, ranges: Any, used: Any, state: Any, rows: Any) -> int:
    """Births, normal by the mother's age; lists who follows into a home, -1 when the arrays are full.

    More where a partner lives and in a newcomer's first years; none within ``birth_spacing_months`` of
    the household's youngest. A household without a bed to spare moves first; where no home is free the
    birth is put off. The child is local, of the mother's origin, and takes after her in mind.
    """
    people, households, homes, minds = state.people, state.households, state.homes, state.minds
    most = (
        rules.total_fertility
        * max(rules.fertility_partnered, rules.fertility_single)
        * max(1.0, rules.newcomer_fertility)
    )
    scale = 1.0 / (rules.fertility_sd * math.sqrt(2.0 * math.pi) * 12.0)
    count = 0
    for mother in range(int(used[PEOPLE])):
        if people.status[mother] != HERE or people.sex[mother] != WOMAN:
            continue
        months = month - int(people.birth[mother])
        if months < rules.fertile_from * 12 or months >= rules.fertile_to * 12:
            continue
        z = (months / 12.0 - rules.fertility_mean_age) / rules.fertility_sd
        density = math.exp(-0.5 * z * z) * scale
        u, v, _, _ = uniforms(seed, BIRTHS, people.uid[mother], month, 0)
        if u >= density * most:
            continue
        chance = density * rules.total_fertility
        if partner_of(mother, month, people, households) != NOBODY:
            chance *= rules.fertility_partnered
        else:
            chance *= rules.fertility_single
        if people.newcomer[mother] == 1:
            if month - int(people.arrival[mother]) < rules.newcomer_fertility_years * 12.0:
                chance *= rules.newcomer_fertility
        if u >= chance:
            continue
        household = int(people.household[mother])
        size = int(households.size[household])
        if size >= households.members.shape[1]:
            continue
        youngest = LONG_AGO * 2
        for seat in range(households.members.shape[1]):
            other = int(households.members[household, seat])
            if other != NOBODY and people.birth[other] > youngest:
                youngest = int(people.birth[other])
        if month - youngest < rules.birth_spacing_months:
            continue
        home = int(households.home[household])
        place = int(people.place[mother])
        if home == NOBODY or homes.beds[home] <= size:
            larger = find_home(place, size + 1, ANY_TENURE, households.uid[household], ranges, homes)
            if larger == NOBODY:
                continue
            take_home(household, larger, month, households, homes)
            count = list_members(household, households, rows, count)
        sex = MAN if v < rules.boys else WOMAN
        child = new_person(
            derived_uid(people.uid[mother], CHILD_UID, month),
            month,
            sex,
            place,
            0,
            int(people.origin[mother]),
            0,
            month,
            used,
            people,
        )
        if child == NOBODY:
            return -1
        people.car[child] = people.car[mother]
        minds.trust[child] = minds.trust[mother]
        minds.attitude[child] = minds.attitude[mother]
        minds.openness[child] = minds.openness[mother]
        minds.belonging[child] = minds.belonging[mother]
        join_household(
            child, household, rules.household_tie_hours, month, seed, tie_rules, people, households, state.ties
        )
        state.places.flows[place, BIRTHS_FLOW] += 1
        rows[count] = child
        count += 1
    return count


@kernel
def leave_nest(
    seed: Any,
    month: int,
    rules: Any,
    leaving_rules: Any,
    ranges: Any,
    used: Any,
    state: Any,
    rows: Any,
    goers: Any,
    goals: Any,
) -> Any:
    """The young: out of the region for studies and work, or to a home of their own.

    Lists who follows into a home of their own (``rows``) and who leaves the region (``goers``, with
    ``goals``: destinations); returns how many of each, the first -1 when the arrays are full.

    Of those aged 18-24 without partner or child a share has left by 25 (more with secondary schooling,
    less in large places, where studies are at hand); students here stay until they are done. Some go to
    another place of the region, where a home is free. Grown children of 18-29 move to a home of their own.
    """
    people, households, homes, places = state.people, state.households, state.homes, state.places
    total = 0.0
    for year in range(YOUTH_TO - YOUTH_FROM):
        total += rules.youth_leave_by_age[year]
    with_schooling = -math.log(1.0 - rules.youth_leave_share) / (12.0 * max(total, 1e-9))
    without = -math.log(1.0 - rules.youth_leave_share_compulsory) / (12.0 * max(total, 1e-9))
    count, gone = 0, 0
    for person in range(int(used[PEOPLE])):
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) // 12
        if age < YOUTH_FROM or age >= rules.nest_leaving_until:
            continue
        household = int(people.household[person])
        dependent = is_dependent(person, month, people, households)
        if not dependent and (age >= YOUTH_TO or households.size[household] > 1):
            continue
        if not dependent and people.newcomer[person] == 1:
            continue  # a household of its own: step 14 asks it
        u, v, w, x = uniforms(seed, YOUTH, people.uid[person], month, 0)
        place = int(people.place[person])
        if rules.youth_leave and age < YOUTH_TO and state.work.studying[person] == 0:
            hazard = with_schooling if people.schooling[person] >= SECONDARY else without
            hazard *= rules.youth_leave_by_age[age - YOUTH_FROM]
            hazard /= 1.0 + np.float64(places.population[place]) / rules.youth_pull_inhabitants
            if u < 1.0 - math.exp(-hazard):
                elsewhere = NOBODY
                if w < rules.youth_within_region:
                    other = other_place(place, w / rules.youth_within_region, places)
                    if other != NOBODY:
                        elsewhere = find_home(other, 1, ANY_TENURE, people.uid[person], ranges, homes)
                if elsewhere != NOBODY:
                    uid = derived_uid(people.uid[person], NEST_UID, month)
                    if leave_home(person, uid, elsewhere, month, used, people, households, homes, state.ties) == NOBODY:
                        return -1, 0
                    rows[count] = person
                    count += 1
                else:
                    goers[gone] = person
                    goals[gone] = drawn_destination(v, leaving_rules.local_destinations)
                    gone += 1
                continue
        if dependent and x < rules.nest_leaving_per_year / 12.0:
            home = find_home(place, 1, ANY_TENURE, people.uid[person], ranges, homes)
            if home != NOBODY:
                uid = derived_uid(people.uid[person], NEST_UID, month)
                if leave_home(person, uid, home, month, used, people, households, homes, state.ties) == NOBODY:
                    return -1, 0
                rows[count] = person
                count += 1
    return count, gone


def deaths(town: Town) -> None:
    """Deaths. Minors left without any adult move to relatives outside the region."""
    people, households = town.state.people, town.state.households
    rows = rows_for(town)
    count = who_dies(town.seed, town.month, town.rules.demography, town.used, people, rows)
    dead = rows[:count].copy()
    affected = np.unique(people.household[dead])
    depart(town, dead, np.full(count, DEATH), np.full(count, NOWHERE))
    count = orphans(affected, town.month, people, households, rows)
    depart(town, rows[:count], np.full(count, OTHER), np.full(count, SMALL))


def step(town: Town) -> None:
    """Deaths, births, couples, the young; then households of locals who move away."""
    rules, tie_rules = town.rules.demography, town.rules.ties
    seed, month, used = town.seed, town.month, town.used
    if rules.deaths:
        deaths(town)
    ranges = ranges_of(town)
    rows, goers, goals = rows_for(town), rows_for(town), rows_for(town)
    if rules.births:
        count = give_birth(seed, month, rules, tie_rules, ranges, used, town.state, rows)
        require(count >= 0)
        follow(town, rows[:count])
    if rules.partnering or rules.separation:
        count = pair_and_part(seed, month, rules, tie_rules, ranges, used, town.state, rows)
        require(count >= 0)
        follow(town, rows[:count])
    count, gone = leave_nest(seed, month, rules, town.rules.leaving, ranges, used, town.state, rows, goers, goals)
    require(count >= 0)
    follow(town, rows[:count])
    depart(town, goers[:gone], np.full(gone, STUDIES), goals[:gone])
    locals_leave(town, ranges)
