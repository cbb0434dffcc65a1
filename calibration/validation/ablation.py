"""``python -m calibration.validation.ablation``: what each mechanism changes, at its default size.

Every mechanism of :mod:`calibration.validation.switches` is taken away (or brought in, where it is off by default) in
a town in which there is something for it to work on, in pairs of runs with common random numbers. Shown is the run with
it less the run without it, with a 95 % interval of the mean over the pairs. Finished runs stay in ``outputs/ablation``:
stopped, the command goes on, and more seeds cost only their own runs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.pages import write_between
from calibration.patterns import Arm, Lived, live
from calibration.patterns.kept_runs import Kept
from calibration.validation.switches import MECHANISMS, Mechanism
from calibration.validation.table import seeds_of
from experiments.outcomes import catalogue
from experiments.outcomes.intervals import band
from experiments.workers.pool import Tally
from sim.words import counted, figure, signed

Array = np.ndarray[Any, Any]
PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
COMMAND = "python -m calibration.validation.ablation --write"
KEPT = Path("outputs/ablation")
YEARS = 5
"""Last years whose means are compared."""
OUTCOMES = (
    ("local_friends", "all", "local friends", 1.0),
    ("isolated", "all", "without one, of 100", 100.0),
    ("retained", "all", "still there, of 100", 100.0),
    ("employed", "newcomers", "newcomers in work, of 100", 100.0),
    ("population", "all", "inhabitants", 1.0),
    ("clubs_open", "all", "clubs", 1.0),
)
"""Measure, group, heading, and what it is multiplied by."""


@dataclass(frozen=True)
class Change:
    """What a mechanism changes in one measure, a difference a pair (pairs,)."""

    heading: str
    values: Array

    @property
    def interval(self) -> tuple[float, float, float]:
        """Mean over the pairs and its 95 % interval (Student's t)."""
        found = band(self.values)
        return float(found.mean), float(found.mean_low), float(found.mean_high)

    @property
    def visible(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        _, low, high = self.interval
        return low > 0.0 or high < 0.0

    def in_words(self) -> str:
        """As "+0.12 (0.05 to 0.19)"; bold where visible, a dash where not a digit differs."""
        mean, low, high = self.interval
        if not np.any(self.values):
            return "–"
        digits = 2 if max(abs(low), abs(high)) < 100 else 3
        text = f"{signed(mean, digits)} ({figure(low, digits)} to {figure(high, digits)})"
        return f"**{text}**" if self.visible else text


@dataclass(frozen=True)
class Finding:
    """What one mechanism changes."""

    mechanism: Mechanism
    outcomes: tuple[Change, ...]
    own: Change
    levels: tuple[float, ...]
    """Of the outcomes, where the mechanism is there."""

    @property
    def visible(self) -> bool:
        """Whether any of the outcomes is changed beyond chance."""
        return any(one.visible for one in self.outcomes)


def plain(mechanism: Mechanism) -> bool:
    """Whether it is there in the town as it comes."""
    return mechanism.default and not mechanism.stage


def arms_of(mechanism: Mechanism, asks: tuple[str, ...]) -> tuple[Arm, Arm]:
    """With the mechanism and without it."""
    with_, without = (mechanism.stage + changes for changes in (mechanism.with_, mechanism.without))
    return Arm(mechanism.town, asks, with_), Arm(mechanism.town, asks, without)


def asked_of(mechanisms: Iterable[Mechanism]) -> dict[str, tuple[str, ...]]:
    """Measures to be kept, by town: all of a town's runs keep the same, so that one default serves all."""
    found: dict[str, list[str]] = {}
    for one in mechanisms:
        found.setdefault(one.town, [name for name, *_ in OUTCOMES]).append(one.own[0])
    return {town: tuple(dict.fromkeys(names)) for town, names in found.items()}


def late(lived: Lived, measure: str, group: str) -> Array:
    """Mean of a measure over the last years, by run (runs,); sums of what flows are taken by the year."""
    months = lived.scenario.months
    found = []
    for run in lived.runs:
        series = run.values.get((measure, group), {})
        values = [value for month, value in series.items() if months - 12 * YEARS <= month < months]
        found.append(np.mean(values) if values else 0.0)
    return np.asarray(found, np.float64)


def changes(mechanism: Mechanism, with_: Lived, without: Lived) -> Finding:
    """With less without, of the common outcomes and the mechanism's own."""

    def change(measure: str, group: str, heading: str, times: float) -> Change:
        return Change(heading, times * (late(with_, measure, group) - late(without, measure, group)))

    measure, group = mechanism.own
    row = catalogue.measure(measure)
    heading = row.label.lower() if group == "all" else f"{row.label.lower()}, {catalogue.group_label(group)}"
    levels = tuple(times * float(late(with_, name, of).mean()) for name, of, _, times in OUTCOMES)
    own = change(measure, group, heading, 1.0)
    return Finding(mechanism, tuple(change(*outcome) for outcome in OUTCOMES), own, levels)


def findings(
    mechanisms: Sequence[Mechanism], seeds: Sequence[int], kept: Kept | None = None, jobs: int = 1, progress: Any = None
) -> list[Finding]:
    """Simulate what is missing and compare, a finding a mechanism."""
    asks = asked_of(MECHANISMS)
    arms = [arm for one in mechanisms for arm in arms_of(one, asks[one.town])]
    lived = live(arms, seeds, jobs=jobs, kept=kept, progress=progress)
    found = []
    for one in mechanisms:
        with_, without = arms_of(one, asks[one.town])
        found.append(changes(one, lived[with_], lived[without]))
    return found


def table(found: Sequence[Finding]) -> str:
    """Markdown: what the default towns have, then a row a mechanism."""
    heads = [heading for _, _, heading, _ in OUTCOMES]
    lines = [f"| with it less without it | {' | '.join(heads)} | its own work |", f"|:--|{'--:|' * len(heads)}:--|"]
    for town, levels in {one.mechanism.town: one.levels for one in reversed(found) if plain(one.mechanism)}.items():
        lines.append(f"| *`{town}` as it is* | {' | '.join(figure(level, 3) for level in levels)} | |")
    for one in found:
        cells = [change.in_words() for change in one.outcomes]
        own = f"{one.own.heading}: {one.own.in_words()}"
        lines.append(f"| {one.mechanism.label} `{one.mechanism.key}` | {' | '.join(cells)} | {own} |")
    return "\n".join(lines)


def page(found: Sequence[Finding], pairs: int) -> str:
    """The table, and which mechanisms change none of the outcomes beyond chance."""
    intervals = len(found) * len(OUTCOMES)
    opening = (
        f"{counted(pairs, 'pair', 'pairs')} of runs, means of the last {YEARS} years. Bold: the 95 % interval does not "
        f"hold zero; of {intervals} intervals about {round(0.05 * intervals)} would miss it by chance. –: not a digit "
        "differs."
    )
    return f"{opening}\n\n{table(found)}"


def chosen(keys: Sequence[str]) -> list[Mechanism]:
    """The mechanisms of some paths; all where none is named. Raises ``SystemExit`` for what is none."""
    known = dict.fromkeys(one.key for one in MECHANISMS)
    for key in keys:
        if key not in known:
            raise SystemExit(f"{key} is no mechanism; there are {', '.join(known)}")
    return [one for one in MECHANISMS if not keys or one.key in keys]


def main(words: Sequence[str] | None = None) -> None:
    asked = argparse.ArgumentParser(
        prog="python -m calibration.validation.ablation", description="What each mechanism changes."
    )
    asked.add_argument("only", nargs="*", metavar="PATH", help="only this mechanism (all)")
    asked.add_argument("--seeds", type=int, default=10, help="pairs of runs (10)")
    asked.add_argument("--jobs", type=int, default=1, help="runs at once (1)")
    asked.add_argument("--kept", type=Path, default=KEPT, help=f"where finished runs stay ({KEPT})")
    asked.add_argument("--write", action="store_true", help=f"write into docs/{PAGE.name}")
    given = asked.parse_args(words)
    mechanisms = chosen(given.only)
    if given.write and given.only:
        asked.error("--write writes the whole table: name no mechanism with it")

    def tell(tally: Tally) -> None:
        print(f"\r{counted(tally.done, 'run', 'runs')}", end="", file=sys.stderr, flush=True)

    progress = tell if sys.stderr.isatty() else None
    found = findings(mechanisms, seeds_of(1, given.seeds), Kept(given.kept), given.jobs, progress)
    text = page(found, given.seeds)
    if given.write:
        write_between(PAGE, COMMAND, text)
    else:
        print(text)


if __name__ == "__main__":
    main()
