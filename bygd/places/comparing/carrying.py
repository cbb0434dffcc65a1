"""Carrying a comparison of places through: what is missing is simulated and kept, then read out for every question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bygd.places.comparing.asked import Asked, Way, base_name, mix_name, policy_name
from bygd.places.comparing.orders import Part, mixes, parts
from bygd.places.comparing.questions import QUESTIONS, Question
from experiments.commands.compare import Bar, Runner
from experiments.commands.compare_plan import Plan
from experiments.commands.estimate import BUILDING, MONTH
from experiments.commands.kept import Kept
from experiments.commands.kept_result import ENDING
from experiments.commands.run import AllFailed
from experiments.comparison.paired import Difference, difference
from experiments.comparison.result import Arm
from experiments.outcomes.intervals import Band, band
from experiments.workers.run import Outcome
from experiments.workers.worker import Simulate

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Answered:
    """One question, as the runs answer it."""

    question: Question
    levels: Mapping[str, Band]
    """By key of the place; in the unit of the value."""
    policies: Mapping[str, Difference]
    """By key of the place, with the policy less without; empty without one."""
    why: Mapping[str, Sequence[Part]]
    """By key of the other place, what each feature does to the first place's value."""
    gaps: Mapping[str, Difference]
    """By key of the other place, its value less the first place's, seed by seed."""


@dataclass(frozen=True)
class Result:
    """Everything that was found."""

    answers: tuple[Answered, ...]
    """Questions that some run of every place answers."""
    ways: tuple[Way, ...]
    outcomes: tuple[Outcome, ...]
    ran: int

    @property
    def failed(self) -> list[Outcome]:
        return [one for one in self.outcomes if one.failed]


def seconds_about(asked: Asked, arms: Mapping[str, Arm]) -> float:
    """About how long all runs take [s], as measured on one core of a server."""
    people = sum(place.population for arm in arms.values() for place in arm.scenario.places.values())
    return people * asked.pairs * (BUILDING + MONTH * asked.months) / max(1, asked.jobs)


def simulated(
    asked: Asked, arms: Mapping[str, Arm], folder: Path, *, bar: Bar | None = None, simulate: Simulate | None = None
) -> Result:
    """Run ``arms`` (of :meth:`Asked.arms`) into the kept runs of ``folder`` and read the answers. Raises ``AllFailed``
    where a place has no run left."""
    plan = Plan(
        base=arms[base_name(asked.first)],
        policies=(),
        seed=asked.seed,
        replicates=asked.pairs,
        months=asked.months,
        jobs=asked.jobs,
        limits=asked.limits,
    )
    runner = Runner(plan, Kept(folder, ENDING), bar, simulate)
    runs = runner.run(list(arms.values()), "places, and what lies between them")
    for town in asked.towns:
        if all(one.failed for one in runs[base_name(town)]):
            raise AllFailed(runs[base_name(town)][0])
    ways = asked.ways
    answers = [_answered(asked, ways, arms, runs, question) for question in QUESTIONS]
    every = tuple(one for some in runs.values() for one in some)
    return Result(tuple(one for one in answers if one is not None), ways, every, runner.ran)


def _answered(
    asked: Asked,
    ways: Sequence[Way],
    arms: Mapping[str, Arm],
    runs: Mapping[str, Sequence[Outcome]],
    question: Question,
) -> Answered | None:
    """None where a place has no value: too short a run, or too few newcomers."""
    values = {name: _values(asked, arms[name], some, question) for name, some in runs.items()}
    levels = {town.key: values[base_name(town)] for town in asked.towns}
    if any(np.isnan(found).all() for found in levels.values()):
        return None
    policies = {
        town.key: found
        for town in asked.towns
        if town.policy is not None
        and (found := _difference(question, values[base_name(town)], values[policy_name(town)])) is not None
    }
    why, gaps = {}, {}
    for way in ways:
        towns = {mix: values[mix_name(asked.first, way, mix)] for mix in mixes(way.features)}
        whole = ~np.isnan(np.array(list(towns.values()))).any(axis=0)
        if whole.any():
            why[way.other.key] = parts(way.features, {mix: found[whole] for mix, found in towns.items()})
            first, other = (values[base_name(town)][whole] for town in (asked.first, way.other))
            gaps[way.other.key] = difference(question.key, first, other)
    return Answered(question, {key: band(found) for key, found in levels.items()}, policies, why, gaps)


def _values(asked: Asked, arm: Arm, some: Sequence[Outcome], question: Question) -> Array:
    people = sum(place.population for place in arm.scenario.places.values())
    return np.array([math.nan if one.failed else question.value(one.read, people, asked.months) for one in some])


def _difference(question: Question, base: Array, policy: Array) -> Difference | None:
    both = ~(np.isnan(base) | np.isnan(policy))
    return difference(question.key, base[both], policy[both]) if both.any() else None


__all__ = ["Answered", "Result", "seconds_about", "simulated"]
