"""Opening and closing a month: rules in force, room for who comes, counts of who is here."""

from __future__ import annotations

from typing import Any

from sim.codes import HERE, STILL
from sim.families import family_type
from sim.jit import kernel
from sim.processes import club_levers
from sim.reach import lay_lines
from sim.rules import rules_of
from sim.state.clock import PEOPLE
from sim.town import Town, Used

ROOM_SHARE = 20  # a twentieth of the rows taken is kept free
ROOM_LEAST = 512


def open_month(town: Town) -> None:
    """Put this month's levers in force, clear the month's counters, have room for who may come."""
    scenario = town.scenario.at(town.month)
    if scenario is not town.scenario:
        before = town.rules
        town.scenario, town.rules = scenario, rules_of(scenario)
        club_levers.follow(town, before.clubs, town.rules.clubs)
        lay_lines(scenario, town.state.places)
    for what in (Used.PEOPLE, Used.HOUSEHOLDS):
        town.ensure_room(what, max(ROOM_LEAST, int(town.used[what]) // ROOM_SHARE))
    places = town.state.places
    monthly = (places.flows, places.balance, places.gone_to)
    for counters in (*monthly, places.permits_given, places.permits_ended, places.settled_by):
        counters[:] = 0
    if town.scenario.date_of(town.month).endswith("-01"):
        places.settled_year[:] = 0


@kernel
def count_people(state: Any) -> None:
    """Everyone here, and newcomers among them, by place."""
    people, places = state.people, state.places
    for place in range(places.population.shape[0]):
        places.population[place] = 0
        places.newcomers[place] = 0
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] == HERE:
            places.population[people.place[i]] += 1
            places.newcomers[people.place[i]] += people.newcomer[i]


@kernel
def note_settlement(state: Any) -> None:
    """At the end of the month: the family type newcomers settled as, and when they left that place."""
    people, month = state.people, int(state.clock.month[0])
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.newcomer[i] == 0:
            continue
        if people.arrival[i] == month and people.status[i] == HERE:
            people.settled_as[i] = family_type(state, int(people.household[i]))
        if people.settled_until[i] == STILL:
            if people.status[i] != HERE or people.place[i] != people.settled_in[i]:
                people.settled_until[i] = month


def close_month(town: Town) -> None:
    """Count who is here, note who settled and who left, and turn the page."""
    count_people(town.state)
    note_settlement(town.state)
    town.month += 1
