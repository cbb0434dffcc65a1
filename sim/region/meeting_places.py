"""Meeting places and their regulars, and compatriots who see each other."""

from __future__ import annotations

import numpy as np

from sim.codes import FocusSlot, TieKind
from sim.compatriots import seats_of
from sim.foci import new_foci
from sim.processes.meeting_places import SEATS
from sim.processes.venues import meeting_places
from sim.region.seating import by_district, seat, sliced
from sim.town import Town
from sim.vectorised_draws import Ask, numbered_uids, person_draws
from sim.venue_kinds import FOR_PARENTS

MIXING = 7
"""A step through the groups that brings those of one meeting place apart in the line."""


def lay_meeting_places(town: Town, key: str, place_row: int, first: int, count: int) -> None:
    """Foci of a place's meeting places (``owner`` is the codes.MeetingPlaceType) and their regulars.

    People in rows [first, first + count); parents of the same age and the retired come at the same hours,
    so regulars are divided by district and age. Those for parents alone begin empty (the past fills them).
    """
    scenario, state, rules = town.scenario, town.state, town.scenario.region.clubs_here
    kinds = np.where(FOR_PARENTS, 0, meeting_places(scenario.places[key], scenario.region))
    total = int(kinds.sum())
    if total == 0:
        return
    people = state.people
    rows = first + np.flatnonzero(people.birth[first : first + count] <= -rules.meeting_from * 12)
    u_regular = person_draws(town.seed, people.uid[rows], Ask.DAYS)[3]
    u_line = person_draws(town.seed, people.uid[rows], Ask.LANGUAGE)[3]
    regular = u_regular < scenario.region.regulars
    rows, u_line = rows[regular], u_line[regular]
    groups = max(total, -(-len(rows) // rules.meeting_group))
    owner = np.repeat(np.arange(len(kinds)), kinds)[np.arange(groups) % total]
    owner = owner[np.argsort(np.arange(groups) * MIXING % groups, kind="stable")]
    foci = new_foci(
        town,
        TieKind.MEETING_PLACE,
        place_row,
        np.full(groups, SEATS),
        owner,
        numbered_uids(groups, "meeting place", key),
    )
    line = -people.birth[rows] / 12.0 + rules.meeting_spread * u_line
    rows = rows[by_district(rows, first, scenario.region.district, line)]
    seat(town, rows, FocusSlot.MEETING_PLACE.value, foci[sliced(len(rows), np.ones(groups))])


def lay_compatriots(town: Town, key: str, place_row: int, first: int, count: int) -> None:
    """Groups of newcomers of one origin in a place (``owner`` is the origin), by district."""
    people, rules = town.state.people, town.scenario.region.clubs_here
    rows = first + np.flatnonzero(people.newcomer[first : first + count] == 1)
    for origin in np.unique(people.origin[rows]):
        own = rows[people.origin[rows] == origin]
        if len(own) < rules.compatriots_least:
            continue
        groups = -(-len(own) // rules.compatriot_group)
        foci = new_foci(
            town,
            TieKind.COMPATRIOT,
            place_row,
            np.full(groups, seats_of(town)),
            int(origin),
            numbered_uids(groups, "compatriots", key, list(town.scenario.origins)[origin - 1]),
        )
        seat(town, own, FocusSlot.COMPATRIOTS.value, foci[sliced(len(own), np.ones(groups))])
