"""Runs of the settings, each simulated once and kept, so that what was interrupted goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from calibration.patterns.kept_runs import Kept, taken
from calibration.stage.reading import asked, taken_from
from calibration.stage.seen import Seen
from calibration.stage.towns import Setting
from experiments.commands.kept import key_for
from experiments.workers.pool import Tally
from experiments.workers.run import Run
from experiments.workers.worker import Order

Tell = Callable[[str], None]


class Runs(Kept):
    """Kept runs. What is published, and how rows and tables are made of a run, changes none."""

    def key(self, order: Order, asked: str) -> str:
        return key_for(order.run, asked)


def whisper(words: str) -> None:
    """To the terminal, beside what is printed."""
    print(words, file=sys.stderr, flush=True)


def seen(
    setting: Setting,
    seeds: Sequence[int],
    folder: Path,
    *,
    months: int | None = None,
    share: float = 1.0,
    jobs: int = 1,
    tell: Tell = whisper,
) -> list[Seen]:
    """The runs of a setting with these seeds, in their order: those in ``folder`` are read, the others simulated.

    ``months``: how many, in place of the scenario's; ``share``: of the people of the scenario. ``jobs`` processes at
    once; 1: this process. Raises ``Failed`` for a run that failed, and ``OSError``; those that have ended are kept.
    """
    scenario = setting.scenario(share)
    length = scenario.months if months is None else months
    orders = [Order(Run(scenario.digest(), setting.changes, seed, length), scenario, read=taken_from) for seed in seeds]
    kept, what, done = Runs(folder), asked(), -1

    def progress(tally: Tally) -> None:
        nonlocal done
        if tally.done != done:
            done = tally.done
            tell(f"{setting.key}: {done} of {len(seeds)} runs")

    return [Seen(data) for data in taken(orders, [what] * len(orders), dict, jobs=jobs, progress=progress, kept=kept)]


__all__ = ["Tell", "seen", "whisper"]
