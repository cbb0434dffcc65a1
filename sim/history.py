"""A scenario goes in, a history comes out. What workers call; knows nothing of Mesa."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim import arena
from sim.codes import Status, TieKind
from sim.measures import Cohorts, Measures, Recorder, record_month, record_year, retention
from sim.measures.civil import record_civil_society, record_mentor_ties
from sim.measures.cohorts import Retention
from sim.measures.monthly import record_stock
from sim.region import build_region
from sim.schedule import month as live_a_month
from sim.state import State
from sim.town import GROUP_OF, Town, Used

if TYPE_CHECKING:
    import pandas as pd

    from sim.lives import Life
    from sim.scenario import Scenario

NETWORK_SAMPLE = 400
FRIENDS_SHOWN = 6
"""The walk that finds the sample follows at most this many friends of each."""
Progress = Callable[[int, int], None]
IDLE_PASSED_OVER = ("streams", "posts", "programmes")


class NetworkSample(NamedTuple):
    """Some people and the ties among them, for a picture."""

    uid: Any  # uint64 (m,)
    newcomer: Any  # int8 (m,)
    origin: Any  # int8 (m,)
    place: Any  # int16 (m,)
    edges: Any  # int32 (e, 2): positions in the sample
    hours: Any  # float32 (e,) [hours-equivalent]
    kind: Any  # uint8 (e,), codes.TieKind


@dataclass(frozen=True)
class History:
    """What one run leaves behind."""

    scenario: Scenario
    seed: int
    months: int
    measures: Measures
    retention: Retention
    digest: str
    lives: list[Life]
    log: list[tuple[int, str]]
    """What happened to programmes and their money: (month, words)."""
    network_sample: NetworkSample
    places: list[dict[str, Any]]

    @property
    def start(self) -> str:
        return self.scenario.start

    def to_pandas(self) -> pd.DataFrame:
        """Tidy measures: month, place, measure, group, value."""
        return self.measures.to_pandas()


def begin(scenario: Scenario, seed: int | str | None = None, *, threads: int = 1) -> Town:
    """The region of ``scenario`` before its first month, ready for :func:`sim.schedule.month`."""
    town: Town = build_region(scenario, scenario.seed if seed is None else int(seed), threads)
    from sim.books import count_people

    count_people(int(town.used[Used.PEOPLE]), town.state.people, town.state.places)
    return town


def pull(town: Town, scenario: Scenario, levers: Mapping[str, Any]) -> tuple[Scenario, Town]:
    """Move levers in the middle of a run of ``scenario``: ``{dotted path: value}``, from the next month on.

    Returns the same scenario with these levers in its file, so that a run of it from the start is the same
    history, and the town to go on with: ``town`` itself, or before its first month one built anew. Raises
    ``ScenarioError`` for a path no lever can stand at, a value that is not allowed, or when no month is
    left; ``town`` is then as before.
    """
    from sim.scenario import ScenarioError, with_levers

    if town.month >= scenario.months:
        raise ScenarioError("the run is over: no month is left in which a lever could act")
    moved = with_levers(scenario, scenario.date_of(town.month), levers)
    if town.month == 0:  # some levers are at work when the region is built
        return moved, begin(moved, int(town.seed), threads=town.threads)
    town.scenario = moved.at(town.month - 1)  # its rules are those in force already
    return moved, town


def simulate(
    scenario: Scenario,
    seed: int | str | None = None,
    *,
    threads: int = 1,
    months: int | None = None,
    lives: int = 0,
    watched: Sequence[int] = (),
    progress: Progress | None = None,
) -> History:
    """Live through a scenario.

    ``seed`` defaults to the scenario's; ``months`` to its length. ``lives`` sampled newcomers and the
    uids in ``watched`` are followed month by month. ``progress(done, months)`` is called every month.
    Same scenario and seed: same history, on any number of threads. Raises ``ScenarioError`` for a region
    that cannot be built and ``NoRoom`` where a capacity of the scenario is too small.
    """
    months = scenario.months if months is None else months
    town = begin(scenario, seed, threads=threads)
    places = list(scenario.places)
    recorder = Recorder(places)
    record_stock(town, recorder)
    record_year(town, recorder)
    cohorts = Cohorts(len(places))
    start_population = town.state.places.population.copy()
    watcher = None
    if lives or watched:
        from sim.lives import Watcher

        watcher = Watcher(town, count=lives, uids=watched)
    for done in range(1, months + 1):
        recorder.month = town.month
        live_a_month(town)
        cohorts.observe(town)
        record_month(town, recorder)
        record_civil_society(town, recorder)
        if town.month % 12 == 0:
            record_year(town, recorder)
            record_mentor_ties(town, recorder)
            cohorts.record(recorder)
        if watcher is not None:
            watcher.observe(town)
        if progress is not None:
            progress(done, months)
    return History(
        scenario=scenario,
        seed=int(town.seed),
        months=months,
        measures=recorder.measures(),
        retention=retention(town, places),
        digest=digest(town),
        lives=[] if watcher is None else watcher.lives(),
        log=list(town.log),
        network_sample=sample_network(town, NETWORK_SAMPLE),
        places=describe_places(town, start_population),
    )


def digest(town: Town) -> str:
    """SHA-256 (hex) over every used row of every array: equal when two states are the same bytes.

    Programmes, posts and streams that have never been at work are passed over: a lever switched off leaves
    the same bytes as one that is not there.
    """
    found = hashlib.sha256(str(town.month).encode())
    rows = {group: int(town.used[what]) for what, group in GROUP_OF.items()}
    group: Any
    for name, group in zip(State._fields, town.state, strict=True):
        used = rows["people"] if name in arena.PER_PERSON else rows.get(name)
        for column, values in zip(group._fields, group, strict=True):
            if name in IDLE_PASSED_OVER:
                values = values[group.uid != 0]
            length = int(town.used[Used.SEATS]) if column == "roster" else used
            found.update(f"{name}.{column}".encode())
            found.update(np.ascontiguousarray(values[:length]).tobytes())
    return found.hexdigest()


def sample_network(town: Town, most: int) -> NetworkSample:
    """Up to ``most`` people with the ties of casual friends or closer among them.

    Found by walking outwards over such ties from one newcomer, newcomers first, so that the picture shows
    company and not a scatter of strangers; where the company ends, the walk begins again at another.
    """
    used = int(town.used[Used.PEOPLE])
    people, ties = town.state.people, town.state.ties
    here = people.status[:used] == Status.HERE
    order = np.argsort(people.uid[:used], kind="stable")
    here_first = np.argsort(people.newcomer[:used][order] == 0, kind="stable")
    starts = iter([int(i) for i in order[here_first] if here[i]])
    strong = ties.hours[:used] >= town.rules.ties.casual_hours
    seen: set[int] = set()
    queues: tuple[deque[int], deque[int]] = (deque(), deque())  # newcomers, locals

    def meet(i: int) -> None:
        if i not in seen and len(seen) < most:
            seen.add(i)
            queues[0 if people.newcomer[i] else 1].append(i)

    while len(seen) < most:
        if not queues[0] and not queues[1]:
            start = next((i for i in starts if i not in seen), None)
            if start is None:
                break
            meet(start)
        i = (queues[0] or queues[1]).popleft()
        for j in ties.partner[i][strong[i] & (ties.partner[i] >= 0)][:FRIENDS_SHOWN].tolist():
            meet(j)
    rows = np.asarray(sorted(seen), np.int64)
    at = {int(row): index for index, row in enumerate(rows)}
    edges, hours, kinds = [], [], []
    for row in rows.tolist():
        for slot in np.flatnonzero(ties.partner[row] > row).tolist():
            other = int(ties.partner[row, slot])
            if other in at and (strong[row, slot] or ties.kind[row, slot] == TieKind.HOUSEHOLD):
                edges.append((at[row], at[other]))
                hours.append(ties.hours[row, slot])
                kinds.append(ties.kind[row, slot])
    return NetworkSample(
        people.uid[rows].copy(), people.newcomer[rows].copy(), people.origin[rows].copy(),
        people.place[rows].copy(), np.asarray(edges, np.int32).reshape(-1, 2),
        np.asarray(hours, np.float32), np.asarray(kinds, np.uint8),
    )


def describe_places(town: Town, start_population: Any) -> list[dict[str, Any]]:
    """Key, name, position [km] and population at both ends, for the map.

    A place whose position the scenario does not give stands on a circle in the order of the file.
    """
    found = []
    count = len(town.scenario.places)
    for row, (key, place) in enumerate(town.scenario.places.items()):
        angle = 2.0 * np.pi * row / count
        x, y = place.position or (20.0 * np.cos(angle), 20.0 * np.sin(angle))
        found.append({
            "key": key,
            "name": place.name or key,
            "x": float(x),
            "y": float(y),
            "population_start": int(start_population[row]),
            "population_end": int(town.state.places.population[row]),
            "newcomers_end": int(town.state.places.newcomers[row]),
        })
    return found


__all__ = ["History", "NetworkSample", "begin", "digest", "pull", "simulate"]
