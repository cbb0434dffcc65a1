"""School, shop and health centre stay while enough people use them (step 12).

Users are those who come: of the own place, and of places whose nearest open service it is
(:mod:`service_areas`). When one closes or opens stands in :mod:`service_rules`; what a closed school does to pupils
in :mod:`schooling`; whether it drives families out is a rival. Newcomers in poor health wait to be seen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ages import PUPIL_FROM, PUPIL_TO
from sim.codes import HERE, Service
from sim.jit import kernel
from sim.processes.health import get_well
from sim.processes.interpreting import understood
from sim.processes.service_areas import areas, users_of
from sim.processes.service_rules import open_and_close
from sim.rng import Process, uniforms
from sim.rules import own_column
from sim.scenario.months import parse_month
from sim.state.clock import PEOPLE
from sim.town import Town

Array = np.ndarray[Any, Any]
SERVICES = Process.SERVICES.value
SCREENING = own_column("services.screening_per_thousand")
SCHOOL, SHOP, HEALTH = Service.SCHOOL.value, Service.SHOP.value, Service.HEALTH.value
HEALTH_STEP = 1e-6
"""Health is kept in single precision: what was set to a value must not count as below it."""
WAITING = len(Service)
"""Column of the count after those of the services: newcomers waiting to be seen."""


@kernel
def count_users(state: Any, rules: Any, month: int) -> Any:
    """By place lived in, in ``month``: children of 6-15, inhabitants twice, newcomers below ``treated_health``;
    int64 (P, 4)."""
    people, treated = state.people, rules.services.treated_health
    users = np.zeros((state.places.uid.shape[0], WAITING + 1), np.int64)
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.status[person] != HERE:
            continue
        place = int(people.place[person])
        users[place, SHOP] += 1
        users[place, HEALTH] += 1
        age = month - int(people.birth[person])
        if PUPIL_FROM <= age < PUPIL_TO:
            users[place, SCHOOL] += 1
        if people.newcomer[person] == 1 and np.float64(people.health[person]) < treated - HEALTH_STEP:
            users[place, WAITING] += 1
    return users


@kernel
def see_newcomers(state: Any, rules: Any, users: Any) -> None:
    """Each waiting newcomer is seen with the chance capacity / waiting, times that of being understood, and treated:
    the ill recover with chance ``health.care_helps``. ``users``: from :func:`count_users`."""
    people, places, services = state.people, state.places, rules.services
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.status[person] != HERE or people.newcomer[person] == 0:
            continue
        if np.float64(people.health[person]) >= services.treated_health - HEALTH_STEP:
            continue
        place = int(people.place[person])
        capacity = rules.own[place, SCREENING] * users[place, HEALTH] / 1000.0
        if places.service_open[place, HEALTH] == 0:
            capacity *= services.screening_away
        capacity *= understood(state, rules, person)
        u, v, _, _ = uniforms(seed, SERVICES, people.uid[person], month, 0)
        if u * users[place, WAITING] >= capacity:
            continue
        if rules.health.changes and people.ill[person] == 1:
            if v < rules.health.care_helps:
                get_well(state, rules, person)
        else:
            people.health[person] = np.float32(services.treated_health)


def kept_services(town: Town) -> Array:
    """Services that are kept open whatever their users (P, services), bool."""
    names = [service.name.lower() for service in Service]
    return np.array([[name in place.keep for name in names] for place in town.scenario.places.values()], bool)


def users_at(town: Town, month: int) -> Array:
    """Who uses each service in ``month``, int64 (P, services)."""
    own = count_users(town.state, town.rules, month)
    users: Array = users_of(own, areas(town.state, town.rules), town.state.places.service_open)
    return users


def step(town: Town) -> None:
    """Services close and open, and newcomers in poor health are seen."""
    state, rules = town.state, town.rules
    if not (rules.services.closures or rules.services.screening):
        return
    own = count_users(state, rules, town.month)
    if rules.services.closures:
        users = users_of(own, areas(state, rules), state.places.service_open)
        open_and_close(state, rules, users, parse_month(town.scenario.start) % 12, town.kept(kept_services))
    if rules.services.screening:
        see_newcomers(state, rules, own)
