"""Seeds of replicates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from experiments.workers.run import SEED_BITS, replicate_seed, replicates_of

SEEDS = st.integers(0, 2**63 - 1)


def test_seeds_are_what_they_were():
    """A changed derivation would change every published result."""
    assert [replicate_seed(1, index) for index in range(3)] == [529095307550167, 922210696230505, 6892754393667320]


@given(SEEDS, st.integers(0, 50))
def test_neighbouring_seeds_share_no_replicate(seed, other):
    mine = {replicate_seed(seed, index) for index in range(20)}
    theirs = {replicate_seed(seed + 1 + other, index) for index in range(20)}
    assert len(mine) == 20 and not mine & theirs


@given(SEEDS, st.integers(0, 10_000))
def test_seeds_survive_json(seed, index):
    assert 0 <= replicate_seed(seed, index) < 2**SEED_BITS


def test_more_replicates_leave_the_first_as_they_were():
    assert replicates_of("d", 7, 10, 12)[:4] == replicates_of("d", 7, 4, 12)


def test_patch_is_in_order_whatever_order_it_was_given_in():
    assert replicates_of("d", 1, 1, 12, {"b": 1, "a": 2}) == replicates_of("d", 1, 1, 12, {"a": 2, "b": 1})
