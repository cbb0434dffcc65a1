"""The model against what it was not fitted to, in a few pairs of runs with common random numbers.

The claims are those of calibration/patterns, the same that ``bygd validate`` tells of with intervals. Here
every mean must lie on the claimed side, except for misses that are known and written down: a model that
contradicts a row of evidence is a finding, and a new contradiction is seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.patterns import HEADLINES, PATTERNS, Arm, Lived, live
from calibration.patterns.kept_runs import Kept
from calibration.validation import seeds_of

pytestmark = [pytest.mark.pattern, pytest.mark.slow]

SEED, PAIRS, FEW = 1, 6, 2
"""The seeds are the first of those of ``bygd validate``: so many pairs, fewer where a run takes minutes. Run k
of one arm and run k of another use the same random draws."""
MISSES: dict[str, tuple[str, ...]] = {
    # Ten months of waiting are too short for local friends in number (12 pairs: 0.7 of 100 fewer, −0.3 to 1.7).
    "fewer_go_with_their_permit": ("gone with their permit",),
    # Work still comes too late after the fit, which did not see this figure.
    "work_a_year_after_the_programme": ("in work or studies a year after the programme",),
    # A job mentor does little to work in either span, so the year is no better than the half-year, and as
    # little for those with little schooling as for the others.
    "help_to_a_job_works_late": ("that less the same after six months", "those with little schooling less"),
    # Indistinguishable from zero (12 pairs: −0.2, −0.6 to 0.1).
    "parents_meet_locals": ("local friends of newcomers with a child at school",),
    # Nearly all of the clubs close for want of a board, which newcomers seldom join; one founded more closes too.
    "a_club_near_closing_is_saved": ("more club-months kept alive by newcomers", "more clubs closed"),
    # The peaks lie too near to each other (12 pairs: 1.8 months, −1.0 to 4.7).
    "first_a_queue_then_a_surplus": ("months from the longest queue",),
    # Towns lose people of their own since the scenario's inflow was set.
    "a_surge_and_its_volunteers_pass": ("growth in six years",),
    # One friendship more in a town of 900 (12 pairs: 0.01 local friends, 0.00 to 0.02).
    "support_families_leave_friends": ("more local friends in",),
    # Families who come keep the made-up town's school nearly as full as it was.
    "school_classes_shrink": ("change in pupils over twenty years", "the same, against half the fall"),
    # In Granby, where one in eight is a newcomer at the end, nine clubs in ten have one among their members (91 of 100,
    # 6 runs, 87 to 95).
    "some_clubs_have_newcomers": ("the same",),
    # Too little to be told from zero in this town (6 pairs: −0.2 newcomers, −4.7 to 4.4).
    "levers_and_staying": ("more newcomers of the run still there",),
    # As many go for want of work as move on by themselves, and as many as stay: employers do not take nearly everybody.
    "one_worker_for_the_youths": (
        "permits that became lasting by work",
        "permits that became lasting, against almost all",
        "still there with a lasting permit",
    ),
}
"""Claims the model is known to miss, by pattern, by their first words: the evidence contradicts it, or what
it says is too little to be distinguishable from zero."""


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


@pytest.mark.parametrize("key", [*PATTERNS, *HEADLINES])
def test_model_points_the_way_the_evidence_does(key: str, runs: Runs) -> None:
    pattern = {**PATTERNS, **HEADLINES}[key]
    pairs = FEW if pattern.slow else PAIRS
    finding = pattern.finding({arm: runs.lived(arm, pairs) for arm in pattern.arms.values()})
    known = MISSES.get(key, ())
    assert not [reported for reported in finding.wrong() if not reported.startswith(known or ("\0",))], finding.words


def test_known_misses_are_of_claims_that_are_made() -> None:
    assert set(MISSES) <= {*PATTERNS, *HEADLINES}
