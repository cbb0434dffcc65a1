"""What another setting turns: rivals one way or the other, mechanisms switched off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.patterns import HOLDS, Arm, Claim, Finding, Pattern
from calibration.patterns.kept_runs import Kept, taken
from calibration.targets import Target, TargetReader, load_targets, scenario_file, scenarios_of
from calibration.validation.table import Hold, as_found, findings_of
from experiments.workers.pool import Progress, Tally
from experiments.workers.run import Run
from experiments.workers.worker import Order
from sim.scenario import load_scenario, with_overrides
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.paths import near
from sim.scenario.schema.root import Scenario

NEAR = 2.0
"""Deviations of its tolerance within which a target counts as met."""


@dataclass(frozen=True)
class Turn:
    """What another setting changes in one pattern."""

    setting: str
    """As "rivals.belonging=informal_and_membership"."""
    pattern: str
    before: Finding
    after: Finding

    @property
    def turned(self) -> bool:
        """Whether the verdict is another."""
        return self.before.verdict != self.after.verdict

    @property
    def broken(self) -> bool:
        """Whether what held does not hold any more."""
        return self.before.verdict == HOLDS and self.after.verdict != HOLDS

    @property
    def claims(self) -> list[tuple[Claim, Claim]]:
        """Claims whose verdict is another, as they were and as they are then."""
        both = zip(self.before.claims, self.after.claims, strict=True)
        return [(before, after) for before, after in both if before.verdict != after.verdict]

    def cells(self) -> dict[str, Any]:
        before, after = self.before.interval, self.after.interval
        return {
            "setting": self.setting,
            "pattern": self.pattern,
            "verdict": self.before.verdict,
            "verdict_then": self.after.verdict,
            "turned": self.turned,
            "mean": before[0],
            "low": before[1],
            "high": before[2],
            "mean_then": after[0],
            "low_then": after[1],
            "high_then": after[2],
        }


def turns(
    settings: Mapping[str, Any],
    patterns: Iterable[Pattern],
    before: Mapping[str, Finding],
    seeds: Sequence[int],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    kept: Kept | None = None,
    hold: Hold = as_found,
) -> list[Turn]:
    """What each of some settings, ``{path: value}`` and one at a time, changes in the patterns."""
    patterns = list(patterns)
    found = []
    for path, value in settings.items():
        after = findings_of(patterns, seeds, over={path: value}, jobs=jobs, progress=progress, kept=kept, hold=hold)
        name = f"{path}={str(value).lower() if isinstance(value, bool) else value}"
        found += [Turn(name, one.key, before[one.key], after[one.key]) for one in patterns]
    return found


def mechanisms() -> tuple[str, ...]:
    """Switches of the model's mechanisms, by path: all on by default, in sections that every scenario has."""
    from sim.scenario.schema.base import Section

    found = []
    for section, field in Scenario.model_fields.items():
        kind = field.annotation
        if not (isinstance(kind, type) and issubclass(kind, Section)):
            continue
        found += [
            f"{section}.{name}"
            for name, one in kind.model_fields.items()
            if one.annotation is bool and one.default is True
        ]
    return tuple(found)


def switched_off(names: Iterable[str]) -> dict[str, bool]:
    """Settings that switch mechanisms off; all of them where none is named.

    Raises ``ScenarioError`` for what is no mechanism.
    """
    there = mechanisms()
    names = list(names)
    problems = [
        Problem(f"{name!r} is no mechanism's switch; {near(name, there)}") for name in names if name not in there
    ]
    if problems:
        raise ScenarioError(*problems)
    return dict.fromkeys(names or there, False)


@dataclass(frozen=True)
class Moved:
    """One calibration target with and without a mechanism."""

    setting: str
    target: Target
    before: float
    after: float

    def distance(self, value: float) -> float:
        """Deviations of the target's tolerance between the figure and ``value``."""
        return (value - self.target.value) / self.target.tolerance

    @property
    def broken(self) -> bool:
        """Whether the target was met and is not any more."""
        return abs(self.distance(self.before)) <= NEAR and not abs(self.distance(self.after)) <= NEAR

    def cells(self) -> dict[str, Any]:
        return {
            "setting": self.setting,
            "target": self.target.key,
            "evidence": self.target.value,
            "tolerance": self.target.tolerance,
            "model": self.before,
            "model_then": self.after,
            "distance": self.distance(self.before),
            "distance_then": self.distance(self.after),
            "broken": self.broken,
        }


def target_values(
    targets: Sequence[Target],
    seeds: Sequence[int],
    *,
    over: Mapping[str, Any] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> dict[str, float]:
    """Mean over the seeds of each target's value, by key; NaN where no run says."""
    orders: list[Order] = []
    asked: list[str] = []
    for town in scenarios_of(targets):
        scenario = with_overrides(load_scenario(scenario_file(town)), dict(over or {}))
        reader = TargetReader([target for target in targets if target.scenario == town])
        orders += [Order(Run(scenario.digest(), (), seed, scenario.months, 1), scenario, read=reader) for seed in seeds]
        asked += [f"{town} {[(target.key, target.definition) for target in reader.targets]}"] * len(seeds)
    found: dict[str, list[float]] = {target.key: [] for target in targets}
    for values in taken(orders, asked, values_of, jobs=jobs, progress=progress, kept=kept):
        for key, value in values.items():
            found[key].append(value)
    return {key: float(np.mean(values)) if values else float("nan") for key, values in found.items()}


def target_towns() -> list[Arm]:
    """The towns that targets are measured in."""
    return [Arm(f"target:{town}") for town in scenarios_of(load_targets())]


def values_of(read: Any) -> dict[str, float]:
    return dict(read.values)


def targets_without(
    settings: Mapping[str, Any],
    seeds: Sequence[int],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    targets: Sequence[Target] | None = None,
    kept: Kept | None = None,
) -> list[Moved]:
    """Where each target lies with each of some settings, one at a time."""
    targets = load_targets() if targets is None else targets
    each, lived = len(scenarios_of(targets)) * len(seeds), 0

    def tell(tally: Tally) -> None:
        if progress is not None:
            progress(tally._replace(done=tally.done + lived))

    before = target_values(targets, seeds, jobs=jobs, progress=tell, kept=kept)
    moved = []
    for path, value in settings.items():
        lived += each
        after = target_values(targets, seeds, over={path: value}, jobs=jobs, progress=tell, kept=kept)
        name = f"{path}={str(value).lower() if isinstance(value, bool) else value}"
        moved += [Moved(name, target, before[target.key], after[target.key]) for target in targets]
    return moved


__all__ = [
    "NEAR",
    "Moved",
    "Turn",
    "mechanisms",
    "switched_off",
    "target_towns",
    "target_values",
    "targets_without",
    "turns",
]
