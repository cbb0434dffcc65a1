"""The model against what it was not fitted to, in a few pairs of runs with common random numbers.

The claims are those of calibration/patterns, the same that ``bygd validate`` tells of with intervals. Here
every mean must lie on the claimed side, except for misses that are known and written down: a model that
contradicts a row of evidence is a finding, and a new contradiction is seen.
"""

from __future__ import annotations

from functools import cache

import pytest

from calibration.patterns import HEADLINES, PATTERNS, Arm, Lived, live

pytestmark = [pytest.mark.pattern, pytest.mark.slow]

SEEDS = range(1, 7)
"""Each arm is run with each of these; run k of one arm and run k of another use the same random draws."""
FEW = range(1, 3)
"""For patterns whose runs take minutes."""
MISSES: dict[str, tuple[str, ...]] = {
    # Ten months of waiting are too short for local friends in number, so as many go with their permit: 0.2 points
    # more of 100 with the project (6 pairs, −2.6 to 3.0).
    "fewer_go_with_their_permit": ("gone with their permit",),
    # Local friends overtake those of the same origin after some four years: over all newcomers they are more.
    "own_group_first": (
        "friends of the same origin in year 5",
        "friends of the same origin less local friends, all newcomers however long here",
    ),
    # Indistinguishable from other women (12 pairs: 3.5 of 100 more, −3.1 to 10.0), so the side is chance.
    "mothers_of_small_children_are_isolated": ("without a local friend among newcomer mothers",),
    # Work still comes too late after the fit, which did not see this figure.
    "work_a_year_after_the_programme": ("in work or studies a year after the programme",),
    # A job mentor does little to work in either span, so the year is no better than the half-year, and as
    # little for those with little schooling as for the others.
    "help_to_a_job_works_late": ("that less the same after six months", "those with little schooling less"),
    # Families who come keep the made-up town's school as full as it was.
    "school_classes_shrink": ("change in pupils over twenty years", "the same, against half the fall"),
    "one_worker_for_the_youths": ("youths in work, against almost all (nine in ten)",),
}
"""Claims the model is known to miss, by pattern, by their first words: the evidence contradicts it, or what
it says is too little to be distinguishable from zero."""


@cache
def lived(arm: Arm, seeds: range) -> Lived:
    return live([arm], seeds)[arm]


@pytest.mark.parametrize("key", [*PATTERNS, *HEADLINES])
def test_model_points_the_way_the_evidence_does(key: str) -> None:
    pattern = {**PATTERNS, **HEADLINES}[key]
    seeds = FEW if pattern.slow else SEEDS
    finding = pattern.finding({arm: lived(arm, seeds) for arm in pattern.arms.values()})
    known = MISSES.get(key, ())
    assert not [reported for reported in finding.wrong() if not reported.startswith(known or ("\0",))], finding.words


def test_known_misses_are_of_claims_that_are_made() -> None:
    assert set(MISSES) <= set(PATTERNS)
