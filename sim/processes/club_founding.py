"""New clubs: somebody sets about founding one and gathers acquaintances, some of them from older clubs."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, ClubType, Flow, FocusSlot, Status, TieKind
from sim.foci import enter, free_club_column, quit_focus
from sim.jit import kernel
from sim.rng import Process, derived_uid, pair_key, pair_word, uniforms
from sim.scenario.schema.clubs import trait
from sim.town import Used

HERE = Status.HERE.value
CLUB = TieKind.CLUB.value
IMMIGRANT = ClubType.IMMIGRANT.value
CLUB_TYPES = len(ClubType)
FIRST_CLUB = FocusSlot.CLUB_1.value
LAST_CLUB = FocusSlot.CLUB_3.value
FOUNDING = Process.CLUB_FOUNDING.value
FOUNDED = Flow.CLUBS_FOUNDED.value
CLUBS = Used.CLUBS.value
FOCI = Used.FOCI.value
SEATS = Used.SEATS.value
FOUNDING_RATE, WELCOME, NEUTRAL = trait("founding"), trait("welcome"), trait("neutral")
TWELVE = np.uint64(12)
WORD = 2.0**-32


@kernel
def kind_to_found(person: int, u: float, rules: Any, people: Any) -> int:
    """The kind of club the person sets about founding this year, or NOBODY (yearly chances by kind)."""
    passed = 0.0
    for kind in range(CLUB_TYPES):
        if kind != IMMIGRANT or people.newcomer[person] == 1:
            passed += rules.by_type[FOUNDING_RATE, kind] / 1000.0
            if u < passed:
                return kind
    return NOBODY


@kernel
def has_association(place: int, origin: int, clubs_used: int, clubs: Any) -> bool:
    for club in range(clubs_used):
        if clubs.open[club] == 1 and clubs.place[club] == place and clubs.origin[club] == origin:
            return True
    return False


@kernel
def recruit_draw(
    founder: int, slot: int, kind: int, month: int, seed: Any, rules: Any, people: Any, memberships: Any, ties: Any
) -> float:
    """The draw of an acquaintance for joining a new club; 1 for those who cannot.

    They must live in the place, be old enough and have room for a club; an immigrants' association
    gathers its own origin.
    """
    other = int(ties.partner[founder, slot])
    if other == NOBODY or people.place[other] != people.place[founder]:
        return 1.0
    if month - int(people.birth[other]) < 12 * rules.youngest:
        return 1.0
    if kind == IMMIGRANT and people.origin[other] != people.origin[founder]:
        return 1.0
    if free_club_column(other, memberships) == NOBODY:
        return 1.0
    word = pair_word(pair_key(seed, FOUNDING, month), people.uid[founder], people.uid[other])
    return (np.float64(word) + 0.5) * WORD


@kernel
def new_club(
    founder: int,
    kind: int,
    month: int,
    u_welcome: float,
    u_neutral: float,
    seats: int,
    used: Any,
    rules: Any,
    people: Any,
    foci: Any,
    clubs: Any,
) -> int:
    """Rows for a club in the founder's place and its roster of ``seats``."""
    club, focus = int(used[CLUBS]), int(used[FOCI])
    used[CLUBS] += 1
    used[FOCI] += 1
    uid = derived_uid(people.uid[founder], FOUNDING, month)
    foci.kind[focus] = CLUB
    foci.place[focus] = people.place[founder]
    foci.start[focus] = used[SEATS]
    foci.capacity[focus] = seats
    foci.owner[focus] = club
    foci.uid[focus] = uid
    used[SEATS] += seats
    clubs.uid[club] = uid
    clubs.place[club] = people.place[founder]
    clubs.type[club] = kind
    clubs.focus[club] = focus
    clubs.open[club] = 1
    clubs.founded[club] = month
    welcome = rules.by_type[WELCOME, kind] + rules.welcome_spread * (u_welcome - 0.5)
    clubs.welcome[club] = min(1.0, max(0.0, welcome))
    clubs.neutral[club] = 1 if u_neutral < rules.by_type[NEUTRAL, kind] else 0
    clubs.origin[club] = people.origin[founder] if kind == IMMIGRANT else 0
    return club


@kernel
def found_clubs(
    people_used: int,
    month: int,
    seed: Any,
    seats: int,
    used: Any,
    rules: Any,
    people: Any,
    memberships: Any,
    ties: Any,
    foci: Any,
    clubs: Any,
    flows: Any,
) -> bool:
    """Each adult is asked once a year. A founder with too few to gather gives the idea up, as does one
    whose origin group has its association already. False when the arrays are full."""
    oldest_birth = month - 12 * int(rules.founder_age)
    for i in range(people_used):
        if people.status[i] != HERE or int(people.uid[i] % TWELVE) != month % 12:
            continue
        if people.birth[i] > oldest_birth:
            continue
        u_kind, u_welcome, u_neutral, _ = uniforms(seed, FOUNDING, people.uid[i], month, 0)
        kind = kind_to_found(i, u_kind, rules, people)
        if kind == NOBODY or free_club_column(i, memberships) == NOBODY:
            continue
        place = int(people.place[i])
        if kind == IMMIGRANT and has_association(place, int(people.origin[i]), int(used[CLUBS]), clubs):
            continue
        recruits = 0
        for slot in range(ties.partner.shape[1]):
            if recruit_draw(i, slot, kind, month, seed, rules, people, memberships, ties) < rules.recruiting:
                recruits += 1
        if recruits + 1 < rules.founders:
            continue
        if (
            used[CLUBS] >= clubs.uid.shape[0]
            or used[FOCI] >= foci.kind.shape[0]
            or used[SEATS] + seats > foci.roster.shape[0]
        ):
            return False
        club = new_club(i, kind, month, u_welcome, u_neutral, seats, used, rules, people, foci, clubs)
        focus = int(clubs.focus[club])
        enter(i, free_club_column(i, memberships), focus, people, memberships, foci)
        memberships.volunteer[i] = 1
        for slot in range(ties.partner.shape[1]):
            draw = recruit_draw(i, slot, kind, month, seed, rules, people, memberships, ties)
            if draw >= rules.recruiting:
                continue
            other = int(ties.partner[i, slot])
            if draw < rules.recruiting * rules.drawn_from_old:
                for column in range(FIRST_CLUB, LAST_CLUB + 1):
                    if memberships.focus[other, column] != NOBODY:
                        quit_focus(other, column, memberships, foci, ties)
                        break
            enter(other, free_club_column(other, memberships), focus, people, memberships, foci)
        flows[place, FOUNDED] += 1
    return True
