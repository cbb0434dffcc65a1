"""What is counted every month: people, flows, clubs, services, homes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.codes import MOVER_AGES, ClubType, Destination, Flow, Permit, Service, SettlementRule
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.measures.tally import tally_clubs, tally_homes

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
    "posts_opened": Flow.POSTS_OPENED.value,
    "posts_closed": Flow.POSTS_CLOSED.value,
    "posts_given_up": Flow.POSTS_GIVEN_UP.value,
    "club_joins": Flow.CLUB_JOINS.value,
    "club_leaves": Flow.CLUB_LEAVES.value,
    "clubs_closed": Flow.CLUBS_CLOSED.value,
    "clubs_founded": Flow.CLUBS_FOUNDED.value,
    "clubs_saved": Flow.CLUBS_SAVED.value,
    "arrivals_unhoused": Flow.ARRIVALS_UNHOUSED.value,
    "refused": Flow.REFUSED.value,
    "left_at_permit": Flow.LEFT_AT_PERMIT.value,
    "movement_grants": Flow.MOVEMENT_GRANTS.value,
    "courses_passed": Flow.COURSES_PASSED.value,
    "courses_broken_off": Flow.COURSES_BROKEN_OFF.value,
    "courses_over": Flow.COURSES_OVER.value,
    "returned": Flow.RETURNED.value,
    "secondary_arrivals": Flow.SECONDARY.value,
}
GOALS = {
    "city": Destination.LARGER_CITY.value,
    "small": Destination.SMALL_OR_RURAL.value,
    "metropolis": Destination.METROPOLITAN.value,
    "abroad": Destination.ABROAD.value,
    "university_town": Destination.UNIVERSITY_TOWN.value,
}
MOVERS = (*(f"{low}-{below - 1}" for low, below in pairwise(MOVER_AGES)), f"{MOVER_AGES[-1]}+")
"""Ages of those who move, in words."""
HIRES = {
    "open": Flow.HIRES_OPEN.value,
    "employer": Flow.HIRES_EMPLOYER.value,
    "service": Flow.HIRES_SERVICE.value,
    "contact": Flow.HIRES_CONTACT.value,
}
CLUB_TYPES = {club_type.name.lower(): club_type.value for club_type in ClubType}
PERMITS = {kind.name.lower(): kind.value for kind in (Permit.WAITING, Permit.TEMPORARY, Permit.PERMANENT, Permit.WORK)}
RULES = {rule.name.lower(): rule.value for rule in SettlementRule}
SERVICES = {f"{service.name.lower()}_open": service.value for service in Service}


def record_stock(look: Look, recorder: Recorder) -> None:
    """People, clubs, homes and services as they stand."""
    state = look.town.state
    recorder.by_place("population", state.places.population)
    recorder.by_place("newcomers", state.places.newcomers)
    clubs = tally_clubs(state)
    recorder.by_place("clubs_open", clubs.sum(0))
    for group, club_type in CLUB_TYPES.items():
        recorder.by_place("clubs_open", clubs[club_type], group)
    recorder.ratio("homes_vacant", *tally_homes(state))
    for measure, service in SERVICES.items():
        recorder.by_place(measure, state.places.service_open[:, service])


def record_flows(look: Look, recorder: Recorder) -> None:
    """What happened in the month, by place; ``clubs_closed`` also by why: too few members, or nobody to run them."""
    flows = look.town.state.places.flows
    for measure, flow in FLOWS.items():
        recorder.by_place(measure, flows[:, flow])
    for_board = flows[:, Flow.CLUBS_CLOSED_BOARD]
    recorder.by_place("clubs_closed", flows[:, Flow.CLUBS_CLOSED] - for_board, "too_few")
    recorder.by_place("clubs_closed", for_board, "no_board")


def record_permits(look: Look, recorder: Recorder) -> None:
    """``permits``: newcomers here by kind of permit; ``settled``: newcomers settled in the month, by rule;
    ``newcomer_share``: how many of the inhabitants are newcomers, the load of a place; ``waited``: mean wait of the
    newcomers here who waited for a decision."""
    roll, state = look.roll, look.town.state
    people, places = state.people, len(recorder.places)
    permit = people.permit[: roll.used]
    for group, kind in PERMITS.items():
        recorder.by_place("permits", np.bincount(roll.place[roll.newcomer & (permit == kind)], minlength=places), group)
    recorder.by_place("settled", state.places.settled_by.sum(axis=1))
    for group, rule in RULES.items():
        recorder.by_place("settled", state.places.settled_by[:, rule], group)
    recorder.ratio("newcomer_share", state.places.newcomers, state.places.population)
    waited = people.waited[: roll.used]
    recorder.mean("waited", waited, roll.newcomer & (waited > 0), roll.place)


def record_moves(look: Look, recorder: Recorder) -> None:
    """``net_migration`` of the month, in all and by age: moves between places of the region count for each, births
    and deaths do not; ``moved_out`` of the region, by where to."""
    places = look.town.state.places
    recorder.by_place("net_migration", places.balance.sum(axis=1))
    for band, group in enumerate(MOVERS):
        recorder.by_place("net_migration", places.balance[:, band], group)
    recorder.by_place("moved_out", places.gone_to.sum(axis=1))
    for group, goal in GOALS.items():
        recorder.by_place("moved_out", places.gone_to[:, goal], group)


def record_offers(look: Look, recorder: Recorder) -> None:
    """``tightness``: vacant posts per seeker in reach of the places, on average."""
    places = look.town.state.places
    recorder.ratio("tightness", places.tightness * places.population, places.population)


def record_hires(look: Look, recorder: Recorder) -> None:
    """``hires`` of the month by channel."""
    flows = look.town.state.places.flows
    for group, flow in HIRES.items():
        recorder.by_place("hires", flows[:, flow], group)
