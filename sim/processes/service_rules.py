"""When a service closes or opens: too few users for too long, and for a school the municipality's rule.

Shop and health centre close once they have had too few users for ``patience`` months in a row. A school too small
for ``school_patience`` months is proposed for merging; ``decision_months`` later, at the turn of a school year, it is
decided whether it merges with the nearest open one. What may not close is left: a service that the place's ``keep``
names, and a school without another within ``merge_reach``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, STILL, Service
from sim.jit import kernel
from sim.processes.service_areas import SERVICES, nearest_open, reaches_of
from sim.rng import Process, uniforms

SCHOOL, SHOP = Service.SCHOOL.value, Service.SHOP.value
DECISIONS = Process.SERVICE_DECISIONS.value
AUGUST = 7
MOST_MONTHS = 30_000


@kernel
def threshold_of(rules: Any, service: int) -> int:
    """Users below whom a service is too small."""
    if service == SCHOOL:
        return int(rules.services.school_pupils)
    return int(rules.services.shop_inhabitants if service == SHOP else rules.services.health_inhabitants)


@kernel
def school_year_after(month: int, offset: int) -> int:
    """The first August from ``month`` on; ``offset``: months from January to month 0."""
    return month + (AUGUST - month - offset) % 12


@kernel
def may_close(state: Any, rules: Any, place: int, service: int, keep: Any) -> bool:
    """Whether anything stands in the way: being kept, or no other school near enough."""
    if keep[place, service]:
        return False
    if service != SCHOOL or rules.services.last_school:
        return True
    return bool(nearest_open(state, service, rules.services.merge_reach, place, False) != NOBODY)


@kernel
def close_or_decide(state: Any, rules: Any, place: int, service: int, offset: int, keep: Any) -> None:
    """A month of an open service with too few users; ``service_weak`` counts this month already."""
    places, services, month = state.places, rules.services, int(state.clock.month[0])
    if not may_close(state, rules, place, service, keep):
        places.service_due[place, service] = STILL
        return
    if service != SCHOOL:
        if places.service_weak[place, service] >= services.patience:
            places.service_open[place, service] = 0
            places.service_weak[place, service] = 0
        return
    due = int(places.service_due[place, service])
    if due == STILL:
        patient = places.service_weak[place, service] < services.school_patience
        if patient or month < places.service_spared[place, service]:
            return
        due = int(school_year_after(month + int(services.decision_months), offset))
        places.service_due[place, service] = due
    if month < due:
        return
    places.service_due[place, service] = STILL
    u, _, _, _ = uniforms(state.clock.seed[0], DECISIONS, places.uid[place], month, service)
    if u < services.merging:
        places.service_open[place, service] = 0
        places.service_weak[place, service] = 0
    else:
        places.service_spared[place, service] = month + services.pause


@kernel
def open_and_close(state: Any, rules: Any, users: Any, offset: int, keep: Any) -> None:
    """Every service's month. ``users`` (P, services): from :func:`service_areas.users_of`; ``keep`` (P, services)
    bool; ``offset``: months from January to month 0.

    The smallest have their turn first, and their users go to the nearest open one at once, which may be saved by
    them. What is proposed and has users enough again stays.
    """
    places, services = state.places, rules.services
    reaches = reaches_of(rules)
    for service in range(SERVICES):
        threshold = int(threshold_of(rules, service))
        order = np.argsort(users[:, service] * users.shape[0] + np.arange(users.shape[0]))
        for place in order:
            if places.service_open[place, service] == 1:
                if users[place, service] >= threshold:
                    places.service_weak[place, service] = 0
                    places.service_due[place, service] = STILL
                    continue
                places.service_weak[place, service] = min(places.service_weak[place, service] + 1, MOST_MONTHS)
                close_or_decide(state, rules, place, service, offset, keep)
                if places.service_open[place, service] == 0:
                    other = nearest_open(state, service, reaches[service], place, False)
                    if other != NOBODY:
                        users[other, service] += users[place, service]
            elif threshold > 0 and users[place, service] >= threshold * services.reopening:
                places.service_weak[place, service] += 1
                if places.service_weak[place, service] >= services.patience:
                    places.service_open[place, service] = 1
                    places.service_weak[place, service] = 0
            else:
                places.service_weak[place, service] = 0
