"""School, shop and health centre stay while enough people use them (step 12).

A service below its threshold for ``patience`` months in a row closes; a closed one opens only after as
many months above the threshold times ``reopening``. A closed school sends its pupils to the next place (see
:mod:`schooling`); whether it drives families out is a rival. Newcomers in poor health wait to be seen.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ages import PUPIL_FROM, PUPIL_TO
from sim.codes import Service, Status
from sim.jit import kernel
from sim.processes.interpreting import understood
from sim.rng import Process, uniforms
from sim.town import Town, Used

HERE = Status.HERE.value
SERVICES = Process.SERVICES.value
PEOPLE = Used.PEOPLE.value
SCHOOL, SHOP, HEALTH = Service.SCHOOL.value, Service.SHOP.value, Service.HEALTH.value
HEALTH_STEP = 1e-6
"""Health is kept in single precision: what was set to a value must not count as below it."""
WAITING = len(Service)
"""Column of the count after those of the services: newcomers waiting to be seen."""


@kernel
def count_users(state: Any, rules: Any) -> Any:
    """Per place: children of 6-15, inhabitants twice, newcomers below ``treated_health``; int64 (P, 4)."""
    people, month, treated = state.people, int(state.clock.month[0]), rules.services.treated_health
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
def open_and_close(state: Any, rules: Any, users: Any) -> None:
    """Close what has been too small for too long; open what has been large enough for as long. ``users``: from
    :func:`count_users`."""
    places, services = state.places, rules.services
    for place in range(places.uid.shape[0]):
        for service in range(WAITING):
            threshold = np.float64(services.school_pupils)
            if service == SHOP:
                threshold = np.float64(services.shop_inhabitants)
            elif service == HEALTH:
                threshold = np.float64(services.health_inhabitants)
            is_open = places.service_open[place, service] == 1
            turning = users[place, service] < threshold
            if not is_open:
                turning = threshold > 0.0 and users[place, service] >= threshold * services.reopening
            if not turning:
                places.service_weak[place, service] = 0
                continue
            places.service_weak[place, service] += 1
            if places.service_weak[place, service] >= services.patience:
                places.service_open[place, service] = 0 if is_open else 1
                places.service_weak[place, service] = 0


@kernel
def see_newcomers(state: Any, rules: Any, users: Any) -> None:
    """Each waiting newcomer is seen with the chance capacity / waiting, times that of being understood, and treated.
    ``users``: from :func:`count_users`."""
    people, places, services = state.people, state.places, rules.services
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.status[person] != HERE or people.newcomer[person] == 0:
            continue
        if np.float64(people.health[person]) >= services.treated_health - HEALTH_STEP:
            continue
        place = int(people.place[person])
        capacity = services.screening_per_thousand * users[place, HEALTH] / 1000.0
        if places.service_open[place, HEALTH] == 0:
            capacity *= services.screening_away
        capacity *= understood(state, rules, person)
        u, _, _, _ = uniforms(seed, SERVICES, people.uid[person], month, 0)
        if u * users[place, WAITING] < capacity:
            people.health[person] = np.float32(services.treated_health)


def step(town: Town) -> None:
    """Services close and open, and newcomers in poor health are seen."""
    state, rules = town.state, town.rules
    if not (rules.services.closures or rules.services.screening):
        return
    users = count_users(state, rules)
    if rules.services.closures:
        open_and_close(state, rules, users)
    if rules.services.screening:
        see_newcomers(state, rules, users)
