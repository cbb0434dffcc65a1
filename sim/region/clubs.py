"""Clubs of one place and their members in the first month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.codes import NOBODY, ORIGIN_LIMIT, ClubType, FocusSlot, Sex, TieKind
from sim.region.seating import by_district, new_foci, power_of_two, seat, sliced, take_rows
from sim.rng import Process
from sim.scenario.schema.clubs import ClubTypeSettings
from sim.scenario.schema.first_places import ClubsHereSettings
from sim.scenario.schema.region import RegionSettings
from sim.town import Town, Used
from sim.vectorised_draws import Array, Ask, beta_many, numbered_uids, person_draws, thing_draws, uniforms_many

if TYPE_CHECKING:
    from sim.scenario import Scenario

SLACK = 1.3
"""Seats against members."""
MONTHS = 12.0
LOGISTIC = 1.8138
"""Standard deviation of the standard logistic distribution, to which a draw of line is scaled."""


def kinds(scenario: Scenario) -> list[ClubTypeSettings]:
    """What each type of club is like, by codes.ClubType."""
    return [getattr(scenario.clubs, kind.name.lower()) for kind in ClubType]


def counts(scenario: Scenario, key: str) -> Array:
    """Clubs of each type in a place of this size; of immigrants' associations, which people found, none."""
    place = scenario.places[key]
    per_thousand = np.array([kind.per_thousand for kind in kinds(scenario)])
    for name, value in place.clubs.items():
        per_thousand[ClubType[name.upper()]] = value
    return np.asarray(np.floor(per_thousand * place.population / 1000.0 + 0.5).astype(np.int64))


def wanted(region: RegionSettings, newcomer: Array, years: Array, u: Array) -> Array:
    """How many clubs each belongs to (0 to 3); newcomers' share is reached in the mean after some years."""
    rules = region.clubs_here
    newly = rules.newly_most * (1.0 - np.exp(-(years + 0.5) / rules.newly_years))
    newcomers = np.minimum(rules.most_members, region.members_newcomers * newly)
    share = np.where(newcomer == 1, newcomers, region.members_locals)
    second = share * region.second_club
    return (u < share).astype(np.int64) + (u < second) + (u < second * region.second_club)


def leanings(seats: Array, rules: ClubsHereSettings, people: Any, rows: Array, has_own: Array) -> Array:
    """(n, types) how much each is drawn to each type there is; ``seats`` (types): members usual in all its
    clubs together."""
    age = -people.birth[rows] / MONTHS
    lean = np.stack([np.interp(age, rules.ages, by_age) for by_age in rules.by_age], axis=1)
    lean *= seats
    lean *= np.where((people.sex[rows] == Sex.WOMAN)[:, None], rules.women, 1.0)
    lean *= np.where((people.newcomer[rows] == 1)[:, None], rules.newcomers, 1.0)
    lean[:, ClubType.IMMIGRANT] = np.where(has_own, rules.own_association * np.maximum(1.0, lean.sum(axis=1)), 0.0)
    return np.asarray(lean)


