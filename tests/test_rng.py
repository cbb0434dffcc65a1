"""Random numbers belong to (seed, process, uid, month, draw), and are the published ones."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import rng

KNOWN_ANSWERS = [  # Random123's kat_vectors, philox4x32 with 10 rounds: counter, key, result
    ([0] * 4, [0] * 2, [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    ([0xFFFFFFFF] * 4, [0xFFFFFFFF] * 2, [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
    (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        [0xA4093822, 0x299F31D0],
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
]
SEED = rng.seed_word(7)
uids = st.integers(0, 2**64 - 1).map(np.uint64)


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(counter, key, expected):
    found = rng.philox(*(np.uint64(word) for word in [*counter, *key]))
    assert [int(word) for word in found] == expected


def test_draws_differ_when_any_part_of_the_question_differs():
    uid = np.uint64(12345)
    asked = [
        rng.uniform(SEED, 3, uid, 5, 0),
        rng.uniform(rng.seed_word(8), 3, uid, 5, 0),
        rng.uniform(SEED, 4, uid, 5, 0),
        rng.uniform(SEED, 3, np.uint64(12346), 5, 0),
        rng.uniform(SEED, 3, uid, 6, 0),
        rng.uniform(SEED, 3, uid, -5, 0),
        rng.uniform(SEED, 3, uid, 5, 1),
        rng.uniform(SEED, 3, uid, 5, 4),
        rng.uniform(SEED, 3, np.uint64(12345 + 2**32), 5, 0),
    ]
    assert len(set(asked)) == len(asked)


@given(uids, st.integers(-1200, 1200), st.integers(0, 40))
def test_draws_lie_strictly_between_zero_and_one(uid, month, draw):
    assert 0.0 < rng.uniform(SEED, 9, uid, month, draw) < 1.0


def test_draws_are_uniform_and_uncorrelated_between_people_and_months():
    draws = np.array(
        [[rng.uniform(SEED, 1, np.uint64(person), month, 0) for month in range(40)] for person in range(400)]
    )
    assert abs(draws.mean() - 0.5) < 0.01
    assert abs(draws.var() - 1 / 12) < 0.003
    assert abs(np.corrcoef(draws[:-1].ravel(), draws[1:].ravel())[0, 1]) < 0.03
    assert abs(np.corrcoef(draws[:, :-1].ravel(), draws[:, 1:].ravel())[0, 1]) < 0.03


def test_draws_ahead_are_the_draws_of_each():
    """For a whole block from a row in the middle on, and for the few rows that are left after it."""
    rows = np.arange(rng.AHEAD + 20, dtype=np.uint64) * np.uint64(2**61 - 1)
    draws = np.empty(rng.ROOM_AHEAD)
    for first, stop in ((3, len(rows)), (rng.AHEAD + 3, len(rows))):
        rng.uniforms_ahead(SEED, 9, rows, first, stop, -7, draws)
        for at in range(min(stop - first, rng.AHEAD)):
            assert rng.drawn(draws, at) == rng.uniforms(SEED, 9, rows[first + at], -7, 0)


@given(uids, uids, st.integers(0, 500))
def test_a_pair_draws_the_same_whichever_of_them_asks(a, b, month):
    key, later = (np.uint64(rng.pair_key(SEED, 30, each)) for each in (month, month + 1))
    assert rng.pair_word(key, a, b) == rng.pair_word(key, b, a)
    assert rng.pair_word(key, a, b) != rng.pair_word(later, a, b)


def test_text_and_number_are_the_same_seed():
    assert rng.seed_word("42") == rng.seed_word(42)


def test_quantiles_match_the_normal_distribution():
    for p in (1e-6, 0.001, 0.02, 0.1, 0.3, 0.5, 0.77, 0.99, 1 - 1e-7):
        expected = statistics.NormalDist().inv_cdf(p)
        assert rng.normal_quantile(p) == pytest.approx(expected, rel=1e-7, abs=1e-8)


def test_children_of_one_mother_have_uids_of_their_own():
    children = {int(rng.derived_uid(np.uint64(99), 1, ordinal)) for ordinal in range(50)}
    assert len(children) == 50


def test_a_process_keeps_its_own_number_and_no_two_have_the_same() -> None:
    assert rng.own_number(255, "sim.processes.one") == rng.own_number(255, "sim.processes.one") == 255
    with pytest.raises(ValueError, match=r"two: sim\.processes\.one draws by number 255 already"):
        rng.own_number(255, "two")
    with pytest.raises(ValueError, match="three: 80 is no number of its own"):
        rng.own_number(int(rng.Process.LEAVING), "three")
    assert max(rng.Process) < min(rng.OWN_NUMBERS)
