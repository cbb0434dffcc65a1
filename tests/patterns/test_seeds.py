"""The model against what it was not fitted to, in a few pairs of runs with common random numbers.

The claims are those of calibration/patterns, the same that ``bygd validate`` tells of with intervals. Here,
with other seeds, every mean of a pattern that holds there must lie on the claimed side: a model that contradicts a row
of evidence is a finding, and a new contradiction is seen.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from calibration.patterns import HEADLINES, HOLDS, PATTERNS, Arm, Claim, Lived, live
from calibration.patterns.kept_runs import Kept
from calibration.validation import load_patterns, seeds_of
from experiments.report.card import FILE

pytestmark = [pytest.mark.pattern, pytest.mark.slow]

SEED, PAIRS, FEW = 1, 6, 2
"""Not the seed of ``bygd validate``. So many pairs, fewer where a run takes minutes; run k of all arms has the same
random draws."""
MISSES: dict[str, tuple[str, ...]] = {
    # Too little to be told from zero in this town (6 pairs: −0.2 newcomers, −4.7 to 4.4).
    "levers_and_staying": ("more newcomers of the run still there",)
}
"""Claims of what the levers achieve that are too little to be told from zero, by their first words. Of patterns the
table that comes with the program says which hold (docs/validation.md has why the others do not)."""


def holding() -> list[str]:
    """Patterns that hold in the table."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    return [row["key"] for row in found if row["kind"] == "pattern" and row["verdict"] == HOLDS]


class Runs:
    """What was lived by arm and number of pairs; runs stay in pytest's cache, so that stopped tests go on."""

    def __init__(self, folder: Path) -> None:
        self.kept = Kept(folder)
        self.found: dict[tuple[Arm, int], Lived] = {}

    def lived(self, arm: Arm, pairs: int) -> Lived:
        if (arm, pairs) not in self.found:
            self.found[arm, pairs] = live([arm], seeds_of(SEED, pairs), kept=self.kept)[arm]
        return self.found[arm, pairs]


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest) -> Runs:
    return Runs(Path(request.config.cache.mkdir("patterns")))


@pytest.mark.parametrize("key", [*holding(), *HEADLINES])
def test_model_points_the_way_the_evidence_does(key: str, runs: Runs) -> None:
    pattern = {**PATTERNS, **HEADLINES}[key]
    pairs = FEW if pattern.slow else PAIRS
    finding = load_patterns().held_to(pattern.finding({arm: runs.lived(arm, pairs) for arm in pattern.arms.values()}))
    known = MISSES.get(key, ("\0",))
    wrong = [claim for claim in finding.claims if not points_right(claim) and not claim.words.startswith(known)]
    assert not wrong, finding.words


def points_right(claim: Claim) -> bool:
    """Whether the mean lies on the claimed side, or as good as at a limit."""
    return claim.sign * (claim.interval[0] - claim.limit) > (-claim.least if claim.bound else 0.0)


def test_known_misses_are_of_claims_that_are_made() -> None:
    assert set(MISSES) <= set(HEADLINES) and set(holding()) <= set(PATTERNS)
