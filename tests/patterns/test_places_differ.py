"""Places of one region differ the way the evidence points, in a few runs; what the model misses is written down.

With intervals, and of more seeds: ``python -m calibration.stage`` and docs/validation.md.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.patterns.findings import Claim
from calibration.stage.claims import region_claims, remote_claims
from calibration.stage.running import seen
from calibration.stage.towns import REMOTE, UMEA

pytestmark = [pytest.mark.pattern, pytest.mark.slow]

SEEDS = range(1, 3)
SHARE = 0.25
"""Of the region's people: a minute a run."""
MISSES = (
    # Contradicted (10 runs of the region): those settled around Umeå have no car at first, and four in ten and more of
    # the posts that people there hold are elsewhere.
    "refugees in work in years one to three, rural neighbours less Umeå",
    # Locals' work hardly differs between these places, as they commute; refugees' does.
    "the same, no more than",
    # 26 points, 20 to 32.
    "the same, at most",
    # Indistinguishable from zero (or, the fourth, from its bound), so the side is chance.
    "refugees in work in years one to three, the made-up remote place",
    "refugees still there after",
    "rank correlation of size and stay",
    "locals in work, from the least to the best place",
)
"""First words of claims that the evidence contradicts, or of which so few runs say too little."""


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> list[Claim]:
    folder: Path = tmp_path_factory.mktemp("stage")
    region = seen(UMEA, SEEDS, folder, share=SHARE)
    remote = seen(REMOTE, SEEDS, folder)
    return [claim for _, claim in (*region_claims(region), *remote_claims(remote))]


def test_places_differ_the_way_the_evidence_points(claims: list[Claim]) -> None:
    wrong = [claim.in_words() for claim in claims if not claim.points_right]
    assert not [words for words in wrong if not words.startswith(MISSES)]


def test_misses_are_of_claims_that_are_made(claims: list[Claim]) -> None:
    for words in MISSES:
        assert any(claim.words.startswith(words) for claim in claims), words
