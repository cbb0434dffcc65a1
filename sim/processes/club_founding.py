"""New clubs: somebody sets about founding one and gathers acquaintances, some of them from older clubs."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import FIRST_CLUB, HERE, LAST_CLUB, NOBODY, ClubType, Flow, TieKind
from sim.foci import enter, free_club_column, quit_focus
from sim.jit import kernel
from sim.processes.club_access import admits
from sim.processes.club_boards import at_age
from sim.rng import Process, derived_uid, pair_key, pair_word, uniforms
from sim.scenario.schema.clubs import kinds_of, trait
from sim.state.clock import CLUBS, FOCI, PEOPLE, SEATS
from sim.town import Town, Used
from sim.vectorised_draws import Ask

CLUB = TieKind.CLUB.value
IMMIGRANT = ClubType.IMMIGRANT.value
FOUNDING = Process.CLUB_FOUNDING.value
REGION, CLUB_TRAITS = Process.REGION.value, Ask.CLUB.value
FOUNDED = Flow.CLUBS_FOUNDED.value
FOUNDING_RATE, WELCOME, NEUTRAL = trait("founding"), trait("welcome"), trait("neutral")
TWELVE = np.uint64(12)
WORD = 2.0**-32
Array = np.ndarray[Any, Any]


def usual_clubs(town: Town) -> Array:
    """Clubs usual for a kind per 1,000 inhabitants of a place (P, types): the place's own number, else the kind's."""
    usual = {name: kind.per_thousand for name, kind in kinds_of(town.scenario).items()}
    own = [[place.clubs.get(name, per) for name, per in usual.items()] for place in town.scenario.places.values()]
    return np.array(own, np.float64)


def need_of(town: Town) -> Array:
    """What need multiplies the chance of founding by (P, types): (usual / open)^``founding_need``, up to
    ``founding_need_most``; 1 for kinds of which no number is usual, as immigrants' associations."""
    rules, clubs, used = town.rules.clubs, town.state.clubs, int(town.used[Used.CLUBS])
    usual = town.kept(usual_clubs)
    if not rules.founding_by_need:
        return np.ones_like(usual)
    expected = usual * town.state.places.population[:, None] / 1000.0
    is_open = clubs.open[:used] == 1
    where = clubs.place[:used][is_open].astype(np.int64) * usual.shape[1] + clubs.type[:used][is_open]
    there = np.bincount(where, minlength=usual.size).reshape(usual.shape)
    ratio = np.full_like(usual, np.inf)
    np.divide(expected, there, out=ratio, where=there > 0.0)
    need = np.minimum(ratio**rules.founding_need, rules.founding_need_most)
    return np.where(usual > 0.0, need, 1.0)


@kernel
def kind_to_found(state: Any, rules: Any, person: int, u: float, need: Any) -> int:
    """The kind of club the person sets about founding this year, or NOBODY (yearly chances by kind).

    ``need`` (P, types): factor of the chance. By need, chances follow age as those to be on a board do.
    """
    passed, ready, place = 0.0, 1.0, int(state.people.place[person])
    if rules.clubs.founding_by_need:
        age = (int(state.clock.month[0]) - int(state.people.birth[person])) / 12.0
        ready = at_age(rules.boards.ages, rules.boards.by_age, age)
    for kind in range(need.shape[1]):
        if (kind != IMMIGRANT or state.people.newcomer[person] == 1) and admits(state, rules, person, kind):
            passed += rules.clubs.by_type[FOUNDING_RATE, kind] / 1000.0 * ready * need[place, kind]
            if u < passed:
                return kind
    return NOBODY


@kernel
def has_association(state: Any, place: int, origin: int) -> bool:
    """Whether an origin group has its association in a place."""
    clubs = state.clubs
    for club in range(int(state.clock.used[0, CLUBS])):
        if clubs.open[club] == 1 and clubs.place[club] == place and clubs.origin[club] == origin:
            return True
    return False


@kernel
def recruit_draw(state: Any, rules: Any, founder: int, slot: int, kind: int) -> float:
    """The draw of an acquaintance for joining a new club; 1 for those who cannot.

    They must live in the place, be old enough, be whom it is for and have room for a club; an immigrants'
    association gathers its own origin.
    """
    people, month = state.people, int(state.clock.month[0])
    other = int(state.ties.partner[founder, slot])
    if other == NOBODY or people.place[other] != people.place[founder]:
        return 1.0
    if month - int(people.birth[other]) < 12 * rules.clubs.youngest:
        return 1.0
    if kind == IMMIGRANT and people.origin[other] != people.origin[founder]:
        return 1.0
    if not admits(state, rules, other, kind):
        return 1.0
    if free_club_column(other, state.memberships) == NOBODY:
        return 1.0
    word = pair_word(pair_key(state.clock.seed[0], FOUNDING, month), people.uid[founder], people.uid[other])
    return (np.float64(word) + 0.5) * WORD


