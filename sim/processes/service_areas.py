"""Where people of each place go to school, shop or health centre: their own place's, or the nearest open one."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Service
from sim.jit import kernel
from sim.reach import by_car

SERVICES = len(Service)


@kernel
def nearest_open(state: Any, service: int, reach: float, here: int, itself: bool) -> int:
    """The place of the nearest open ``service`` within ``reach`` minutes by car of ``here``, or NOBODY; the own
    place counts only with ``itself``."""
    places = state.places
    found, nearest = NOBODY, 0.0
    for other in range(places.uid.shape[0]):
        if places.service_open[other, service] == 1 and (itself or other != here):
            minutes = by_car(here, other, places)
            if minutes <= reach and (found == NOBODY or minutes < nearest):
                found = other
                nearest = minutes
    return found


@kernel
def reaches_of(rules: Any) -> Any:
    """How far people go to each service [minute], by codes.Service."""
    return rules.schooling.school_reach, rules.services.shop_reach, rules.services.health_reach


@kernel
def areas(state: Any, rules: Any) -> Any:
    """The place whose service the people of each place use, int64 (P, services); NOBODY with none in reach."""
    count = state.places.uid.shape[0]
    reaches = reaches_of(rules)
    found = np.full((count, SERVICES), NOBODY, np.int64)
    for place in range(count):
        for service in range(SERVICES):
            found[place, service] = nearest_open(state, service, reaches[service], place, True)
    return found


@kernel
def users_of(own: Any, areas: Any, is_open: Any) -> Any:
    """Who uses each service, int64 (P, services): of an open one all who come to it, of a closed one those of the
    place, who would. ``own`` (P, services or more): by place lived in; ``areas``: from :func:`areas`."""
    users = np.zeros(areas.shape, np.int64)
    for place in range(areas.shape[0]):
        for service in range(SERVICES):
            if is_open[place, service] == 0:
                users[place, service] += own[place, service]
            if areas[place, service] != NOBODY:
                users[areas[place, service], service] += own[place, service]
    return users
