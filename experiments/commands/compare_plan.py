"""What a comparison is to do, as a value."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from experiments.commands.identity import model, plain
from experiments.commands.repeating import language_words, number, replicate_words, setting_words
from experiments.commands.run import drawn_from
from experiments.comparison.result import Arm
from experiments.posterior import Draws
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.order import Order
from experiments.workers.run import replicates_of
from sim.languages import SOURCE

SMALLEST = "smallest"


@dataclass(frozen=True)
class Plan:
    """What to compare."""

    base: Arm
    policies: tuple[Arm, ...]
    seed: int
    replicates: int
    months: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What was changed in every file."""
    jobs: int = 1
    threads: int = 1
    draws: Draws | None = None
    """Sets of parameters to simulate them with; ``replicates`` is then theirs."""
    pot: float | str | None = None
    """The most every arm may spend [SEK]; "smallest": what the cheapest policy spends; None: no limit."""
    limits: Limits = NO_LIMITS
    """Of each run."""
    force: bool = False
    """Whether another result in the folder may be replaced."""
    language: str = SOURCE
    """Of the report and its figures: no part of what tells two comparisons apart."""
    place: str | None = None
    """Key of the place that is reported on; None: the whole region. All arms simulate all of the region, so the
    runs are the same, and it is no part of what tells two comparisons apart."""
    figures: Mapping[str, int] = field(default_factory=dict)
    """How many figures of the base's file are measured, converted and assumed, where it says so; the report tells."""

    def identity(self) -> dict[str, Any]:
        """What all runs in the folder have in common."""
        arms = {arm.name: plain(arm.scenario) for arm in (self.base, *self.policies)}
        return {
            "model": model(),
            "arms": list(arms),
            "seed": self.seed,
            "months": self.months,
            "pot": "none" if self.pot is None else self.pot,
            "draws": drawn_from(self.draws),
            **arms,
        }

    def command(self) -> str:
        """The command that makes the same results."""
        words = [
            "bygd",
            "compare",
            self.base.file,
            *(arm.file for arm in self.policies),
            *replicate_words(self.replicates, self.draws, self.seed, self.months),
        ]
        words += setting_words(self.settings)
        if self.draws is not None:
            words += self.draws.command()
        if self.pot is not None:
            words.append("--equal-budget")
            words += [] if self.pot == SMALLEST else [number(float(self.pot))]
        if self.place is not None:
            words += ["--place", self.place]
        words += language_words(self.language)
        return shlex.join(words)


def first_orders(plan: Plan) -> list[Order]:
    """The first run of every arm, as the files state it: to see what they have in common."""
    runs = [replicates_of(arm.name, plan.seed, 1, plan.months)[0] for arm in (plan.base, *plan.policies)]
    arms = zip(runs, (plan.base, *plan.policies), strict=True)
    return [Order(run, arm.scenario, position=place) for place, (run, arm) in enumerate(arms)]


__all__ = ["SMALLEST", "Plan", "first_orders"]
