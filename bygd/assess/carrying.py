"""Carrying an assessment through: what is missing is simulated, kept as it is done, and read out at the end.

Two stages through the runner and the kept runs of comparisons: the town as assessed and each benchmark raised, then
what goes together, which needs to know the best of the first. The second has a quarter as many pairs of runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bygd.assess.arms import Arms, pairs_among
from bygd.assess.results import TOP, Bought, Runs, Together, ranked
from experiments.commands.compare import Bar, Runner
from experiments.commands.compare_plan import Plan
from experiments.commands.identity import model, plain
from experiments.commands.kept import Kept
from experiments.commands.kept_result import ENDING
from experiments.commands.run import AllFailed, drawn_from
from experiments.comparison.result import Arm
from experiments.workers.run import Outcome
from experiments.workers.worker import Simulate
from sim.scenario.writing import yaml_text

KIND = "assessment"
MIXED = 4
"""Pairs of runs of the first stage for each of the second."""
Found = dict[str, list[Outcome]]
"""Outcomes by name of arm."""


@dataclass(frozen=True)
class Result:
    """What the runs of an assessment say."""

    bought: tuple[Bought, ...] = ()
    """Of each benchmark that was raised, the best first."""
    among_all: tuple[Together, ...] = ()
    """Each where all others are met, against alone."""
    pairs: tuple[Together, ...] = ()
    """Of the best, two by two."""
    runs: Mapping[str, Sequence[Outcome]] = field(default_factory=dict)
    ran: int = 0
    """Runs simulated now."""
    mixed: int = 0
    """Pairs of runs behind what goes together."""
    index_of: tuple[str, ...] = ()
    """Outcomes that the index is a mean of: those that vary."""

    @property
    def outcomes(self) -> list[Outcome]:
        return [one for runs in self.runs.values() for one in runs]


def plan_of(arms: Arms, **settings: Any) -> Plan:
    """What is simulated, as a comparison has it."""
    return Plan(base=arms.base(), policies=(), **settings)


def identity(arms: Arms, plan: Plan) -> dict[str, Any]:
    """What all runs in the folder have in common: answers outside the model, and notes, are no part of it."""
    levers = {row.id: arms.levers([row]) for row in arms.open()}
    return {
        "model": model(),
        "seed": plan.seed,
        "months": plan.months,
        "draws": drawn_from(plan.draws),
        "town": plain(arms.town.assessed),
        "raised": yaml_text(levers),
    }


def mixed_pairs(pairs: int) -> int:
    """Pairs of runs for what goes together."""
    return -(-pairs // MIXED)


def arms_in_all(number: int) -> tuple[int, int]:
    """Arms of the first and of the second stage with so many open benchmarks."""
    if not number:
        return 0, 0
    best = min(TOP, number)
    return 1 + number, (1 + number if number > 1 else 0) + (best * (best - 1) // 2 if number > 2 else 0)


def simulated(
    arms: Arms, plan: Plan, folder: Any, *, bar: Bar | None = None, simulate: Simulate | None = None
) -> Result:
    """Run all arms into the kept runs of ``folder``. Raises ``AllFailed`` when every run of the town as
    assessed failed."""
    rows = arms.open()
    if not rows:
        return Result()
    kept = Kept(folder, ENDING)
    first = Runner(plan, kept, bar, simulate)
    raised = {row.id: arms.raised(row) for row in rows}
    found: Found = first.run([arms.base(), *raised.values()], "what raising each buys")
    base = found[arms.base().name]
    if all(one.failed for one in base):
        raise AllFailed(base[0])
    runs = Runs(base, plan.draws)
    bought = ranked([runs.bought(row, arms.town.answered[row.id], found[raised[row.id].name]) for row in rows])
    chosen = ranked(
        [runs.bought(row, arms.town.answered[row.id], runs.first(found[raised[row.id].name])) for row in rows]
    )
    best = [one.benchmark for one in chosen[:TOP]]
    second = Runner(_fewer(plan), kept, bar, simulate)
    mixes, both = _mixes(arms, rows, best)
    if mixes:
        found |= second.run([*mixes, *both], "what goes together")
    among, pairs = [], []
    for row in rows if mixes else ():
        alone = (base, found[raised[row.id].name])
        without = found[f"all-but-{row.id}"]
        among.append(runs.together((row,), [alone], (without, found[arms.all_met().name])))
    for (one, other), arm in zip(pairs_among(best) if both else (), both, strict=True):
        alone_of = [(base, found[raised[row.id].name]) for row in (one, other)]
        pairs.append(runs.together((one, other), alone_of, (base, found[arm.name])))
    return Result(
        tuple(bought),
        tuple(sorted((one for one in among if one is not None), key=lambda one: -one.together)),
        tuple(sorted((one for one in pairs if one is not None), key=lambda one: -one.together)),
        found,
        first.ran + second.ran,
        second.plan.replicates if mixes else 0,
        tuple(runs.scale),
    )


def _mixes(arms: Arms, rows: Sequence[Any], best: Sequence[Any]) -> tuple[list[Arm], list[Arm]]:
    """All met and all but one; and the best two by two, where these are not the same."""
    if len(rows) < 2:
        return [], []
    both = [arms.both(one, other) for one, other in pairs_among(best)] if len(rows) > 2 else []
    return [arms.all_met(), *(arms.without(row) for row in rows)], both


def _fewer(plan: Plan) -> Plan:
    """A quarter as many pairs; with sets of parameters as many, since a run's number says which set it has."""
    return plan if plan.draws is not None else replace(plan, replicates=mixed_pairs(plan.replicates))


__all__ = ["KIND", "Result", "arms_in_all", "identity", "mixed_pairs", "plan_of", "simulated"]