@kernel
def new_club(state: Any, rules: Any, founder: int, kind: int, seats: int) -> int:
    """Rows for a club in the founder's place and its roster of ``seats``.

    Whether the venue is neutral is a lasting draw of the club, the same as for clubs of the first month, so
    that a share of neutral venues always means the same ones (:mod:`sim.processes.club_levers`).
    """
    people, foci, clubs, used = state.people, state.foci, state.clubs, state.clock.used
    month = int(state.clock.month[0])
    club, focus = int(used[0, CLUBS]), int(used[0, FOCI])
    used[0, CLUBS] += 1
    used[0, FOCI] += 1
    uid = derived_uid(people.uid[founder], FOUNDING, month)
    foci.kind[focus] = CLUB
    foci.place[focus] = people.place[founder]
    foci.start[focus] = used[0, SEATS]
    foci.capacity[focus] = seats
    foci.owner[focus] = club
    foci.uid[focus] = uid
    used[0, SEATS] += seats
    clubs.uid[club] = uid
    clubs.place[club] = people.place[founder]
    clubs.type[club] = kind
    clubs.focus[club] = focus
    clubs.open[club] = 1
    clubs.founded[club] = month
    seed = state.clock.seed[0]
    _, u_welcome, _, _ = uniforms(seed, FOUNDING, people.uid[founder], month, 0)
    _, _, u_neutral, _ = uniforms(seed, REGION, uid, 0, CLUB_TRAITS)
    usual = rules.clubs.by_type[WELCOME, kind]
    clubs.welcome[club] = min(1.0, max(0.0, usual + rules.clubs.welcome_spread * (u_welcome - 0.5)))
    clubs.welcome_own[club], clubs.welcome_usual[club] = clubs.welcome[club], usual
    clubs.neutral[club] = 1 if u_neutral < rules.clubs.by_type[NEUTRAL, kind] else 0
    clubs.origin[club] = people.origin[founder] if kind == IMMIGRANT else 0
    return club


@kernel
def has_room(state: Any, seats: int) -> bool:
    """Whether there are rows left for a club, where it meets, and a roster of ``seats``."""
    used, foci = state.clock.used, state.foci
    return bool(
        used[0, CLUBS] < state.clubs.uid.shape[0]
        and used[0, FOCI] < foci.kind.shape[0]
        and used[0, SEATS] + seats <= foci.roster.shape[0]
    )


@kernel
def gather(state: Any, rules: Any, founder: int, kind: int, focus: int) -> None:
    """The founder, who helps to run it, and those who follow join the club at ``focus``; the keenest of them give
    up an older club for it."""
    memberships, ties = state.memberships, state.ties
    enter(state, founder, free_club_column(founder, memberships), focus)
    memberships.volunteer[founder] = 1
    for slot in range(ties.partner.shape[1]):
        draw = recruit_draw(state, rules, founder, slot, kind)
        if draw >= rules.clubs.recruiting:
            continue
        other = int(ties.partner[founder, slot])
        if draw < rules.clubs.recruiting * rules.clubs.drawn_from_old:
            for column in range(FIRST_CLUB, LAST_CLUB + 1):
                if memberships.focus[other, column] != NOBODY:
                    quit_focus(state, other, column)
                    break
        enter(state, other, free_club_column(other, memberships), focus)


@kernel
def found_clubs(state: Any, rules: Any, seats: int, first: int, need: Any) -> int:
    """Each adult is asked once a year. A founder with too few to gather gives the idea up, as does one
    whose origin group has its association already. ``seats``: of a new roster, a power of two;
    ``need``: from :func:`need_of`.

    Goes through people from row ``first`` on. Returns the row of the founder for whose club the arrays lack
    room, who has done nothing yet, or the number of people when all had their turn.
    """
    people, partner = state.people, state.ties.partner
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    oldest_birth = month - 12 * int(rules.clubs.founder_age)
    people_used = int(state.clock.used[0, PEOPLE])
    for i in range(first, people_used):
        if people.status[i] != HERE or int(people.uid[i] % TWELVE) != month % 12:
            continue
        if people.birth[i] > oldest_birth:
            continue
        u_kind, _, _, _ = uniforms(seed, FOUNDING, people.uid[i], month, 0)
        kind = int(kind_to_found(state, rules, i, u_kind, need))
        if kind == NOBODY or free_club_column(i, state.memberships) == NOBODY:
            continue
        place = int(people.place[i])
        if kind == IMMIGRANT and has_association(state, place, int(people.origin[i])):
            continue
        recruits = 0
        for slot in range(partner.shape[1]):
            if recruit_draw(state, rules, i, slot, kind) < rules.clubs.recruiting:
                recruits += 1
        if recruits + 1 < rules.clubs.founders:
            continue
        if not has_room(state, seats):
            return i
        club = int(new_club(state, rules, i, kind, seats))
        gather(state, rules, i, kind, int(state.clubs.focus[club]))
        state.places.flows[place, FOUNDED] += 1
    return people_used
