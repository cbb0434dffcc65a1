"""What is counted every month: people, flows, clubs, services, homes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.codes import MOVER_AGES, Destination, Flow, Permit, Service, SettlementRule
from sim.measures.look import Look
from sim.measures.recorder import ALL, Recorder
from sim.measures.tally import Counted, tally_clubs
from sim.scenario.schema.clubs import kinds_of

OF_THE_MONTH = """
    births deaths arrivals inflow departures_newcomers departures_locals moves_in moves_out job_losses
    posts_opened posts_closed posts_given_up club_joins places_taken_up places_quit club_leaves clubs_closed
    clubs_founded clubs_saved arrivals_unhoused refused left_at_permit movement_grants courses_passed
    courses_broken_off courses_over returned secondary_arrivals homes_built homes_pulled_down contracts_ended
    placed kept businesses_founded businesses_closed
"""
FLOWS = {name: Flow[name.upper()].value for name in OF_THE_MONTH.split()}
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
PERMITS = {kind.name.lower(): kind.value for kind in (Permit.WAITING, Permit.TEMPORARY, Permit.PERMANENT, Permit.WORK)}
RULES = {rule.name.lower(): rule.value for rule in SettlementRule}
STOCK = [
    ("population", ALL),
    ("newcomers", ALL),
    ("clubs_open", ALL),
    *((f"{service.name.lower()}_open", ALL) for service in Service),
]
OF_FLOWS = [*((measure, ALL) for measure in FLOWS), ("clubs_closed", "too_few"), ("clubs_closed", "no_board")]
OF_MOVES = [("net_migration", ALL), *(("net_migration", group) for group in MOVERS)]
OF_GOALS = [("moved_out", ALL), *(("moved_out", group) for group in GOALS)]
OF_PERMITS = [("permits", group) for group in PERMITS]
OF_RULES = [("settled", ALL), *(("settled", group) for group in RULES)]
OF_HIRES = [("hires", group) for group in HIRES]
"""What is taken down at once, as (measure, group)."""


def record_stock(look: Look, recorder: Recorder) -> None:
    """People, clubs and services as they stand."""
    state = look.town.state
    places, kinds = state.places, kinds_of(look.town.scenario)
    clubs = tally_clubs(state, len(kinds))
    recorder.table(STOCK, np.vstack([places.population, places.newcomers, clubs.sum(axis=0), places.service_open.T]))
    recorder.table([("clubs_open", group) for group in kinds], clubs)


def record_flows(look: Look, recorder: Recorder) -> None:
    """What happened in the month, by place; ``clubs_closed`` also by why: too few members, or nobody to run them."""
    flows = look.town.state.places.flows
    for_board = flows[:, Flow.CLUBS_CLOSED_BOARD]
    too_few = flows[:, Flow.CLUBS_CLOSED] - for_board
    recorder.table(OF_FLOWS, np.vstack([flows.T[[*FLOWS.values()]], too_few, for_board]))


def record_permits(look: Look, recorder: Recorder) -> None:
    """``permits``: newcomers here by kind of permit; ``settled``: newcomers settled in the month, by rule;
    ``newcomer_share``: how many of the inhabitants are newcomers, the load of a place; ``waited``: mean wait of the
    newcomers here who waited for a decision."""
    places, tally = look.town.state.places, look.tally
    recorder.table(OF_PERMITS, tally[[Counted.PERMITS + kind for kind in PERMITS.values()]])
    recorder.table(OF_RULES, np.vstack([places.settled_by.sum(axis=1), places.settled_by.T]))
    recorder.ratio("newcomer_share", places.newcomers, places.population)
    recorder.ratio("waited", tally[Counted.WAITED_MONTHS], tally[Counted.WAITED])


def record_moves(look: Look, recorder: Recorder) -> None:
    """``net_migration`` of the month, in all and by age: moves between places of the region count for each, births
    and deaths do not; ``moved_out`` of the region, by where to."""
    places = look.town.state.places
    recorder.table(OF_MOVES, np.vstack([places.balance.sum(axis=1), places.balance.T]))
    goals = places.gone_to.T[[*GOALS.values()]]
    recorder.table(OF_GOALS, np.vstack([places.gone_to.sum(axis=1), goals]))


def record_offers(look: Look, recorder: Recorder) -> None:
    """``tightness``: vacant posts per seeker in reach of the places, on average."""
    places = look.town.state.places
    recorder.ratio("tightness", places.tightness * places.population, places.population)


def record_hires(look: Look, recorder: Recorder) -> None:
    """``hires`` of the month by channel."""
    recorder.table(OF_HIRES, look.town.state.places.flows.T[[*HIRES.values()]])
