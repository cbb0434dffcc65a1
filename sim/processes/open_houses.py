"""Open houses: what a programme of ``form: open`` carries to the regulars of the house whom it is for.

A house has no queue. While the programme is paid it is open like any meeting place (:mod:`sim.processes.venues`), for
everybody; whom ``target`` admits, up to its capacity, is reached by what it carries.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, TieKind
from sim.jit import kernel
from sim.processes.enrolling import is_for, wants
from sim.processes.offers import OPEN_FORM, Offers
from sim.processes.taking_part import TAKING_PART, be_given_a_seat, carry_at_once, tell_of_club
from sim.rng import uniforms
from sim.state import Array
from sim.town import Town, Used
from sim.venue_kinds import KINDS

MEETING_PLACE = TieKind.MEETING_PLACE.value


@kernel
def reach_regulars(state: Any, rules: Any, offers: Any, houses: Any, counted: Any, clubs_at: Any) -> Any:
    """A month of the regulars of ``houses`` (foci), counted in ``counted`` (p,). Returns who was reached (rows of
    people) and by which programme (int64), in the order of the rosters."""
    people, foci = state.people, state.foci
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    seats = 0
    for k in range(houses.shape[0]):
        seats += int(foci.count[int(houses[k])])
    who, programmes, count = np.zeros(seats, np.int64), np.zeros(seats, np.int64), 0
    for focus in houses:
        programme, start = int(foci.owner[focus]) - KINDS, int(foci.start[focus])
        if offers.running[programme] == 0 or offers.form[programme] != OPEN_FORM:
            continue
        for seat in range(start, start + int(foci.capacity[focus])):
            person = int(foci.roster[seat])
            if person == NOBODY or counted[programme] >= offers.capacity[programme]:
                continue
            if not is_for(state, offers, programme, person) or not wants(state, offers, programme, person):
                continue
            who[count], programmes[count] = person, programme
            count += 1
            counted[programme] += 1
            uid = people.uid[person] ^ offers.uid[programme]
            _, u_tells, u_which, u_months = uniforms(seed, TAKING_PART, uid, month, 0)
            carry_at_once(person, programme, offers, u_months, state, rules)
            if u_tells < offers.carries.information[programme] * offers.fits[programme, int(people.place[person])]:
                tell_of_club(state, person, NOBODY, int(offers.about[programme]), u_which, uid, clubs_at)
            be_given_a_seat(state, rules, offers, programme, person, uid, clubs_at)
    return who[:count], programmes[:count]


def welcome(town: Town, offers: Offers, counted: Array, clubs_at: Any) -> tuple[Array, Array]:
    """:func:`reach_regulars` of all open houses."""
    foci, used = town.state.foci, int(town.used[Used.FOCI])
    houses = np.flatnonzero((foci.kind[:used] == MEETING_PLACE) & (foci.owner[:used] >= KINDS))
    if not houses.size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    who, programmes = reach_regulars(town.state, town.rules, offers, houses, counted, clubs_at)
    return who, programmes
