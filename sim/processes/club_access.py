"""Whether somebody who knows of a club can come to it, and would: means, way there, evenings, welcome.

What bars somebody lasts: each person has one draw for means and one for transport, each pair of newcomer
and club one for a venue that is not neutral. A lower fee, a lift or another venue therefore lets in
exactly those it is meant for and changes nobody else.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.care import has_small_child
from sim.codes import LONG_AGO, MAN, NOBODY, WOMAN
from sim.jit import kernel
from sim.reach import reaches_club
from sim.rng import Process, pair_key, pair_word, uniforms
from sim.rules import own_column
from sim.scenario.schema.clubs import EVERYBODY, trait

JOINING = Process.CLUB_JOINING.value
LASTING = LONG_AGO
"""The month under which draws that hold for life are asked."""
WORD = 2.0**-32
FEE, EQUIPMENT, TRANSPORT = trait("fee"), trait("equipment"), trait("transport")
MEMBERS, SEX, CHILDREN, FROM, BELOW = range(len(EVERYBODY))
ANY = 0
LOCALS, NEWCOMERS = 1, 2
WOMEN, MEN = 1, 2
WITH = 1
"""Choices of KindSettings, by their position."""
LANGUAGE, EVENINGS = trait("language"), trait("evening_hours")
FEE_SUPPORT = own_column("clubs.fee_support_newcomers")


@kernel
def has_means(state: Any, rules: Any, person: int) -> bool:
    """Whether somebody of the household is in work or of an age to have a pension."""
    people, job, members = state.people, state.work.job, state.households.members
    retired, month = 12 * rules.clubs.retirement, int(state.clock.month[0])
    household = int(people.household[person])
    if household == NOBODY:
        return job[person] != NOBODY or month - int(people.birth[person]) >= retired
    for member in members[household]:
        if member != NOBODY:
            if job[member] != NOBODY or month - int(people.birth[member]) >= retired:
                return True
    return False


@kernel
def cost_of(state: Any, rules: Any, person: int, kind: int) -> float:
    """What a club of ``kind`` costs the person [SEK/month]: fee, the group's extra, equipment, less what the
    municipality or a programme pays."""
    people, club_rules = state.people, rules.clubs
    fee = club_rules.by_type[FEE, kind] + club_rules.fee_extra[kind, int(people.origin[person])]
    cost = max(0.0, fee) + club_rules.by_type[EQUIPMENT, kind] / club_rules.equipment_months
    if people.newcomer[person] == 1:
        cost *= 1.0 - rules.own[int(people.place[person]), FEE_SUPPORT]
    return cost * (1.0 - np.float64(state.civic.fee_support[person]))


@kernel
def can_pay(state: Any, rules: Any, person: int, kind: int) -> bool:
    """Whether the cost of a club of ``kind`` is within the person's lasting threshold (log-logistic)."""
    cost = cost_of(state, rules, person, kind)
    if cost <= 0.0:
        return True
    if has_means(state, rules, person):
        ratio = cost / rules.clubs.means_in_work
    else:
        ratio = cost / rules.clubs.means_without_work
    rank, _, _, _ = uniforms(state.clock.seed[0], JOINING, state.people.uid[person], LASTING, 0)
    return rank * (1.0 + math.exp(rules.clubs.means_shape * math.log(ratio))) < 1.0


@kernel
def can_get_there(state: Any, rules: Any, person: int, club: int) -> bool:
    """By car, with a lift or by a line to clubs in reach (:func:`sim.reach.reaches_club`); without a car not all."""
    people, clubs = state.people, state.clubs
    drives = people.car[person] == 1 or state.civic.lift[person] == 1
    if not reaches_club(drives, int(people.place[person]), int(clubs.place[club]), rules.clubs, state.places):
        return False
    if drives:
        return True
    kept_home = rules.clubs.by_type[TRANSPORT, int(clubs.type[club])] * (1.0 - rules.clubs.transport_support)
    _, rank, _, _ = uniforms(state.clock.seed[0], JOINING, people.uid[person], LASTING, 0)
    return rank >= kept_home


