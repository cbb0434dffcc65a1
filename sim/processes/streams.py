"""Streams of those who come, as arrays: the scenario's, locals moving in, families reunited.

How many come by each of them in a month stands in :mod:`sim.processes.stream_numbers`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.codes import Pathway, Permit, SettlementRule
from sim.jit import kernel
from sim.rng import named_uid
from sim.scenario.schema.arrivals import ArrivalStream
from sim.state import Array
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.scenario.schema.arrivals import ArrivalSettings

INFLOW_WAY = Pathway.INFLOW.value
PATHWAYS = {name: Pathway[name.upper()].value for name in ("quota", "asylum", "family", "labour", "youth")}
NUMBERS = 4096
"""Numbers of households a stream may bring in one month."""


@addressable
class Streams(NamedTuple):
    """One row a stream with somebody to come this month (and one for each origin's reunited families)."""

    uid: Array  # uint64 (s,)
    pathway: Array  # int64 (s,): codes.Pathway
    place: Array  # int64 (s,): row
    origin: Array  # int64 (s,): 0 the local majority, from 1 the scenario's origin groups
    first: Array  # int64 (s,): number of the first household
    households: Array  # int64 (s,): how many households, or 0 when people are counted
    people: Array  # int64 (s,): how many people, or 0 when households are counted
    mix: Array  # float64 (s, 5): weights by codes.FamilyType
    age: Array  # float64 (s,) [year]: mean of the adults'
    age_sd: Array  # float64 (s,) [year]
    schooling: Array  # float64 (s, 3): weights by codes.Schooling
    language: Array  # float64 (s,) [0-1]
    recognised: Array  # float64 (s,): share whose qualification counts here
    assigned: Array  # int64 (s,): 1 where the municipality finds the home
    introduction: Array  # int64 (s,) [month]; 0 for none
    children: Array  # float64 (s,): mean of families with children
    trust: Array  # float64 (s,) [0-1]
    attitude: Array  # float64 (s,) [-1..1]
    belonging: Array  # float64 (s,) [0-1]
    car: Array  # float64 (s,): share with one
    waiting: Array  # float64 (s,) [month]: mean wait for a decision, 0 for none
    spread: Array  # float64 (s,) [month]
    granted: Array  # float64 (s,): share
    centre: Array  # int64 (s,): 1 where they wait in a reception centre
    permit: Array  # int64 (s,): codes.Permit of those granted one
    permit_months: Array  # int64 (s,) [month]: of a temporary one
    renewed: Array  # float64 (s,): share
    then: Array  # int64 (s,): codes.Permit that a renewed one is
    within: Array  # int64 (s,) [month]: in which there must be work
    rule: Array  # int64 (s,): codes.SettlementRule
    among: Array  # float64 (s, P): 1 for the places that the rule distributes over
    agreed: Array  # float64 (s, P) [person/year]


goes_by_address(Streams)

KINDS = {
    "uid": np.uint64,
    "pathway": np.int64,
    "place": np.int64,
    "origin": np.int64,
    "first": np.int64,
    "households": np.int64,
    "people": np.int64,
    "assigned": np.int64,
    "introduction": np.int64,
    "centre": np.int64,
    "permit": np.int64,
    "permit_months": np.int64,
    "then": np.int64,
    "within": np.int64,
    "rule": np.int64,
}
"""Columns of :class:`Streams` that are no float64."""
WIDTHS = {"mix": 5, "schooling": 3}


def streams_of(rows: list[dict[str, Any]], places: int) -> Streams:
    """:class:`Streams` of rows by column, in a region of so many places; what a row does not name is 0."""
    columns = []
    widths = {**WIDTHS, "among": places, "agreed": places}
    for name in Streams._fields:
        values = np.array([row.get(name, 0) for row in rows], KINDS.get(name, np.float64))
        columns.append(values.reshape(len(rows), widths[name]) if name in widths else values)
    return Streams(*columns)


def newcomers(scenario: Scenario, key: str, stream: ArrivalStream) -> dict[str, Any]:
    """A row of :class:`Streams` for a stream of newcomers."""
    origin, rules = scenario.origins[stream.origin], scenario.arriving
    introduction = stream.introduction_months
    if introduction is None:
        introduction = 0 if stream.pathway == "labour" else rules.introduction_months
    return {
        "uid": named_uid("arrivals", key),
        "pathway": PATHWAYS[stream.pathway],
        "place": list(scenario.places).index(stream.place),
        "origin": list(scenario.origins).index(stream.origin) + 1,
        "first": 0,
        "mix": stream.mix,
        "age": stream.adult_age,
        "age_sd": stream.adult_age_sd,
        "schooling": stream.schooling or origin.schooling,
        "language": origin.language if stream.language is None else stream.language,
        "recognised": 1.0 if stream.pathway == "labour" else origin.recognised,
        "assigned": stream.homes == "assigned",
        "introduction": introduction,
        "children": rules.children_mean,
        "trust": rules.trust_mean,
        "attitude": rules.attitude_mean,
        "belonging": rules.belonging_start,
        "car": 0.0,
        "waiting": stream.waiting.months,
        "spread": stream.waiting.spread,
        "granted": stream.waiting.granted,
        "centre": stream.waiting.housing == "centre",
        "permit": Permit[stream.permit.kind.upper()].value,
        "permit_months": stream.permit.months,
        "renewed": stream.permit.renewed,
        "then": Permit[stream.permit.then.upper()].value,
        "within": stream.permit.within,
        "rule": SettlementRule[stream.settlement.rule.upper()].value,
        "among": [float(not stream.settlement.among or place in stream.settlement.among) for place in scenario.places],
        "agreed": [stream.settlement.agreed.get(place, 0.0) for place in scenario.places],
    }


def moving_in(rules: ArrivalSettings, place_row: int, key: str, places: int) -> dict[str, Any]:
    """A row of :class:`Streams` for locals who move to a place, one of ``places``."""
    return {
        "uid": named_uid("inflow", key),
        "pathway": INFLOW_WAY,
        "place": place_row,
        "origin": 0,
        "first": 0,
        "mix": rules.inflow_mix,
        "age": rules.inflow_age,
        "age_sd": rules.inflow_age_sd,
        "schooling": rules.inflow_schooling,
        "language": 1.0,
        "recognised": 1.0,
        "assigned": False,
        "introduction": 0,
        "children": rules.inflow_children_mean,
        "trust": rules.inflow_trust,
        "attitude": rules.inflow_attitude,
        "belonging": rules.inflow_belonging,
        "car": rules.inflow_car_share,
        "among": [0.0] * places,
        "agreed": [0.0] * places,
    }


def moving_in_as(kind: str, rules: ArrivalSettings, place_row: int, key: str, places: int) -> dict[str, Any]:
    """A row of :class:`Streams` for some of them with a household mix and ages of their own: "older", who are near
    retirement or beyond, or "young", who come to study or to a first job."""
    return {
        **moving_in(rules, place_row, key, places),
        "uid": named_uid(f"inflow {kind}", key),
        "mix": getattr(rules, f"inflow_{kind}_mix"),
        "age": getattr(rules, f"inflow_{kind}_age"),
        "age_sd": getattr(rules, f"inflow_{kind}_age_sd"),
    }


@kernel
def row_of_stream(streams: Any, uid: Any) -> int:
    """The first row of the stream of newcomers ``uid``; -1 where the scenario has it no longer."""
    for row in range(streams.uid.shape[0]):
        if streams.uid[row] == uid:
            return row
    return -1
