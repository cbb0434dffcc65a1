"""What is counted every month: people, flows, clubs, services, homes."""

from __future__ import annotations

from sim.codes import ClubType, Flow, Service
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.measures.tally import tally_clubs

FLOWS = {
    "births": Flow.BIRTHS.value,
    "deaths": Flow.DEATHS.value,
    "arrivals": Flow.ARRIVALS.value,
    "inflow": Flow.INFLOW.value,
    "departures_newcomers": Flow.DEPARTURES_NEWCOMERS.value,
    "departures_locals": Flow.DEPARTURES_LOCALS.value,
    "moves_in": Flow.MOVES_IN.value,
    "moves_out": Flow.MOVES_OUT.value,
    "job_losses": Flow.JOB_LOSSES.value,
    "club_joins": Flow.CLUB_JOINS.value,
    "club_leaves": Flow.CLUB_LEAVES.value,
    "clubs_closed": Flow.CLUBS_CLOSED.value,
    "clubs_founded": Flow.CLUBS_FOUNDED.value,
    "clubs_saved": Flow.CLUBS_SAVED.value,
    "arrivals_unhoused": Flow.ARRIVALS_UNHOUSED.value,
    "homes_built": Flow.HOMES_BUILT.value,
    "homes_pulled_down": Flow.HOMES_PULLED_DOWN.value,
    "contracts_ended": Flow.CONTRACTS_ENDED.value,
}
HIRES = {
    "open": Flow.HIRES_OPEN.value,
    "employer": Flow.HIRES_EMPLOYER.value,
    "service": Flow.HIRES_SERVICE.value,
    "contact": Flow.HIRES_CONTACT.value,
}
CLUB_TYPES = {club_type.name.lower(): club_type.value for club_type in ClubType}
SERVICES = {f"{service.name.lower()}_open": service.value for service in Service}


def record_stock(look: Look, recorder: Recorder) -> None:
    """People, clubs and services as they stand."""
    state = look.town.state
    recorder.by_place("population", state.places.population)
    recorder.by_place("newcomers", state.places.newcomers)
    clubs = tally_clubs(state)
    recorder.by_place("clubs_open", clubs.sum(0))
    for group, club_type in CLUB_TYPES.items():
        recorder.by_place("clubs_open", clubs[club_type], group)
    for measure, service in SERVICES.items():
        recorder.by_place(measure, state.places.service_open[:, service])


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
