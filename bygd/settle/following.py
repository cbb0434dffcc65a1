"""Households followed through a run: where they were settled, and how their adults do so many months later.

A watcher looks on month by month and changes nothing. It is told of an adult at settlement (of who has waited, in the
month of the permit), and looks again after the horizon. Somebody who has left the region is not in work there and has
no friends there: the model knows nothing else of them.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.commands.kept_result import taken as result_taken
from experiments.outcomes.outcome import read_result
from sim.ages import ADULT
from sim.codes import HERE, NOBODY, STILL, Pathway, Permit
from sim.history import Simulation
from sim.scenario import Scenario
from sim.town import Town, Used

ENDING = ".json.gz"
OUTCOMES = ("stays", "works", "friends")
"""Of an adult after the horizon: lives in the place of settlement; is in work in the region; has a local friend."""
COLUMNS = ("stream", "place", "household", "schooling", "month", *OUTCOMES)
"""Of an adult, all whole numbers: position of the stream, row of the place and of the household, level, month of
settlement, and 1 or 0 for each outcome."""
IN_PLACES = ("newcomers", "newcomers_in_work", "population")
"""Outcomes of whole places that are kept."""
Array = np.ndarray[Any, Any]


class Follower:
    """Watches the adults who come by some streams and are settled before month ``until``."""

    def __init__(self, town: Town, streams: Sequence[int], until: int, horizon: int) -> None:
        self.streams = np.array(streams, np.uint64)
        self.until, self.horizon = until, horizon
        self.settled: list[tuple[Array, Array]] = []
        """By month of settlement: rows of the adults, and what stood of them then (5, n)."""
        self.people = np.zeros((len(streams), len(town.scenario.places)), np.int64)
        """People settled before ``until`` (stream, place), children too."""
        self.found: list[Array] = []
        """Of those looked at again: (columns, n)."""

    def observe(self, town: Town) -> None:
        """After each month; ``town.month`` is the next."""
        month, people = town.month - 1, town.state.people
        used = int(town.used[Used.PEOPLE])
        rows = np.flatnonzero((people.arrival[:used] == month) & (people.newcomer[:used] == 1))
        rows = rows[np.isin(people.stream[rows], self.streams) & (people.permit[rows] != Permit.WAITING)]
        if month < self.until:
            self._take_in(town, rows, month)
        if (then := month - self.horizon) >= 0 and then < len(self.settled):
            self._look_again(town, *self.settled[then])

    def lives(self) -> list[Any]:
        return []

    def _take_in(self, town: Town, rows: Array, month: int) -> None:
        people = town.state.people
        order = np.argsort(self.streams)
        stream = order[np.searchsorted(self.streams[order], people.stream[rows])]
        np.add.at(self.people, (stream, people.settled_in[rows]), 1)
        grown = (people.birth[rows] <= month - ADULT) | (people.pathway[rows] == Pathway.YOUTH)
        rows, stream = rows[grown], stream[grown]
        about = [stream, people.settled_in[rows], people.household[rows], people.schooling[rows]]
        while len(self.settled) < month:
            self.settled.append((np.zeros(0, np.int64), np.zeros((5, 0), np.int64)))
        self.settled.append((rows, np.array([*about, np.full(len(rows), month)], np.int64).reshape(5, -1)))

    def _look_again(self, town: Town, rows: Array, about: Array) -> None:
        people, here = town.state.people, town.state.people.status[rows] == HERE
        now = (
            here & (people.settled_until[rows] == STILL),
            here & (town.state.work.job[rows] != NOBODY),
            here & (town.state.contacts.bridging[rows] > 0),
        )
        self.found.append(np.concatenate([about, np.array(now, np.int64).reshape(3, -1)]))


class Followed(NamedTuple):
    """What is kept of one run."""

    adults: Array
    """int64 (columns, n): a column of :data:`COLUMNS` a row."""
    people: Array
    """People settled (stream, place)."""
    places: dict[str, dict[str, float]]
    """By place, the outcomes of :data:`IN_PLACES` at the end of the run."""
    net_balance: float
    """Of all municipalities over the run [SEK]."""

    def of(self, column: str) -> Array:
        found: Array = self.adults[COLUMNS.index(column)]
        return found


def simulate(
    scenario: Scenario,
    seed: int,
    *,
    streams: tuple[int, ...],
    until: int,
    horizon: int,
    threads: int = 1,
    months: int | None = None,
    lives: int = 0,
    progress: Any = None,
) -> tuple[Any, Follower]:
    """The history of a run and who looked on; for a worker, with the streams bound by ``functools.partial``."""
    watch: Any = functools.partial(Follower, streams=streams, until=until, horizon=horizon)
    run = Simulation(scenario, seed, threads=threads, months=months, watch=watch, progress=progress)
    run.advance(progress=progress)
    assert isinstance(run.watcher, Follower)
    return run.history(), run.watcher


@functools.cache
def taken() -> str:
    """Tells what is kept from what another version of the code would keep."""
    source = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
    return f"settlement 1 {source} {result_taken()}"


def packed(made: tuple[Any, Follower]) -> bytes:
    """What is kept of a run, as bytes. Runs in the worker."""
    history, seen = made
    result = read_result(history)
    adults = np.concatenate(seen.found, axis=1) if seen.found else np.zeros((len(COLUMNS), 0), np.int64)
    places: dict[str, dict[str, float]] = {place: {} for place in history.scenario.places}
    for (measure, place, group), value in result.breakdown.items():
        if place in places and measure in IN_PLACES and group == "all":
            places[place][measure] = float(value)
    data = {
        "adults": adults.tolist(),
        "people": seen.people.tolist(),
        "places": places,
        "net_balance": float(result.values.get("net_balance", 0.0)),
    }
    return gzip.compress(json.dumps(data).encode(), mtime=0)


def unpacked(file: Path) -> Followed:
    """What was kept in a file. Raises ``ValueError`` or ``KeyError`` for one that holds none."""
    try:
        data = json.loads(gzip.decompress(file.read_bytes()))
    except (EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    adults = np.array(data["adults"], np.int64).reshape(len(COLUMNS), -1)
    return Followed(adults, np.array(data["people"], np.int64), data["places"], float(data["net_balance"]))


__all__ = ["COLUMNS", "ENDING", "OUTCOMES", "Followed", "Follower", "packed", "simulate", "taken", "unpacked"]
