"""Births, deaths, couples and the young who go (step 1); households of locals leave by :mod:`leaving`.

Monthly chances are asked of each person by uid. Ageing is the date against the month of birth.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.allocation import require
from sim.codes import LONG_AGO, NOBODY, Destination, Exit, Flow, Schooling, Sex, Status
from sim.departures import depart
from sim.families import is_dependent, partner_of
from sim.homes import ANY_TENURE, find_home, ranges_of, take_home
from sim.households import join_household, leave_home, list_members, new_person, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.couples import pair_and_part, who_may_pair_or_part
from sim.processes.destinations import ALONE, inside, outside
from sim.processes.hazards import YOUTH_TO
from sim.processes.leaving import locals_leave
from sim.rng import AHEAD, ROOM_AHEAD, Process, derived_uid, uniforms, uniforms_ahead
from sim.threads import marked_rows
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
YOUTH_FROM = 18


@kernel
def death_chances(rules: Any) -> Any:
    """Monthly chance of dying, (2, 120) by sex and age: Gompertz from 60, plus a rate for every age."""
    chances = np.zeros((2, OLDEST))
    demography = rules.demography
    women, men, any_age = demography.death_rate_60_women, demography.death_rate_60_men, demography.death_rate_any_age
    for age in range(OLDEST):
        growth = math.exp(demography.death_growth * (age + 0.5 - 60.0))
        chances[WOMAN, age] = 1.0 - math.exp(-(women * growth + any_age) / 12.0)
        chances[MAN, age] = 1.0 - math.exp(-(men * growth + any_age) / 12.0)
    return chances


@kernel
def who_dies(start: int, stop: int, state: Any, chances: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` those who die this month; ``chances``: of :func:`death_chances`."""
    people, month, seed = state.people, int(state.clock.month[0]), state.clock.seed[0]
    draws = np.empty(ROOM_AHEAD)
    for person in range(start, stop):
        at = (person - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, DEATHS, people.uid, person, stop, month, draws)
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) // 12
        age = min(max(age, 0), OLDEST - 1)
        if draws[at] < chances[int(people.sex[person]), age]:
            marks[person] = True


@kernel
def orphans(state: Any, affected: Any, rows: Any) -> int:
    """Lists in ``rows`` (int64) the minors of the ``affected`` households (rows, int64 or int32) in which no
    adult is left; returns how many."""
    people, households, month = state.people, state.households, int(state.clock.month[0])
    count = 0
    for k in range(affected.shape[0]):
        household = int(affected[k])
        adults = 0
        for seat in range(households.members.shape[1]):
            other = int(households.members[household, seat])
            if other != NOBODY and month - int(people.birth[other]) >= ADULT:
                adults += 1
        if adults == 0:
            count = list_members(state, household, rows, count)
    return count


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
    for number in range(asked.shape[0]):
        mother = int(asked[number])
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
        for seat in range(households.members.shape[1]):
            other = int(households.members[household, seat])
            if other != NOBODY and people.birth[other] > youngest:
                youngest = int(people.birth[other])
        if month - youngest < demography.birth_spacing_months:
            continue
        home = int(households.home[household])
        place = int(people.place[mother])
        if home == NOBODY or homes.beds[home] <= size:
            larger = find_home(state, rules, ranges, place, size + 1, ANY_TENURE, households.uid[household])
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


@kernel
def youth_hazards(demography: Any) -> Any:
    """Monthly hazards of leaving, with and without secondary schooling, to be multiplied by the share of each age."""
    total = 0.0
    for year in range(YOUTH_TO - YOUTH_FROM):
        total += demography.youth_leave_by_age[year]
    with_schooling = -math.log(1.0 - demography.youth_leave_share) / (12.0 * max(total, 1e-9))
    without = -math.log(1.0 - demography.youth_leave_share_compulsory) / (12.0 * max(total, 1e-9))
    return with_schooling, without


@kernel
def who_may_leave_nest(start: int, stop: int, state: Any, rules: Any, marks: Any) -> None:
    """Marks of people ``start`` to ``stop`` the young whose draws may let them go; most stay without a look at their
    household."""
    people, demography = state.people, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    with_schooling, without = youth_hazards(demography)
    most = max(with_schooling, without)  # a chance is below its hazard
    nest = demography.nest_leaving_per_year / 12.0
    for person in range(start, stop):
        if people.status[person] != HERE:
            continue
        age = (month - int(people.birth[person])) // 12
        if age < YOUTH_FROM or age >= demography.nest_leaving_until:
            continue
        u, _, _, x = uniforms(seed, YOUTH, people.uid[person], month, 0)
        marks[person] = x < nest or (age < YOUTH_TO and u < most * demography.youth_leave_by_age[age - YOUTH_FROM])


