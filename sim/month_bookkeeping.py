"""Opening and closing a month: rules in force, room for who comes, counts of who is here."""

from __future__ import annotations

from typing import Any

from sim.codes import STILL, Status
from sim.families import family_type
from sim.jit import kernel
from sim.processes import club_levers
from sim.reach import lay_lines
from sim.rules import rules_of
from sim.town import Town, Used

HERE = Status.HERE.value
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
    town.state.places.flows[:] = 0


@kernel
def count_people(used: int, people: Any, places: Any) -> None:
    """Everyone here, and newcomers among them, by place."""
    for place in range(places.population.shape[0]):
        places.population[place] = 0
        places.newcomers[place] = 0
    for i in range(used):
        if people.status[i] == HERE:
            places.population[people.place[i]] += 1
            places.newcomers[people.place[i]] += people.newcomer[i]


@kernel
def note_settlement(used: int, month: int, people: Any, households: Any) -> None:
    """At the end of ``month``: the family type newcomers settled as, and when they left that place."""
    for i in range(used):
        if people.newcomer[i] == 0:
            continue
        if people.arrival[i] == month and people.status[i] == HERE:
            people.settled_as[i] = family_type(int(people.household[i]), month, people, households)
        if people.settled_until[i] == STILL:
            if people.status[i] != HERE or people.place[i] != people.settled_in[i]:
                people.settled_until[i] = month


def close_month(town: Town) -> None:
    """Count who is here, note who settled and who left, and turn the page."""
    used, state = int(town.used[Used.PEOPLE]), town.state
    count_people(used, state.people, state.places)
    note_settlement(used, town.month, state.people, state.households)
    town.month += 1