def lay_clubs(town: Town, key: str, place_row: int, first: int, count: int) -> None:
    """Clubs of a place whose people are in rows [first, first + count), and their members.

    Each member-to-be draws up to three types by leaning; the members of a type then stand in line by
    district and age and are divided among its clubs, larger and smaller by draw. So a club has people of
    like age from around it.
    """
    scenario, state, seed = town.scenario, town.state, town.seed
    region, people = scenario.region, state.people
    rows = first + np.flatnonzero(people.birth[first : first + count] <= -scenario.clubs.youngest * MONTHS)
    clubs = counts(scenario, key)
    of_origin = np.bincount(people.origin[rows], minlength=ORIGIN_LIMIT)
    has_own = (people.origin[rows] > 0) & (of_origin[people.origin[rows]] >= region.club_origin_least)
    usual = clubs * np.array([kind.size for kind in kinds(scenario)])
    lean = leanings(usual, region.clubs_here, people, rows, has_own)
    _, u_wanted, u_volunteer, _ = person_draws(seed, people.uid[rows], Ask.DAYS)
    u_line = person_draws(seed, people.uid[rows], Ask.LANGUAGE)[2]
    years = -people.arrival[rows] / MONTHS
    number = wanted(region, people.newcomer[rows], years, u_wanted)
    draw = np.concatenate(
        [uniforms_many(seed, Process.PERSON, people.uid[rows], ask) for ask in (Ask.CLUBS, Ask.CLUBS_MORE)]
    )[: len(ClubType)].T
    with np.errstate(divide="ignore"):
        order = np.argsort(-np.log(draw) / lean, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(ClubType))[None, :], axis=1)
    takes = (rank < number[:, None]) & (lean > 0)
    age = -people.birth[rows] / MONTHS
    line = age + np.log(u_line / (1.0 - u_line)) * (region.clubs_here.age_spread / LOGISTIC)

    for kind in ClubType:
        for origin in np.unique(people.origin[rows[takes[:, kind]]]) if kind == ClubType.IMMIGRANT else (0,):
            joins = takes[:, kind] & ((people.origin[rows] == origin) | (kind != ClubType.IMMIGRANT))
            members = np.flatnonzero(joins)
            if kind != ClubType.IMMIGRANT and clubs[kind] == 0:
                continue
            members = members[by_district(rows[members], first, region.district, line[members])]
            lay_type(town, key, place_row, kind, int(origin), int(clubs[kind]), rows[members], rank[members, kind])
    member = state.memberships.focus[rows, FocusSlot.CLUB_1] != NOBODY
    state.memberships.volunteer[rows] = member & (u_volunteer < region.club_volunteers)


def lay_type(
    town: Town, key: str, place_row: int, kind: ClubType, origin: int, planned: int, members: Array, choice: Array
) -> None:
    """Clubs of one type (immigrants': of one origin) with ``members`` in line; ``choice`` 0 to 2 is the
    column each keeps them in."""
    scenario, rules, seed = town.scenario, town.scenario.region.clubs_here, town.seed
    place, settings = scenario.places[key], kinds(scenario)[kind]
    size = len(members)
    if kind == ClubType.IMMIGRANT:
        planned = max(1, round(size / settings.size))
    count = max(1, min(max(planned, -(-size // rules.usual_largest)), max(1, size // rules.smallest)))
    uid = numbered_uids(count, "club", key, kind.name, origin)
    u_size, u_welcome, u_venue, u_founded = thing_draws(seed, uid, Ask.CLUB)
    # none so large that its roster overflows
    weights = rules.least_size + rules.size_span * u_size
    weights = np.minimum(weights, rules.largest * weights.sum() / max(1, size)) if size else weights
    which = sliced(size, weights)
    per_club = np.bincount(which, minlength=count)
    capacity = power_of_two(per_club * SLACK, 16, 128)
    row = take_rows(town, Used.CLUBS, count)
    foci = new_foci(town, TieKind.CLUB, place_row, capacity, np.arange(row, row + count), uid)
    clubs, own = town.state.clubs, slice(row, row + count)
    clubs.uid[own] = uid
    clubs.place[own] = place_row
    clubs.type[own] = kind
    clubs.focus[own] = foci
    clubs.open[own] = 1
    clubs.founded[own] = -1 - np.floor(u_founded * rules.oldest_years * MONTHS).astype(np.int64)
    welcome = min(rules.most_welcome, settings.welcome + rules.place_welcome * (place.welcome - 0.5))
    clubs.welcome[own] = clubs.welcome_own[own] = beta_many(u_welcome, welcome, rules.welcome_concentration)
    clubs.welcome_usual[own] = settings.welcome
    clubs.neutral[own] = u_venue < settings.neutral
    clubs.origin[own] = origin
    seat(town, members, FocusSlot.CLUB_1 + choice, foci[which])
