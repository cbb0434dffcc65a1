"""A synthetic country of 290 places: what building it costs.

No real country: sizes are drawn from a log-normal distribution with about the median and the spread of Nordic
municipalities, positions evenly over a long rectangle. Everything else of a place is that of the default town's.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np

from experiments.bench.regions import DEFAULT_SCENARIO
from sim import allocation
from sim.history import begin
from sim.scenario import Scenario, load_scenario, scenario_from

PLACES = 290
WHOLE = 10_000_000
"""People in all at scale 1."""
SPREAD = 0.95
"""Standard deviation of the logarithm of a place's size."""
LEAST = 30
"""People in the smallest places of a country scaled down."""
KM = (450.0, 1100.0)
"""East to west and north to south: no two places a day's drive apart, which is the most the model takes."""
SEED = 290


class Building(NamedTuple):
    """What building a country cost."""

    scale: float
    places: int
    people: int
    threads: int
    wall_s: float
    cpu_s: float
    settling: float  # share of the wall clock
    state_bytes: int
    peak_bytes: int  # of the process, beyond what it took before


def sizes(scale: float) -> list[int]:
    """Inhabitants of each place, the same places at any scale."""
    drawn = np.exp(SPREAD * np.random.default_rng(SEED).standard_normal(PLACES))
    return [max(LEAST, round(size)) for size in scale * WHOLE * drawn / drawn.sum()]


def country(scale: float = 1.0, months: int = 24) -> Scenario:
    """The country with ``scale`` times its people: in each place newcomers come in one stream, as many for its size as
    to the default town."""
    base = load_scenario(DEFAULT_SCENARIO)
    (key, town), *_ = base.places.items()
    data = base.canonical()
    stream = max(data["arrivals"].values(), key=lambda one: one["per_year"])
    rate = sum(one["per_year"] for one in data["arrivals"].values()) / town.population
    positions = np.random.default_rng(SEED + 1).random((PLACES, 2)) * KM
    places, arrivals = {}, {}
    for number, (size, (east, north)) in enumerate(zip(sizes(scale), positions, strict=True)):
        name = f"place{number}"
        where = [round(float(east), 1), round(float(north), 1)]
        places[name] = {**data["places"][key], "name": f"Place {number}", "population": size, "position": where}
        arrivals[name] = {**stream, "place": name, "months": {}, "per_year": rate * size}
    return scenario_from(
        {**data, "months": months, "levers": {}, "places": places, "arrivals": arrivals, "travel": {}, "buses": {}}
    )


def peak() -> int:
    """The most memory this process has taken so far [bytes]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure(scale: float, threads: int) -> Building:
    """In a process that has built nothing larger before."""
    scenario = country(scale)
    begin(country(1e-6), 1, threads=threads)  # kernels are loaded
    before, told = peak(), [time.perf_counter()]
    began = time.process_time()
    town = begin(scenario, 1, threads=threads, built=lambda part: told.append(time.perf_counter()))
    cpu, ended = time.process_time() - began, time.perf_counter()
    settling = ended - told[-1 - int(town.rules.ties.settle_months)]
    return Building(
        scale=scale,
        places=len(scenario.places),
        people=int(town.state.places.population.sum()),
        threads=threads,
        wall_s=ended - told[0],
        cpu_s=cpu,
        settling=settling / (ended - told[0]),
        state_bytes=allocation.nbytes(town.state),
        peak_bytes=peak() - before,
    )


def building_of(scale: float, threads: int) -> Building:
    """:func:`measure` in a process of its own, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as executor:
        return executor.submit(measure, scale, threads).result()


__all__ = ["PLACES", "WHOLE", "Building", "building_of", "country", "measure", "sizes"]
