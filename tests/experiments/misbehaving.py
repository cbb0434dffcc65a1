"""Stand-ins for the model that fail, die, hang or eat memory, for tests of what runs them."""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from sim.scenario import Scenario
from tests.experiments.fakes import FakeHistory, brief, simulate


def nothing() -> None:
    """In the place of what a worker imports while it waits."""


def process_of(history: Any) -> int:
    """In the place of what is taken from a history: the process that had it."""
    return os.getpid()


def failing(scenario: Scenario, seed: int, *, progress: Any = None, **rest: Any) -> FakeHistory:
    """Fails half-way in every run whose seed is odd."""
    if seed % 2:
        progress(3, 12)
        raise ValueError("no room for more people")
    return simulate(scenario, seed, progress=progress, **rest)


def dying(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Kills its process the first time it is called (a mark is left in the folder BYGD_TEST_MARK)."""
    mark = Path(os.environ["BYGD_TEST_MARK"]) / "died"
    if not mark.exists():
        mark.write_text("once", encoding="utf-8")
        os._exit(9)
    return simulate(scenario, seed, **rest)


def always_dying(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Kills its process whenever the seed is odd."""
    if seed % 2:
        os._exit(9)
    return simulate(scenario, seed, **rest)


def slow(scenario: Scenario, seed: int, *, progress: Any = None, months: int | None = None, **rest: Any) -> FakeHistory:
    """A minute a run, a tenth of a second a month; leaves its process id in BYGD_TEST_MARK."""
    (Path(os.environ["BYGD_TEST_MARK"]) / f"{os.getpid()}.pid").write_text("", encoding="utf-8")
    for month in range(600):
        time.sleep(0.1)
        progress(month, 600)
    return simulate(scenario, seed, progress=progress, months=months, **rest)


def endless(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Never ends where the seed is odd."""
    if seed % 2:
        for _ in itertools.count():
            pass
    return simulate(scenario, seed, **rest)


def deaf(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Hangs where the seed is odd, without ever executing Python again."""
    if seed % 2:
        time.sleep(1000)
    return simulate(scenario, seed, **rest)


def plodding(scenario: Scenario, seed: int, *, progress: Any = None, **rest: Any) -> FakeHistory:
    """Never ends, and says so month by month."""
    for month in itertools.count():
        time.sleep(0.02)
        progress(month, 10**6)
    raise AssertionError


def greedy(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Takes ever more memory where the seed is odd."""
    if seed % 2:
        held = [np.ones(2_000_000) for _ in range(2000)]  # 16 MB each
        assert held
    return simulate(scenario, seed, **rest)


def hopeless(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Always fails."""
    raise ValueError("no room for more people")


def poisoned(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """Does what the scenario's title says."""
    if scenario.title == "raises":
        raise ValueError("poisoned")
    odd = 1 if scenario.title in ("never ends", "eats memory") else 0
    if not odd:
        return brief(scenario, seed, **rest)
    return (greedy if scenario.title == "eats memory" else endless)(scenario, seed | 1, **rest)


def unhurried(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """As ``brief``, but it takes its time; leaves its process id in BYGD_TEST_MARK."""
    (Path(os.environ["BYGD_TEST_MARK"]) / f"{os.getpid()}.pid").write_text("", encoding="utf-8")
    time.sleep(0.02)
    return brief(scenario, seed, **rest)
