"""How far people have to school, shop and health centre, and what the way to a merged school costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Service
from sim.jit import kernel
from sim.measures.amounts import carried_pupils
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.processes.service_areas import areas
from sim.processes.services import count_users
from sim.reach import by_car

MINUTES = {f"{service.name.lower()}_minutes": service.value for service in Service}


@kernel
def minutes_to(state: Any, rules: Any) -> Any:
    """Minutes by car from each place to the service its people use, summed over those who do, and how many do
    (float64, services x P, each); nobody where none is in reach."""
    used, own = areas(state, rules), count_users(state, rules, int(state.clock.month[0]) - 1)
    places, services = used.shape
    minutes, people = np.zeros((services, places)), np.zeros((services, places))
    for place in range(places):
        for service in range(services):
            if used[place, service] != NOBODY:
                people[service, place] = own[place, service]
                minutes[service, place] = by_car(place, int(used[place, service]), state.places) * own[place, service]
    return minutes, people


def record_services(look: Look, recorder: Recorder) -> None:
    """``school_minutes`` of pupils, ``shop_minutes`` and ``health_minutes`` of inhabitants, one way, of those with
    one in reach; ``school_transport`` [SEK in the month] of pupils whose own school closed during the run."""
    town = look.town
    minutes, people = minutes_to(town.state, town.rules)
    for measure, service in MINUTES.items():
        recorder.ratio(measure, minutes[service], people[service])
    recorder.by_place("school_transport", carried_pupils(look, town.scenario) * town.scenario.prices.school_transport)
