"""Who is to come this month: the scenario's streams, locals moving in, families reunited, as arrays."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from sim.codes import Pathway
from sim.jit import kernel
from sim.rng import Process, named_uid, uniform
from sim.scenario.schema.arrivals import ArrivalStream
from sim.state import Array
from sim.state.columns import addressable
from sim.state_abi import goes_by_address
from sim.town import Town

ARRIVALS, INFLOW = Process.ARRIVALS.value, Process.INFLOW.value
INFLOW_WAY = Pathway.INFLOW.value
PATHWAYS = {name: Pathway[name.upper()].value for name in ("quota", "asylum", "family", "labour", "youth")}
NUMBERS = 4096
"""Numbers of households a stream may bring in one month."""
SURGE = 2048
"""First number of those who come by a table of months."""


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


goes_by_address(Streams)


@kernel
def poisson(mean: float, u: float) -> int:
    """Poisson quantile of ``u`` by inversion (means up to a few hundred)."""
    term = math.exp(-mean)
    total = term
    count = 0
    while u > total and count < 10_000:
        count += 1
        term *= mean / count
        total += term
        if term == 0.0 and count > mean:
            break
    return count


def family_size(mix: Any, children: float) -> float:
    """Expected people in a household of a mix."""
    weights = np.asarray(mix, np.float64)
    sizes = np.array([1.0, 1.0, 2.0, 2.0 + children, 1.0 + children])
    return float((weights * sizes).sum() / weights.sum())


def stream_rows(town: Town) -> tuple[Streams, int, int]:
    """This month's streams, how many there are, and about how many people they may bring.

    Newcomers' streams first, in the order of the file; then locals moving in, place by place; then one
    row for the reunited families of each origin.
    """
    scenario, rules, month, seed = town.scenario, town.scenario.arriving, town.month, town.seed
    place_rows = {key: row for row, key in enumerate(scenario.places)}
    origin_rows = {key: row + 1 for row, key in enumerate(scenario.origins)}
    rows: list[dict[str, Any]] = []
    expected = 0.0

    def newcomers(key: str, stream: ArrivalStream) -> dict[str, Any]:
        origin = scenario.origins[stream.origin]
        introduction = stream.introduction_months
        if introduction is None:
            introduction = 0 if stream.pathway == "labour" else rules.introduction_months
        language = origin.language if stream.language is None else stream.language
        return {
            "uid": named_uid("arrivals", key),
            "pathway": PATHWAYS[stream.pathway],
            "place": place_rows[stream.place],
            "origin": origin_rows[stream.origin],
            "first": 0,
            "households": 0,
            "people": 0,
            "mix": stream.mix,
            "age": stream.adult_age,
            "age_sd": stream.adult_age_sd,
            "schooling": stream.schooling or origin.schooling,
            "language": language,
            "recognised": 1.0 if stream.pathway == "labour" else origin.recognised,
            "assigned": stream.homes == "assigned",
            "introduction": introduction,
            "children": rules.children_mean,
            "trust": rules.trust_mean,
            "attitude": rules.attitude_mean,
            "belonging": rules.belonging_start,
            "car": 0.0,
        }

    date = scenario.date_of(month)
    for key, stream in scenario.arrivals.items() if rules.newcomers else ():
        row = newcomers(key, stream)
        size = 1.0 if stream.pathway == "youth" else family_size(stream.mix, rules.children_mean)
        households = draw_number(seed, ARRIVALS, row["uid"], month, stream.per_year / 12.0 / size)
        if households:
            rows.append({**row, "households": min(households, SURGE)})
            expected += households * size
        if stream.months.get(date, 0) > 0:
            rows.append({**row, "first": SURGE, "people": stream.months[date]})
            expected += stream.months[date]
    for place_row, (key, place) in enumerate(scenario.places.items() if rules.inflow else ()):
        uid = named_uid("inflow", key)
        size = family_size(rules.inflow_mix, rules.inflow_children_mean)
        people = place.population * rules.inflow_per_thousand / 1000.0 / 12.0
        households = draw_number(seed, INFLOW, uid, month, people / size)
        if households:
            rows.append(
                {
                    "uid": uid,
                    "pathway": INFLOW_WAY,
                    "place": place_row,
                    "origin": 0,
                    "first": 0,
                    "households": min(households, NUMBERS),
                    "people": 0,
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
                }
            )
            expected += households * size
    coming = len(rows)
    for key in scenario.origins:
        reunited = ArrivalStream(pathway="family", place=next(iter(scenario.places)), origin=key)
        rows.append(newcomers(f"reunited {key}", reunited))
    types = {
        "uid": np.uint64,
        "pathway": np.int64,
        "place": np.int64,
        "origin": np.int64,
        "first": np.int64,
        "households": np.int64,
        "people": np.int64,
        "assigned": np.int64,
        "introduction": np.int64,
    }
    columns = []
    for name in Streams._fields:
        width = {"mix": 5, "schooling": 3}.get(name)
        values = np.array([row[name] for row in rows], types.get(name, np.float64))
        columns.append(values if width is None else values.reshape(len(rows), width))
    return Streams(*columns), coming, int(expected * 2) + 64


def draw_number(seed: Any, process: int, uid: int, month: int, mean: float) -> int:
    """Poisson number of households of one stream this month: more with a larger mean, never others.

    Large means are halved until inversion is exact, each half with a draw of its own.
    """
    parts = 1
    while mean / parts > 200.0:
        parts *= 2
    total = 0
    for part in range(parts):
        total += int(poisson(mean / parts, float(uniform(seed, process, np.uint64(uid), month, part))))
    return total
