"""What is counted every month: people, flows, clubs, services, homes."""

from __future__ import annotations

import numpy as np

from sim.codes import ClubType, Flow, Service
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.town import Used

FLOWS = {
    "births": Flow.BIRTHS,
    "deaths": Flow.DEATHS,
    "arrivals": Flow.ARRIVALS,
    "inflow": Flow.INFLOW,
    "departures_newcomers": Flow.DEPARTURES_NEWCOMERS,
    "departures_locals": Flow.DEPARTURES_LOCALS,
    "moves_in": Flow.MOVES_IN,
    "moves_out": Flow.MOVES_OUT,
    "job_losses": Flow.JOB_LOSSES,
    "club_joins": Flow.CLUB_JOINS,
    "club_leaves": Flow.CLUB_LEAVES,
    "clubs_closed": Flow.CLUBS_CLOSED,
    "clubs_founded": Flow.CLUBS_FOUNDED,
    "clubs_saved": Flow.CLUBS_SAVED,
    "arrivals_unhoused": Flow.ARRIVALS_UNHOUSED,
}
HIRES = {
    "open": Flow.HIRES_OPEN,
    "employer": Flow.HIRES_EMPLOYER,
    "service": Flow.HIRES_SERVICE,
    "contact": Flow.HIRES_CONTACT,
}


def record_stock(look: Look, recorder: Recorder) -> None:
    """People, clubs, homes and services as they stand."""
    state, used, places = look.town.state, look.town.used, len(recorder.places)
    recorder.by_place("population", state.places.population)
    recorder.by_place("newcomers", state.places.newcomers)
    clubs = int(used[Used.CLUBS])
    is_open = state.clubs.open[:clubs] == 1
    where, what = state.clubs.place[:clubs], state.clubs.type[:clubs]
    recorder.by_place("clubs_open", np.bincount(where[is_open], minlength=places))
    for club_type in ClubType:
        these = is_open & (what == club_type)
        recorder.by_place("clubs_open", np.bincount(where[these], minlength=places), club_type.name.lower())
    homes = int(used[Used.HOMES])
    vacant = state.homes.household[:homes] < 0
    recorder.ratio(
        "homes_vacant",
        np.bincount(state.homes.place[:homes][vacant], minlength=places),
        np.bincount(state.homes.place[:homes], minlength=places),
    )
    for service in Service:
        recorder.by_place(f"{service.name.lower()}_open", state.places.service_open[:, service])


def record_flows(look: Look, recorder: Recorder) -> None:
    """What happened in the month, by place."""
    flows = look.town.state.places.flows
    for measure, flow in FLOWS.items():
        recorder.by_place(measure, flows[:, flow])


def record_hires(look: Look, recorder: Recorder) -> None:
    """``hires`` of the month by channel."""
    flows = look.town.state.places.flows
    for group, flow in HIRES.items():
        recorder.by_place("hires", flows[:, flow], group)
