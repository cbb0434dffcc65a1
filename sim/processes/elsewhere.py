"""Secondary arrivals (step 1): newcomers who live elsewhere in the country and move here, to kin, work and homes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.allocation import require
from sim.codes import HERE, NOBODY, Pathway, TieKind
from sim.compatriots import meet_compatriots
from sim.homes import ranges_of
from sim.jit import kernel
from sim.moves import follow
from sim.network import find_slot, tie
from sim.processes.arrivals import arrive
from sim.processes.prospects import prospects_of
from sim.processes.stream_numbers import draw_number, family_size
from sim.processes.streams import NUMBERS, Streams, newcomers, streams_of
from sim.processes.traits import first_jobs
from sim.quality import affinity_key, pair_quality
from sim.rng import Process, named_uid, uniforms
from sim.scenario.schema.arrivals import ArrivalStream
from sim.state.clock import PEOPLE
from sim.town import Town, Used

KIN = TieKind.KIN.value
SECONDARY = Process.SECONDARY.value
BITS = np.uint64(20)


def sources_of(town: Town) -> Streams:
    """A stream for each place and origin, in their order: place by place."""
    scenario, rules = town.scenario, town.scenario.elsewhere
    rows: list[dict[str, Any]] = []
    for place_row, place in enumerate(scenario.places):
        for origin in scenario.origins:
            stream = ArrivalStream(pathway="family", place=place, origin=origin, homes="free")
            rows.append(
                {
                    **newcomers(scenario, "", stream),
                    "uid": named_uid("secondary", place, origin),
                    "pathway": Pathway.ONWARD.value,
                    "place": place_row,
                    "introduction": 0,
                    "mix": rules.secondary_mix,
                    "age": rules.secondary_age,
                    "age_sd": rules.secondary_age_sd,
                    "language": rules.secondary_language,
                    "car": rules.secondary_car,
                }
            )
    return streams_of(rows, len(scenario.places))


@kernel
def draw_secondary(state: Any, rules: Any, streams: Any, size: float) -> int:
    """Fills ``households`` of this month's streams, as many as compatriots, work, services and homes draw; returns
    how many in all. ``size``: people in a household, on average."""
    places, month, seed = state.places, int(state.clock.month[0]), state.clock.seed[0]
    rate = rules.elsewhere.secondary_per_thousand / 1000.0 / 12.0 / size
    total = 0
    for row in range(streams.uid.shape[0]):
        place = int(streams.place[row])
        here = np.float64(places.compatriots[place, int(streams.origin[row])])
        number = 0
        if here > 0.0:
            mean = rate * here * math.exp(places.appeal[place])
            number = min(NUMBERS, draw_number(seed, SECONDARY, streams.uid[row], month, mean))
        streams.households[row] = number
        total += number
    return total


@kernel
def compatriot_of(state: Any, person: int, before: int) -> int:
    """One of the same origin in the same place among the rows below ``before``, looked for from a position by uid;
    NOBODY where there is none."""
    people = state.people
    begin = int((people.uid[person] >> BITS) % np.uint64(max(1, before)))
    for step in range(before):
        other = (begin + step) % before
        if people.status[other] == HERE and people.newcomer[other] == 1 and people.place[other] == people.place[person]:
            if people.origin[other] == people.origin[person]:
                return other
    return NOBODY


@kernel
def meet_kin(state: Any, rules: Any, first: int) -> None:
    """Of the households that came, from row ``first`` on, a share have relatives here: their first member has a tie."""
    people, ties, elsewhere = state.people, state.ties, rules.elsewhere
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    last = NOBODY
    for person in range(first, int(state.clock.used[0, PEOPLE])):
        if people.household[person] == last:
            continue
        last = int(people.household[person])
        u, _, _, _ = uniforms(seed, SECONDARY, people.uid[person], month, 0)
        if u >= elsewhere.secondary_kin:
            continue
        other = compatriot_of(state, person, first)
        if other != NOBODY and find_slot(person, other, ties) == NOBODY:
            quality = pair_quality(affinity_key(seed), rules.ties, people, person, other)
            tie(person, other, elsewhere.secondary_kin_hours, KIN, quality, month, ties)


def step(town: Town) -> None:
    """Newcomers who move here from elsewhere in the country."""
    rules = town.scenario.elsewhere
    if not rules.secondary or not town.scenario.origins:
        return
    streams = town.kept(sources_of)
    size = family_size(rules.secondary_mix, town.scenario.arriving.children_mean)
    number = int(draw_secondary(town.state, town.rules, streams, size))
    if number == 0:
        return
    for what in (Used.PEOPLE, Used.HOUSEHOLDS):
        town.ensure_room(what, number * town.state.households.members.shape[1])
    first = int(town.used[Used.PEOPLE])
    prospects = prospects_of(town, False)  # no rule settles them
    require(arrive(town.state, town.rules, streams, ranges_of(town), prospects, len(streams.uid)))
    came = np.arange(first, int(town.used[Used.PEOPLE]))
    if len(came) == 0:
        return
    follow(town, came)
    meet_compatriots(town, came)
    meet_kin(town.state, town.rules, first)
    first_jobs(town.state, town.rules, came, np.full(len(came), town.rules.arrivals.job_first_share))
