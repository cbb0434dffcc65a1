"""Advice carried through: the problem from what was asked for, the search, the choice, and what is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bygd.advise.candidates import Candidate
from bygd.advise.choosing import Advice, choose, its_value
from bygd.advise.evaluating import Bar, Evaluator
from bygd.advise.information import Robust, robust
from bygd.advise.mixes import Budget, Mix, Problem, Sample
from bygd.advise.reading import ENDING
from bygd.advise.searching import Found, Say, search
from bygd.advise.town import Town
from experiments.commands.identity import model, plain
from experiments.commands.kept import Kept
from experiments.commands.run import drawn_from
from experiments.outcomes.outcome import BY_KEY
from experiments.posterior import Draws
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.run import Outcome
from experiments.workers.worker import Simulate
from sim.scenario.writing import yaml_text
from sim.words import written

KIND = "advice"
OUTCOMES = ("local_friends", "stayers", "newcomers_in_work", "belonging")
"""What a mix is judged by where the command does not say, all counting the same."""


@dataclass(frozen=True)
class Asked:
    """What is asked for."""

    town: Town
    candidates: Mapping[str, Candidate]
    """That may be bought, by key."""
    left_out: Mapping[str, str]
    """By name of a candidate, why it is not among them."""
    budget: Budget
    weights: Mapping[str, float]
    seed: int
    pairs: int
    pareto: bool = False
    fixed: frozenset[str] = frozenset()
    payers: frozenset[str] = frozenset()
    draws: Draws | None = None
    jobs: int = 1
    limits: Limits = NO_LIMITS
    force: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)
    """How many figures of the town's file are measured, converted and assumed, where it says so."""

    def identity(self) -> dict[str, Any]:
        """What all runs and words in the folder have in common; not the number of pairs."""
        grids = {key: [list(one) for one in each.choices(self.town.plan)] for key, each in self.candidates.items()}
        content = {key: [dict(each.content), dict(each.levers)] for key, each in self.candidates.items()}
        return {
            "model": model(),
            "seed": self.seed,
            "months": self.town.months,
            "draws": drawn_from(self.draws),
            "budget": [self.budget.amount, self.budget.years, "in all" if self.budget.in_all else "a year"],
            "outcomes": [f"{key}={written(weight)}" for key, weight in self.weights.items()],
            "front": "each outcome" if self.pareto else "value",
            "fixed": sorted(self.fixed),
            "payers": sorted(self.payers),
            "plan": [self.town.first, self.town.plan],
            "town": plain(self.town.base),
            "candidates": yaml_text({"ways": grids, "content": content}),
        }


@dataclass(frozen=True)
class Answer:
    """What was found."""

    advice: Advice
    found: Found
    problem: Problem
    levels: Mapping[str, float]
    """Outcomes of the town with nothing bought."""
    scale: Mapping[str, float]
    """Unit of each outcome in the value."""
    robust: Robust | None = None
    ran: int = 0
    seconds: float = 0.0
    failed: Sequence[Outcome] = field(default_factory=list)

    def alone(self) -> list[Sample]:
        """Every way to buy one measure that was tried, the best first, those that cannot be had last."""
        found = [one for one in self.found.samples.values() if len(one.mix) == 1]
        return sorted(found, key=lambda one: (not self.problem.allowed(one), -one.mean if one.pairs else 0.0, one.mix))


def answered(
    asked: Asked, folder: Path, *, bar: Bar | None = None, say: Say | None = None, simulate: Simulate | None = None
) -> Answer:
    """Simulate what is missing in ``folder`` and choose. Raises ``AllFailed`` when the town cannot be simulated."""
    evaluator = Evaluator(
        asked.town,
        asked.weights,
        asked.seed,
        Kept(folder, ENDING),
        payers=asked.payers,
        draws=asked.draws,
        jobs=asked.jobs,
        limits=asked.limits,
        bar=bar,
        simulate=simulate,
    )
    choices = {key: each.choices(asked.town.plan) for key, each in sorted(asked.candidates.items())}
    problem = Problem(choices, evaluator, asked.budget, asked.fixed)
    found = search(problem, asked.pairs, say)
    used, more, goals = [evaluator], [], its_value
    if asked.pareto:
        for key in asked.weights:
            alone = replace(evaluator, weights={key: 1.0}, ran=0, seconds=0.0, failed=[], _scale={})
            used.append(alone)
            best = search(replace(problem, evaluate=alone), asked.pairs, say)
            more += [one.mix for one in best.ranked(problem, asked.pairs)[:2]]
        goals = _each_goal(asked.weights)
    advice = choose(problem, found, asked.pairs, say, goals, tuple(more))
    others = [one for one in advice.confirmed if one is not advice.advised]
    over = robust(advice.advised, others, asked.draws.changes) if asked.draws is not None and others else None
    levels = evaluator.levels(asked.pairs, advice.family)
    return Answer(
        advice,
        found,
        problem,
        levels,
        evaluator.scale(),
        over,
        sum(one.ran for one in used),
        sum(one.seconds for one in used),
        [one for each in used for one in each.failed],
    )


def _each_goal(weights: Mapping[str, float]) -> Any:
    def goals(sample: Sample) -> list[float]:
        signs = {key: -1.0 if BY_KEY[key].better == "less" else 1.0 for key in weights}
        return [sign * float(sample.gains[key].mean()) for key, sign in signs.items() if key in sample.gains]

    return goals


def scenario_text(asked: Asked, mix: Mix, title: str) -> str:
    """The scenario of a mix as a file that runs."""
    head = (
        f"{title} with what 'bygd advise' advises: a scenario that stands by itself. Against the town without it:\n"
        "  bygd compare town.yaml advised.yaml"
    )
    return asked.town.file_text(mix, head)


__all__ = ["KIND", "OUTCOMES", "Answer", "Asked", "answered", "scenario_text"]
