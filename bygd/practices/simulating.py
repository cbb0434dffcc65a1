"""Simulating cards: pairs of runs with the same random draws, each run kept as it is done, results card by card.

Cards are simulated some at a time, those of one base and length together, since all of them share the region and the
months before they differ. After each such batch ``results.csv`` is written anew with what is done, so that a command
that was stopped has the figures of the cards it finished, and goes on with the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bygd.practices.estimating import rows_of
from bygd.practices.results import Row, rows_text, written
from bygd.practices.trials import Trial, rules
from experiments.commands.compare import Bar, Runner
from experiments.commands.compare_plan import Plan
from experiments.commands.estimate import BUILDING, MONTH
from experiments.commands.kept import Kept
from experiments.commands.kept_result import ENDING
from experiments.comparison.result import Arm
from experiments.files import write_text
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.run import Outcome
from experiments.workers.worker import Simulate

RESULTS = "results.csv"
BATCH = 7
"""Cards simulated together: a batch of seven and its base build one region for eight runs."""
BASE = "without"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """How much is simulated."""

    pairs: int
    jobs: int = 1
    seed: int | None = None
    """None: that of each scenario."""
    months: int | None = None
    """None: those of each trial."""
    limits: Limits = NO_LIMITS

    def length(self, trial: Trial) -> int:
        return trial.months if self.months is None else min(self.months, trial.months)

    def seed_of(self, trial: Trial) -> int:
        return trial.base.seed if self.seed is None else self.seed


@dataclass
class Found:
    """What came of it."""

    done: list[str] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)
    ran: int = 0
    """Runs simulated now."""


def batches(trials: Sequence[Trial], asked: Asked) -> Iterator[list[Trial]]:
    """Cards that are simulated together: of one seed and length and, of ready pieces, one town; a case stands alone."""
    groups: dict[tuple[Any, ...], list[Trial]] = {}
    for one in trials:
        groups.setdefault((asked.seed_of(one), asked.length(one), one.base.title), []).append(one)
    for group in groups.values():
        for first in range(0, len(group), BATCH):
            yield group[first : first + BATCH]


def simulated(
    trials: Sequence[Trial],
    asked: Asked,
    folder: Path,
    *,
    bar: Bar | None = None,
    simulate: Simulate | None = None,
    say: Say | None = None,
) -> Found:
    """Simulate ``trials`` into the kept runs of ``folder`` and write its ``results.csv`` as they are done; rows of
    other cards that stand there stay. A card of which a pair failed has the pairs that are left.

    Raises ``OSError`` where something cannot be written.
    """
    found, kept, file = Found(), Kept(folder, ENDING), folder / RESULTS
    rows: dict[str, list[Row]] = written(file)
    for batch in batches(trials, asked):
        runner, arms = _arms(batch, asked, kept, bar, simulate)
        runs = runner.run(list(arms.values()), ", ".join(one.card for one in batch))
        found.ran += runner.ran
        found.failed += [one for some in runs.values() for one in some if one.failed]
        for one in batch:
            made = rows_of(one, asked.seed_of(one), asked.length(one), *(runs[name] for name in _names(one)))
            if made:
                rows[one.card] = made
                found.done.append(one.card)
        write_text(file, rows_text(rows))
        if say is not None:
            say(f"{len(found.done)} of {len(trials)} cards have their figures in {file}")
    return found


def seconds_about(trials: Sequence[Trial], asked: Asked) -> float:
    """About how long the runs of ``trials`` take [s], as measured on one core of a server
    (:mod:`experiments.commands.estimate`): in a batch the region is built once for each seed."""
    found = 0.0
    for batch in batches(trials, asked):
        arms = {
            name: scenario
            for one in batch
            for name, scenario in zip(_names(one), (one.base, one.scenario), strict=True)
        }
        people = [sum(place.population for place in scenario.places.values()) for scenario in arms.values()]
        found += asked.pairs * (people[0] * BUILDING + sum(people) * asked.length(batch[0]) * MONTH)
    return found / max(1, asked.jobs)


def _names(trial: Trial) -> tuple[str, str]:
    """Names of the arms of a trial: two trials of one base share its runs."""
    return f"{BASE} {rules(trial.base)}", trial.card


def _arms(
    batch: Sequence[Trial], asked: Asked, kept: Kept, bar: Bar | None, simulate: Simulate | None
) -> tuple[Runner, dict[str, Arm]]:
    arms: dict[str, Arm] = {}
    for one in batch:
        base, with_it = _names(one)
        arms[base] = Arm(base, base, one.base)
        arms[with_it] = Arm(with_it, with_it, one.scenario)
    plan = Plan(
        base=next(iter(arms.values())),
        policies=(),
        seed=asked.seed_of(batch[0]),
        replicates=asked.pairs,
        months=asked.length(batch[0]),
        jobs=asked.jobs,
        limits=asked.limits,
    )
    return Runner(plan, kept, bar, simulate), arms


__all__ = ["RESULTS", "Asked", "Found", "batches", "seconds_about", "simulated"]