@kernel
def leave_nest(state: Any, rules: Any, ranges: Any, asked: Any, rows: Any, goers: Any, goals: Any) -> Any:
    """The young among those ``asked`` (rows, of :func:`who_may_leave_nest`): out of the region for studies and work, or
    to a home of their own.

    Lists who follows into a home of their own (``rows``) and who leaves the region (``goers``, with
    ``goals``: codes.Destination), all int64; returns how many of each, the first -1 when the arrays are full.

    Of those aged 18-24 without partner or child a share has left by 25 (more with secondary schooling,
    less in large places, where studies are at hand); students here stay until they are done. Some go to
    another place of the region, where a home is free. Grown children of 18-29 move to a home of their own.
    """
    people, households, demography = state.people, state.households, rules.demography
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    with_schooling, without = youth_hazards(demography)
    nest = demography.nest_leaving_per_year / 12.0
    count, gone = 0, 0
    for number in range(asked.shape[0]):
        person = int(asked[number])
        age = (month - int(people.birth[person])) // 12
        u, v, w, x = uniforms(seed, YOUTH, people.uid[person], month, 0)
        household = int(people.household[person])
        dependent = is_dependent(state, rules, person)
        if not dependent and (age >= YOUTH_TO or households.size[household] > 1):
            continue
        if not dependent and people.newcomer[person] == 1:
            continue  # a household of its own: step 14 asks it
        place = int(people.place[person])
        if demography.youth_leave and age < YOUTH_TO and state.work.studying[person] == 0:
            hazard = with_schooling if people.schooling[person] >= SECONDARY else without
            hazard *= demography.youth_leave_by_age[age - YOUTH_FROM]
            hazard /= 1.0 + np.float64(state.places.population[place]) / demography.youth_pull_inhabitants
            if u < 1.0 - math.exp(-hazard):
                elsewhere = NOBODY
                young = age < rules.elsewhere.study_until
                other = inside(state, rules, place, ALONE, young, 0, demography.youth_within_region, w)
                if other != NOBODY:
                    elsewhere = find_home(state, rules, ranges, other, 1, ANY_TENURE, people.uid[person])
                if elsewhere != NOBODY:
                    uid = derived_uid(people.uid[person], NEST_UID, month)
                    if leave_home(state, person, uid, elsewhere) == NOBODY:
                        return -1, 0
                    rows[count] = person
                    count += 1
                else:
                    goers[gone] = person
                    goals[gone] = outside(rules, ALONE, young, False, rules.leaving.local_destinations, v)
                    gone += 1
                continue
        if dependent and x < nest:
            home = find_home(state, rules, ranges, place, 1, ANY_TENURE, people.uid[person])
            if home != NOBODY:
                uid = derived_uid(people.uid[person], NEST_UID, month)
                if leave_home(state, person, uid, home) == NOBODY:
                    return -1, 0
                rows[count] = person
                count += 1
    return count, gone


def chances_of_dying(town: Town) -> np.ndarray[Any, Any]:
    """:func:`death_chances` under the rules in force."""
    return np.asarray(death_chances(town.rules))


def deaths(town: Town) -> None:
    """Deaths. Minors left without any adult move to relatives outside the region."""
    chances = town.kept(chances_of_dying)
    dead = marked_rows(who_dies, int(town.used[Used.PEOPLE]), town.threads, town.state, chances)
    if len(dead) == 0:
        return
    affected = np.unique(town.state.people.household[dead])
    depart(town, dead, np.full(len(dead), DEATH), np.full(len(dead), NOWHERE))
    rows = rows_for(town)
    count = orphans(town.state, affected, rows)
    depart(town, rows[:count], np.full(count, OTHER), np.full(count, SMALL))


def step(town: Town) -> None:
    """Deaths, births, couples, the young; then households of locals who move away."""
    rules, demography = town.rules, town.rules.demography
    if demography.deaths:
        deaths(town)
    ranges, used, threads = ranges_of(town), int(town.used[Used.PEOPLE]), town.threads
    rows, goers, goals = rows_for(town), rows_for(town), rows_for(town)
    if demography.births:
        asked = marked_rows(who_may_give_birth, used, threads, town.state, rules)
        count = give_birth(town.state, rules, ranges, asked, rows)
        require(count >= 0)
        follow(town, rows[:count])
    if demography.partnering or demography.separation:
        asked = marked_rows(who_may_pair_or_part, int(town.used[Used.PEOPLE]), threads, town.state, rules)
        count = pair_and_part(town.state, rules, ranges, asked, rows)
        require(count >= 0)
        follow(town, rows[:count])
    asked = marked_rows(who_may_leave_nest, int(town.used[Used.PEOPLE]), threads, town.state, rules)
    count, gone = leave_nest(town.state, rules, ranges, asked, rows, goers, goals)
    require(count >= 0)
    follow(town, rows[:count])
    depart(town, goers[:gone], np.full(gone, STUDIES), goals[:gone])
    locals_leave(town, ranges)
