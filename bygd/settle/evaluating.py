"""The region simulated by a rule: through the runner and the kept runs of comparisons, every run once in the life of a
folder. Pair k of a family of seeds has the same random draws by every rule."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bygd.settle.following import Followed, packed, simulate, taken, unpacked
from bygd.settle.region import Region, Sent
from experiments.commands.kept import Kept, key_for, outcomes_of
from experiments.commands.run import AllFailed
from experiments.posterior import Draws
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.order import Order, Recipe
from experiments.workers.pool import Progress
from experiments.workers.run import Outcome, Run, replicate_seed

FAMILY = 1 << 41
"""Families of seeds are this far from replicates that a command asks for."""
LEARN, CONFIRM = 0, 1
"""Families of seeds: of what each place is good for, and of what the matched rule does."""
Bar = Callable[[str, int, int], Progress | None]


def family_seed(seed: int, family: int, pair: int) -> int:
    """Seed of a run: families share no run with each other, nor with the replicates of ``seed``."""
    return replicate_seed(replicate_seed(seed, FAMILY + family), pair)


@dataclass
class Evaluator:
    """Simulates a region into one folder."""

    region: Region
    seed: int
    kept: Kept
    until: int
    """Households settled before this month are followed."""
    horizon: int
    """For so many months."""
    draws: Draws | None = None
    """Sets of parameters: pair k has set k modulo their number."""
    jobs: int = 1
    limits: Limits = NO_LIMITS
    bar: Bar | None = None
    ran: int = 0
    """Runs simulated now."""
    seconds: float = 0.0
    failed: list[Outcome] = field(default_factory=list)

    def __call__(
        self, arms: Sequence[tuple[Sequence[Sent], bool]], pairs: int, family: int, words: str
    ) -> list[dict[int, Followed]]:
        """By arm (streams told apart, whether by the matched rule) what was followed, by pair; without failed runs.
        Raises ``AllFailed`` when no run of the first arm came to anything."""
        orders, keys = [], []
        for sent, matched in arms:
            scenario = self.region.scenario(sent, matched=matched)
            held, digest = pickle.dumps(scenario), scenario.digest()
            follow = functools.partial(
                simulate, streams=tuple(one.uid for one in sent), until=self.until, horizon=self.horizon
            )
            kept = f"{taken()} {self.until} {self.horizon} {[one.uid for one in sent]}"
            for pair in range(pairs):
                changes = tuple((self.draws.changes[pair % len(self.draws.changes)] if self.draws else {}).items())
                run = Run(digest, (), family_seed(self.seed, family, pair), self.region.base.months, pair)
                orders.append(Order(run, Recipe(held, changes), 1, 0, follow, packed, self.limits))
                keys.append(key_for(run, kept, changes))
        tell = functools.partial(self.bar, words) if self.bar is not None else None
        outcomes, ran = outcomes_of(orders, keys, self.kept, unpacked, _made, jobs=self.jobs, bar=tell)
        self.ran += ran
        self.seconds += sum(one.seconds for one in outcomes)
        self.failed += [one for one in outcomes if one.failed]
        if pairs and all(one.failed for one in outcomes[:pairs]):
            raise AllFailed(outcomes[0])
        each = [outcomes[place * pairs : (place + 1) * pairs] for place in range(len(arms))]
        return [{one.run.replicate: one.read for one in runs if not one.failed} for runs in each]


def _made(run: Run, reading: Any, seconds: float) -> Outcome:
    return replace(Outcome(run, None, seconds=seconds), read=reading)


__all__ = ["CONFIRM", "LEARN", "Bar", "Evaluator", "family_seed"]
