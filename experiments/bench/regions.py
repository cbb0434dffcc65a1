"""Regions of any size: the default town, copied under made-up keys on a grid."""

from __future__ import annotations

import math
from typing import Any

from sim.scenario import Scenario, load_scenario, scenario_from
from sim.scenario.inheritance import packaged_scenarios

DEFAULT_SCENARIO = packaged_scenarios() / "rural-town.yaml"
PEOPLE_A_PLACE = 10_000
"""Most people a place: beyond that a region grows by places, as real ones do."""
MOST_PLACES = 100
GRID_KM, KM_A_MINUTE = 22.0, 1.1


def region_of(persons: int, months: int = 24) -> Scenario:
    """A scenario with about ``persons`` inhabitants in places like the default one.

    The streams of newcomers are as large for their place as in the default scenario, joined to the two
    largest so that a hundred places stay within what a scenario may hold.
    """
    base = load_scenario(DEFAULT_SCENARIO)
    (key, town), *_ = base.places.items()
    data = base.canonical()
    data["months"], data["levers"] = months, {}
    count = min(MOST_PLACES, max(1, math.ceil(persons / PEOPLE_A_PLACE)))
    if count == 1:
        data["places"][key]["population"] = persons
    else:
        data["places"] = {f"place{n}": _place(data["places"][key], n, persons // count) for n in range(count)}
        data["arrivals"] = _streams(data["arrivals"], count, persons / count / town.population)
        data["travel"] = _travel(data["places"])
    for stream in data["arrivals"].values():
        stream["months"] = {}
    return scenario_from(data)


def _place(town: dict[str, Any], number: int, population: int) -> dict[str, Any]:
    east, north = number % 10, number // 10
    return {**town, "name": f"Place {number}", "population": population, "position": [east * GRID_KM, north * GRID_KM]}


def _streams(streams: dict[str, Any], count: int, scale: float) -> dict[str, Any]:
    ranked = sorted(streams.items(), key=lambda item: -item[1]["per_year"])
    total = sum(stream["per_year"] for _, stream in ranked)
    kept = ranked[:2]
    share = total / sum(stream["per_year"] for _, stream in kept)
    return {
        f"{key}_{n}": {**stream, "place": f"place{n}", "per_year": stream["per_year"] * share * scale}
        for n in range(count)
        for key, stream in kept
    }


def _travel(places: dict[str, Any]) -> dict[str, dict[str, float]]:
    keys = list(places)
    return {
        a: {b: math.dist(places[a]["position"], places[b]["position"]) / KM_A_MINUTE for b in keys[at + 1 :]}
        for at, a in enumerate(keys[:-1])
    }
