"""Draws for many are the draws of one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import rng
from sim import vectorised_draws as draws

UIDS = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=20)


@given(seed=st.integers(0, 2**64 - 1), uids=UIDS, month=st.integers(-1200, 600), block=st.integers(0, 300))
def test_many_words_are_the_words_of_each(seed: int, uids: list[int], month: int, block: int) -> None:
    many = draws.words_many(np.uint64(seed), rng.Process.PERSON, np.array(uids, np.uint64), month, block)
    for column, uid in enumerate(uids):
        one = rng.words(np.uint64(seed), rng.Process.PERSON.value, np.uint64(uid), month, block)
        assert [int(word) for word in one] == many[:, column].tolist()


def test_many_uniforms_are_the_uniforms_of_each_beyond_one_chunk() -> None:
    uids = draws.numbered_uids(draws.CHUNK + 3, "resident", "alby")
    many = draws.uniforms_many(np.uint64(7), rng.Process.REGION, uids, draws.Ask.HOME)
    for k in (0, draws.CHUNK - 1, draws.CHUNK, draws.CHUNK + 2):
        one = rng.uniforms(np.uint64(7), rng.Process.REGION.value, uids[k], 0, int(draws.Ask.HOME))
        assert list(one) == many[:, k].tolist()


def test_a_numbered_uid_does_not_depend_on_how_many_there_are() -> None:
    few, many = draws.numbered_uids(10, "job", "alby"), draws.numbered_uids(50_000, "job", "alby")
    assert (few == many[:10]).all()
    assert len(np.unique(many)) == len(many)
    assert not np.intersect1d(many, draws.numbered_uids(50_000, "job", "berg")).size


@given(total=st.integers(0, 5000), weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=9))
def test_apportioned_numbers_sum_to_the_total_and_stay_within_one_of_their_share(
    total: int, weights: list[float]
) -> None:
    whole = draws.apportioned(total, weights)
    assert whole.sum() == total
    assert (np.abs(whole - total * np.array(weights) / sum(weights)) < 1.0 + 1e-6).all()


@pytest.mark.parametrize("mean", [0.1, 0.5, 0.8])
def test_beta_quantiles_have_the_mean_asked_for(mean: float) -> None:
    u = (np.arange(20_000) + 0.5) / 20_000
    values = draws.beta_many(u, mean, 5.0)
    assert values.mean() == pytest.approx(mean, abs=0.003)
    assert values.var() == pytest.approx(mean * (1 - mean) / 6.0, rel=0.03)
    assert (np.diff(values) >= 0).all()


def test_choices_fall_by_weight() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(draws.choice_many(u, (2, 0, 3))).tolist() == [400, 0, 600]
    rows = np.tile([1.0, 1.0, 2.0], (1000, 1))
    assert np.bincount(draws.choice_many(u, rows)).tolist() == [250, 250, 500]
