"""Clubs of one place and their members in the first month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.codes import NOBODY, ORIGIN_LIMIT, ClubType, FocusSlot, Sex, TieKind
from sim.foci import new_foci, take_rows
from sim.processes.club_access import admitted
from sim.region.seating import by_district, power_of_two, seat, sliced
from sim.rng import Process, named_uid
from sim.scenario.schema.clubs import TYPES, kinds_of
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


def counts(scenario: Scenario, key: str) -> Array:
    """Clubs of each type in a place of this size; of immigrants' associations, which people found, none."""
    place = scenario.places[key]
    per_thousand = [place.clubs.get(name, kind.per_thousand) for name, kind in kinds_of(scenario).items()]
    return np.asarray(np.floor(np.array(per_thousand) * place.population / 1000.0 + 0.5).astype(np.int64))


def wanted(region: RegionSettings, newcomer: Array, years: Array, u: Array) -> Array:
    """How many clubs each belongs to (0 to 3); newcomers' share is reached in the mean after some years."""
    rules = region.clubs_here
    newly = rules.newly_most * (1.0 - np.exp(-(years + 0.5) / rules.newly_years))
    newcomers = np.minimum(rules.most_members, region.members_newcomers * newly)
    share = np.where(newcomer == 1, newcomers, region.members_locals)
    second = share * region.second_club
    return (u < share).astype(np.int64) + (u < second) + (u < second * region.second_club)


def leanings(town: Town, clubs: Array, rows: Array, has_own: Array) -> Array:
    """(n, types) how much each is drawn to each type there is and that is for them; ``clubs`` (types): how many there
    are."""
    people, rules, kinds = town.state.people, town.scenario.region.clubs_here, list(kinds_of(town.scenario).values())
    age = -people.birth[rows] / MONTHS
    lean = np.stack([np.interp(age, rules.ages, kind.by_age) for kind in kinds], axis=1)
    lean *= clubs * np.array([kind.size for kind in kinds])
    lean *= np.where((people.sex[rows] == Sex.WOMAN)[:, None], [kind.women for kind in kinds], 1.0)
    lean *= np.where((people.newcomer[rows] == 1)[:, None], [kind.newcomers for kind in kinds], 1.0)
    lean[:, ClubType.IMMIGRANT] = np.where(has_own, rules.own_association * np.maximum(1.0, lean.sum(axis=1)), 0.0)
    for kind in range(len(TYPES), len(kinds)):
        whom = admitted(town.state, town.rules, kind, rows)
        lean[:, kind] *= whom * (len(rows) / max(1, whom.sum()))  # its seats are for them alone
    return np.asarray(lean)


def draws_of_kinds(town: Town, uids: Array) -> Array:
    """(n, types) draws of each for each type; a type that the scenario adds has draws of its own, by its name."""
    blocks = [uniforms_many(town.seed, Process.PERSON, uids, ask) for ask in (Ask.CLUBS, Ask.CLUBS_MORE)]
    own = [uids ^ np.uint64(named_uid("kind", key)) for key in town.scenario.club_kinds]
    more = [uniforms_many(town.seed, Process.PERSON, each, Ask.CLUBS)[:1] for each in own]
    return np.concatenate([np.concatenate(blocks)[: len(TYPES)], *more]).T


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
    lean = leanings(town, clubs, rows, has_own)
    _, u_wanted, u_volunteer, _ = person_draws(seed, people.uid[rows], Ask.DAYS)
    u_line = person_draws(seed, people.uid[rows], Ask.LANGUAGE)[2]
    years = -people.arrival[rows] / MONTHS
    number = wanted(region, people.newcomer[rows], years, u_wanted)
    draw = draws_of_kinds(town, people.uid[rows])
    with np.errstate(divide="ignore"):
        order = np.argsort(-np.log(draw) / lean, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(clubs))[None, :], axis=1)
    takes = (rank < number[:, None]) & (lean > 0)
    age = -people.birth[rows] / MONTHS
    line = age + np.log(u_line / (1.0 - u_line)) * (region.clubs_here.age_spread / LOGISTIC)

    for kind in range(len(clubs)):
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
    town: Town, key: str, place_row: int, kind: int, origin: int, planned: int, members: Array, choice: Array
) -> None:
    """Clubs of one type (immigrants': of one origin) with ``members`` in line; ``choice`` 0 to 2 is the
    column each keeps them in."""
    scenario, rules, seed = town.scenario, town.scenario.region.clubs_here, town.seed
    place, (name, settings) = scenario.places[key], list(kinds_of(scenario).items())[kind]
    size = len(members)
    if kind == ClubType.IMMIGRANT:
        planned = max(1, round(size / settings.size))
    count = max(1, min(max(planned, -(-size // rules.usual_largest)), max(1, size // rules.smallest)))
    uid = numbered_uids(count, "club", key, name.upper(), origin)
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
