"""The table: each row of evidence, what the model says of it, and whether that agrees."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from calibration.patterns import CONTRADICTED, NONE, PATTERNS, Finding, Pattern, live
from calibration.validation.evidence import PatternsFile
from experiments.workers.pool import Progress
from experiments.workers.run import replicate_seed
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.paths import near
from sim.words import counted

if TYPE_CHECKING:
    from calibration.patterns.arms import Arm, Kept

NOT_TESTED = "not tested"
UNFINISHED = "Its runs are not finished."
MANY = 5_000
"""Pairs that nobody would simulate."""
Hold = Callable[[Finding], Finding]
"""What makes verdicts of findings: smallest differences worth telling, errors of the evidence, level."""


@dataclass(frozen=True)
class Row:
    """One line of the table: a pattern, and what the model says of it."""

    key: str
    """Of the row in ``patterns.yaml``; "headline" for what the levers achieve."""
    pattern: str
    """The pattern's name; empty where none tests the row."""
    says: str
    source: str
    grade: str
    finding: Finding | None
    note: str = ""
    """Why it is not tested, or what of it is not."""

    @property
    def verdict(self) -> str:
        return self.finding.verdict if self.finding is not None else NOT_TESTED

    @property
    def model(self) -> str:
        return self.finding.words if self.finding is not None else ""

    @property
    def missed(self) -> str:
        """The claims that are contradicted or practically none, with their numbers."""
        claims = self.finding.claims if self.finding is not None else ()
        return "; ".join(claim.in_words() for claim in claims if claim.verdict in (CONTRADICTED, NONE))

    @property
    def needed(self) -> float:
        """Pairs at which an open row would be decided, were means and spread what they are; NaN for a decided one."""
        if self.finding is None or self.finding.decided:
            return float("nan")
        return float(self.finding.needed())

    @property
    def open_words(self) -> str:
        """How many pairs an open row would need."""
        if math.isnan(self.needed):
            return ""
        many = (
            f"about {counted(int(self.needed), 'pair', 'pairs')}"
            if self.needed < MANY
            else "more pairs than anybody simulates"
        )
        return f" (it would take {many})"

    def cells(self) -> dict[str, Any]:
        """The row as it is written to a file; NaN where there is no value."""
        mean, low, high = self.finding.interval if self.finding is not None else (float("nan"),) * 3
        return {
            "row": self.key,
            "pattern": self.pattern,
            "says": self.says,
            "source": self.source,
            "grade": self.grade,
            "verdict": self.verdict,
            "mean": mean,
            "low": low,
            "high": high,
            "pairs": self.finding.pairs if self.finding is not None else 0,
            "level": self.finding.claims[0].level if self.finding is not None else float("nan"),
            "needed": self.needed,
            "more": self.open_words,
            "missed": self.missed,
            "model": self.model,
            "note": self.note,
        }


def seeds_of(seed: int, replicates: int) -> list[int]:
    """The seeds that all arms share."""
    return [replicate_seed(seed, index) for index in range(replicates)]


def chosen(evidence: PatternsFile, only: Sequence[str] = ()) -> dict[str, Pattern]:
    """The patterns of the rows, or of those named by key of row or pattern, by name.

    Raises ``ScenarioError`` for a name that is neither.
    """
    known = {name: (name,) for name in PATTERNS} | {key: tuple(row.tested_by) for key, row in evidence.patterns.items()}
    for key in only:
        if key not in known:
            raise ScenarioError(Problem(f"there is no pattern or row {key!r}; {near(key, known)}"))
    names = [name for key in only or evidence.patterns for name in known[key]]
    return {name: PATTERNS[name] for name in dict.fromkeys(names)}


def lived_through(pattern: Pattern, seeds: Sequence[int], kept: Kept) -> bool:
    """Whether all runs of a pattern with some seeds are kept."""
    from calibration.patterns.arms import order_of

    for arm in pattern.arms.values():
        scenario = arm.scenario()
        if not all(kept.file(kept.key(order_of(arm, scenario, seed), arm.asked)) for seed in seeds):
            return False
    return True


def as_found(finding: Finding) -> Finding:
    return finding


def findings_of(
    patterns: Iterable[Pattern],
    seeds: Sequence[int],
    *,
    over: Mapping[str, Any] | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    kept: Kept | None = None,
    hold: Hold = as_found,
) -> dict[str, Finding]:
    """Findings by pattern; an arm that several share is simulated once, a kept run not again. ``hold`` says what is
    worth telling (:meth:`PatternsFile.held_to`)."""
    patterns = list(patterns)
    arms = [arm for one in patterns for arm in one.arms.values()]
    lived = live(arms, seeds, over=over, jobs=jobs, progress=progress, kept=kept)
    return {one.key: hold(one.finding(lived)) for one in patterns}


def arms_of(patterns: Iterable[Pattern]) -> list[Arm]:
    """The arms of some patterns, each once."""
    return list(dict.fromkeys(arm for one in patterns for arm in one.arms.values()))


def table_of(evidence: PatternsFile, found: Mapping[str, Finding], only: Sequence[str] = ()) -> list[Row]:
    """The rows of evidence with what was found, in the file's order; untested rows say why. ``only``: rows or patterns,
    whose others are left out."""
    rows = []
    for key, row in evidence.patterns.items():
        if row.not_tested and (not only or key in only):
            rows.append(Row(key, "", row.row, row.source, row.grade, None, row.not_tested))
        rows += [
            Row(key, name, PATTERNS[name].words, row.source, row.grade, found[name], row.partly)
            for name in row.tested_by
            if name in found
        ]
        rows += [
            Row(key, name, PATTERNS[name].words, row.source, row.grade, None, UNFINISHED)
            for name in row.tested_by
            if name not in found and not only
        ]
    return rows


def quick_patterns(patterns: Iterable[Pattern]) -> list[Pattern]:
    """Without those whose runs take minutes."""
    return [one for one in patterns if not one.slow]


__all__ = [
    "NOT_TESTED",
    "Hold",
    "Row",
    "arms_of",
    "chosen",
    "findings_of",
    "lived_through",
    "quick_patterns",
    "seeds_of",
    "table_of",
]
