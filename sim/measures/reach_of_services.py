"""How far people have to school, shop and health centre, and what the way to a merged school costs."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, Service
from sim.measures.ledger import carried_by_place
from sim.measures.look import Look
from sim.measures.recorder import Array, Recorder
from sim.processes.service_areas import areas
from sim.processes.services import count_users
from sim.reach import ways
from sim.town import Town

MINUTES = {f"{service.name.lower()}_minutes": service.value for service in Service}


def minutes_to(town: Town) -> tuple[Array, Array]:
    """Minutes by car from each place to the service its people use, and how many do (P, services), each; nobody
    where none is in reach."""
    used, travel = areas(town.state, town.rules), ways(town.state.places.travel)
    own = count_users(town.state, town.rules, town.month - 1)[:, : len(Service)]
    rows = np.arange(len(used))[:, None]
    reached = used != NOBODY
    return np.where(reached, travel[rows, np.maximum(used, 0)], 0.0), np.where(reached, own, 0)


def record_services(look: Look, recorder: Recorder) -> None:
    """``school_minutes`` of pupils, ``shop_minutes`` and ``health_minutes`` of inhabitants, one way, of those with
    one in reach; ``school_transport`` [SEK in the month] of pupils whose own school closed during the run."""
    town = look.town
    minutes, people = minutes_to(town)
    for measure, service in MINUTES.items():
        recorder.ratio(measure, minutes[:, service] * people[:, service], people[:, service])
    recorder.by_place("school_transport", carried_by_place(town) * town.scenario.prices.school_transport)
