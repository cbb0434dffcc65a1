"""Whether somebody who knows of a club can come to it, and would: means, way there, evenings, welcome.

What bars somebody lasts: each person has one draw for means and one for transport, each pair of newcomer
and club one for a venue that is not neutral. A lower fee, a lift or another venue therefore lets in
exactly those it is meant for and changes nobody else.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import LONG_AGO, NOBODY, ClubType, Sex
from sim.jit import kernel
from sim.reach import reaches_club
from sim.rng import Process, pair_key, pair_word, uniforms
from sim.scenario.schema.clubs import trait
from sim.state import Array

JOINING = Process.CLUB_JOINING.value
IMMIGRANT = ClubType.IMMIGRANT.value
WOMAN = Sex.WOMAN.value
MAN = Sex.MAN.value
LASTING = LONG_AGO
"""The month under which draws that hold for life are asked."""
WORD = 2.0**-32
FEE, EQUIPMENT, TRANSPORT = trait("fee"), trait("equipment"), trait("transport")
LANGUAGE, EVENINGS = trait("language"), trait("evening_hours")


class Joiners(NamedTuple):
    """What clubs' doings need to know of people (columns of :mod:`sim.state`); ``members`` and ``size``
    are those of people."""

    uid: Array
    status: Array
    birth: Array
    sex: Array
    place: Array
    household: Array
    newcomer: Array
    origin: Array
    health: Array
    car: Array
    language: Array
    trust: Array
    job: Array
    fee_support: Array
    childcare: Array
    lift: Array
    members: Array
    size: Array


@kernel
def has_small_child(person: int, below_months: int, month: int, people: Any) -> bool:
    """Whether a child younger than ``below_months`` lives in the person's household."""
    household = int(people.household[person])
    if household == NOBODY:
        return False
    for seat in range(people.members.shape[1]):
        member = int(people.members[household, seat])
        if member != NOBODY and month - int(people.birth[member]) < below_months:
            return True
    return False


@kernel
def has_means(person: int, retired_months: int, month: int, people: Any) -> bool:
    """Whether somebody of the household is in work or of an age to have a pension."""
    household = int(people.household[person])
    if household == NOBODY:
        return people.job[person] != NOBODY or month - int(people.birth[person]) >= retired_months
    for seat in range(people.members.shape[1]):
        member = int(people.members[household, seat])
        if member != NOBODY:
            if people.job[member] != NOBODY or month - int(people.birth[member]) >= retired_months:
                return True
    return False


@kernel
def cost_of(person: int, kind: int, rules: Any, people: Any) -> float:
    """What a club of ``kind`` costs the person [SEK/month]: fee, the group's extra, equipment, less what the
    municipality or a programme pays."""
    fee = rules.by_type[FEE, kind] + rules.fee_extra[kind, int(people.origin[person])]
    cost = max(0.0, fee) + rules.by_type[EQUIPMENT, kind] / rules.equipment_months
    if people.newcomer[person] == 1:
        cost *= 1.0 - rules.fee_support_newcomers
    return cost * (1.0 - np.float64(people.fee_support[person]))


@kernel
def can_pay(person: int, kind: int, month: int, seed: Any, rules: Any, people: Any) -> bool:
    """Whether the cost is within the person's lasting threshold (log-logistic, shape 2)."""
    cost = cost_of(person, kind, rules, people)
    if cost <= 0.0:
        return True
    if has_means(person, 12 * rules.retirement, month, people):
        ratio = cost / rules.means_in_work
    else:
        ratio = cost / rules.means_without_work
    rank, _, _, _ = uniforms(seed, JOINING, people.uid[person], LASTING, 0)
    return rank * (1.0 + ratio * ratio) < 1.0


@kernel
def can_get_there(person: int, club: int, seed: Any, rules: Any, people: Any, clubs: Any, places: Any) -> bool:
    """By car, with a lift or by a line to clubs in reach (:func:`sim.reach.reaches_club`); without a car not all."""
    drives = people.car[person] == 1 or people.lift[person] == 1
    if not reaches_club(drives, int(people.place[person]), int(clubs.place[club]), rules, places):
        return False
    if drives:
        return True
    kept_home = rules.by_type[TRANSPORT, int(clubs.type[club])] * (1.0 - rules.transport_support)
    _, rank, _, _ = uniforms(seed, JOINING, people.uid[person], LASTING, 0)
    return rank >= kept_home


@kernel
def is_kept_away(person: int, club: int, seed: Any, rules: Any, people: Any, clubs: Any) -> bool:
    """Whether the venue or the association's origin shuts the person out for good."""
    origin = int(clubs.origin[club])
    if origin != 0 and people.origin[person] != origin:
        return True
    if people.newcomer[person] == 0 or clubs.neutral[club] == 1:
        return False
    word = pair_word(pair_key(seed, JOINING, LASTING), people.uid[person], clubs.uid[club])
    return (np.float64(word) + 0.5) * WORD < rules.kept_away


@kernel
def readiness(person: int, club: int, clubs_had: int, month: int, rules: Any, people: Any, clubs: Any) -> float:
    """Chance that somebody whom nothing bars joins: a product of factors between 0 and 1.

    Clubs had already, trust, health, language against what the club asks, free evenings against what it
    takes, living alone (men), small children (women), and for newcomers the club's welcome.
    """
    kind = int(clubs.type[club])
    chance = np.float64(rules.readiness)
    for _ in range(clubs_had):
        chance *= rules.second_club
    chance *= rules.trust_floor + (1.0 - rules.trust_floor) * np.float64(people.trust[person])
    chance *= np.float64(people.health[person])
    asked = rules.by_type[LANGUAGE, kind]
    level = np.float64(people.language[person])
    if level < asked:
        chance *= level / asked
    evenings = np.float64(rules.evenings)
    if people.childcare[person] == 0 and has_small_child(person, 12 * rules.small_child_age, month, people):
        evenings = np.float64(rules.evenings_small_children)
        if people.sex[person] == WOMAN:
            chance *= rules.mothers_of_small_children
    if evenings < rules.by_type[EVENINGS, kind]:
        chance *= evenings / rules.by_type[EVENINGS, kind]
    household = int(people.household[person])
    if people.sex[person] == MAN and household != NOBODY and people.size[household] == 1:
        chance *= rules.lone_men
    if people.newcomer[person] == 1 and clubs.origin[club] == 0:
        chance *= np.float64(clubs.welcome[club])
    return chance