@kernel
def admits(state: Any, rules: Any, person: int, kind: int) -> bool:
    """Whether a kind of club is for somebody: newcomers or locals, sex, age, small children at home, origin."""
    people, asked = state.people, rules.clubs.admits[kind]
    age = int(state.clock.month[0]) - int(people.birth[person])
    if age < asked[FROM] or age >= asked[BELOW] or not rules.clubs.for_origin[kind, int(people.origin[person])]:
        return False
    if asked[MEMBERS] == (LOCALS if people.newcomer[person] == 1 else NEWCOMERS):
        return False
    if asked[SEX] == (WOMEN if people.sex[person] == MAN else MEN):
        return False
    if asked[CHILDREN] == ANY:
        return True
    small = has_small_child(state, rules, person, 12 * rules.clubs.small_child_age, False)
    return bool(small == (asked[CHILDREN] == WITH))


@kernel
def admitted(state: Any, rules: Any, kind: int, people: Any) -> Any:
    """:func:`admits` for each of ``people`` (rows): bool (n,)."""
    found = np.zeros(people.shape[0], np.bool_)
    for number in range(people.shape[0]):
        found[number] = admits(state, rules, int(people[number]), kind)
    return found


@kernel
def is_kept_away(state: Any, rules: Any, person: int, club: int) -> bool:
    """Whether the kind is not for the person, or the venue or the association's origin shuts them out for good."""
    people, clubs = state.people, state.clubs
    if not admits(state, rules, person, int(clubs.type[club])):
        return True
    origin = int(clubs.origin[club])
    if origin != 0 and people.origin[person] != origin:
        return True
    if people.newcomer[person] == 0 or clubs.neutral[club] == 1:
        return False
    word = pair_word(pair_key(state.clock.seed[0], JOINING, LASTING), people.uid[person], clubs.uid[club])
    return (np.float64(word) + 0.5) * WORD < rules.clubs.kept_away


@kernel
def readiness(state: Any, rules: Any, person: int, club: int, clubs_had: int) -> float:
    """Chance that somebody whom nothing bars joins: a product of factors between 0 and 1.

    Clubs had already, trust, health, language against what the club asks, free evenings against what it
    takes, living alone (men), small children (women), and for newcomers the club's welcome
    and how well the place's offer fits them, less by backlash.
    """
    people, minds, clubs, club_rules = state.people, state.minds, state.clubs, rules.clubs
    kind = int(clubs.type[club])
    chance = np.float64(club_rules.readiness)
    for _ in range(clubs_had):
        chance *= club_rules.second_club
    chance *= club_rules.trust_floor + (1.0 - club_rules.trust_floor) * np.float64(minds.trust[person])
    chance *= np.float64(people.health[person])
    asked = club_rules.by_type[LANGUAGE, kind]
    level = np.float64(minds.language[person])
    if level < asked:
        chance *= level / asked
    evenings = np.float64(club_rules.evenings)
    small = 12 * club_rules.small_child_age
    if state.civic.childcare[person] == 0 and has_small_child(state, rules, person, small, False):
        evenings = np.float64(club_rules.evenings_small_children)
        if people.sex[person] == WOMAN:
            chance *= club_rules.mothers_of_small_children
    if evenings < club_rules.by_type[EVENINGS, kind]:
        chance *= evenings / club_rules.by_type[EVENINGS, kind]
    household = int(people.household[person])
    if people.sex[person] == MAN and household != NOBODY and state.households.size[household] == 1:
        chance *= club_rules.lone_men
    if people.newcomer[person] == 1 and clubs.origin[club] == 0:
        chance *= np.float64(clubs.welcome[club])
        place = int(people.place[person])
        chance *= 1.0 + rules.mentoring.fit_weight * state.places.fit[place]
        chance *= max(0.0, 1.0 - rules.climate.backlash_welcome * state.places.backlash[place])
    return chance
