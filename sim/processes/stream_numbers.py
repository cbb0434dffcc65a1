"""How many come by each stream this month: as many as the file says, or by what the place is and offers now."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from sim.jit import kernel
from sim.processes.streams import NUMBERS, Streams, moving_in, moving_in_as, newcomers, streams_of
from sim.rng import Process, uniform
from sim.scenario.schema.arrivals import ArrivalStream
from sim.state import Array
from sim.town import Town

ARRIVALS, INFLOW = Process.ARRIVALS.value, Process.INFLOW.value
SURGE = 2048
"""First number of those who come by a table of months."""
AS_GIVEN, PRESENT, YOUNG, FREE = 0, 1, 2, 3
"""What the number that comes follows: what the file says, the inhabitants there are and what the place offers, the same
and how large its labour market is, or what it offers against the first month."""


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


class Sources(NamedTuple):
    """All who may come while the rules in force hold: a row each, those of :class:`Streams` in their order."""

    streams: Streams
    """``households`` and ``people`` are written anew every month, the rest stays."""
    process: Array
    """int64 (s,): who draws the number of households."""
    mean: Array
    """float64 (s,): households a month; 0 for those who come by a table, or after somebody."""
    most: Array
    """int64 (s,): households that have a number."""
    size: Array
    """float64 (s,): people in a household, on average."""
    follows: Array
    """int64 (s,): ``AS_GIVEN``, ``PRESENT`` or ``FREE``."""
    inhabitants: Array
    """float64 (s,): first inhabitants of the place, which ``mean`` is reckoned for."""
    tables: list[tuple[int, dict[str, int]]]
    """(row, people by month) of the streams that have a table."""
    coming: int
    """Rows that come of themselves; those of reunited families stand behind."""


class Drawn(NamedTuple):
    """How many a stream brings, as columns of :class:`Sources`."""

    process: int
    mean: float
    most: int
    size: float
    follows: int = AS_GIVEN
    inhabitants: float = 1.0


def sources_of(town: Town) -> Sources:
    """Newcomers' streams first, in the order of the file (those who came by them need what they say when nobody
    comes any more, too); then locals moving in, place by place; then one row for
    the reunited families of each origin."""
    scenario, rules = town.scenario, town.scenario.arriving
    rows: list[dict[str, Any]] = []
    drawn: list[Drawn] = []
    tables: list[tuple[int, dict[str, int]]] = []
    for key, stream in scenario.arrivals.items():
        row = newcomers(scenario, key, stream)
        size = 1.0 if stream.pathway == "youth" else family_size(stream.mix, rules.children_mean)
        rows.append(row)
        free = FREE if stream.homes == "free" else AS_GIVEN
        a_month = stream.per_year / 12.0 / size if rules.newcomers else 0.0
        drawn.append(Drawn(ARRIVALS, a_month, SURGE, size, free))
        if stream.months and rules.newcomers:
            tables.append((len(rows), stream.months))
            rows.append({**row, "first": SURGE})
            drawn.append(Drawn(ARRIVALS, 0.0, 0, 1.0))
    for place_row, (key, place) in enumerate(scenario.places.items() if rules.inflow else ()):
        count = len(scenario.places)
        a_month = place.population / 1000.0 / 12.0
        whole = rules.inflow_per_thousand * a_month
        young = rules.inflow_young_per_thousand * a_month
        young *= scenario.elsewhere.study if place.university else 1.0
        for row, people, follows in (
            (moving_in(rules, place_row, key, count), whole * (1.0 - rules.inflow_older), PRESENT),
            (moving_in_as("older", rules, place_row, key, count), whole * rules.inflow_older, PRESENT),
            (moving_in_as("young", rules, place_row, key, count), young if scenario.attraction.follows else 0.0, YOUNG),
        ):
            size = family_size(row["mix"], rules.inflow_children_mean)
            rows.append(row)
            drawn.append(Drawn(INFLOW, people / size, NUMBERS, size, follows, float(place.population)))
    coming = len(rows)
    for key in scenario.origins:
        reunited = ArrivalStream(pathway="family", place=next(iter(scenario.places)), origin=key)
        rows.append(newcomers(scenario, f"reunited {key}", reunited))
        drawn.append(Drawn(ARRIVALS, 0.0, 0, 1.0))
    columns: list[Any] = list(zip(*drawn, strict=True)) if drawn else [()] * len(Drawn._fields)
    process, mean, most, sizes, draws_by, first = columns
    return Sources(
        streams_of(rows, len(scenario.places)),
        np.array(process, np.int64),
        np.array(mean, np.float64),
        np.array(most, np.int64),
        np.array(sizes, np.float64),
        np.array(draws_by, np.int64),
        np.array(first, np.float64),
        tables,
        coming,
    )


def stream_rows(town: Town) -> tuple[Streams, int, int]:
    """This month's streams, how many there are, and about how many people they may bring.

    The rows of :class:`Sources`, one row for the reunited families of each origin last.
    """
    sources = town.kept(sources_of)
    streams = sources.streams
    expected = float(
        draw_numbers(
            town.state,
            town.rules,
            streams,
            sources.process,
            sources.mean,
            sources.most,
            sources.size,
            sources.follows,
            sources.inhabitants,
        )
    )
    if sources.tables:
        date = town.scenario.date_of(town.month)
        for row, people in sources.tables:
            streams.people[row] = people.get(date, 0)
        expected += float(streams.people.sum())
    return streams, sources.coming, int(expected * 2) + 64


@kernel
def draw_number(seed: Any, process: int, uid: Any, month: int, mean: float) -> int:
    """Poisson number of households of one stream this month: more with a larger mean, never others.

    Large means are halved until inversion is exact, each half with a draw of its own.
    """
    parts = 1
    while mean / parts > 200.0:
        parts *= 2
    total = 0
    for part in range(parts):
        total += poisson(mean / parts, uniform(seed, process, uid, month, part))
    return total


@kernel
def present_factor(state: Any, rules: Any, place: int, follows: int, inhabitants: float) -> float:
    """What the number that a stream brings to ``place`` is multiplied by this month; 1 without ``follows``."""
    places = state.places
    if follows == AS_GIVEN or not rules.attraction.follows:
        return 1.0
    if follows == PRESENT or follows == YOUNG:
        part = places.market[place] if follows == YOUNG else 1.0
        return part * places.population[place] / inhabitants * math.exp(places.appeal[place])
    if places.appeal_first[place] == math.inf:
        return 1.0
    return math.exp(places.appeal[place] - places.appeal_first[place])


@kernel
def draw_numbers(
    state: Any, rules: Any, streams: Any, process: Any, mean: Any, most: Any, size: Any, follows: Any, inhabitants: Any
) -> float:
    """Fills ``households`` of this month's ``streams``, by the columns of :class:`Sources`; returns the people
    expected."""
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    expected = 0.0
    for row in range(streams.uid.shape[0]):
        streams.households[row] = 0
        if mean[row] > 0.0:
            factor = present_factor(state, rules, int(streams.place[row]), int(follows[row]), inhabitants[row])
            number = draw_number(seed, int(process[row]), streams.uid[row], month, mean[row] * factor)
            streams.households[row] = min(number, int(most[row]))
            expected += number * size[row]
    return expected
