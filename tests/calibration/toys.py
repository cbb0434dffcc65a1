"""A model of three lines in place of the simulation, and targets that it could have produced."""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from calibration.calibrating import Made, calibrate
from calibration.covariance import variance_of
from calibration.loading import load_calibration
from calibration.plan import Calibration
from calibration.running import Workers
from experiments.commands.store import Store
from experiments.outcomes.outcome import Outcomes
from sim.scenario import Scenario, scenario_from

TRUTH = {"hours": 45.0, "half_life": 5.0, "accept": 0.17}
"""``idle`` moves nothing."""
CHANCE = 0.02
TEXT = """\
calibration:
  title: A toy & its truth
  replicates: 3
  seed: 5
  waves: {points: 40, later: 24, most: 3, sample: 400, lenient: 1}
  posterior: {simulations: 6000, accepted: 0.1, draws: 400, checked: 4}
  recovery: {simulations: 1000}
  parameters:
    hours: {label: Free hours, path: meeting.free_hours, range: [30, 70]}
    half_life: {label: Half-life of a tie, path: ties.half_life_months, range: [3, 10], scale: log}
    accept: {label: Chance to be taken, path: work.accept, range: [0.06, 0.3], scale: log}
    idle: {label: Moves nothing, path: work.inexperience, range: [0.4, 1.0]}
"""


@dataclass(frozen=True)
class Aim:
    key: str
    value: float
    scenario: str
    observation: float = 0.02
    discrepancy: float = 0.02
    shared: tuple[tuple[str, float], ...] = ()
    unit: str = "share"
    source: str = "made up"

    @property
    def label(self) -> str:
        return f"The toy's <{self.key}>"

    @property
    def variance(self) -> float:
        return variance_of(self)


class History(NamedTuple):
    values: dict[str, float]
    digest: str


def exact(hours: float, half_life: float, accept: float) -> dict[str, float]:
    a, b, c = hours / 50, math.log(half_life / 6), math.log(accept / 0.13)
    return {"friends": a + 0.5 * b, "work": c + 0.3 * a * a, "stay": b + 0.2 * math.sin(2 * c), "both": a * c}


def simulate(scenario: Scenario, seed: int, *, months: int = 12, progress: Any = None, **rest: Any) -> History:
    """The toy with a little noise, partly shared by all points of a replicate."""
    values = exact(scenario.meeting.free_hours, scenario.ties.half_life_months, scenario.work.accept)
    own = np.random.default_rng([seed, int(1e9 * scenario.work.accept), int(1e6 * scenario.meeting.free_hours)])
    shared = np.random.default_rng(seed)
    if progress is not None:
        progress(months, months)
    return History(
        {key: value + CHANCE * (own.normal() + 0.5 * shared.normal()) for key, value in values.items()}, str(seed)
    )


def failing(scenario: Scenario, seed: int, **rest: Any) -> History:
    """Fails wherever hours are many."""
    if scenario.meeting.free_hours > 60:
        raise ValueError("no room for more people")
    return simulate(scenario, seed, **rest)


def hopeless(scenario: Scenario, seed: int, **rest: Any) -> History:
    raise ValueError("no room for anybody")


class Reader:
    def __init__(self, targets: Any) -> None:
        self.keys = [target.key for target in targets]

    def __call__(self, history: History) -> Outcomes:
        return Outcomes({key: history.values[key] for key in self.keys}, history.digest)


def aims(**values: float) -> list[Aim]:
    """Targets at the truth, but for those given."""
    said = exact(**TRUTH) | values
    return [
        Aim("friends", said["friends"], "north"),
        Aim("work", said["work"], "north"),
        Aim("stay", said["stay"], "south"),
        Aim("both", said["both"], "south"),
    ]


def bases() -> dict[str, Scenario]:
    town = {"months": 12, "places": {"storby": {"population": 500}}}
    return {"north": scenario_from({"title": "North", **town}), "south": scenario_from({"title": "South", **town})}


def plan(text: str = TEXT, targets: list[Aim] | None = None, **more: Any) -> Calibration:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "toy.yaml"
        file.write_text(text, encoding="utf-8")
        return load_calibration(file, targets=targets or aims(), bases=bases(), reader=Reader, **more)


def calibrated(what: Calibration, folder: Path, *, simulated: Any = simulate, jobs: int = 0, **more: Any) -> Made:
    store = Store(folder)
    store.claim()
    return calibrate(what, store, Workers(jobs, None, simulated), command="bygd calibrate", **more)
